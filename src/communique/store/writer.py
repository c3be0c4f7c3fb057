"""Committing what was read: each batch once, each page once per coder, each change a new version.

writer = Writer(path)            # makes the store if there is none
writer.knows(page_sha256, run)   # read before by this coder: need not be read again
writer.commit(batch, run)        # acknowledged when it returns
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from communique.records import Run
from communique.store.identity import run_id
from communique.store.manifest import Manifest, read_manifest
from communique.store.rows import ARTICLE_TABLES, Batch
from communique.store.snapshot import Snapshot
from communique.store.tables import arrow_schema
from communique.store.writing import Transaction, compact_store, create_store, transaction

_ORDER = tuple(t for t in ARTICLE_TABLES if t != "articles")  # articles come last: they acknowledge


@dataclass(frozen=True, slots=True)
class Standing:
    """The reading of an article that readers see now."""

    coding: str
    version: int
    page: str


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit did: articles added, pages that were known, failures noted, readings replaced."""

    added: int
    known: int
    failed: int
    replaced: int


class Writer:
    """Writes batches to one store. Several writers may work on one store; their batches take turns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        create_store(path)
        self._tables: dict[str, Any] = {}
        self._seen: set[tuple[str, str]] = set()  # page, run: 64-bit texts, about 200 bytes an article
        self._standing: dict[str, Standing] = {}
        self._failures: set[tuple[str, str, str]] = set()
        self._batch = 0
        with transaction(path, self._tables):
            pass  # takes back what a killed writer left
        self._catch_up(read_manifest(path))

    def knows(self, page_sha256: str, run: str) -> bool:
        """Whether this coder has read this page into the store."""
        return (page_sha256[:16], run) in self._seen

    def commit(self, batch: Batch, run: Run) -> Committed:
        """Write a batch as one act. Pages that the store holds already, or that come twice, add nothing."""
        name = run_id(run)
        failures = [f for f in batch.failures if (f.source, f.message, name) not in self._failures]
        if not batch.size and not failures:
            return Committed(0, batch.known, len(batch.failures), 0)
        with transaction(self.path, self._tables) as act:
            self._catch_up(act.manifest)
            kept, versions, replaced = self._choose(batch)
            if kept or failures:
                self._write(act, batch, kept, versions, replaced, failures, run)
        known = batch.known + batch.size - len(kept)
        self._note(batch, kept, versions, failures, name)
        self._batch = act.manifest.batch
        return Committed(len(kept), known, len(batch.failures), len(replaced))

    def compact(self) -> None:
        """Join the small files that many batches leave."""
        compact_store(self.path)
        self._tables.clear()

    def _choose(self, batch: Batch) -> tuple[list[int], list[int], list[tuple[str, str]]]:
        """Which articles of a batch are new, their versions, and which readings they replace (old, new)."""
        kept: list[int] = []
        versions: list[int] = []
        replaced: list[tuple[str, str]] = []
        fresh: dict[str, Standing] = {}
        seen: set[tuple[str, str]] = set()
        for i, (key, coding, page, run) in enumerate(_article_keys(batch)):
            if (page, run) in self._seen or (page, run) in seen:
                continue
            seen.add((page, run))
            before = fresh.get(key) or self._standing.get(key)
            version = 1 if before is None else before.version + (before.page != page)
            if before is not None:
                replaced.append((before.coding, coding))
            fresh[key] = Standing(coding, version, page)
            kept.append(i)
            versions.append(version)
        return kept, versions, replaced

    def _write(
        self,
        act: Transaction,
        batch: Batch,
        kept: list[int],
        versions: list[int],
        replaced: list[tuple[str, str]],
        failures: list[Any],
        run: Run,
    ) -> None:
        import pyarrow as pa

        number, now, name = act.new_batch(), datetime.now(UTC), run_id(run)
        if kept:
            articles = batch.rows["articles"].take(pa.array(kept))
            codings = articles["coding"]
            everything = len(kept) == batch.size
            for table in _ORDER:
                rows = batch.rows[table]
                if not everything:
                    rows = rows.filter(pa.compute.is_in(rows["coding"], value_set=codings.combine_chunks()))
                act.append(table, _stamped(rows, number, now))
            gone = [{"coding": old, "by": new, "batch": number} for old, new in replaced]
            act.append("superseded", pa.Table.from_pylist(gone, schema=arrow_schema("superseded")))
            articles = articles.set_column(
                articles.schema.get_field_index("version"),
                articles.schema.field("version"),
                pa.array(versions, pa.int64()),
            )
            act.append("articles", _stamped(articles, number, now))
        errors = [
            {"source": f.source, "kind": f.kind, "message": f.message, "page_sha256": f.page_sha256, "run": name,
             "batch": number, "added": now}
            for f in failures
        ]  # fmt: skip
        act.append("errors", pa.Table.from_pylist(errors, schema=arrow_schema("errors")))
        done = {
            "run": name, "version": run.version, "lexicon_sha256": run.lexicon_sha256, "model": run.model,
            "second_opinion": run.second_opinion, "batch": number, "n_articles": len(kept),
            "n_known": batch.known + batch.size - len(kept), "n_errors": len(failures), "added": now,
        }  # fmt: skip
        act.append("runs", pa.Table.from_pylist([done], schema=arrow_schema("runs")))

    def _note(self, batch: Batch, kept: list[int], versions: list[int], failures: list[Any], run: str) -> None:
        keys = list(_article_keys(batch))
        for i, version in zip(kept, versions, strict=True):
            key, coding, page, coder = keys[i]
            self._seen.add((page, coder))
            self._standing[key] = Standing(coding, version, page)
        self._failures.update((f.source, f.message, run) for f in failures)

    def _catch_up(self, manifest: Manifest) -> None:
        """Learn what the store holds: all of it at first, later what other writers have added."""
        if manifest.batch == self._batch:
            return
        snap = Snapshot(self.path, manifest)
        for row in _rows(snap, "articles_ever", "batch, version, article_key, coding, page_sha256, run", self._batch):
            page = row["page_sha256"][:16]
            self._seen.add((page, row["run"]))
            self._standing[row["article_key"]] = Standing(row["coding"], row["version"], page)
        for row in _rows(snap, "errors", "source, message, run", self._batch):
            self._failures.add((row["source"], row["message"], row["run"]))
        self._batch = manifest.batch


def _rows(snap: Snapshot, table: str, columns: str, after: int) -> Iterator[dict[str, Any]]:
    for batch in snap.stream(f"SELECT {columns} FROM {table} WHERE batch > ? ORDER BY ALL", [after], views=(table,)):
        yield from batch.to_pylist()


def _article_keys(batch: Batch) -> Iterator[tuple[str, str, str, str]]:
    """Key, coding, page (shortened) and run of each article of a batch."""
    if batch.size:
        names = ("article_key", "coding", "page_sha256", "run")
        columns = [batch.rows["articles"][n].to_pylist() for n in names]
        for key, coding, page, run in zip(*columns, strict=True):
            yield key, coding, page[:16], run


def _stamped(rows: Any, batch: int, now: datetime) -> Any:
    """Rows with their batch's number and, where the table keeps it, the time of writing."""
    import pyarrow as pa

    n = rows.num_rows
    rows = rows.set_column(
        rows.schema.get_field_index("batch"), rows.schema.field("batch"), pa.array([batch] * n, pa.int64())
    )
    at = rows.schema.get_field_index("added")
    if at >= 0:
        rows = rows.set_column(at, rows.schema.field("added"), pa.array([now] * n, rows.schema.field("added").type))
    return rows
