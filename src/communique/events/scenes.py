"""The parts of one scene take the scene's time and place (CODEBOOK §6): what the two say and do where they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.events.merging import Telling
from communique.grammar import Parse
from communique.records import Event

_SCENES = frozenset({"CONSULT", "PROTEST"})
_PARTS = frozenset({"CONSULT", "AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "COERCE"})
_REACH = 4  # sentences after the scene in which its parts are told


def lend_scenes(parse: Parse, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings, in the order of the text, with time and place of the meeting or march that they are part of.

    A part has its actors, and its recipients where it names any, among those of the scene; it is told as actual or as
    not done, shortly after it, and has no time or place of its own.
    """
    out: list[Telling] = []
    for number, telling in enumerate(tellings):
        event = telling.event
        if event.type in _PARTS and event.factuality in ("actual", "negated") and not telling.background:
            reach = len(parse.sentences) if telling.refers_back else _REACH
            for scene in (*reversed(out), *tellings[number + 1 :]):
                if _is_part(parse, event, scene.event, reach):
                    event = _lent(event, scene.event)
                    break
        out.append(replace(telling, event=event))
    return out


def _is_part(parse: Parse, part: Event, scene: Event, reach: int) -> bool:
    if scene.type not in _SCENES or scene.factuality != "actual" or (scene.when is None and scene.where is None):
        return False
    if not -1 <= _sentence(parse, part) - _sentence(parse, scene) <= reach:
        return False
    there = {p.actor for p in (*scene.actors, *scene.recipients) if p.actor}
    doers = {p.actor for p in part.actors if p.actor}
    others = {p.actor for p in part.recipients if p.actor}
    states = {p.country for p in (*scene.actors, *scene.recipients) if p.country}
    present = others <= there or all(p.country in states for p in part.recipients)
    return bool(doers | others) and bool(doers & there or (not doers and others)) and present


def _lent(event: Event, scene: Event) -> Event:
    when, where = event.when, event.where
    if when is None and scene.when is not None:
        when = replace(scene.when, rule="when-scene")
    if where is None and scene.where is not None:
        where = replace(scene.where, rule="where-scene")
    return replace(event, when=when, where=where)


def _sentence(parse: Parse, event: Event) -> int:
    covered = parse.tokens_between(event.trigger.start, event.trigger.end)
    return parse.tokens[covered[0]].sentence if covered else -1
