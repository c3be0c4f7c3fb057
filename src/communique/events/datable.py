"""Which expressions of time may date an act, and which only measure it or tell which thing is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.events.lending import HOLDS
from communique.grammar import Clause, Parse
from communique.records import TimeExpression

_NO_POINT = frozenset({"SET"})
_VAGUE = frozenset({"PAST_REF", "FUTURE_REF"})
_STANDING = frozenset({"current"})  # "the current visit" tells which, not when
_AHEAD = frozenset({"will", "would", "shall"})
_AGO = frozenset({"ago", "a-unit-ago", "units-ago", "unit-ago-today", "yesterday", "last-night"})
_INSIDE = frozenset({"compound", "amod", "poss", "nmod"})
_IN_TIME = frozenset("in since by during until from".split())
_SCENES = frozenset("at in during on after before".split())
_LIMITS = frozenset("first last only second third fourth fifth sixth".split())
_STRETCHES = {("from", "to"), ("from", "until"), ("from", "till"), ("from", "through"), ("between", "and")}
_FAR = 8  # tokens before "since" in which its measure stands


def lies_behind(time: TimeExpression, clause: Clause) -> bool:
    """Whether a time is past for an act that lies ahead: "would look into the killings two years ago"."""
    return clause.modal in _AHEAD and time.rule in _AGO


def top_of(parse: Parse, time: TimeExpression) -> int:
    """The highest token of a time, with the preposition that it hangs on."""
    return min(parse.tokens_between(time.start, time.end), key=lambda i: sum(1 for _ in parse.ancestors(i)))


def is_between(parse: Parse, time: TimeExpression, first: int, stop: int | None) -> bool:
    """Whether a time stands between two tokens; the second may be left out."""
    covered = parse.tokens_between(time.start, time.end)
    return first <= covered[0] and (stop is None or covered[-1] < stop)


def tells_which(parse: Parse, time: TimeExpression) -> bool:
    """Whether a time only tells which thing is meant: "the 1951 convention", "in connection with last year's raid"."""
    top = top_of(parse, time)
    governor = parse.tokens[parse.tokens[top].head]
    if governor.i <= top or governor.tag[:2] != "NN":
        return False
    first = parse.tokens_between(time.start, time.end)[0]
    if parse.tokens[top].dep == "nummod":  # not "in 1991 Bo was freed"
        return parse.tokens[first - 1].lower not in _IN_TIME
    return parse.tokens[top].dep in _INSIDE


def names_a_thing(parse: Parse, time: TimeExpression) -> bool:
    """Whether a time is part of the name of a thing that is no act, and at which none is done: "the 9/11 families"."""
    if not tells_which(parse, time):
        return False
    governor = parse.tokens[parse.tokens[top_of(parse, time)].head]
    over = parse.tokens[governor.head]
    return governor.i not in parse.clause_at and over.lower not in _SCENES and over.lemma not in HOLDS


def is_measure(parse: Parse, time: TimeExpression) -> bool:
    """Whether a time only says how rare a thing is: "for the first time since 1971", "the worst raid in years"."""
    first = parse.tokens_between(time.start, time.end)[0]
    words = ("since", "in", "for", "of") if time.type == "DURATION" else ("since",)
    if first == 0 or parse.tokens[first - 1].lower not in words:
        return False
    sentence = parse.sentences[parse.tokens[first].sentence]
    before = parse.tokens[max(sentence.first, first - 1 - _FAR) : first - 1]
    return any(t.lower in _LIMITS or (t.tag in ("JJS", "RBS") and t.lower != "least") for t in before)


def dates_an_act(time: TimeExpression) -> bool:
    """Whether a time fixes anything: no set, no length without an end, no mere past or future."""
    return (
        time.type not in _NO_POINT
        and not (time.type == "DURATION" and time.earliest is None)
        and time.value not in _VAGUE
        and time.rule not in _STANDING
    )


def as_span(parse: Parse, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Two days told as the ends of one stretch: "from Monday to Wednesday", "between May and July"."""
    if len(times) != 2:
        return None
    first, second = sorted(times, key=lambda t: t.start)
    joint = parse.text[first.end : second.start].strip().lower()
    opening = parse.tokens[parse.tokens_between(first.start, first.end)[0] - 1].lower
    if (opening, joint) not in _STRETCHES or first.earliest is None or second.latest is None:
        return None
    if first.earliest > second.latest:
        return None
    text = parse.text[first.start : second.end]
    value = f"{first.value}/{second.value}"
    return replace(first, end=second.end, text=text, value=value, latest=second.latest)


def fixes(time: TimeExpression) -> tuple[bool, int]:
    """Prefers the expression that fixes the time most narrowly."""
    return (time.earliest is not None, len(time.value))
