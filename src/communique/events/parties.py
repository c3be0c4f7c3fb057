"""Who the sides of an event are, and whether one of them is a political actor (CODEBOOK §1 and §2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.grammar import Argument, Clause, Parse
from communique.lexicon import Pattern
from communique.records import Actor, Cast, Party, PlaceMention

# Sectors whose acting makes an act political (PLOVER's agents), and those of ordinary people and business.
POLITICAL = frozenset("GOV MIL COP JUD LEG PTY OPP REB SPY PRM UAF ELI REL REF LAB JRN SOC".split())
INTERNATIONAL = frozenset({"IGO", "IMG", "NGO"})
_MUTUAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})
_NO_PARTY = frozenset({"PUNCT", "ADV", "ADP", "SYM", "PART", "CCONJ", "SCONJ", "INTJ", "SPACE"})
_NO_NAME = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "ORDINAL"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week".split())
_MEANS = frozenset(
    "gas round canister volley cannon bullet baton truncheon grenade stone bottle shot gunfire fire fume".split()
)
# People who act politically by being there: what they demand or suffer counts like a party's.
_CROWDS = frozenset(
    "protesters protestors demonstrators marchers rioters strikers activists dissidents detainees hostages".split()
)
_STANDING = frozenset({"sanction", "tariff", "embargo"})  # in force, until somebody imposes or lifts them
_BY_STATES = frozenset({"arrest", "deport", "convict"})
_UNDONE = frozenset({"release"})
_FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})  # done in daily business too
_RULING = frozenset("GOV MIL COP JUD LEG PTY OPP REB SPY PRM UAF".split())
_PUBLIC = frozenset({"REL", "REF", "LAB", "SOC", "ELI"})  # who does so publicly: churches, charities, former leaders
_OF_STATES = frozenset({"IGO", "IMG"})
_ANYONE = frozenset("you we i one us me anyone everyone someone anybody everybody somebody yourself".split())
_CIVIC_TYPES = frozenset({"PROTEST"})


def code_parties(
    parse: Parse, arguments: Iterable[Argument], cast: Cast, places: Sequence[PlaceMention] = ()
) -> tuple[Party, ...]:
    """The parties that some phrases name, each once, in the words of the text: "the Syldavian government".

    A person stands under the fullest name, and so does whoever only a pronoun tells; the actor's record has the rest.
    A country that is read as a place ("imports gas from Arnor") is a party where it fills an actor's place.
    """
    out: dict[str, Party] = {}
    for argument in arguments:
        known = cast.all_at(argument.head)  # two for "the two leaders"
        for actor in known:
            text = _told(parse, argument.head, actor, cast) if len(known) == 1 else actor.name
            out.setdefault(actor.id, Party(actor.id, text, actor.country, actor.sector))
        if known:
            continue
        if (state := find_state(parse, argument.head, cast, places)) is not None:
            out.setdefault(state.text, state)
        elif may_be_party(parse, argument.head):
            text = parse.words(argument.first, argument.stop)
            out.setdefault(text, Party(None, text, None, None))
    return tuple(out.values())


def may_be_party(parse: Parse, head: int) -> bool:
    """Whether a word that is no known actor can stand for one at all: days, sums, means, adverbs and marks cannot."""
    token = parse.tokens[head]
    named = token.lemma.lower()
    return token.pos not in _NO_PARTY and token.entity not in _NO_NAME and named not in _DAYS and named not in _MEANS


def _told(parse: Parse, head: int, actor: Actor, cast: Cast) -> str:
    """The words that tell a party: those of the phrase, or the fullest name of a person, behind a pronoun or noun.

    "The charity", told of a body that has a name, is told by its name; "the army" of one that has none stays.
    """
    mention = cast.by_head.get(head)
    if mention is None or actor.kind == "person":
        return actor.name
    if parse.tokens[head].pos in ("PRON", "DET"):
        return _named_before(parse, head, actor, cast) if actor.kind == "country" else actor.name
    described = actor.kind == "organisation" and mention.text[1:].islower()
    return actor.name if described and not actor.name[1:].islower() else mention.text


def _named_before(parse: Parse, head: int, actor: Actor, cast: Cast) -> str:
    """The words that a pronoun repeats of a state: "the government of Arnor", told before it in the sentence."""
    first = next((s.first for s in parse.sentences if s.first <= head < s.stop), head)
    before = [m for i, m in cast.by_head.items() if first <= i < head and m.actor == actor.id]
    nouns = [m for m in before if parse.tokens[m.head].pos in ("NOUN", "PROPN")]
    return nouns[-1].text if nouns else actor.name


def find_state(parse: Parse, head: int, cast: Cast, places: Sequence[PlaceMention]) -> Party | None:
    """The state that a country's name stands for where it was taken for a place."""
    token = parse.tokens[head]
    place = next((p for p in places if p.start <= token.start and token.end <= p.end), None)
    if place is None or place.country is None:
        return None
    if place.feature != "country":
        return Party(None, place.text, place.country, None)
    known = next((a for a in cast.actors if a.kind == "country" and a.country == place.country), None)
    return Party(known.id if known else None, place.text, place.country, "GOV")


