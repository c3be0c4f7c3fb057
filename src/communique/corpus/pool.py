"""Many pages on one machine: a pool of processes, each with its own coder, and results in the order of the input.

A worker that dies (out of memory, a crash in a library, a kill) takes down the pool, not the run: a new pool is made,
what was in hand is coded again, one chunk at a time; a page that kills its worker when it is alone becomes a failure.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from typing import Literal

from communique.corpus.work import Chunk, CodesPages, Recipe, code_chunk, joined, rows_of_chunk
from communique.errors import CommuniqueError
from communique.records import Coding, Run
from communique.store.rows import Batch, Failure

Wanted = Literal["rows", "codings"]
CHUNKS_IN_HAND = 3  # for each worker: enough to keep it busy, few enough to keep memory flat
CHUNKS_A_WORKER = 400  # then it is replaced: a language model's vocabulary grows with what it reads
GARBAGE = 10_000  # new objects between two walks of the collector: a page makes thousands, and few of them in circles
_coder: CodesPages | None = None  # a worker's own; set once, when it starts
_fault: Failure | None = None  # or what kept it from that


@dataclass(frozen=True)
class Done:
    """A chunk's result: rows for the store, or codings and failures in their order, as wanted."""

    number: int
    batch: Batch
    outcomes: tuple[Coding | Failure, ...] = ()


class Pool:
    """Workers that code chunks. `run` is the coder's, asked of a worker, so that this process need not load one."""

    def __init__(self, recipe: Recipe, workers: int, wanted: Wanted) -> None:
        self._recipe = recipe
        self._workers = workers
        self._wanted = wanted
        self._executor = self._fresh()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def run(self) -> Run:
        """What the workers' coder is; raises what kept them from loading it."""
        found = self._executor.submit(_run).result()
        if isinstance(found, Failure):
            raise CommuniqueError(found.message)
        return found

    def code(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Each chunk's result, in order. Chunks are taken only as they are needed."""
        self.run()  # a coder that cannot be loaded is the call's fault, not the pages'
        waiting: deque[tuple[Chunk, Future[Done]]] = deque()
        source = iter(chunks)
        while True:
            while len(waiting) < self._workers * CHUNKS_IN_HAND and (chunk := next(source, None)) is not None:
                waiting.append((chunk, self._submit(chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                held = [chunk, *(c for c, _ in waiting)]
                waiting.clear()
                for each in held:
                    yield self._alone(each)

    def _submit(self, chunk: Chunk) -> Future[Done]:
        try:
            return self._executor.submit(_code, chunk, self._recipe.date, self._wanted)
        except BrokenProcessPool as why:
            broken: Future[Done] = Future()
            broken.set_exception(why)
            return broken

    def _alone(self, chunk: Chunk) -> Done:
        """A chunk with nothing beside it; if it breaks its worker twice, page by page."""
        for _ in range(2):
            try:
                return self._submit(chunk).result()
            except BrokenProcessPool:
                self._stop()
                self._executor = self._fresh()
        if len(chunk.items) == 1:
            return self._failed(chunk)
        parts = [
            self._alone(Chunk(chunk.number, (item,), (name,)))
            for item, name in zip(chunk.items, chunk.hashes, strict=True)
        ]
        batch = joined([p.batch for p in parts])
        return Done(chunk.number, replace(batch, known=chunk.known), tuple(x for p in parts for x in p.outcomes))

    def _failed(self, chunk: Chunk) -> Done:
        item = chunk.items[0]
        source = item.source
        says = f"{source} ends the process that codes it (out of memory, or a fault in a library); it was left out."
        failure = Failure(source, "WorkerDied", says, chunk.hashes[0])
        return Done(chunk.number, Batch({}, (failure,), chunk.known), (failure,))

    def _fresh(self) -> ProcessPoolExecutor:
        import multiprocessing

        return ProcessPoolExecutor(
            self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(self._recipe,),
            max_tasks_per_child=CHUNKS_A_WORKER,
        )

    def _stop(self) -> None:
        running = list((getattr(self._executor, "_processes", None) or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in running:
            with contextlib.suppress(Exception):
                process.terminate()


class Alone:
    """One worker, in this process: for few pages, and where processes are unwanted. Used as `Pool` is."""

    def __init__(self, recipe: Recipe, wanted: Wanted) -> None:
        self._recipe = recipe
        self._wanted = wanted
        self._coder = recipe.coder()

    def __enter__(self) -> Alone:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def run(self) -> Run:
        """What the coder is."""
        return self._coder.run

    def code(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Each chunk's result, in order."""
        for chunk in chunks:
            yield _done(self._coder, chunk, self._recipe.date, self._wanted)


def open_workers(recipe: Recipe, workers: int, wanted: Wanted) -> Pool | Alone:
    """So many workers; one works in this process."""
    return Alone(recipe, wanted) if workers <= 1 else Pool(recipe, workers, wanted)


def _begin(recipe: Recipe) -> None:
    """A worker starts: it ends with its parent, leaves Ctrl-C to it, uses one core, and loads its coder."""
    import gc
    import signal
    import threading

    global _coder, _fault
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TOKENIZERS_PARALLELISM"):
        os.environ.setdefault(name, "1" if name.endswith("THREADS") else "false")
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _coder = recipe.coder()
    except CommuniqueError as why:  # errors with more than a message do not cross between processes
        _fault = Failure("", type(why).__name__, str(why))
    except Exception as why:
        _fault = Failure("", type(why).__name__, f"A worker could not load its coder: {type(why).__name__}: {why}")
    gc.collect()
    gc.freeze()  # what is loaded stays; the collector need not walk it again
    gc.set_threshold(GARBAGE, 10, 10)


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _run() -> Run | Failure:
    return _fault if _fault is not None else _own().run


def _code(chunk: Chunk, date: str | None, wanted: Wanted) -> Done:
    return _done(_own(), chunk, date, wanted)


def _own() -> CodesPages:
    assert _coder is not None
    return _coder


def _done(coder: CodesPages, chunk: Chunk, date: str | None, wanted: Wanted) -> Done:
    if wanted == "rows":
        return Done(chunk.number, rows_of_chunk(coder, chunk, date))
    outcomes = code_chunk(coder, chunk, date)
    failures = tuple(o for o in outcomes if isinstance(o, Failure))
    return Done(chunk.number, Batch({}, failures, chunk.known), tuple(outcomes))
