"""A corpus read into a store, or out as lines: workers, resume, progress, and one summary at the end.

    summary = code_into_store(read_pages(["pages/"]), Path("desk"), Recipe(packaged), workers=2)

What is acknowledged stays. A run that was stopped, in whatever way, is taken up by the same call: pages that the store
holds are passed over without being coded again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from communique.corpus.pool import Done, open_workers
from communique.corpus.work import Chunk, Item, Recipe, chunks, joined
from communique.errors import UsageError
from communique.store.identity import run_id
from communique.store.rows import Failure
from communique.store.writer import Writer

Engine = Literal["pool", "ray"]
CHUNK_PAGES = 32
BATCH_CHUNKS = 4  # a batch is committed together: what a stopped run can lose
COMPACT_BATCHES = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: pages seen so far, of which known, coded, failed; and seconds."""

    seen: int = 0
    known: int = 0
    coded: int = 0
    failed: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Pages coded a second."""
        return self.coded / self.seconds if self.seconds else 0.0


Report = Callable[[Progress], None]
ReportFailure = Callable[[Failure], None]


def code_into_store(
    pages: Iterable[Item],
    path: Path,
    recipe: Recipe,
    *,
    workers: int = 1,
    engine: Engine = "pool",
    report: Report | None = None,
    on_failure: ReportFailure | None = None,
    merge: bool = True,
) -> Progress:
    """Code pages into the store at `path`, made if there is none; then merge reports of one act across articles.

    `report` is told after each batch, `on_failure` of each page that could not be read. The store's content does
    not depend on engine, number of workers, or how often the run was stopped.
    """
    writer = Writer(path)
    ledger = _Ledger(report, on_failure)
    if engine == "ray":
        from communique.corpus.ray_engine import RayWorkers

        workers_of = RayWorkers(recipe, workers)
    elif engine == "pool":
        workers_of = open_workers(recipe, workers, "rows")
    else:
        raise UsageError(f"“{engine}” is no engine; write pool or ray.")
    batches = 0
    with workers_of as team:
        run = team.run()
        name = run_id(run)
        source = chunks(pages, CHUNK_PAGES, date=recipe.date, known=lambda page: writer.knows(page, name))
        for group in _groups(team.code(source), BATCH_CHUNKS):
            batch = joined([d.batch for d in group])
            done = writer.commit(batch, run)
            ledger.add(known=done.known, coded=done.added, failures=batch.failures)
            batches += 1
            if batches % COMPACT_BATCHES == 0:
                writer.compact()
    if merge:
        from communique.corpus.merging import merge_store

        merge_store(path)
    if batches:
        writer.compact()
    return ledger.progress


def code_as_lines(
    pages: Iterable[Item],
    recipe: Recipe,
    *,
    workers: int = 1,
    report: Report | None = None,
    on_failure: ReportFailure | None = None,
) -> Iterator[str]:
    """Code pages and give each one's machine-readable record as a line of JSON, in the order of the input."""
    ledger = _Ledger(report, on_failure)
    with open_workers(recipe, workers, "lines") as team:
        for done in team.code(_small_chunks(pages, workers)):
            good = [x for x in done.lines if not isinstance(x, Failure)]
            yield from good
            ledger.add(known=0, coded=len(good), failures=done.batch.failures)


def _small_chunks(pages: Iterable[Item], workers: int) -> Iterator[Chunk]:
    """One page at a time in this process, so that each line comes at once; a few at a time to a pool."""
    return chunks(pages, 1 if workers <= 1 else 8, date=None, known=lambda _: False)


def _groups(done: Iterable[Done], size: int) -> Iterator[list[Done]]:
    group: list[Done] = []
    for each in done:
        group.append(each)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


class _Ledger:
    """Counts what was done and tells whoever asked."""

    def __init__(self, report: Report | None, on_failure: ReportFailure | None) -> None:
        self._report = report
        self._on_failure = on_failure
        self._began = time.monotonic()
        self.progress = Progress()

    def add(self, *, known: int, coded: int, failures: Iterable[Failure]) -> None:
        before = self.progress
        failed = 0
        for failure in failures:
            failed += 1
            if self._on_failure is not None:
                self._on_failure(failure)
        self.progress = Progress(
            before.seen + known + coded + failed,
            before.known + known,
            before.coded + coded,
            before.failed + failed,
            time.monotonic() - self._began,
        )
        if self._report is not None:
            self._report(self.progress)
