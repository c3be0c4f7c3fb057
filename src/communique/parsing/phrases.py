"""What belongs to a noun phrase, and which noun phrases stand side by side."""

from __future__ import annotations

from communique.grammar import Argument, Parse
from communique.parsing.words import ClauseWords

_NOT_LEADING = frozenset({"punct", "cc", "preconj", "relcl", "acl", "advcl", "appos", "conj", "mark", "intj", "neg"})
_TRAILING = frozenset({"case", "nummod", "compound", "amod", "det", "nmod", "poss", "punct"})
_KEPT_PREPOSITIONS = frozenset({"of"})
_ROLE_PREPOSITIONS = frozenset({"for", "to", "from"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"})


def find_arguments(parse: Parse, head: int, via: str, words: ClauseWords) -> tuple[Argument, ...]:
    """The noun phrase at a head, and those conjoined with it ("Gondor and Arnor" gives two), left to right."""
    beside = "conjunct" if via == "direct" else via
    others = (_argument(parse, other, beside, words) for other in _conjuncts(parse, head))
    return (_argument(parse, head, via, words), *others)


def _conjuncts(parse: Parse, head: int) -> list[int]:
    found: list[int] = []
    for child in parse.children[head]:
        token = parse.tokens[child]
        if token.dep == "conj" and token.pos in _NOMINAL:
            found.append(child)
            found.extend(_conjuncts(parse, child))
    return found


def _argument(parse: Parse, head: int, via: str, words: ClauseWords) -> Argument:
    first, stop = noun_phrase(parse, head)
    return Argument(meant_head(parse, head, words), first, stop, via)


def meant_head(parse: Parse, head: int, words: ClauseWords) -> int:
    """The noun that a partitive phrase is about: "protesters" in "dozens of protesters", else the head itself."""
    token = parse.tokens[head]
    if token.lower not in words.partitive and token.lemma not in words.partitive:
        return head
    for child in parse.children[head]:
        if parse.tokens[child].lower == "of":
            for inner in parse.children[child]:
                if parse.tokens[inner].dep == "pobj":
                    named = _named_one(parse, inner) if token.lower == "one" else None
                    return meant_head(parse, inner, words) if named is None else named
    return head


def _named_one(parse: Parse, several: int) -> int | None:
    """Who is meant by "one of the king's aides, Orla Brand,": the name set off by commas behind them."""
    tokens, at = parse.tokens, several + 1
    if at + 1 >= len(tokens) or tokens[at].text != ",":
        return None
    end = at + 1
    while end < len(tokens) and tokens[end].pos == "PROPN" and tokens[end].text[:1].isupper():
        end += 1
    closed = end < len(tokens) and tokens[end].text in (",", ".") and end > at + 2
    return end - 1 if closed else None


def noun_phrase(parse: Parse, head: int) -> tuple[int, int]:
    """First token and stop of a noun phrase: what comes before its head, and after it only "of …" and the like.

    Relative clauses, appositions and conjoined phrases are left out: they are arguments and clauses of their own.
    """
    tokens, children = parse.tokens, parse.children[head]
    first = head
    for child in reversed([c for c in children if c < head]):
        if tokens[child].dep in _NOT_LEADING:
            if tokens[child].dep in ("punct",):
                continue
            break
        first = parse.left_edge[child]
    while first < head and tokens[first].pos == "PUNCT":
        first += 1
    stop = head + 1
    for child in (c for c in children if c > head):
        token = tokens[child]
        if child != stop and not (token.dep == "prep" and parse.left_edge[child] == stop):
            break
        if token.dep == "prep":
            kept = token.lower in _KEPT_PREPOSITIONS or (
                token.lower in _ROLE_PREPOSITIONS
                and tokens[head].lemma.endswith(("secretary", "minister", "ambassador", "envoy"))
            )
            if not kept:
                break
            stop = _prepositional_stop(parse, child)
        elif token.dep in _TRAILING and token.pos != "PUNCT":
            stop = parse.right_edge[child] + 1
        else:
            break
    return first, stop


def _prepositional_stop(parse: Parse, preposition: int) -> int:
    """Where an "of" phrase ends: with its noun phrase, conjoined ones included, clauses excluded."""
    stop = preposition + 1
    for child in parse.children[preposition]:
        if parse.tokens[child].dep == "pobj":
            stop = noun_phrase(parse, child)[1]
            for other in _conjuncts(parse, child):
                stop = max(stop, noun_phrase(parse, other)[1])
    return stop
