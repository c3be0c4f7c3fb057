"""Whose a bare ministry or minister is, by what they say and by the page they stand on."""

from __future__ import annotations

import pytest

from communique import code_text


def _country(text: str, name: str) -> str | None:
    found = [a for a in code_text(text, date="2019-07-18").actors if name in a.name]
    assert found, [a.name for a in code_text(text).actors]
    return found[0].country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Borduria met Umbar. Syldavia would not close its consulate, deputy minister Boris Jorgen said.", "Jorgen"),
        ("Borduria met Umbar. Deputy foreign minister Boris Jorgen said Syldavia was ready to mediate.", "Jorgen"),
        (
            "Syldavia has ordered two Bordurian diplomats to leave within a week, the foreign ministry said.",
            "foreign ministry",
        ),
    ],
)
def test_who_speaks_for_a_state_serves_it(text: str, name: str) -> None:
    assert _country(text, name) == "XSY"


def test_a_threat_to_others_is_no_promise() -> None:
    text = "Borduria met Umbar. Syldavia would pay for the raid, deputy minister Boris Jorgen said."
    assert _country(text, "Jorgen") is None


def test_a_bare_spokesman_speaks_for_the_body_before_him() -> None:
    text = (
        "The Syldavian interior ministry said it was sending monitors to Borduria. "
        "A spokesman, Boris Jorgen, said that they had left Klow."
    )
    assert _country(text, "Jorgen") == "XSY"


def test_in_its_capital_an_official_is_its_own() -> None:
    text = "Borduria and Umbar are at war. In London, deputy minister Harriet Jorgen told lawmakers that it must end."
    assert _country(text, "Jorgen") == "GBR"


def test_the_sides_are_the_two_states_of_the_page() -> None:
    text = (
        "Syldavia shelled Borduria on Monday. Borduria shelled Syldavia in turn. Syldavia accused Borduria of lying. "
        "Borduria blamed Syldavia. The mayor of Klow went home. It rained. Nobody came. It was late. "
        "The shops were shut. The two neighbours agreed to a ceasefire in May."
    )
    agreed = next(e for e in code_text(text, date="2019-07-18").events if e.type == "AGREE")
    assert {p.country for p in agreed.actors} == {"XSY", "XBO"}


def test_two_family_names_joined_are_two_people() -> None:
    text = (
        "President Boris Jorgen of Syldavia flew to Arnor. Boromir Kresta, the Bordurian president, followed. "
        "Jorgen and Kresta will meet on July 20."
    )
    met = [e for e in code_text(text, date="2019-07-18").events if e.trigger.text == "meet"]
    assert {p.text for e in met for p in (*e.actors, *e.recipients)} == {"Boris Jorgen", "Boromir Kresta"}


def test_two_ministries_of_one_name_are_two() -> None:
    text = "Borduria expelled two envoys, the Foreign Ministry said. Syldavia's Foreign Ministry called that absurd."
    found = [a.country for a in code_text(text).actors if a.name == "Foreign Ministry"]
    assert "XSY" in found and len(found) == 2
