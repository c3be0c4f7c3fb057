"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class IsoDate(click.ParamType[str]):
    """A day as 2019-07-18."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day as given, when it is one."""
        from datetime import date

        try:
            if not _ISO.fullmatch(str(value)):
                raise ValueError
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2019-07-18.", param, ctx)


def coding_options(command: _F) -> _F:
    """The options of every command that codes: date, model, lexicon, actors, second opinion."""
    for option in (
        click.option(
            "--attitudes", is_flag=True, help="List belief, wish, praise and blame among the attributions too."
        ),
        click.option("--no-second-opinion", is_flag=True, help="Lexicon alone, without the sentence encoder."),
        click.option(
            "--actors",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Your own roster of actors (CSV), on top of the packaged one.",
        ),
        click.option(
            "--lexicon",
            "own_lexicon",
            type=click.Path(path_type=Path),
            metavar="PATH",
            help="Your own event patterns (TOML file or folder), on top of the packaged ones.",
        ),
        click.option("--model", metavar="NAME", help="Another installed English spaCy pipeline."),
        click.option(
            "--date",
            type=IsoDate(),
            metavar="D",
            help="The day of publication of pages that state none, as 2019-07-18.",
        ),
    ):
        command = option(command)
    return command
