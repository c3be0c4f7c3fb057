"""Words that some corpora cut into pieces are read as one, each character in its place."""

from __future__ import annotations

import pytest

from communique.parsing import load_parser
from communique.parsing.patterns import straightened

ROWS = [
    ("1 , 100", "About 1 , 100 nurses stopped work on Monday ."),
    ("12 , 500 , 000", "The League gave 12 , 500 , 000 crowns to Gondor ."),
    ("2 . 5", "Rohan sent 2 . 5 million euros to Gondor ."),
    ("B é la", "King B é la visited Gondor ."),
    ("Y ı ld ı z", "General Y ı ld ı z left Arnor ."),
]
APART = ["On May 3 , 200 people met .", "In 2017 , 300 men left .", "It fell in 2017 . 5 men died ."]


@pytest.mark.parametrize(("word", "sentence"), ROWS)
def test_one_word(word: str, sentence: str) -> None:
    assert len(straightened(sentence)) == len(sentence)
    assert word in [t.text for t in load_parser().parse_text(sentence).tokens]


@pytest.mark.parametrize("sentence", APART)
def test_left_apart(sentence: str) -> None:
    assert straightened(sentence) == sentence
