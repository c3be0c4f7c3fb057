"""`correct`, `review`, `corrections`, `diff`, `agreement`, `export`: a store checked and handed on."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from communique.cli.asking import _open, _print, output_options
from communique.errors import UsageError

_STORE = click.argument("store", type=click.Path(path_type=Path))
_EXPORTS = ("plover", "polecat", "icews", "gdelt", "phoenix", "csv", "parquet", "geojson", "graphml")


@click.command()
@_STORE
@click.argument("event_id", metavar="EVENT_ID|ACTOR")
@click.option("--actor", "on_actor", is_flag=True, help="ACTOR is an actor's full name: merge or split actors.")
@click.option("--set", "changes", multiple=True, metavar="FIELD=VALUE", help="Change a field; may be repeated.")
@click.option("--reject", is_flag=True, help="It is no event.")
@click.option("--accept", is_flag=True, help="It is right as it is.")
@click.option(
    "--merge",
    "others",
    multiple=True,
    metavar="EVENT|NAME",
    help="It is the same act as EVENT; the same actor as NAME.",
)
@click.option(
    "--split",
    "reports",
    multiple=True,
    metavar="REPORT|ARTICLE",
    help="REPORT tells another act; in ARTICLE the name is another actor's.",
)
@click.option("--as", "name", metavar="NAME", help="The name of the actor who is split off.")
@click.option("--undo", is_flag=True, help="Take back the correction EVENT_ID.")
@click.option("--note", default="", help="Why.")
@click.option("--by", required=True, metavar="NAME", help="Who decides.")
def correct(
    store: Path, event_id: str, on_actor: bool, changes: tuple[str, ...], reject: bool, accept: bool,
    others: tuple[str, ...], reports: tuple[str, ...], name: str | None, undo: bool, note: str, by: str,
) -> None:  # fmt: skip
    """Notes a decision about an event or, with --actor, an actor; the log keeps all, and recoding loses none."""
    from communique.store import correct as note_correction
    from communique.store import correct_actor
    from communique.store import undo as take_back

    if undo:
        click.echo(take_back(store, event_id, by=by, note=note))
        return
    asked: list[tuple[Literal["accept", "reject", "edit", "merge", "split"], bool]] = [
        ("edit", bool(changes)), ("reject", reject), ("accept", accept),
        ("merge", bool(others)), ("split", bool(reports)),
    ]  # fmt: skip
    wanted = [action for action, yes in asked if yes]
    if len(wanted) != 1:
        raise UsageError(
            "say one thing: --accept, --reject, --set FIELD=VALUE, --merge EVENT, --split REPORT or --undo."
        )
    if on_actor:
        what = wanted[0]
        if what not in ("merge", "split"):
            raise UsageError("an actor is merged (--merge NAME) or split (--split ARTICLE --as NAME), nothing else.")
        click.echo(correct_actor(store, event_id, what, by=by, note=note, others=others or reports, to=name))
        return
    pairs = dict(_pair(c) for c in changes)
    click.echo(note_correction(store, event_id, wanted[0], by=by, note=note, changes=pairs, others=others or reports))


def _pair(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"{text!r} is not FIELD=VALUE.")
    return field.strip(), value.strip()


@click.command()
@_STORE
@output_options
def review(store: Path, form: str | None, output: Path | None, limit: int | None) -> None:
    """What nobody has looked at, least certain first."""
    from communique.store import Filters

    opened = _open(store)
    _print(opened.events(Filters(reviewed="unreviewed"), limit=limit, order="review"), form, output)


@click.command()
@_STORE
@output_options
def corrections(store: Path, form: str | None, output: Path | None, limit: int | None) -> None:
    """The log of corrections, and which of them no longer find their words."""
    _print(_open(store).corrections(), form, output, limit)


@click.command()
@_STORE
@click.argument("run_a", required=False)
@click.argument("run_b", required=False)
@output_options
def diff(
    store: Path, run_a: str | None, run_b: str | None, form: str | None, output: Path | None, limit: int | None
) -> None:
    """What two runs coded differently; without runs, the runs that there are."""
    opened = _open(store)
    if run_a is None or run_b is None:
        click.echo("Name two of these runs:", err=True)
        _print(opened.runs(), form, output, limit)
        return
    _print(opened.diff(run_a, run_b), form, output, limit)


@click.command()
@_STORE
@click.argument("one")
@click.argument("other")
@output_options
def agreement(store: Path, one: str, other: str, form: str | None, output: Path | None, limit: int | None) -> None:
    """How far reviewers ONE and OTHER agree, field by field (Krippendorff's alpha)."""
    _print(_open(store).agreement(one, other), form, output, limit)


@click.command()
@_STORE
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(_EXPORTS), required=True, help="Whose format.")
def export(store: Path, folder: Path, form: str) -> None:
    """Writes STORE to FOLDER in a format that others read, with descriptor, citation and codebook."""
    from communique.store.exports import export_store

    report = export_store(_open(store), folder, form)
    for name in report.files:
        click.echo(str(name))
    for line in report.notes:
        click.echo(f"{line}", err=True)
