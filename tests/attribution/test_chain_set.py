"""The project's own sentences with chains stay above their floors (tools/score_chains.py prints the faults)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "score_chains.py"
FLOORS = {"whole": 0.95, "nested_right": 0.95, "manner": 0.98, "stance": 0.98}
MOST_EXTRA = 3


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_chains", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_chains"] = module
    spec.loader.exec_module(module)
    return module


def test_the_set_holds_what_it_promises(scorer: ModuleType) -> None:
    sentences = scorer.read_sentences()
    said = [a for s in sentences for a in s["said"]]
    assert len(sentences) >= 150
    assert sum("inside" in a for a in said) >= 25
    assert all(a["content"] in s["text"] and a["cue"] in s["text"] for s in sentences for a in s["said"])


def test_chains_are_read_above_their_floors(scorer: ModuleType) -> None:
    tally = scorer.score_sentences(scorer.read_sentences())
    shares = {name: tally.share(name) for name in FLOORS}
    assert all(shares[name] >= floor for name, floor in FLOORS.items()), (shares, tally.faults)
    assert tally.extra <= MOST_EXTRA, tally.faults
