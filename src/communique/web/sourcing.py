"""Sources: which outlet relays whom, through which carrier."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.store import Filters
from communique.web.address import address
from communique.web.drawings import Link, draw_columns
from communique.web.phrasing import many
from communique.web.rows import downloads
from communique.web.site import page, site_of

NAMES, RELAYS, OUTLETS = 14, 400, 100
_NONE = "not said"


def show_sources(request: Request) -> Response:
    """`/sources`: outlets with their articles; who relays whom as lines and as rows."""
    site = site_of(request)
    found = site.store.carriers(limit=RELAYS)
    rows = found.rows()
    outlets = site.store.outlets().rows()
    return page(
        request,
        "sources.html",
        title="Sources",
        outlets=[{**o, "link": address("/search", outlet=o["outlet"])} for o in outlets[:OUTLETS]],
        n_outlets=len(outlets),
        relays=[{**r, "link": address("/search", source=r["via"], outlet=r["outlet"])} for r in rows[:60]],
        n_relays=len(rows),
        drawing=_drawing(rows),
        command=found.command,
        downloads=downloads("carriers", Filters()),
    )


def _drawing(rows: list[dict[str, object]]) -> object:
    """Outlets, carriers and speakers in three columns; the commonest of each."""
    sums: list[dict[str, int]] = [{}, {}, {}]
    lines: dict[tuple[int, str, str], int] = {}
    for row in rows:
        names = [str(row[k] or _NONE) for k in ("outlet", "via", "speaker")]
        count = int(str(row["quotes"]))
        for n, name in enumerate(names):
            sums[n][name] = sums[n].get(name, 0) + count
        for n in (0, 1):
            key = (n, names[n], names[n + 1])
            lines[key] = lines.get(key, 0) + count
    if not rows:
        return ""
    shown = [sorted(s, key=lambda k, s=s: (-s[k], k))[:NAMES] for s in sums]  # type: ignore[misc]
    columns = [[(k, k, _address(n, k)) for k in column] for n, column in enumerate(shown)]
    links = []
    for (n, left, right), count in lines.items():
        if left in shown[n] and right in shown[n + 1]:
            says = f"{left} ← {right}: {many(count, 'stretch', 'stretches')}"
            links.append(Link((n, left), (n + 1, right), count, "", says, _line(n, left, right)))
    return draw_columns(columns, links, "Who relays whom", ("outlet", "carrier", "speaker"))


def _address(column: int, name: str) -> str | None:
    if name == _NONE:
        return None
    return (address("/search", outlet=name), address("/search", source=name), address("/actor", name=name))[column]


def _line(column: int, left: str, right: str) -> str:
    if column == 0:
        return address("/search", outlet=None if left == _NONE else left, source=None if right == _NONE else right)
    return address("/search", source=left if left != _NONE else right)
