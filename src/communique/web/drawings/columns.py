"""Names in columns with lines between them, thick for many: who else is involved, who relays whom."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from communique.web.svg import cut, joined, tag

_ROW, _TOP, _EDGE = 25, 22, 84  # _EDGE: half of a label's width


Name = tuple[str, str, str | None]  # key, name as shown, address or None


@dataclass(frozen=True, slots=True)
class Link:
    """A line from a name in one column to a name in the next; `tone` colours it, "" for none."""

    left: tuple[int, str]
    right: tuple[int, str]
    count: int
    tone: str
    says: str
    address: str


def draw_columns(
    columns: Sequence[Sequence[Name]], links: Sequence[Link], label: str, titles: Sequence[str], width: int = 640
) -> Markup:
    """Columns of (key, name, address or None), evenly set, each name with a halo so that lines do not cross it."""
    most = max((len(c) for c in columns), default=1)
    height = _TOP + _ROW * max(most, 2) + 6
    gap = (width - 2 * _EDGE) / max(len(columns) - 1, 1)
    spot: dict[tuple[int, str], tuple[float, float]] = {}
    names = []
    for n, column in enumerate(columns):
        x = _EDGE + gap * n
        names.append(tag("text", titles[n], x=x, y=12, text_anchor="middle"))
        room = (height - _TOP) / max(len(column), 1)
        for at, (key, name, address) in enumerate(column):
            y = _TOP + room * (at + 0.5)
            spot[n, key] = (x, y)
            shown = tag("text", cut(name, 24), x=x, y=y + 4, text_anchor="middle", class_="halo ink")
            whole = tag("title", name)
            names.append(tag("a", whole, shown, href=address, aria_label=name) if address else tag("g", whole, shown))
    largest = max((k.count for k in links), default=1)
    lines = [_line(k, spot, largest) for k in sorted(links, key=lambda k: -k.count)]
    box = f"0 0 {width} {height:.0f}"
    return tag(
        "svg", joined(lines), joined(names), class_="drawing columns", viewBox=box, role="group", aria_label=label
    )


def _line(link: Link, spot: dict[tuple[int, str], tuple[float, float]], largest: int) -> Markup:
    (x1, y1), (x2, y2) = spot[link.left], spot[link.right]
    width = 1.2 + 7 * math.sqrt(link.count / largest)
    bend = (x2 - x1) * 0.4
    curve = f"M{x1:.0f} {y1:.1f}C{x1 + bend:.0f} {y1:.1f} {x2 - bend:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"
    drawn = tag("path", d=curve, class_=f"link {link.tone}".strip(), stroke_width=width)
    return tag("a", tag("title", link.says), drawn, href=link.address, aria_label=link.says)
