"""What the first party is said to do to the second in a sentence, when both are given. It always answers with a type.

The lexicon reads each clause with the two parties as its only actors; the clause that has both in their places decides.
The second opinion is asked too; who wins when they disagree was measured per kind of match (docs/accuracy.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from communique.events.demands import DUTIES
from communique.events.factuality import Embedders, find_standing
from communique.events.matching import Match, find_reading
from communique.events.opinion import Answer, Opinion, Question
from communique.events.signs import is_aim
from communique.grammar import Clause, Parse
from communique.lexicon import Lexicon
from communique.ontology import quad
from communique.records import Actor, Cast, Factuality, Mention

_ACTOR, _RECIPIENT = "actor", "recipient"
_JOINT = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_FRIENDLY = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})  # to come: PLOVER's AGREE
_HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})  # to come: its THREATEN
_BOTH, _ACTOR_AND_NEAR, _ONE, _NEAR = 3, 2, 1, 0
_SAID = frozenset({"SUPPORT", "CONCEDE", "ACCUSE", "REQUEST", "REJECT", "THREATEN"})
_HAVE_TO = frozenset({"have", "need"})
_DEMAND_WEIGHT = 8
_LAST_RESORT = "ACCUSE"  # the most frequent act between two named parties in news; said only with its rule's name
_TRUSTED = {_BOTH: 0.40, _ACTOR_AND_NEAR: 0.25, _ONE: 0.12, _NEAR: 0.03}  # an entry's part beside the encoder's shares


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence as parsed, with the characters of its two parties."""

    parse: Parse
    actor: tuple[int, int]
    recipient: tuple[int, int]


@dataclass(frozen=True, slots=True)
class RelationAnswer:
    """What the actor does to the recipient, and the rule that says so."""

    type: str
    mode: str | None
    quad: int
    factuality: Factuality
    rule: str


@dataclass(frozen=True, slots=True)
class _Vote:
    rule: str
    type: str
    mode: str | None
    factuality: Factuality
    fit: int
    weight: int
    distance: int
    clause: int


def relate_pairs(
    pairs: Sequence[Pair], lexicon: Lexicon, embedders: Embedders, opinion: Opinion | None
) -> list[RelationAnswer]:
    """An answer for each pair, in their order."""
    answers: Sequence[Answer | None] = [None] * len(pairs)
    if opinion is not None:
        answers = opinion.ask([Question(p.parse.text, (p.actor,), (p.recipient,)) for p in pairs])
    return [_answer(p, a, lexicon, embedders) for p, a in zip(pairs, answers, strict=True)]


def _answer(pair: Pair, answer: Answer | None, lexicon: Lexicon, embedders: Embedders) -> RelationAnswer:
    vote = _best_vote(pair, lexicon, embedders)
    if answer is None:
        if vote is None:
            return RelationAnswer(_LAST_RESORT, None, quad(_LAST_RESORT), "actual", "no-entry-fits")
        return _from_vote(vote)
    if vote is None:
        return _from_encoder(answer)
    shares = _as_told(answer)
    weight = _TRUSTED[vote.fit]
    mixed = {t: (1 - weight) * s + weight * (t == vote.type) for t, s in shares.items()}
    best = max(mixed, key=lambda t: mixed[t])
    return _from_vote(vote) if best == vote.type else _from_encoder(answer)


def _as_told(answer: Answer) -> dict[str, float]:
    """The encoder's shares of the types (they sum to 1), with what is still to come or not done under its own type.

    PLOVER codes a cooperative act to come as AGREE; a hostile one announced is a THREATEN, a friendly one withheld a
    REJECT. Each type gives the share of its being told so.
    """
    shares = {t: s for t, s in answer.by_type.items() if t != "NONE"}
    total = sum(shares.values()) or 1.0
    out = dict.fromkeys(shares, 0.0)
    for kind, share in shares.items():
        ahead, undone = answer.by_status["future"], answer.by_status["negated"]
        to_come = "AGREE" if kind in _FRIENDLY else "THREATEN" if kind in _HOSTILE else kind
        withheld = "REJECT" if kind in _FRIENDLY or kind == "AGREE" else kind
        out[to_come] += share * ahead / total
        out[withheld] += share * undone / total
        out[kind] += share * (1 - ahead - undone) / total
    return out


def _from_vote(vote: _Vote) -> RelationAnswer:
    return RelationAnswer(vote.type, vote.mode, quad(vote.type), vote.factuality, vote.rule)


def _from_encoder(answer: Answer) -> RelationAnswer:
    shares = _as_told(answer)
    best = max(shares, key=lambda t: shares[t])
    told: Any = answer.status if best == answer.type else "actual"
    return RelationAnswer(best, None, quad(best), told, "second-opinion")


def _best_vote(pair: Pair, lexicon: Lexicon, embedders: Embedders) -> _Vote | None:
    cast = _cast(pair)
    parse = pair.parse
    taken_in: set[int] = set()
    votes: list[_Vote] = []
    for clause in parse.clauses:
        if _is_duty(pair, clause, cast):
            votes.append(_demand(pair, clause))
            taken_in.update(c.clause for c in clause.complements)
            continue
        match = find_reading(parse, clause, cast, lexicon, lenient=True).best
        if match is None:
            continue
        if match.pattern.embeds:
            taken_in.update(match.embedded)
        taken_in.update(parse.clause_at.get(a.head, -1) for a in match.things if a.head != clause.head)
        votes.append(_vote(pair, clause, match, cast, embedders))
    votes = _with_aims(parse, votes)
    free = [v for v in votes if v.clause not in taken_in] or votes
    return max(free, key=lambda v: (v.fit, v.weight, -v.distance), default=None)


