"""Whose time and place an act takes beside its own: those of the clauses around it, by stated rules (CODEBOOK §6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from communique.grammar import Clause, Parse


class Lender(NamedTuple):
    """Clauses that lend what stands at them, under a rule's name; where it matters, only between two tokens."""

    rule: str
    clauses: list[int]
    first: int = 0
    stop: int | None = None


_CARRIES = frozenset({"follow", "come", "begin", "take", "end", "occur", "happen", "start", "erupt", "break"})
_BIDS = frozenset("request behest order invitation demand urging insistence".split())  # "held at the request of"
_GOES = frozenset("go come fly travel head leave arrive return visit drive sail march".split())
_ANNOUNCES = frozenset("announce say disclose reveal unveil plan decide declare propose".split())  # "plans to give"
_MEANWHILE = frozenset({"when", "while", "as"})
_ISSUES = frozenset("release publish issue post broadcast air send give make deliver circulate upload write".split())
_SCENES = frozenset({"in", "during", "at", "on", "after", "amid"})
_TALKS = frozenset({"talk", "meeting", "summit", "negotiation", "conference", "visit"})
HOLDS = frozenset(
    "hold lead stage attend launch start begin join organize organise mount conduct host open end finish complete sign"
    " fight make take have give pay attack disperse break storm disrupt quell suppress crush interrupt".split()
)
_IN_WORDS = frozenset({"in", "during", "through", "at"})


def place_lenders(parse: Parse, clause: Clause, speech: Clause | None, takes_nouns: bool) -> Iterable[Lender]:
    """The clauses whose place an act takes, nearest first."""
    yield Lender("own", _own(parse, clause))
    if takes_nouns:
        yield Lender("own", _own_nouns(parse, clause))
    if clause.parent is not None:
        above = parse.clauses[clause.parent]
        if clause.relation == "conjunct" or (clause.relation == "adverbial" and not clause.finite):
            yield Lender("clause-it-depends-on", [above.index])
        elif clause.relation == "modifier" and clause.kind == "noun" and _carried(clause, above):
            yield Lender("verb-that-carries-it", [above.index])
    beside = [c.index for c in _below(parse, clause) if c.relation == "conjunct"]
    yield Lender("joined-clause", beside)
    if speech is not None:
        yield Lender("speech-that-performs-it", [speech.index])


def time_lenders(parse: Parse, clause: Clause, speech: Clause | None) -> Iterable[Lender]:
    """The clauses whose time an act takes, nearest first.

    Joined clauses with subjects of their own share only a time that stands before both: "on Monday Gondor struck and
    Arnor fled". What happened when something else did happened at its time.
    """
    yield Lender("own", _own(parse, clause))
    yield Lender(
        "scene-noun", _scene_nouns(parse, clause)
    )  # after its own: "held talks in April on a call of March 21"
    yield Lender("words-it-is-said-in", _words_it_is_said_in(parse, clause))
    yield from _from_above(parse, clause)
    joined = [c for c in _below(parse, clause) if c.relation == "conjunct"]
    for c in joined:
        if not has_own_subject(parse, c):
            yield Lender("joined-clause", [c.index], first=c.head)
    meanwhile = [c.index for one in (clause, *joined) for c in _below(parse, one) if is_meanwhile(c)]
    yield Lender("what-happened-meanwhile", meanwhile)
    if speech is not None:
        spoken = _up_to_finite(parse, speech)  # "called for talks in a speech on Monday, saying that he was ready"
        scenes = [n for index in spoken for n in _scene_nouns(parse, parse.clauses[index])]
        yield Lender("speech-that-performs-it", [*spoken, *scenes])


