"""`relate`: what the first party is said to do to the second, sentence by sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from communique.errors import UsageError

_BATCH = 256


@click.command()
@click.option(
    "--jsonl",
    "source",
    required=True,
    metavar="FILE|-",
    help='Lines {"id","sentence","actor":[start,end],"recipient":[start,end]}.',
)
@click.option("--model", metavar="NAME", help="Another installed English spaCy pipeline.")
@click.option("--no-second-opinion", is_flag=True, help="Lexicon alone, without the sentence encoder.")
def relate(source: str, model: str | None, no_second_opinion: bool) -> None:
    """Writes {"id","type","mode","quad","factuality","rule"} for each line; it always answers with a type."""
    from communique.pipeline import Relater

    relater = Relater.load(model, second_opinion=not no_second_opinion)
    with _opened(source) as file:
        for some in _batches(_items(file, source)):
            for answer in relater.relate(some):
                sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _opened(source: str) -> Any:
    if source == "-":
        return nullcontext(sys.stdin)
    try:
        return Path(source).open(encoding="utf-8")
    except OSError as problem:
        raise UsageError(f"{source} cannot be read: {problem.strerror}.") from problem


def _items(file: Iterable[str], source: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            item: dict[str, Any] = json.loads(line)
            _ = item["id"], [item["sentence"][slice(*item[side])] for side in ("actor", "recipient")]
        except (ValueError, KeyError, TypeError) as problem:
            raise UsageError(
                f"{source}:{number}: not a line with id, sentence, actor [start, end] and recipient [start, end]."
            ) from problem
        yield item


def _batches(items: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    from itertools import islice

    iterator = iter(items)
    while some := list(islice(iterator, _BATCH)):
        yield some
