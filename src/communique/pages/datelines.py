"""Where and when a wire story was filed: the words before the dash that open its first sentence."""

from __future__ import annotations

from dataclasses import dataclass

from communique.pages import patterns
from communique.pages.furniture import load_signs

LEAD_WORDS = 10  # a story's first sentence is no shorter


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline of a story; month, day and year where it states them. `length` counts its dash."""

    length: int
    place: str
    agency: str | None
    year: int | None
    month: int | None
    day: int | None


def find_dateline(line: str, page: str | None = None) -> Dateline | None:
    """Decides whether a line opens with a dateline.

    >>> find_dateline("MINAS TIRITH, Gondor (GP) _ Envoys met.").place
    'MINAS TIRITH, Gondor'

    Needs a place in capitals or, for a place in small letters, an agency or a date beside it. Years are never guessed.
    "BREE: Envoys met" is one on a page that has no second line of that form, as a transcript has.
    """
    found = patterns.dateline().match(line[:160])
    if found is None:
        return None
    shouted = found["place"].split(",")[0].strip()
    agency, month = found["agency"] or found["slashed"], found["month"]
    weekday = found["weekday"]
    capitals = shouted.isupper() and len(shouted) >= 3
    if not capitals and not agency and not month:
        return None
    spaced = line[found.start("dash") - 1 : found.end("dash") + 1] == " - "
    lone = capitals and found["dash"].strip() == ":" and _is_lone(page, line[found.end() :])
    if found["dash"].strip() in ("-", ":") and not (agency or month or lone) and not (capitals and spaced):
        return None
    if found["dash"] == "" and not (agency and not line[found.end() :].strip()):
        return None
    if (
        not agency
        and not month
        and not weekday
        and not line[found.end() :].strip()
        and found["dash"].strip() in ("", ":", "-")
    ):
        return None
    months = load_signs()["months"]
    return Dateline(
        length=found.end(),
        place=found["place"].strip(" ,"),
        agency=agency,
        year=int(found["year"]) if found["year"] else None,
        month=months[month.lower().rstrip(".")] if month else None,
        day=int(found["day"] or found["day_first"] or 0) or None if month else None,
    )


def _is_lone(page: str | None, rest: str) -> bool:
    """Whether a word in capitals before a colon opens a story, not a speaker's turn: no other line is set so."""
    if page is None or len(rest.split()) < LEAD_WORDS or rest[0] in "\"“‘'":
        return False
    return len(patterns.shouted_label().findall(page)) == 1
