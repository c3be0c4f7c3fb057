"""The parts of one scene take the scene's time and place (CODEBOOK §6): what the two say and do where they meet.

Two more lend the place alone: the clause that an act only accompanies ("pledged …, warning Arnor"), and the fighting
just told between the same sides, of which a further blow is one more part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.events.lending import is_meanwhile
from communique.events.merging import Telling
from communique.grammar import Parse
from communique.records import Event, Party, When, Where

_SCENES = frozenset({"CONSULT", "PROTEST"})
_CEREMONIES = frozenset({"SUPPORT", "AGREE"})  # a signing, an accession: its parts are what the same company does
_PARTS = frozenset({"CONSULT", "AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "COERCE"})
_AT_A_MARCH = _PARTS | {"CONCEDE", "RETREAT", "MOBILIZE", "ASSAULT"}
_CROWD = frozenset("crowd crowds protesters demonstrators marchers rioters strikers protestors".split())
_FROM_AFAR = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})  # what outsiders say of a scene
_NO_STATES = frozenset({"IGO", "IMG", "NGO", "MNC"})
_REACH = 4  # sentences after the scene in which its parts are told
_STILL_SPEAKING = 3  # sentences after a meeting in which its people are still heard there
_STILL_FIGHTING = 2  # sentences after which a further blow may be elsewhere


def lend_scenes(parse: Parse, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings, in the order of the text, with time and place of the meeting or march that they are part of.

    A part has its actors, and its recipients where it names any, among those of the scene; it is told as actual or as
    not done, shortly after it, and has no time or place of its own.
    """
    out: list[Telling] = []
    for number, telling in enumerate(tellings):
        event = telling.event
        if event.type in _AT_A_MARCH and event.factuality in ("actual", "negated") and not telling.background:
            reach = len(parse.sentences) if telling.refers_back else _REACH
            for scene in (*reversed(out), *tellings[number + 1 :]):
                if event.when is not None and event.where is not None:
                    break
                if _is_its_cause(parse, telling, scene):
                    continue
                if _is_part(parse, event, scene.event, reach):
                    event = _lent(event, scene.event)
                    if {event.type, scene.event.type} == {"PROTEST"} and not event.recipients:
                        event = replace(event, recipients=scene.event.recipients)  # one march, one side marched against
        if event.type == "PROTEST" and event.when is None and event.factuality == "actual":
            part = next((t.event for t in tellings[number + 1 :] if _is_met_by(parse, t.event, event)), None)
            event = event if part is None or part.when is None else replace(event, when=_scene_time(part.when))
        if event.when is None and event.type == "PROTEST" and _is_elsewhere(parse, event):
            near = next((t.event for t in reversed(out) if t.event.type == "PROTEST" and t.event.when), None)
            close = near is not None and 0 < _sentence(parse, event) - _sentence(parse, near) <= _REACH
            if near is not None and near.when is not None and close and near.factuality == event.factuality:
                event = replace(event, when=_scene_time(near.when))
        if event.when is None and (again := _told_again(parse, telling, tellings)) is not None:
            event = replace(event, when=replace(again, rule="when-told-again"))
        if event.where is None:
            fight = next((t.event for t in reversed(out) if _fights_on(parse, event, t.event)), None)
            event = event if fight is None else replace(event, where=_at(fight, "where-same-fighting"))
        out.append(replace(telling, event=event))
    return [_accompanied(parse, t, out) for t in out]


def _is_its_cause(parse: Parse, telling: Telling, scene: Telling) -> bool:
    """Whether an act is only what a march is about, named behind it: "marched to protest the killings"."""
    if scene.event.type != "PROTEST" or telling.clause is None or parse.clauses[telling.clause].kind != "noun":
        return False
    same = _sentence(parse, telling.event) == _sentence(parse, scene.event)
    return same and telling.event.trigger.start > scene.event.trigger.start


def _is_elsewhere(parse: Parse, event: Event) -> bool:
    """Whether a march is one more beside the march just told: "Meanwhile in the capital, hundreds …"."""
    first = parse.sentences[_sentence(parse, event)].first
    return parse.tokens[first].lower in ("meanwhile", "elsewhere")


