"""Which acts an article tells, clause by clause: entry, parties, standing, source, time and place."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.events.answering import answer_acts
from communique.events.asking import find_taken
from communique.events.blames import code_blames
from communique.events.borrowing import borrow_parties, recall_parties
from communique.events.demands import asserts_only, code_demands
from communique.events.denials import find_denied, find_undone
from communique.events.factuality import Embedders, Standing, find_standing
from communique.events.games import is_game, is_sport_page
from communique.events.holders import find_holder, find_host, find_moved, find_reached, find_summoner
from communique.events.lands import find_lands
from communique.events.matching import Match, Reading, find_reading
from communique.events.means import find_attackers, find_wielders, tells_means
from communique.events.merging import Telling, merge_tellings
from communique.events.opinion import Opinion
from communique.events.parties import (
    code_parties,
    is_described,
    is_named_in_passing,
    is_nobody,
    is_political,
)
from communique.events.politics import Sides, is_told_politically, tells_of_politics
from communique.events.quantities import find_quantities
from communique.events.receiving import find_recipients
from communique.events.scenes import lend_scenes
from communique.events.setting import Settings
from communique.events.signs import is_aim
from communique.events.sites import find_sites, settle_unknown
from communique.events.sourcing import find_attribution, find_chain, in_relative, outlets_own
from communique.events.spans import clause_span, span_of
from communique.events.speech import find_performing, find_speech_act
from communique.events.speeches import lend_speeches
from communique.events.taken import acts_in_words, find_aim, find_carried, find_taken_in, joins_in, spoken_of
from communique.grammar import Argument, Clause, Parse
from communique.lexicon import Lexicon
from communique.ontology import cameo_for, goldstein, intensity, quad
from communique.records import (
    Article,
    Attribution,
    Cast,
    Event,
    Evidence,
    Factuality,
    Party,
    PlaceMention,
    Refusal,
    Span,
    TimeExpression,
)

_UNPOLITICAL = "no political actor takes part"
_A_GAME = "it is told of a game"
_DEFINITE = frozenset({"the", "that", "those", "this", "these"})
_SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONSULT"})
_ABOUT = _SPOKEN - {"CONSULT"}  # words about an act: its time and place are not theirs
_ASKED = {"REQUEST": "asked for", "REJECT": "refused", "AGREE": "agreed or promised", "THREATEN": "threatened",
          "ACCUSE": "blamed on somebody", "CONCEDE": "conceded"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodedEvents:
    """The events of an article, and what was seen and deliberately not coded."""

    events: tuple[Event, ...]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True)
class Scene:
    """All that the earlier stages found in one article: what events are coded from."""

    article: Article
    parse: Parse
    cast: Cast
    times: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]
    attributions: tuple[Attribution, ...]

    @functools.cached_property
    def is_sport(self) -> bool:
        """Whether the page is one of sport."""
        return is_sport_page(self.parse)


def code_events(scene: Scene, lexicon: Lexicon, embedders: Embedders, opinion: Opinion | None = None) -> CodedEvents:
    """Every act of the article that involves a political actor (CODEBOOK §1), each once.

    An entry of the lexicon decides; where none does, the second opinion may, above its thresholds.
    """
    parse = scene.parse
    readings = [find_reading(parse, clause, scene.cast, lexicon) for clause in parse.clauses]
    taken_in = find_taken_in(parse, readings)
    sites = find_sites(parse, scene.places, scene.cast)
    settings = Settings(parse, scene.times, settle_unknown(parse, scene.places, scene.cast), sites)
    tellings: list[Telling] = []
    refusals: list[Refusal] = []
    demands = code_demands(parse, scene.cast, scene.attributions, settings)
    demanded = {t.clause for t in demands}
    blames = code_blames(parse, scene.cast, scene.attributions, settings)
    blames = [t for t in blames if t.clause is None or _reads_no_deed(parse, t.clause, readings)]
    blamed = {t.clause for t in blames}
    carried = find_carried(parse, readings)
    doubtful: list[tuple[Clause, Refusal]] = []
    for clause in sorted(parse.clauses, key=lambda c: c.index in carried):
        reading = readings[clause.index]
        if reading.best is None:
            continue
        refused = _only_carries(scene, clause, carried, tellings) or _refused(
            scene, clause, reading, readings, taken_in
        )
        refused = refused or _is_said_of_another(scene, clause, demanded, blamed)
        if refused is not None:
            refusals.append(refused)
            continue
        telling = _code(scene, clause, readings, settings, embedders, tellings)
        if isinstance(telling, Refusal):
            refusals.append(telling)
            doubtful += [(clause, telling)] if telling.reason in (_A_GAME, _UNPOLITICAL) else []
        else:
            tellings.append(telling)
    for clause, refusal in doubtful if not scene.is_sport and tells_of_politics(parse, tellings) else ():
        telling = _code(scene, clause, readings, settings, embedders, tellings, among_politics=True)
        if not isinstance(telling, Refusal):
            tellings.append(telling)
            refusals.remove(refusal)
    tellings = borrow_parties(parse, tellings, scene.cast) + demands + blames
    if opinion is not None:
        tellings += _second_opinions(scene, readings, settings, embedders, opinion)
    tellings = lend_speeches(parse, answer_acts(parse, tellings), scene.attributions, settings)
    tellings = lend_scenes(parse, sorted(tellings, key=lambda t: t.event.trigger.start))
    events = _numbered(merge_tellings(tellings))
    return CodedEvents(events, tuple(refusals))


def _only_carries(
    scene: Scene, clause: Clause, carried: dict[int, Match], tellings: Sequence[Telling]
) -> Refusal | None:
    """A light verb whose noun has told the act."""
    if clause.index not in carried or all(t.clause != carried[clause.index].clause.index for t in tellings):
        return None
    rule = carried[clause.index].pattern.id
    return _refusal(scene, clause, "the verb only carries the act that its noun names", rule)


def _is_said_of_another(
    scene: Scene, clause: Clause, demanded: set[int | None], blamed: set[int | None]
) -> Refusal | None:
    """A clause that a speaker's demand or blame has told."""
    light = scene.parse.clause_at.get(-1 if clause.light is None else clause.light, -1)
    if demanded & {clause.index, light} or (clause.parent in demanded and clause.relation == "complement"):
        return _refusal(scene, clause, "what is asked for is no act of its own", "demand-of-duty")
    if clause.index in blamed:
        return _refusal(scene, clause, "it is what a speaker says of another", "blame-of-harm")
    return None


