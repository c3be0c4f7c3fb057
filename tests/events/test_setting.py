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
    # a blow at a state's own land falls there, one at its soldiers anywhere
    (None, "KEN", "shelled", "The army of Gondor shelled Kenya."),
    (None, None, "killed", "The rebels killed three Kenyan soldiers."),
    (None, "PER", "visited", "The king of Gondor visited Peru."),
    # its own time comes before that of what it is about
    ("2019-04-01", None, "arrested", "Police of Gondor arrested the rebel in April for an attack on July 9."),
    # whoever meets somebody else meets elsewhere; who talks to a state need not be there
    (
        None,
        None,
        "spoke",
        "The king of Gondor met the queen of Arnor in Oslo on Monday. The king spoke to the envoy of Umbar.",
    ),
    (None, None, "talked", "The envoy of Gondor talked to Peru."),
    # the programme of a coming day
    ("2019-07-22", None, "meet", "The king of Gondor and the queen of Arnor meet on Monday."),
    # the time that a clause explains
    ("1985-01-01", None, "seized", "Since 1985, when the army of Gondor seized the town, Arnor has complained."),
    # a place told again, and a province by name
    (None, "COD", "killed", "The rebels hold the town of Goma. The army killed ten rebels in the town."),
    (None, "ARG", "Clashes", "Clashes between the army and the rebels in Mendoza province left ten dead."),
    # what was talked of is elsewhere, unless it is a town
    (None, None, "discussed", "The king of Gondor and the queen of Arnor discussed challenges in Europe."),
    (None, "NOR", "discussed", "The king of Gondor and the queen of Arnor discussed the border in Oslo."),
    # a place inside the quotation is not that of the shouting
    (None, None, "chanted", '"Stop the war in Peru," the protesters chanted against the government of Gondor.'),
    # one more blow in the fighting just told; the act that an act accompanies; the host state's president
    (
        "2019-07-15",
        "PER",
        "killed",
        "The army of Gondor fought the rebels in Peru. On Monday the army of Gondor killed two rebels.",
    ),
    (
        "2019-07-15",
        "NOR",
        "warning",
        "The king of Gondor met the queen of Arnor in Oslo on Monday, warning Umbar of an attack.",
    ),
    # a time that dates another act, or only tells which thing is meant
    (None, None, "lift", "Arnor said it would not lift the sanctions imposed on Gondor in 1990."),
    (None, None, "condemned", "Gondor condemned the current government of Arnor."),
    (None, None, "investigate", "Gondor would investigate the genocide by the rebels four years ago."),
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
