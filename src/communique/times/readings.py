"""The ways in which an entry of the lexicon may have its words read: the names that `reads` may give."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from communique.times.calendar_readings import (
    read_century,
    read_clock,
    read_day_date,
    read_decade,
    read_fiscal_year,
    read_holiday,
    read_month,
    read_quarter,
    read_season,
    read_week_of,
    read_year,
)
from communique.times.length_readings import (
    read_duration,
    read_long,
    read_past_unit,
    read_range,
    read_set,
    read_stretch,
)
from communique.times.relative_readings import (
    read_ago,
    read_part,
    read_step,
    read_the_unit,
    read_unit,
    read_weekday,
    read_weekend,
    read_year_ago,
)
from communique.times.setting import Found, Reading, Setting


def read_fixed(found: Found, setting: Setting) -> Reading:
    """A value that the entry itself gives: "now" is PRESENT_REF."""
    return Reading(found.pattern.type or "DATE", str(found.pattern.value))


def read_nothing(found: Found, setting: Setting) -> Reading | None:
    """A name or an idiom that holds a word of time and tells none: "High Noon", "24 hours a day"."""
    return None


READINGS: Mapping[str, Callable[[Found, Setting], Reading | None]] = {
    "fixed": read_fixed, "day": read_day_date, "month": read_month, "year": read_year, "fiscal-year": read_fiscal_year,
    "decade": read_decade, "century": read_century, "weekday": read_weekday, "season": read_season,
    "holiday": read_holiday, "step": read_step, "unit": read_unit, "ago": read_ago, "duration": read_duration,
    "stretch": read_stretch, "set": read_set, "part": read_part, "quarter": read_quarter, "clock": read_clock,
    "week-of": read_week_of, "the-unit": read_the_unit, "weekend": read_weekend, "ago-a-year": read_year_ago,
    "range": read_range, "long": read_long, "stretch-one": read_past_unit, "nothing": read_nothing,
}  # fmt: skip
