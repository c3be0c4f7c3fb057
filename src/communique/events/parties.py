"""Who the sides of an event are, and whether one of them is a political actor (CODEBOOK §1 and §2)."""

from __future__ import annotations

from collections.abc import Iterable

from communique.grammar import Argument, Parse
from communique.records import Actor, Cast, Party

# Sectors whose acting makes an act political (PLOVER's agents), and those of ordinary people and business.
POLITICAL = frozenset("GOV MIL COP JUD LEG PTY OPP REB SPY PRM UAF ELI REL REF LAB JRN SOC".split())
INTERNATIONAL = frozenset({"IGO", "IMG", "NGO"})
_CIVIC_TYPES = frozenset({"PROTEST"})


def code_parties(parse: Parse, arguments: Iterable[Argument], cast: Cast) -> tuple[Party, ...]:
    """The parties that some phrases name, each once, under the actor's fullest name where it is known."""
    out: dict[str, Party] = {}
    for argument in arguments:
        actor = cast.at(argument.head)
        if actor is not None:
            out.setdefault(actor.id, Party(actor.id, actor.name, actor.country, actor.sector))
        else:
            text = parse.words(argument.first, argument.stop)
            out.setdefault(text, Party(None, text, None, None))
    return tuple(out.values())


def is_political(event_type: str, sides: Iterable[Party], cast: Cast) -> bool:
    """Whether at least one side is a political actor; anyone may protest."""
    return any(
        _is_political_actor(cast.by_id[p.actor], event_type) if p.actor is not None else p.sector == "GOV"
        for p in sides
    )


def _is_political_actor(actor: Actor, event_type: str) -> bool:
    if actor.kind == "country" or actor.country in INTERNATIONAL:
        return True
    if actor.sector in POLITICAL:
        return True
    return event_type in _CIVIC_TYPES and actor.sector not in ("BUS", None)
