"""`code`: many pages, as JSON lines or into a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TextIO

import click

from communique.cli.options import coding_options
from communique.errors import InputError, UnsupportedLanguage, UsageError
from communique.records import Coding

_SOME_FAILED, _NOTHING_CODED = 3, 4


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--jsonl", metavar="FILE|-", help="Write one record per article, one per line, in input order.")
@click.option("--into", "store", type=click.Path(path_type=Path), metavar="STORE", help="Keep the records in a store.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=None,
    metavar="N",
    help="Processes; default: one for --jsonl, all cores for --into.",
)
@click.option(
    "--engine", type=click.Choice(["pool", "ray"]), default="pool", show_default=True, help="Where the work is spread."
)
@click.option(
    "--errors", type=click.Path(path_type=Path), metavar="FILE", help="Write the inputs that failed, as JSON lines."
)
@click.option("--fail-empty", is_flag=True, help="Exit with 4 when no event was coded.")
@coding_options
def code(
    paths: tuple[str, ...], jsonl: str | None, store: Path | None, workers: int | None,
    engine: Literal["pool", "ray"], errors: Path | None, fail_empty: bool, **options: Any,
) -> int:  # fmt: skip
    """Codes PATHS: files or folders of HTML, text, JSONL, CSV, Parquet, WARC, RSS or ZIP, or - for standard input."""
    if (jsonl is None) == (store is None):
        raise UsageError("say where the records go: --jsonl FILE (or -), or --into STORE.")
    if store is not None:
        from communique.corpus import code_into

        done = code_into(store, paths, workers=workers, engine=engine, options=options, errors=errors)
        return _exit_code(done.failed, done.events, fail_empty)
    assert jsonl is not None
    failed = events = 0
    with _output(jsonl) as out, _output(str(errors) if errors else None) as bad:
        for outcome in _codings(paths, workers or 1, options):
            if isinstance(outcome, InputError):
                failed += 1
                click.echo(str(outcome), err=True)
                if isinstance(outcome, UnsupportedLanguage) and outcome.record is not None:
                    _write(out, outcome.record.to_json())  # the page is kept with its blocks, and nothing coded
                _write(bad, {"source": outcome.source, "reason": str(outcome), "kind": type(outcome).__name__})
            else:
                events += len(outcome.events)
                _write(out, outcome.to_json())
    return _exit_code(failed, events, fail_empty)


def _exit_code(failed: int, events: int, fail_empty: bool) -> int:
    if failed:
        inputs = "input" if failed == 1 else "inputs"
        click.echo(f"{failed} {inputs} failed; --errors FILE lists what and why.", err=True)
        return _SOME_FAILED
    return _NOTHING_CODED if fail_empty and not events else 0


def _codings(paths: Iterable[str], workers: int, options: dict[str, Any]) -> Iterator[Coding | InputError]:
    if workers > 1:
        from communique.corpus import code_in_pool

        return code_in_pool(paths, workers=workers, options=options)
    from communique.cli.reading import load_coder
    from communique.pages import read_pages

    coder = load_coder(options)
    found: Iterator[Coding | InputError] = coder.code_pages(read_pages(list(paths)), date=options["date"])
    return found


@contextmanager
def _output(name: str | None) -> Iterator[TextIO | None]:
    if name is None:
        yield None
    elif name == "-":
        yield sys.stdout
    else:
        try:
            file = Path(name).open("w", encoding="utf-8")  # noqa: SIM115 -- closed by the `with` below
        except OSError as problem:
            raise UsageError(f"{name} cannot be written: {problem.strerror}.") from problem
        with file:
            yield file


def _write(file: TextIO | None, record: dict[str, Any]) -> None:
    if file is not None:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
