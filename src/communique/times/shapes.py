"""Shapes: the small grammar in which a pattern's words are written, and the regex that it stands for.

    WEEKDAY          a word class of words.csv (or of holidays.csv, or one written with digits, see patterns.py)
    last             the word itself
    (early | late)?  alternatives; a question mark makes an item optional
    ,                a comma
Words stand one gap apart: a space, a single line break, or a hyphen. Capitals in the text do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from communique.times.patterns import DIGIT_KEY, GAP, WORD

_PIECE = re.compile(r"[A-Z][A-Z_]+|[a-z0-9.'’]+|[(),|?]")
_LEADING = rf"(?:{GAP})?"
TIGHT = frozenset({"POSS", "AMPM"})  # stand against the word before: "year's", "8am"
_BEFORE_AMPM = frozenset({"HOUR", "CLOCK", "DOTCLOCK"})
# A pattern that holds none of these is looked for at its own words; articles are never worth a look.
_TOO_COMMON = frozenset({"the", "a", "an", "of", "in", "at", "to", "and", "or", "as", "for", "from", "so", "s"})


class ShapeError(ValueError):
    """A shape that cannot be read; the loader adds file and line."""


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that may stand in one place of a shape, with what each means; `keys` are what the scan sees first."""

    name: str
    regex: str
    meanings: Mapping[str, str]
    first_keys: frozenset[str]
    trigger_keys: frozenset[str]  # empty: too common to look for


@dataclass(frozen=True, slots=True)
class Shape:
    """A compiled shape: its regex, the words it may begin with, and the words at which it is worth looking for it."""

    regex: re.Pattern[str]
    first_keys: frozenset[str]
    trigger_keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    regex: str
    first_keys: frozenset[str]
    triggers: frozenset[str]  # every match holds one of these; empty: nothing rare is sure to be in it
    optional: bool
    weight: int = 0  # how good the triggers are: a class beats a word


def compile_shape(text: str, classes: Mapping[str, WordClass]) -> Shape:
    """The regex of a shape, with one named group per class (MONTH, then MONTH_2, ...)."""
    pieces = _PIECE.findall(text)
    if "".join(pieces) != re.sub(r"\s+", "", text):
        raise ShapeError(f"shape {text!r} holds a mark that is no word, class, bracket, bar, comma or question mark")
    reader = _Reader(pieces, classes)
    part = reader.alternatives()
    if reader.at < len(pieces):
        raise ShapeError(f"shape {text!r} has a bracket too many")
    if not part.triggers:
        raise ShapeError(f"shape {text!r} has no word that is rare enough to look for")
    return Shape(re.compile(part.regex), part.first_keys, part.triggers)


class _Reader:
    """Reads a shape from left to right: alternatives of sequences of items."""

    def __init__(self, pieces: list[str], classes: Mapping[str, WordClass]) -> None:
        self.pieces, self.classes, self.at = pieces, classes, 0
        self.seen: dict[str, int] = {}

    def alternatives(self) -> _Part:
        options = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            options.append(self._sequence())
        if len(options) == 1:
            return options[0]
        return _Part(
            "(?:" + "|".join(o.regex for o in options) + ")",
            frozenset().union(*(o.first_keys for o in options)),
            frozenset().union(*(o.triggers for o in options)) if all(o.triggers for o in options) else frozenset(),
            any(o.optional for o in options),
            min(o.weight for o in options),
        )

    def _sequence(self) -> _Part:
        items: list[_Part] = []
        while self._peek() not in (None, "|", ")"):
            items.append(self._item())
        if not items:
            raise ShapeError("an alternative is empty")
        first: frozenset[str] = frozenset()
        for item in items:
            first |= item.first_keys
            if not item.optional:
                break
        best = max(items, key=lambda i: (bool(i.triggers) and not i.optional, i.weight))
        sure = not best.optional
        return _Part(
            "".join(i.regex for i in items), first, best.triggers if sure else frozenset(),
            all(i.optional for i in items), best.weight if sure else 0,
        )  # fmt: skip

    def _item(self) -> _Part:
        piece = self.pieces[self.at]
        self.at += 1
        if piece == "(":
            part = self.alternatives()
            if self._peek() != ")":
                raise ShapeError("a bracket is not closed")
            self.at += 1
        else:
            part = self._leaf(piece)
        if self._peek() == "?":
            self.at += 1
            return _Part(f"(?:{part.regex})?", part.first_keys, frozenset(), True)
        return part

    def _leaf(self, piece: str) -> _Part:
        if piece == ",":
            return _Part(r"[ \t]?,", frozenset(), frozenset(), False)
        if piece.isupper():
            return self._class(piece)
        if piece in "|?":
            raise ShapeError(f"{piece!r} stands where a word should")
        words = WORD.findall(piece)
        triggers = frozenset([w for w in words if w not in _TOO_COMMON][-1:])
        return _Part(f"{_LEADING}(?<!\\w){re.escape(piece)}(?!\\w)", key_of(words), triggers, False, bool(triggers))

    def _class(self, name: str) -> _Part:
        if name not in self.classes:
            raise ShapeError(f"unknown word class {name}")
        found = self.classes[name]
        self.seen[name] = self.seen.get(name, 0) + 1
        group = name if self.seen[name] == 1 else f"{name}_{self.seen[name]}"
        boundary = "" if name in TIGHT else r"(?<!\w)"
        end = r"(?!\w)" if name not in _BEFORE_AMPM else r"(?![b-oq-z_\d]|[ap](?!\.?m))"
        regex = f"{_LEADING}{boundary}(?P<{group}>{found.regex}){end}"
        return _Part(regex, found.first_keys, found.trigger_keys, False, 2 if found.trigger_keys else 0)

    def _peek(self) -> str | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None


def key_of(words: list[str]) -> frozenset[str]:
    """What the scan sees at the first of these words: itself, or the mark of a number."""
    return frozenset({DIGIT_KEY if words[0][0].isdigit() else words[0]}) if words else frozenset()
