"""How far a run is, on standard error: a bar with rate, time left and errors, or a line now and then off a terminal."""

from __future__ import annotations

import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from communique.corpus.run import Progress
from communique.errors import InputError

LINE_SECONDS = 30.0
_ONE_PAGE = (".html", ".htm", ".txt", ".md", ".markdown")


def count_pages(inputs: Iterable[str | InputError]) -> int | None:
    """How many pages the inputs hold, without reading them as articles; None where only reading would tell.

    Files of one page, JSONL and CSV (its lines, so at most), Parquet and ZIP are counted; web archives and feeds
    are not.
    """
    total = 0
    for path in inputs:
        found = 1 if isinstance(path, InputError) else _pages_in(path)
        if found is None:
            return None
        total += found
    return total


def _pages_in(path: str) -> int | None:
    low = path.lower()
    try:
        if low.endswith(_ONE_PAGE):
            return 1
        if low.endswith((".jsonl", ".ndjson")):
            return _lines(path)
        if low.endswith((".csv", ".tsv")):
            return max(0, _lines(path) - 1)
        if low.endswith(".parquet"):
            import pyarrow.parquet as pq

            return int(pq.ParquetFile(path).metadata.num_rows)
        if low.endswith(".zip"):
            with zipfile.ZipFile(path) as archive:
                names = [n.lower() for n in archive.namelist() if not n.endswith("/")]
            return len(names) if all(n.endswith(_ONE_PAGE) for n in names) else None
    except Exception:  # it will be said when the file is read
        return 1
    return None


def _lines(path: str) -> int:
    count, last = 0, b"\n"
    with Path(path).open("rb") as file:
        while block := file.read(1 << 20):
            count += block.count(b"\n")
            last = block[-1:]
    return count + (last != b"\n")


@contextmanager
def shown_progress(
    total: int | None, out: TextIO | None = None, *, quiet: bool = False
) -> Iterator[Callable[[Progress], None]]:
    """A function to tell the progress to, as `code_into_store`'s `report`."""
    out = out or sys.stderr
    if quiet:
        yield lambda _: None
    elif out.isatty():
        yield from _bar(total, out)
    else:
        yield _lines_now_and_then(total, out)


def _bar(total: int | None, out: TextIO) -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.completed:,} of {task.fields[whole]} pages"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[rate]:.1f} pages/s"),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("[red]{task.fields[failed]} failed[/red]"),
    )
    with Bar(*columns, console=Console(file=out), transient=False) as bar:
        whole = "?" if total is None else f"{total:,}"
        task = bar.add_task("code", total=total, rate=0.0, failed=0, whole=whole)

        def tell(now: Progress) -> None:
            bar.update(task, completed=now.seen, rate=now.rate, failed=now.failed)

        yield tell


def _lines_now_and_then(total: int | None, out: TextIO) -> Callable[[Progress], None]:
    told = time.monotonic()

    def tell(now: Progress) -> None:
        nonlocal told
        if time.monotonic() - told < LINE_SECONDS:
            return
        told = time.monotonic()
        left = ""
        if total and now.seen:
            left = f", {(total - now.seen) * now.seconds / now.seen:.0f} s left"
        of = f" of {total}" if total is not None else ""
        out.write(f"{now.seen}{of} pages, {now.rate:.1f} a second{left}, {now.failed} failed\n")
        out.flush()

    return tell
