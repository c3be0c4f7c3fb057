"""What a speaker says that another must do: "Gondor said Arnor must withdraw" is a demand (CODEBOOK §3, REQUEST)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.events.merging import Telling
from communique.events.parties import INTERNATIONAL, code_parties, is_political
from communique.events.setting import Settings
from communique.events.sourcing import find_chain
from communique.events.spans import clause_span, span_of
from communique.grammar import Argument, Clause, Parse
from communique.ontology import cameo_for, goldstein, intensity, quad
from communique.records import Actor, Attribution, Cast, Event, Evidence, Party, Span

DUTIES = frozenset({"must", "should", "ought", "need"})
_ALSO_ASSERT = frozenset({"insist", "insistence"})
_HELPERS = frozenset({"be", "have", "do"})  # "insist that they are ready", but "that they leave"
_INDICATIVE = frozenset({"VBZ", "VBD"})
_SPOKEN = frozenset({"asserts", "demands", "predicts", "alleges"})


@dataclass(frozen=True, slots=True)
class Demand:
    """A clause of duty, the attribution it is said in, who says it and who is to obey."""

    clause: Clause
    attribution: Attribution
    addressees: tuple[Argument, ...]


def code_demands(parse: Parse, cast: Cast, attributions: Sequence[Attribution], settings: Settings) -> list[Telling]:
    """The demands of an article as REQUEST, by the speaker, of those who are to obey."""
    out = []
    cameo = cameo_for("REQUEST")
    for demand in find_demands(parse, cast, attributions):
        clause, said = demand.clause, demand.attribution
        speaker = cast.by_id[said.speaker or ""]
        covered = parse.tokens_between(said.cue.start, said.cue.end)
        speech = parse.clause_over(covered[0]) if covered else None
        trigger = _trigger(parse, clause)
        actors = (Party(speaker.id, speaker.name, speaker.country, speaker.sector),)
        recipients = code_parties(parse, demand.addressees, cast)
        if not is_political("REQUEST", actors, recipients, cast):
            continue
        read = f"{speaker.name} | {trigger.text} | {', '.join(parse.words(a.first, a.stop) for a in demand.addressees)}"
        event = Event(
            id="", type="REQUEST", mode=None, contexts=(), cameo=cameo, quad=quad("REQUEST"),
            intensity=intensity("REQUEST"), goldstein=goldstein(cameo),
            actors=actors,
            recipients=recipients, factuality="actual", sources=find_chain(said),
            attribution=said.id, disputed_by=(), when=settings.when(clause, speech), where=None, trigger=trigger,
            evidence=clause_span(parse, clause), rule="demand-of-duty",
            why=Evidence("demand-of-duty", None, None, read, ("said of another that he must: REQUEST",)),
        )  # fmt: skip
        out.append(Telling(event, clause.lemma, False, clause=clause.index))
    return out


def _trigger(parse: Parse, clause: Clause) -> Span:
    """The words of duty and the act: "must withdraw"."""
    modal = next((c for c in parse.children[clause.head] if parse.tokens[c].lower in DUTIES), clause.head)
    return span_of(parse, min(modal, clause.head), clause.head + 1)


def find_demands(parse: Parse, cast: Cast, attributions: Sequence[Attribution]) -> list[Demand]:
    """The clauses in which a known speaker lays a duty on another political actor; duties of one's own are none."""
    out = []
    for clause in parse.clauses:
        if clause.modal not in DUTIES or clause.relation == "relative" or clause.marker in ("if", "unless", "what"):
            continue
        head = parse.tokens[clause.head]
        said = [a for a in attributions if a.content.start <= head.start and head.end <= a.content.end]
        nearest = min(said, key=lambda a: a.content.end - a.content.start, default=None)
        if nearest is None or nearest.speaker not in cast.by_id or nearest.stance not in _SPOKEN:
            continue
        doers = clause.objects if clause.voice == "passive" and not clause.subjects else clause.subjects
        if clause.kind == "noun" and clause.light in parse.clause_at and _is_verb_of(parse, clause):
            continue  # "must provide support" is one duty
        others = tuple(a for a in doers if parse.tokens[a.first].tag != "PRP$" and _is_another(cast, a, nearest))
        if others:
            out.append(Demand(clause, nearest, others))
    return out


def _is_verb_of(parse: Parse, clause: Clause) -> bool:
    carrier = parse.clauses[parse.clause_at[clause.light or 0]]
    return carrier.kind == "verb" and carrier.modal in DUTIES


def _is_another(cast: Cast, argument: Argument, said: Attribution) -> bool:
    actor, own = cast.at(argument.head), cast.by_id[said.speaker or ""]
    if actor is None or actor.id == own.id or actor.sector == "CVL":
        return False
    if actor.sector is None and actor.country not in INTERNATIONAL and actor.kind != "country":
        return False
    return actor.country is None or actor.country != own.country or _governs(actor) > _governs(own)


def asserts_only(parse: Parse, clause: Clause, embedded: Sequence[int]) -> bool:
    """Whether what one insists on is a fact, not a demand: "insists that it is enforcing the ban"."""
    if clause.lemma not in _ALSO_ASSERT:
        return False
    told = [parse.clauses[i] for i in embedded if parse.clauses[i].finite and parse.clauses[i].modal is None]
    tops = [c.head if c.light is None else c.light for c in told]
    near = [parse.tokens[t] for top in tops for t in (top, *parse.children[top])]
    return any(t.tag in _INDICATIVE or (t.tag == "VBP" and t.lemma in _HELPERS) for t in near)


def _governs(actor: Actor) -> bool:
    return actor.sector in ("GOV", "MIL", "COP", "LEG", "JUD", None)
