"""The pages of pairs: all dyads, and one dyad as drawings, what stands between the two, and rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UsageError
from communique.store import Filters, Store
from communique.store.overviews import Extract
from communique.web.address import address, filters_in, pairs_of, with_value
from communique.web.drawings import Link, draw_columns, draw_lanes, draw_map, draw_periods
from communique.web.drawings.calendar import Axis, end_of
from communique.web.drawings.columns import Name
from communique.web.drawings.lanes import draw_legend
from communique.web.phrasing import country, many
from communique.web.rows import COLUMNS, downloads, rows_of
from communique.web.site import page, site_of

ROWS, STANDING, COMPANY = 20, 8, 10
PERIODS = ("day", "week", "month", "quarter", "year")
_MOST_MARKS, _MOST_BARS = 400, 160  # more than these are drawn by longer periods, or only the latest of them
_DAYS_OF = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
_APART = timedelta(days=366)  # a year without an event ends a stretch of time that is drawn together


@dataclass(frozen=True)
class Stretch:
    """The time that is drawn, the period of its bars, and how many events lie before and after it."""

    axis: Axis
    by: str
    before: int
    after: int
    marks: dict[str, int]  # how many there would be in the lanes, by month and by quarter
    signs: set[str]  # how its events stand: factualities, and `disputed`


def show_pairs(request: Request) -> Response:
    """`/dyads`: every pair of countries, most events first."""
    site = site_of(request)
    filters = filters_in(request.query_params)
    found = site.store.pairs(filters, limit=200)
    rows = [{**r, "link": address("/dyad", pairs_of(filters), a=r["one"], b=r["other"])} for r in found]
    return page(
        request, "dyads.html", title="Dyads", rows=rows, command=f"communique events {site.name}",
        downloads=downloads("pairs", filters),
    )  # fmt: skip


def show_pair(request: Request) -> Response:
    """`/dyad?a=USA&b=RUS`: intensity, lanes, what stands, where, who else, and the newest rows."""
    site = site_of(request)
    a, b = (request.query_params.get(k, "").strip()[:200] for k in ("a", "b"))
    if not a or not b:
        raise UsageError("A dyad has two parties: write /dyad?a=USA&b=RUS.")
    return page(request, "dyad.html", **pair_content(site.store, a, b, request, site.name))


def pair_content(store: Store, a: str, b: str, request: Request | None, name: str) -> dict[str, Any]:
    """What the dyad's template is given; the report is given the same, without a request."""
    filters = replace(filters_in(request.query_params) if request else Filters(), dyad=None)
    way = request.query_params.get("way", "both") if request else "both"
    asked = _directed(filters, a, b, way)
    query = [("a", a), ("b", b), *([("way", way)] if way != "both" else []), *pairs_of(filters)]
    found = store.events(asked, limit=ROWS, columns=COLUMNS)
    extract = store.extract(asked)
    stretch = _stretch(extract, request.query_params.get("by") if request else None)
    drawn = _drawings(extract, asked, stretch) if stretch else {}
    signs = stretch.signs if stretch else {"future", "disputed", "negated"}
    options = filters.as_options()
    return {
        "title": f"{country(a)} – {country(b)}", "a": a, "b": b,
        "total": extract.total,
        "events": rows_of(found), "all": address("/search", pairs_of(asked)),
        "standing": _standing(store, asked, signs), "relations": store.relations(dyad=(a, b)).rows()[:STANDING],
        "choices": _choices(a, b, way, filters, query), "periods": _periods(query, stretch),
        "company": _company(store, a, b, filters), "legend": draw_legend(), "stretch": stretch, **drawn,
        "outside": _outside(asked, stretch),
        "map": draw_map(
            extract.places(), (a, b), lambda r: _to(asked, place=r["name"] or r["country"])
        ),
        "command": f"communique dyad {name} {a} {b} --by {stretch.by if stretch else 'week'} {options}".rstrip(),
        "downloads": downloads("dyad", filters, a=a, b=b, by=stretch.by if stretch else "week"),
    }  # fmt: skip


