"""Whose the actors are that nothing else places: the one state of a page, or the state told last beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from communique.actors.lists import Lists, load_lists
from communique.grammar import Parse
from communique.records import Actor, Cast, Mention, PlaceMention

_CROSS_BORDER = frozenset({"IGO", "NGO", "IMG", "MNC"})
_ALONE, _ENOUGH = 0.75, 8  # share of all that names a state, and how much must name one
_AT_HOME = frozenset({"GOV", "LEG", "COP", "JUD", "OPP", "PTY", "LAB", "MED", "EDU", "CVL"})
_BODIES = frozenset({"GOV", "LEG", "COP", "JUD", "OPP", "PTY", "LAB", "MIL"})
_NOWHERE = frozenset({"JRN", "BUS", "SOC", "REL"})  # they report, trade and help abroad
_POINTS = frozenset({"relative-pronoun", "pronoun"})  # say nothing new of a state
_ONE_A_STATE = frozenset({"president", "minister", "king", "queen", "chancellor", "premier", "leader"})
_TOWNS, _MOSTLY = 3, 0.6  # places below a state that make it the ground of a page, and their share
_ANYONE = frozenset({"people", "men", "women", "persons", "civilians", "children"})
_LOOSE = frozenset({"UAF", "CRM"})
_Cue = tuple[int, str, str, int, bool]  # where it begins, the state, its words, its head, whether an adjective


def settle_neighbours(cast: Cast, parse: Parse, places: Sequence[PlaceMention]) -> Cast:
    """Gives actors without a country that of the page, if it speaks of one state alone, else that of their paragraph.

    The last and weakest evidence, said so in `country_why`. On a page of which three quarters of all names of states,
    their people and places are one state's, everyone is its own who is not said to be from elsewhere. On others, the
    courts, police, parties, officials, named persons and people of a place ("residents") belong to the state named
    last before them in their paragraph, unless they act on it or it on them ("officials of Arnor were met by …"); where
    their paragraph names none, to the state that has most of the page's places.
    Armed groups, soldiers, envoys, media, firms and "people" stay unknown there.
    """
    lists = load_lists()
    cues = _cues(cast, parse, places)
    counts = Counter(state for _, state, *_ in cues)
    state, most = counts.most_common(1)[0] if counts else ("", 0)
    alone = state if most >= _ENOUGH and most >= _ALONE * counts.total() else None
    ground = _ground(places, state)
    settled: dict[str, Actor] = {}
    paired = _paired(cast, parse)
    for actor in cast.actors:
        if actor.country is not None or not actor.mentions or not _has_home(actor, lists, alone is not None):
            continue
        if actor.id in paired:
            continue
        if alone is not None:
            why = f"{lists.country_names.get(alone, alone)} is the only state that the page tells much of"
            settled[actor.id] = replace(actor, country=alone, country_why=why)
        elif (cue := _beside(parse, cues, actor.mentions[0])) is not None:
            settled[actor.id] = replace(actor, country=cue[1], country_why=f'told after "{cue[2]}" in its paragraph')
        elif ground is not None and _is_at_home(actor):
            why = f"{lists.country_names.get(ground, ground)} has most of the places of the page"
            settled[actor.id] = replace(actor, country=ground, country_why=why)
    if not settled:
        return cast
    return Cast(tuple(settled.get(a.id, a) for a in cast.actors), cast.by_head, cast.together)


def _ground(places: Sequence[PlaceMention], most_named: str) -> str | None:
    """The state in whose towns and provinces a page mostly plays, if it is also the one that it names most."""
    local = Counter(p.country for p in places if p.country is not None and p.feature not in ("country", None))
    state, count = local.most_common(1)[0] if local else (None, 0)
    return state if state == most_named and count >= _TOWNS and count >= _MOSTLY * local.total() else None


def _is_at_home(actor: Actor) -> bool:
    """Whether an actor is a body or crowd of the land; people only counted ("nine people") may be from anywhere."""
    return actor.kind != "group" or actor.name.lower().rsplit(" ", 1)[-1] not in _ANYONE


def _paired(cast: Cast, parse: Parse) -> set[str]:
    """People named with a plural title, "Presidents Boda and Dragan": each is of a state of his own."""
    mentions = sorted((m for a in cast.actors for m in a.mentions), key=lambda m: m.start)
    out: set[str] = set()
    for one, other in pairwise(mentions):
        titled = one.text.split(" ", 1)[0].endswith("s") and one.text.split(" ", 1)[0][:-1].lower() in _ONE_A_STATE
        if titled and parse.text[one.end : other.start].strip() in ("and", "&"):
            out |= {one.actor, other.actor}
    return out


def _cues(cast: Cast, parse: Parse, places: Sequence[PlaceMention]) -> list[_Cue]:
    """What names a state: its own names, its people and bodies, its places; reporters and firms tell of others."""
    out: dict[int, _Cue] = {}
    for actor in cast.actors:
        if actor.country is None or actor.country in _CROSS_BORDER or actor.sector in _NOWHERE | _LOOSE:
            continue
        for m in actor.mentions:
            if m.rule not in _POINTS:
                out[m.start] = (m.start, actor.country, m.text, m.head, m.rule == "adjective")
    for place in places:
        if place.country is not None and (inside := parse.tokens_between(place.start, place.end)):
            out.setdefault(place.start, (place.start, place.country, place.text, inside[-1], False))
    return sorted(out.values())


def _has_home(actor: Actor, lists: Lists, alone: bool) -> bool:
    """Whether an actor is one that its surroundings can place."""
    words = (actor.role or actor.name).lower().split()
    opening, _, rest = actor.name.lower().partition(" ")
    if opening in ("its", "his", "her", "their", "whose"):
        return False  # somebody's, of whom it is not known who that is
    if actor.sector in _NOWHERE or set(words) & lists.said("country", "held_abroad"):
        return False
    if actor.kind == "group":
        local = words[-1] in lists.said("country", "local_groups") or actor.sector in ("COP", "LEG", "JUD", "OPP")
        return local or (alone and actor.sector in ("MIL", "REB"))
    if actor.kind == "person" and not actor.name[:1].isupper():
        return actor.role is not None and actor.sector in _AT_HOME - {"CVL"}
    if actor.kind == "person" and ((len(words) < 2 and not rest) or opening in ("a", "an")):
        return False
    if actor.kind == "person":
        return actor.sector in _AT_HOME or actor.sector is None or (alone and actor.sector not in _LOOSE)
    return actor.kind == "organisation" and actor.sector in _BODIES


def _beside(parse: Parse, cues: Sequence[_Cue], mention: Mention) -> _Cue | None:
    """The cue nearest before a mention in its paragraph that is no other side of its own clause."""
    block = parse.sentences[parse.tokens[mention.head].sentence].block
    sides = _sides_of_its_clause(parse, mention.head)
    for cue in reversed(cues):
        if cue[0] >= mention.start:
            continue
        sentence = parse.tokens[cue[3]].sentence
        if parse.sentences[sentence].block != block:
            return None
        apart = cue[4] and sentence != parse.tokens[mention.head].sentence  # "a Bordurian gang" tells of nobody else
        if not apart:
            return None if cue[3] in sides else cue
    return None


def _sides_of_its_clause(parse: Parse, head: int) -> set[int]:
    """The heads of what else takes part in the clause of which a phrase is a side."""
    for clause in parse.clauses:
        sides = {a.head for a in (*clause.subjects, *clause.objects, *clause.recipients)}
        if head in sides:
            sides |= {o.argument.head for o in clause.obliques if o.preposition not in ("in", "at", "of", "from")}
            told = [
                parse.clauses[c.clause] for c in clause.complements
            ]  # what they say of others tells not whose they are
            return sides.union(*(range(c.first, c.stop) for c in told))
    return set()
