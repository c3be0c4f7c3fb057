"""The regexes from which shapes are built: what is no word list, such as digits, clocks and the gap between words."""

from __future__ import annotations

import re

# Words of one expression stand on one line or wrap once; an empty line ends a paragraph and with it the expression.
GAP = r"(?:[ \t\u00a0\u2009\u202f]+|[ \t]*\n[ \t]*|[-\u2010\u2011])"
GAP_OR_COMMA = rf"(?:,?{GAP})"

# Classes whose members are written with digits; word lists are in words.csv.
DIGIT_CLASSES: dict[str, str] = {
    "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[:.,/]\d)",
    "YEAR": r"(?:1[4-9]\d\d|20\d\d|21\d\d)(?![\d%]|[.,]\d|/\d)",
    "YEARS": r"(?:1[4-9]\d\d|20\d\d)[-\u2010-\u2013/]\d\d(?![\d%]|[.,/:-]\d)",
    "SPAN": r"\d{1,3} ?[-\u2010-\u2013] ?\d{1,3}(?![\d%:/]|[.,]\d)",
    "SHORTYEAR": r"['\u2019\u2018]\d\d(?!\d)",
    "ISODATE": r"(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)",
    "ISOTIME": r"(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[t ](?:[01]\d|2[0-3]):[0-5]\d"
    r"(?::[0-5]\d(?:\.\d+)?)?(?:z| ?[+-]\d\d:?\d\d)?",
    "NINEELEVEN": r"9/11(?![\d%]|[.,/]\d)",
    "SLASHDATE": r"(?:3[01]|[12]\d|0?[1-9])[/.](?:3[01]|[12]\d|0?[1-9])[/.](?:1[89]|20)\d\d(?!\d)",
    "CLOCK": r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d%])",
    "DOTCLOCK": r"(?:1[0-2]|0?[1-9])\.[0-5]\d(?![\d%])",
    "HOUR": r"(?:1[0-2]|0?[1-9])(?![\d:%]|[.,]\d)",
    "HHMM": r"(?:[01]\d|2[0-3])[0-5]\d(?!\d)",
    "DECADE": r"(?:(?:1[4-9]|20)\d0|['\u2019\u2018]?[1-9]0)['\u2019]?s(?!\w)",
    "NTHDAY": r"(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?!\w)",
    "POSS": r"(?:['\u2019]s?)",
}
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:[ -]\d/\d|\u00bd)?(?![\d%:/])"

# What a scan of the text stops at: words, and numbers.
WORD = re.compile(r"[a-z]+|\d+")
YEAR_KEY, CLOCK_KEY, SLASH_KEY, DIGIT_KEY = "#year", "#clock", "#slash", "#"

# Between a clock time and its day: "9 a.m. on Tuesday", "Tuesday, at 9 a.m."
CLOCK_DAY_GAP = re.compile(
    r"\s*,?\s*(?:on|at|of)?(?: (?:about|around))?\s+|\s*,\s+(?:on|at|of)?\s*|\s*\(\s*", re.IGNORECASE
)

# Days of one month told together: "April 24, 25 and 27", "24 and 25 April"; and what may join two dates.
_DASH = r"[-\u2010-\u2013]"
DAY_JOINED_AFTER = re.compile(
    rf"(?P<joint>\s*,?\s+(?:and|or|to|through)\s+|\s*,\s+|{_DASH})"
    r"(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?![\w%:/]|[.,]\d)",
    re.IGNORECASE,
)
DAY_JOINED_BEFORE = re.compile(
    rf"(?<![\w.,:$/-])(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?:\s+(?:and|or|to)\s+|{_DASH})$", re.IGNORECASE
)
JOINED = re.compile(rf"\s*,?\s+(?:and|or|to|through|until)\s+|\s*{_DASH}\s*", re.IGNORECASE)
YEAR_BEHIND = re.compile(r",?[ \t\n]+")

# A clock time and the same in another zone: "10:35 a.m. (0735 GMT) Friday", "4 a.m. (0800 GMT)".
CLOCK_PAIR = re.compile(r"\s*\(\s*|\s*\)\s*,?\s*(?:on\s+)?", re.IGNORECASE)
# An article before words that a hyphen makes one describes what follows them: "the third-quarter loss".
ARTICLE_OF_NOUN = re.compile(r"(?:the|a|an)\s+(?=[a-z]+-(?:quarter|ago|earlier)$)")
# A day told by the one beside it: "the day after Christmas".
DAY_BESIDE = re.compile(r"(?<!\w)(?:the\s+)?day\s+(?P<side>before|after)\s+$")
