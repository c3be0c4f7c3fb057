"""Actors while they are being put together: who they are so far, and every phrase that names them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from communique.actors.lists import Listed, Role
from communique.grammar import Parse
from communique.records import Actor, ActorKind, Mention

Number = Literal["singular", "plural", "either"]


@dataclass(slots=True)
class Known:
    """A country, or a sector, with the words that decided it; `rank` orders the evidence, the lowest wins."""

    value: str | None
    why: str
    rank: int


@dataclass(slots=True)
class Phrase:
    """A noun phrase that describes an actor: its head, its role noun, and what stands around it."""

    first: int
    stop: int
    head: int
    role: Role
    plural: bool
    opening: str  # definite, indefinite, possessive, bare
    possessor: int | None  # the token that heads the possessor
    former: bool
    affiliation: Affiliation
    draft: Draft | None = None
    role_first: int = 0
    role_stop: int = 0


@dataclass(slots=True)
class Affiliation:
    """The state and the body that the words around a noun give it."""

    country: str | None = None
    country_why: str = ""
    body: bool = False  # belongs to a named or described body
    sector: str | None = None  # that body's
    sector_why: str = ""
    international: bool = False
    local: bool = False  # a town or province gave the country


@dataclass(slots=True)
class Draft:
    """One actor in the making."""

    id: str  # within the article
    name: str
    kind: ActorKind
    number: Number = "singular"
    words: tuple[str, ...] = ()
    listed: Listed | None = None
    noun: str | None = None
    role: str | None = None
    country: Known | None = None
    sector: Known | None = None
    gender: str | None = None
    roster_id: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    place_only: bool = False  # named only as a place so far

    def learn_country(self, value: str | None, why: str, rank: int) -> None:
        """Takes a country unless better evidence is already there."""
        if value is not None and (self.country is None or rank < self.country.rank):
            self.country = Known(value, why, rank)

    def learn_sector(self, value: str | None, why: str, rank: int) -> None:
        """Takes a sector unless better evidence is already there; None says that it has none (an IGO's staff)."""
        if self.sector is None or rank < self.sector.rank:
            self.sector = Known(value, why, rank)

    def mention(self, parse: Parse, first: int, stop: int, head: int, rule: str) -> Mention:
        """Adds words that refer to this actor."""
        start, end = parse.tokens[first].start, parse.tokens[stop - 1].end
        made = Mention(start, end, parse.text[start:end], head, self.id, rule)
        self.mentions.append(made)
        return made

    def as_actor(self) -> Actor:
        """The finished record, its mentions in order and without doubles."""
        unique = {(m.start, m.end): m for m in self.mentions}
        return Actor(
            id=self.id,
            name=self.name,
            kind=self.kind,
            country=self.country.value if self.country else None,
            sector=self.sector.value if self.sector else None,
            role=self.role,
            mentions=tuple(unique[k] for k in sorted(unique)),
            country_why=self.country.why if self.country else None,
            sector_why=self.sector.why if self.sector else None,
            roster_id=self.roster_id,
            gender=self.gender,
        )
