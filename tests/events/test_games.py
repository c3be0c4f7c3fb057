"""Sport: the sentence that has its words, and the page that is full of them."""

from __future__ import annotations

import pytest

from communique.events.games import is_sport_page
from communique.parsing import load_parser
from communique.pipeline import Coder

SPORT = (
    "Boda rallied to beat Trova 6-3, 7-6 in the final match of the season. "
    "The Klow captain went after the Umbar forward and threw punches in the second period. "
    "Fans filled the stadium to see their team score three goals. The coach praised every player of the club."
)
POLITICS = (
    "Syldavia's foreign minister met his Bordurian counterpart in Klow on Monday. "
    "The two sides agreed to hold a match between their teams. Police arrested nine protesters outside the ministry."
)


@pytest.mark.parametrize(("sport", "text"), [(True, SPORT), (False, POLITICS)])
def test_page_of_sport(sport: bool, text: str) -> None:
    assert is_sport_page(load_parser().parse_text(text)) is sport


def test_nothing_is_coded_on_a_page_of_sport() -> None:
    assert Coder.load(second_opinion=False).code_text(SPORT).events == ()
