"""Which way a clause looks: back, on, or ahead; it decides the side on which a weekday or a month lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.grammar import Parse, Token

_PROGRAMME = frozenset("meet visit travel fly arrive leave depart return begin start open resume host convene".split())
_PAST_MODALS = frozenset({"could"})
Outlook = Literal["past", "past-perfect", "present", "scheduled", "future", "due", "none"]
BACK: frozenset[Outlook] = frozenset({"past", "past-perfect"})
AHEAD: frozenset[Outlook] = frozenset({"future", "due"})  # "due": what was planned, seen from the past


@dataclass(frozen=True, slots=True)
class Forward:
    """Words that look ahead: `plan` with an infinitive, `due` by themselves, `timetable` in the present tense."""

    plan: frozenset[str]
    due: frozenset[str]
    timetable: frozenset[str]


def outlook_at(parse: Parse, char: int, words: Forward) -> Outlook:
    """Whether the clause over an expression that ends at a place tells of past, present or future; "none" without one.

    "Due" is what lies ahead of something past: "the talks planned for Monday were put off"; "scheduled" is the present
    of a timetable: "the council meets on Monday", which moves weekdays only.
    "Agreed to meet on Monday", "scheduled for Monday" and "meets on Monday" look ahead by their words (`Forward`).
    An expression that describes a noun after it ("the Monday talks") has no tense.
    """
    near = parse.tokens_between(char, char + 1)
    if not near or near.start >= len(parse.tokens):
        return "none"
    token = parse.tokens[near.start]
    sentence = parse.sentences[token.sentence]
    if char + 1 <= token.start:
        return "none"
    direct = True  # no preposition between the expression and what it belongs to
    for index in (token.i, *_above(parse, token.i, sentence.first, sentence.stop)):
        governor = parse.tokens[index]
        if direct and index > token.i and governor.tag[:1] == "N":
            return "none"
        direct = direct and governor.tag != "IN"
        is_due = governor.lemma in words.due and governor.tag[:1] in ("V", "J")
        if is_due and _as_was(parse, index, sentence.first):
            continue
        if is_due and not _is_past_perfect(parse, governor, sentence.first):
            return _seen_from(parse, index, sentence.first, sentence.stop)
        if governor.tag[:2] in ("VB", "MD"):
            outlook = _outlook(parse, governor, sentence.first, sentence.stop, words.plan)
            if outlook == "present" and governor.tag in ("VBZ", "VBP") and governor.lemma in words.timetable:
                return "scheduled"
            return _seen_from(parse, index, sentence.first, sentence.stop) if outlook == "future" else outlook
    return "none"


def _as_was(parse: Parse, index: int, first: int) -> bool:
    """Whether a word of plans only says that what is told went by plan: "began, as previously planned, on Saturday"."""
    before = [t.lower for t in parse.tokens[max(first, index - 2) : index]]
    return before[-1:] == ["as"] or (before[:1] == ["as"] and before[-1].endswith("ly"))


def _seen_from(parse: Parse, index: int, first: int, stop: int) -> Outlook:
    """ "Future", or "due" where the next finite verb at or above a place is past: "was due", "agreed to meet"."""
    for i in (index, *_above(parse, index, first, stop)):
        tags = {parse.tokens[i].tag, *(t.tag for t in parse.tokens[first:i] if t.head == i)}
        if not tags.isdisjoint(("MD", "VBZ", "VBP")):
            return "future"
        if "VBD" in tags:
            return "due"
    return "future"


def _above(parse: Parse, index: int, first: int, stop: int) -> list[int]:
    out: list[int] = []
    while first <= (head := parse.tokens[index].head) < stop and head != index and head not in out:
        out.append(index := head)
    return out


def _outlook(parse: Parse, verb: Token, first: int, stop: int, ahead: frozenset[str]) -> Outlook:
    helpers = [t for t in parse.tokens[first : verb.i] if t.head == verb.i and t.tag[:1] in ("V", "M", "T")]
    tags = {t.tag for t in helpers}
    modals = {t.lower for t in (*helpers, verb) if t.tag == "MD"}
    if modals and verb.tag != "VBD":  # "May said": a name
        return "past" if modals & _PAST_MODALS else "future"
    past_helper = any(t.tag == "VBD" for t in helpers)
    if "TO" in tags:
        return _infinitive(parse, verb, first, stop, ahead)
    if _is_past_perfect(parse, verb, first):
        return "past-perfect"
    if verb.tag == "VBD" or past_helper:
        return "past"
    if verb.tag == "VBG":
        if "VBN" in tags:
            return "past"  # "have been meeting"
        governor = parse.tokens[verb.head]
        if verb.dep == "xcomp" and governor.tag[:2] == "VB" and governor.i != verb.i:
            return _outlook(parse, governor, first, stop, ahead)  # "will begin withdrawing on Friday"
        return "future" if any(t.tag in ("VBZ", "VBP") and t.lemma == "be" for t in helpers) else "none"
    if verb.tag == "VBN":
        return _participle(helpers)
    if verb.lemma in _PROGRAMME and not helpers and parse.tokens[stop - 1].text in (".", '."', "”"):
        return "future"  # "the envoys meet on Monday": told so in a sentence, as headlines tell what is past
    return "present"


def _participle(helpers: list[Token]) -> Outlook:
    """ "Is heard in May" tells of the present, "has been heard" and a participle by itself of the past."""
    lemmas = {t.lemma for t in helpers}
    return "present" if "be" in lemmas and "have" not in lemmas else "past"


def _is_past_perfect(parse: Parse, verb: Token, first: int) -> bool:
    """ "Had been scheduled": what was due then is behind by now."""
    return any(t.head == verb.i and t.lower in ("had", "'d") for t in parse.tokens[first : verb.i])


def _had_been(parse: Parse, word: Token, first: int) -> bool:
    """ "Had been due", "had been scheduled"."""
    over = parse.tokens[word.head]
    been = over.lower == "been" or any(t.head == word.i and t.lower == "been" for t in parse.tokens[first : word.i])
    return been and (_is_past_perfect(parse, word, first) or _is_past_perfect(parse, over, first))


def _infinitive(parse: Parse, verb: Token, first: int, stop: int, ahead: frozenset[str]) -> Outlook:
    """ "Plans to meet", "is to meet" look ahead; "came to meet" tells of the coming."""
    governor = parse.tokens[verb.head]
    if _had_been(parse, governor, first):
        return "past-perfect"  # "had been due to expire"
    if governor.i == verb.i or not first <= governor.i < stop or governor.lemma in ahead or governor.lemma == "be":
        return "future"
    if governor.tag[:2] in ("VB", "MD"):
        above = _outlook(parse, governor, first, stop, ahead)
        return "future" if above in ("present", "future") else "past"
    return "future"
