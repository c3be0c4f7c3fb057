"""How words are read that count from publication, or from the day that the story stands at."""

from __future__ import annotations

from fractions import Fraction

from communique.times.dates import Day, as_value, step
from communique.times.numbers import as_iso
from communique.times.setting import Found, Reading, Setting
from communique.times.tense import AHEAD, BACK


def read_weekday(found: Found, setting: Setting) -> Reading | None:
    """The nearest such day on or before publication, unless the clause looks ahead (CODEBOOK §6)."""
    weekday = int(found.meaning("WEEKDAY") or 0)
    part = found.meaning("PART") or found.pattern.part
    today = setting.published
    if beside := found.meaning("BESIDE"):
        return _with_part(_weekday_beside(setting, weekday, int(beside)), part)
    if today is None:
        return _with_part(f"XXXX-WXX-{weekday}", part)
    if found.pattern.unit == "W":
        monday = step(today, "D", 1 - today.isoweekday() + 7 * (found.pattern.count or 0))
        return _with_part(as_value(monday and step(monday, "D", weekday - 1), "D"), part)
    if found.pattern.unit == "from":  # "two weeks from Tuesday": the next, and the weeks after it
        coming = step(today, "D", (weekday - today.isoweekday()) % 7 or 7)
        return _with_part(as_value(coming and step(coming, "W", int(found.count() or 1)), "D"), part)
    shift = found.meaning("REL")
    back = (today.isoweekday() - weekday) % 7
    ahead = -back % 7
    if shift == "-1":
        moved = step(today, "D", -(back or 7))
    elif shift == "1":
        moved = step(today, "D", ahead or 7)
    elif shift == "0":
        moved = step(today, "D", ahead if setting.outlook() not in BACK else -back)
    else:
        moved = step(today, "D", ahead if _weekday_ahead(setting, back) else -back)
    return _with_part(as_value(moved, "D"), part)


def _weekday_beside(setting: Setting, weekday: int, side: int) -> str:
    """ "The previous Friday": strictly before, or after, the day that the story stands at, else publication."""
    told = setting.day_of(setting.thread.last(frozenset("D"))) or setting.published
    if told is None:
        return f"XXXX-WXX-{weekday}"
    days = (side * (weekday - told.isoweekday())) % 7 or 7
    return as_value(step(told, "D", side * days), "D")


def _weekday_ahead(setting: Setting, back: int) -> bool:
    """Whether a bare weekday is the next: "until Tuesday", "as early as Tuesday", or a clause that looks ahead.

    "Until Tuesday they had not met" lies behind, and so does yesterday where the plan itself is told in the past:
    "the vote planned for Tuesday was put off" in a story of Wednesday.
    """
    outlook = setting.outlook()
    if setting.before in ("until", "till", "as"):
        return outlook != "past-perfect"
    return outlook in ("future", "scheduled") or (outlook == "due" and back != 1)


def _with_part(day: str, part: str | None) -> Reading:
    return Reading("TIME", f"{day}T{part}") if part else Reading("DATE", day)


def read_weekend(found: Found, setting: Setting) -> Reading | None:
    """The weekend just past, or the coming one where the clause looks ahead or says "this"."""
    today = setting.published
    if today is None:
        return Reading("DATE", "XXXX-WXX-WE")
    ahead = setting.outlook() in AHEAD or today.isoweekday() >= 6
    return Reading("DATE", as_value(today if ahead else step(today, "W", -1), "WE"))


def read_step(found: Found, setting: Setting) -> Reading | None:
    """A fixed step from publication or, where the entry says so, from the story's thread: yesterday, the next day."""
    pattern = found.pattern
    unit, count = pattern.unit or "D", pattern.count or 0
    anchor = setting.published
    if pattern.anchor == "story":
        anchor = setting.day_of(
            setting.thread.last(frozenset({"D", "M", "Y", "Q", "W"}) if unit != "D" else frozenset("D"))
        )
        if anchor is None and count < 0:
            anchor = setting.published
        if anchor is None and not found.meaning("PART") and (count == 0 or unit == "D"):
            return Reading("DATE", as_value(None, unit))
    value = as_value(step(anchor, unit, count) if anchor else None, unit)
    part = found.meaning("PART") or pattern.part
    return Reading("TIME", f"{value}T{part}") if part and unit == "D" else Reading("DATE", value)


