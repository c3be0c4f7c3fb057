"""How words on the calendar are read: days, months, seasons, holidays, quarters, years, and times of day."""

from __future__ import annotations

import re
from fractions import Fraction

from communique.times.bounds import bounds
from communique.times.dates import Day, as_value, holiday, make_day, read_day, step
from communique.times.numbers import read_number
from communique.times.setting import Found, Reading, Setting, nearest
from communique.times.tense import AHEAD, BACK


def read_day_date(found: Found, setting: Setting) -> Reading | None:
    """A day by month and number, or by digits; without a year, the one that tense and nearness give."""
    if iso := found.words("ISODATE"):
        return Reading("DATE", iso) if read_day(iso) else None
    if iso := found.words("ISOTIME"):
        return Reading("TIME", f"{iso[:10]}T{iso[11:16]}") if read_day(iso) else None
    if slash := found.words("SLASHDATE"):
        return _slash_date(slash, setting)
    return _on_day(_month_and_day(found, setting), found)


def _on_day(day: Reading | None, found: Found) -> Reading | None:
    """ "The night of March 3": a part of that day."""
    part = found.meaning("PART")
    return Reading("TIME", f"{day.value}T{part}") if day and part else day


def _month_and_day(found: Found, setting: Setting) -> Reading | None:
    month = int(found.meaning("MONTH") or found.meaning("MON") or 0)
    number = re.match(r"\d+", found.words("DAY") or found.words("NTHDAY") or "")
    ordinal = found.meaning("ORDINAL")
    day = int(number[0] if number else ordinal or 0)
    if make_day(2000, month, day) is None:
        return None
    year = year_of(found, setting)
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


def _slash_date(text: str, setting: Setting) -> Reading | None:
    """7/17/2019 or 17.07.2019: where both could be, a slash puts the month first, a full stop the day.

    One that would lie ahead of a clause which does not look ahead is read the other way, if that lies behind.
    """
    first, second, year = map(int, re.split(r"[/.]", text))
    orders = [(first, second), (second, first)]
    if "." in text:
        orders.reverse()
    days = [exact for month, day in orders if (exact := make_day(year, month, day))]
    today = setting.published
    if today and len(days) == 2 and days[1] <= today < days[0] and setting.outlook() not in AHEAD:
        days.reverse()
    return Reading("DATE", days[0].isoformat()) if days else None


def read_month(found: Found, setting: Setting) -> Reading | None:
    """A month; without a year, "last" and "next" step over the current one, and tense decides for the bare month."""
    month = int(found.meaning("MONTH") or found.meaning("MON") or 0)
    if (year := year_of(found, setting)) is not None:
        return Reading("DATE", f"{year:04d}-{month:02d}")
    today = setting.published
    if found.words("MONTH") == "may" and _is_no_month(found, setting):
        return None
    if today is None:
        return Reading("DATE", f"XXXX-{month:02d}")
    current = today.replace(day=1)
    near = [d for y in (-1, 0, 1) if (d := make_day(today.year + y, month, 1))]
    shift = found.meaning("REL")
    if shift == "0":
        return Reading("DATE", f"{today.year:04d}-{month:02d}")
    if shift == "-1":
        near = [d for d in near if d < current]
        return Reading("DATE", as_value(max(near, default=None), "M"))
    if shift == "1":
        return Reading("DATE", as_value(min((d for d in near if d > current), default=None), "M"))
    chosen = nearest(near, current, setting.outlook())
    return Reading("DATE", as_value(chosen, "M"))


_BEFORE_MAY = frozenset("in by since until till through throughout during before after between of to from for last "
                        "next the a this that and or as around about over - ,".split())  # fmt: skip


def _is_no_month(found: Found, setting: Setting) -> bool:
    """Whether a bare "May" is a name or a verb: "Mrs May said", "May they win"."""
    alone = not any(found.words(name) for name in ("REL", "MOD", "PHASE"))
    return alone and setting.before not in _BEFORE_MAY


def read_year(found: Found, setting: Setting) -> Reading | None:
    """A year in digits or words; half a year where the entry says so."""
    if words := found.words("YEARS"):
        return _years(words)
    year = year_of(found, setting)
    if year is None and found.pattern.part and setting.published:
        year = setting.published.year
    return None if year is None else Reading("DATE", f"{year:04d}{found.pattern.part or ''}")


def _years(words: str) -> Reading | None:
    """ "2013-14" is a season or a budget of two years, told by its first; "2013-02" is a month."""
    first, second = int(words[:4]), int(words[5:])
    if second > first % 100 or second == (first + 1) % 100:
        last = first - first % 100 + second + (100 if second < first % 100 else 0)
        return Reading("DATE", f"{first:04d}", f"{first:04d}-01-01", f"{last:04d}-12-31")
    return Reading("DATE", f"{first:04d}-{second:02d}") if 1 <= second <= 12 else None


