"""Days and months told together, where one leaves out what another tells: "April 24 and 25", "March to May 1998"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.times.dates import grain, make_day
from communique.times.patterns import DAY_JOINED_AFTER, DAY_JOINED_BEFORE, JOINED, YEAR_BEHIND

Piece = tuple[int, int, str]  # from, to, value
_ENDS_LIST = re.compile(r"and|or|to|through|[-\u2010-\u2013]")


def days_after(text: str, end: int, value: str) -> list[Piece]:
    """The days that follow a day of the same month: "April 24, 25 and 27" after its 24th.

    A comma alone joins nothing ("on April 24, 25 people fled"), and days only go up.
    """
    pieces: list[Piece] = []
    kept: list[Piece] = []
    while found := DAY_JOINED_AFTER.match(text, end):
        following = _other_day(value, int(found["day"]))
        if following is None or following <= value:
            break
        value, end = following, found.end()
        pieces.append((found.start("day"), end, value))
        if _ENDS_LIST.search(found["joint"].lower()):
            kept = list(pieces)
    return kept


def days_before(text: str, start: int, value: str) -> Iterator[Piece]:
    """The day that stands before a day of the same month: the 24th in "24 and 25 April"."""
    found = DAY_JOINED_BEFORE.search(text, max(0, start - 12), start)
    earlier = _other_day(value, int(found["day"])) if found else None
    if found and earlier and earlier < value:
        yield found.start("day"), found.end("day"), earlier


def _other_day(value: str, day: int) -> str | None:
    """Another day of a day's month, of whatever year, or None where the month has none."""
    if grain(value) != "D" or not value[5:7].isdigit():
        return None
    year = int(value[:4]) if value[:4].isdigit() else 2000
    return f"{value[:8]}{day:02d}" if make_day(year, int(value[5:7]), day) else None


def are_joined(text: str, end: int, start: int) -> bool:
    """Whether only a joint stands between two expressions: "March to May", "April 24 and May 3"."""
    return JOINED.fullmatch(text, end, start) is not None


def is_year_of(text: str, end: int, start: int) -> bool:
    """Whether a year stands right behind a day: ", 1998" behind "April 24 and 25"."""
    return YEAR_BEHIND.fullmatch(text, end, start) is not None


def with_year_of(earlier: str, later: str) -> str:
    """A month or day in the year that a later one tells; December before "and March 1998" is of 1997."""
    if grain(earlier) not in ("M", "D") or grain(later) not in ("M", "D", "Y"):
        return earlier
    year = int(later[:4]) - (grain(later) != "Y" and earlier[5:7] > later[5:7])
    return f"{year:04d}{earlier[4:]}"
