"""Which acts are no acts of their own: what another one asks, promises, refuses or blames, carries or is done for."""

from __future__ import annotations

from collections.abc import Sequence

from communique.events.matching import Match, Reading
from communique.grammar import Clause, Parse

_DURING = frozenset({"in", "during", "at", "after", "before", "following", "amid", "despite"})
_REFUSED = frozenset({"REJECT", "ACCUSE"})
_HELPS = frozenset({"help", "try", "attempt", "seek"})
_WORDS = frozenset({"ACCUSE", "REQUEST"})


def find_taken_in(parse: Parse, readings: Sequence[Reading]) -> dict[int, Match]:
    """By clause, the act that takes it in: "agreed to withdraw", "to seize and burn", "to hold talks"."""
    taken = {i: m for r in readings if (m := r.best) is not None for i in _taken_in(parse, m)}
    taken |= {
        c.index: taken[c.parent]
        for c in parse.clauses
        if c.relation == "conjunct" and c.parent is not None and c.parent in taken
        and c.kind == "verb" and not c.finite and parse.tokens[c.head].tag == "VB"
    }  # fmt: skip
    carriers = {c.index: parse.clause_at.get(c.light, -1) for c in parse.clauses if c.light is not None}
    promised = {i: m for i, m in taken.items() if m.pattern.type != "ACCUSE"}  # what one is blamed for has been done
    return taken | {noun: promised[verb] for noun, verb in carriers.items() if verb in promised}


def _taken_in(parse: Parse, match: Match) -> tuple[int, ...]:
    """The clauses below whose acts are asked, promised, refused or blamed: "of shelling", "the plan to annex"."""
    clause, kind = match.clause, match.pattern.type
    inside = match.embedded if match.pattern.embeds or kind == "ACCUSE" else ()
    if kind not in _REFUSED:
        return inside
    nouns = [parse.clauses[i] for a in clause.objects if (i := parse.clause_at.get(a.head)) is not None]
    if kind == "ACCUSE":
        inside += tuple(c.clause for c in clause.complements if c.form == "ing")
    return inside + tuple(c.clause for n in (clause, *nouns) for c in n.complements if c.form == "to")


def find_carried(parse: Parse, readings: Sequence[Reading]) -> dict[int, Match]:
    """By light verb, the act that its noun names: "launched" only carries "an attack"."""
    nouns = (r.best for r in readings if r.best is not None and r.best.clause.light is not None)
    return {parse.clause_at.get(m.clause.light or 0, -1): m for m in nouns if m.clause.light is not None}


def spoken_of(parse: Parse, clause: Clause, readings: Sequence[Reading]) -> Match | None:
    """The verbal act whose object an act named by a noun is: the raid in "condemned the raid", "called for a truce"."""
    if clause.kind != "noun" or clause.light is not None or clause.parent is None:
        return None
    outer = readings[clause.parent].best
    if outer is None or outer.clause.index == clause.index:
        return None
    above = outer.clause
    about = {a.head for a in (*above.objects, *outer.things)}
    about |= {o.argument.head for o in above.obliques if o.preposition not in _DURING}
    return outer if clause.head in about else None


def acts_in_words(parse: Parse, match: Match, readings: Sequence[Reading]) -> Match | None:
    """The act that a passed text performs: "passed a resolution condemning Arnor" condemns, it supports nobody."""
    if match.pattern.type != "SUPPORT" or not match.things:
        return None
    last = max(a.head for a in match.things)
    for reading in readings:
        inner = reading.best
        if inner is None or inner.pattern.type not in _WORDS or inner.clause.sentence != match.clause.sentence:
            continue
        head = inner.clause.head
        between = parse.tokens[last + 1 : head]
        if parse.tokens[head].tag == "VBG" and head > last and all(t.pos in ("NOUN", "PROPN") for t in between):
            return inner
    return None


def joins_in(clause: Clause, readings: Sequence[Reading]) -> bool:
    """Whether joining others only says with whom the act in its clause is done: "joined Arnor in urging"."""
    within = (readings[c.clause].best for c in clause.complements if c.form == "ing")
    return clause.lemma == "join" and any(best is not None for best in within)


def find_aim(parse: Parse, clause: Clause) -> Clause:
    """The clause that hangs on another as its purpose: of "defend" in "sent ships to help defend", the helping."""
    above = None if clause.parent is None else parse.clauses[clause.parent]
    return above if above is not None and above.lemma in _HELPS else clause
