"""Rows written for eyes and for other programs: table, ndjson, json, csv, tsv, parquet, md, geojson.

Nothing is cut silently.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import IO, Any, Literal, get_args

from communique.errors import UsageError
from communique.store.result import SHOWN_COLUMNS, Result, shown_value

Format = Literal["table", "ndjson", "json", "csv", "tsv", "parquet", "md", "geojson"]
FORMATS: tuple[str, ...] = get_args(Format)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_rows(result: Result, format: str, out: IO[str], *, width: int = 100) -> None:
    """Write a result in a format to a text stream; Parquet goes to the stream's `buffer`.

    `table` and `md` show the columns that a person asks for first; the others hold every column.
    """
    if format not in FORMATS:
        raise UsageError(f"“{format}” is no format; write one of {', '.join(FORMATS)}.")
    if format == "parquet":
        _write_parquet(result, out)
    elif format == "table":
        _write_table(result, out, width)
    elif format in ("csv", "tsv"):
        _write_separated(result, out, "," if format == "csv" else "\t")
    elif format == "md":
        _write_markdown(result, out)
    elif format == "geojson":
        out.write(json.dumps(geojson_of(result), ensure_ascii=False) + "\n")
    elif format == "json":
        out.write(json.dumps([plain(r) for r in result.rows()], ensure_ascii=False, indent=1) + "\n")
    else:
        for batch in result.table.to_batches(2_000):
            for row in batch.to_pylist():
                out.write(json.dumps(plain(row), ensure_ascii=False) + "\n")


def plain(value: Any) -> Any:
    """A value as JSON holds it: dates as ISO text."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value


def cell(value: Any) -> str:
    """A value in one cell of a CSV file: lists as JSON, and never a formula to a spreadsheet.

    >>> cell("=HYPERLINK(1)"), cell(-3.5), cell(None)
    ("'=HYPERLINK(1)", '-3.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, (list, Mapping)):
        return json.dumps(plain(value), ensure_ascii=False)
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    return str(plain(value))


def geojson_of(result: Result) -> dict[str, Any]:
    """The rows that have a place as GeoJSON points (longitude first), with how many have none."""
    points = [
        {
            "type": "Feature",
            "id": row.get("event_id"),
            "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
            "properties": {k: plain(v) for k, v in row.items() if k not in ("lat", "lon")},
        }
        for row in result.rows()
        if row.get("lat") is not None and row.get("lon") is not None
    ]
    return {"type": "FeatureCollection", "features": points, "without_place": len(result) - len(points)}


def _write_separated(result: Result, out: IO[str], mark: str) -> None:
    write = csv.writer(out, delimiter=mark, lineterminator="\n")
    write.writerow(result.table.column_names)
    for batch in result.table.to_batches(2_000):
        write.writerows([cell(v) for v in row.values()] for row in batch.to_pylist())


def _write_markdown(result: Result, out: IO[str]) -> None:
    names, rows = _shown(result)
    out.write("| " + " | ".join(names) + " |\n| " + " | ".join("---" for _ in names) + " |\n")
    for row in rows:
        out.write("| " + " | ".join(_one_line(v).replace("\\", "\\\\").replace("|", "\\|") for v in row) + " |\n")


def _write_table(result: Result, out: IO[str], width: int) -> None:
    """A table for the terminal: long cells wrap, none is cut; control characters are dropped."""
    from rich.console import Console
    from rich.table import Table

    names, rows = _shown(result)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name.upper().replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(_safe(_one_line(v)) for v in row))
    held = io.StringIO()
    Console(file=held, width=width, color_system=None, highlight=False).print(table)
    out.write("\n".join(line.rstrip() for line in held.getvalue().splitlines()) + "\n")


def _safe(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _shown(result: Result) -> tuple[list[str], Iterable[list[Any]]]:
    names = [n for n in SHOWN_COLUMNS.get(result.kind, ()) if n in result.table.column_names]
    names = names or list(result.table.column_names)
    return names, ([row[n] for n in names] for row in result.table.select(names).to_pylist())


def _one_line(value: Any) -> str:
    return _CONTROL.sub("", " ".join(shown_value(value).split()))


def _write_parquet(result: Result, out: IO[str]) -> None:
    import pyarrow.parquet as pq

    binary: Any = getattr(out, "buffer", out)
    held = io.BytesIO()
    pq.write_table(result.table, held, compression="zstd")
    binary.write(held.getvalue())
