"""How a pattern's words become a type and a value: one small function for each `reads` that a lexicon entry may name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from communique.times.bounds import bounds
from communique.times.dates import Day, as_value, holiday, make_day, read_day, step
from communique.times.numbers import as_iso, read_number
from communique.times.setting import Found, Reading, Setting, nearest


def read_fixed(found: Found, setting: Setting) -> Reading:
    """A value that the entry itself gives: "now" is PRESENT_REF."""
    return Reading(found.pattern.type or "DATE", str(found.pattern.value))


def read_day_date(found: Found, setting: Setting) -> Reading | None:
    """A day by month and number, or by digits; without a year, the one that tense and nearness give."""
    if iso := found.words("ISODATE"):
        return Reading("DATE", iso) if read_day(iso) else None
    if slash := found.words("SLASHDATE"):
        return _slash_date(slash)
    month = int(found.meaning("MONTH") or found.meaning("MON") or 0)
    number = re.match(r"\d+", found.words("DAY") or found.words("NTHDAY") or "")
    ordinal = found.meaning("ORDINAL")
    day = int(number[0] if number else ordinal or 0)
    if make_day(2000, month, day) is None:
        return None
    year = _year_of(found, setting)
    if year is not None:
        exact = make_day(year, month, day)
        return Reading("DATE", exact.isoformat()) if exact else None
    if setting.published is None:
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}")
    near = [d for y in (-1, 0, 1) if (d := make_day(setting.published.year + y, month, day))]
    weekday = found.meaning("WEEKDAY")
    agreeing = [d for d in near if weekday and d.isoweekday() == int(weekday)]
    # "Aug. 7" beside an earlier "Aug. 5, 1998" stays in that year only when the story has no nearer one.
    chosen = nearest(agreeing or near, setting.published, setting.outlook())
    return Reading("DATE", chosen.isoformat()) if chosen else None


def _slash_date(text: str) -> Reading | None:
    """7/17/2019 or 17.07.2019; where both orders are calendar days, a full stop means day first, a slash month first."""
    first, second, year = map(int, re.split(r"[/.]", text))
    orders = [(first, second), (second, first)]
    if "." in text:
        orders.reverse()
    for month, day in orders:
        if exact := make_day(year, month, day):
            return Reading("DATE", exact.isoformat())
    return None


def _year_of(found: Found, setting: Setting) -> int | None:
    if words := found.words("YEAR"):
        return int(words)
    if words := found.words("SHORTYEAR"):
        number = int(words[1:])
        return number + (1900 if number > 30 else 2000)
    if words := found.words("YEARWORDS"):
        return _spoken_year(words, found)
    if (shift := found.meaning("REL")) and found.pattern.unit == "Y" and setting.published:
        return setting.published.year + int(shift)
    return None


def _spoken_year(words: str, found: Found) -> int | None:
    """ "Nineteen ninety-six", "two thousand and three", "twenty twelve"."""
    numbers = found.classes["NUMBER"].meanings
    parts = re.split(r"[\s-]+", words)
    if parts[0] == "two":
        rest = read_number(" ".join(parts[2:]), numbers) if parts[2:] else Fraction(0)
    else:
        rest = read_number(" ".join(p for p in parts[1:] if p not in ("hundred", "and")), numbers)
    return None if rest is None else {"two": 2000, "nineteen": 1900, "twenty": 2000}[parts[0]] + int(rest)


def read_month(found: Found, setting: Setting) -> Reading | None:
    """A month; without a year, "last" and "next" step over the current one, and tense decides for the bare month."""
    month = int(found.meaning("MONTH") or found.meaning("MON") or 0)
    if (year := _year_of(found, setting)) is not None:
        return Reading("DATE", f"{year:04d}-{month:02d}")
    today = setting.published
    if today is None:
        return Reading("DATE", f"XXXX-{month:02d}")
    current = today.replace(day=1)
    near = [d for y in (-1, 0, 1) if (d := make_day(today.year + y, month, 1))]
    shift = found.meaning("REL")
    if shift == "0":
        return Reading("DATE", f"{today.year}-{month:02d}")
    if shift == "-1":
        near = [d for d in near if d < current]
        return Reading("DATE", as_value(max(near), "M"))
    if shift == "1":
        return Reading("DATE", as_value(min(d for d in near if d > current), "M"))
    chosen = nearest(near, current, setting.outlook())
    return Reading("DATE", as_value(chosen, "M"))


def read_year(found: Found, setting: Setting) -> Reading | None:
    """A year in digits or words; half a year where the entry says so."""
    year = _year_of(found, setting)
    return None if year is None else Reading("DATE", f"{year:04d}{found.pattern.part or ''}")


def read_fiscal_year(found: Found, setting: Setting) -> Reading | None:
    """A fiscal year by its number: whose it is, and so when it begins, is not told."""
    year = _year_of(found, setting)
    return None if year is None else Reading("DATE", f"FY{year}")


def read_decade(found: Found, setting: Setting) -> Reading | None:
    """A decade: "the 1970s" is 197, "the nineties" the latest that has begun."""
    if ties := found.meaning("TIES"):
        tens = int(ties)
    else:
        digits = re.sub(r"\D", "", found.words("DECADE") or "")
        if len(digits) == 4:
            return Reading("DATE", digits[:3])
        tens = int(digits[0])
    century = 20 if tens < 3 else 19
    return Reading("DATE", f"{century}{tens}")


def read_century(found: Found, setting: Setting) -> Reading | None:
    """A century: the 20th is 19."""
    number = re.match(r"\d+", found.words("NTHDAY") or "")
    nth = int(number[0] if number else found.meaning("ORDINAL") or 0)
    return Reading("DATE", f"{nth - 1:02d}") if 1 <= nth <= 30 else None


def read_weekday(found: Found, setting: Setting) -> Reading | None:
    """The nearest such day on or before publication, unless the clause looks ahead (CODEBOOK §6)."""
    weekday = int(found.meaning("WEEKDAY") or 0)
    part = found.meaning("PART")
    today = setting.published
    if today is None:
        return _with_part(f"XXXX-WXX-{weekday}", part)
    if found.pattern.unit == "W":
        monday = step(today, "D", 1 - today.isoweekday() + 7 * (found.pattern.count or 0))
        return _with_part(as_value(monday and step(monday, "D", weekday - 1), "D"), part)
    shift = found.meaning("REL")
    back = (today.isoweekday() - weekday) % 7
    ahead = -back % 7
    if shift == "-1":
        moved = step(today, "D", -(back or 7))
    elif shift == "1":
        moved = step(today, "D", ahead or 7)
    elif shift == "0":
        moved = step(today, "D", ahead if setting.outlook() != "past" else -back)
    else:
        moved = step(today, "D", ahead if _weekday_ahead(setting) else -back)
    return _with_part(as_value(moved, "D"), part)


def _weekday_ahead(setting: Setting) -> bool:
    """Whether a bare weekday is the next: "until Tuesday", "as early as Tuesday", or a clause that looks ahead."""
    if setting.before in ("until", "till", "as"):
        return True
    return setting.outlook() == "future"


def _with_part(day: str, part: str | None) -> Reading:
    return Reading("TIME", f"{day}T{part}") if part else Reading("DATE", day)


def read_season(found: Found, setting: Setting) -> Reading | None:
    """A season with its year; "last" and "next" step from publication, tense decides for the bare one."""
    season = str(found.meaning("SEASON"))
    year = _year_of(found, setting)
    if year is not None:
        return Reading("DATE", f"{year:04d}-{season}")
    today = setting.published
    if today is None:
        return Reading("DATE", f"XXXX-{season}")
    shift = found.meaning("REL")
    if shift == "0":
        year = today.year - (season == "WI" and today.month < 3)
        return Reading("DATE", f"{year}-{season}")
    outlook = {"-1": "past", "1": "future"}.get(shift or "", setting.outlook())
    years = [today.year + n for n in (-1, 0, 1)]
    starts = {y: read_day(bounds(f"{y}-{season}", None)[0]) for y in years}
    if outlook == "future":
        chosen = next((y for y in years if (d := starts[y]) and d > today), years[-1])
    else:
        begun = [y for y in years if (d := starts[y]) and d <= today]
        ended = [y for y in begun if (bounds(f"{y}-{season}", None)[1] or "") < today.isoformat()]
        chosen = (ended if shift == "-1" and ended else begun)[-1]
    return Reading("DATE", f"{chosen}-{season}")


def read_holiday(found: Found, setting: Setting) -> Reading | None:
    """A holiday by its rule in holidays.csv, in the year that the words, else tense and nearness, give."""
    rule = str(found.meaning("HOLIDAY"))
    year = _year_of(found, setting)
    today = setting.published
    if year is not None:
        exact = holiday(rule, year)
        return Reading("DATE", exact.isoformat()) if exact else None
    if today is None:
        fixed = re.fullmatch(r"\d\d-\d\d", rule)
        return Reading("DATE", f"XXXX-{rule}" if fixed else "XXXX-XX-XX")
    near = [d for y in (-1, 0, 1) if (d := holiday(rule, today.year + y))]
    outlook = {"-1": "past", "1": "future"}.get(found.meaning("REL") or "", setting.outlook())
    chosen = nearest(near, today, outlook)  # type: ignore[arg-type]
    return Reading("DATE", as_value(chosen, "D"))


def read_step(found: Found, setting: Setting) -> Reading | None:
    """A fixed step from publication or, where the entry says so, from the story's thread: yesterday, the next day."""
    pattern = found.pattern
    unit, count = pattern.unit or "D", pattern.count or 0
    anchor = setting.published
    if pattern.anchor == "story":
        anchor = setting.day_of(
            setting.thread.last(frozenset({"D", "M", "Y", "Q", "W"}) if unit != "D" else frozenset("D"))
        )
        if anchor is None and (count == 0 or unit == "D"):
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
    if unit == "D" or words in ("following", "previous") and unit != "WE":
        anchor = setting.day_of(setting.thread.last(_ANY)) if words in ("following", "previous", "next") else None
        anchor = anchor or (setting.published if words not in ("following", "previous") else None)
    else:
        anchor = setting.published
    return Reading("DATE", as_value(step(anchor, unit, shift) if anchor else None, unit))


