"""Who did it and to whom, where grammar alone does not say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from communique.pipeline import Coder
from communique.records import Page

_LINES = [
    line
    for line in (Path(__file__).parent / "sides.csv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
_ROWS = list(csv.DictReader(_LINES))


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize("row", _ROWS, ids=[r["sentence"] for r in _ROWS])
def test_sides(coder: Coder, row: dict[str, str]) -> None:
    events = coder.code_page(Page("sides", row["sentence"], "text")).events
    told = [(e.type, [p.text for p in e.actors], [p.text for p in e.recipients]) for e in events]
    assert (row["type"], row["actor"].split(" + "), row["recipient"].split(" + ")) in told, told
