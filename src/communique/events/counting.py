"""When an act took place that is told by its distance from another: "three weeks after the house approved it"."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from communique.grammar import Clause, Parse
from communique.records import TimeExpression, When

_SIDES = {"after": -1, "before": 1}


def count_from(parse: Parse, clause: Clause, base: When | None, lengths: Iterable[TimeExpression]) -> When | None:
    """The time of a clause with "after" or "before" that a length stands right before, counted from the act above.

    Days and weeks give the day, months and years themselves: "a month after" in December is November.
    """
    marker = next((t for t in parse.tokens[clause.first : clause.head] if t.lower in _SIDES), None)
    if marker is None or marker.lower != clause.marker or base is None or base.start is None:
        return None
    length = next((t for t in lengths if t.end <= marker.start and not parse.text[t.end : marker.start].strip()), None)
    try:
        day = date.fromisoformat(base.start)
    except ValueError:
        return None
    if length is None or not length.value[1:-1].isdigit() or length.value[-1] not in "DWMY":
        return None
    first, last, value = _moved(day, _SIDES[marker.lower] * int(length.value[1:-1]), length.value[-1])
    text = parse.text[length.start : marker.end]
    return When(text, value, first.isoformat(), last.isoformat(), "when-counted-from-another-act")


def _moved(day: date, steps: int, unit: str) -> tuple[date, date, str]:
    """The first and last day of what lies so many units away, and its value."""
    if unit in "DW":
        day += timedelta(days=steps * (7 if unit == "W" else 1))
        return day, day, day.isoformat()
    if unit == "Y":
        return date(day.year + steps, 1, 1), date(day.year + steps, 12, 31), f"{day.year + steps:04d}"
    months = day.year * 12 + day.month - 1 + steps
    year, month = months // 12, months % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, 1), date(year, month, last), f"{year:04d}-{month:02d}"
