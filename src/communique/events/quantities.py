"""How many were killed, wounded, arrested or marched, in the text's own words."""

from __future__ import annotations

import functools
from pathlib import Path

from communique.grammar import Argument, Clause, Parse
from communique.lexicon import read_csv
from communique.records import Quantity

_TABLES = Path(__file__).resolve().parent.parent / "data/lexicons/en/quantities"
_AT_LEAST = ("at least", "more than", "over", "no fewer than", "upwards of", "not less than")
_AT_MOST = ("at most", "up to", "fewer than", "less than", "as many as", "no more than")


def find_quantities(
    parse: Parse, clause: Clause, actors: tuple[Argument, ...], recipients: tuple[Argument, ...]
) -> tuple[Quantity, ...]:
    """The numbers told with an act: of those it was done to, by what the act does; of those who take part.

    Spelled-out and rounded numbers are read ("at least 12", "dozens"); `least` and `most` are None where open.
    """
    counts = _counted().get(clause.lemma)
    if counts is None:
        return ()
    counted = actors if counts == "took part" else recipients
    found = ((argument, _number(parse, argument)) for argument in counted)
    return tuple(Quantity(counts, *n, parse.words(a.first, a.stop)) for a, n in found if n is not None)


@functools.cache
def _counted() -> dict[str, str]:
    return {r["lemma"]: r["counts"] for r in read_csv(_TABLES / "quantities.csv", ("lemma", "counts"))}


@functools.cache
def _spelled() -> dict[str, tuple[int, bool]]:
    rows = read_csv(_TABLES / "numbers.csv", ("word", "value", "rounded"))
    return {r["word"]: (int(r["value"]), r["rounded"] == "yes") for r in rows}


def _number(parse: Parse, argument: Argument) -> tuple[int | None, int | None] | None:
    """The least and the most that a phrase says, or None when it has no number."""
    words = [t.lower for t in parse.tokens[argument.first : argument.head + 1]]
    read = next((v for v in map(_value, words) if v is not None), None)
    if read is None:
        return None
    value, rounded = read
    text = " ".join(words)
    if rounded or text.startswith(_AT_LEAST):
        return value, None
    if text.startswith(_AT_MOST):
        return None, value
    return value, value


def _value(word: str) -> tuple[int, bool] | None:
    bare = word.replace(",", "").replace(" ", "")
    return (int(bare), False) if bare.isdecimal() else _spelled().get(word)