def _with_aims(parse: Parse, votes: list[_Vote]) -> list[_Vote]:
    """What a meeting or a call is for stands in its place: "called him to congratulate him" praises."""
    talks = {v.clause: v for v in votes if v.type == "CONSULT" and v.fit >= _ACTOR_AND_NEAR}
    out = list(votes)
    for vote in votes:
        clause = parse.clauses[vote.clause]
        outer = talks.get(clause.parent) if clause.parent is not None and is_aim(parse, clause) else None
        if outer is not None and vote.fit and vote.type in _SAID:
            out.append(replace(vote, fit=outer.fit, weight=outer.weight + 1))
    return out


def _is_duty(pair: Pair, clause: Clause, cast: Cast) -> bool:
    """Whether the actor says here that the recipient, or something of his, must do or undergo it."""
    parse = pair.parse
    if clause.modal not in DUTIES and not _has_to(parse, clause):
        return False
    if clause.relation != "complement" or clause.parent is None:
        return False
    speakers = (cast.at(a.head) for a in parse.clauses[clause.parent].subjects)
    if not any(s is not None and s.id == _ACTOR for s in speakers):
        return False
    start, end = pair.recipient
    doers = clause.objects if clause.voice == "passive" and not clause.subjects else clause.subjects
    return any(parse.tokens[a.first].start < end and start < parse.tokens[a.stop - 1].end for a in doers)


def _has_to(parse: Parse, clause: Clause) -> bool:
    to_act = any(c.form == "to" for c in clause.complements)
    return clause.kind == "verb" and clause.lemma in _HAVE_TO and to_act and clause.modal in (None, "will")


def _demand(pair: Pair, clause: Clause) -> _Vote:
    distance = _distance(pair, clause)
    return _Vote("demand-of-duty", "REQUEST", None, "actual", _BOTH, _DEMAND_WEIGHT, distance, clause.index)


def _distance(pair: Pair, clause: Clause) -> int:
    start = pair.parse.tokens[clause.head].start
    return min(abs(start - pair.actor[1]), abs(start - pair.recipient[0]))


def _vote(pair: Pair, clause: Clause, match: Match, cast: Cast, embedders: Embedders) -> _Vote:
    parse = pair.parse
    who = {actor.id for a in match.actors if (actor := cast.at(a.head)) is not None}
    whom = {actor.id for a in match.recipients if (actor := cast.at(a.head)) is not None}
    joint = match.pattern.type in _JOINT or match.pattern.shape.has("actors")
    if (_ACTOR in who and (_RECIPIENT in whom or (joint and _RECIPIENT in who))) or (
        joint and _ACTOR in whom and _RECIPIENT in who
    ):
        fit = _BOTH
    elif _ACTOR in who and _holds(parse, clause, pair.recipient):
        fit = _ACTOR_AND_NEAR
    elif (_ACTOR in who or _RECIPIENT in whom) and _RECIPIENT not in who and _ACTOR not in whom:
        fit = _ONE
    else:
        fit = _NEAR  # an act beside them: better than none
    standing = find_standing(parse, clause, embedders)
    pattern, kind, told = match.pattern, match.pattern.type, standing.factuality
    if told == "negated" and clause.negation is not None and pattern.when_negated:
        kind, told = pattern.when_negated, "actual"
    elif told == "negated" and kind in _FRIENDLY | {"AGREE"}:
        kind, told = "REJECT", "actual"
    if told == "future" and kind in _FRIENDLY | _HOSTILE and not is_aim(parse, clause):
        kind, told = ("AGREE" if kind in _FRIENDLY else "THREATEN"), "actual"
    mode = pattern.mode if kind == pattern.type else None
    return _Vote(pattern.id, kind, mode, told, fit, match.weight, _distance(pair, clause), clause.index)


def _holds(parse: Parse, clause: Clause, span: tuple[int, int]) -> bool:
    return parse.tokens[clause.first].start <= span[0] and span[1] <= parse.tokens[clause.stop - 1].end


def _cast(pair: Pair) -> Cast:
    """A cast of two: whatever heads a phrase inside the one span or the other."""
    by_head: dict[int, Mention] = {}
    actors = []
    for name, (start, end) in ((_ACTOR, pair.actor), (_RECIPIENT, pair.recipient)):
        mentions = []
        for i in pair.parse.tokens_between(start, end):
            token = pair.parse.tokens[i]
            if token.pos in ("PUNCT", "ADP", "DET", "CCONJ") and token.entity == "":
                continue
            mention = Mention(start, end, pair.parse.text[start:end], i, name, "given")
            by_head[i] = mention
            mentions.append(mention)
        actors.append(Actor(name, pair.parse.text[start:end], "group", None, "GOV", None, tuple(mentions)))
    return Cast(tuple(actors), by_head)
