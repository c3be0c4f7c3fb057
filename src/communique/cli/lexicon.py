"""`lexicon check | test | try`: for those who write event patterns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from communique.errors import CommuniqueError


@click.group()
def lexicon() -> None:
    """Checks, tests and tries the event patterns (see CONTRIBUTING-LEXICON.md)."""


@lexicon.command()
@click.argument("place", type=click.Path(path_type=Path), required=False)
@click.option("--fix", is_flag=True, help="Repair the layout of the files.")
def check(place: Path | None, fix: bool) -> None:
    """Says what is off in the lexicon's files (or in PLACE), with file and line."""
    from communique.lexicon.checking import check_lexicon, format_problems
    from communique.lexicon.layout import repair_files
    from communique.lexicon.reading import pattern_files

    if fix:
        for path in repair_files(pattern_files(place)):
            click.echo(f"layout repaired: {path}")
    problems = check_lexicon(place)
    if problems:
        raise CommuniqueError("the lexicon has faults:\n" + format_problems(problems))
    click.echo("The lexicon is sound.")


@lexicon.command()
@click.argument("name", required=False)
@click.option("--lexicon", "place", type=click.Path(path_type=Path), metavar="PATH", help="Your own patterns on top.")
def test(name: str | None, place: Path | None) -> None:
    """Codes every example (of NAME: an entry, a type, or part of a file's name) and judges it in one of four words."""
    from communique.lexicon import load_patterns
    from communique.lexicon.trials import format_report, try_examples
    from communique.pipeline import Coder

    coder = Coder.load(lexicon=place, second_opinion=False)
    report = try_examples(lambda text: coder.code_sentence(text).coding.events, load_patterns(place), name)
    click.echo(format_report(report))
    if report.wrong:
        raise CommuniqueError(f"{len(report.wrong)} of {len(report.verdicts)} examples do not hold.")


@lexicon.command(name="try")
@click.argument("sentence")
@click.option("--lexicon", "place", type=click.Path(path_type=Path), metavar="PATH", help="Your own patterns on top.")
def try_(sentence: str, place: Path | None) -> None:
    """Shows how SENTENCE is read: clauses, match and reason, and a block to paste into the lexicon."""
    from communique.lexicon import load_patterns
    from communique.pipeline import Coder
    from communique.trial import explain_sentence

    stages: Any = Coder.load(lexicon=place, second_opinion=False).code_sentence(sentence)
    click.echo(explain_sentence(stages, load_patterns(place)))
