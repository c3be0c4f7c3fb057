"""Two runs compared: what the newer coder reads otherwise, article by article, in the pages that both have read.

only-a     a report that only the first run has          retyped   the same words, read as another type
only-b     a report that only the second run has         changed   the same report with other parties, status, time, ...
"""

from __future__ import annotations

from typing import Any

from communique.errors import UsageError
from communique.store.rows import Row
from communique.store.snapshot import Snapshot

COMPARED = (
    "mode", "factuality", "actor_names", "actor_countries", "recipient_names", "recipient_countries", "sources",
    "disputed_by", "when_start", "when_end", "where_name", "where_country", "cameo",
)  # fmt: skip
_SHOWN = ("article_key", "headline", "trigger", "evidence", "day")


def find_differences(snap: Snapshot, run_a: str, run_b: str) -> Any:
    """The rows of a comparison, in the order of the articles' headlines and texts."""
    import pyarrow as pa

    a, b = (_run(snap, r) for r in (run_a, run_b))
    first, second = _reports(snap, a, b), _reports(snap, b, a)
    rows = [*_matched(first, second), *_unmatched(first, second)]
    rows.sort(key=lambda r: (r["headline"] or "", r["article_key"], r["trigger_start"], r["change"]))
    schema = pa.schema(
        [
            *((n, pa.string()) for n in ("change", "article_key", "headline", "trigger", "type_a", "type_b")),
            ("fields", pa.list_(pa.string())),
            *((n, pa.list_(pa.string())) for n in ("before", "after")),
            ("evidence", pa.string()),
            ("day", pa.date32()),
        ]
    )
    return pa.Table.from_pylist([{k: r.get(k) for k in schema.names} for r in rows], schema=schema)


def _run(snap: Snapshot, name: str) -> str:
    """A run's whole id from its beginning, or from its version if only one run has that."""
    runs = snap.ask("SELECT DISTINCT run, version FROM runs", views=("runs",)).to_pylist()
    found = sorted({r["run"] for r in runs if r["run"].startswith(name) or r["version"] == name})
    if len(found) != 1:
        known = ", ".join(sorted({f"{r['run'][:8]} ({r['version']})" for r in runs})) or "none"
        many = "names several runs" if found else "names no run"
        raise UsageError(f"“{name}” {many} of this store; it has {known}.")
    return str(found[0])


def _reports(snap: Snapshot, run: str, other: str) -> dict[str, Row]:
    """The reports of one run's latest reading of each article that the other run has read too, by id."""
    sql = (
        "WITH read AS (SELECT article_key, run, arg_max(coding, (version, batch)) AS coding FROM articles_ever "
        "WHERE run IN (?, ?) GROUP BY article_key, run), "
        "shared AS (SELECT article_key FROM read GROUP BY article_key HAVING count(*) = 2) "
        "SELECT r.* FROM reports_ever r JOIN read USING (coding) WHERE read.run = ? "
        "AND r.article_key IN (SELECT article_key FROM shared)"
    )
    rows = snap.ask(sql, [run, other, run], views=("articles_ever", "reports_ever")).to_pylist()
    return {r["report_id"]: r for r in rows}


def _matched(first: dict[str, Row], second: dict[str, Row]) -> list[Row]:
    rows = []
    for name in first.keys() & second.keys():
        a, b = first[name], second[name]
        fields = [f for f in COMPARED if a[f] != b[f]]
        if fields:
            rows.append(_row("changed", a, b, fields))
    return rows


def _unmatched(first: dict[str, Row], second: dict[str, Row]) -> list[Row]:
    """Reports of one run only; where both have one with the same words, they are one report retyped."""
    rows, left = [], {n: r for n, r in second.items() if n not in first}
    at = {(r["article_key"], r["trigger_start"], r["trigger"]): n for n, r in left.items()}
    for name, a in first.items():
        if name in second:
            continue
        twin = at.pop((a["article_key"], a["trigger_start"], a["trigger"]), None)
        if twin is not None:
            b = left.pop(twin)
            rows.append(_row("retyped", a, b, ["type", *(f for f in COMPARED if a[f] != b[f])]))
        else:
            rows.append(_row("only-a", a, None, []))
    return rows + [_row("only-b", None, b, []) for b in left.values()]


def _row(change: str, a: Row | None, b: Row | None, fields: list[str]) -> Row:
    shown: Row = a or b or {}
    return {n: shown[n] for n in (*_SHOWN, "trigger_start")} | {
        "change": change,
        "type_a": a["type"] if a else None,
        "type_b": b["type"] if b else None,
        "fields": fields,
        "before": [_text(a[f]) for f in fields] if a else [],
        "after": [_text(b[f]) for f in fields] if b else [],
    }


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