def read_unit(found: Found, setting: Setting) -> Reading | None:
    """ "Last week", "this month", "next year", "the current quarter"."""
    unit, shift = str(found.meaning("UNIT")), int(found.meaning("REL") or found.pattern.count or 0)
    if unit in ("S", "TM"):
        return None  # "the last minute", "this second"
    if unit in ("H", "FN", "ML"):
        return Reading("DURATION", as_iso(Fraction(1), unit))
    words = found.words("REL")
    if unit == "D" or (words in ("following", "previous") and unit != "WE"):
        anchor = setting.day_of(setting.thread.last(_ANY)) if words in ("following", "previous", "next") else None
        anchor = anchor or (setting.published if words != "following" else None)
    else:
        anchor = setting.published
    return Reading("DATE", as_value(step(anchor, unit, shift) if anchor else None, unit))


def read_the_unit(found: Found, setting: Setting) -> Reading | None:
    """ "The end of the year": the unit that publication lies in."""
    unit = str(found.meaning("UNIT"))
    if unit not in (found.pattern.unit or "W M Y Q").split():
        return None
    return Reading("DATE", as_value(setting.published, unit))


def read_part(found: Found, setting: Setting) -> Reading | None:
    """ "This morning", "last night", "the afternoon": a part of the story's day."""
    part = found.meaning("PART") or found.pattern.part
    day = setting.published
    if found.pattern.anchor == "story":
        day = setting.day_of(setting.thread.last(frozenset("D"), setting.sentence - 2)) or day
    if day is not None:
        day = step(day, "D", found.pattern.count or 0)
    return Reading("TIME", f"{as_value(day, 'D')}T{part}")


def read_ago(found: Found, setting: Setting) -> Reading | None:
    """ "Six weeks ago" counts from publication, "two days later" and "a year earlier" from the story's thread."""
    number, unit = found.count(), str(found.meaning("UNITS") or found.meaning("UNIT"))
    shift = int(found.meaning("AGO") or found.pattern.count or -1)
    sign = 1 if shift > 0 else -1
    if unit in ("S", "TM", "H"):
        return _clock_ago(number, unit, sign, setting)
    if number is None:
        return Reading("DATE", "PAST_REF") if shift == -1 else Reading("DURATION", as_iso(None, unit))
    if unit in ("CE", "ML"):
        return Reading("DURATION", as_iso(number, unit))
    anchor, told = _anchor(abs(shift) == 2, unit, setting)
    if anchor is None:
        return Reading("DATE", as_value(None, told))
    if unit in ("SU", "WI"):
        return Reading("DATE", f"{anchor.year + sign * int(number)}-{unit}")
    if number.denominator != 1:
        number, unit = (number * 12, "M") if unit == "Y" else (Fraction(round(number)), unit)
    moved = step(anchor, unit, sign * int(number))
    if moved and unit == "W" and (weekday := found.meaning("WEEKDAY")):  # "a week ago Friday"
        moved, told = step(moved, "D", -((moved.isoweekday() - int(weekday)) % 7)), "D"
    return Reading("DATE", as_value(moved, told)) if moved else None


def read_year_ago(found: Found, setting: Setting) -> Reading | None:
    """ "Year-earlier": the same quarter of the year before, where the story counts in quarters, else that year."""
    anchor, told = _anchor(True, "Y", setting)
    return Reading("DATE", as_value(step(anchor, "Y", -1) if anchor else None, told))


_ANY = frozenset({"D", "M", "Y", "Q", "W"})


def _anchor(from_thread: bool, unit: str, setting: Setting) -> tuple[Day | None, str]:
    """The day to count from, and the grain to tell the result in."""
    told = {"DE": "Y", "FN": "W"}.get(unit, unit)
    if unit == "Y" and (quarter := setting.quarter()):
        return quarter, "Q"
    if not from_thread:
        return setting.published, told
    finer = {"D": "D", "W": "DW", "FN": "DW", "M": "DM", "Q": "DMQ", "Y": "DMYQ", "DE": "DMY"}.get(unit, "DMYQ")
    value = setting.thread.last(frozenset(finer), setting.sentence - 3 if unit == "Y" else 0)
    if value is None and unit == "Y":
        return setting.published, told
    return setting.day_of(value), told


def _clock_ago(number: Fraction | None, unit: str, sign: int, setting: Setting) -> Reading:
    day = as_value(setting.published, "D")
    if number is None or unit != "H" or number < 24:
        return Reading("TIME", f"{day}TXX" if sign < 0 else as_iso(number, unit))
    moved = step(setting.published, "D", sign * int(number // 24)) if setting.published else None
    return Reading("DATE", as_value(moved, "D"))
