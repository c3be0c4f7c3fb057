"""Whose a listed body is that many states have."""

from __future__ import annotations

import pytest

from communique import code_text

_PERU = "Peru expelled an envoy. Peru's president spoke. Peruvian farmers marched. Peru is poor. "


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (_PERU + "Congress rejected the plan.", "Congress", "PER"),
        (_PERU + "The U.S. Congress condemned Peru.", "U.S. Congress", "USA"),
        ("Congress rejected the plan.", "Congress", "USA"),
        ("The U.S. and Peru signed a pact. Congress rejected it.", "Congress", "USA"),
        (_PERU + "The Labour Party rejected the plan.", "Labour Party", "PER"),
        ("Britain and Peru signed a pact. Britain paid. The Labour Party rejected it.", "Labour Party", "GBR"),
        (_PERU + "Hamas rejected the plan.", "Hamas", "PSE"),
    ],
)
def test_a_body_of_a_common_name_is_the_page_s(text: str, name: str, country: str) -> None:
    assert next(a.country for a in code_text(text).actors if a.name == name) == country
