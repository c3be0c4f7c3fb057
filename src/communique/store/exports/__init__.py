"""A store's events in the formats that people use; what a format cannot hold is said in sentences, never dropped."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from communique.errors import StoreError, UsageError
from communique.store.exports.documents import geojson_feature, graphml_lines, plover_object
from communique.store.exports.fields import Layout, load_layouts
from communique.store.exports.omissions import Omissions
from communique.store.exports.package import Described, write_package
from communique.store.exports.tabbed import (
    gdelt_rows,
    icews_rows,
    mention_rows,
    phoenix_rows,
    polecat_rows,
)
from communique.store.filters import Filters
from communique.store.formats import cell
from communique.store.rows import Row
from communique.store.store import Store
from communique.store.tables import TABLES

ExportFormat = Literal["plover", "polecat", "icews", "gdelt", "phoenix", "csv", "parquet", "geojson", "graphml"]
EXPORT_FORMATS: tuple[str, ...] = get_args(ExportFormat)
PLAIN_TABLES = ("events", "reports", "attributions", "actors", "relations", "articles")
_ROWS: dict[str, tuple[str, Callable[[Row, Omissions], Iterator[dict[str, Any]]]]] = {
    "polecat": ("polecat", polecat_rows),
    "icews": ("icews", icews_rows),
    "phoenix": ("phoenix", phoenix_rows),
}


@dataclass(frozen=True)
class Exported:
    """The files written, how many events were asked for, and what the format could not hold, a sentence each."""

    files: tuple[Path, ...]
    events: int
    notes: tuple[str, ...]


def export_store(store: Store, folder: str | Path, format: str, filters: Filters | None = None) -> Exported:
    """Write the events asked for into a folder, with datapackage.json, CITATION.cff and CODEBOOK.md beside them.

    csv and parquet hold whole tables (events filtered; the others of the articles that report them); the other formats
    hold what they can, and `notes` says what they cannot.
    """
    if format not in EXPORT_FORMATS:
        raise UsageError(f"“{format}” is no export format; write one of {', '.join(EXPORT_FORMATS)}.")
    asked, place, omissions = filters or Filters(), Path(folder), Omissions()
    counted = _Counted(store, asked)
    try:
        place.mkdir(parents=True, exist_ok=True)
        files = _write(store, place, format, counted, omissions, asked)
        command = f"communique export {store.path} {place} --as {format} {asked.as_options()}".rstrip()
        notes = omissions.sentences()
        extra = write_package(place, format, files, store.runs().rows(), command, notes)
    except OSError as why:
        raise StoreError(f"The export to {place} could not be written: {why.strerror or why}.") from why
    return Exported((*(d.file for d in files), *extra), counted.events, notes)


class _Counted:
    """The events asked for, streamed, and counted on the way."""

    def __init__(self, store: Store, filters: Filters) -> None:
        self._store, self._filters = store, filters
        self.events = 0

    def __iter__(self) -> Iterator[Row]:
        self.events = 0
        for batch in self._store.stream_events(self._filters):
            self.events += batch.num_rows
            yield from batch.to_pylist()


def _write(
    store: Store, place: Path, format: str, events: _Counted, omissions: Omissions, asked: Filters
) -> list[Described]:
    layouts = load_layouts()
    if format in _ROWS:
        layout, rows = layouts[_ROWS[format][0]], _ROWS[format][1]
        return [_write_tabbed(place, layout, (r for e in events for r in rows(e, omissions)))]
    if format == "gdelt":
        return _write_gdelt(store, place, events, omissions)
    if format == "plover":
        layout = layouts["plover"]
        objects = (plover_object(e, omissions) for e in events)
        lines = (json.dumps(o, ensure_ascii=False) for o in objects if o is not None)
        return [Described(_write_lines(place / layout.file, lines), layout)]
    if format == "geojson":
        return [Described(_write_lines(place / "events.geojson", _geojson(events, omissions)), table=None)]
    if format == "graphml":
        return [Described(_write_lines(place / "dyads.graphml", graphml_lines(events, omissions)))]
    return _write_plain(store, place, format, events, asked)


def _write_tabbed(place: Path, layout: Layout, rows: Iterable[dict[str, Any]]) -> Described:
    file = place / layout.file
    with file.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(
            out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar=None, quotechar=None
        )
        if layout.header:
            write.writerow(layout.names)
        for row in rows:
            write.writerow([_tab_cell(row.get(n)) for n in layout.names])
    return Described(file, layout, delimiter="\t")


def _tab_cell(value: Any) -> str:
    """A value in a cell of a tab-separated file: no tab, no line break, nothing for None."""
    return "" if value is None else " ".join(str(value).split()) if isinstance(value, str) else str(value)


def _write_gdelt(store: Store, place: Path, events: _Counted, omissions: Omissions) -> list[Described]:
    layouts = load_layouts()
    table = _write_tabbed(place, layouts["gdelt_events"], (r for e in events for r in gdelt_rows(e, omissions)))
    held = (e for e in events if any(True for _ in gdelt_rows(e, Omissions())))
    mentions = (r for e, reports in _with_reports(store, held) for r in mention_rows(e, reports))
    return [table, _write_tabbed(place, layouts["gdelt_mentions"], mentions)]


def _with_reports(store: Store, events: Iterable[Row], at_once: int = 500) -> Iterator[tuple[Row, list[Row]]]:
    """Each event with its reports, fetched some hundreds at a time."""
    snap = store.snapshot()
    names = "report_id, published_day, outlet, url, source, trigger_start, evidence, evidence_start"
    group: list[Row] = []

    def fetched() -> Iterator[tuple[Row, list[Row]]]:
        wanted = [r for e in group for r in e["reports"]]
        found = snap.ask(f"SELECT {names} FROM reports WHERE list_contains(?, report_id)", [wanted], views=("reports",))
        by_id = {r["report_id"]: r for r in found.to_pylist()}
        for event in group:
            yield event, [by_id[r] for r in event["reports"] if r in by_id]

    for event in events:
        group.append(event)
        if len(group) == at_once:
            yield from fetched()
            group = []
    if group:
        yield from fetched()


def _geojson(events: Iterable[Row], omissions: Omissions) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": ['
    first = True
    for event in events:
        feature = geojson_feature(event, omissions)
        if feature is not None:
            yield ("" if first else ",") + json.dumps(feature, ensure_ascii=False)
            first = False
    yield "]}"


def _write_lines(file: Path, lines: Iterable[str]) -> Path:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in lines)
    return file


def _write_plain(store: Store, place: Path, format: str, events: _Counted, asked: Filters) -> list[Described]:
    """The store's tables as CSV or Parquet: the events asked for, and what belongs to the articles that report them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from communique.store.tables import arrow_schema

    snap = store.snapshot()
    articles: set[str] = set()

    def streamed(name: str) -> Iterator[Any]:
        if name == "events":
            for batch in store.stream_events(asked):
                events.events += batch.num_rows
                articles.update(key for keys in batch["articles"].to_pylist() for key in keys)
                yield batch
            return
        snap.put("asked_articles", {"article_key": sorted(articles)})
        sql = f"SELECT * FROM {name} WHERE article_key IN (SELECT article_key FROM asked_articles) ORDER BY ALL"
        yield from snap.stream(sql, views=(name,))

    files = []
    for name in PLAIN_TABLES:
        file = place / f"{name}.{format}"
        if format == "parquet":
            with pq.ParquetWriter(file, arrow_schema(name), compression="zstd") as out:
                for batch in streamed(name):
                    out.write_table(pa.Table.from_batches([batch]).cast(arrow_schema(name)))
        else:
            with file.open("w", encoding="utf-8", newline="") as text:
                write = csv.writer(text, lineterminator="\n")
                write.writerow(TABLES[name].names)
                for batch in streamed(name):
                    write.writerows([cell(v) for v in row.values()] for row in batch.to_pylist())
        files.append(Described(file, table=name, delimiter="," if format == "csv" else None))
    return files
