"""Parties that only a place names: "a surveyor held in Umbar" is held by Umbar, "a visit to Klow" is to Syldavia.

The codebook gives such a jailing to the state in whose territory it is told (only for arrests and convictions, only
where no one is named as the actor), and a visit to the state that is visited.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.events.matching import Match
from communique.grammar import Argument, Parse
from communique.records import Actor, Cast, Party, PlaceMention, Where

_MODES = frozenset({"arrest", "convict"})
_OUT = frozenset({"expel", "deport"})  # whoever is expelled from a state is expelled by it
_VISIT = "visit"
_REACHING = frozenset({"AID", "MOBILIZE", "CONSULT", "RETREAT", "ASSAULT", "COERCE"})
_STRUCK = frozenset({"ASSAULT", "COERCE"})  # in these the land itself may be the object: "shelled Arnor"
_UPON = ("on", "against", "upon", "across", "over")
_LEFT = ("from",)
_BARE = 4  # words of a state's bare name: "the United Arab Emirates"
_TOWARDS = ("to", "in", "at", "into", "for")
_IN = frozenset({"in", "inside", "at"})


def find_holder(parse: Parse, match: Match, cast: Cast, places: Sequence[PlaceMention]) -> tuple[Party, ...]:
    """The state that must be meant as actor, as a party; empty when a named actor stands or no place tells."""
    if match.pattern.mode not in (*_MODES, *_OUT) or (match.clause.subjects and match.clause.voice == "passive"):
        return ()
    if match.pattern.mode in _OUT and match.clause.voice != "passive":
        return ()
    inside = _LEFT if match.pattern.mode in _OUT else _IN
    heads = [o.argument.head for o in match.clause.obliques if o.preposition in inside]
    return _first_state(parse, heads, cast, places)


def find_moved(parse: Parse, match: Match, cast: Cast) -> list[Argument]:
    """The forces that nobody is said to move, who stand for who does: "2,000 soldiers of Arnor were deployed"."""
    clause = match.clause
    if match.pattern.type not in ("MOBILIZE", "AID") or clause.voice != "passive" or clause.kind != "verb":
        return []
    moved = [a for a in clause.objects if (who := cast.at(a.head)) is not None and who.sector in ("MIL", "COP", "GOV")]
    return [a for a in moved if match.pattern.type == "MOBILIZE" or parse.tokens[a.head].lemma == "peacekeeper"]


def find_summoner(match: Match, cast: Cast) -> tuple[Argument, ...]:
    """Who summons when only the door is told: "the envoy was summoned to the Foreign Ministry"."""
    clause = match.clause
    if clause.lemma != "summon" or clause.voice != "passive":
        return ()
    doors = [o.argument for o in clause.obliques if o.preposition == "to"]
    return tuple(a for a in doors if (who := cast.at(a.head)) is not None and who.sector == "GOV")


def find_host(parse: Parse, match: Match, cast: Cast, places: Sequence[PlaceMention]) -> tuple[Party, ...]:
    """The state that is visited, as a party, when only its city or its name as a place tells so."""
    if match.pattern.mode != _VISIT:
        return ()
    clause = match.clause
    heads = [a.head for a in clause.objects] + [o.argument.head for o in clause.obliques if o.preposition in _TOWARDS]
    return _first_state(parse, heads, cast, places)


def find_reached(parse: Parse, match: Match, recipients: Sequence[Party], cast: Cast) -> Where | None:
    """The place of an act that goes to a state: help sent to it, forces moved into it, a visit or a blow to it.

    Only the state's bare name counts: what is done to its army or its people may be done anywhere.
    """
    pattern, clause = match.pattern, match.clause
    if pattern.type not in _REACHING or (pattern.type == "CONSULT" and pattern.mode != _VISIT):
        return None  # who talks to a state need not be there
    reached: list[Argument] = []
    if pattern.type in _STRUCK or pattern.mode == _VISIT:
        reached += clause.objects
    towards = _TOWARDS + (_UPON if pattern.type in _STRUCK else ()) + (_LEFT if pattern.type == "RETREAT" else ())
    reached += [o.argument for o in (*clause.obliques, *clause.nested) if o.preposition in towards]
    if pattern.type in _STRUCK:  # "an air strike on Arnor killed nine"
        nouns = [parse.clauses[i] for a in clause.subjects if (i := parse.clause_at.get(a.head)) is not None]
        reached += [o.argument for n in nouns for o in n.obliques if o.preposition in (*_UPON, *_TOWARDS)]
    for argument in reached:
        text = parse.words(argument.first, argument.stop)
        for party in recipients:
            who = cast.at(argument.head)
            if who is None or who.kind != "country" or party.country is None or who.id != party.actor:
                continue
            if argument.stop - argument.first <= _BARE and not text.islower():
                return Where(text, party.text, party.country, None, None, None, "where-state-it-reaches")
    return None


def _first_state(parse: Parse, heads: Sequence[int], cast: Cast, places: Sequence[PlaceMention]) -> tuple[Party, ...]:
    for head in heads:
        token = parse.tokens[head]
        place = next((p for p in places if p.start <= token.start and token.end <= p.end and p.country), None)
        actor = cast.at(head)
        country = place.country if place is not None else actor.country if actor and actor.kind == "country" else None
        if country is not None:
            return (_state(country, place.name if place else token.text, cast.actors),)
    return ()


def _state(country: str, name: str, actors: Sequence[Actor]) -> Party:
    known = next((a for a in actors if a.kind == "country" and a.country == country), None)
    return Party(known.id if known else None, known.name if known else name, country, "GOV")
