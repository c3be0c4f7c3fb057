"""What a page dense with politics makes political."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder

_POLITICS = (
    "Gondor accused Arnor of shelling a village. Arnor rejected the charge. Gondor expelled two envoys of Arnor. "
    "The king of Rohan urged both to withdraw. Police of Gondor arrested nine protesters. "
)
_ALONE = ["Orla Brand threatened a hunger strike.", "Residents denounced the verdict.", "Orla Brand rejected it."]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize("sentence", _ALONE)
def test_words_of_people_without_office_count_among_political_acts(coder: Coder, sentence: str) -> None:
    assert coder.code_text(sentence).events == ()
    alone, more = coder.code_text(_POLITICS), coder.code_text(_POLITICS + sentence)
    assert len(more.events) == len(alone.events) + 1


@pytest.mark.parametrize("sentence", ["A firm rejected the offer.", "A doctor demanded rest.", "A woman refused."])
def test_firms_doctors_and_nobodies_stay_private(coder: Coder, sentence: str) -> None:
    assert len(coder.code_text(_POLITICS + sentence).events) == len(coder.code_text(_POLITICS).events)


def test_a_word_of_sport_makes_no_game_of_politics(coder: Coder) -> None:
    sentence = "Gondor attacked a camp of Arnor beside a soccer league ground in the semifinal week."
    assert coder.code_text(sentence).events == ()
    assert len(coder.code_text(_POLITICS + sentence).events) == len(coder.code_text(_POLITICS).events) + 1
