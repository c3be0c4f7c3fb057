"""Whose the actors are that nothing else places: the one state of a page, or the state told before them."""

from __future__ import annotations

import pytest

from communique import code_text

_ALONE = (
    "Syldavia's parliament met on Monday. The Syldavian government sent police to Klow. Syldavian farmers blocked "
    "roads. Syldavia's president spoke in Klow.\n\n"
)
_TWO = "Syldavia and Borduria signed a truce. Borduria freed two Syldavian pilots. Syldavia thanked Borduria.\n\n"


def _countries(text: str) -> dict[str, tuple[str | None, str | None]]:
    return {a.name: (a.country, a.country_why) for a in code_text(text, date="2019-07-18").actors}


def test_on_a_page_of_one_state_everyone_is_its_own() -> None:
    found = _countries(_ALONE + "Demonstrators jeered. The teacher Mirko Dragan condemned the police.")
    assert [found[n][0] for n in ("Demonstrators", "Mirko Dragan")] == ["XSY", "XSY"]
    assert "only state" in str(found["Mirko Dragan"][1])


@pytest.mark.parametrize(
    ("sentences", "name", "country"),
    [
        (
            "Prices rose on Borduria's orders. Residents blocked a road and police arrested two of them.",
            "Residents",
            "XBO",
        ),
        ("The post belongs to Borduria's army. Guards fired on a crowd.", "Guards", "XBO"),
        ("Prices rose on Borduria's orders. A source said that gunmen killed a judge.", "gunmen", None),
        ("Prices rose on Borduria's orders. Envoys met the king.", "Envoys", None),
        ("Borduria arrested residents.", "residents", None),
    ],
)
def test_on_a_page_of_two_states_the_one_told_before_decides(sentences: str, name: str, country: str | None) -> None:
    assert _countries(_TWO + sentences)[name][0] == country


def test_a_paragraph_that_names_no_state_leaves_its_people_unknown() -> None:
    assert _countries(_TWO + "Residents blocked a road.")["Residents"][0] is None


def test_people_with_one_plural_title_are_of_a_state_each() -> None:
    found = _countries(_TWO + "Borduria waited. Presidents Mirko Dragan and Orla Brand met in May.")
    assert [found[n][0] for n in ("Mirko Dragan", "Orla Brand")] == [None, None]


def test_the_state_of_most_places_is_the_ground_of_a_page() -> None:
    told = "Peru and Norway disagree. In Lima, prices rose. In Cuzco, they fell. In Arequipa, too."
    text = f"{told}\n\nThe opposition jeered."
    assert _countries(text)["The opposition"][0] == "PER"


def test_a_government_in_a_capital_is_of_its_state() -> None:
    text = "Norway signed an accord with the government in Tripoli. Norway met envoys of the Foreign Ministry in Lima."
    assert {"LBY", "PER"} <= {a.country for a in code_text(text).actors}