def _from_above(parse: Parse, clause: Clause) -> Iterable[Lender]:
    if clause.parent is None:
        return
    above = parse.clauses[clause.parent]
    if clause.relation == "conjunct":
        stop = above.head if has_own_subject(parse, clause) else None
        yield Lender("clause-it-depends-on", [above.index], stop=stop)
        if above.relation == "relative" and above.parent is not None and _is_by_agent(parse, above):
            yield Lender("act-of-the-same-agent", [above.parent])
    elif clause.relation == "adverbial" and not clause.finite:
        if above.lemma not in _ANNOUNCES or parse.tokens[clause.head].tag == "VBG":
            for index in _up_to_finite(parse, above):
                yield Lender("clause-it-depends-on", [index])
    elif is_meanwhile(clause):
        yield Lender("what-happened-meanwhile", [above.index])
    elif clause.relation == "modifier" and clause.kind == "noun" and _carried(clause, above):
        yield Lender("verb-that-carries-it", [above.index])
    elif clause.relation == "complement" and not clause.finite and above.lemma in _GOES:
        yield Lender("way-to-it", [above.index])  # "will fly to Arnor on Monday to press the king"
    elif clause.relation == "relative" and _is_by_agent(parse, clause):
        yield Lender("act-of-the-same-agent", [above.index])


def _own(parse: Parse, clause: Clause) -> list[int]:
    """A clause, its light verb, and the nouns that it carries as one."""
    own = [clause.index]
    if clause.light is not None and (light := parse.clause_at.get(clause.light)) is not None:
        own.append(light)
    return own + [
        c.index for c in parse.clauses_in(clause.sentence) if c.light == clause.head and c.index != clause.index
    ]


def _below(parse: Parse, clause: Clause) -> list[Clause]:
    return [c for c in parse.clauses_in(clause.sentence) if c.parent == clause.index]


def has_own_subject(parse: Parse, clause: Clause) -> bool:
    """Whether a joined clause names who acts anew: "and Arnor fled", not "and fled"."""
    named = clause.objects if clause.voice == "passive" else clause.subjects
    there = any(t.tag == "EX" for t in parse.tokens[clause.first : clause.head])  # "and there was no word of it"
    return there or any(a.via == "direct" for a in named)


def _up_to_finite(parse: Parse, clause: Clause) -> list[int]:
    """A clause and those above it up to a finite one: "threatened on Sunday to strike, accusing Arnor of …"."""
    chain = [clause.index]
    while not clause.finite and clause.relation in ("complement", "adverbial") and clause.parent is not None:
        clause = parse.clauses[clause.parent]
        chain.append(clause.index)
    return chain


def is_meanwhile(clause: Clause) -> bool:
    """Whether a clause tells what happened at the same time: "when troops shelled the town"."""
    is_done = clause.kind == "verb" or clause.light is not None
    return clause.relation == "adverbial" and clause.finite and clause.marker in _MEANWHILE and is_done


def _is_by_agent(parse: Parse, clause: Clause) -> bool:
    """Whether a relative clause goes on with what an act's agent did: "was seized by gunmen who fired at guards"."""
    if clause.perfect or clause.tense != "past" or clause.parent is None:
        return False
    agents = {s.head for s in parse.clauses[clause.parent].subjects if s.via == "agent"}
    return any(s.via == "relative" and s.head in agents for s in clause.subjects)


def _words_it_is_said_in(parse: Parse, clause: Clause) -> list[int]:
    """The clause that says when the words came out in which an act is done: "in a video released last month"."""
    found = []
    for issued in parse.clauses_in(clause.sentence):
        if issued.relation != "relative" or issued.lemma not in _ISSUES:
            continue
        words = parse.tokens[parse.tokens[issued.head].head]
        over = parse.clause_over(words.head)
        is_in = parse.tokens[words.head].lower in _IN_WORDS
        if issued.voice == "passive" and is_in and over is not None and over.index == clause.index:
            found.append(issued.index)
    return found


def _carried(noun: Clause, above: Clause) -> bool:
    """Whether the verb's time is the noun's too: "the talks began on Monday", "agreed on Monday in talks with"."""
    hangs = {o.argument.head: o.preposition for o in above.obliques}
    is_part = hangs.get(noun.head) in ("in", "during", "at") and noun.lemma not in _BIDS
    return above.lemma in _CARRIES or is_part


def _own_nouns(parse: Parse, clause: Clause) -> list[int]:
    """Event nouns that are a clause's own arguments: in "met for talks on Monday" the day is the meeting's."""
    heads = {a.head for a in clause.objects} | {o.argument.head for o in clause.obliques}
    return _nouns_at(parse, heads | _doing_nouns(clause))


