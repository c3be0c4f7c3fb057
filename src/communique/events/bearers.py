"""Which actors a phrase names when its head is their act or thing, or when the parser took several for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.grammar import Argument, Clause, Parse
from communique.records import Cast

_MEMBERS = frozenset(
    "member contingent unit group delegation team supporter wing faction branch cell element battalion fighter".split()
)


@dataclass(frozen=True, slots=True)
class Bearers:
    """The actors in and beside the phrases of one clause."""

    parse: Parse
    clause: Clause
    cast: Cast

    def beside(self, argument: Argument) -> list[Argument]:
        """Further actors in a phrase that the parser took for one: "President X and President Y"."""
        parse, cast = self.parse, self.cast
        own = cast.at(argument.head)
        if own is None or own.kind == "country":
            return []
        out = self._shared(argument)
        for i in parse.subtree(argument.head):
            mention = cast.by_head.get(i)
            if mention is None or mention.actor == own.id or cast.by_id[mention.actor].kind != own.kind:
                continue
            words = parse.tokens_between(mention.start, mention.end)
            beside = words[0] - 1 if i > argument.head else words[-1] + 1
            if beside >= 0 and parse.tokens[beside].lower in ("and", ","):
                out.append(Argument(i, words[0], i + 1, "conjunct"))
        return out

    def _shared(self, argument: Argument) -> list[Argument]:
        """The state or body that shares a noun told once: "Gondor" in "Gondor and League negotiators"."""
        parse, cast = self.parse, self.cast
        mention = cast.by_head[argument.head]
        first = parse.tokens_between(mention.start, mention.end)[0]
        other = cast.by_head.get(first - 2) if first >= 2 and parse.tokens[first - 1].lower == "and" else None
        if other is None or other.actor == mention.actor or parse.tokens[first - 2].pos != "PROPN":
            return []
        if cast.by_id[other.actor].kind == "person" or argument.head not in parse.ancestors(first - 2):
            return []
        words = parse.tokens_between(other.start, other.end)
        return [Argument(first - 2, words[0], first - 1, "conjunct")]

    def _joined(self, found: list[Argument]) -> list[Argument]:
        """With the state that "and" joins to the one found: "the armies of Gondor and Arnor"."""
        parse, cast = self.parse, self.cast
        i = found[0].head if found else -1
        if i < 0 or i + 2 >= len(parse.tokens) or parse.tokens[i + 1].lower != "and":
            return found
        one, other = cast.by_head.get(i), cast.by_head.get(i + 2)
        if one is None or other is None or {cast.by_id[m.actor].kind for m in (one, other)} != {"country"}:
            return found
        return [*found, Argument(i + 2, i + 2, i + 3, "conjunct")]

    def after_and(self, argument: Argument) -> list[Argument]:
        """The other side of "between X, who is …, and Y", which the parser may have hung elsewhere."""
        parse, cast = self.parse, self.cast
        own = cast.by_head.get(argument.head)
        for i in range(argument.stop, parse.sentences[self.clause.sentence].stop):
            mention = cast.by_head.get(i)
            if mention is None or own is None or mention.actor == own.actor:
                continue
            first = parse.tokens_between(mention.start, mention.end)[0]
            if parse.tokens[first - 1].lower == "and":
                return [Argument(i, first, i + 1, "conjunct")]
        return []

    def inside(self, argument: Argument, doers: Sequence[Argument]) -> list[Argument]:
        """The actors whose act or thing a phrase's head is, other than those who act."""
        parse = self.parse
        acting = {self.cast.by_head[a.head].actor for a in doers if a.head in self.cast.by_head}

        def is_other(token: int) -> bool:
            mention = self.cast.by_head.get(token)
            return mention is not None and mention.actor not in acting

        below = parse.clause_at.get(argument.head)
        if below is not None and parse.clauses[below].kind == "noun" and below != self.clause.index:
            noun = parse.clauses[below]
            near = (noun.subjects, noun.objects, [o.argument for o in noun.obliques])
            return next((found for side in near if (found := [a for a in side if is_other(a.head)])), [])
        within = [i for i in range(argument.first, argument.stop) if i != argument.head and is_other(i)]
        deeper = (i for i in self._below(argument) if is_other(i))
        return self._joined([Argument(i, i, i + 1, "possessive") for i in self._outermost(within or [*deeper])[:1]])

    def whose_members(self, argument: Argument) -> list[Argument]:
        """The group whose members act: "members of the People's Army", "a contingent of the Gondorian army"."""
        if self.parse.tokens[argument.head].lemma not in _MEMBERS:
            return []
        behind = [i for i in range(argument.head + 1, argument.stop) if i in self.cast.by_head]
        return [Argument(i, i, i + 1, "of") for i in self._outermost(behind)]

    def _outermost(self, heads: list[int]) -> list[int]:
        """The first of some actors' heads, or the one whose phrase holds it: "the Arnorian army", not "Arnorian"."""
        if not heads:
            return []
        first = self.cast.by_head[heads[0]]
        holds = [i for i in heads if (m := self.cast.by_head[i]).start <= first.start and first.end <= m.end]
        return holds[-1:]

    def _below(self, argument: Argument) -> list[int]:
        """The tokens after a phrase that still describe it, up to its first verb: "the arrests | in Umbar"."""
        out = []
        for i in range(argument.stop, self.parse.right_edge[argument.head] + 1):
            token = self.parse.tokens[i]
            if token.tag == "WRB" or (token.pos in ("VERB", "AUX") and token.tag != "VBN"):
                break  # "the threats | made by Arnor" goes on, "the town, where …" does not
            out.append(i)
        return out
