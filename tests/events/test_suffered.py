"""Who suffers an act that a noun names, and that it happens to one person once."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize(
    ("actors", "recipients", "text"),
    [
        ([], ["Orla Brand"], "The murder of Minister Orla Brand shocked the city."),
        ([], ["Orla Brand"], "Minister Orla Brand's murder shocked the city."),
        (["Peru"], ["a Norwegian sailor"], "Peru's arrest of a Norwegian sailor angered the town."),
        (["Peru", "Norway"], ["Kenya"], "The Peruvian and Norwegian governments accused Kenya of shelling a village."),
    ],
)
def test_sides(coder: Coder, actors: list[str], recipients: list[str], text: str) -> None:
    event = coder.code_text(text).events[0]
    assert [p.text for p in event.actors] == actors
    assert [p.text for p in event.recipients] == recipients


def test_one_person_is_killed_once(coder: Coder) -> None:
    text = "Rebels killed Minister Orla Brand in May. He is accused of a plot to kill Minister Orla Brand."
    assert sum(e.type == "ASSAULT" for e in coder.code_text(text).events) == 1


def test_a_threat_joined_to_a_threat_is_no_act_of_its_own(coder: Coder) -> None:
    events = coder.code_text("The rebels threatened to seize and burn the ships of Peru.").events
    assert [e.type for e in events] == ["THREATEN"]


def test_an_arrest_that_names_no_police_is_an_act(coder: Coder) -> None:
    events = coder.code_text("The nurse Orla Brand was arrested in May.").events
    assert [(e.type, [p.text for p in e.recipients]) for e in events] == [("COERCE", ["Orla Brand"])]
