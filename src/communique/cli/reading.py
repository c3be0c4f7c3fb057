"""`read` and `explain`: one page, and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from communique.cli.options import coding_options
from communique.errors import InputError, UsageError


@click.command()
@click.argument("page")
@click.option("--json", "as_json", is_flag=True, help="The machine-readable record instead.")
@coding_options
def read(page: str, as_json: bool, **options: Any) -> None:
    """Reads PAGE (a file, or - for standard input) and prints its communiqué."""
    from communique.cli.terminal import show_coding

    stages = _stages(page, options)
    if as_json:
        json.dump(stages.coding.to_json(), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        show_coding(stages.coding, page)


@click.command()
@click.argument("where")
@click.argument("which")
@coding_options
def explain(where: str, which: str, **options: Any) -> None:
    """Explains event WHICH (a number or id) of WHERE, a page or a store."""
    from communique.explain import explain_event, explain_stored

    if Path(where).is_dir():
        click.echo(explain_stored(Path(where), which))
        return
    stages = _stages(where, options)
    click.echo(explain_event(stages.coding, which))


def _stages(page: str, options: dict[str, Any]) -> Any:
    """The first page that an input holds, coded; says so when it holds more."""
    from communique.pages import read_article, read_pages

    found = read_pages([page])
    first = next(iter(found), None)
    if first is None:
        raise UsageError(f"{page} holds no page; give a file of text, HTML, JSONL, CSV, Parquet, WARC or a feed.")
    if isinstance(first, InputError):
        raise first
    article = read_article(first, date=options["date"])
    if next(iter(found), None) is not None:
        click.echo(f"{page} holds more than one page; this is the first. `communique code` reads them all.", err=True)
    return load_coder(options).code_article(article)


def load_coder(options: dict[str, Any]) -> Any:
    """The coder that a command's options ask for."""
    from communique.pipeline import Coder

    return Coder.load(
        options["model"],
        actors=options["actors"],
        lexicon=options["own_lexicon"],
        second_opinion=not options["no_second_opinion"],
        attitudes=options["attitudes"],
    )
