"""Bodies that neither list nor recogniser knows: capitalised words that a noun for a body closes."""

from __future__ import annotations

from communique.actors.lists import Lists
from communique.actors.names import Name, Names
from communique.grammar import Parse


def close_bodies(parse: Parse, lists: Lists, names: Names) -> None:
    """Names a body by its last word: "the Blue Vanguard Front", "Arnor Freedom League".

    All its words are capitalised modifiers of the closing noun, two at least with it, none of them a title's. Behind a
    state's name or an owner the whole phrase describes the body, and is left to that. In titles, where every word has
    a capital, nothing is told by them.
    """
    closers = lists.said("names", "body_closers")
    for token in parse.tokens:
        if token.pos != "PROPN" or not token.text[:1].isupper() or token.i in names.at:
            continue
        if token.lower not in closers and not any(
            r.number == "collective" and not r.before for r in lists.roles.get(token.lower, ())
        ):
            continue
        first = token.i
        while first > 0 and _belongs(parse, lists, names, first - 1, token.i):
            first -= 1
        after_state = first > 0 and first - 1 in names.at and parse.tokens[first - 1].head in range(first, token.i + 1)
        if after_state or (first > 0 and parse.tokens[first - 1].tag == "POS"):
            continue  # "the Arnor Freedom League" is described by its state, "the agency's Harvest Board" by its owner
        if first < token.i and _capitals_mean_names(parse, token.sentence):
            names.add(Name(first, token.i + 1, "organisation", rule="body-noun"))


def _belongs(parse: Parse, lists: Lists, names: Names, i: int, head: int) -> bool:
    word = parse.tokens[i]
    if i in names.at or not i < word.head <= head or word.dep not in ("compound", "amod", "nmod"):
        return False
    titled = word.lower in lists.titles or any(r.number == "singular" for r in lists.roles.get(word.lower, ()))
    return word.text[:1].isupper() and word.text.isalpha() and not titled and word.pos in ("PROPN", "ADJ", "NOUN")


def _capitals_mean_names(parse: Parse, sentence: int) -> bool:
    """Whether most words of a sentence are written small."""
    words = [
        t for t in parse.tokens[parse.sentences[sentence].first : parse.sentences[sentence].stop] if t.text.isalpha()
    ]
    return 2 * sum(t.text[:1].islower() for t in words) > len(words)
