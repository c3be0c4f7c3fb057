"""When and where: (date or None, country or None, the act's word, text), published on Thursday, 18 July 2019."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder

TEXTS = [
    ("2019-07-15", "NOR", "met", "The king of Gondor met the queen of Arnor in Oslo on Monday."),
    ("2019-07-09", "KEN", "killed", "The rebels killed nine soldiers near Nairobi on July 9."),
    ("2012-01-01", None, "expelled", "Gondor expelled the envoy of Arnor in 2012."),
    # neither is told
    (None, None, "accused", "Gondor accused Arnor of shelling a village."),
    # a noun carried by a light verb takes what stands at the verb
    ("2019-07-12", "PER", "attack", "The army of Gondor launched an attack on the rebels in Peru on Friday."),
    # what is said of a place is not said there; whose a thing is tells no place
    (None, None, "condemned", "Gondor condemned the killings of villagers by the rebels in Peru."),
    (None, None, "attacked", "The rebels attacked U.S. embassies."),
    # the place of the attack is the place of the killing
    (None, "KEN", "killed", "An attack by the rebels in Nairobi killed nine soldiers."),
    # the parts of one scene take the scene's time and place
    (
        "2019-07-15",
        "NOR",
        "signed",
        "The king of Gondor met the queen of Arnor in Oslo on Monday. The two leaders signed an accord on fishing.",
    ),
    (
        "2019-07-15",
        "NOR",
        "discuss",
        "The king of Gondor met the queen of Arnor in Oslo on Monday. The meeting did not discuss the prisoners.",
    ),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize(("when", "where", "trigger", "text"), TEXTS)
def test_setting(coder: Coder, when: str | None, where: str | None, trigger: str, text: str) -> None:
    events = coder.code_text(text, date="2019-07-18").events
    event = next(e for e in events if trigger in e.trigger.text)
    assert when == (event.when and event.when.start)
    assert where == (event.where and event.where.country)