def is_named_in_passing(clause: Clause, event_type: str, sides: Sequence[Party]) -> bool:
    """Whether a noun only mentions an accord, talks or sanctions known already, with one side or none named."""
    known = event_type in _MUTUAL or clause.lemma in _STANDING
    return clause.kind == "noun" and clause.light is None and known and len(sides) < 2


def is_described(
    clause: Clause, pattern: Pattern, actors: Sequence[Party], recipients: Sequence[Party], cast: Cast
) -> bool:
    """Whether an act only says who some people are: "people fleeing the war", "people who are serving sentences"."""
    if clause.relation == "relative" and recipients and all(p.text.lower() in _SOME for p in recipients):
        return clause.tense == "present"
    described = clause.relation == "relative" or (clause.kind == "verb" and not clause.finite)
    flight = pattern.type == "RETREAT" and pattern.needs == "none"
    return flight and described and not any(_rules(p, cast) for p in actors)


_SOME = frozenset({"people", "those", "persons", "men", "women", "citizens", "anyone", "prisoners", "detainees"})


def is_nobody(side: Sequence[Party]) -> bool:
    """Whether a side is told only by words that could be anyone here: "you", a "we" whose speaker is not known."""
    return bool(side) and all(_is_no_group(p) or (p.actor is None and p.text.lower() in _ANYONE) for p in side)


def _is_no_group(party: Party) -> bool:
    return party.text.lower() in ("no group", "no organisation", "no organization", "no faction")


def is_political(
    event_type: str, actors: Sequence[Party], recipients: Sequence[Party], cast: Cast, needs: str | None = None
) -> bool:
    """Whether the sides that an act needs are political actors; by default at least one side. Anyone may protest.

    `needs` is the entry's own word: actor, recipient, both (each known as an actor, one of them political), or none
    (violence that is political whoever suffers it).
    """

    def any_of(sides: Sequence[Party]) -> bool:
        return any(_is_political_party(p, event_type, cast) for p in sides)

    if event_type in _FRIENDLY and needs != "none" and not any(_rules(p, cast) for p in (*actors, *recipients)):
        public = any(p.country == "NGO" or p.sector in _PUBLIC for p in (*actors, *recipients))
        fled = any(p.sector == "REF" for p in recipients)  # whoever takes them in
        return public and (fled or not actors or _known(actors)) and (not recipients or _known(recipients))

    match needs:
        case "none":
            return bool(actors or recipients)
        case "actor":
            return any_of(actors)
        case "recipient":
            return any_of(recipients)
        case "both":
            return any_of((*actors, *recipients)) and _known(actors) and _known(recipients)
    return any_of((*actors, *recipients))


def is_by_state(
    clause: Clause, mode: str | None, actors: Sequence[Party], sides: Sequence[Party], cast: Cast, *, counted: bool,
    held: bool,
) -> bool:  # fmt: skip
    """Whether only a state's officers can have done it, to somebody known: "Orla Brand was arrested in May".

    Those who are only counted are told of before: "at least 38 were arrested"; "most were freed" when they were held.
    """
    if mode not in (_BY_STATES | _UNDONE if counted and held else _BY_STATES) or actors:
        return False
    if clause.kind != "verb" or clause.voice != "passive":
        return False
    if counted:
        return True
    known = [cast.by_id[p.actor] for p in sides if p.actor is not None]
    return any(a.kind in ("person", "group") or (a.kind == "organisation" and a.sector == "CVL") for a in known)


def _rules(party: Party, cast: Cast) -> bool:
    """Whether a party is a state, a body of one, an armed or political force, or an international body of states."""
    actor = cast.by_id.get(party.actor or "")
    country = actor is not None and actor.kind == "country"
    return country or party.country in _OF_STATES or party.sector in _RULING


def _known(sides: Sequence[Party]) -> bool:
    return any(p.actor is not None or p.sector == "GOV" or p.country is not None for p in sides)


def _is_political_party(party: Party, event_type: str, cast: Cast) -> bool:
    if party.actor is None:
        return party.sector == "GOV"
    return _is_political_actor(cast.by_id[party.actor], event_type)


def _is_political_actor(actor: Actor, event_type: str) -> bool:
    if actor.kind == "country" or actor.country in INTERNATIONAL:
        return True
    if actor.sector in POLITICAL:
        return True
    if actor.kind == "group" and actor.name.lower().rsplit(" ", 1)[-1] in _CROWDS:
        return True
    return event_type in _CIVIC_TYPES and actor.sector not in ("BUS", None)
