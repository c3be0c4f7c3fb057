"""Which lexicon entry reads a clause, and who fills its places.

An entry matches when its words stand in the clause and each of its required slots is filled by a phrase of the right
kind. Of several that match, the one that says more about the clause wins: more words, more constraints, more slots.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from communique.events.filling import Filling
from communique.grammar import Argument, Clause, Parse
from communique.lexicon import Candidate, Lexicon, Pattern, Predicate, Shape
from communique.records import Cast

_REACH = 9  # tokens after a verb within which the further words of a phrasal entry are looked for
_LIGHT_REACH = 6  # tokens from a light verb to its noun that still make one trigger
_TIMES = frozenset({"DATE", "TIME"})
_OF_TIME = frozenset({"on", "in", "at"})
_WORDS_WEIGHT, _CONSTRAINT_WEIGHT, _SLOT_WEIGHT = 4, 3, 2


@dataclass(frozen=True, slots=True)
class Match:
    """A clause as one entry reads it: who acts, on whom, over what, and which clauses it takes in."""

    clause: Clause
    candidate: Candidate
    actors: tuple[Argument, ...]
    recipients: tuple[Argument, ...]
    things: tuple[Argument, ...]
    embedded: tuple[int, ...]
    weight: int
    trigger: tuple[int, int]  # tokens from, to before

    @property
    def pattern(self) -> Pattern:
        """The entry that matched."""
        return self.candidate.pattern


class Lost(NamedTuple):
    """An entry that was considered for a clause and did not decide it."""

    pattern: Pattern
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The entry that decides a clause, if any, and those that lost."""

    best: Match | None
    lost: tuple[Lost, ...]
    further: tuple[Match, ...] = ()  # of the same type, for when the best asks for parties that are not there


def find_reading(parse: Parse, clause: Clause, cast: Cast, lexicon: Lexicon, *, lenient: bool = False) -> Reading:
    """The entry that reads this clause best; none when no entry's slots are filled.

    `lenient` lets a recipient be missing from its slot: for sentences in which somebody else has named the parties.
    """
    matches: list[Match] = []
    lost: list[Lost] = []
    candidates = lexicon.candidates(clause.kind, clause.lemma)
    around = _around(parse, clause) if candidates else frozenset()
    for candidate in candidates:
        if not around.issuperset(candidate.predicate.rest):  # most entries ask for words that are nowhere near
            lost.append(Lost(candidate.pattern, candidate.absent))
            continue
        found = _match(parse, clause, candidate, cast, lenient)
        if isinstance(found, Match):
            matches.append(found)
        else:
            lost.append(Lost(candidate.pattern, found))
    if not matches:
        return Reading(None, tuple(lost))
    best = max(matches, key=lambda m: (m.weight, -m.pattern.line))
    lost += [Lost(m.pattern, f"says less of the clause than {best.pattern.id}") for m in matches if m is not best]
    further = sorted((m for m in matches if m is not best and m.pattern.type == best.pattern.type), key=_rank)
    return Reading(best, tuple(lost), tuple(further))


def _rank(match: Match) -> tuple[int, int]:
    return -match.weight, match.pattern.line


def _match(parse: Parse, clause: Clause, candidate: Candidate, cast: Cast, lenient: bool) -> Match | str:
    """The match of one entry, or why it does not match."""
    predicate, pattern = candidate.predicate, candidate.pattern
    trigger = _trigger(parse, clause, predicate)
    if trigger is None:
        return candidate.absent
    if _comes_between(clause, predicate, cast):
        return "something else stands between its words"
    if clause.voice == "passive" and not pattern.passive:
        return "the entry is for the active voice"
    shape = _shape(clause, pattern)
    if clause.kind == "verb" and clause.objects and not shape.takes_direct_object and not predicate.rest:
        return "the verb has an object, the entry has none"
    filling = Filling(parse, clause, predicate, pattern, shape, cast, lenient)
    problem = filling.fill()
    if problem:
        return problem
    constraints = bool(pattern.objects) + bool(pattern.subject) + 2 * bool(pattern.acts)
    words = len(predicate.rest) + len(predicate.before)
    return Match(
        clause=clause,
        candidate=candidate,
        actors=tuple(filling.actors),
        recipients=tuple(filling.recipients),
        things=tuple(filling.things),
        embedded=tuple(filling.embedded),
        weight=_WORDS_WEIGHT * words + _CONSTRAINT_WEIGHT * constraints + _SLOT_WEIGHT * filling.filled,
        trigger=_with_light_verb(parse, clause, trigger),
    )


