"""Flat lists as CSV: `#` comment lines, a header, quoted or bare cells; each row knows its file and line.

for row in read_csv(path, columns=("code", "name")):
    row["code"]
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: `row["column"]` is the cell, stripped; an empty cell is "" (use `get` for None)."""

    cells: dict[str, str]
    file: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def get(self, column: str) -> str | None:
        """The cell, or None when it is empty or the table has no such column."""
        return self.cells.get(column) or None

    def many(self, column: str) -> tuple[str, ...]:
        """The cell's parts between semicolons: "a; b" is ("a", "b")."""
        return tuple(p.strip() for p in self.cells.get(column, "").split(";") if p.strip())

    def number(self, column: str) -> float | None:
        """The cell as a number, None when empty; raises LexiconError when it is none."""
        text = self.get(column)
        if text is None:
            return None
        try:
            return float(text)
        except ValueError:
            raise self.error(f'"{text}" in column {column} is no number') from None

    def error(self, message: str) -> LexiconError:
        """An error that points at this row."""
        return LexiconError(message, file=self.file, line=self.line)


def read_csv(path: Path, columns: Sequence[str] = ()) -> list[Row]:
    """The rows of a lexicon table; raises LexiconError with file and line when the table breaks its own form.

    `columns` must all be in the header; further ones are allowed. Blank lines and lines that begin with # are skipped;
    a row may leave out its last cells.
    """
    file = shown_path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}", file=file, line=1) from error
    reader = csv.reader(_content_lines(text))
    numbers = [n for n, line in enumerate(text.splitlines(), 1) if _is_content(line)]
    rows: list[Row] = []
    header: list[str] | None = None
    seen = 0
    for cells in reader:
        line = numbers[min(seen, len(numbers) - 1)]
        seen = reader.line_num
        if header is None:
            header = _header(cells, columns, file, line)
        elif len(cells) > len(header):
            raise LexiconError(f"{len(cells)} cells under {len(header)} columns; quote commas", file=file, line=line)
        else:
            filled = [c.strip() for c in cells] + [""] * (len(header) - len(cells))
            rows.append(Row(dict(zip(header, filled, strict=True)), file, line))
    if header is None:
        raise LexiconError("has no header line", file=file, line=1)
    return rows


def shown_path(path: Path) -> str:
    """A lexicon file's name as shown with events and errors: from the package's data folder on, else as given."""
    parts = path.parts
    for n in range(len(parts) - 2, -1, -1):
        if parts[n] == "data" and parts[n + 1] in ("lexicons", "ontology"):
            return "/".join(parts[n + 1 :])
    return str(path)


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _content_lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if _is_content(line))


def _header(cells: list[str], columns: Sequence[str], file: str, line: int) -> list[str]:
    header = [c.strip() for c in cells]
    for column in columns:
        if column not in header:
            raise LexiconError(f'lacks the column "{column}"', file=file, line=line)
    if len(set(header)) != len(header):
        raise LexiconError("names a column twice", file=file, line=line)
    return header
