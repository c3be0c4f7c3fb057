"""An attribution in the making: whose words, by which cue, from where to where, before names and chain are settled."""

from __future__ import annotations

from dataclasses import dataclass

from communique.attribution.cues import Cue
from communique.grammar import Argument, Parse


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name someone: the head token, and tokens `first` up to `stop`."""

    head: int
    first: int
    stop: int
    others: tuple[int, ...] = ()  # heads of those who speak jointly with the first


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks at a cue: the cue's tokens and entry, the speaker, and who passes the words on ("TASS quoted him")."""

    cue_first: int
    cue_stop: int
    entry: Cue
    speaker: Phrase | None
    relay: Phrase | None
    clause: int | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A voice with its content (characters of the article) and the frame by which that was found."""

    voice: Voice
    start: int
    end: int
    frame: str
    quotation: int | None = None  # the quotation that is the whole content, if one is
    continues: bool = False  # the same breath as the draft before it, after an interruption


def phrase_of(arguments: tuple[Argument, ...]) -> Phrase | None:
    """The arguments of one place as one phrase ("Gondor and Arnor"), or None when the place is empty."""
    if not arguments:
        return None
    first = arguments[0]
    stop = first.stop
    others: list[int] = []
    for other in arguments[1:]:
        if other.first - stop > 3 or other.first < stop:
            break
        stop = other.stop
        others.append(other.head)
    return Phrase(first.head, first.first, stop, tuple(others))


def trimmed(parse: Parse, first: int, stop: int) -> tuple[int, int]:
    """The characters of tokens `first` up to `stop`, without commas and stops at either end."""
    tokens = parse.tokens
    while first < stop and tokens[first].pos == "PUNCT" and tokens[first].text not in _KEPT_BEFORE:
        first += 1
    while stop > first and tokens[stop - 1].pos in ("PUNCT", "SYM") and tokens[stop - 1].text not in _KEPT_AFTER:
        stop -= 1
    if stop <= first:
        return tokens[min(first, len(tokens) - 1)].start, tokens[min(first, len(tokens) - 1)].start
    return tokens[first].start, tokens[stop - 1].end


_KEPT_BEFORE = frozenset('"“‘([«$')
_KEPT_AFTER = frozenset("\"”’)]»%!?'")
