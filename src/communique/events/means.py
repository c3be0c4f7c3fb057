"""Who did it when the subject is only the means: "rockets fired by rebels hit", "shelling by the army killed".

One act is told, by its effect; the noun of the means, and the participle that says whose it was, tell no second one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.events.heads import counts_people
from communique.grammar import Argument, Clause, Parse
from communique.records import Cast

if TYPE_CHECKING:
    from communique.events.matching import Match, Reading

_VIOLENT = frozenset({"ASSAULT"})
_HURT = frozenset({"injure", "wound", "hurt", "displace"})
_WHEN = frozenset({"when", "as", "after", "while"})
_WAR = frozenset(
    "fighting war wars conflict clashes insurgency airstrike airstrikes shelling bombardment offensive crackdown"
    " uprising hostilities".split()
)
_AIMED = frozenset({"throw", "hurl", "fire", "lob", "shoot", "pelt", "drop", "toss"})
_FLEES = frozenset({"flee", "displace", "uproot"})
_WEAPONS = frozenset(
    "bomb missile rocket shell drone warplane jet helicopter artillery mortar gunfire shelling airstrike strike raid"
    " attack bombardment fire grenade mine tank plane aircraft gunship bullet explosive blast".split()
)
_WIELDS = frozenset(
    "fire launch drop plant lay place set detonate throw lob hurl shoot carry stage claim order conduct execute"
    " perpetrate mount blame pilot drive fly explode trigger".split()
)


def find_wielders(parse: Parse, clause: Clause, event_type: str, cast: Cast) -> tuple[Argument, ...]:
    """The actors whose means the subject of a violent act is; empty when the subject is an actor itself."""
    if event_type not in _VIOLENT or clause.kind != "verb" or clause.voice != "active":
        return ()
    found: list[Argument] = []
    for subject in clause.subjects:
        if cast.at(subject.head) is not None:
            return ()
        found += _in_phrase(parse, subject, cast)
        for below in _of_means(parse, subject.head):
            blamed = [o.argument for o in below.obliques if below.lemma == "blame" and o.preposition == "on"]
            by = [o.argument for o in below.obliques if o.preposition == "by"]
            found += [a for a in (*below.subjects, *by, *blamed) if cast.at(a.head) is not None]
    return tuple(dict.fromkeys(found))


def find_attackers(parse: Parse, clause: Clause, event_type: str, readings: Sequence[Reading]) -> tuple[Argument, ...]:
    """Who did it when only the clause that says when tells: "nine were killed when the army shelled a village"."""
    if event_type not in _VIOLENT or clause.kind != "verb" or clause.voice != "passive" or clause.subjects:
        return ()
    joined = {clause.index} | {
        c.index for c in parse.clauses if c.sentence == clause.sentence and c.head > clause.head and c.lemma in _HURT
    }  # "were killed and five injured when", however the parser hung it
    for below in parse.clauses:
        best = readings[below.index].best
        when = below.parent in joined and below.relation == "adverbial" and below.marker in _WHEN
        if when and best is not None and best.pattern.type in _VIOLENT and best.actors:
            return tuple(best.actors)
        if when and below.lemma in _AIMED and below.voice == "active" and below.subjects:
            return below.subjects
    return _who_struck(parse, clause, readings)


def _who_struck(parse: Parse, clause: Clause, readings: Sequence[Reading]) -> tuple[Argument, ...]:
    """Who struck in the clause to which a death is joined: "soldiers returned fire and a boy was killed"."""
    if clause.relation != "conjunct" or clause.parent is None:
        return ()
    above = parse.clauses[clause.parent]
    best = readings[above.index].best
    active = above.kind == "verb" and above.voice == "active"
    if active and best is not None and best.pattern.type in _VIOLENT and not best.recipients:
        return tuple(best.actors)
    return ()


def tells_of_war(parse: Parse, clause: Clause) -> bool:
    """Whether a clause says that people fell in fighting: such deaths are political whoever died.

    So it is where many fled: "nine have died and thousands have left".
    """
    sentence = parse.sentences[clause.sentence]
    within = range(max(clause.first, sentence.first), min(clause.stop, sentence.stop))
    if clause.kind == "verb" and any(parse.tokens[i].lower in _WAR for i in within):
        return True
    beside = (c for c in parse.clauses if c.sentence == clause.sentence and c.lemma in _FLEES and c.kind == "verb")
    return any(counts_people(parse, a.head) for c in beside for a in (*c.subjects, *c.objects))


def _in_phrase(parse: Parse, subject: Argument, cast: Cast) -> list[Argument]:
    """Whose weapon it is, as its phrase says: "Gondorian government missiles", "a rebel-claimed car bomb"."""
    if parse.tokens[subject.head].lemma not in _WEAPONS:
        return []
    inside = [i for i in range(subject.first, subject.head) if i in cast.by_head]
    return [Argument(i, i, i + 1, "possessive") for i in inside[-1:]]


def tells_means(parse: Parse, clause: Clause, readings: Sequence[Reading]) -> Match | None:
    """The violent act of which a clause only names the means, or says whose it was; None if it tells its own act."""
    if clause.kind == "noun":
        things = {clause.head}  # "an attack by rebels killed nine": told by its effect
    elif clause.lemma in _WIELDS and clause.voice == "passive" and not clause.finite:
        things = {a.head for a in clause.objects}
    else:
        return None
    for reading in readings:
        best = reading.best
        if best is None or best.pattern.type not in _VIOLENT or best.clause.index == clause.index:
            continue
        told = best.clause.kind == "verb" and best.clause.voice == "active" and (best.recipients or best.things)
        if told and things & {a.head for a in best.clause.subjects}:
            return best
    return None


def _of_means(parse: Parse, head: int) -> list[Clause]:
    """The act that a noun of means names itself, and the participles that say whose it is."""
    at = parse.clause_at.get(head)
    own = [parse.clauses[at]] if at is not None else []
    told = [c for c in parse.clauses if c.lemma in _WIELDS and c.voice == "passive" and not c.finite]
    return own + [c for c in told if any(a.head == head for a in c.objects)]
