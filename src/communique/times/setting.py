"""What a reading may lean on: the matched words, publication, the clause's outlook, and the story's thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from communique.times.bounds import bounds
from communique.times.dates import Day, grain, read_day
from communique.times.lexicon import Pattern
from communique.times.numbers import read_number
from communique.times.shapes import WordClass
from communique.times.tense import AHEAD, Outlook

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means; `earliest` and `latest` only where the value alone does not say them."""

    type: TimexType
    value: str
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """The dates told so far, newest last, each with the sentence that it stands in."""

    values: tuple[tuple[str, int], ...] = ()

    def last(self, units: frozenset[str], since_sentence: int = 0) -> str | None:
        """The newest dated value of one of these grains, told in this sentence or later."""
        for value, sentence in reversed(self.values):
            if sentence < since_sentence:
                return None
            if grain(value) in units and "X" not in value:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Setting:
    """The surroundings of one expression."""

    published: Day | None
    sentence: int
    thread: Thread
    outlook: Callable[[], Outlook]
    before: str  # the word before the expression, in lower case
    before_tag: str  # and its part of speech (Penn), "" at the text's start

    def day_of(self, value: str | None) -> Day | None:
        """The first day of a dated value."""
        return read_day(bounds(value, None)[0]) if value else None

    def quarter(self) -> Day | None:
        """The quarter that the story is about: the latest of those told in the sentences before."""
        told = [v for v, s in self.thread.values if grain(v) == "Q" and "X" not in v and s >= self.sentence - 6]
        begun = [v for v in told if self.published is None or (bounds(v, None)[1] or "") < self.published.isoformat()]
        return self.day_of(max(begun or told)) if told else None


@dataclass(frozen=True, slots=True)
class Found:
    """A match: the pattern, its words by class, and their meanings in the lexicon."""

    pattern: Pattern
    groups: Mapping[str, str]
    classes: Mapping[str, WordClass]

    def words(self, name: str) -> str | None:
        """The words that fill a class, in lower case."""
        return self.groups.get(name)

    def meaning(self, name: str) -> str | None:
        """What the lexicon says of the words that fill a class."""
        words = self.groups.get(name)
        if words is None:
            return None
        plain = " ".join(words.replace("\u2019", "'").split())
        return self.classes[name.split("_")[0]].meanings.get(plain)

    def number(self, name: str = "NUM") -> Fraction | None:
        """The number that fills a class, or None when it is missing or fixes none ("several")."""
        if self.groups.get("SOME"):
            some = self.meaning("SOME")
            return None if some in (None, "X") else Fraction(str(some))
        words = self.groups.get(name)
        return read_number(words, self.classes["NUMBER"].meanings) if words else None

    def count(self) -> Fraction | None:
        """The number of units: one where only the unit stands ("a year ago"), None where the words fix none."""
        return self.number() if self.groups.get("SOME") or self.groups.get("NUM") else Fraction(1)


# A day on the side that the clause does not look to counts as this many times as far; news without a tense looks back.
_BACK_OF_FUTURE = 6.0
_AHEAD: Mapping[Outlook, float] = {"past": 8.0, "past-perfect": 8.0, "none": 1.5}


def nearest(candidates: list[dt.date], today: dt.date, outlook: Outlook) -> dt.date | None:
    """The candidate nearest to publication; one on the side that the clause does not look to counts as further.

    "Payable Dec. 15" in a story of October is in December next, whatever the tense around it.
    """

    def far(day: dt.date) -> float:
        days = (day - today).days
        if days < 0:
            return -days * (_BACK_OF_FUTURE if outlook in AHEAD else 1)
        return days * _AHEAD.get(outlook, 1)

    return min(candidates, key=far, default=None)
