"""What is no act of its own: asked for, promised, refused, denied, or said by a text that is passed."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize(
    ("types", "text"),
    [
        (["AGREE"], "Peru agreed to hold talks with Norway."),
        (["REJECT"], "Norway rejected the president's decision to recognise Arnor."),
        (["ACCUSE"], "The parliament of Peru passed a resolution condemning Norway."),
        ([], "Peru would not rule out talks with Norway."),
        ([], "The army of Peru denied shelling the villages of Norway."),
        ([], "Peru insists it is enforcing the sanctions of the United Nations."),
        (["REQUEST"], "Peru insists that Norway lift the ban."),
        (["CONSULT"], "President Orla Brand of Peru called the king of Norway to discuss the dam."),
        (["CONSULT"], "Marathon talks between Peru and Norway ended on Monday."),
        (["ACCUSE"], "Peru accused Norway of shelling a town, the semi-official news agency said."),
        (["MOBILIZE"], "Two thousand Norwegian soldiers were deployed along the river."),
    ],
)
def test_types(coder: Coder, types: list[str], text: str) -> None:
    assert [e.type for e in coder.code_text(text).events] == types
