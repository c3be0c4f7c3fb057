"""Every event in its type's lane: filled told, hollow to come, dashed disputed, crossed denied; larger if told more."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from communique.web.drawings.calendar import LEFT, RIGHT, WIDTH, Axis, end_of
from communique.web.phrasing import (
    DENIED,
    DISPUTED,
    STATUS_SAYS,
    TOLD,
    day,
    many,
    status_of,
    tone_of,
    type_in_words,
    type_tones,
)
from communique.web.svg import joined, tag

_TOP, _LANE = 16, 30
_LARGEST = 10.0
Address = Callable[[Mapping[str, Any], date, date], str]  # a row of lanes, its first and last day -> its events


def draw_lanes(rows: Iterable[Mapping[str, Any]], by: str, axis: Axis, address: Address) -> Markup:
    """Marks from rows of `Store.lanes`: one for each type, standing and period."""
    kept = [r for r in rows if axis.first <= r["period"] <= axis.last]
    tones = type_tones()
    there = {r["type"] for r in kept}
    order = [t for want in ("cooperation", "conflict") for t in tones if tones[t] == want and t in there]
    height = _TOP + _LANE * len(order)
    parts = [axis.labels(_TOP - 8, height)]
    for n, name in enumerate(order):
        y = _TOP + _LANE * n + _LANE / 2
        parts.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="grid", stroke_dasharray="1 4"))
        parts.append(tag("text", type_in_words(name), x=LEFT - 12, y=y + 4, text_anchor="end", class_="ink"))
        parts += _lane([r for r in kept if r["type"] == name], y, by, axis, address)
    box = f"0 0 {WIDTH} {height + 20}"
    return tag("svg", *parts, class_="drawing", viewBox=box, role="group", aria_label="Every event, by type and time")


def _lane(rows: list[Mapping[str, Any]], y: float, by: str, axis: Axis, address: Address) -> list[Markup]:
    """The marks of one lane; where two would cover each other, the later steps aside."""
    out: list[Markup] = []
    taken: list[tuple[float, float, float]] = []
    for row in sorted(rows, key=lambda r: (r["period"], -r["events"])):
        last = end_of(row["period"], by)
        x = min((axis.x(row["period"]) + axis.x(last)) / 2, WIDTH - RIGHT - 4)
        size = min(3.6 + 1.8 * math.sqrt(max(row["events"], row["reports"]) - 1), _LARGEST)
        free = next((s for s in (0, -8, 8) if not _covered(taken, x, y + s, size)), 0)
        taken = [*taken[-8:], (x, y + free, size)]
        out.append(_mark(row, x, y + free, size, last, address))
    return out


def _covered(taken: list[tuple[float, float, float]], x: float, y: float, size: float) -> bool:
    return any(math.hypot(x - a, y - b) < (size + s) * 0.85 for a, b, s in taken)


def _mark(row: Mapping[str, Any], x: float, y: float, size: float, last: date, address: Address) -> Markup:
    status = status_of({"factuality": row["factuality"], "disputed_by": row["disputed"]})
    says = (
        f"{day(row['period'])}: {many(row['events'], 'event')}, {type_in_words(row['type'])}, {STATUS_SAYS[status]}; "
        f"up to {many(row['reports'], 'report')}"
    )
    hit = tag("circle", cx=x, cy=y, r=max(size, 8.0), class_="hit")
    shape = draw_shape(tone_of(row["quad"]), status, x, y, size)
    return tag("a", tag("title", says), hit, shape, href=address(row, row["period"], last), aria_label=says)


def draw_shape(tone: str, status: str, x: float, y: float, size: float) -> Markup:
    """One mark: circle or triangle by tone, its outline by status."""
    if status == DENIED:
        wide = 2 * size
        arms = f"l{wide:.1f} {wide:.1f}m0 {-wide:.1f}l{-wide:.1f} {wide:.1f}"
        return tag("path", d=f"M{x - size:.1f} {y - size:.1f}{arms}", class_=f"cross {tone}")
    looks = tone if status == TOLD else f"open {tone} {DISPUTED if status == DISPUTED else ''}".strip()
    if tone == "cooperation":
        return tag("circle", cx=x, cy=y, r=size, class_=looks)
    s = size * 1.15
    return tag("path", d=f"M{x:.1f} {y - s:.1f}l{s:.1f} {1.8 * s:.1f}h{-2 * s:.1f}z", class_=looks)


def draw_legend() -> Markup:
    """The marks and what they say, as one line."""
    parts = []
    for words, tone, status in (
        ("cooperation", "cooperation", TOLD),
        ("conflict", "conflict", TOLD),
        ("to come, possible", "conflict", "future"),
        ("disputed", "cooperation", DISPUTED), ("told as not done", "conflict", DENIED),
    ):  # fmt: skip
        box = tag("svg", draw_shape(tone, status, 8, 8, 4.6), width=16, height=16, aria_hidden="true", class_="key")
        parts.append(tag("span", box, " ", words))
    parts.append(tag("span", "larger: more reports"))
    return joined(parts)
