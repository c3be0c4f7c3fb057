"""The gazetteer: one sorted text file, mapped into memory and searched by key; nothing is loaded but a sparse index.

`tools/build_gazetteer.py` writes the file and describes its lines; docs/places.md says what is in it and what it costs.
"""

from __future__ import annotations

import csv
import math
import mmap
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from communique.errors import CommuniqueError
from communique.places.names import key_of

DATA = Path(__file__).parent.parent / "data"
_STRIDE = 16_384  # bytes between two keys of the sparse index: a lookup reads one such stretch
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer, as found under one of its names (`alternate` when that is not its first name)."""

    key: str
    name: str
    feature: str  # country, admin1, capital, city, continent, area, sea, facility
    geonameid: int | None
    country: str | None
    admin: str | None
    lat: float
    lon: float
    population: int
    radius_km: float
    alternate: bool = False

    @property
    def is_city(self) -> bool:
        """Whether the entry is a town or city, as against a stretch of land or water."""
        return self.feature in ("city", "capital")

    def km_to(self, other: Entry) -> float:
        """The distance between two places' points in kilometres."""
        a, b = math.radians(self.lat), math.radians(other.lat)
        east = math.radians(other.lon - self.lon)
        chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(east / 2) ** 2
        return 2 * _EARTH_KM * math.asin(math.sqrt(chord))

    def holds(self, other: Entry) -> bool:
        """Whether another place lies in this one: same country, and same state or within the radius."""
        if self.feature == "country":
            return self.country == other.country
        if self.country is not None and self.country != other.country:
            return False
        if self.feature == "admin1" and other.admin is not None:
            return other.admin == self.name
        return self.km_to(other) <= 1.4 * self.radius_km + 20


class Gazetteer:
    """Places by name. `find(key)` gives the places that bear a name; the file is only ever read."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise CommuniqueError(f"{path} cannot be read ({error}); rebuild it with make gazetteer") from error
        self._keys: list[bytes] = []
        self._offsets: list[int] = []
        for at in range(0, len(self._bytes) - 1, _STRIDE):
            start = self._bytes.find(b"\n", at)
            if start < 0 or start + 1 >= len(self._bytes):
                break
            self._keys.append(self._bytes[start + 1 : self._bytes.find(b"\t", start)])
            self._offsets.append(start)
        self.find = lru_cache(maxsize=32_768)(self._find)

    def capital_of(self, country: str) -> Entry | None:
        """The capital of a country by its ISO3 code."""
        found = self.find(f"capital {country.lower()}")
        return found[0] if found else None

    def _find(self, key: str) -> tuple[Entry, ...]:
        """The places that bear a name, written as its key, in the file's order."""
        return tuple(e for line in self._lines(key) for e in self._entries(key, line.split("\t")))

    def _lines(self, key: str) -> list[str]:
        wanted = key.encode()
        sought = b"\n" + wanted + b"\t"
        slot = max(bisect_right(self._keys, wanted) - 1, 0)
        # a run of equal keys may have begun in the stretch before
        while slot > 0 and self._keys[slot] == wanted:
            slot -= 1
        stop = bisect_right(self._keys, wanted)
        end = self._offsets[stop] + len(sought) if stop < len(self._offsets) else len(self._bytes)
        at = self._bytes.find(sought, self._offsets[slot], end)
        lines = []
        while at >= 0 and self._bytes[at : at + len(sought)] == sought:
            close = self._bytes.find(b"\n", at + 1)
            lines.append(self._bytes[at + 1 : close].decode())
            at = close
        return lines

    def _entries(self, key: str, fields: list[str]) -> list[Entry]:
        if fields[1] == "=":
            meant = int(fields[2])
            return [
                self._entry(key, other, alternate=True)
                for other in (line.split("\t") for line in self._lines(fields[3]))
                if other[2] == fields[2] and int(other[2]) == meant
            ]
        return [self._entry(key, fields, alternate=False)]

    @staticmethod
    def _entry(key: str, fields: list[str], *, alternate: bool) -> Entry:
        filed, feature, identity, country, admin, lat, lon, population, radius, name = fields
        people = int(population or 0)
        return Entry(
            key=key,
            name=name or " ".join(w.capitalize() for w in filed.split(" ")),
            feature=feature,
            geonameid=int(identity) if identity else None,
            country=country or None,
            admin=admin or None,
            lat=float(lat),
            lon=float(lon),
            population=people,
            # a city's extent grows with the root of its people: 2 km for a village, 25 for ten million
            radius_km=float(radius) if radius else min(max(math.sqrt(people) / 120, 2.0), 25.0),
            alternate=alternate,
        )


@cache
def load_gazetteer() -> Gazetteer:
    """The packaged gazetteer, opened once."""
    return Gazetteer(DATA / "places/gazetteer.tsv")


@dataclass(frozen=True, slots=True)
class Succession:
    """A territory that another state held `until` a day (ISO date); from that day it has its own code."""

    until: str
    held_by: str


@dataclass(frozen=True, slots=True)
class Peoples:
    """What the lexicon says besides the gazetteer: demonyms, dated successions, and names that need a frame."""

    demonyms: Mapping[str, str]  # as written ("Lebanese") -> ISO3
    successions: Mapping[str, Succession]
    guarded: frozenset[str]  # keys that are also persons' names or common words
    words: frozenset[str]  # those of them that are common words


@cache
def load_peoples() -> Peoples:
    """The lexicon files that are read at run time, opened once."""
    demonyms = {
        name: row.get("iso3") or row["country"]
        for file in ("countries", "former_states")
        for row in _rows(file)
        for name in row["demonyms"].split("|")
        if name
    }
    guarded = _rows("guarded")
    return Peoples(
        demonyms=demonyms,
        successions={r["country"]: Succession(r["until"], r["held_by"]) for r in _rows("dated")},
        guarded=frozenset(key_of(r["name"]) for r in guarded),
        words=frozenset(key_of(r["name"]) for r in guarded if r["why"] == "common word"),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"lexicons/en/places/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