def _scene_nouns(parse: Parse, clause: Clause) -> list[int]:
    """Those of them that the act is part of: not what is only condemned, asked for or talked of."""
    heads = {o.argument.head for o in clause.obliques if o.preposition in _SCENES}
    calls = [o.argument.head for o in clause.obliques if o.preposition in ("for", "to", "into", "with")]
    heads |= {h for h in calls if parse.tokens[h].lemma in _TALKS}  # "met for talks"
    if clause.light is not None or clause.lemma in HOLDS:
        heads |= {a.head for a in clause.objects}
    return _nouns_at(parse, heads | _doing_nouns(clause))


def _doing_nouns(clause: Clause) -> set[int]:
    """What acts, where it is an act itself: "the attack in Klow killed nine"."""
    return {a.head for a in clause.subjects} if clause.kind == "verb" and clause.voice == "active" else set()


def _nouns_at(parse: Parse, heads: Iterable[int]) -> list[int]:
    found = [i for h in heads if (i := parse.clause_at.get(h)) is not None and parse.clauses[i].kind == "noun"]
    return sorted(found)


def home_of(parse: Parse, top: int, last: int) -> Clause | None:
    """The clause that a time is of, where the parser hung it on the noun or verb beside it.

    `top` is the time's highest token, `last` its last: "the king, who signed it in Oslo last May, hailed the vote", and
    the verb of saying in "said on Monday it had struck".
    """
    if (saying := _said_on(parse, top, last)) is not None:
        return saying
    if last + 1 >= len(parse.tokens) or parse.tokens[last + 1].text != ",":
        return None
    governor = parse.tokens[parse.tokens[top].head]
    if governor.tag == "IN":
        governor = parse.tokens[governor.head]
    if governor.tag[:2] == "VB":
        behind = parse.clause_over(governor.i) if last < governor.i else None
        nouns = [] if behind is None else [a.head for a in (*behind.subjects, *behind.objects) if a.head < top]
    else:
        nouns = [governor.i] if governor.tag[:2] == "NN" and governor.i not in parse.clause_at else []
    for noun in nouns:
        for clause in parse.clauses_in(parse.tokens[top].sentence):
            if clause.relation != "relative" or parse.tokens[clause.head].head != noun or clause.head > top:
                continue
            if not any(t.tag[:2] == "VB" for t in parse.tokens[clause.head + 1 : top]):
                return clause
    return None


def _said_on(parse: Parse, top: int, last: int) -> Clause | None:
    """The verb of saying right before a time, where the time stands before the subject of what is said."""
    over = parse.clause_over(top)
    if over is None or over.relation != "complement" or over.parent is None or over.kind != "verb":
        return None
    saying = parse.clauses[over.parent]
    parties = [a.head for a in (*over.subjects, *over.objects) if a.via == "direct"]
    between = parse.tokens[saying.head + 1 : last + 1]
    is_between = saying.head < top and bool(parties) and last < min(parties) and last < over.head
    return saying if is_between and len(between) < 4 and not any(t.text in (",", "that") for t in between) else None


def stands_right_behind(parse: Parse, clause: Clause, top: int) -> bool:
    """Whether a time that the parser hung above follows an act's own verb, with no other verb between.

    `top` is the time's highest token. "Denied a strike that killed nine people on Monday": the day is the killing's.
    """
    if clause.kind != "verb" or top <= clause.head or clause.relation not in ("relative", "complement"):
        return False
    over = parse.clause_over(top)
    if over is None or over.kind != "verb" or over.index == clause.index:
        return False
    if not any(i == over.head for i in parse.ancestors(clause.head)):
        return False
    chain = [i for i in parse.ancestors(top) if i != over.head and over.head in parse.ancestors(i)]
    between = parse.tokens[clause.head + 1 : top]
    return all(i > clause.head for i in chain) and not any(t.tag[:2] == "VB" or t.text in _MARKS for t in between)


_MARKS = ('"', "“", "”", ";", "``", "''")