def _refused(
    scene: Scene, clause: Clause, reading: Reading, readings: Sequence[Reading], taken_in: dict[int, Match]
) -> Refusal | None:
    """A clause whose act another clause has already told, or that is only what is asked, promised or refused."""
    assert reading.best is not None
    outer = taken_in.get(clause.index) or spoken_of(scene.parse, clause, readings)
    if outer is not None and outer.pattern.type in _ASKED:
        return _refusal(scene, clause, f"what is {_ASKED[outer.pattern.type]} is no act of its own", outer.pattern.id)
    if joins_in(clause, readings):
        return _refusal(scene, clause, "it only says with whom the act in its clause is done", reading.best.pattern.id)
    same = outer is not None and (
        outer.pattern.type == reading.best.pattern.type or clause.lemma in outer.pattern.objects
    )
    told_there = clause.kind == "noun" or (outer is not None and outer.pattern.embeds)
    if outer is not None and told_there and same:
        return _refusal(scene, clause, "it is the object of an act of the same kind", outer.pattern.id)
    if (effect := tells_means(scene.parse, clause, readings)) is not None:
        return _refusal(scene, clause, "it only says whose the means of an act were", effect.pattern.id)
    if asserts_only(scene.parse, clause, reading.best.embedded):
        return _refusal(scene, clause, "a fact is insisted on, nothing is asked", reading.best.pattern.id)
    if (words := acts_in_words(scene.parse, reading.best, readings)) is not None:
        return _refusal(scene, clause, "what is passed says itself what it does", words.pattern.id)
    aim = find_aim(scene.parse, clause)
    above = readings[aim.parent].best if aim.parent is not None else None
    aims = (above.pattern.type, *_SPOKEN) if above is not None else ()  # "came to discuss", "met to condemn"
    if above is not None and is_aim(scene.parse, aim) and reading.best.pattern.type in aims:
        return _refusal(scene, clause, "it is the purpose of an act", above.pattern.id)
    return None


