"""How many: (what is counted, at least, at most, sentence)."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder

SENTENCES = [
    ("killed", 9, 9, "The rebels killed nine soldiers of Gondor."),
    ("killed", 12, None, "At least 12 soldiers of Gondor were killed by the rebels."),
    ("arrested", None, 40, "Gondor arrested fewer than 40 rebels."),
    ("arrested", 1200, 1200, "Gondor detained 1,200 rebels."),
    ("wounded", 300, None, "Gondor wounded more than 300 rebels."),
]
UNCOUNTED = ["Gondor killed soldiers of Arnor.", "Gondor met nine ministers of Arnor."]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize(("what", "least", "most", "sentence"), SENTENCES)
def test_quantities(coder: Coder, what: str, least: int | None, most: int | None, sentence: str) -> None:
    event, *_ = coder.code_sentence(sentence).coding.events
    (quantity,) = event.quantities
    assert (what, least, most) == (quantity.what, quantity.least, quantity.most)
    assert quantity.text in sentence


@pytest.mark.parametrize("sentence", UNCOUNTED)
def test_nothing_is_counted(coder: Coder, sentence: str) -> None:
    assert [e.quantities for e in coder.code_sentence(sentence).coding.events] == [()]
