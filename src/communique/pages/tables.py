"""Readers of files with one page a row: JSON Lines, CSV, TSV, Parquet.

The columns `text` or `html` hold the page; `id url outlet headline byline published` are what the row says of it; other
columns are kept in `Page.given` under their own names. A row that cannot be read is an error with its file and line.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from communique.errors import InputError, UnreadableInput
from communique.pages.decoding import clean_text
from communique.pages.sources import register_reader, seekable
from communique.records import Page

BODY = ("text", "html")
MAX_FIELD = 2**31 - 1
PARQUET_ROWS = 256  # rows held in memory at a time


@register_reader(".jsonl", ".ndjson", ".jsonlines")
def read_json_lines(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
    """One page a line; blank lines are passed over."""
    for number, raw in enumerate(file, 1):
        raw = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not raw.strip():
            continue
        where = f"{source}:{number}"
        try:
            row = json.loads(_decoded(raw))
        except (ValueError, RecursionError) as error:
            yield UnreadableInput(f"{where}: not a line of JSON: {_reason(error)}", source=where)
            continue
        if not isinstance(row, dict):
            yield UnreadableInput(f"{where}: a line must be a JSON object with text or html", source=where)
            continue
        yield page_from_row(row, where=where, digest=hashlib.sha256(raw.rstrip(b"\r\n")).hexdigest())


@register_reader(".csv", ".tsv")
def read_csv_file(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
    """One page a row, under a header that names the columns; comma, semicolon or tab between them."""
    csv.field_size_limit(MAX_FIELD)
    raw_lines = _Lines(file)
    header_line = next(raw_lines, None)
    if header_line is None or not header_line.strip():
        yield UnreadableInput(f"{source} is empty", source=source)
        return
    mark = max(",;\t", key=header_line.count)
    try:
        header = [h.strip().lower() for h in next(csv.reader([header_line], delimiter=mark), [])]
    except csv.Error as error:
        yield UnreadableInput(f"{source}:1: not a row of CSV: {error}", source=f"{source}:1")
        return
    if not set(header) & set(BODY):
        yield UnreadableInput(
            f"{source}:1: no column is called text or html; the columns are {', '.join(header)[:200]}",
            source=f"{source}:1",
        )
        return
    rows = csv.reader(raw_lines, delimiter=mark)
    while True:
        where = f"{source}:{raw_lines.number + 1}"
        raw_lines.digest = hashlib.sha256()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield UnreadableInput(f"{where}: not a row of CSV: {error}", source=where)
            continue
        if not any(x.strip() for x in row):
            continue
        if len(row) != len(header):
            yield UnreadableInput(f"{where}: {len(row)} columns where the header names {len(header)}", source=where)
            continue
        yield page_from_row(dict(zip(header, row, strict=True)), where=where, digest=raw_lines.digest.hexdigest())


@register_reader(".parquet")
def read_parquet_file(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
    """One page a row, a few hundred rows in memory at a time. The hash is that of the row's body in UTF-8."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(seekable(file))
        names = [n for n in table.schema_arrow.names if n]
        if not {n.lower() for n in names} & set(BODY):
            yield UnreadableInput(
                f"{source}: no column is called text or html; the columns are {', '.join(names)[:200]}",
                source=source,
            )
            return
        number = 0
        for batch in table.iter_batches(batch_size=PARQUET_ROWS):
            for row in batch.to_pylist():
                number += 1
                row = {str(k).lower(): v for k, v in row.items()}
                body = str(row.get("text") or row.get("html") or "").encode("utf-8", "replace")
                yield page_from_row(row, where=f"{source}:{number}", digest=hashlib.sha256(body).hexdigest())
    except pa.ArrowException as error:
        yield UnreadableInput(f"{source} is not a readable Parquet file: {_reason(error)}", source=source)


def _no_body(where: str, columns: Iterable[str]) -> InputError:
    named = ", ".join(columns)[:200]
    return UnreadableInput(f"{where}: no column is called text or html; the columns are {named}", source=where)


def page_from_row(row: Mapping[str, Any], *, where: str, digest: str | None) -> Page | InputError:
    """The page in a row, or the error that stands in its place: neither text nor html, or both empty."""
    given = {str(k).lower(): v for k, v in row.items()}
    body: dict[str, str] = {}
    for name in BODY:
        value = given.pop(name, None)
        if value is not None and not isinstance(value, str):
            return UnreadableInput(f"{where}: {name} is not a string", source=where)
        if value is not None:
            body[name] = value
    if not body:
        return UnreadableInput(f"{where}: the row has neither text nor html", source=where)
    media = next((n for n in BODY if body.get(n, "").strip()), None)
    if media is None:
        return UnreadableInput(f"{where}: {' and '.join(body)} is empty", source=where)
    return Page(
        source=where,
        body=clean_text(body[media]),
        media="html" if media == "html" else "text",
        given={k: _plain(v) for k, v in given.items() if v is not None and v != ""},
        bytes_sha256=digest,
    )


class _Lines:
    """The lines of a CSV file as text, counted, and hashed since `digest` was last reset."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.number = 0
        self.digest = hashlib.sha256()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._file.readline()
        if not raw:
            raise StopIteration
        self.number += 1
        self.digest.update(raw)
        return _decoded(raw.removeprefix(b"\xef\xbb\xbf") if self.number == 1 else raw).replace("\x00", " ")


def _decoded(raw: bytes) -> str:
    """A line of a table: UTF-8, or where it is not, Western single-byte text as spreadsheets write it."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list, bool)) else str(value)


def _reason(error: BaseException) -> str:
    return str(error).split("\n")[0][:200]
