"""The small words that say how an act is told: what denies it, what puts it ahead, what leaves it undone.

>>> from communique.parsing import load_parser
>>> parse = load_parser().parse_text("Gondor withdrew no troops.")
>>> find_denial(parse, parse.clauses[0])
'no'

Closed classes of English only; verbs, nouns, adjectives and adverbs that colour an act are in the table
`factuality/embedders.toml`.
"""

from __future__ import annotations

from itertools import pairwise

from communique.grammar import Argument, Clause, Parse

_NONE = frozenset({"no", "none", "nobody", "nothing", "neither", "noone", "nowhere"})
_COUNTS = frozenset({"fewer", "less", "more", "sooner", "doubt", "other", "small", "longer"})  # "no fewer than 30"
_OPENERS = frozenset({"not", "never", "nor", "neither", "nowhere"})
_YIELDING = frozenset("only until just for without least surprisingly".split())  # "not until May did they meet"
_SINGLE = frozenset({"a", "an", "one", "single"})
_FEW = frozenset({"few", "little"})
_NEVER_PHRASES = frozenset({"time", "case", "way", "circumstance", "account", "condition", "means", "point"})
_LEFT_UNDONE = (("without",), ("instead", "of"), ("rather", "than"), ("far", "from"))
_NEARLY = (("point", "of"), ("verge", "of"), ("brink", "of"), ("cusp", "of"), ("eve", "of"))
_SUPPOSED = (
    ("in", "case"),
    ("in", "the", "event"),
    ("as", "long", "as"),
    ("provided", "that"),
    ("on", "condition", "that"),
)
_INVERTED = frozenset({"had", "were", "should"})
_NEXT = frozenset({"tomorrow", "tonight"})
_COMING = frozenset({"next", "coming"})
_AHEAD = _NEXT | _COMING | {"this", "later"}
_UNITS = frozenset("day week weekend month year spring summer autumn winter fall".split())
_UNITS |= frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_UNITS |= frozenset("january february march april may june july august september october november december".split())
_UNITS |= frozenset({"days", "weeks", "months", "years", "few"})
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday weekend".split())
_DAYS = _WEEKDAYS - {"weekend"}
_PROGRAMME = frozenset("meet visit travel fly arrive leave depart return begin start open resume host convene".split())
_FULL_STOPS = frozenset({".", '."', "”"})
_OWN = frozenset({"direct", "conjunct", "agent", "shared"})  # what is lent by a clause above is counted there
_EMPTY = frozenset("be have show make take see give express hold get find do voice feel bear leave".split())
_BETWEEN = frozenset({"AUX", "PART", "ADV", "VERB"})


def is_aim(parse: Parse, clause: Clause) -> bool:
    """Whether a clause says what the act above is for: "met to discuss", "marched to protest"."""
    top = clause.head if clause.light is None else clause.light
    return clause.relation == "adverbial" and not clause.finite and parse.tokens[top].tag == "VB"


def find_denial(parse: Parse, clause: Clause, *, parties: bool = True) -> str | None:
    """The word that says that an act is not done: at the verb, in who does it or suffers it, or before the clause.

    `parties`: whether a "no" in subject or object counts; where the object is the act asked about, it is the act's own.
    """
    if clause.negation is not None:
        return parse.tokens[clause.negation].text
    arguments = _parties(clause) if parties else []
    if clause.kind == "noun":
        edge = parse.left_edge[clause.head]
        words = [t.lower for t in parse.tokens[edge : edge + 2]]
        if edge < clause.head and words[0] == "not" and words[1] in _SINGLE:
            return parse.words(edge, edge + 2)
    for argument in arguments:
        if argument.via in _OWN and (word := _names_none(parse, argument)) is not None:
            return word
    for oblique in clause.obliques:
        first, noun = parse.tokens[oblique.argument.first], parse.tokens[oblique.argument.head]
        if first.lower == "no" and noun.lemma in _NEVER_PHRASES:
            return f"{oblique.preposition} {first.text} {noun.text}"
    return _lead(parse, clause, _LEFT_UNDONE) or _at_front(parse, clause)


def is_few(parse: Parse, clause: Clause) -> bool:
    """Whether those who do it are few: "few doubt that"."""
    return parse.tokens[clause.first].lower in _FEW


def find_verge(parse: Parse, clause: Clause) -> str | None:
    """The words that put an act just ahead: "on the point of", "on the verge of"."""
    return _lead(parse, clause, _NEARLY)


def find_supposition(parse: Parse, clause: Clause) -> str | None:
    """The words that suppose an act: "in case", "as long as", "had Gondor attacked", "were Gondor to attack"."""
    first = parse.tokens[clause.first]
    verbs = (clause.head, clause.light)
    inverted = first.lower in _INVERTED and first.i not in verbs and first.head in verbs
    above = None if clause.parent is None else parse.clauses[clause.parent]
    ahead = above is not None and clause.head < above.head  # "Had Gondor attacked, the king would have fled"
    if inverted and clause.subjects and (clause.relation == "adverbial" or (clause.relation == "complement" and ahead)):
        return first.text
    copula = above is not None and first.i < clause.head and parse.tokens[above.first].lower == "were"
    if copula and above is not None and above.lemma == "be" and above.relation == "adverbial":
        return parse.tokens[above.first].text
    return _lead(parse, clause, _SUPPOSED)


