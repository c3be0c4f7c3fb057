"""The names of an article as they are found: which tokens each covers, and what kind of thing bears it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from communique.actors.lists import Listed, Role
from communique.grammar import Parse

NameSort = Literal["person", "family", "organisation", "place", "listed"]


@dataclass(slots=True)
class Name:
    """A name in the text: tokens `first` up to `stop`, the title before it included in `title`."""

    first: int
    stop: int
    sort: NameSort
    listed: Listed | None = None
    alternatives: tuple[Listed, ...] = ()
    title: Role | None = None
    title_first: int | None = None
    sector: str | None = None  # of an abbreviated title ("Gen.")
    gender: str | None = None
    rule: str = ""


@dataclass(slots=True)
class Names:
    """All names of an article in order, and which name each token belongs to."""

    spans: list[Name] = field(default_factory=list)
    at: dict[int, Name] = field(default_factory=dict)
    adjectives: dict[int, Listed] = field(default_factory=dict)  # "Syldavian" as a modifier

    def add(self, name: Name) -> None:
        """Keeps a name; its tokens belong to it from now on."""
        self.spans.append(name)
        start = name.first if name.title_first is None else min(name.title_first, name.first)
        for i in range(start, name.stop):
            if i >= name.first or i not in self.at:  # "envoy to Arnor Faramir" leaves Arnor to itself
                self.at[i] = name

    def drop(self, name: Name) -> None:
        """Gives a name up; its tokens are free again."""
        self.spans.remove(name)
        self.at = {i: n for i, n in self.at.items() if n is not name}


def name_words(parse: Parse, name: Name) -> tuple[str, ...]:
    """A name's words, hyphens and particles joined to what they belong to ("al-Sharaa" is one word)."""
    out: list[str] = []
    glue = False
    for i in range(name.first, name.stop):
        token = parse.tokens[i]
        if out and (glue or token.start == parse.tokens[i - 1].end):
            out[-1] += token.text
        else:
            out.append(token.text)
        glue = token.text == "-"
    return tuple(out)


def iter_persons(names: Names) -> Iterator[Name]:
    """The people among the names, in order."""
    return (n for n in names.spans if n.sort == "person")