_ANY = frozenset({"D", "M", "Y", "Q", "W"})


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
    if number.denominator != 1:
        number, unit = (number * 12, "M") if unit == "Y" else (Fraction(round(number)), unit)
    moved = step(anchor, unit, sign * int(number))
    return Reading("DATE", as_value(moved, told)) if moved else None


def _anchor(from_thread: bool, unit: str, setting: Setting) -> tuple[Day | None, str]:
    """The day to count from, and the grain to tell the result in."""
    told = {"DE": "Y", "FN": "W"}.get(unit, unit)
    if unit == "Y" and (quarter := setting.quarter()):
        return quarter, "Q"
    if not from_thread:
        return setting.published, told
    finer = {"D": "D", "W": "DW", "FN": "DW", "M": "DM", "Q": "DMQ", "Y": "DMYQ", "DE": "DMY"}[unit]
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
    if unit := found.meaning("UNIT"):
        return Reading("DURATION", as_iso(Fraction(1), unit))
    return Reading("DURATION", as_iso(None, str(found.meaning("UNITS"))))


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
    return Reading("SET", "P1Q" if (unit, number) == ("Q", 1) else as_iso(number, unit))


def read_part(found: Found, setting: Setting) -> Reading | None:
    """ "This morning", "last night", "the afternoon": a part of the story's day."""
    part = found.meaning("PART") or found.pattern.part
    day = setting.published
    if found.pattern.anchor == "story":
        day = setting.day_of(setting.thread.last(frozenset("D"), setting.sentence - 2)) or day
    if day is not None:
        day = step(day, "D", found.pattern.count or 0)
    return Reading("TIME", f"{as_value(day, 'D')}T{part}")


