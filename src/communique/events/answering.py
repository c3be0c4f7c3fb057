"""To whom an answer goes when its object is an act told before: "rejected the call", "slammed the ruling"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.events.merging import Telling
from communique.grammar import Argument, Parse
from communique.records import Event, Party

_ANSWERS = frozenset({"REJECT", "SUPPORT", "ACCUSE", "CONCEDE"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "any", "all"})
_BOTH_SIDES = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # who is told beside is as much a party
_REACH = 4  # sentences back
_TYPES_OF = {
    "REQUEST": "call demand request appeal ultimatum petition plea",
    "AGREE": "offer proposal plan initiative agreement deal accord pact truce ceasefire swap exchange promise pledge",
    "ACCUSE": "claim accusation allegation charge criticism complaint assertion suit lawsuit protest",
    "ASSAULT": "attack strike airstrike bombing raid shelling assault killing offensive bloodshed",
    "SANCTION": "expulsion sanction tariff embargo verdict conviction",
    "COERCE": "arrest detention blockade ban crackdown raid seizure",
    "THREATEN": "threat warning ultimatum",
    "SUPPORT": "ratification endorsement approval recognition vote agreement accord treaty pact",
    "CONSULT": "meeting talk summit visit agreement deal",
    "RETREAT": "release withdrawal resignation",
    "MOBILIZE": "deployment buildup",
}
_ANY = frozenset("ruling decision move verdict step measure order decree judgment judgement announcement".split())
_ACTED = frozenset({"COERCE", "SANCTION", "REQUEST", "REJECT", "SUPPORT", "AGREE", "ACCUSE", "CONCEDE", "RETREAT"})


def answer_acts(parse: Parse, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with missing recipients filled by whoever did what is answered.

    "Arnor urged a truce. Gondor rejected the call": the refusal is Arnor's to hear. Only refusals, praise and blame
    answer, only a definite noun that names such an act, and only the nearest one told within four sentences by others.
    A ruling or a decision may be any act that its doer could have decided.
    """
    return [_answered(parse, t, [e for e in tellings if _before(e, t)]) for t in tellings]


def _before(earlier: Telling, telling: Telling) -> bool:
    return earlier.event.trigger.start < telling.event.trigger.start


def _answered(parse: Parse, telling: Telling, earlier: Sequence[Telling]) -> Telling:
    event = telling.event
    if event.recipients or event.type not in _ANSWERS or telling.clause is None or not event.actors:
        return telling
    clause = parse.clauses[telling.clause]
    if clause.kind != "verb":
        return telling
    for thing in clause.objects:
        types = _types(parse, thing)
        for told in sorted(earlier, key=lambda t: -t.event.trigger.start) if types else ():
            near = clause.sentence - _sentence_of(parse, told.event) <= _REACH
            found = _others(told.event, event) if near and told.event.type in types else ()
            if found:
                return replace(telling, event=replace(event, recipients=found))
    return telling


def _types(parse: Parse, thing: Argument) -> frozenset[str]:
    """The types of act that a definite noun may point back to."""
    noun = parse.tokens[thing.head]
    if noun.pos != "NOUN" or not any(parse.tokens[c].lower in _DEFINITE for c in parse.children[thing.head]):
        return frozenset()
    if noun.lemma in _ANY:
        return _ACTED
    return frozenset(t for t, nouns in _TYPES_OF.items() if noun.lemma in nouns.split())


def _others(told: Event, answer: Event) -> tuple[Party, ...]:
    """Who did the act that is answered; of an accord, all its parties. Nobody answers to himself."""
    mine = {p.actor or p.text for p in answer.actors}
    states = {p.country for p in answer.actors if p.country}
    sides = (*told.actors, *(told.recipients if told.type in _BOTH_SIDES else ()))
    sides = tuple(p for p in sides if p.sector not in ("CVL", None)) or sides  # not the prisoners to be exchanged
    apart = tuple(p for p in sides if (p.actor or p.text) not in mine)
    if mine & {p.actor or p.text for p in told.actors} and told.type not in _BOTH_SIDES:
        return ()
    foreign = tuple(p for p in apart if p.country not in states)
    return foreign or (apart if len(apart) == len(sides) else ())


def _sentence_of(parse: Parse, event: Event) -> int:
    covered = parse.tokens_between(event.trigger.start, event.trigger.end)
    return parse.tokens[covered[0]].sentence if covered else 0
