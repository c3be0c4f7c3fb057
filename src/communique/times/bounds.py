"""First and last day that a TIMEX3 value allows, at the grain that it is told in."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from communique.times.dates import make_day, read_day, step

Bounds = tuple[str | None, str | None]

_YEAR_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?(?:-(\d))?(?:T.*)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_PARTIAL_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)(?:T.*)?$")
_PARTIAL_MONTH = re.compile(r"XXXX-(\d\d)$")
# First and last month of a part of the year; winter begins in December of the year that names it.
_MONTHS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12),
           "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}  # fmt: skip


def bounds(value: str, published: str | None) -> Bounds:
    """The earliest and latest day of a value, as ISO dates; None where nothing fixes them.

    A month is its first to its last day, PAST_REF ends and FUTURE_REF begins on the day of publication, a day without
    a year stays without one ("--06-28"). Durations and sets have no place in the calendar and give None twice.

    >>> bounds("1998-02", None)
    ('1998-02-01', '1998-02-28')
    """
    today = day.isoformat() if (day := read_day(published)) else None
    references: dict[str, Bounds] = {"PRESENT_REF": (today, today), "PAST_REF": (None, today),
                                     "FUTURE_REF": (today, None)}  # fmt: skip
    if value in references:
        return references[value]
    if day := read_day(value):
        return day.isoformat(), day.isoformat()
    return _week(value) or _part_of_year(value) or _years(value) or _partial(value) or (None, None)


def _week(value: str) -> Bounds | None:
    found = _WEEK.match(value)
    if not found:
        return None
    try:
        first, last = (5, 6) if found[3] else (0, 6)
        if found[4]:
            first = last = int(found[4]) - 1
        monday = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return (monday + dt.timedelta(days=first)).isoformat(), (monday + dt.timedelta(days=last)).isoformat()
    except (ValueError, OverflowError):
        return None


def _part_of_year(value: str) -> Bounds | None:
    if found := _YEAR_PART.match(value):
        return _months(int(found[1]), *_MONTHS[found[2]])
    if (found := _MONTH.match(value)) and 1 <= int(found[2]) <= 12:
        return _months(int(found[1]), int(found[2]), int(found[2]))
    return None


def _months(year: int, first: int, last: int) -> Bounds | None:
    start = make_day(year, first, 1)
    after = make_day(year + (last // 12), last % 12 + 1, 1)
    end = after and step(after, "D", -1)
    return (start.isoformat(), end.isoformat()) if start and end else None


def _years(value: str) -> Bounds | None:
    if re.fullmatch(r"FY\d{4}", value):
        # Whose fiscal year is not told: the widest that is in use, from April before to March after.
        year = int(value[2:])
        return f"{year - 1:04d}-04-01", f"{year + 1:04d}-03-31"
    if re.fullmatch(r"\d{2,4}", value) and int(value) > 0:
        width = 4 - len(value)
        first, last = max(1, int(value + "0" * width)), int(value + "9" * width)
        return f"{first:04d}-01-01", f"{last:04d}-12-31"
    return None


def _partial(value: str) -> Bounds | None:
    if (found := _PARTIAL_DAY.match(value)) and make_day(2000, int(found[1]), int(found[2])):
        return f"--{found[1]}-{found[2]}", f"--{found[1]}-{found[2]}"
    if (found := _PARTIAL_MONTH.match(value)) and 1 <= int(found[1]) <= 12:
        return f"--{found[1]}-01", f"--{found[1]}-{calendar.monthrange(2000, int(found[1]))[1]}"
    return None
