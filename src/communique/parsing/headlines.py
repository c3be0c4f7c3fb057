"""Which capitals of a headline are names: a recogniser trained on sentences takes "Envoys Meet" for one.

A word of a Title Case line is lowered when the article's running text writes it small, or when it is a common word of
the language that the running text nowhere writes with a capital inside a sentence.
"""

from __future__ import annotations

from collections.abc import Container

from communique.parsing.patterns import TITLE_WORD

_MOSTLY = 0.6  # share of capitalised words that makes a line Title Case
_SMALL_IN_TITLES = frozenset(
    "a an the and or but of to in on at by for with from as over after into amid via vs".split()
)


def is_title_case(line: str) -> bool:
    """Whether a line is set in Title Case: most of its words that could be small are not."""
    words = [w for w in line.split() if w[:1].isalpha() and w.lower() not in _SMALL_IN_TITLES]
    if len(words) < 3:
        return False
    capital = sum(w[0].isupper() and not w.isupper() for w in words)
    return capital / len(words) >= _MOSTLY


def with_small_words(line: str, small: Container[str], inner_capitals: Container[str], common: Container[str]) -> str:
    """The line with its common words in small letters; every character stays in its place.

    `small`: words that the article writes small; `inner_capitals`: words that it writes with a capital inside a
    sentence; `common`: common words of the language.
    """
    out = []
    at = 0
    for match in TITLE_WORD.finditer(line):
        word = match.group()
        low = word.lower()
        names = word in inner_capitals
        if not names and (low in small or low in common):
            out.append(line[at : match.start()] + low)
            at = match.end()
    out.append(line[at:])
    return "".join(out)
