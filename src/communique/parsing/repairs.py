"""Trees that the parser is known to grow wrong in news prose, set right before clauses are read."""

from __future__ import annotations

from collections.abc import Collection

from communique.grammar import Token

_CHARGES = frozenset({"charge", "count", "allegation", "offence", "offense", "suspicion", "conviction", "accusation"})
_ON = frozenset({"on", "of", "for", "over", "under"})
_HISSING = ("s", "x", "z", "ch", "sh", "o")  # "passes" is of "pass"


def repair_trees(tokens: list[Token]) -> None:
    """Mends, in place: "held on spying charges", where the parser reads a clause ("by spying on charges")."""
    for noun in tokens:
        if noun.dep == "dobj" and noun.lemma in _CHARGES:
            _mend_charges(tokens, noun)


def mend_lemmas(tokens: list[Token], verbs: Collection[str]) -> None:
    """Mends, in place: the lemma "rap" of "raped", which can only be a form of "rape", and "hop" of "hopes"."""
    for token in tokens:
        if token.pos != "VERB":
            continue
        full = token.lemma + "e"
        if full in verbs and token.lower in (full + "d", full[:-1] + "ing"):
            tokens[token.i] = token._replace(lemma=full)
        elif token.lower == full + "s" and not token.lemma.endswith(_HISSING):
            tokens[token.i] = token._replace(lemma=full)


def join_compounds(tokens: list[Token], known: Collection[str]) -> None:
    """Mends, in place: "cease-fire", which the parser reads as three words, has the lemma of "ceasefire"."""
    for dash in tokens[1:-1]:
        if dash.text not in ("-", "–") or tokens[dash.i + 1].pos not in ("NOUN", "VERB"):
            continue
        first, last = tokens[dash.i - 1].lower, tokens[dash.i + 1]
        for joined in (first + last.lemma, f"{first}-{last.lemma}"):
            if joined in known:
                tokens[last.i] = last._replace(lemma=joined)
                break


def _mend_charges(tokens: list[Token], noun: Token) -> None:
    verb = tokens[noun.head]
    preposition = tokens[verb.head]
    if verb.tag != "VBG" or verb.dep != "pcomp" or preposition.lower not in _ON or verb.i > noun.i:
        return
    between = tokens[verb.i + 1 : noun.i]
    if any(t.dep in ("det", "poss") for t in between):
        return  # "of pressing the charges": a clause indeed
    tokens[noun.i] = noun._replace(head=preposition.i, dep="pobj")
    tokens[verb.i] = verb._replace(head=noun.i, dep="amod", pos="ADJ")
