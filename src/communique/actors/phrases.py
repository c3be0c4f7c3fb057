"""How a noun stands in its sentence: its phrase, its governor, its apposition.

The one module of this room that reads the parser's labels; the rest reads what is said here.
"""

from __future__ import annotations

from communique.grammar import Parse

_MODIFIER = frozenset({"compound", "amod", "nmod", "npadvmod", "nummod"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "ADV", "PRON", "VERB", "X", "SYM"})
_MARKS = frozenset({"'s", "’s", "'", "’", "-", "–", '"', "“", "”", "$"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def phrase_start(parse: Parse, head: int) -> int:
    """The first token of the noun phrase that a noun heads: modifiers and possessors, not what is conjoined."""
    tokens = parse.tokens
    limit = max(parse.left_edge[head], tokens[head].i - 14)
    first = head
    for i in range(head - 1, limit - 1, -1):
        token = tokens[i]
        if token.pos in _INSIDE or token.text in _MARKS or token.pos == "PART":
            if token.dep in ("nsubj", "relcl", "aux", "cc", "mark", "ROOT", "ccomp", "advcl", "neg", "nsubjpass"):
                break
            first = i
        elif (token.lower in ("of", "and", "or") and i > limit and _within_possessor(parse, i, head)) or (
            token.text == "," and tokens[i - 1].pos in ("ADJ", "PROPN") and tokens[i + 1].pos in ("ADJ", "VERB")
        ):
            first = i
        else:
            break
    while first < head and (tokens[first].text in _MARKS or tokens[first].text == ","):
        first += 1
    for k in range(first + 1, head):
        if tokens[k].tag == "DT" and tokens[k].lower in _ARTICLES and tokens[first].pos in ("ADV", "SCONJ"):
            return k  # "therefore | the president"
    return first


def _within_possessor(parse: Parse, i: int, head: int) -> bool:
    """Whether a small word stands inside a possessor: "the Ministry of Grain's spokesman"."""
    tokens = parse.tokens
    return any(
        tokens[k].tag == "POS" and parse.left_edge[tokens[k].head] <= i < k and tokens[tokens[k].head].head == head
        for k in range(i + 1, head)
    )


def modifies(parse: Parse, i: int) -> int | None:
    """The noun that a word before it modifies ("police" in "police officers"), or None when it heads its own phrase."""
    token = parse.tokens[i]
    if token.dep in _MODIFIER and token.head > i and parse.tokens[token.head].pos in ("NOUN", "PROPN", "ADJ", "VERB"):
        return token.head
    return None


def is_possessor(parse: Parse, i: int) -> bool:
    """Whether a possessive mark closes the noun's phrase ("Gondor's")."""
    return i + 1 < len(parse.tokens) and parse.tokens[i + 1].tag == "POS"


def phrase_governor(parse: Parse, i: int) -> int:
    """The token that governs a noun's whole phrase: conjoined and apposed nouns stand where their first stands."""
    tokens = parse.tokens
    at = i
    for _ in range(8):
        token = tokens[at]
        if token.dep in ("conj", "appos") and tokens[token.head].pos in _NOUNS and token.head != at:
            at = token.head
        else:
            break
    return tokens[at].head


def preposition_over(parse: Parse, i: int) -> int | None:
    """The preposition that governs a noun's phrase, or None."""
    at = phrase_governor(parse, i)
    return at if at != i and parse.tokens[at].pos in ("ADP", "SCONJ") and parse.tokens[at].dep != "prt" else None


def apposed_to(parse: Parse, i: int) -> int | None:
    """The noun that this one stands beside as another name of it ("the minister, Boromir"), or None."""
    token = parse.tokens[i]
    return token.head if token.dep == "appos" and parse.tokens[token.head].pos in _NOUNS else None


def described(parse: Parse, i: int) -> int | None:
    """The subject of which a noun is said: Boromir for "captain" in "Boromir is captain", "Boromir, who is captain"."""
    token = parse.tokens[i]
    if token.dep != "attr" or parse.tokens[token.head].lemma not in ("be", "become", "remain"):
        return None
    verb = token.head
    for child in parse.children[verb]:
        if parse.tokens[child].dep in ("nsubj", "nsubjpass") and child < i:
            return antecedent(parse, child) if parse.tokens[child].tag in ("WP", "WDT") else child
    return None


def antecedent(parse: Parse, i: int) -> int | None:
    """The noun that a relative pronoun stands for."""
    at = i
    for above in parse.ancestors(i):
        if parse.tokens[at].dep == "relcl":
            return above
        at = above
    return None


def describing_around(parse: Parse, i: int) -> list[int]:
    """The nouns before a token whose relative or participial clause, or apposition, holds it; the innermost first."""
    found: list[int] = []
    below = i
    for above in parse.ancestors(i):
        beside = parse.tokens[above].dep == "appos" and parse.tokens[above].pos in _NOUNS
        if above < i and (parse.tokens[below].dep in ("relcl", "acl") or beside):
            found.append(above)
        below = above
    return found


def joined_before(parse: Parse, i: int) -> int | None:
    """The noun that a noun is joined to by "and" right after it ("Gondor" for "allies" in "Gondor and its allies")."""
    token = parse.tokens[i]
    return token.head if token.dep == "conj" and token.head < i and parse.tokens[token.head].pos in _NOUNS else None


def stands_alone(parse: Parse, i: int) -> bool:
    """Whether a number or "both" is itself who acts or is acted on ("the two agreed"), not a word before a noun."""
    token = parse.tokens[i]
    return token.dep in ("nsubj", "nsubjpass", "dobj", "pobj") and not any(
        parse.tokens[k].dep == "prep" and k > i for k in parse.children[i]
    )


def joined_owners(parse: Parse, head: int) -> list[tuple[int, str]]:
    """(token, "" or "of") of two or more words that are joined before a noun or behind its "of", in their order."""
    for child in parse.children[head]:
        joined = [k for k in parse.children[child] if parse.tokens[k].dep == "conj"]
        if child < head and parse.tokens[child].dep in ("amod", "compound", "nmod", "poss") and joined:
            return [(child, ""), *((k, "") for k in joined if k < head)]
    for preposition, noun in of_objects(parse, head):
        if preposition == "of" and (joined := conjuncts(parse, noun)):
            return [(noun, "of"), *((k, "of") for k in joined)]
    return []


def of_objects(parse: Parse, head: int) -> list[tuple[str, int]]:
    """(preposition, noun) for each noun that a phrase after the head leads to: "minister of war" gives of, war."""
    found: list[tuple[str, int]] = []
    tokens = parse.tokens
    for child in parse.children[head]:
        if child < head or tokens[child].pos not in ("ADP", "SCONJ"):
            continue
        low = tokens[child].lower
        found.extend((low, k) for k in parse.children[child] if k > child and tokens[k].pos in _NOUNS)
    return found


def is_plural(parse: Parse, i: int) -> bool:
    """Whether a noun is plural by its form."""
    return parse.tokens[i].tag in ("NNS", "NNPS")


def conjuncts(parse: Parse, i: int) -> list[int]:
    """The nouns conjoined after a noun, left to right."""
    found: list[int] = []
    for child in parse.children[i]:
        if parse.tokens[child].dep == "conj" and parse.tokens[child].pos in _NOUNS:
            found.append(child)
            found.extend(conjuncts(parse, child))
    return found
