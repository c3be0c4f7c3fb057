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
from typing import TYPE_CHECKING, Literal

from communique.corpus.pool import Alone, Done, Pool, open_workers
from communique.corpus.work import Item, Recipe, chunks, joined
from communique.errors import UsageError
from communique.records import Coding
from communique.store.identity import run_id
from communique.store.rows import Failure
from communique.store.writer import Writer

if TYPE_CHECKING:
    from communique.corpus.ray_engine import RayWorkers

Engine = Literal["pool", "ray"]
CHUNK_PAGES = 32
BATCH_CHUNKS = 4  # a batch is committed together: what a stopped run can lose
SMALL_CHUNK = 8
COMPACT_BATCHES = 40  # the open tables list their small files in memory: joined and reopened, it stays flat


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: pages seen so far, of which known, coded, failed; the events told in them; and seconds."""

    seen: int = 0
    known: int = 0
    coded: int = 0
    failed: int = 0
    seconds: float = 0.0
    events: int = 0

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
    batches = 0
    with _team(recipe, workers, engine) as team:
        run = team.run()
        name = run_id(run)
        source = chunks(pages, CHUNK_PAGES, date=recipe.date, known=lambda page: writer.knows(page, name))
        for group in _groups(team.code(source), BATCH_CHUNKS):
            batch = joined([d.batch for d in group])
            done = writer.commit(batch, run)
            told = batch.rows["reports"].num_rows if batch.size else 0
            ledger.add(known=done.known, coded=done.added, failures=batch.failures, events=told)
            batches += 1
            if batches % COMPACT_BATCHES == 0:
                writer.compact()
    if merge:
        from communique.corpus.merging import merge_store

        merge_store(path)
    if batches:
        writer.compact()
    return ledger.progress


def _team(recipe: Recipe, workers: int, engine: str) -> Pool | Alone | RayWorkers:
    if engine == "pool":
        return open_workers(recipe, workers, "rows")
    if engine == "ray":
        from communique.corpus.ray_engine import RayWorkers

        return RayWorkers(recipe, workers)
    raise UsageError(f"“{engine}” is no engine; write pool or ray.")


def code_in_order(
    pages: Iterable[Item], recipe: Recipe, *, workers: int = 1, report: Report | None = None
) -> Iterator[Coding | Failure]:
    """Code pages and give each one's record, or why there is none, in the order of the input."""
    ledger = _Ledger(report, None)
    size = 1 if workers <= 1 else SMALL_CHUNK  # alone, each record comes at once
    with open_workers(recipe, workers, "codings") as team:
        for done in team.code(chunks(pages, size, date=recipe.date, known=lambda _: False)):
            yield from done.outcomes
            good = sum(not isinstance(x, Failure) for x in done.outcomes)
            ledger.add(known=0, coded=good, failures=done.batch.failures)


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

    def add(self, *, known: int, coded: int, failures: Iterable[Failure], events: int = 0) -> None:
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
            before.events + events,
        )
        if self._report is not None:
            self._report(self.progress)
