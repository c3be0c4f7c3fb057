"""A run made to be killed: small batches, frequent compaction, changed pages. `killed_run.py STORE PAGES`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import synthetic

from communique.corpus import run
from communique.corpus.work import Recipe
from communique.records import Page


def changing_pages(count: int) -> Iterator[Page]:
    """Pages, some of which come again with other words later on."""
    for number in range(count):
        yield synthetic.page_of(number)
        if number % 9 == 8:
            yield synthetic.page_of(number - 5, edition=2)


def main(path: str, count: str) -> None:
    run.CHUNK_PAGES, run.BATCH_CHUNKS, run.COMPACT_BATCHES = 4, 2, 6
    run.code_into_store(changing_pages(int(count)), Path(path), Recipe(synthetic.SyntheticCoder.load))


if __name__ == "__main__":
    main(*sys.argv[1:])
