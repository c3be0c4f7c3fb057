"""The ontology's files (data/ontology) into records."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from communique.lexicon.tables import Row, read_csv
from communique.ontology.kinds import (
    AuxiliaryMode,
    CameoChoice,
    CameoCode,
    Context,
    EventType,
    Mode,
    Ontology,
    PloverReading,
    Sector,
)

FOLDER = Path(__file__).resolve().parent.parent / "data" / "ontology"


@cache
def load_ontology() -> Ontology:
    """PLOVER's types, contexts and sectors, CAMEO's codes, and the way from one to the other."""
    return Ontology(
        types=_types(),
        contexts={r["name"]: Context(r["name"], r["definition"]) for r in _rows("contexts", "name", "definition")},
        auxiliary_modes={
            r["name"]: AuxiliaryMode(r["name"], r["definition"], r["factuality"])
            for r in _rows("auxiliary_modes", "name", "definition", "factuality")
        },
        sectors=_sectors("sectors"),
        sectors_cameo=_sectors("sectors_cameo"),
        international_actors=_sectors("international_actors"),
        cameo=_cameo(),
        cameo_choices=tuple(
            CameoChoice(r["type"], r.get("mode"), r.get("context"), r["code"])
            for r in _rows("plover_cameo", "type", "mode", "context", "code")
        ),
    )


def _types() -> dict[str, EventType]:
    content = tomllib.loads((FOLDER / "types.toml").read_text(encoding="utf-8"))
    return {t["code"]: _type(t) for t in content["type"]}


def _type(entry: dict[str, Any]) -> EventType:
    modes = (Mode(m["name"], m["definition"], m.get("plover_score")) for m in entry.get("modes", ()))
    return EventType(
        code=entry["code"],
        definition=entry["definition"],
        quad=entry["quad"],
        requires_recipient=entry["requires_recipient"],
        plover_score=entry["plover_score"],
        modes=tuple(modes),
        note=entry.get("note"),
    )


def _cameo() -> dict[str, CameoCode]:
    readings = {
        r["code"]: PloverReading(r["type"], r.get("mode"), r.many("contexts"))
        for r in _rows("cameo_plover", "code", "type", "mode", "contexts")
    }
    return {
        r["code"]: CameoCode(
            code=r["code"],
            name=r["name"],
            level=r["level"],
            root=r["root"],
            quad=int(r["quad"]),
            quad_phoenix=int(r["quad_phoenix"]),
            goldstein=r.number("goldstein"),
            goldstein_phoenix=r.number("goldstein_phoenix"),
            plover=readings.get(r["code"]),
        )
        for r in _rows("cameo", "code", "name", "level", "root", "quad", "quad_phoenix", "goldstein")
    }


def _sectors(name: str) -> dict[str, Sector]:
    return {r["code"]: Sector(r["code"], r["definition"]) for r in _rows(name, "code", "definition")}


def _rows(name: str, *columns: str) -> list[Row]:
    return read_csv(FOLDER / f"{name}.csv", columns)
