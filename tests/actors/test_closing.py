"""Bodies that are known only by the noun that closes their name."""

from __future__ import annotations

import pytest

from communique import code_text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The two were held by the Dunland Vanguard Front, a group that attacked Klow.", "Dunland Vanguard Front"),
        ("The Syldavia Freedom League attacked a village.", "The Syldavia Freedom League"),
        ("Syldavia freed a leader of the Blue Harvest Congress.", "Blue Harvest Congress"),
    ],
)
def test_capitalised_words_that_a_noun_for_bodies_closes_are_one(text: str, name: str) -> None:
    assert name in [a.name for a in code_text(text).actors]


def test_a_described_body_is_told_by_its_name() -> None:
    text = "Syldavia freed two hostages of the Dunland Vanguard Front. The group had attacked Syldavian troops in May."
    attack = next(e for e in code_text(text).events if e.type == "ASSAULT")
    assert [p.text for p in attack.actors] == ["Dunland Vanguard Front"]


def test_a_paper_s_name_inside_a_longer_one_is_no_paper() -> None:
    assert [a.sector for a in code_text("The Dunland Vanguard Front attacked Syldavia.").actors if "Dun" in a.name] != [
        "JRN"
    ]
