"""One event of several reports: which report speaks for it, what they agree on, and where they contradict each other.

The reports may come in any order; the event is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from typing import Any

from communique.store.rows import Row, single_event

_LAST = date(9999, 12, 31)


def event_of(reports: Sequence[Row], reasons: Sequence[str] = (), copies: Collection[str] = ()) -> Row:
    """The row of `events` for these reports. `copies` are keys of articles that copy another's text."""
    ordered = sorted(reports, key=fullness)
    row = single_event(ordered[0])
    first = min(ordered, key=lambda r: (r["published_day"] or _LAST, r["report_id"]))
    articles = _distinct(r["article_key"] for r in ordered)
    outlets = sorted({r["outlet"] for r in ordered if r["outlet"]})
    days = sorted(r["published_day"] for r in ordered if r["published_day"])
    return row | {
        "event_id": first["report_id"],
        "reports": [r["report_id"] for r in ordered],
        "articles": articles,
        "outlets": outlets,
        "n_reports": len(ordered),
        "n_articles": len(articles),
        "n_outlets": len(outlets),
        "n_copies": sum(r["article_key"] in copies for r in ordered),
        "first_published": days[0] if days else None,
        "last_published": days[-1] if days else None,
        "disputed_by": _distinct(name for r in ordered for name in r["disputed_by"]),
        "quantities": _distinct_quantities(ordered),
        "reasons": list(reasons),
        "contradictions": contradictions(ordered),
        "batch": max(r["batch"] for r in ordered),
        "added": max((r["added"] for r in ordered if r.get("added")), default=None),
    }


def fullness(report: Row) -> tuple[Any, ...]:
    """Sorts the report that tells most first: read by the lexicon, dated, placed, counted, in most words."""
    known = (
        report["day_how"] in ("told", "range"),
        report["where_name"] is not None,
        bool(report["recipients"]),
        bool(report["quantities"]),
    )
    return (
        report["decided_by"] != "lexicon",
        -sum(known),
        -len(report["evidence"]),
        report["published_day"] or _LAST,
        report["report_id"],
    )


def contradictions(reports: Sequence[Row]) -> list[Row]:
    """Where reports of one act differ: the day told, the country, the status, and numbers of the same thing."""
    found = [
        _differing("day", reports, lambda r: r["day"].isoformat() if r["day_how"] == "told" else None),
        _differing("where_country", reports, lambda r: r["where_country"]),
        _differing("factuality", reports, lambda r: r["factuality"]),
    ]
    for what in sorted({q["what"] for r in reports for q in r["quantities"]}):
        found += [_differing(what, reports, partial(_number, what=what))]
    return [f for f in found if f is not None]


def _number(report: Row, what: str) -> str | None:
    """A report's number of something, as text: `12`, `12-15`, `12+`."""
    for q in report["quantities"]:
        if q["what"] == what:
            least, most = q["least"], q["most"]
            if least is None and most is None:
                return None
            if least == most:
                return str(least)
            return f"{least}+" if most is None else f"up to {most}" if least is None else f"{least}-{most}"
    return None


def _differing(field: str, reports: Sequence[Row], value: Callable[[Row], str | None]) -> Row | None:
    by_value: dict[str, list[Row]] = {}
    for report in reports:
        told = value(report)
        if told is not None:
            by_value.setdefault(told, []).append(report)
    if len(by_value) < 2:
        return None
    return {
        "field": field,
        "values": [
            {
                "value": told,
                "reports": sorted(r["report_id"] for r in same),
                "outlets": sorted({r["outlet"] for r in same if r["outlet"]}),
            }
            for told, same in sorted(by_value.items(), key=lambda kv: (-len(kv[1]), kv[0]))
        ],
    }


def _distinct_quantities(reports: Sequence[Row]) -> list[Row]:
    seen: dict[tuple[Any, ...], Row] = {}
    for report in reports:
        for q in report["quantities"]:
            seen.setdefault((q["what"], q["least"], q["most"]), q)
    return [seen[k] for k in sorted(seen, key=lambda k: (k[0], k[1] is None, k[1] or 0, k[2] is None, k[2] or 0))]


def _distinct(values: Any) -> list[Any]:
    return list(dict.fromkeys(values))
