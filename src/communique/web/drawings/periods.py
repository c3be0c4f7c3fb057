"""How much per period: cooperation above the line, conflict below; strong for deeds, pale for words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from communique.web.drawings.calendar import LEFT, RIGHT, WIDTH, Axis, end_of
from communique.web.phrasing import day, is_deed, many, tone_of
from communique.web.svg import joined, tag

_HALF, _TOP = 92, 12
Address = Callable[[date, date, str], str]  # first day, last day, tone -> where the events are listed


def draw_periods(rows: Iterable[Mapping[str, Any]], by: str, axis: Axis, address: Address) -> Markup:
    """Bars from rows of `Store.lanes`; acts told as not done are left out."""
    counts: dict[tuple[date, str, bool], int] = {}
    for row in rows:
        if row["factuality"] != "negated" and axis.first <= row["period"] <= axis.last:
            key = (row["period"], tone_of(row["quad"]), is_deed(row["quad"]))
            counts[key] = counts.get(key, 0) + row["events"]
    tallest = max((_sum(counts, p, t) for p, t, _ in counts), default=1)
    top = _nice(tallest)
    middle = _TOP + _HALF
    scale = _HALF / top
    parts = [_scale(top, scale, middle), axis.labels(_TOP, middle + _HALF)]
    for period, tone in sorted({(p, t) for p, t, _ in counts}):
        parts.append(_bar(counts, period, tone, by, axis, middle, scale, address))
    parts.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=middle, y2=middle, class_="axis"))
    parts.append(tag("text", "Cooperation", x=0, y=_TOP + 10, class_="ink"))
    parts.append(tag("text", "Conflict", x=0, y=middle + _HALF, class_="ink"))
    label = f"Events per {by}: cooperation above the line, conflict below"
    return tag(
        "svg", *parts, class_="drawing", viewBox=f"0 0 {WIDTH} {middle + _HALF + 20}", role="group", aria_label=label
    )


def _sum(counts: Mapping[tuple[date, str, bool], int], period: date, tone: str) -> int:
    return counts.get((period, tone, True), 0) + counts.get((period, tone, False), 0)


def _bar(
    counts: Mapping[tuple[date, str, bool], int],
    period: date,
    tone: str,
    by: str,
    axis: Axis,
    middle: float,
    scale: float,
    address: Address,
) -> Markup:
    last = end_of(period, by)
    x = max(axis.x(period), LEFT)
    width = max(min(axis.x(last), WIDTH - RIGHT) - x - 1, 2.5)
    parts, at = [], middle
    for deed in (True, False):
        height = counts.get((period, tone, deed), 0) * scale
        at = at - height if tone == "cooperation" else at
        looks = tone if deed else f"{tone} words"
        if height:
            parts.append(tag("rect", x=x, y=at, width=width, height=height, class_=looks))
        at = at if tone == "cooperation" else at + height
    deeds, words = counts.get((period, tone, True), 0), counts.get((period, tone, False), 0)
    span = day(period) if by == "day" else f"{day(period)} to {day(last)}"
    says = f"{span}: {many(deeds + words, 'event')} of {tone}, {many(deeds, 'deed')} and {words} in words"
    return tag("a", tag("title", says), *parts, href=address(period, last, tone), aria_label=says)


def _nice(most: int) -> int:
    """A round number not below the tallest bar."""
    power = int(10 ** (len(str(most)) - 1))
    return next(n * power for n in (1, 2, 3, 4, 5, 6, 8, 10) if n * power >= most)


def _scale(top: int, scale: float, middle: float) -> Markup:
    marks = range(0, top + 1, top // 2 if top % 2 == 0 else top)
    parts = []
    for n in marks:
        for y in {middle - n * scale, middle + n * scale}:
            parts.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="grid"))
            parts.append(tag("text", f"{n:,}", x=LEFT - 6, y=y + 4, text_anchor="end"))
    return joined(parts)
