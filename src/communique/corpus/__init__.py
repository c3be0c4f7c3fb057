"""Many pages: workers and engines, resume, near-duplicates, one act in many papers, two coders compared."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from communique import errors as _errors
from communique.errors import InputError, UnreadableInput, UsageError

if TYPE_CHECKING:
    from communique.corpus.run import Engine, Progress
    from communique.corpus.work import Recipe
    from communique.records import Coding
    from communique.store.rows import Failure

FAILURES_SAID = 5  # the first so many are told in full; --errors FILE lists all

__all__ = ["code_in_pool", "code_into", "recipe_of", "summary_of"]


def code_into(
    store: Path,
    paths: Iterable[str],
    *,
    workers: int | None = None,
    engine: Engine = "pool",
    options: Mapping[str, Any] | None = None,
    errors: Path | None = None,
    quiet: bool = False,
) -> Progress:
    """Code files and folders into a store, with progress on standard error; `errors` lists what failed as JSON lines.

    `options` are the command line's: date, model, actors, own_lexicon, no_second_opinion. Workers: all cores.
    """
    from communique.corpus.progress import count_pages, shown_progress
    from communique.corpus.run import code_into_store
    from communique.pages import find_inputs, read_pages

    given = list(paths)
    total = None if "-" in given else count_pages(find_inputs(given))
    team = workers or min(
        os.cpu_count() or 1, max(1, (total or 10_000) // 16)
    )  # a worker's start costs some pages' time
    said: list[str] = []

    def hear(failure: Failure) -> None:
        note(failure)
        if len(said) < FAILURES_SAID:
            said.append(failure.message)

    with _failures_into(errors) as note, shown_progress(total, quiet=quiet) as report:
        done = code_into_store(
            read_pages(given), store, recipe_of(options), workers=team, engine=engine, report=report, on_failure=hear
        )
    if not quiet:
        for line in (*said, summary_of(done)):
            sys.stderr.write(f"{line}\n")
    return done


def summary_of(done: Progress) -> str:
    """A run in a line: what is new, what was known, what failed.

    >>> from communique.corpus.run import Progress
    >>> summary_of(Progress(12, 3, 8, 1, 4.0, 20))
    '8 pages coded, 20 events told; 3 known already; 1 failed.'
    """
    parts = [f"{_many(done.coded, 'page')} coded, {_many(done.events, 'event')} told"]
    parts += [f"{done.known:,} known already"] if done.known else []
    parts += [f"{done.failed:,} failed"] if done.failed else []
    return "; ".join(parts) + "."


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def code_in_pool(
    paths: Iterable[str], *, workers: int, options: Mapping[str, Any] | None = None
) -> Iterator[Coding | InputError]:
    """The records of files and folders, coded by several processes, in the order of the input."""
    from communique.corpus.run import code_in_order
    from communique.pages import read_pages
    from communique.records import Coding

    for outcome in code_in_order(read_pages(paths), recipe_of(options), workers=workers):
        yield outcome if isinstance(outcome, Coding) else _error_of(outcome)


def recipe_of(options: Mapping[str, Any] | None) -> Recipe:
    """How workers make the coder that the command line's options ask for."""
    from communique.corpus.work import Recipe, packaged

    asked = dict(options or {})
    load = {
        "model": asked.get("model"),
        "actors": asked.get("actors"),
        "lexicon": asked.get("own_lexicon"),
        "second_opinion": not asked.get("no_second_opinion", False),
        "attitudes": asked.get("attitudes") or None,
    }
    return Recipe(packaged, {k: v for k, v in load.items() if v is not None}, asked.get("date"))


def _error_of(failure: Failure) -> InputError:
    kind = getattr(_errors, failure.kind, UnreadableInput)
    error: InputError = kind(failure.message, source=failure.source)
    return error


@contextlib.contextmanager
def _failures_into(file: Path | None) -> Iterator[Callable[[Failure], None]]:
    """What to do with a failure: a line of JSON in a file, or nothing."""
    if file is None:
        yield lambda _: None
        return
    try:
        out: TextIO = file.open("w", encoding="utf-8")
    except OSError as problem:
        raise UsageError(f"{file} cannot be written: {problem.strerror}.") from problem
    with out:

        def note(failure: Failure) -> None:
            row = {"source": failure.source, "reason": failure.message, "kind": failure.kind}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            out.flush()

        yield note