def find_time_ahead(parse: Parse, clause: Clause) -> str | None:
    """The words by which an act told in the present, or named by a noun, lies ahead: "tomorrow", "next week"."""
    for oblique in clause.obliques:
        first = parse.tokens[oblique.argument.first]
        if oblique.preposition == "for" and first.lower in (*_NEXT, *_COMING):
            # "called a strike for next week"
            return f"for {parse.words(oblique.argument.first, oblique.argument.stop)}"
    if clause.kind == "verb" and (clause.tense not in ("present", "none") or clause.perfect):
        return None
    inside = parse.tokens[clause.first : clause.stop]
    programme = _is_programme(parse, clause)
    if not programme and not any(t.lower in _AHEAD for t in inside):
        return None
    own = [t for t in inside if parse.clause_over(t.i) in _carriers(parse, clause)]
    previous = {t.i: parse.tokens[t.i - 1].lower for t in own if t.i > 0}
    for token, after in pairwise([*own, own[-1]] if own else []):
        low = token.lower
        if low in _NEXT:
            return token.text
        if low in _COMING and after.lower in _UNITS and (previous.get(token.i) != "the" or low == "coming"):
            return f"{token.text} {after.text}"
        if low == "this" and after.lower in _WEEKDAYS and clause.kind == "verb":
            return f"{token.text} {after.text}"
        if low == "later" and after.lower == "this":
            return f"{token.text} {after.text}"
        if programme and low in _DAYS and previous.get(token.i) not in ("last", "this", "every"):
            return token.text
    return None


def _is_programme(parse: Parse, clause: Clause) -> bool:
    """Whether a whole sentence tells a coming act in the plain present: "the envoys meet in Klow on Monday"."""
    plain = (
        clause.kind == "verb" and clause.finite and not clause.progressive and parse.tokens[clause.head].tag != "VBN"
    )
    stop = parse.sentences[clause.sentence].stop
    return plain and clause.lemma in _PROGRAMME and parse.tokens[stop - 1].text in _FULL_STOPS


def to_infinitive(parse: Parse, clause: Clause) -> bool:
    """Whether a clause's verb group begins with "to": "to meet", "to formally recognise", "to be freed"."""
    top = clause.head if clause.light is None else min(clause.head, clause.light)
    if clause.finite:
        return False
    for token in reversed(parse.tokens[max(0, top - 4) : top]):
        if token.tag == "TO":
            return True
        if token.pos not in _BETWEEN:
            return False
    return False


def preposition_before(parse: Parse, clause: Clause) -> str | None:
    """The preposition that an -ing clause follows: "from" in "kept from visiting"."""
    before = parse.tokens[clause.first - 1] if clause.first > 0 else None
    return before.lower if before is not None and before.pos in ("ADP", "SCONJ") else None


def _at_front(parse: Parse, clause: Clause) -> str | None:
    """The negation that a sentence opens with, verb before subject: "Not since the war had they met"."""
    if not clause.subjects or clause.kind != "verb" or clause.question:
        return None
    sentence = parse.sentences[clause.sentence]
    opening = parse.tokens[sentence.first : clause.subjects[0].first]
    if len(opening) < 2 or opening[0].lower not in _OPENERS or opening[1].lower in _YIELDING:
        return None
    turned = any(t.head == clause.head and t.pos == "AUX" for t in opening)
    return opening[0].text if turned else None


def _carriers(parse: Parse, clause: Clause) -> tuple[Clause, ...]:
    carried = parse.clause_at.get(clause.light) if clause.light is not None else None
    return (clause,) if carried is None else (clause, parse.clauses[carried])


def _parties(clause: Clause) -> list[Argument]:
    """The noun phrases of which a "no" denies the act; behind a verb without meaning it belongs to the object's own."""
    if clause.kind != "verb":
        return list(clause.subjects) if clause.light is not None else []
    empty = clause.voice == "active" and clause.lemma in _EMPTY
    return [*clause.subjects, *(() if empty else clause.objects)]


def _names_none(parse: Parse, argument: Argument) -> str | None:
    """The negative word at the head of a noun phrase: "no troops", "none of the hostages", "not a single state"."""
    tokens = parse.tokens
    first = tokens[argument.first]
    after = tokens[argument.first + 1].lower if argument.first + 1 < len(tokens) else ""
    if first.lower in _NONE:
        if argument.stop - argument.first == 1 and first.lower == "no":
            return None  # "said no to Gondor"
        return None if after in _COUNTS else first.text
    before = tokens[argument.first - 1] if argument.first > 0 else None
    if before is None or before.sentence != first.sentence:
        return None
    if before.lower == "neither" or (before.lower == "not" and first.lower in _SINGLE):
        return before.text
    return None


def _lead(parse: Parse, clause: Clause, leads: tuple[tuple[str, ...], ...]) -> str | None:
    """The words of a list that stand just before a clause, or begin it and belong to its predicate."""
    tokens = parse.tokens
    stops = range(max(1, clause.first), min(clause.first + 3, clause.head + 1))
    ends = [tokens[stop - 1].lower for stop in stops]
    for lead in leads:
        if lead[-1] not in ends:
            continue
        for stop in stops:
            words = tokens[max(0, stop - len(lead)) : stop]
            if tuple(t.lower for t in words) != lead or words[0].sentence != clause.sentence:
                continue
            below = {c for t in words for c in parse.children[t.i]} - {t.i for t in words}
            if words[0].i < clause.first or (not below and any(t.head == clause.head for t in words)):
                return parse.words(words[0].i, stop)
    return None