def _shape(clause: Clause, pattern: Pattern) -> Shape:
    return pattern.noun_shape if clause.kind == "noun" and pattern.noun_shape is not None else pattern.shape


def _around(parse: Parse, clause: Clause) -> frozenset[str]:
    """The words in which the rest of a predicate may be told: those within reach, and what stands before the verb."""
    near = parse.tokens[clause.head + 1 : _limit(parse, clause)]
    words = {t.lower for t in near} | {t.lemma for t in near} | {o.preposition for o in clause.obliques}
    return frozenset(words | {clause.particle} if clause.particle else words)


def _limit(parse: Parse, clause: Clause) -> int:
    """The token before which the further words of a predicate must stand."""
    return min(clause.head + 1 + _REACH, parse.sentences[clause.sentence].stop)


def _trigger(parse: Parse, clause: Clause, predicate: Predicate) -> tuple[int, int] | None:
    """The tokens that name the act, when all of the predicate's words stand in their order; else None."""
    tokens = parse.tokens
    first = clause.head
    for word in reversed(predicate.before):
        if first == 0 or word not in (tokens[first - 1].lower, tokens[first - 1].lemma):
            return None
        first -= 1
    if first < clause.head and tokens[first].lower in ("n't", "n’t"):
        first -= 1  # "won't report", not "n't report"
    at = clause.head
    limit = _limit(parse, clause) if predicate.rest else 0
    for word in predicate.rest:
        spoken = (i for i in range(at + 1, limit) if word in (tokens[i].lower, tokens[i].lemma))
        found = next((i for i in spoken if not _dates(parse, i)), None)
        if found is None:
            beside = (o.argument.head for o in clause.obliques if o.preposition == word)
            if clause.particle == word or any(
                word not in _OF_TIME or tokens[head].entity not in _TIMES for head in beside
            ):
                continue  # it stands before the verb: "whom he called on"
            return None
        at = found
    return first, (at + 1 if at - clause.head <= len(predicate.rest) + 1 else clause.head + 1)


def _dates(parse: Parse, index: int) -> bool:
    """Whether an "on" or the like stands before a day or an hour: "called the king on Friday" is no calling on."""
    if parse.tokens[index].lower not in _OF_TIME:
        return False
    behind = (parse.tokens[c].entity for c in parse.children[index] if c > index)
    return any(entity in _TIMES for entity in behind)


def _comes_between(clause: Clause, predicate: Predicate, cast: Cast) -> bool:
    """Whether the verb has a thing as its object before the entry's one preposition: "left a note for the minister"."""
    if clause.kind != "verb" or clause.voice != "active" or len(predicate.rest) != 1:
        return False
    phrase = next((o for o in clause.obliques if o.preposition == predicate.rest[0]), None)
    return phrase is not None and any(
        clause.head < o.head < phrase.argument.head and cast.at(o.head) is None for o in clause.objects
    )


def _with_light_verb(parse: Parse, clause: Clause, trigger: tuple[int, int]) -> tuple[int, int]:
    """The trigger of a noun with the verb that carries it, where they stand near: "imposed new sanctions"."""
    if clause.kind != "noun" or clause.light is None:
        return trigger
    first, stop = min(clause.light, trigger[0]), max(clause.light + 1, trigger[1])
    return (first, stop) if stop - first <= _LIGHT_REACH else trigger
