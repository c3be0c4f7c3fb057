"""What the parser knows of a text, in the words of grammar: tokens, sentences, clauses and their arguments.

These are the records that `communique.parsing` hands to every later stage. They belong to the lowest layer so that the
stages can read a parse without importing the parser (see DESIGN: one stage never imports another). All character
offsets are half-open and count in `Parse.text`, which is `article.text` whole; token indices count over the article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

Voice = Literal["active", "passive"]
Tense = Literal["past", "present", "future", "none"]
ClauseKind = Literal["verb", "noun", "adjective"]
ClauseRelation = Literal["root", "complement", "adverbial", "relative", "conjunct", "modifier", "parataxis"]


class Token(NamedTuple):
    """One word or mark. `dep` is the parser's label, for `parsing` only; later stages read clauses and phrases."""

    i: int
    text: str
    lower: str
    lemma: str
    pos: str  # universal part of speech: VERB NOUN PROPN ADJ ...
    tag: str  # Penn tag: VBD NNS ...
    dep: str
    head: int  # index of the governing token; its own index at the root
    start: int
    end: int
    sentence: int
    entity: str  # PERSON ORG GPE NORP ... or "" outside a named entity


class Sentence(NamedTuple):
    """One sentence: tokens `first` up to, not including, `stop`; `block` indexes the page block it is in."""

    i: int
    first: int
    stop: int
    start: int
    end: int
    block: int


class Entity(NamedTuple):
    """A name as the bare recogniser marks it: tokens `first` up to `stop`, with its label."""

    first: int
    stop: int
    label: str


def word_forms(token: Token) -> set[str]:
    """The forms under which an entry may name a word: "Marines" is a name to the parser, "marine" to the entry."""
    named = {token.lower.removesuffix("s")} if token.pos == "PROPN" else set()
    return {token.lemma, token.lower} | named


class Argument(NamedTuple):
    """A noun phrase that fills a place of a clause: head token, tokens `first` up to `stop`, and how it was found.

    `via` is one of: direct, agent (by-phrase), raised, control, relative, conjunct, possessive, of, adjectival (the
    actor sits in an adjective or compound: "Russian interference"), apposition, shared (from a conjoined clause).
    """

    head: int
    first: int
    stop: int
    via: str


class Oblique(NamedTuple):
    """A prepositional argument: the preposition's lemma ("with", "out of") and its noun phrase."""

    preposition: str
    argument: Argument


class Complement(NamedTuple):
    """A clausal argument: the index of the clause below, and its form (that, to, ing, bare, wh, quote)."""

    clause: int
    form: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its arguments, after voice, relatives, conjunction, control, raising and light verbs are undone.

    `subjects` are the ones who do, `objects` the ones done to, whatever the surface voice: in "Arnor was attacked by
    Gondor" the subject is Gondor. `head` is the token that names the act ("talks" in "held talks"); `light` the verb
    that carries it ("held"), else None. Conjoined phrases are already separate arguments.
    """

    index: int
    sentence: int
    kind: ClauseKind
    head: int
    lemma: str
    particle: str | None
    light: int | None
    voice: Voice
    negation: int | None  # the token that negates: not, no, never, without ...
    modal: str | None  # can may might must shall should will would could ought need
    tense: Tense
    perfect: bool
    progressive: bool
    finite: bool
    question: bool
    imperative: bool
    marker: str | None  # if unless whether because while after before until that to ...
    subjects: tuple[Argument, ...]
    objects: tuple[Argument, ...]
    recipients: tuple[Argument, ...]  # dative: "gave Gondor grain"
    obliques: tuple[Oblique, ...]
    complements: tuple[Complement, ...]
    parent: int | None  # index of the governing clause
    relation: ClauseRelation
    first: int  # tokens of the whole clause, its dependents included
    stop: int
    adverbs: tuple[int, ...] = ()
    nested: tuple[Oblique, ...] = ()  # phrases hung on an argument, which may be the predicate's own instead


@dataclass(frozen=True)
class Parse:
    """An article as parsed: its text, and tokens, sentences, names and clauses with the way back to the characters."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    children: tuple[tuple[int, ...], ...]
    left_edge: tuple[int, ...]  # per token, the first token of its subtree
    right_edge: tuple[int, ...]  # per token, the last token of its subtree (inclusive)
    clauses: tuple[Clause, ...] = ()
    clause_at: dict[int, int] = field(default_factory=dict)  # predicate (or light verb) token -> clause index

    def words(self, first: int, stop: int) -> str:
        """The characters from token `first` to before token `stop`, as they stand in the text."""
        return self.text[self.tokens[first].start : self.tokens[stop - 1].end] if stop > first else ""

    def subtree(self, index: int) -> range:
        """The tokens that depend on a token, itself included, from left edge to right edge."""
        return range(self.left_edge[index], self.right_edge[index] + 1)

    def in_sentence(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of one sentence."""
        return self.tokens[sentence.first : sentence.stop]

    def ancestors(self, index: int) -> Iterator[int]:
        """The governing tokens of a token, nearest first, up to the root."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield index

    def clause_over(self, index: int) -> Clause | None:
        """The nearest clause whose predicate governs a token (or is it)."""
        found = self.clause_at.get(index)
        if found is not None:
            return self.clauses[found]
        for above in self.ancestors(index):
            found = self.clause_at.get(above)
            if found is not None:
                return self.clauses[found]
        return None

    def clauses_in(self, sentence: int) -> tuple[Clause, ...]:
        """The clauses of one sentence, in their order."""
        return self._clauses_by_sentence.get(sentence, ())

    def tokens_between(self, start: int, end: int) -> range:
        """The tokens that lie, wholly or partly, in the characters from `start` to `end`."""
        first = bisect_right(self._ends, start)
        stop = bisect_left(self._starts, end)
        return range(first, max(first, stop))

    @cached_property
    def _clauses_by_sentence(self) -> dict[int, tuple[Clause, ...]]:
        found: dict[int, list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault(clause.sentence, []).append(clause)
        return {sentence: tuple(clauses) for sentence, clauses in found.items()}

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [t.end for t in self.tokens]
