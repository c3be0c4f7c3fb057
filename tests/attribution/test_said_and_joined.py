"""A verb of saying joined by "and" begins a statement of its own; the quotation before it belongs to the first verb."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


def test_said_behind_and_does_not_take_the_quotation_before(coder: Coder) -> None:
    coding = coder.code_text('President Orla Brand denounced Arnor\'s "ruinous war," and said the dam is safe.')
    contents = [a.content.text for a in coding.attributions]
    assert all("denounced" not in c for c in contents)
    assert "the dam is safe" in contents


def test_two_ambassadors_to_two_states_are_two_speakers(coder: Coder) -> None:
    coding = coder.code_text(
        "The Peruvian ambassador to Norway said fish were safe. The Peruvian ambassador to Kenya said they were not."
    )
    assert len({a.speaker for a in coding.attributions}) == 2


@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        ("The premier said Gondor respected the vote and urged Arnor to free him.", "The premier", "Gondor respected"),
        (
            "The truce began at midnight, hours after the rebels freed nine sailors, officials and aid workers said.",
            "officials",
            "The truce began at midnight, hours after the rebels freed nine sailors",
        ),
        (
            "The raiders burned the villages of Alda and Brenn, near the border with Umbar, at about 1 p.m., government"
            " spokesman Imre Tarko said on state television on Monday.",
            "Imre Tarko",
            "The raiders burned the villages of Alda and Brenn, near the border with Umbar, at about 1 p.m.",
        ),
    ],
)  # fmt: skip
def test_who_says_so_is_neither_joined_nor_lost(coder: Coder, sentence: str, speaker: str, content: str) -> None:
    coding = coder.code_text(sentence)
    said = next(a for a in coding.attributions if a.cue.text == "said")
    names = {a.id: a.name for a in coding.actors}
    assert speaker in names.get(said.speaker or "", "")
    assert said.content.text.startswith(content)
    assert "urged" not in said.content.text and "workers" not in said.content.text