def read_quarter(found: Found, setting: Setting) -> Reading | None:
    """A quarter of a year; without a year, of this one, or of the last when it lies ahead of a clause in the past."""
    today = setting.published
    nth = found.meaning("NTH")
    if nth is None:
        return _bare_quarter(found, setting)
    year = _year_of(found, setting)
    if year is None and today is not None:
        year = today.year
        if int(nth) > (today.month + 2) // 3 and (
            setting.outlook() == "past" and int(nth) - (today.month + 2) // 3 > 1
        ):
            year -= 1
    if year is not None and found.pattern.count:
        year += found.pattern.count
    return Reading("DATE", f"{'XXXX' if year is None else year}-Q{nth}")


def _bare_quarter(found: Found, setting: Setting) -> Reading | None:
    """ "The quarter", "the year-ago quarter": the quarter last told, else the last that ended before publication."""
    day = setting.quarter()
    if day is None and setting.published is not None:
        day = step(setting.published, "Q", -1)
    if day is None:
        return Reading("DATE", "XXXX-QX")
    if (year := _year_of(found, setting)) is not None:
        if setting.quarter() is None:
            return Reading("DATE", str(year))
        return Reading("DATE", f"{year}-Q{(day.month + 2) // 3}")
    return Reading("DATE", as_value(step(day, "Y", found.pattern.count or 0), "Q"))


