"""Parties that the neighbouring act names: "proposed a swap, calling on Arnor to free him" is proposed to Arnor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.events.matching import Match
from communique.events.merging import Telling
from communique.events.parties import code_parties
from communique.grammar import Clause, Parse
from communique.records import Cast, Party

_GATHERINGS = frozenset({"meeting", "talk", "summit", "conversation", "dialogue", "visit", "discussion", "call"})
_ACCORDS = frozenset("deal truce ceasefire accord agreement pact treaty settlement swap armistice protocol".split())
_SIGNED = frozenset({"sign", "initial", "ratify", "seal", "conclude"})
_CONCLUDED = frozenset({"AGREE", "SUPPORT", "COOPERATE"})
_DEFINITE = frozenset({"the", "this", "that"})
_PRIVATE = frozenset({"CVL", None})
_COURSE = frozenset({"resume", "begin", "open", "start", "continue", "end", "conclude", "reconvene", "take", "last"})
_PUNISHED = frozenset({"COERCE", "SANCTION"})
_ADDRESSED = frozenset({"AGREE", "REQUEST", "REJECT", "CONSULT", "THREATEN", "ACCUSE", "CONCEDE", "COOPERATE"})


def borrow_parties(parse: Parse, tellings: Sequence[Telling], cast: Cast) -> list[Telling]:
    """The tellings with the sides filled that only the act beside them names, by the rules below."""
    tellings = borrow_accusers(parse, borrow_recipients(parse, tellings))
    tellings = borrow_police(parse, borrow_orderers(parse, borrow_foes(parse, tellings), cast))
    return borrow_counterparts(parse, tellings)


def recall_parties(parse: Parse, match: Match, earlier: Sequence[Telling]) -> tuple[Party, ...]:
    """Who met or agreed, when the meeting or accord is told already: "the meeting did not touch on the prisoners".

    "Arnor and the rebels agreed on a truce. The truce was signed in Bree": by the same.
    """
    if match.clause.voice == "passive" and match.clause.lemma in _SIGNED and match.pattern.type in _CONCLUDED:
        return _recall_accord(parse, match, earlier)
    heads = {a.head for a in match.clause.subjects}
    if match.clause.kind == "noun":
        heads = {match.clause.head} if _goes_on(parse, match.clause) else set()
    if match.pattern.type not in ("CONSULT", "REJECT") or not any(parse.tokens[h].lemma in _GATHERINGS for h in heads):
        return ()
    told = next((t.event for t in reversed(earlier) if t.event.type == "CONSULT" and t.event.actors), None)
    return () if told is None else (*told.actors, *told.recipients)


def _goes_on(parse: Parse, noun: Clause) -> bool:
    """Whether a meeting known already is said to begin, go on or end: "the talks, which resumed on Tuesday"."""
    if noun.light is not None or not any(parse.tokens[c].lower in _DEFINITE for c in parse.children[noun.head]):
        return False
    return any(
        c.lemma in _COURSE and noun.head in {a.head for a in (*c.subjects, *c.objects)}
        for c in parse.clauses
        if c.sentence == noun.sentence and c.kind == "verb" and c.finite
    )


def _recall_accord(parse: Parse, match: Match, earlier: Sequence[Telling]) -> tuple[Party, ...]:
    """The sides of the accord told last, when "the accord" is what is signed or reached."""
    for thing in match.clause.objects:
        told = parse.tokens[thing.head].lemma in _ACCORDS
        if not told or not any(parse.tokens[c].lower in _DEFINITE for c in parse.children[thing.head]):
            continue
        for telling in reversed(earlier):
            event = telling.event
            sides = [p for p in (*event.actors, *event.recipients) if p.country is not None or p.sector not in _PRIVATE]
            if event.type in _CONCLUDED | {"RETREAT", "CONSULT"} and len({p.actor or p.text for p in sides}) > 1:
                return tuple({p.actor or p.text: p for p in sides}.values())
    return ()


def borrow_accusers(parse: Parse, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with missing accusers filled by those who hold, try or sentence on that charge."""
    at = {parse.clause_at.get(_head(parse, t)): t for t in tellings}
    out = []
    for telling in tellings:
        index = parse.clause_at.get(_head(parse, telling))
        clause = None if index is None else parse.clauses[index]
        lender = at.get(clause.parent) if clause is not None and clause.kind == "noun" else None
        if (
            telling.event.actors
            or telling.event.type != "ACCUSE"
            or lender is None
            or lender.event.type not in _PUNISHED
        ):
            out.append(telling)
        else:
            out.append(replace(telling, event=replace(telling.event, actors=lender.event.actors)))
    return out


