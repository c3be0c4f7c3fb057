"""Who denies what: a denial is no event, it marks the accusation or the act that it denies (CODEBOOK §3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from communique.events.coder import Scene
from communique.events.denials import find_denied
from communique.grammar import Clause, Parse
from communique.records import Event, Party

_DENIALS = frozenset({"deny", "dispute", "refute", "rebut", "contest", "disavow"})
_CHARGES = frozenset({"accusation", "allegation", "charge", "criticism", "complaint", "claim"})
_HOSTILE = frozenset({"ACCUSE", "ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION"})
_REACH = 2  # sentences back in which a denial without a stated content finds what it denies


def link_disputes(scene: Scene, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events with `disputed_by` filled: by whoever denies them in the article, in the same sentence or just after.

    "charges that he denies", "allegations …, which Moscow denies", "Arnor denied the accusation". The one who denies
    must be the one accused or acted by, where the event names one.
    """
    denied: dict[str, list[str]] = {}
    for clause in scene.parse.clauses:
        if clause.kind != "verb" or clause.negation is not None:
            continue
        if clause.lemma not in _DENIALS and not _turns_away_charge(scene.parse, clause):
            continue
        for actor_id in _deniers(scene, clause):
            name = scene.cast.by_id[actor_id].name
            for event in _denied(scene, clause, actor_id, events):
                denied.setdefault(event.id, []).append(name)
    return tuple(
        replace(e, disputed_by=tuple(dict.fromkeys((*e.disputed_by, *denied[e.id])))) if e.id in denied else e
        for e in events
    )


def _turns_away_charge(parse: Parse, clause: Clause) -> bool:
    """Whether somebody rejects or dismisses a charge: "rejected accusations by Arnor", but not "rejected the offer"."""
    nouns = (parse.clauses[parse.clause_at[a.head]] for a in clause.objects if a.head in parse.clause_at)
    return any(n.lemma in _CHARGES and find_denied(parse, n, "ACCUSE") is clause for n in nouns)


def _deniers(scene: Scene, clause: Clause) -> list[str]:
    found = (scene.cast.at(a.head) for a in clause.subjects)
    return [actor.id for actor in found if actor is not None]


def _denied(scene: Scene, clause: Clause, denier: str, events: Iterable[Event]) -> list[Event]:
    """The hostile acts with which the denier is charged, nearest to the denial: inside it, or before it."""
    parse = scene.parse
    inside = parse.tokens[clause.first].start, parse.tokens[clause.stop - 1].end
    candidates = [e for e in events if e.type in _HOSTILE and _concerns(scene, e, denier)]
    within = [e for e in candidates if inside[0] <= e.trigger.start < inside[1]]
    if within:
        return within
    here = clause.sentence
    at = parse.tokens[clause.head].start
    for back in range(_REACH + 1):
        near = [e for e in candidates if _sentence_of(parse, e) == here - back and e.trigger.start < at]
        if near:
            return near
    return []


def _concerns(scene: Scene, event: Event, denier: str) -> bool:
    actor = scene.cast.by_id[denier]
    charged: tuple[Party, ...] = event.recipients if event.type == "ACCUSE" else event.actors
    if any(p.actor == denier or (p.country is not None and p.country == actor.country) for p in charged):
        return True
    return not charged and event.type == "ACCUSE"


def _sentence_of(parse: Parse, event: Event) -> int:
    covered = parse.tokens_between(event.trigger.start, event.trigger.end)
    return parse.tokens[covered[0]].sentence if covered else -1