def _told_again(parse: Parse, telling: Telling, tellings: Sequence[Telling]) -> When | None:
    """The day of an act told as done, where it is soon told again with its day: "has been freed … was handed over on".

    A perfect sums up what follows; the sides must agree as far as both name them, and one at least be named twice.
    """
    event = telling.event
    if telling.clause is None or not parse.clauses[telling.clause].perfect or event.factuality != "actual":
        return None
    for other in (t.event for t in tellings):
        if other.type != event.type or other.factuality != "actual" or other.when is None:
            continue
        if other.when.start is None or other.when.start != other.when.end or other.when.value == "PRESENT_REF":
            continue
        if not 0 < _sentence(parse, other) - _sentence(parse, event) <= _STILL_FIGHTING:
            continue
        sides = [(_names(event.actors), _names(other.actors)), (_names(event.recipients), _names(other.recipients))]
        if all(not a or not b or a & b for a, b in sides) and any(a & b for a, b in sides):
            return other.when
    return None


def _is_met_by(parse: Parse, part: Event, march: Event) -> bool:
    """Whether police or the crowd are told, right behind a march, to have done what a day is told for."""
    if part.when is None or part.factuality != "actual" or part.type not in ("COERCE", "ASSAULT", "RETREAT"):
        return False
    near = 0 <= _sentence(parse, part) - _sentence(parse, march) <= 1
    return near and (_is_crowd(part) or _polices(parse, part, march))


def _fights_on(parse: Parse, blow: Event, fight: Event) -> bool:
    """Whether a blow is one more in the fighting just told: the same sides, by name or state, in the same sentences."""
    if blow.type != "ASSAULT" or fight.type != "ASSAULT" or fight.where is None or not fight.where.country:
        return False
    if {"actual"} != {blow.factuality, fight.factuality}:
        return False
    if not 0 <= _sentence(parse, blow) - _sentence(parse, fight) <= _STILL_FIGHTING:
        return False
    sides = _names((*fight.actors, *fight.recipients))
    did, suffered = _names(blow.actors), _names(blow.recipients)
    return bool(suffered & sides) and bool(did & sides or not fight.actors)


def _names(parties: Sequence[Party]) -> set[str]:
    """What tells a side: its actor, its state, its noun ("two rebels" are of "the rebels")."""
    nouns = [w for p in parties if (w := p.text.rsplit(" ", 1)[-1]).islower()]
    return {n for p in parties for n in (p.actor, _state(p)) if n} | set(nouns)


def _state(party: Party) -> str | None:
    """The state that a party is of; that two are international bodies does not make them one."""
    return None if party.country in _NO_STATES else party.country


def _accompanied(parse: Parse, telling: Telling, tellings: Sequence[Telling]) -> Telling:
    """The telling with time and place of the act that its clause only accompanies, by the same actors."""
    if telling.clause is None or (telling.event.where is not None and telling.event.when is not None):
        return telling
    clause = parse.clauses[telling.clause]
    main = next((t.event for t in tellings if t.clause == clause.parent), None)
    if main is not None and main.when is not None and telling.event.when is None and is_meanwhile(clause):
        meanwhile = replace(main.when, rule="when-what-happened-meanwhile")
        return replace(telling, event=replace(telling.event, when=meanwhile))
    if clause.parent is None or clause.relation not in ("adverbial", "conjunct") or (clause.finite and clause.marker):
        return telling
    if main is None or main.factuality != telling.event.factuality:
        return telling
    if not _names(main.actors) & _names(telling.event.actors):
        return telling
    event = telling.event
    when = event.when or (None if main.when is None else replace(main.when, rule="when-act-it-accompanies"))
    return replace(telling, event=replace(event, when=when, where=event.where or _at(main, "where-act-it-accompanies")))


def _at(event: Event, rule: str) -> Where | None:
    return None if event.where is None else replace(event.where, rule=rule)