_FIGHTS = frozenset({"fight", "battle", "resist", "confront", "attack", "engage"})


def borrow_foes(parse: Parse, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with a missing actor filled by whom the killed fought: "soldiers killed fighting the rebels"."""
    out = []
    for telling in tellings:
        event, index = telling.event, telling.clause
        if event.type != "ASSAULT" or event.actors or index is None or parse.clauses[index].voice != "passive":
            out.append(telling)
            continue
        below = {c.index for c in parse.clauses if c.parent == index and not c.finite and c.lemma in _FIGHTS}
        foes = next((t.event.recipients for t in tellings if t.clause in below and t.event.recipients), ())
        out.append(replace(telling, event=replace(event, actors=foes)) if foes else telling)
    return out


_ORDERS = frozenset({"order", "command", "decree", "authorise", "authorize", "approve", "launch", "announce"})
_BY_ORDER = frozenset({"COERCE", "SANCTION", "MOBILIZE", "ASSAULT", "AID", "RETREAT"})


def borrow_orderers(parse: Parse, tellings: Sequence[Telling], cast: Cast) -> list[Telling]:
    """The tellings with missing actors filled by who ordered them: "Gondor ordered the expulsion of two envoys".

    What a state orders by name counts as done: the order is how it does it.
    """
    out = []
    for telling in tellings:
        event, clause = telling.event, None if telling.clause is None else parse.clauses[telling.clause]
        above = parse.clauses[clause.parent] if clause is not None and clause.parent is not None else None
        if (
            clause is None or above is None or clause.kind != "noun" or event.actors or event.type not in _BY_ORDER
            or above.lemma not in _ORDERS or above.voice != "active"
            or clause.head not in {a.head for a in above.objects}
        ):  # fmt: skip
            out.append(telling)
            continue
        told = event.factuality
        if above.lemma == "order" and above.tense == "past" and above.negation is None and told == "future":
            told = "actual"
        contexts = tuple(c for c in event.contexts if c != "future" or told == "future")
        event = replace(event, actors=code_parties(parse, above.subjects, cast), factuality=told, contexts=contexts)
        out.append(replace(telling, event=event))
    return out


def borrow_police(parse: Parse, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of arrests by nobody named filled by the force that just acted in the same paragraph.

    "Riot police fired tear gas. Eleven demonstrators were detained": by the riot police.
    """
    out: list[Telling] = []
    for telling in tellings:
        clause = None if telling.clause is None else parse.clauses[telling.clause]
        event = telling.event
        if clause is None or event.type != "COERCE" or event.actors or clause.voice != "passive":
            out.append(telling)
            continue
        block = parse.sentences[clause.sentence].block
        force = next((t.event.actors for t in reversed(out) if _is_force_at(parse, t, clause, block)), ())
        out.append(replace(telling, event=replace(event, actors=force)) if force else telling)
    return out


def _is_force_at(parse: Parse, telling: Telling, clause: Clause, block: int) -> bool:
    """Whether a telling is of police or soldiers acting in the same paragraph, at most two sentences before."""
    if telling.clause is None or telling.event.type not in ("ASSAULT", "COERCE", "MOBILIZE"):
        return False
    sentence = parse.clauses[telling.clause].sentence
    forces = bool(telling.event.actors) and all(p.sector in ("COP", "MIL") for p in telling.event.actors)
    near = 0 <= clause.sentence - sentence <= 2 and parse.sentences[sentence].block == block
    return forces and near and telling.event.factuality == "actual"


def borrow_recipients(parse: Parse, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with missing recipients filled from the act told beside, by the same actors in the same sentence.

    Only acts that are addressed to somebody borrow, only from a clause that is joined to theirs or hangs on it.
    """
    at = {parse.clause_at.get(_head(parse, t)): t for t in tellings}
    out = []
    for telling in tellings:
        event = telling.event
        index = parse.clause_at.get(_head(parse, telling))
        if event.recipients or event.type not in _ADDRESSED or index is None:
            out.append(telling)
            continue
        lender = next(
            (at[c.index] for c in _beside(parse, parse.clauses[index]) if _lends(telling, at.get(c.index))), None
        )
        out.append(
            telling if lender is None else replace(telling, event=replace(event, recipients=lender.event.recipients))
        )
    return out


_AT_ODDS = frozenset({"REJECT", "THREATEN"})
_STATELY = frozenset({"GOV", "LEG", "MIL"})
_CROSS_BORDER = frozenset({"IGO", "NGO", "IMG", "MNC", None})
_BACK = 2  # sentences in which the other state was told


def borrow_counterparts(parse: Parse, tellings: Sequence[Telling]) -> list[Telling]:
    """A state's refusal or threat that names nobody goes to the other state of the act told just before.

    "Greece expelled two Russian envoys. Moscow vowed to respond in kind": to Greece. Only between states, the other one
    known, within two sentences.
    """
    ordered = sorted(tellings, key=lambda t: t.event.trigger.start)
    filled: dict[int, Telling] = {}
    for number, telling in enumerate(ordered):
        event = telling.event
        states = {p.country for p in event.actors if p.sector in _STATELY} - _CROSS_BORDER
        if event.type not in _AT_ODDS or event.recipients or not states or telling.clause is None:
            continue
        for before in reversed(ordered[:number]):
            if before.clause is None or _gap(parse, before, telling) > _BACK:
                break
            other = _other_state(before, states)
            if other is not None:
                why = replace(event.why, steps=(*event.why.steps, f"to {other.text}, of the act told before"))
                filled[id(telling)] = replace(telling, event=replace(event, recipients=(other,), why=why))
                break
    return [filled.get(id(t), t) for t in tellings]


def _gap(parse: Parse, before: Telling, after: Telling) -> int:
    return parse.clauses[after.clause or 0].sentence - parse.clauses[before.clause or 0].sentence


def _other_state(telling: Telling, states: set[str | None]) -> Party | None:
    """The one other state of an act in which some states take part on one side alone."""
    actors, recipients = telling.event.actors, telling.event.recipients
    for mine, theirs in ((actors, recipients), (recipients, actors)):
        if any(p.country in states for p in mine) and not any(p.country in states for p in theirs):
            others = [p for p in theirs if p.country not in _CROSS_BORDER and p.sector in _STATELY]
            return others[0] if len({p.country for p in others}) == 1 else None
    return None


def _head(parse: Parse, telling: Telling) -> int:
    if telling.clause is not None:
        return parse.clauses[telling.clause].head
    covered = parse.tokens_between(telling.event.trigger.start, telling.event.trigger.end)
    return next((i for i in covered if i in parse.clause_at), covered[0] if covered else -1)


def _beside(parse: Parse, clause: Clause) -> list[Clause]:
    """The clauses that hang on this one as adverbials or are joined to it, and the one it hangs on or is joined to."""
    near = [c for c in parse.clauses if c.parent == clause.index and c.relation in ("adverbial", "conjunct")]
    if clause.parent is not None and clause.relation in ("adverbial", "conjunct"):
        near.append(parse.clauses[clause.parent])
    return near


def _lends(borrower: Telling, lender: Telling | None) -> bool:
    if lender is None or not lender.event.recipients:
        return False
    mine = {p.actor or p.text for p in borrower.event.actors}
    return bool(mine & {p.actor or p.text for p in lender.event.actors}) and not (
        mine & {p.actor or p.text for p in lender.event.recipients}
    )