def _reads_no_deed(parse: Parse, index: int, readings: Sequence[Reading]) -> bool:
    """Whether a clause of harm is no deed that an entry knows: "sabotaged the pipeline" is one, "is a threat" none."""
    return parse.clauses[index].kind == "noun" or readings[index].best is None


def _refusal(scene: Scene, clause: Clause, reason: str, rule: str) -> Refusal:
    span = clause_span(scene.parse, clause)
    return Refusal("events", span.start, span.end, reason, rule)


def _code(
    scene: Scene,
    clause: Clause,
    readings: Sequence[Reading],
    settings: Settings,
    embedders: Embedders,
    earlier: Sequence[Telling],
    *,
    among_politics: bool = False,
) -> Telling | Refusal:
    parse = scene.parse
    chosen = _choose(scene, clause, readings, earlier, among_politics)
    if isinstance(chosen, Refusal):
        return chosen
    match, (actors, recipients, recalled) = chosen
    reading = readings[clause.index]
    pattern = match.pattern
    if is_named_in_passing(clause, pattern.type, (*actors, *recipients)) and settings.when(clause) is None:
        return _refusal(scene, clause, "it is only named, nobody is said to do it now", pattern.id)
    if is_described(clause, pattern, actors, recipients, scene.cast) and not settings.when(clause):
        return _refusal(scene, clause, "it only says who they are", pattern.id)
    if is_nobody(actors) or (is_nobody(recipients) and pattern.type not in _SPOKEN):
        return _refusal(scene, clause, "it is not said who", pattern.id)
    if not among_politics and is_game(parse, clause, match, scene.cast, sport_page=scene.is_sport):
        return _refusal(scene, clause, _A_GAME, pattern.id)
    recipients = recipients or _lands(scene, match, actors)
    if not actors and pattern.type in _SPOKEN and clause.kind != "noun" and clause.voice == "active":
        return _refusal(scene, clause, "nobody is said to do it", pattern.id)
    standing = find_standing(parse, clause, embedders)
    if not actors and standing.factuality != "actual" and clause.kind == "verb" and clause.voice == "passive":
        return _refusal(scene, clause, "neither done nor said of anybody", pattern.id)
    event_type, told, steps = _as_told(parse, match, standing)
    if (undone := find_undone(parse, clause, event_type, told)) is not None:
        return _refusal(scene, clause, undone, pattern.id)
    trigger = span_of(parse, *match.trigger)
    attribution = find_attribution(scene.attributions, trigger.start, trigger.end)
    if in_relative(parse, clause):
        attribution = outlets_own(scene.attributions, attribution)
    speech = find_speech_act(parse, clause, event_type, told, actors, attribution, scene.cast)
    if speech is not None:
        event_type, told = speech.type, speech.factuality
        steps.append(speech.step)
    event = _event(scene, match, event_type, told, actors, recipients, trigger, attribution, settings, reading, steps)
    block = parse.sentences[clause.sentence].block
    headline = scene.article.blocks[block].kind == "headline" if block < len(scene.article.blocks) else False
    background = clause.relation == "relative" or (clause.perfect and clause.tense == "past")
    return Telling(event, clause.lemma, headline, recalled or _refers_back(parse, clause), background, clause.index)


