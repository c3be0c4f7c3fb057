"""What a worker does: pages in, rows out. The same function runs in this process, in a pool and on Ray.

A `Recipe` says how a worker makes its coder; it crosses the border between processes, the coder never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from communique.corpus.duplicates import sketch_of
from communique.errors import InputError
from communique.records import Coding, Page, Run
from communique.store.identity import page_hash
from communique.store.rows import Batch, Failure, Reading, batch_of

Item = Page | InputError


class CodesPages(Protocol):
    """What a corpus needs of a coder (see `communique.pipeline.Coder`)."""

    run: Run

    def code_pages(self, pages: Iterable[Any], *, date: str | None = None) -> Iterator[Coding | InputError]:
        """Codings or errors, one for each page, in order."""
        ...


@dataclass(frozen=True)
class Recipe:
    """How to make the coder: a function that can be imported, its options, and the date option of the call."""

    load: Callable[..., CodesPages]
    options: Mapping[str, Any] = field(default_factory=dict)
    date: str | None = None

    def coder(self) -> CodesPages:
        """A coder, loaded."""
        return self.load(**self.options)


def packaged(**options: Any) -> CodesPages:
    """The coder as packaged, with `Coder.load`'s options."""
    from communique.pipeline import Coder

    return Coder.load(**options)


@dataclass(frozen=True)
class Chunk:
    """Pages that go to a worker together; `hashes` are their page hashes, None for what could not be opened."""

    number: int
    items: tuple[Page | Failure, ...]
    hashes: tuple[str | None, ...]
    known: int = 0


def failure_of(error: InputError, page_sha256: str | None = None) -> Failure:
    """An error as the store keeps it."""
    return Failure(error.source, type(error).__name__, str(error), page_sha256)


def chunks(items: Iterable[Item], size: int, *, date: str | None, known: Callable[[str], bool]) -> Iterator[Chunk]:
    """Inputs in chunks of so many, in order; pages that are known already are counted and left out."""
    kept: list[Page | Failure] = []
    hashes: list[str | None] = []
    seen = passed = number = 0
    for item in items:
        seen += 1
        if isinstance(item, InputError):
            kept.append(failure_of(item))
            hashes.append(None)
        else:
            name = page_hash(item, date)
            if known(name):
                passed += 1
            else:
                kept.append(item)
                hashes.append(name)
        if seen == size:
            yield Chunk(number, tuple(kept), tuple(hashes), passed)
            kept, hashes = [], []
            seen, passed, number = 0, 0, number + 1
    if seen:
        yield Chunk(number, tuple(kept), tuple(hashes), passed)


def rows_of_chunk(coder: CodesPages, chunk: Chunk, date: str | None) -> Batch:
    """A chunk coded, as the store's rows."""
    outcomes = code_chunk(coder, chunk, date)
    readings = [
        Reading(item, name, found, sketch_of(found.article))
        for item, name, found in zip(chunk.items, chunk.hashes, outcomes, strict=True)
        if isinstance(item, Page) and name is not None and isinstance(found, Coding)
    ]
    return batch_of(readings, [o for o in outcomes if isinstance(o, Failure)], chunk.known)


def code_chunk(coder: CodesPages, chunk: Chunk, date: str | None) -> list[Coding | Failure]:
    """A chunk coded: codings and failures in the order of its items."""
    outcomes: list[Coding | Failure] = []
    pages = [i for i in chunk.items if isinstance(i, Page)]
    coded = iter(coder.code_pages(pages, date=date))
    for item, name in zip(chunk.items, chunk.hashes, strict=True):
        found = item if isinstance(item, Failure) else next(coded)
        if isinstance(found, InputError):
            found = failure_of(found, name)
        outcomes.append(found)
    return outcomes


def joined(batches: Sequence[Batch]) -> Batch:
    """Several batches as one."""
    import pyarrow as pa

    full = [b for b in batches if b.size]
    rows = {name: pa.concat_tables([b.rows[name] for b in full]) for name in full[0].rows} if full else {}
    return Batch(rows, tuple(f for b in batches for f in b.failures), sum(b.known for b in batches))