def read_fiscal_year(found: Found, setting: Setting) -> Reading | None:
    """A fiscal year by its number, as annotators write it; whose it is, and so when it begins, is not told."""
    year = year_of(found, setting)
    return None if year is None else Reading("DATE", str(year), *bounds(f"FY{year}", None))


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


def read_season(found: Found, setting: Setting) -> Reading | None:
    """A season with its year; "last" and "next" step from publication, tense decides for the bare one."""
    season = str(found.meaning("SEASON"))
    year = year_of(found, setting)
    if year is not None:
        return Reading("DATE", f"{year:04d}-{season}")
    today = setting.published
    if today is None:
        return Reading("DATE", f"XXXX-{season}")
    shift = found.meaning("REL")
    if shift == "0":
        year = today.year - (season == "WI" and today.month < 4)
        return Reading("DATE", f"{year:04d}-{season}")
    outlook = {"-1": "past", "1": "future"}.get(shift or "", setting.outlook())
    years = [today.year + n for n in (-1, 0, 1)]
    starts = {y: read_day(bounds(f"{y:04d}-{season}", None)[0]) for y in years}
    if outlook in AHEAD:
        chosen = next((y for y in years if (d := starts[y]) and d > today), years[-1])
    else:
        begun = [y for y in years if (d := starts[y]) and d <= today]
        ended = [y for y in begun if (bounds(f"{y:04d}-{season}", None)[1] or "") < today.isoformat()]
        chosen = (ended if shift == "-1" and ended else begun or years)[-1]
    return Reading("DATE", f"{chosen:04d}-{season}")


def read_holiday(found: Found, setting: Setting) -> Reading | None:
    """A holiday by its rule in holidays.csv, in the year that the words, else tense and nearness, give."""
    rule = str(found.meaning("HOLIDAY"))
    year = year_of(found, setting)
    today = setting.published
    unit = found.pattern.unit or "D"
    if year is not None:
        exact = holiday(rule, year)
        return Reading("DATE", _around_holiday(exact, unit)) if exact else None
    if today is None and unit != "D":
        return Reading("DATE", as_value(None, unit))
    if today is None:
        fixed = re.fullmatch(r"\d\d-\d\d", rule)
        return Reading("DATE", f"XXXX-{rule}" if fixed else "XXXX-XX-XX")
    near = [d for y in (-1, 0, 1) if (d := holiday(rule, today.year + y))]
    outlook = {"-1": "past", "1": "future"}.get(found.meaning("REL") or "", setting.outlook())
    chosen = nearest(near, today, outlook)  # type: ignore[arg-type]
    return Reading("DATE", _around_holiday(chosen, unit))


def _around_holiday(day: Day | None, unit: str) -> str:
    """A holiday, its week, or its weekend, which for one early in the week is the weekend before."""
    if day is not None and unit == "WE" and day.isoweekday() < 3:
        day = step(day, "W", -1)
    return as_value(day, unit)


def read_week_of(found: Found, setting: Setting) -> Reading | None:
    """ "The week of March 6": the week that holds the day."""
    inner = read_day_date(found, setting)
    day = read_day(inner.value) if inner else None
    return Reading("DATE", as_value(day, "W")) if day else None


def read_quarter(found: Found, setting: Setting) -> Reading | None:
    """A quarter of a year; without a year, of this one, or of the last when it lies ahead of a clause in the past."""
    today = setting.published
    nth = found.meaning("NTH") or found.meaning("QN")
    if nth is None:
        return _bare_quarter(found, setting)
    year = year_of(found, setting)
    if year is None and today is not None:
        year = today.year
        if int(nth) > (today.month + 2) // 3 and (setting.outlook() in BACK and int(nth) - (today.month + 2) // 3 > 1):
            year -= 1
    if year is not None and found.pattern.count:
        year += found.pattern.count
    return Reading("DATE", f"{'XXXX' if year is None else year}-Q{nth}")


def _bare_quarter(found: Found, setting: Setting) -> Reading | None:
    """ "The quarter", "the year-ago quarter": the quarter last told, else the last that ended before publication.

    "The latest quarter", "the quarter ended June 30" ended before publication whatever was told.
    """
    day = None if found.pattern.anchor == "past" else setting.quarter()
    count = found.pattern.count or 0
    if day is None and setting.published is not None:
        if found.pattern.unit == "Y" and count:  # "the same period last year" where the story counts in no quarters
            return Reading("DATE", as_value(step(setting.published, "Y", count), "Y"))
        day = step(setting.published, "Q", -1)
    if day is None:
        return Reading("DATE", "XXXX-QX")
    if (year := year_of(found, setting)) is not None:
        if setting.quarter() is None:
            return Reading("DATE", str(year))
        return Reading("DATE", f"{year}-Q{(day.month + 2) // 3}")
    return Reading("DATE", as_value(step(day, "Y", count), "Q"))


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


def year_of(found: Found, setting: Setting) -> int | None:
    """The year that the words themselves give, in digits, in words, or as "last year"; else None."""
    if digits := found.words("YEAR") or found.words("YEARS"):
        return int(digits[:4])
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
