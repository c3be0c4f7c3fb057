"""Whose act an answer answers: "rejected the call", "slammed the ruling"."""

from __future__ import annotations

import pytest

from communique import code_text
from communique.records import Event


def _told(text: str, type_: str) -> Event:
    return next(e for e in code_text(text, date="2019-07-18").events if e.type == type_)


@pytest.mark.parametrize(
    ("text", "type_", "recipient"),
    [
        ("Syldavia urged Borduria to reopen the pass. Borduria rejected the call.", "REJECT", "Syldavia"),
        ("Borduria offered to host talks in May. Syldavia turned down the offer.", "REJECT", "Borduria"),
        (
            "A Bordurian court jailed two rebels on Monday. Syldavia condemned the ruling.",
            "ACCUSE",
            "A Bordurian court",
        ),
    ],
)
def test_the_answer_goes_to_whoever_did_it(text: str, type_: str, recipient: str) -> None:
    assert [p.text for p in _told(text, type_).recipients] == [recipient]


def test_an_accord_is_all_its_parties() -> None:
    text = "Syldavia and Borduria agreed on Monday to exchange 40 prisoners. Moscow welcomed the agreement."
    assert {p.country for p in _told(text, "SUPPORT").recipients} == {"XSY", "XBO"}


def test_nobody_answers_to_himself() -> None:
    text = "Syldavia offered to host talks in May. Syldavia later praised the offer."
    assert all("Syldavia" not in {p.text for p in e.recipients} for e in code_text(text).events if e.type == "SUPPORT")


def test_who_attacked_is_told_by_the_clause_that_says_when() -> None:
    text = "Nine villagers were killed and two injured when the Bordurian army shelled the village, officials said."
    killed = next(e for e in code_text(text).events if e.trigger.text == "killed")
    assert [p.country for p in killed.actors] == ["XBO"]


def test_the_dead_of_a_war_are_political() -> None:
    assert _told("More than 9,000 people have been killed since fighting broke out in 2014.", "ASSAULT")
    assert not code_text("More than 9,000 people have been killed on the roads since 2014.").events


def test_police_at_a_march_are_there_that_day() -> None:
    text = "About 200 people marched on the palace on Saturday to protest the war. Police arrested 15 of them."
    assert _told(text, "COERCE").when is not None
