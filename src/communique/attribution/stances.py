"""What each stance does to the events inside the content (stance.toml): for the coder of events, and for the record.

load_stances()["denies"].polarity      # "negative"
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from communique.attribution.cues import Certainty, read_toml

Polarity = Literal["positive", "negative", "unknown"]


@dataclass(frozen=True, slots=True)
class StanceEffect:
    """How the speaker holds the content, and what an event told there as plain fact becomes."""

    certainty: Certainty
    polarity: Polarity
    events: Literal["keep", "negated", "future", "hypothetical"]
    keeps_past: bool
    example: str


@functools.cache
def load_stances() -> Mapping[str, StanceEffect]:
    """The effects by stance."""
    return {
        s["name"]: StanceEffect(s["certainty"], s["polarity"], s["events"], s.get("keeps_past", False), s["example"])
        for s in read_toml("stance.toml")["stance"]
    }
