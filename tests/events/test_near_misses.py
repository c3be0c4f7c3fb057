"""Silence: headlines of sport, business, weather, crime, art, science and metaphor, in which nothing political is done.

The table is near_misses.csv (text, field); each line must be coded as no event. `KNOWN` are lines whose cause lies
elsewhere than in the entries, with the cause; a line mended there passes, and leaves the table.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from communique.pipeline import Coder

# the line, and what makes it political in the coder's eyes
KNOWN = {
    "The club's supporters cheered the return of the captain.": "a captain of a team is read as an officer",
    "The Japanese drinks group agreed to buy an Irish distillery.": "a nationality before a firm stands for the state",
    "The Canadian railway reached a deal with its rival.": "a nationality before a firm stands for the state",
    "British holidaymakers protested over the price of sunbeds.": "a nationality before travellers stands for them",
    "Two French divers were rescued by a passing yacht.": "a nationality before divers stands for the state",
}


def _lines() -> list[tuple[str, str]]:
    with (Path(__file__).parent / "near_misses.csv").open(encoding="utf-8", newline="") as file:
        return [(row["field"], row["text"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


def test_the_table_is_wide() -> None:
    lines = _lines()
    assert len(lines) >= 300
    assert len(lines) == len({text for _, text in lines})
    assert {"sport", "business", "weather", "crime", "art", "science", "metaphor"} <= {field for field, _ in lines}


@pytest.mark.parametrize(("field", "text"), _lines())
def test_nothing_is_coded(coder: Coder, field: str, text: str) -> None:
    told = [f"{e.type} on {e.trigger.text!r} by {e.rule}" for e in coder.code_text(text).events]
    if told and text in KNOWN:
        pytest.xfail(KNOWN[text])
    assert told == [], field
