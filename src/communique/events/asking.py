"""Which clauses the second opinion is asked about in free coding, and when its answer is taken.

Asked are clauses that no entry reads, with an actor as subject and another actor in the clause, under no verb of mere
saying and no cue of an attribution. Taken is an answer above the threshold of its type; the thresholds were chosen for
precision on training text that was held out (the model's card.json, docs/accuracy.md), never on reference data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.events.matching import Reading
from communique.events.opinion import Answer, Opinion, Question
from communique.grammar import Argument, Clause, Parse
from communique.records import Attribution, Cast

_MERELY_SAYS = frozenset(
    "say tell add note state explain reply answer write report describe mention recall remark comment observe continue "
    "speak know think believe feel hear see show mean include become remain have be do get go come seem appear"
    " lead head chair sit serve belong".split()
)


@dataclass(frozen=True, slots=True)
class Ask:
    """A clause put to the second opinion, with its parties."""

    clause: Clause
    actors: tuple[Argument, ...]
    recipients: tuple[Argument, ...]
    question: Question


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that was taken, with the nearest training sentences as its reason."""

    ask: Ask
    answer: Answer
    nearest: tuple[str, ...]


def find_taken(
    parse: Parse, cast: Cast, readings: Sequence[Reading], attributions: Sequence[Attribution], opinion: Opinion
) -> list[Taken]:
    """The clauses that the second opinion reads where no entry did, in the order of the text."""
    covered = {i for r in readings if r.best is not None for i in (r.best.clause.index, *r.best.embedded)}
    covered |= {c.index for c in parse.clauses if _is_aim_of_force(c, readings)}
    open_clauses = [c for c in parse.clauses if c.index not in covered and not _is_cue(parse, c, attributions)]
    asks = [a for c in open_clauses if (a := _ask(parse, c, cast)) is not None]
    if not asks:
        return []
    answers = opinion.ask([a.question for a in asks])
    return [
        Taken(a, answer, opinion.nearest(answer))
        for a, answer in zip(asks, answers, strict=True)
        if answer.type != "NONE" and answer.share >= opinion.threshold(answer.type)
    ]


def _is_aim_of_force(clause: Clause, readings: Sequence[Reading]) -> bool:
    """Whether a clause only says what force is used for: "used tear gas to drive them away"."""
    if clause.parent is None or clause.finite or clause.relation not in ("adverbial", "complement"):
        return False
    above = readings[clause.parent].best
    return above is not None and above.pattern.mode == "crowd-control"


def _is_cue(parse: Parse, clause: Clause, attributions: Sequence[Attribution]) -> bool:
    """Whether the clause only hands somebody's words on ("the agency quoted him as saying")."""
    at = parse.tokens[clause.head].start
    return any(a.cue.start <= at < a.cue.end for a in attributions)


def _ask(parse: Parse, clause: Clause, cast: Cast) -> Ask | None:
    """The question about a clause, or None when it can hold no act between two actors."""
    if clause.kind != "verb" or clause.lemma in _MERELY_SAYS or parse.tokens[clause.head].dep == "amod":
        return None
    actors = tuple(a for a in clause.subjects if cast.at(a.head) is not None)
    others = (*clause.objects, *clause.recipients, *(o.argument for o in clause.obliques))
    ids = {cast.by_head[a.head].actor for a in actors}
    recipients = tuple(a for a in others if cast.at(a.head) is not None and cast.by_head[a.head].actor not in ids)
    if not recipients or not (actors or clause.voice == "passive"):
        return None
    sentence = parse.sentences[clause.sentence]
    spans = [[_within(parse, a, sentence.start) for a in side] for side in (actors, recipients[:1])]
    text = parse.text[sentence.start : sentence.end]
    return Ask(clause, actors, recipients[:1], Question(text, tuple(spans[0]), tuple(spans[1])))


def _within(parse: Parse, argument: Argument, start: int) -> tuple[int, int]:
    return parse.tokens[argument.first].start - start, parse.tokens[argument.stop - 1].end - start
