"""`events`, `quotes`, `claims`, `dyad`, `actor`, `search`: a store asked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from communique.errors import UsageError
from communique.store.filters import REVIEWED

_F = TypeVar("_F", bound=Callable[..., Any])
_STORE = click.argument("store", type=click.Path(path_type=Path))
_FORMATS = ("table", "ndjson", "json", "csv", "tsv", "parquet", "md", "geojson")


def output_options(command: _F) -> _F:
    """Format, file and limit: a table on a terminal, ndjson in a pipe, unless the user says otherwise."""
    for option in (
        click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N rows; all by default."),
        click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file."),
        click.option(
            "-f", "--format", "form", type=click.Choice(_FORMATS), help="Default: table on a terminal, else ndjson."
        ),
    ):
        command = option(command)
    return command


def filter_options(command: _F) -> _F:
    """The filters of events, quotes and claims."""
    several: dict[str, Any] = {"multiple": True, "metavar": "NAME"}
    for option in (
        click.option("--added", metavar="T", help="Only what came into the store after this day or moment (UTC)."),
        click.option("--words", metavar="WORDS", help="Only what articles with all these words report."),
        click.option("--article", metavar="KEY", help="Only what this article reports."),
        click.option("--quad", type=click.IntRange(1, 4), multiple=True, help="1, 2 cooperation; 3, 4 conflict."),
        click.option("--reviewed", type=click.Choice(REVIEWED), help="What a person made of it; rejected: only then."),
        click.option("--disputed/--undisputed", default=None, help="Only what somebody denies, or nobody."),
        click.option("--outlet", **several, help="The paper that tells it."),
        click.option("--place", metavar="P", help="A country code or a place's name."),
        click.option("--until", metavar="D", help="To this day, month or year."),
        click.option("--since", metavar="D", help="From this day, month or year."),
        click.option("--source", metavar="NAME", help="Anyone in the chain of sources."),
        click.option("--factuality", multiple=True, metavar="F", help="actual, future, hypothetical, negated."),
        click.option("--type", multiple=True, metavar="T", help="A PLOVER type, as ACCUSE."),
        click.option("--whom", metavar="NAME", help="To whom it is done."),
        click.option("--who", metavar="NAME", help="Who does it."),
        click.option("--actor", metavar="NAME", help="A party on either side: a country code or a name."),
        click.option("--dyad", nargs=2, metavar="A B", help="Two parties, in either direction."),
    ):
        command = option(command)
    return command


def filters_of(options: dict[str, Any]) -> Any:
    """The store's filters from the command line's options."""
    from communique.store import Filters

    given = {k: v for k, v in options.items() if v not in (None, ())}
    if "type" in given:
        given["type"] = tuple(t.upper() for t in given["type"])
    return Filters(**given)


@click.command()
@_STORE
@filter_options
@output_options
def events(store: Path, form: str | None, output: Path | None, limit: int | None, **options: Any) -> None:
    """The events of STORE, newest first; each with its reports counted."""
    _print(_open(store).events(filters_of(options), limit=limit), form, output)


@click.command()
@_STORE
@filter_options
@output_options
def quotes(store: Path, form: str | None, output: Path | None, limit: int | None, **options: Any) -> None:
    """Who said what, through whom."""
    _print(_open(store).quotes(filters_of(options), limit=limit), form, output)


@click.command()
@_STORE
@filter_options
@output_options
def claims(store: Path, form: str | None, output: Path | None, limit: int | None, **options: Any) -> None:
    """Events that rest on somebody's word, or are denied."""
    _print(_open(store).claims(filters_of(options), limit=limit), form, output)


@click.command()
@_STORE
@click.argument("one")
@click.argument("other")
@click.option("--by", type=click.Choice(["day", "week", "month", "year"]), default="week", show_default=True)
@output_options
def dyad(
    store: Path,
    one: str,
    other: str,
    by: Literal["day", "week", "month", "year"],
    form: str | None,
    output: Path | None,
    limit: int | None,
) -> None:
    """ONE and OTHER, period by period: events, reports and intensity in each direction."""
    _print(_open(store).dyad(one, other, by=by), form, output, limit)


@click.command()
@_STORE
@click.argument("name", default="")
@output_options
def actor(store: Path, name: str, form: str | None, output: Path | None, limit: int | None) -> None:
    """One actor over time, with the words that say so; without NAME the actors that there are."""
    opened = _open(store)
    _print(opened.actor(name) if name else opened.actors(limit=limit), form, output, limit)


@click.command()
@_STORE
@click.argument("words")
@output_options
def search(store: Path, words: str, form: str | None, output: Path | None, limit: int | None) -> None:
    """Articles that hold all WORDS; a "quoted phrase" counts as one."""
    _print(_open(store).search(words, limit=limit), form, output)


def _open(store: Path) -> Any:
    from communique.store import open_store

    return open_store(store)


def _print(result: Any, form: str | None, output: Path | None, limit: int | None = None) -> None:
    """Writes a result where and as the user asks; says on standard error when a limit left rows out."""
    import shutil
    from dataclasses import replace

    from communique.store import write_rows

    chosen = form or ("ndjson" if output or not sys.stdout.isatty() else "table")
    if limit is not None and len(result) > limit:
        click.echo(f"{len(result) - limit} more rows; raise --limit to see them.", err=True)
        result = replace(result, table=result.table.slice(0, limit))
    elif result.total > len(result):
        click.echo(f"{result.total - len(result)} more rows; raise --limit to see them.", err=True)
    with _written(output) as out:
        write_rows(result, chosen, out, width=shutil.get_terminal_size((100, 24)).columns)


@contextmanager
def _written(output: Path | None) -> Any:
    if output is None:
        yield sys.stdout
        return
    try:
        file = output.open("w", encoding="utf-8", newline="")
    except OSError as problem:
        raise UsageError(f"{output} cannot be written: {problem.strerror}.") from problem
    with file:
        yield file