def read_clock(found: Found, setting: Setting) -> Reading | None:
    """A time of day; its day is joined by the finder, else the story's, else that of publication."""
    time = found.meaning("NOON") or _clock(found)
    if time is None:
        return None
    day = setting.day_of(setting.thread.last(frozenset("D"), setting.sentence)) or setting.published
    return Reading("TIME", f"{as_value(day, 'D')}T{time}")


def _clock(found: Found) -> str | None:
    words = found.words("CLOCK") or found.words("DOTCLOCK") or found.words("HOUR") or found.words("HHMM") or ""
    if digits := re.fullmatch(r"(\d\d)(\d\d)", words):
        return f"{digits[1]}:{digits[2]}"
    if words:
        hour, *rest = re.split(r"[:.]", words)
        minute = rest[0] if rest else "00"
    else:
        number = found.number()
        if number is None or number > 12:
            return None
        hour, minute = str(int(number)), "00"
    half = found.meaning("AMPM")
    at = int(hour)
    if half == "pm" and at < 12:
        at += 12
    elif half == "am" and at == 12:
        at = 0
    return f"{at:02d}:{minute}"


def read_week_of(found: Found, setting: Setting) -> Reading | None:
    """ "The week of March 6": the week that holds the day."""
    inner = read_day_date(found, setting)
    day = read_day(inner.value) if inner else None
    return Reading("DATE", as_value(day, "W")) if day else None


def read_the_unit(found: Found, setting: Setting) -> Reading | None:
    """ "The end of the year": the unit that publication lies in."""
    unit = str(found.meaning("UNIT"))
    if unit not in (found.pattern.unit or "WMYQ"):
        return None
    return Reading("DATE", as_value(setting.published, unit))


def read_weekend(found: Found, setting: Setting) -> Reading | None:
    """The weekend just past, or the coming one where the clause looks ahead or says "this"."""
    today = setting.published
    if today is None:
        return Reading("DATE", "XXXX-WXX-WE")
    ahead = setting.outlook() == "future" or today.isoweekday() >= 6
    return Reading("DATE", as_value(today if ahead else step(today, "W", -1), "WE"))


def read_year_ago(found: Found, setting: Setting) -> Reading | None:
    """ "Year-earlier": the same quarter of the year before, where the story counts in quarters, else that year."""
    anchor, told = _anchor(True, "Y", setting)
    return Reading("DATE", as_value(step(anchor, "Y", -1) if anchor else None, told))


def read_range(found: Found, setting: Setting) -> Reading | None:
    """ "Two to three weeks": the lesser number, as TimeBank has it."""
    number, unit = found.number("NUM"), str(found.meaning("UNITS"))
    return Reading("DURATION", as_iso(number, unit)) if number else None


def read_past_unit(found: Found, setting: Setting) -> Reading | None:
    """ "The past year": one unit up to publication."""
    unit = str(found.meaning("UNIT"))
    if unit == "WE":
        return Reading("DATE", as_value(setting.published and step(setting.published, "W", -1), "WE"))
    if setting.published is None or unit == "ML":
        return Reading("DURATION", as_iso(Fraction(1), unit))
    far = _far_end(setting.published, unit, Fraction(1), -1)
    ends = (far.isoformat() if far else None, setting.published.isoformat())
    return Reading("DURATION", as_iso(Fraction(1), unit), *ends)


READINGS: Mapping[str, Callable[[Found, Setting], Reading | None]] = {
    "fixed": read_fixed, "day": read_day_date, "month": read_month, "year": read_year, "fiscal-year": read_fiscal_year,
    "decade": read_decade, "century": read_century, "weekday": read_weekday, "season": read_season,
    "holiday": read_holiday, "step": read_step, "unit": read_unit, "ago": read_ago, "duration": read_duration,
    "stretch": read_stretch, "set": read_set, "part": read_part, "quarter": read_quarter, "clock": read_clock,
    "week-of": read_week_of, "the-unit": read_the_unit, "weekend": read_weekend, "ago-a-year": read_year_ago,
    "range": read_range, "long": read_long, "stretch-one": read_past_unit,
}  # fmt: skip
