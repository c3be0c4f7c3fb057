"""Where, when a gathering told elsewhere on the page says: "at the ceremony", which another sentence places."""

from __future__ import annotations

from collections.abc import Sequence

from communique.grammar import Clause, Parse
from communique.records import PlaceMention

_OCCASIONS = frozenset(
    "ceremony summit conference rally funeral congress forum session briefing reception dinner parade assembly"
    " convention symposium vigil inauguration commemoration celebration meeting talk gathering".split()
)
_HELD = frozenset({"hold", "host", "convene", "open", "begin", "gather", "organise", "organize", "stage", "close"})
_AT = frozenset({"at", "during", "in", "of", "before", "from"})
_DEFINITE = frozenset({"the", "this", "that"})


class Occasions:
    """The gatherings of a page whose place is told, each by its noun."""

    def __init__(self, parse: Parse, places: Sequence[PlaceMention]) -> None:
        self._parse = parse
        self._at: dict[str, list[PlaceMention]] = {}
        heads = {i: p for p in places if p.country is not None for i in parse.tokens_between(p.start, p.end)}
        for token in parse.tokens:
            if token.lemma in _OCCASIONS and token.pos == "NOUN" and (found := self._place_of(token.i, heads)):
                self._at.setdefault(token.lemma, []).append(found)

    def place(self, clause: Clause) -> PlaceMention | None:
        """The place of the gathering at which a clause says that its act was done, if all that is told of it agrees."""
        for oblique in clause.obliques:
            if oblique.preposition not in _AT and oblique.preposition != "on":
                continue
            for i in (oblique.argument.head, *range(oblique.argument.first, oblique.argument.stop)):
                if (found := self._told(i)) is not None:
                    return found
        return next((f for a in clause.subjects if (f := self._told(a.head)) is not None), None)

    def _told(self, i: int) -> PlaceMention | None:
        token = self._parse.tokens[i]
        places = self._at.get(token.lemma, ())
        definite = any(self._parse.tokens[c].lower in _DEFINITE for c in self._parse.children[i])
        if not places or not definite or len({p.country for p in places}) != 1:
            return None
        return places[0]

    def _place_of(self, i: int, heads: dict[int, PlaceMention]) -> PlaceMention | None:
        """The place inside its phrase ("the London conference", "a summit in Osaka"), or where it was held."""
        parse = self._parse
        inside = [heads[k] for k in parse.subtree(i) if k in heads and self._is_near(k, i)]
        if inside:
            return inside[0]
        for clause in parse.clauses:
            if clause.lemma in _HELD and i in {a.head for a in (*clause.subjects, *clause.objects)}:
                for oblique in clause.obliques:
                    held = [heads[k] for k in range(oblique.argument.first, oblique.argument.stop) if k in heads]
                    if held and oblique.preposition in ("in", "at", "near", "outside"):
                        return held[0]
        return None

    def _is_near(self, place: int, noun: int) -> bool:
        """Whether a place stands right before its noun or behind "in" or "at" right after it."""
        tokens = self._parse.tokens
        if place < noun:
            return tokens[place].head == noun and tokens[place].dep in ("compound", "nmod")
        over = tokens[tokens[place].head]
        return over.lower in ("in", "at") and over.head == noun
