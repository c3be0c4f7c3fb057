"""Acts told by no verb of their own: what a speaker says another must do, or is."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder

PAIR = ("Boris Jorgen", "Borduria")
# (type, actor, recipient) or None, sentence
SAID = [
    (("ACCUSE", *PAIR), "Borduria's actions remain a barrier to peace, Minister Boris Jorgen of Syldavia said."),
    (("ACCUSE", *PAIR), "Minister Boris Jorgen of Syldavia said that Borduria is a threat to its neighbours."),
    (("ACCUSE", *PAIR), "Minister Boris Jorgen of Syldavia said Borduria was endangering the valley."),
    (("ACCUSE", *PAIR), "Minister Boris Jorgen of Syldavia said the recording was doctored by Borduria."),
    (("REQUEST", *PAIR), "Minister Boris Jorgen of Syldavia said Borduria must leave the valley."),
    (None, "Minister Boris Jorgen of Syldavia said Borduria is no threat to anybody."),
    (None, "Minister Boris Jorgen of Syldavia said the painting was forged by a student."),
    (None, "Minister Boris Jorgen of Syldavia said the weather was a barrier to trade."),
    (None, "Minister Boris Jorgen of Syldavia said Syldavia must sell more timber."),
]  # fmt: skip


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize(("told", "text"), SAID)
def test_said_of_another(coder: Coder, told: tuple[str, str, str] | None, text: str) -> None:
    found = [
        (e.type, e.actors[0].text, e.recipients[0].text)
        for e in coder.code_sentence(text).coding.events
        if e.rule in ("blame-of-harm", "demand-of-duty")
    ]
    assert found == ([] if told is None else [told])


def test_predicate_may_begin_with_not(coder: Coder) -> None:
    [event] = coder.code_sentence("Syldavia won't report to Borduria on its drills, its minister said.").coding.events
    assert (event.type, event.factuality, event.trigger.text) == ("REJECT", "actual", "won't report to")
