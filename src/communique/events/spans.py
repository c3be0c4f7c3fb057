"""The characters of clauses and triggers."""

from __future__ import annotations

from communique.grammar import Clause, Parse
from communique.records import Span


def clause_span(parse: Parse, clause: Clause) -> Span:
    """The words of a clause with all that depends on it, marks at its ends left off."""
    first, stop = clause.first, clause.stop
    while stop - 1 > first and parse.tokens[stop - 1].pos == "PUNCT":
        stop -= 1
    while first < stop - 1 and parse.tokens[first].pos == "PUNCT":
        first += 1
    return span_of(parse, first, stop)


def span_of(parse: Parse, first: int, stop: int) -> Span:
    """The words from one token to before another."""
    start, end = parse.tokens[first].start, parse.tokens[stop - 1].end
    return Span(start, end, parse.text[start:end])
