"""What is put straight in a text before it is parsed. Every change keeps each character's offset."""

from __future__ import annotations

import re
from collections.abc import Callable

# The last letters of a month before its day: "On May 3 , 200 people" names no number of 3,200.
_NO_DATE = "".join(
    f"(?<!{tail} )" for tail in "ary rch ril May une uly ust ber Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec".split()
)

_SPLIT_NAME = re.compile(r"\b([A-Z]\w*) ([\u00df-\u00ff\u0101-\u017f]) (?=[a-z])")
# Wire copy of the 1990s writes quotation marks as pairs of accents and dashes as underscores; a line break inside a
# paragraph is layout, not grammar. Each replacement is as long as what it replaces.
SAME_LENGTH: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"``"), "“ "),
    (re.compile(r"''"), " ”"),
    (re.compile(r"(?<=\s)_(?=\s)"), "–"),
    (re.compile(r"(?<=\))_(?=\s)"), "–"),
    (re.compile(r"(?<=\w) ([’']) (?=s\b)"), r"  \1"),  # "Gondor ’ s army", as some corpora are cut into words
    # …as they cut "4,500", "2.5 million" and accented names ("P é tain"): each is one word for the parser.
    (
        re.compile(rf"(?<![\d.]){_NO_DATE}(\d{{1,3}})((?: , \d{{3}})+)(?!\d)"),
        lambda m: m[1] + m[2].replace(" , ", "000"),
    ),
    (re.compile(r"(?<=\b(?:Mr|Ms|Dr)) \. (?=[A-Z])"), "   "),
    (
        re.compile(r"(?<=\b(?:Mrs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)) \. (?=[A-Z\d])"),
        "   ",
    ),
    (re.compile(r"(?<=\d) \. (?=\d{1,2} (?:million|billion|trillion|percent|per|%))"), "0.0"),
    (_SPLIT_NAME, r"\1\2\2\2"),
    (_SPLIT_NAME, r"\1\2\2\2"),  # once more for the second accent of a name
    (re.compile(r"[\n\t\r\u00a0\u2007\u202f\u2028\u2029]"), " "),
    (re.compile(r"[\u200b-\u200f\u202a-\u202e\ufeff\u2066-\u2069\x00-\x08\x0e-\x1f]"), " "),
)
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
TITLE_WORD = re.compile(r"[A-Z][a-z]+(?:['’-][A-Za-z]+)*")


def straightened(text: str) -> str:
    """The text as the parser should read it, character for character in the same place."""
    for pattern, replacement in SAME_LENGTH:
        if pattern.search(text):
            text = pattern.sub(replacement, text)
    return text
