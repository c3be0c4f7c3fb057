"""What an act becomes when its own actor announces it: a promise, a threat or a refusal (CODEBOOK §3).

"We will free the prisoners", said by the one who will, is AGREE and actual: the promise was made. "We will strike" is
THREATEN, "we will not negotiate" is REJECT. Told by anybody else the act keeps its type and is future or negated.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.grammar import Clause, Parse
from communique.records import Actor, Attribution, Cast, Factuality, Party

_COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "AGREE"})
_COERCIVE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "THREATEN"})
_PERFORMED = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"})
_NOT_NOW = frozenset("long repeatedly often always previously already frequently consistently once".split())
_CONDITIONS = frozenset({"if", "unless"})
_WILLING = frozenset({"ready", "willing", "prepared", "eager", "keen", "committed", "determined"})


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """The type and standing that an announced act takes, and why."""

    type: str
    factuality: Factuality
    step: str


def find_speech_act(
    parse: Parse,
    clause: Clause,
    event_type: str,
    told: Factuality,
    actors: tuple[Party, ...],
    attribution: Attribution | None,
    cast: Cast,
) -> SpeechAct | None:
    """The act of speech that an announced act is, or None when its actor is not the one who speaks."""
    if attribution is None or told == "actual" or not _speaks_for(attribution, actors, cast):
        return None
    if told == "hypothetical":
        if event_type in _COERCIVE and clause.modal in ("will", "would") and clause.marker not in _CONDITIONS:
            return SpeechAct("THREATEN", "actual", "announced, on a condition, by the one who would do it: THREATEN")
        return None
    if told == "future":
        if event_type in _COOPERATIVE and (clause.modal in ("will", "would") or _is_willing(parse, clause)):
            return SpeechAct("AGREE", "actual", "promised by the one who would do it: AGREE")
        if event_type in _COERCIVE and clause.modal in ("will", "would"):
            return SpeechAct("THREATEN", "actual", "announced by the one who would do it: THREATEN")
        return None
    if clause.modal in ("will", "would") and event_type in _COOPERATIVE:
        return SpeechAct("REJECT", "actual", "ruled out by the one who would do it: REJECT")
    return None


def _is_willing(parse: Parse, clause: Clause) -> bool:
    above = None if clause.parent is None else parse.clauses[clause.parent]
    return above is not None and above.kind == "adjective" and above.lemma in _WILLING


def _speaks_for(attribution: Attribution, actors: tuple[Party, ...], cast: Cast) -> bool:
    """Whether the speaker is one of the actors, or an official of the state or body that acts."""
    speaker: Actor | None = cast.by_id.get(attribution.speaker or "")
    if speaker is None:
        return False
    same_state = speaker.country is not None and speaker.sector in ("GOV", "MIL", None)
    return any(
        p.actor == speaker.id or (same_state and p.country == speaker.country and p.sector in ("GOV", "MIL", None))
        for p in actors
    )


def find_performing(
    parse: Parse,
    clause: Clause,
    event_type: str,
    told: Factuality,
    actors: tuple[Party, ...],
    attribution: Attribution | None,
    cast: Cast,
) -> Clause | None:
    """The clause of saying by which a speaker performs an act: not what he says that he had done or will do.

    A state's ministry that says what the state "has ordered" speaks for it, and so on that day.
    """
    if event_type not in _PERFORMED or told != "actual" or (clause.perfect and clause.tense != "present"):
        return None
    if clause.kind == "noun" and clause.light is None:
        return None
    if any(parse.tokens[i].lower in _NOT_NOW for i in clause.adverbs):
        return None
    if attribution is None or not _speaks_for(attribution, actors, cast):
        return None
    covered = parse.tokens_between(attribution.cue.start, attribution.cue.end)
    return parse.clause_over(covered[0]) if covered else None
