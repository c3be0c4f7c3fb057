"""What an announcement becomes: (type, standing, actor, recipient, sources, sentence)."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder

SENTENCES = [
    ("AGREE", "actual", "Gondor", "Arnor", ("Gondor",), "Gondor said it would release the prisoners of Arnor."),
    ("THREATEN", "actual", "Gondor", "Arnor", ("Gondor",), "Gondor said it would strike Arnor."),
    ("THREATEN", "actual", "Gondor", "Arnor", ("Gondor",), "Gondor said it would strike Arnor unless it withdrew."),
    ("REJECT", "actual", "Gondor", "Arnor", ("Gondor",), "Gondor said it would not negotiate with Arnor."),
    # announced by somebody else it is what it is
    ("ASSAULT", "future", "Gondor", "Arnor", ("Rohan",), "Rohan said Gondor would strike Arnor."),
    ("CONSULT", "future", "Gondor", "Arnor", (), "Gondor will negotiate with Arnor."),
    # what another must do is a demand
    ("REQUEST", "actual", "Gondor", "Arnor", ("Gondor",), "Gondor said Arnor must withdraw its troops."),
    # what has been done stays so
    ("ASSAULT", "actual", "Gondor", "Arnor", ("Gondor",), "Gondor said it attacked Arnor."),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize(("kind", "told", "actor", "recipient", "sources", "sentence"), SENTENCES)
def test_speech(
    coder: Coder, kind: str, told: str, actor: str, recipient: str, sources: tuple[str, ...], sentence: str
) -> None:
    event, *_ = coder.code_sentence(sentence).coding.events
    assert (kind, told, sources) == (event.type, event.factuality, event.sources)
    sides = [*(p.text for p in event.actors), *(p.text for p in event.recipients)]
    assert sides[0] == actor
    assert recipient in sides[-1]


@pytest.mark.parametrize("sentence", ["The king of Gondor said his party must win.", "Gondor said it must act."])
def test_a_duty_of_ones_own_is_no_demand(coder: Coder, sentence: str) -> None:
    assert "REQUEST" not in [e.type for e in coder.code_sentence(sentence).coding.events]
