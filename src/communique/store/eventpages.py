"""Pages of events: which rows, in which order, quickly also among ten million.

Events lie sorted by day, newest first. A page is found in two steps: which events (by the few columns that decide it),
then those rows whole. For the newest, the newest part of the table is asked first, which most often suffices.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from communique.errors import UsageError
from communique.store.filters import Condition
from communique.store.snapshot import Snapshot
from communique.store.tables import TABLES

EventOrder = Literal["newest", "oldest", "reports", "intensity", "review"]
ORDERS: dict[str, str] = {
    "newest": "day DESC NULLS LAST, event_id",
    "oldest": "day NULLS LAST, event_id",
    "reports": "n_reports DESC, day DESC NULLS LAST, event_id",
    "intensity": "intensity NULLS LAST, day DESC NULLS LAST, event_id",
    "review": "(reviewed IS NOT NULL), (decided_by = 'lexicon' AND factuality <> 'hypothetical' AND "
    "len(disputed_by) = 0), "
    "(len(contradictions) = 0), day DESC NULLS LAST, event_id",
}
_CLAIM = "CASE WHEN len(disputed_by) > 0 THEN 'disputed' ELSE 'attributed' END AS claim"
SHARES = (0.02, 0.2)  # of the newest rows, asked before the rest


def find_events(
    snap: Snapshot,
    asked: Condition,
    kind: str,
    order: EventOrder,
    columns: Sequence[str] | None,
    limit: int | None,
    offset: int,
) -> Any:
    """Rows of `events` in an order, a page of them."""
    names = columns or TABLES["events"].names
    if unknown := sorted(set(names) - set(TABLES["events"].names)):
        raise UsageError(f"There is no column {', '.join(unknown)} in events; docs/store.md lists them.")
    if order not in ORDERS:
        raise UsageError(f"“{order}” is no order; write one of {', '.join(ORDERS)}.")
    listed = ", ".join(names) + (f", {_CLAIM}" if kind == "claims" else "")
    if limit is None:
        rest = f" OFFSET {int(offset)}" if offset else ""
        sql = f"SELECT {listed} FROM events{asked.where} ORDER BY {ORDERS[order]}{rest}"
        return snap.ask(sql, asked.values, views=("events",))
    which = _which(snap, asked, order, limit + offset).slice(offset)
    return _whole_rows(snap, which, listed, order)


def _which(snap: Snapshot, asked: Condition, order: EventOrder, count: int) -> Any:
    """Ids and days of the first so many events."""
    for since in (*(newest_days(snap) if order == "newest" else ()), None):
        tests = [t for t in (asked.sql, "day >= ?" if since else "") if t]
        condition = f" WHERE {' AND '.join(tests)}" if tests else ""
        found = snap.ask(
            f"SELECT event_id, day FROM events{condition} ORDER BY {ORDERS[order]} LIMIT {int(count)}",
            [*asked.values, *([since] if since else [])],
            views=("events",),
        )
        if found.num_rows == count:
            break
    return found


def newest_days(snap: Snapshot) -> tuple[date, ...]:
    """The days from which on some shares of the events lie; none for a small table. Read from the files' statistics."""
    groups = snap.row_groups("events", "day")
    total = sum(rows for _, _, rows in groups)
    if total < 500_000:
        return ()
    marks, seen = [], 0
    shares = list(SHARES)
    for first, _, rows in sorted(groups, key=lambda g: g[1], reverse=True):
        seen += rows
        while shares and seen >= shares[0] * total:
            marks.append(first)
            shares.pop(0)
    return tuple(marks)


def _whole_rows(snap: Snapshot, which: Any, listed: str, order: EventOrder) -> Any:
    """The rows of these events. Events lie sorted by day, so that naming their days leaves most of the table unread."""
    days = [d for d in which["day"].to_pylist() if d is not None]
    spans = ["day IS NULL"] if len(days) < which.num_rows else []
    spans += ["day BETWEEN ? AND ?"] if days else []
    test = f"list_contains(?, event_id) AND ({' OR '.join(spans) or 'false'})"
    values = [which["event_id"].to_pylist(), *([min(days), max(days)] if days else [])]
    return snap.ask(f"SELECT {listed} FROM events WHERE {test} ORDER BY {ORDERS[order]}", values, views=("events",))
