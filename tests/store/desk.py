"""A small store for the tests of this room, made from synthetic pages."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import synthetic

from communique.records import Coding, Page, Run
from communique.store import Writer
from communique.store.identity import page_hash
from communique.store.rows import Batch, Failure, Reading, batch_of
from communique.store.writer import Committed


def batch(pages: Iterable[Page], run: Run = synthetic.RUN, failures: tuple[Failure, ...] = ()) -> Batch:
    return batch_of([Reading(p, page_hash(p), synthetic.coding_of(p, run)) for p in pages], failures)


def commit(path: Path, pages: Iterable[Page], run: Run = synthetic.RUN) -> Committed:
    return Writer(path).commit(batch(pages, run), run)


def page(*lines: str, name: str = "one", published: str | None = "2031-03-05", outlet: str = "Post") -> Page:
    given = {"id": name, "outlet": outlet, "headline": lines[0], "url": f"https://post.example/{name}/story"}
    return Page(f"desk.jsonl:{name}", "\n".join(lines), "text", given | ({"published": published} if published else {}))


def other_run(number: int = 2) -> Run:
    return replace(synthetic.RUN, version=f"0.0.{number}")


def retyped(coding: Coding, kind: str) -> Coding:
    return replace(coding, events=tuple(replace(e, type=kind) for e in coding.events))
