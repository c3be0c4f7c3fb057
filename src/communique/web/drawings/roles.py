"""An actor's roles over time: a line from the first to the last article that gives each, leading to the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from communique.web.drawings.calendar import WIDTH, Axis
from communique.web.phrasing import day, many
from communique.web.svg import cut, tag

_ROW, _TOP = 26, 14


def draw_roles(rows: Sequence[Mapping[str, Any]]) -> Markup:
    """Rows of `Store.actor` that have a day, in their order."""
    dated = [r for r in rows if r["first_day"] is not None]
    if not dated:
        return Markup("")
    first, last = min(r["first_day"] for r in dated), max(r["last_day"] for r in dated)
    axis = Axis(first - timedelta(days=15), last + timedelta(days=15))
    height = _TOP + _ROW * len(dated)
    parts = [axis.labels(_TOP - 6, height)]
    for n, row in enumerate(dated):
        y = _TOP + _ROW * n + _ROW * 0.72
        x1, x2 = axis.x(row["first_day"]), axis.x(row["last_day"])
        name = row["role"] or "role not stated"
        land = " ".join(c for c in (row["country"], row["sector"]) if c)
        says = f"{name} ({land or 'country not known'}), {day(row['first_day'])} to {day(row['last_day'])}, "
        says += many(row["articles"], "article")
        line = tag("line", x1=x1, x2=max(x2, x1 + 5), y1=y, y2=y, class_="axis", stroke_width=5)
        at_left = x1 < WIDTH * 0.6
        words = tag(
            "text", f"{cut(name, 60)} · {land}", x=x1 if at_left else x2, y=y - 7,
            text_anchor="start" if at_left else "end", class_="halo ink",
        )  # fmt: skip
        parts.append(tag("a", tag("title", says), line, words, href=f"/article/{row['article_key']}", aria_label=says))
    box = f"0 0 {WIDTH} {height + 20}"
    return tag("svg", *parts, class_="drawing", viewBox=box, role="group", aria_label="Roles over time")
