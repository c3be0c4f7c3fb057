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
