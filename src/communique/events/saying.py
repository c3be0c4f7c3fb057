"""Acts that a speaker performs by what he says of another, told by no verb of their own (CODEBOOK §3).

"Gondor said Arnor must withdraw" is a demand, "Arnor's actions are a barrier, she said" a charge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.events.merging import Telling
from communique.events.parties import INTERNATIONAL, code_parties, is_political
from communique.events.setting import Settings
from communique.events.sourcing import find_chain
from communique.events.spans import clause_span
from communique.grammar import Argument, Clause, Parse
from communique.ontology import cameo_for, goldstein, intensity, quad
from communique.records import Attribution, Cast, Event, Evidence, Party, Span

_OPPOSED = frozenset({"REB", "OPP", "UAF"})


@dataclass(frozen=True, slots=True)
class Said:
    """What a speaker says of others: the act that it is, the clause and attribution, and of whom it is said."""

    type: str
    rule: str
    why: str
    clause: Clause
    trigger: Span
    attribution: Attribution
    others: tuple[Argument, ...]


def find_nearest(clause: Clause, parse: Parse, cast: Cast, attributions: Sequence[Attribution]) -> Attribution | None:
    """The innermost attribution to a known speaker whose content holds a clause."""
    head = parse.tokens[clause.head]
    said = [a for a in attributions if a.content.start <= head.start and head.end <= a.content.end]
    nearest = min(said, key=lambda a: a.content.end - a.content.start, default=None)
    return nearest if nearest is not None and nearest.speaker in cast.by_id else None


def is_another(cast: Cast, head: int, said: Attribution) -> bool:
    """Whether a noun names a political actor that the speaker does not speak for."""
    actor, own = cast.at(head), cast.by_id[said.speaker or ""]
    if actor is None or actor.id == own.id or actor.sector == "CVL":
        return False
    if actor.sector is None and actor.country not in INTERNATIONAL and actor.kind != "country":
        return False
    governs = ("GOV", "MIL", "COP", "LEG", "JUD", None)
    if (actor.sector in _OPPOSED) != (own.sector in _OPPOSED):
        return True  # a government of its rebels, and they of it
    return actor.country is None or actor.country != own.country or (actor.sector in governs) > (own.sector in governs)


def code_said(parse: Parse, cast: Cast, said: Said, settings: Settings) -> Telling | None:
    """The speaker's act as an event; None when neither side is a political actor."""
    attribution = said.attribution
    speaker = cast.by_id[attribution.speaker or ""]
    covered = parse.tokens_between(attribution.cue.start, attribution.cue.end)
    speech = parse.clause_over(covered[0]) if covered else None
    by = [a for a in (speech.subjects if speech is not None else ()) if cast.at(a.head) is speaker]
    actors = code_parties(parse, by[:1], cast) or (Party(speaker.id, speaker.name, speaker.country, speaker.sector),)
    recipients = code_parties(parse, said.others, cast)
    if not is_political(said.type, actors, recipients, cast):
        return None
    cameo = cameo_for(said.type)
    others = ", ".join(parse.words(a.first, a.stop) for a in said.others)
    event = Event(
        id="", type=said.type, mode=None, contexts=(), cameo=cameo, quad=quad(said.type),
        intensity=intensity(said.type), goldstein=goldstein(cameo), actors=actors, recipients=recipients,
        factuality="actual", sources=find_chain(attribution), attribution=attribution.id, disputed_by=(),
        when=settings.when(speech or said.clause), where=None, trigger=said.trigger,
        evidence=clause_span(parse, said.clause), rule=said.rule,
        why=Evidence(said.rule, None, None, f"{speaker.name} | {said.trigger.text} | {others}", (said.why,)),
    )  # fmt: skip
    return Telling(event, said.clause.lemma, False, clause=said.clause.index)
