"""How lengths of time and their repetition are read."""

from __future__ import annotations

import re
from fractions import Fraction

from communique.times.dates import Day, as_value, step
from communique.times.numbers import as_iso
from communique.times.setting import Found, Reading, Setting


def read_duration(found: Found, setting: Setting) -> Reading | None:
    """A length of time: "five years", "10-hour", "a minute and a half", "weeks"."""
    unit = found.meaning("UNITS") or found.meaning("UNIT")
    if unit is None:
        return None
    number = found.number()
    if number is None and not found.words("SOME") and found.pattern.count:
        number = Fraction(found.pattern.count)
    three_quarters = unit == "Q" and number == 3 and not found.words("STRETCH")
    if three_quarters or (
        unit in ("Q", "S") and not (found.words("NUM") or found.words("SOME")) and found.pattern.reads == "duration"
    ):
        return None  # "three-quarters", "living quarters", "a second term": no time
    if found.pattern.count and (setting.before_tag in ("NNS", "NNPS", "CD") or unit == "WE"):
        return None  # "four flights a week": a rate
    if found.pattern.part == "half" and number is not None:
        number += Fraction(1, 2)
    if unit == "WE":
        return Reading("DURATION", as_iso(number, "WE"))
    return Reading("DURATION", as_iso(number, unit))


def read_long(found: Found, setting: Setting) -> Reading | None:
    """ "Day-long" is one day, "decades-long" an untold number of decades."""
    if length := found.meaning("LONG"):
        return Reading("DURATION", length)
    if unit := found.meaning("UNIT"):
        return Reading("DURATION", as_iso(Fraction(1), unit))
    return Reading("DURATION", as_iso(None, str(found.meaning("UNITS"))))


def read_range(found: Found, setting: Setting) -> Reading | None:
    """ "Two to three weeks": the lesser number, as TimeBank has it."""
    unit = str(found.meaning("UNITS"))
    lesser = re.match(r"\d+", found.words("SPAN") or "")
    number = Fraction(int(lesser[0])) if lesser else found.number("NUM")
    return Reading("DURATION", as_iso(number, unit)) if number else None


def read_stretch(found: Found, setting: Setting) -> Reading | None:
    """ "The last 24 hours", "the next two weeks", "recent months": a length that touches publication."""
    reading = read_duration(found, setting)
    today = setting.published
    direction = int(found.meaning("STRETCH") or _direction(found))
    if reading is None or today is None or direction == 0:
        return reading
    unit = str(found.meaning("UNITS") or found.meaning("UNIT"))
    number = found.number()
    if number is None and not found.words("SOME") and found.words("UNIT"):
        number = Fraction(1)
    far = _far_end(today, unit, number, direction)
    end = far.isoformat() if far else None
    ends = (end, today.isoformat()) if direction < 0 else (today.isoformat(), end)
    return Reading("DURATION", reading.value, *ends)


def read_past_unit(found: Found, setting: Setting) -> Reading | None:
    """ "The last year": one unit up to publication; with the value of the calendar's last where the entry says DATE."""
    unit = str(found.meaning("UNIT"))
    if unit == "WE":
        return Reading("DATE", as_value(setting.published and step(setting.published, "W", -1), "WE"))
    if setting.published is None or unit == "ML":
        return Reading("DURATION", as_iso(Fraction(1), unit))
    far = _far_end(setting.published, unit, Fraction(1), -1)
    ends = (far.isoformat() if far else None, setting.published.isoformat())
    if found.pattern.type == "DATE" and unit in ("W", "M", "Q", "Y"):
        return Reading("DATE", as_value(step(setting.published, unit, -1), unit), *ends)
    return Reading("DURATION", as_iso(Fraction(1), unit), *ends)


def _direction(found: Found) -> int:
    """Which side of publication a stretch without "last" or "next" lies on: the entry says so ("recent" is -1)."""
    return {"past": -1, "future": 1}.get(found.pattern.anchor or "", 0)


def _far_end(today: Day, unit: str, number: Fraction | None, direction: int) -> Day | None:
    if number is None:
        return None
    if unit in ("S", "TM", "H"):
        hours = number * {"S": Fraction(1, 3600), "TM": Fraction(1, 60), "H": Fraction(1)}[unit]
        return step(today, "D", direction * -int(-hours // 24))
    whole = int(number) if number.denominator == 1 else int(number) + 1
    return step(today, unit, direction * whole) if unit not in ("SU", "WI") else None


def read_set(found: Found, setting: Setting) -> Reading | None:
    """What comes again: "daily", "every Thursday", "each July", "twice a week"."""
    if period := found.meaning("LY"):
        return Reading("SET", period)
    if weekday := found.meaning("WEEKDAY") or found.meaning("WEEKDAYS"):
        part = found.meaning("PART") or found.meaning("PARTS")
        return Reading("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
    if month := found.meaning("MONTH"):
        return Reading("SET", f"XXXX-{month}")
    if season := found.meaning("SEASON"):
        return Reading("SET", f"XXXX-{season}")
    if part := found.meaning("PART"):
        return Reading("SET", f"XXXX-XX-XXT{part}")
    unit = found.meaning("UNITS") or found.meaning("UNIT")
    if unit is None:
        return None
    number = found.number() or Fraction(found.pattern.count or 1)
    return Reading("SET", "P1Q" if unit == "Q" and number == 1 else as_iso(number, unit))