def _choose(
    scene: Scene, clause: Clause, readings: Sequence[Reading], earlier: Sequence[Telling], among_politics: bool
) -> tuple[Match, Sides] | Refusal:
    """The entry that reads a clause with the political actors it asks for, and its sides."""
    reading = readings[clause.index]
    assert reading.best is not None
    for match in (reading.best, *(reading.further if clause.kind == "verb" else ())):
        sides = _sides(scene, match, readings, earlier)
        if is_told_politically(scene.parse, scene.cast, match, sides, earlier, among_politics):
            return match, sides
    return _refusal(scene, clause, _UNPOLITICAL, reading.best.pattern.id)


def _as_told(parse: Parse, match: Match, standing: Standing) -> tuple[str, Factuality, list[str]]:
    """The type and standing of an act told as not done: a charge denied, a refusal, or what its entry says."""
    pattern, clause, told, steps = match.pattern, match.clause, standing.factuality, list(standing.steps)
    if told != "negated":
        return pattern.type, told, steps
    if find_denied(parse, clause, pattern.type) is not None:
        return pattern.type, "actual", [*steps, "a charge that is denied has been made: actual"]
    if "not" in match.candidate.predicate.before:
        return pattern.type, "actual", [*steps, f"{match.candidate.predicate.text}: the refusal itself is actual"]
    if pattern.when_negated and clause.negation is not None:
        step = f"not done, so {pattern.when_negated} ({pattern.id}, when_negated)"
        return pattern.when_negated, "actual", [*steps, step]
    return pattern.type, told, steps


def _sides(
    scene: Scene, match: Match, readings: Sequence[Reading], earlier: Sequence[Telling]
) -> tuple[tuple[Party, ...], tuple[Party, ...], bool]:
    """Who acts, to whom, and whether the actors are recalled from an act told earlier."""
    parse, cast = scene.parse, scene.cast
    actors = code_parties(parse, match.actors, cast)
    actors = actors or code_parties(parse, find_wielders(parse, match.clause, match.pattern.type, cast), cast)
    actors = actors or code_parties(parse, find_attackers(parse, match.clause, match.pattern.type, readings), cast)
    actors = actors or code_parties(parse, find_summoner(match, cast), cast)
    actors = actors or find_holder(parse, match, cast, scene.places)
    actors = actors or code_parties(parse, find_moved(parse, match, cast), cast)
    recalled = () if actors else recall_parties(parse, match, earlier)
    actors = actors or recalled
    recipients = find_recipients(parse, match, actors, readings, cast, scene.places)
    return actors, recipients or find_host(parse, match, cast, scene.places), bool(recalled)


