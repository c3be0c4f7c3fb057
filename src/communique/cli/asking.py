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
PERIODS = ("day", "week", "month", "quarter", "year")
PARTS = ("roles", "did", "undergone", "said", "denied", "standing")
Period = Literal["day", "week", "month", "quarter", "year"]
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
    pair = click.option("--dyad", nargs=2, metavar="A B", help="Two parties, in either direction.")
    return narrowing_options(pair(command))


def narrowing_options(command: _F) -> _F:
    """The filters of all questions, those of a dyad and an actor among them."""
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
@click.option("--by", type=click.Choice(PERIODS), default="week", show_default=True)
@click.option(
    "--way",
    type=click.Choice(["both", "there", "back"]),
    default="both",
    show_default=True,
    help="Only what ONE does to OTHER, or back.",
)
@narrowing_options
@output_options
def dyad(
    store: Path, one: str, other: str, by: Period, way: str, form: str | None, output: Path | None,
    limit: int | None, **options: Any,
) -> None:  # fmt: skip
    """ONE and OTHER, period by period: events, reports and intensity in each direction."""
    if way != "both":
        if options["who"] or options["whom"]:
            raise UsageError("--way says who acts; leave --who and --whom out.")
        options["who"], options["whom"] = (one, other) if way == "there" else (other, one)
    _print(_open(store).dyad(one, other, by=by, filters=filters_of(options)), form, output, limit)


@click.command()
@_STORE
@click.argument("name", default="")
@click.option("--part", type=click.Choice(PARTS), default="roles", show_default=True, help="What of the actor.")
@narrowing_options
@output_options
def actor(
    store: Path, name: str, part: str, form: str | None, output: Path | None, limit: int | None, **options: Any
) -> None:
    """One actor over time: roles with the words that say so, what it did, underwent, said, denied, where it stands.

    Without NAME the actors that there are. Roles are narrowed by --since, --until, --outlet and --article, acts and
    words by all filters.
    """
    opened, filters = _open(store), filters_of(options)
    if not name or part == "standing":
        if part != "standing" and part != "roles":
            raise UsageError(f"--part {part} needs the actor's NAME.")
        if filters.given():
            raise UsageError("filters narrow one actor's roles, acts and words, nothing else.")
        _print(
            opened.relations(name or None) if part == "standing" else opened.actors(limit=limit), form, output, limit
        )
    elif part == "roles":
        _print(opened.actor(name, filters), form, output, limit)
    else:
        _print(_deeds(opened, name, part, filters, limit), form, output)


def _deeds(opened: Any, name: str, part: str, filters: Any, limit: int | None) -> Any:
    """What an actor did, underwent, said or denied."""
    from dataclasses import replace

    sides = {"did": "who", "undergone": "whom"}
    if part in sides:
        if filters.given().get(sides[part]):
            raise UsageError(f"--part {part} says that NAME stands as --{sides[part]}; leave that out.")
        return opened.events(replace(filters, **{sides[part]: name}), limit=limit)
    if filters.actor or filters.who:
        raise UsageError(f"--part {part} says that NAME speaks; leave --actor and --who out.")
    stance = ("denies",) if part == "denied" else filters.stance
    return opened.quotes(replace(filters, actor=name, stance=stance), limit=limit)


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
