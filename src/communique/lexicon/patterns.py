"""The records of the event lexicon: patterns with their examples, each knowing its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from communique.lexicon.shapes import Shape

PredicateKind = Literal["verb", "noun", "adjective"]
Need = Literal["recipient", "actor", "both", "none"]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that names the act: `lemma` is its first word, `rest` the particles and prepositions after it.

    "hit out at" is lemma "hit", rest ("out", "at"); the noun "summit meeting" is lemma "meeting", before ("summit",).
    """

    kind: PredicateKind
    text: str
    lemma: str
    rest: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of an example that its writer put in brackets: the trigger."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that the entry must code. Empty `actors` or `recipients` mean that there is none."""

    text: str
    marks: tuple[Mark, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    factuality: str
    type: str | None  # when the example shows another type than the entry's (`when_negated`)
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A sentence that looks like the entry's act and is none of its type, and why."""

    text: str
    marks: tuple[Mark, ...]
    why: str
    file: str
    line: int


@dataclass(frozen=True)
class Pattern:
    """One entry: predicates, the shape of their arguments, what it codes, and the sentences that prove it."""

    id: str
    type: str
    predicates: tuple[Predicate, ...]
    shape: Shape
    noun_shape: Shape | None
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    objects: frozenset[str]
    not_objects: frozenset[str]
    subject: frozenset[str]
    not_subject: frozenset[str]
    needs: Need | None
    embeds: bool
    passive: bool
    when_negated: str | None
    codes: tuple[Example, ...]
    leaves: tuple[NearMiss, ...]
    file: str
    line: int
    note: str | None = None
    acts: frozenset[str] = frozenset()  # the head of a CLAUSE must be one of these
    not_acts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something off in a lexicon file, with the place and what to do. `kind` is stable, for filters and tests."""

    file: str
    line: int
    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Candidate:
    """An entry that a predicate's first word calls up, with the predicate in question."""

    predicate: Predicate
    pattern: Pattern

    @cached_property
    def absent(self) -> str:
        """What is said where the predicate's further words are not found."""
        return f'"{self.predicate.text}" is not there in full'


@dataclass(frozen=True)
class Lexicon:
    """All event patterns, found by the lemma of a predicate; `problems` tells the entries left out as broken."""

    patterns: tuple[Pattern, ...]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Pattern]:
        """Entries by their permanent id."""
        return {p.id: p for p in self.patterns}

    @cached_property
    def _by_lemma(self) -> Mapping[tuple[str, str], tuple[Candidate, ...]]:
        found: dict[tuple[str, str], list[Candidate]] = {}
        for pattern in self.patterns:
            for predicate in pattern.predicates:
                found.setdefault((predicate.kind, predicate.lemma), []).append(Candidate(predicate, pattern))
        return {
            key: tuple(sorted(some, key=lambda c: -len(c.predicate.rest) - len(c.predicate.before)))
            for key, some in found.items()
        }

    def candidates(self, kind: str, lemma: str) -> tuple[Candidate, ...]:
        """The entries for a verb, noun or adjective, those with the most words first ("call on" before "call")."""
        return self._by_lemma.get((kind, lemma), ())
