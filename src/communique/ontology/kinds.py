"""The records of the ontology: what PLOVER and CAMEO know, as facts with names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Quad = Literal[1, 2, 3, 4]
QUAD_NAMES: Mapping[int, str] = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


@dataclass(frozen=True, slots=True)
class Mode:
    """A finer kind of a PLOVER type. `plover_score` is None where the manual gives none."""

    name: str
    definition: str
    plover_score: float | None


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16 PLOVER types. `note` says what was chosen where the manual disagrees with itself."""

    code: str
    definition: str
    quad: int
    requires_recipient: bool
    plover_score: float
    modes: tuple[Mode, ...]
    note: str | None = None

    def mode(self, name: str) -> Mode | None:
        """The mode of that name, or None."""
        return next((m for m in self.modes if m.name == name), None)


@dataclass(frozen=True, slots=True)
class Context:
    """What an act is about; any number may hold."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class AuxiliaryMode:
    """PLOVER's mark on the standing of an act, and the `factuality` that stands for it in a record."""

    name: str
    definition: str
    factuality: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A kind of actor: GOV, MIL, REB …"""

    code: str
    definition: str


@dataclass(frozen=True, slots=True)
class PloverReading:
    """What a CAMEO code is in PLOVER."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One of the 313 CAMEO codes. `goldstein` is ICEWS's value, None where that table has none."""

    code: str
    name: str
    level: str
    root: str
    quad: int
    quad_phoenix: int
    goldstein: float | None
    goldstein_phoenix: float | None
    plover: PloverReading | None


@dataclass(frozen=True, slots=True)
class CameoChoice:
    """A row of the mapping PLOVER -> CAMEO; None fits everything."""

    type: str
    mode: str | None
    context: str | None
    code: str


@dataclass(frozen=True)
class Ontology:
    """All of it, found by code or name."""

    types: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    auxiliary_modes: Mapping[str, AuxiliaryMode]
    sectors: Mapping[str, Sector]
    sectors_cameo: Mapping[str, Sector]
    international_actors: Mapping[str, Sector]
    cameo: Mapping[str, CameoCode]
    cameo_choices: tuple[CameoChoice, ...]
