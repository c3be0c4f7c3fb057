"""The columns of each export format, from data/ontology/exports.toml, and the codes that formats share."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from communique.lexicon import read_csv
from communique.store.rows import Row

DATA = Path(__file__).parents[2] / "data"
# PLOVER's sectors in CAMEO's role codes, where the two differ. None: CAMEO has no such role.
CAMEO_ROLES: Mapping[str, str | None] = {
    "JRN": "MED",
    "MED": "HLH",
    "PRM": "UAF",
    "SOC": "CVL",
    "REL": None,
    "PRE": None,
    "UNK": None,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, and what a value may be (string, integer, number; required or optional in PLOVER JSON)."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One file of a format."""

    says: str
    file: str
    header: bool
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(f.name for f in self.fields)


@cache
def load_layouts() -> Mapping[str, Layout]:
    """All layouts by name."""
    raw: dict[str, Any] = tomllib.loads((DATA / "ontology" / "exports.toml").read_text("utf-8"))
    return {
        name: Layout(t["says"], t["file"], t["header"], tuple(Field(f["name"], f["type"]) for f in t["fields"]))
        for name, t in raw.items()
    }


@cache
def load_country_names() -> Mapping[str, str]:
    """Countries' English names by ISO 3166-1 alpha-3."""
    return {row["iso3"]: row["name"] for row in read_csv(DATA / "lexicons" / "en" / "actors" / "countries.csv")}


@cache
def load_fips() -> Mapping[str, str]:
    """FIPS 10-4 country codes by ISO 3166-1 alpha-3."""
    return {row["iso3"]: row["fips"] for row in read_csv(DATA / "ontology" / "country_codes.csv")}


def country_name(code: str | None) -> str:
    """A country's name; its code where it has none (IGO, invented countries); "" for None."""
    return "" if code is None else load_country_names().get(code, code)


def cameo_role(sector: str | None) -> str:
    """A PLOVER sector as a CAMEO role code, "" where there is none.

    >>> cameo_role("JRN"), cameo_role("MED"), cameo_role("GOV"), cameo_role(None)
    ('MED', 'HLH', 'GOV', '')
    """
    return "" if sector is None else CAMEO_ROLES.get(sector, sector) or ""


def cameo_actor(party: Row | None) -> str:
    """A party as a CAMEO actor code: country, then role."""
    return "" if party is None else (party["country"] or "") + cameo_role(party["sector"])


def pairs_of(event: Row) -> Iterator[tuple[Row | None, Row | None]]:
    """The directed pairs of an event. Doers of a joint act without recipients face each other."""
    actors, recipients = event["actors"], event["recipients"]
    if not recipients and len(actors) > 1:
        yield from ((a, b) for i, a in enumerate(actors) for j, b in enumerate(actors) if i != j)
        return
    for actor in actors or [None]:
        for recipient in recipients or [None]:
            yield actor, recipient


def number_of(event_id: str, pair: int = 0) -> int:
    """An id as a number below 2**53, as formats with integer ids want it."""
    return (int(event_id[:12], 16) << 5) + min(pair, 31)
