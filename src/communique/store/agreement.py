"""How far two people who reviewed the same events agree: Krippendorff's alpha, field by field.

Krippendorff, K. (2011), "Computing Krippendorff's Alpha-Reliability": 1 is agreement, 0 is chance, below it is worse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from communique.store.overlay import overlay_of
from communique.store.rows import Row
from communique.store.snapshot import Snapshot

FIELDS = ("verdict", "type", "factuality", "actor_countries", "recipient_countries", "where_country", "day")


def find_alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha for nominal values; each unit holds one value a coder, None where a coder gave none.

    >>> find_alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5333333333333333

    None where it is not defined: no unit with two values, or only one value in all.
    """
    totals: Counter[Hashable] = Counter()
    weights: dict[tuple[Hashable, Hashable], float] = {}
    for unit in units:
        values = [v for v in unit if v is not None]
        if len(values) < 2:
            continue
        totals.update(values)
        for i, a in enumerate(values):
            for j, b in enumerate(values):
                if i != j:
                    weights[a, b] = weights.get((a, b), 0.0) + 1 / (len(values) - 1)
    n = sum(totals.values())
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)
    if n < 2 or expected == 0:
        return None
    observed = sum(w for (a, b), w in weights.items() if a != b)
    return 1 - (n - 1) * observed / expected


def count_agreement(snap: Snapshot, one: str, other: str) -> Any:
    """Two reviewers over the events that both have judged: field, units, agreed, alpha."""
    import pyarrow as pa

    judged = [_judged(snap, name) for name in (one, other)]
    both = sorted(judged[0].keys() & judged[1].keys())
    rows = []
    for name in FIELDS:
        units = [(_value(judged[0][k], name), _value(judged[1][k], name)) for k in both]
        alpha = find_alpha(units)
        rows.append({"field": name, "units": len(units), "agreed": sum(a == b for a, b in units), "alpha": alpha})
    kinds = (("field", pa.string()), ("units", pa.int64()), ("agreed", pa.int64()), ("alpha", pa.float64()))
    return pa.Table.from_pylist(rows, schema=pa.schema(kinds))


def _judged(snap: Snapshot, reviewer: str) -> dict[str, Row]:
    """The events that a reviewer has judged, as they read with that reviewer's corrections alone."""
    snap.open("events")
    return {r["report_id"]: r for r in overlay_of(snap, by=reviewer).shown if r["reviewed"]}


def _value(event: Row, name: str) -> Hashable:
    if name == "verdict":
        return "rejected" if event["reviewed"] == "rejected" else "kept"
    value = event[name]
    return "" if value is None else str(value)