def _directed(filters: Filters, a: str, b: str, way: str) -> Filters:
    if way == "there":
        return replace(filters, who=a, whom=b)
    if way == "back":
        return replace(filters, who=b, whom=a)
    return replace(filters, dyad=(a, b))


def _to(asked: Filters, **changed: Any) -> str:
    return address("/search", pairs_of(replace(asked, **changed)))


def _stretch(extract: Extract, by: str | None) -> Stretch | None:
    """The stretch of time with most events: a year without any parts what lies before and after."""
    months: dict[date, int] = {}
    signs: set[str] = set()
    rows = extract.lanes("month")
    for row in rows:
        signs |= {row["factuality"], *(("disputed",) if row["disputed"] else ())}
        months[row["period"]] = months.get(row["period"], 0) + row["events"]
    if not months:
        return None
    parts: list[list[date]] = []
    for month in sorted(months):
        if parts and month - parts[-1][-1] <= _APART:
            parts[-1].append(month)
        else:
            parts.append([month])
    best = max(parts, key=lambda p: (sum(months[m] for m in p), p[-1]))
    last = end_of(best[-1], "month")
    first = max(best[0], _room_for_lanes(rows, last))
    days = (last - first).days
    by = by if by in PERIODS else next((p for p in PERIODS[1:] if days / _DAYS_OF[p] < _MOST_BARS), "year")
    earliest = last - timedelta(days=_DAYS_OF[by] * _MOST_BARS)
    first = max(first, earliest.replace(day=1))
    drawn = [r for r in rows if first <= r["period"] <= last]
    quarters = {
        (r["type"], r["factuality"], r["disputed"], r["period"].year, (r["period"].month - 1) // 3) for r in drawn
    }
    marks = {"month": len(drawn), "quarter": len(quarters)}
    before = sum(n for m, n in months.items() if m < first)
    return Stretch(Axis(first, last), by, before, sum(n for m, n in months.items() if m > last), marks, signs)


def _room_for_lanes(rows: list[dict[str, Any]], last: date) -> date:
    """The first day from which on the lanes, drawn by years, hold no more marks than they have room for."""
    kinds: dict[int, set[tuple[Any, ...]]] = {}
    for row in rows:
        if row["period"] <= last:
            kinds.setdefault(row["period"].year, set()).add((row["type"], row["factuality"], row["disputed"]))
    marks, first = 0, last.year
    for year in sorted(kinds, reverse=True):
        marks += len(kinds[year])
        if marks > _MOST_MARKS:
            break
        first = year
    return date(first, 1, 1)


def _drawings(extract: Extract, asked: Filters, stretch: Stretch) -> dict[str, Any]:
    axis, by = stretch.axis, stretch.by
    rows = _drawn(extract, by, axis)
    fine, fine_by = rows, by
    if sum(r["events"] for r in rows) <= _MOST_MARKS:
        fine, fine_by = _drawn(extract, "day", axis), "day"
    elif len(rows) > _MOST_MARKS:
        fine_by = next((p for p, n in stretch.marks.items() if n <= _MOST_MARKS), "year")
        fine = _drawn(extract, fine_by, axis) if fine_by != by else rows
    quads = {"cooperation": (1, 2), "conflict": (3, 4)}
    told = tuple(f for f in ("actual", "future", "hypothetical") if not asked.factuality or f in asked.factuality)

    def bar(first: date, last: date, tone: str) -> str:
        return _to(asked, since=first.isoformat(), until=last.isoformat(), quad=quads[tone], factuality=told)

    def mark(row: Mapping[str, Any], first: date, last: date) -> str:
        if row["events"] == 1:
            return f"/event/{row['event_id']}"
        span = {"since": first.isoformat(), "until": last.isoformat()}
        return _to(asked, type=(row["type"],), factuality=(row["factuality"],), disputed=row["disputed"], **span)

    return {"bars": draw_periods(rows, by, axis, bar), "lanes": draw_lanes(fine, fine_by, axis, mark)}


def _drawn(extract: Extract, by: Any, axis: Axis) -> list[dict[str, Any]]:
    return [r for r in extract.lanes(by) if axis.first <= r["period"] <= axis.last]


def _outside(asked: Filters, stretch: Stretch | None) -> list[tuple[str, str]]:
    """What the drawing leaves out: how many events, and where they are listed."""
    if stretch is None:
        return []
    early = (stretch.axis.first - timedelta(days=1)).isoformat()
    late = (stretch.axis.last + timedelta(days=1)).isoformat()
    out = []
    if stretch.before:
        out.append((f"{many(stretch.before, 'event')} before, not drawn", _to(asked, until=early)))
    if stretch.after:
        out.append((f"{many(stretch.after, 'event')} after, not drawn", _to(asked, since=late)))
    return out


def _standing(store: Store, asked: Filters, there: set[str]) -> list[tuple[str, str, list[Any]]]:
    """Open proposals, what is disputed, what is told as not done: title, address of all, the newest rows."""
    out = []
    for title, sign, wanted in (
        ("Proposed or to come", "future", replace(asked, factuality=("future",))),
        ("Disputed", "disputed", replace(asked, disputed=True)),
        ("Told as not done", "negated", replace(asked, factuality=("negated",))),
    ):
        if sign not in there:
            continue
        rows = rows_of(store.events(wanted, limit=3, columns=COLUMNS))
        if rows:
            out.append((title, address("/search", pairs_of(wanted)), rows))
    return out


def _choices(a: str, b: str, way: str, filters: Filters, query: list[tuple[str, str]]) -> list[tuple[str, str, bool]]:
    base = [p for p in query if p[0] != "way"]
    ways = (
        ("both", "both directions"),
        ("there", f"{country(a)} → {country(b)}"),
        ("back", f"{country(b)} → {country(a)}"),
    )
    out = [(says, address("/dyad", base, way=key if key != "both" else None), way == key) for key, says in ways]
    undenied = [("factuality", f) for f in ("actual", "future", "hypothetical")]
    hidden = filters.factuality != () and "negated" not in filters.factuality
    rest = [p for p in query if p[0] != "factuality"]
    out.append(("without what is told as not done", address("/dyad", rest if hidden else [*rest, *undenied]), hidden))
    undisputed = filters.disputed is False
    out.append(("undisputed only", address("/dyad", with_value(query, "disputed", "false")), undisputed))
    return out


def _periods(query: list[tuple[str, str]], stretch: Stretch | None) -> list[tuple[str, str, bool]]:
    return [(p, address("/dyad", query, by=p), stretch is not None and stretch.by == p) for p in PERIODS[:4]]


def _company(store: Store, a: str, b: str, filters: Filters) -> Any:
    """Third countries by how much they have to do with either of the two."""
    links: list[Link] = []
    sums: dict[str, int] = {}
    for side, me in ((0, a), (2, b)):
        for row in store.pairs(replace(filters, actor=me)):
            third = row["other"] if row["one"] == me else row["one"]
            if me not in (row["one"], row["other"]) or third in (a, b):
                continue
            sums[third] = sums.get(third, 0) + row["events"]
            tone = "cooperation" if row["cooperation"] >= row["conflict"] else "conflict"
            says = f"{country(me)} – {country(third)}: {many(row['events'], 'event')}, mostly {tone}"
            left, right = ((0, a), (1, third)) if side == 0 else ((1, third), (2, b))
            links.append(Link(left, right, row["events"], tone, says, address("/dyad", a=me, b=third)))
    thirds = sorted(sums, key=lambda t: (-sums[t], t))[:COMPANY]
    if not thirds:
        return ""
    kept = [k for k in links if {k.left[1], k.right[1]} & set(thirds)]
    columns: list[list[Name]] = [
        [(a, country(a), None)],
        [(t, country(t), address("/actor", name=t)) for t in thirds],
        [(b, country(b), None)],
    ]
    return draw_columns(columns, kept, "Who else is involved with either", ("", "", ""), width=440)
