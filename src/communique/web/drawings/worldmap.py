"""Where: the outline of the countries (Natural Earth), cropped around the places, with a mark for each place."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from communique.web.phrasing import many, tone_of
from communique.web.svg import cut, joined, tag

_WORLD = Path(__file__).resolve().parent.parent.parent / "data" / "web" / "map" / "world.json"
_WIDTH, _HEIGHT = 640, 360
_LEAST_SPAN = 24.0  # degrees of longitude that a map shows at least
_LABELS = 14


@dataclass(frozen=True, slots=True)
class _View:
    """The part of the world that is drawn: its western and northern edge, and pixels per degree."""

    west: float
    north: float
    scale: float

    def x(self, lon: float) -> float:
        return (lon - self.west) * self.scale

    def y(self, lat: float) -> float:
        return (self.north - lat) * self.scale * 1.25


def draw_map(
    rows: Sequence[Mapping[str, Any]], ours: Sequence[str], address: Callable[[Mapping[str, Any]], str]
) -> Markup:
    """Places from rows of `Store.places`; `ours` are the countries that are set off."""
    if not rows:
        return Markup("")
    view = _view_of(rows)
    places: dict[tuple[str | None, str | None], list[Mapping[str, Any]]] = {}
    for row in rows:
        places.setdefault((row["name"], row["country"]), []).append(row)
    ranked = sorted(places.values(), key=lambda p: -sum(r["events"] for r in p))
    largest = sum(r["events"] for r in ranked[0])
    marks, labels = [], []
    boxes: list[tuple[float, float, float, float]] = []
    for place in ranked:
        count = sum(r["events"] for r in place)
        size = 3.5 + 8 * math.sqrt(count / largest)
        boxes.append(_around(view, place[0], size))
    for n, place in enumerate(ranked):
        mark, label = _place(view, place, largest, boxes, address, labelled=n < _LABELS)
        marks.append(mark)
        labels.append(label)
    body = [tag("rect", width=_WIDTH, height=_HEIGHT, class_="sea"), _land(view, tuple(ours)), *marks[::-1], *labels]
    inside = tag("svg", *body, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", width=_WIDTH, height=_HEIGHT)
    box = f"0 0 {_WIDTH} {_HEIGHT}"
    return tag("svg", inside, class_="drawing map", viewBox=box, role="group", aria_label="Where the events took place")


def _view_of(rows: Sequence[Mapping[str, Any]]) -> _View:
    """All places with a margin, in the drawing's proportions, never beyond the world."""
    lons, lats = [r["lon"] for r in rows], [r["lat"] for r in rows]
    wide = max((max(lons) - min(lons)) * 1.3 + 6, _LEAST_SPAN)
    high = max((max(lats) - min(lats)) * 1.35 + 6, 1.0)
    scale = max(min(_WIDTH / wide, _HEIGHT / (high * 1.25)), _WIDTH / 360)
    wide, high = _WIDTH / scale, _HEIGHT / (scale * 1.25)
    west = (max(lons) + min(lons)) / 2 - wide / 2
    north = (max(lats) + min(lats)) / 2 + high / 2
    west = min(max(west, -180.0), 180.0 - wide) if wide < 360 else -180.0
    return _View(west, min(max(north, -60.0 + high), 90.0), scale)


@cache
def _world() -> Mapping[str, list[list[int]]]:
    loaded: dict[str, list[list[int]]] = json.loads(_WORLD.read_text(encoding="utf-8"))
    return loaded


@cache
def _land(view: _View, ours: tuple[str, ...]) -> Markup:
    rest: list[str] = []
    chosen: list[str] = []
    for code, rings in _world().items():
        paths = [p for ring in rings if (p := _path(ring, view))]
        (chosen if code in ours else rest).extend(paths)
    shown = [tag("path", d="".join(rest), class_="land")]
    if chosen:
        shown.append(tag("path", d="".join(chosen), class_="land ours"))
    return joined(shown)


def _path(ring: list[int], view: _View) -> str:
    """A ring's outline, "" where all of it lies outside the view; points closer than a pixel are one."""
    points = [(view.x(lon / 10), view.y(lat / 10)) for lon, lat in zip(ring[::2], ring[1::2], strict=True)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    if max(xs) < 0 or min(xs) > _WIDTH or max(ys) < 0 or min(ys) > _HEIGHT:
        return ""
    out: list[tuple[int, int]] = []
    for x, y in points:
        at = (round(min(max(x, -2000), 2000)), round(min(max(y, -2000), 2000)))
        if not out or out[-1] != at:
            out.append(at)
    return "M" + "L".join(f"{x} {y}" for x, y in out) + "Z" if len(out) > 2 else ""


def _around(view: _View, row: Mapping[str, Any], size: float) -> tuple[float, float, float, float]:
    x, y = view.x(row["lon"]), view.y(row["lat"])
    return (x - size, y - size, x + size, y + size)


def _place(
    view: _View,
    place: Sequence[Mapping[str, Any]],
    largest: int,
    boxes: list[tuple[float, float, float, float]],
    address: Callable[[Mapping[str, Any]], str],
    *,
    labelled: bool,
) -> tuple[Markup, Markup]:
    """A place's mark (circle where cooperation prevails, triangle where conflict does) and its label, given room."""
    count = sum(r["events"] for r in place)
    together = sum(r["events"] for r in place if tone_of(r["quad"]) == "cooperation")
    tone = "cooperation" if together * 2 >= count else "conflict"
    size = 3.5 + 8 * math.sqrt(count / largest)
    x, y = view.x(place[0]["lon"]), view.y(place[0]["lat"])
    name = place[0]["name"] or "an unnamed place"
    says = f"{name}: {many(count, 'event')}, {together} of cooperation, {count - together} of conflict"
    if tone == "cooperation":
        shape = tag("circle", cx=x, cy=y, r=size, class_="place cooperation")
    else:
        shape = tag(
            "path", d=f"M{x:.1f} {y - size:.1f}l{size:.1f} {1.7 * size:.1f}h{-2 * size:.1f}z", class_="place conflict"
        )
    mark = tag("a", tag("title", says), shape, href=address(place[0]), aria_label=says)
    return mark, _label(f"{cut(name, 22)} {count}", x, y, size, boxes) if labelled else Markup("")


def _label(words: str, x: float, y: float, size: float, boxes: list[tuple[float, float, float, float]]) -> Markup:
    """The label beside, above or under its mark, wherever it covers nothing; left out where it would."""
    wide = 6.4 * len(words)
    spots = (
        (x + size + 3, y + 4, "start"), (x - size - 3, y + 4, "end"),
        (x, y - size - 4, "middle"), (x, y + size + 12, "middle"),
    )  # fmt: skip
    for at, base, anchor in spots:
        left = at if anchor == "start" else at - wide if anchor == "end" else at - wide / 2
        box = (left, base - 10, left + wide, base + 3)
        inside = box[0] >= 2 and box[2] <= _WIDTH - 2 and box[1] >= 2 and box[3] <= _HEIGHT - 2
        if inside and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in boxes):
            boxes.append(box)
            return tag("text", words, x=at, y=base, text_anchor=anchor, class_="halo ink")
    return Markup("")
