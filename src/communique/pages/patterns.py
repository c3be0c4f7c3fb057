"""The patterns of the page reader that are built from its word lists (data/lexicons/en/pages/signs.toml)."""

from __future__ import annotations

import re
from functools import cache

from communique.pages.furniture import load_signs

NUMBER = r"(\d{1,3}(?:[, ]\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"
NAME = r"[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|al|bin)){0,4}"


def _either(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def money() -> re.Pattern[str]:
    """A sum of money: "$2", "5 euros"; groups mark, number, number, mark."""
    mark = _either(list(load_signs()["currency"]))
    return re.compile(rf"(?<![\w$])(?:({mark})\s?{NUMBER}|{NUMBER}\s?({mark}))(?![\w])")


@cache
def owner_and_name() -> re.Pattern[str]:
    """The end of a line that credits a picture: "Photo / Jane Doe"."""
    return re.compile(rf"\b(?i:{_either(load_signs()['photo']['owners'])})\s*/\s*{NAME}\.?$")


@cache
def name_and_owner() -> re.Pattern[str]:
    """The end of a line that credits a picture by name and paper, after a sentence: ". Jane Doe / Shire Herald"."""
    words = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}"
    return re.compile(rf"(?:^|(?<=[.!?] ))(?P<name>{words}) / {words}$")


@cache
def dashed_credit() -> re.Pattern[str]:
    """The end of a line that credits a picture after a dash: "— AFP", "— Photo by author", "—AP/File"."""
    photo = load_signs()["photo"]
    whose = rf"(?i:{_either(photo['agencies'])})(?:/\w+)?|(?:[Ff]ile )?[Pp]hoto(?: by .{{2,40}})?|[Cc]ourtesy .{{2,40}}"
    return re.compile(rf"[.!?] ?(?P<dash>[—–]) ?(?:{whose})$")


@cache
def bracketed_credit() -> re.Pattern[str]:
    """A bracket at the end of a line that names who took the picture: "(Odo Proudfoot/AP)", "(AP Photo/O. P.)"."""
    photo = load_signs()["photo"]
    owners, agencies = _either(photo["owners"]), _either(photo["agencies"])
    slashed = rf"{NAME}\s*/\s*[A-Z][^()]{{1,60}}"
    owned = rf"(?:{owners})(?:\s*:|\s+by|\s+courtesy|\s*/)\s[^()]{{1,60}}"
    owned_last = rf"[^()]{{1,60}}\b(?:{owners}|getty images)"
    agency_last = rf"[^()]{{0,50}}[/ ,](?:{agencies})"
    return re.compile(rf"[(\[](?:{slashed}|(?i:{owned}|{owned_last}|{agency_last}))[)\]]\.?$")


@cache
def dated_item() -> re.Pattern[str]:
    """The opening of a calendar's line: "June 9", "Mon 9 June"."""
    signs = load_signs()
    months, days = _either(list(signs["months"])), _either(signs["weekdays"]["words"])
    day = r"\d{1,2}(?!\d)"
    date = rf"(?:{months})\b\.?\s+{day}|{day}\s+(?:{months})\b"
    return re.compile(rf"[*•-]?\s*(?:(?:{days})\b\.?,?\s+)?(?:{date})", re.IGNORECASE)


@cache
def dateline() -> re.Pattern[str]:
    """Place, weekday, date, agency and dash, as they open a wire story."""
    signs = load_signs()
    months = "|".join(sorted(signs["months"], key=len, reverse=True))
    days = "|".join(sorted(signs["weekdays"]["words"], key=len, reverse=True))
    return re.compile(
        rf"""\s*(?P<place>[A-Z][A-Za-zÀ-ž.'’-]*(?:[ -][A-Z][A-Za-zÀ-ž.'’-]*|\ (?:de|del|al|of|and|da)\b){{0,4}}
             (?:,\s*(?!(?i:{months})\b)[A-Z][A-Za-z.'’-]*(?:\ [A-Z][A-Za-z.'’-]*){{0,3}}){{0,2}}(?:/[A-Z][A-Za-z]+)?)
            (?:\s*,?\s*(?P<weekday>(?i:{days}))\b\.?)?
            (?:\s*,?\s*(?:(?P<day_first>\d{{1,2}})\s+)?(?P<month>(?i:{months}))\b\.?(?:\s+(?P<day>\d{{1,2}})(?!\d))?(?:,?\s+(?P<year>(?:19|20)\d\d))?)?
            (?:\.?\s*,?\s*(?:\((?P<agency>[A-Z][^()\d]{{0,40}})\)|/(?P<slashed>[A-Z][^/]{{1,40}})/))?
            (?:(?<=[)/])[.,](?=\s*[-—–_]))?\s*(?P<dash>---?|—|–|_+|\s-\s|-(?=\s)|\s-(?=\w)|:(?=\s)|(?<=[/)])\.?(?=\s)|)\s*
        """,
        re.VERBOSE,
    )


@cache
def shouted_label() -> re.Pattern[str]:
    """Words in capitals and a colon, as they open a speaker's turn in a transcript."""
    return re.compile(r"^\s*[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}(?:\([^()\n]{1,30}\)\s*)?:\s", re.MULTILINE)


@cache
def dated_weekday() -> re.Pattern[str]:
    """A weekday with the date behind it: "Friday, March 14, 2031", "Friday (14 March 2031)"."""
    days = _either([d for d in load_signs()["weekdays"]["words"] if len(d) > 5])
    return re.compile(rf"\b(?P<weekday>{days}),?\ \(?(?P<date>{written_date().pattern})", re.VERBOSE | re.IGNORECASE)


@cache
def written_date() -> re.Pattern[str]:
    """A whole date written out: "14 March 2031", "March 14, 2031", "2031-03-14", "14/03/2031"."""
    months = "|".join(sorted(load_signs()["months"], key=len, reverse=True))
    return re.compile(
        rf"""(?P<iso>(?<!\d)\d{{4}}-\d\d-\d\d(?!\d)|(?<![\d/])\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d(?!\d))
        |\b(?P<month>{months})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)(?!\d)
        |(?<!\d)(?P<day_before>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<month_after>{months})\b\.?,?[\s-]+(?P<year_after>(?:19|20)\d\d)(?!\d)
        """,
        re.VERBOSE | re.IGNORECASE,
    )
