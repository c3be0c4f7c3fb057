"""By which words a phrase answers to an entry's `objects` and `subject`: its head, its title, what it counts."""

from __future__ import annotations

from communique.grammar import Argument, Clause, Parse, word_forms

_IT = frozenset({"it", "them", "this", "these"})
_MEASURES = frozenset("state package series wave round batch shipment load amount million billion number pair".split())
_NO_COUNTS = frozenset({"MONEY", "PERCENT", "DATE", "TIME", "ORDINAL", "QUANTITY"})
_SOME = frozenset("most many some several dozens hundreds thousands scores none all few".split())
_PERSON_ENDINGS = tuple("er or ist ian ee ant ent man men woman women ive mate child crew".split())


def names_of(parse: Parse, argument: Argument) -> frozenset[str]:
    """The lemma of a phrase's head; for a name also its titles: "Judge Boda"."""
    tokens = parse.tokens
    titles = {tokens[i].lower for i in _titles(parse, argument.head)}
    counted = {"people"} if counts_people(parse, argument.head) else set()
    return frozenset({tokens[argument.head].lemma, _with_word_before(parse, argument.head)} | titles | counted)


def counts_people(parse: Parse, head: int) -> bool:
    """Whether a phrase only counts people: "at least 38", "most", "1.4 million Arnorians"."""
    token = parse.tokens[head]
    below = [parse.tokens[c] for c in parse.children[head]]
    if token.tag in ("NNPS", "NNS") and token.text[:1].isupper():
        return any(t.pos == "NUM" for t in below)
    after = parse.tokens[head + 1] if head + 1 < len(parse.tokens) else token
    bare = not any(t.lower in ("of", "%", "$", "but") for t in below) and after.tag not in ("NN", "NNS", "NNP", "NNPS")
    number = token.pos == "NUM" and token.entity not in _NO_COUNTS
    return bare and (number or (token.lower in _SOME and token.tag not in ("RB", "RBR", "RBS")))


def find_named(parse: Parse, clause: Clause, arguments: list[Argument], names: frozenset[str]) -> list[Argument]:
    """The phrases that one of the words names; failing these, an "it" that stands for one."""
    tokens = parse.tokens
    named = [a for a in arguments if any(_is_one(parse, i, names) for i in _told(parse, a))]
    return named or [a for a in arguments if tokens[a.head].lower in _IT and _meant(parse, clause, a.head, names)]


def _is_one(parse: Parse, index: int, names: frozenset[str]) -> bool:
    token = parse.tokens[index]
    if "people" in names and counts_people(parse, index):
        return True
    return not names.isdisjoint(word_forms(token)) or _with_word_before(parse, index) in names


def _with_word_before(parse: Parse, index: int) -> str:
    """A head with the word before it: "military support", "martial law"."""
    return f"{parse.tokens[index - 1].lower} {parse.tokens[index].lemma}" if index else ""


def look_like_persons(parse: Parse, arguments: list[Argument]) -> bool:
    """Whether one of some phrases looks like persons: a common noun with a person's ending."""
    heads = [parse.tokens[a.head] for a in arguments]
    return any(t.pos == "NOUN" and t.lemma.endswith(_PERSON_ENDINGS) for t in heads)


def _told(parse: Parse, argument: Argument) -> list[int]:
    """The head of a phrase, its titles, and what it counts or measures: "$1 billion of debt", "40 trucks of flour"."""
    head = argument.head
    token = parse.tokens[head]
    counts = (
        token.pos == "NUM"
        or token.lemma in _MEASURES
        or any(parse.tokens[c].pos == "NUM" for c in parse.children[head])
    )
    of = [c for c in parse.children[head] if parse.tokens[c].lower == "of"] if counts else []
    return [head, *_titles(parse, head), *(i for c in of for i in parse.children[c])]


def _titles(parse: Parse, head: int) -> list[int]:
    """The nouns that run up to a name: "foreign minister" in "foreign minister Boda"."""
    tokens = parse.tokens
    if tokens[head].pos != "PROPN":
        return []
    first = head
    while first > 0 and tokens[first - 1].pos in ("NOUN", "PROPN") and head in parse.ancestors(first - 1):
        first -= 1
    return list(range(first, head))


def _meant(parse: Parse, clause: Clause, pronoun: int, names: frozenset[str]) -> bool:
    """Whether an "it" may stand for a noun of these: the nearest of them before it, one sentence back at most."""
    first = parse.sentences[max(0, clause.sentence - 1)].first
    return any(t.pos == "NOUN" and t.lemma in names for t in parse.tokens[first:pronoun])
