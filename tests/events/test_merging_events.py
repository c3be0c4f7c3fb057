"""Which tellings of an article are one act: (events expected as type and trigger, text)."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder

TEXTS = [
    # told in the headline and again in full: once, by the fuller telling
    (["ASSAULT bombed"], "Gondor Bombs Arnor\n\nGondor bombed two towns of Arnor on Tuesday."),
    (["CONSULT met"], "The king of Gondor met the queen of Arnor on Monday. The meeting lasted an hour."),
    # two days, two acts
    (["ASSAULT attacked", "ASSAULT attacked"], "Gondor attacked Arnor on Monday. Gondor attacked Arnor on Tuesday."),
    # another recipient, another act
    (["ACCUSE accused", "ACCUSE accused"], "Gondor accused Arnor of lying. Gondor accused Rohan of lying."),
    # another standing, another act
    (
        ["CONSULT met", "CONSULT meet"],
        "The king of Gondor met the queen of Arnor in May. The king of Gondor will meet the queen of Arnor in July.",
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize(("expected", "text"), TEXTS)
def test_each_act_once(coder: Coder, expected: list[str], text: str) -> None:
    coding = coder.code_text(text, date="2019-07-18")
    assert expected == [f"{e.type} {e.trigger.text}" for e in coding.events]


def test_the_telling_in_full_speaks_and_all_are_kept(coder: Coder) -> None:
    (event,) = coder.code_text(TEXTS[0][1], date="2019-07-18").events
    assert (event.when and event.when.start) == "2019-07-16"
    assert [" ".join(span.text.split()[:2]) for span in event.tellings] == ["Gondor bombed", "Gondor Bombs"]