def _is_part(parse: Parse, part: Event, scene: Event, reach: int) -> bool:
    if scene.factuality != "actual" or (scene.when is None and scene.where is None):
        return False
    if part.type not in (_AT_A_MARCH if scene.type == "PROTEST" else _PARTS):
        return False
    if scene.type not in _SCENES and not (scene.type in _CEREMONIES and _same_company(part, scene)):
        return False
    if not -1 <= _sentence(parse, part) - _sentence(parse, scene) <= reach and not _same_company(part, scene):
        return False
    there = {p.actor for p in (*scene.actors, *scene.recipients) if p.actor}
    doers = {p.actor for p in part.actors if p.actor}
    others = {p.actor for p in part.recipients if p.actor}
    states = {s for p in (*scene.actors, *scene.recipients) if (s := _state(p))}
    present = others <= there or all(p.country in states for p in part.recipients)
    present = present or _speaks_there(parse, part, scene, doers, there)
    hosts = bool(others & there) and all(p.country in states for p in part.actors)  # the visited state's president
    taking_part = bool(doers & there or (not doers and others & there) or hosts or _same_company(part, scene))
    if part.type == "CONSULT" and not all(
        p.actor in there or p.country in states for p in (*part.actors, *part.recipients)
    ):
        return False  # whoever meets somebody else meets elsewhere
    if _is_told_there(parse, part, scene):
        return True
    if scene.type == "PROTEST" and (_is_crowd(part) or _polices(parse, part, scene)):
        return True
    return bool(doers | others) and taking_part and present


def _speaks_there(parse: Parse, part: Event, scene: Event, doers: set[str], there: set[str]) -> bool:
    """Whether those who met say something to others right after: "he also urged Arnor to halt its plan"."""
    near = 0 <= _sentence(parse, part) - _sentence(parse, scene) <= _STILL_SPEAKING
    return scene.type == "CONSULT" and near and part.type in _FROM_AFAR and bool(doers) and doers <= there


def _is_told_there(parse: Parse, part: Event, scene: Event) -> bool:
    """Whether somebody who met says it for his state right after: "Li said China supports the plan"."""
    near = 0 <= _sentence(parse, part) - _sentence(parse, scene) <= _STILL_SPEAKING
    met = {p.text for p in (*scene.actors, *scene.recipients) if p.sector in ("GOV", "LEG", "MIL")}
    return scene.type == "CONSULT" and near and part.type in _FROM_AFAR | {"AGREE"} and bool(met & set(part.sources))


def _is_crowd(part: Event) -> bool:
    """Whether it is done by or to the crowd of the march just told: "barred the crowd", "the protesters chanted"."""
    return any(p.text.rsplit(" ", 1)[-1].lower() in _CROWD for p in (*part.actors, *part.recipients))


def _polices(parse: Parse, part: Event, scene: Event) -> bool:
    """Whether police seize or hurt people right after a march is told: "police arrested 15 of them"."""
    near = 0 <= _sentence(parse, part) - _sentence(parse, scene) <= 1
    police = bool(part.actors) and all(p.sector == "COP" for p in part.actors)
    crowd = all(p.sector in ("CVL", "OPP", "PTY", "LEG", None) for p in part.recipients)
    return near and police and crowd and part.type in ("COERCE", "ASSAULT")


def _same_company(part: Event, scene: Event) -> bool:
    """Whether one side of a part is all of the scene's company, two at least: "the three ministers" who had signed."""
    company = {p.actor for p in (*scene.actors, *scene.recipients) if p.actor}
    sides = [{p.actor for p in part.actors}, {p.actor for p in part.recipients}]
    if part.type in _FROM_AFAR and sides[0] and company.isdisjoint(sides[0]):
        sides.pop()  # "Umbar urged both sides"
    return (len(company) > 1 and company in sides) or _send_theirs(part, scene)


def _send_theirs(part: Event, scene: Event) -> bool:
    """Whether others serve, on one side of a part, just the states that one side of the scene is: two at least."""
    if scene.type not in _CEREMONIES:
        return False
    companies = [{p.country for p in side} for side in (scene.actors, scene.recipients)]
    known = {p.actor for p in (*scene.actors, *scene.recipients)}
    sides = [side for side in (part.actors, part.recipients) if known.isdisjoint(p.actor for p in side)]
    return any(len(c) > 1 and None not in c and c == {p.country for p in side} for c in companies for side in sides)


def _lent(event: Event, scene: Event) -> Event:
    when, where = event.when, event.where
    if when is None and scene.when is not None:
        when = _scene_time(scene.when)
    if where is None and scene.where is not None:
        where = replace(scene.where, rule="where-scene")
    return replace(event, when=when, where=where)


def _scene_time(when: When) -> When:
    return replace(when, rule="when-scene")


def _sentence(parse: Parse, event: Event) -> int:
    covered = parse.tokens_between(event.trigger.start, event.trigger.end)
    return parse.tokens[covered[0]].sentence if covered else -1
