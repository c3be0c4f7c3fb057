"""Places told again: (what is told again, its country, text)."""

from __future__ import annotations

import pytest
from spacy_parse import parse_text  # beside this file

from communique.places import find_places

TOLD_AGAIN = [
    ("the town", "Goma", "Rebels hold the town of Goma. Ten people died in the town."),
    ("the troubled province", "Mendoza", "Unrest grew in Mendoza province. Ten died in the troubled province."),
    ("there", "Nairobi", "The envoy flew to Nairobi. Ten people had died there."),
    ("the country", "Peru", "Floods hit Peru. Ten people died in the country."),
]
NOT_TOLD_AGAIN = [
    "Ten people died in the town.",  # no name before it
    "Floods hit Peru. Ten people died in the town.",  # a country is no town
    "Rebels hold Goma. Ten died in the town of Beni.",  # named anew
    "Rebels hold Goma. The town refused.",  # no place word before it
    "Rebels hold Goma. There were ten deaths.",  # a mere "there"
    "Rebels hold Goma. In the city council, ten resigned.",  # a body
    "Rebels hold Goma. It rained. It snowed. It hailed. It froze. Ten died in the city.",  # too far back
]


@pytest.mark.parametrize(("told", "name", "text"), TOLD_AGAIN)
def test_a_place_told_again_is_the_one_named_before(told: str, name: str, text: str) -> None:
    found = [(p.text, p.name) for p in find_places(parse_text(text)) if p.rule == "place-told-again"]
    assert [(told, name)] == found


@pytest.mark.parametrize("text", NOT_TOLD_AGAIN)
def test_no_place_is_told_again(text: str) -> None:
    assert [] == [p.text for p in find_places(parse_text(text)) if p.rule == "place-told-again"]
