"""Calendar arithmetic on TIMEX3 values: a day seen as a week, quarter or year, and steps from it."""

from __future__ import annotations

import calendar
import datetime as dt
import re

Day = dt.date
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_UNKNOWN = {"D": "XXXX-XX-XX", "M": "XXXX-XX", "Y": "XXXX", "W": "XXXX-WXX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE",
            "DE": "XXX", "CE": "XX"}  # fmt: skip


def as_value(day: Day | None, unit: str) -> str:
    """A day seen at the grain of a unit: 1998-02-13 is 1998-W07 as a week; without a day the value stays partial.

    >>> as_value(dt.date(1998, 2, 13), "W")
    '1998-W07'
    """
    if day is None:
        return _UNKNOWN.get(unit, "XXXX")
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    forms = {
        "D": day.isoformat(),
        "M": f"{day.year:04d}-{day.month:02d}",
        "Y": f"{day.year:04d}",
        "Q": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "DE": f"{day.year // 10:03d}",
        "CE": f"{day.year // 100:02d}",
    }
    return forms[unit]


def step(day: Day, unit: str, count: int) -> Day | None:
    """The day that lies a number of units away; a shorter month ends earlier. None outside the calendar's years."""
    days = {"D": 1, "W": 7, "WE": 7, "FN": 14}
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
    try:
        if unit in days:
            return day + dt.timedelta(days=days[unit] * count)
        index = day.year * 12 + day.month - 1 + months[unit] * count
        year, month = divmod(index, 12)
        return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def read_day(value: str | None) -> Day | None:
    """The day that a value starts with, or None if it names no full day."""
    found = _DAY.match(value or "")
    if not found:
        return None
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError:
        return None


def make_day(year: int, month: int, day: int) -> Day | None:
    """A calendar day, or None where there is none (February 30)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def grain(value: str) -> str | None:
    """The unit that a dated value is told in: D, M, Y, W, Q, WE, DE, CE, or None for what is no date."""
    for unit, form in _GRAINS:
        if form.match(value):
            return unit
    return None


_GRAINS = tuple(
    (unit, re.compile(form + "$"))
    for unit, form in (
        ("D", r"[\dX]{4}-[\dX]{2}-[\dX]{2}(T.*)?"), ("WE", r"[\dX]{4}-W[\dX]{2}-WE"), ("W", r"[\dX]{4}-W[\dX]{2}"),
        ("Q", r"[\dX]{4}-Q[\dX]"), ("M", r"[\dX]{4}-[\dX]{2}"), ("Y", r"[\dX]{4}"), ("DE", r"\d{3}"), ("CE", r"\d{2}"),
    )
)  # fmt: skip


def holiday(rule: str, year: int) -> Day | None:
    """The day of a holiday in a year, by its rule in holidays.csv.

    >>> holiday("11 thursday 4", 1999)
    datetime.date(1999, 11, 25)
    """
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    if rule.startswith("easter"):
        return step(easter(year), "D", int(rule[6:] or 0))
    if "-" in rule and " " not in rule:
        month, day = rule.split("-")
        return make_day(year, int(month), int(day))
    month_text, weekday, which, *plus = rule.split()
    found = _nth_weekday(year, int(month_text), WEEKDAYS.index(weekday), which)
    return found and step(found, "D", int(plus[0]) if plus else 0)


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _nth_weekday(year: int, month: int, weekday: int, which: str) -> Day:
    first = dt.date(year, month, 1)
    if which == "first-after-monday":
        monday = first + dt.timedelta(days=-first.weekday() % 7)
        return monday + dt.timedelta(days=weekday)
    day = first + dt.timedelta(days=(weekday - first.weekday()) % 7)
    if which == "last":
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    return day + dt.timedelta(weeks=int(which) - 1)


def easter(year: int) -> Day:
    """Easter Sunday of the Western churches (Gauss's rule in the form of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)