def _lands(scene: Scene, match: Match, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """The land that is done to because the act is told in it, unless its state is who acts."""
    found = code_parties(scene.parse, find_lands(scene.parse, match, scene.places), scene.cast, scene.places)
    doers = {a.actor or a.text for a in actors}
    return tuple(p for p in found if (p.actor or p.text) not in doers)


def _second_opinions(
    scene: Scene, readings: Sequence[Reading], settings: Settings, embedders: Embedders, opinion: Opinion
) -> list[Telling]:
    """The acts that only the second opinion reads; its nearest training sentences stand as the reason."""
    parse, out = scene.parse, []
    for taken in find_taken(parse, scene.cast, readings, scene.attributions, opinion):
        clause, event_type = taken.ask.clause, taken.answer.type
        actors = code_parties(parse, taken.ask.actors, scene.cast)
        recipients = code_parties(parse, taken.ask.recipients, scene.cast)
        if not is_political(event_type, actors, recipients, scene.cast):
            continue
        trigger = span_of(parse, clause.head, clause.head + 1)
        standing = find_standing(parse, clause, embedders)
        attribution = find_attribution(scene.attributions, trigger.start, trigger.end)
        speech = find_performing(parse, clause, event_type, standing.factuality, actors, attribution, scene.cast)
        cameo = cameo_for(event_type)
        read = f"{_named(parse, taken.ask.actors)} | {trigger.text} | {_named(parse, taken.ask.recipients)}"
        near = tuple(f"near: {line}" for line in taken.nearest)
        event = Event(
            id="", type=event_type, mode=None, contexts=tuple(m for m in (_auxiliary(standing.factuality),) if m),
            cameo=cameo, quad=quad(event_type), intensity=intensity(event_type), goldstein=goldstein(cameo),
            actors=actors, recipients=recipients, factuality=standing.factuality, sources=find_chain(attribution),
            attribution=None if attribution is None else attribution.id, disputed_by=(),
            when=settings.when(clause, speech), where=settings.where(clause, speech), trigger=trigger,
            evidence=clause_span(parse, clause), rule="second-opinion",
            why=Evidence("second-opinion", None, None, read, (*standing.steps, *near)), decided_by="encoder",
        )  # fmt: skip
        out.append(Telling(event, clause.lemma, False, clause=clause.index))
    return out


def _refers_back(parse: Parse, clause: Clause) -> bool:
    """Whether an act is named by a definite noun, which the reader is taken to know of: "the meeting"."""
    if clause.kind != "noun" or clause.light is not None:
        return False
    return any(parse.tokens[c].lower in _DEFINITE for c in parse.children[clause.head])


def _event(
    scene: Scene, match: Match, event_type: str, told: Factuality, actors: tuple[Party, ...],
    recipients: tuple[Party, ...], trigger: Span, attribution: Attribution | None, settings: Settings,
    reading: Reading, steps: list[str],
) -> Event:  # fmt: skip
    pattern, clause = match.pattern, match.clause
    own_type = event_type == pattern.type
    mode = pattern.mode if own_type else None
    cameo = cameo_for(event_type, mode, pattern.contexts, pattern.cameo if own_type else None)
    contexts = pattern.contexts + tuple(m for m in (_auxiliary(told),) if m)
    speech = find_performing(scene.parse, clause, event_type, told, actors, attribution, scene.cast)
    return Event(
        id="",
        type=event_type,
        mode=mode,
        contexts=contexts,
        cameo=cameo,
        quad=quad(event_type),
        intensity=intensity(event_type, mode),
        goldstein=goldstein(cameo),
        actors=actors,
        recipients=recipients,
        factuality=told,
        sources=find_chain(attribution),
        attribution=None if attribution is None else attribution.id,
        disputed_by=(),
        when=settings.when(clause, speech),
        where=settings.where(clause, speech, material=event_type not in _ABOUT)
        or (find_reached(scene.parse, match, recipients, scene.cast) if own_type else None),
        trigger=trigger,
        evidence=clause_span(scene.parse, clause),
        rule=pattern.id,
        why=_evidence(scene.parse, match, reading, steps),
        quantities=find_quantities(scene.parse, clause, match.actors, match.recipients),
    )


def _auxiliary(told: Factuality) -> str | None:
    return {"future": "future", "hypothetical": "hypothetical", "negated": "negation"}.get(told)


def _evidence(parse: Parse, match: Match, reading: Reading, steps: list[str]) -> Evidence:
    clause = match.clause
    named = f"{parse.words(*match.trigger)} ({clause.kind}, {clause.voice})"
    read = f"{_named(parse, match.actors)} | {named} | {_named(parse, match.recipients)}"
    considered = tuple(f"{lost.pattern.id} ({lost.pattern.type}): {lost.why}" for lost in reading.lost)
    return Evidence(match.pattern.id, match.pattern.file, match.pattern.line, read, tuple(steps), considered)


def _named(parse: Parse, arguments: Sequence[Argument]) -> str:
    return ", ".join(parse.words(a.first, a.stop) for a in arguments) or "–"


def _numbered(events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(replace(e, id=f"e{n}") for n, e in enumerate(events, start=1))
