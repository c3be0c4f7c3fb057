"""What merging across articles reads of the store, and how its result is written: `events` and `copies` anew.

The grouping itself is the corpus's; see `communique.corpus.merging`. Events are written by day, newest first, so
that a question for the latest, or about some weeks, reads little of the table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from communique.store.eventrows import event_of
from communique.store.manifest import read_manifest
from communique.store.rows import Row
from communique.store.snapshot import Snapshot
from communique.store.tables import TABLES, arrow_schema
from communique.store.writing import transaction

_COMPARED = (
    "report_id, article_key, type, mode, factuality, actors, recipients, day, day_how, "
    "published_day, where_name, where_country, "
    "lat, lon, quantities, evidence, sentence, tellings, when_end, outlet"
)
_SINGLE = {
    "event_id": "report_id",
    "reports": "[report_id]",
    "articles": "[article_key]",
    "outlets": "CASE WHEN outlet IS NULL THEN []::VARCHAR[] ELSE [outlet] END",
    "n_reports": "1::BIGINT",
    "n_articles": "1::BIGINT",
    "n_outlets": "(outlet IS NOT NULL)::BIGINT",
    "n_copies": "0::BIGINT",
    "first_published": "published_day",
    "last_published": "published_day",
    "reasons": "[]::VARCHAR[]",
    "contradictions": '[]::STRUCT(field VARCHAR, "values" STRUCT('
    '"value" VARCHAR, reports VARCHAR[], outlets VARCHAR[])[])[]',
    "reviewed": "NULL::VARCHAR",
}
PART = 2_000  # merged events made at a time


def unmerged(path: Path) -> Snapshot | None:
    """The state to merge, or None if nothing was added since the last merge."""
    manifest = read_manifest(path)
    return None if manifest.merged_batch == manifest.batch else Snapshot(path, manifest)


def report_rows(snap: Snapshot) -> Iterator[Row]:
    """What is compared of each current report, by day."""
    order = "ORDER BY day NULLS LAST, report_id"
    for batch in snap.stream(f"SELECT {_COMPARED} FROM reports_as_read {order}", views=("reports",)):
        yield from batch.to_pylist()


def sketch_rows(snap: Snapshot) -> Iterator[Row]:
    """What grouping near-duplicates needs of each current article, by day of publication."""
    sql = (
        "SELECT article_key, sketch, outlet, published_day, byline, left(text, 600) AS opening FROM articles "
        "ORDER BY published_day NULLS LAST, article_key"
    )
    for batch in snap.stream(sql, views=("articles",), rows=2_000):
        yield from batch.to_pylist()


def write_merged(
    path: Path,
    snap: Snapshot,
    groups: Sequence[tuple[Sequence[str], Sequence[str]]],
    copies: Sequence[Row],
) -> None:
    """Write the events anew: one for each group (its reports' ids, its reasons), one for each report in none."""
    import pyarrow as pa

    copied = {c["article_key"] for c in copies if c["article_key"] != c["story"]}
    schema = arrow_schema("events")
    snap.put("merged_members", {"report_id": sorted(r for reports, _ in groups for r in reports)})
    snap.put_table("merged_events", schema.empty_table())
    for rows in _merged_rows(snap, groups, copied):
        snap.put_table("merged_events", pa.Table.from_pylist(rows, schema=schema), append=True)
    with transaction(path) as act:
        later = Snapshot(path, act.manifest) if act.manifest.batch > snap.manifest.batch else None
        fresh = _since(later, snap.manifest.batch) if later else schema.empty_table()
        batches = _all_events(snap, fresh)
        act.overwrite("events", pa.RecordBatchReader.from_batches(schema, batches))
        act.overwrite("copies", pa.Table.from_pylist(list(copies), schema=arrow_schema("copies")))
        act.mark_merged(snap.manifest.batch)


def _merged_rows(
    snap: Snapshot, groups: Sequence[tuple[Sequence[str], Sequence[str]]], copied: Collection[str]
) -> Iterator[list[Row]]:
    """The merged events, some thousands at a time."""
    for at in range(0, len(groups), PART):
        part = groups[at : at + PART]
        wanted = sorted(r for reports, _ in part for r in reports)
        snap.put("wanted", {"report_id": wanted})
        sql = "SELECT * FROM reports_as_read WHERE report_id IN (SELECT report_id FROM wanted)"
        found = snap.ask(sql, views=("reports",))
        by_id = {row["report_id"]: row for row in found.to_pylist()}
        yield [event_of([by_id[r] for r in reports], reasons, copied) for reports, reasons in part]


def _since(later: Snapshot, batch: int) -> Any:
    """The events that other writers added while the merge was at work."""
    return later.ask("SELECT * FROM events_as_merged WHERE batch > ?", [batch], views=("events", "events_as_merged"))


def _all_events(snap: Snapshot, fresh: Any) -> Iterator[Any]:
    """Merged events, single reports and fresh ones, by day, as batches of the table's schema."""
    schema = arrow_schema("events")
    snap.put_table("fresh_events", fresh)
    names = TABLES["events"].names
    columns = ", ".join(f'{_SINGLE[n]} AS "{n}"' if n in _SINGLE else f'"{n}"' for n in names)
    listed = ", ".join(f'"{n}"' for n in names)
    sql = (
        f"SELECT {columns} FROM reports_as_read WHERE report_id NOT IN (SELECT report_id FROM merged_members) "
        f"UNION ALL SELECT {listed} FROM merged_events UNION ALL SELECT {listed} FROM fresh_events "
        "ORDER BY day DESC NULLS LAST, event_id"
    )
    for batch in snap.stream(sql, views=("reports",), rows=50_000):
        yield from _cast(batch, schema)


def _cast(batch: Any, schema: Any) -> Iterator[Any]:
    import pyarrow as pa

    yield from pa.Table.from_batches([batch]).cast(schema).to_batches()
