"""PLOVER's types, modes, contexts and sectors, CAMEO's codes, and the numbers that go with them."""

from communique.ontology.kinds import (
    QUAD_NAMES,
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
from communique.ontology.loading import load_ontology
from communique.ontology.measures import cameo_for, goldstein, intensity, quad

__all__ = [
    "QUAD_NAMES", "AuxiliaryMode", "CameoChoice", "CameoCode", "Context", "EventType", "Mode", "Ontology",
    "PloverReading", "Sector", "cameo_for", "goldstein", "intensity", "load_ontology", "quad",
]  # fmt: skip
