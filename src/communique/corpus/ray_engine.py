"""Many machines: the same chunks, coded by Ray Data; the driver alone writes the store, in the order of the input.

Chunks are put into Ray's object store (which spills to disk), a thousand at a time, as the blocks of a data set;
 a pool of actors, each with its own coder, maps them. Ray starts a dead actor anew and gives it its chunk
again. What comes back is what the pool of processes gives back, so the store's content is the same, byte for byte.
"""

from __future__ import annotations

import itertools
import logging
import os
import pickle
from collections.abc import Iterable, Iterator
from typing import Any

from communique.corpus.pool import Done
from communique.corpus.work import Chunk, Recipe, rows_of_chunk
from communique.errors import UsageError
from communique.records import Run

WINDOW_CHUNKS = 1_000  # one data set: 32,000 pages; actors load their coder once for each


class RayWorkers:
    """Workers on a Ray cluster: the one named by `RAY_ADDRESS`, else one on this machine. Used as `Pool` is."""

    def __init__(self, recipe: Recipe, workers: int) -> None:
        try:
            import ray
        except ImportError:
            raise UsageError(
                "The engine ray is not installed; install it with `pip install communique[ray]`."
            ) from None
        self._ray: Any = ray
        self._recipe = recipe
        self._workers = workers
        self._started_here = False

    def __enter__(self) -> RayWorkers:
        if not self._ray.is_initialized():
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
            there = "RAY_ADDRESS" in os.environ
            size = {} if there else {"num_cpus": self._workers, "include_dashboard": False}
            self._ray.init(log_to_driver=False, logging_level=logging.ERROR, **size)
            self._started_here = True
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = self._ray.data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        return self

    def __exit__(self, *_: object) -> None:
        if self._started_here:
            self._ray.shutdown()

    def run(self) -> Run:
        """What the workers' coder is."""
        found: Run = self._ray.get(self._ray.remote(_run_of).remote(self._recipe))
        return found

    def code(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Each chunk's result, in order."""
        source = iter(chunks)
        while window := [self._put(chunk) for chunk in itertools.islice(source, WINDOW_CHUNKS)]:
            done = self._ray.data.from_arrow_refs(window).map_batches(
                _Worker,
                fn_constructor_args=(self._recipe,),
                batch_size=1,
                batch_format="pyarrow",
                compute=self._ray.data.ActorPoolStrategy(size=self._workers),
                num_cpus=1,
            )
            for row in done.iter_rows():
                result: Done = pickle.loads(row["done"])
                yield result

    def _put(self, chunk: Chunk) -> Any:
        import pyarrow as pa

        return self._ray.put(pa.table({"chunk": pa.array([pickle.dumps(chunk)], pa.large_binary())}))


class _Worker:
    """An actor: one coder, and chunk after chunk."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._coder = recipe.coder()

    def __call__(self, block: Any) -> Any:
        import pyarrow as pa

        results = []
        for raw in block["chunk"].to_pylist():
            chunk: Chunk = pickle.loads(raw)
            results.append(pickle.dumps(Done(chunk.number, rows_of_chunk(self._coder, chunk, self._recipe.date))))
        return pa.table({"done": pa.array(results, pa.large_binary())})


def _run_of(recipe: Recipe) -> Run:
    return recipe.coder().run
