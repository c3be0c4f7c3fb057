"""The project's own pages, coded by hand, stay above their floors (tools/score_golden.py prints the faults)."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from communique.pipeline import Coder

ROOT = Path(__file__).resolve().parents[2]
TOOL, PAGES = ROOT / "tools" / "score_golden.py", ROOT / "tests" / "golden"
GOLD = sorted(PAGES.glob("*.gold.json"))
UNREAD = sorted((ROOT / "tests" / "unread").glob("*.gold.json"))
EVENT_FLOORS = {"found": 0.84, "typed": 0.815, "dyad": 0.58}  # F1
ATTRIBUTION_FLOOR = 0.845  # F1
SHARE_FLOORS = {
    "source": 0.935, "when": 0.69, "where": 0.61, "actor": 0.94, "actor country": 0.78, "actor sector": 0.83,
    "page": 0.985,
}  # fmt: skip


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_golden", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_golden"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tally(scorer: ModuleType) -> Any:
    return scorer.score_pages(Coder.load())


@pytest.mark.parametrize("path", GOLD + UNREAD, ids=lambda p: p.name.removesuffix(".gold.json"))
def test_records_quote_their_page(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
    assert all(text.count(e["evidence"]) == 1 and e["trigger"] in e["evidence"] for e in gold["events"])
    assert all(a["content"] in text and a["cue"] in text for a in gold["attributions"])
    assert "".join("".join(b["text"].split()) for b in gold["blocks"]) == "".join(text.split())


def test_a_record_agrees_with_itself(scorer: ModuleType) -> None:
    events = json.loads(GOLD[0].read_text(encoding="utf-8"))["events"]
    assert all(scorer.sides_right(e, e) for e in events)


def test_pages_are_coded_above_their_floors(tally: Any) -> None:
    found = {level: round(tally.event_scores(level)[2], 3) for level in EVENT_FLOORS}
    assert all(found[level] >= floor for level, floor in EVENT_FLOORS.items()), found
    assert tally.attribution_scores()[2] >= ATTRIBUTION_FLOOR, tally.attribution_scores()
    shares = {name: round(tally.share(name), 3) for name in SHARE_FLOORS}
    assert all(shares[name] >= floor for name, floor in SHARE_FLOORS.items()), shares
