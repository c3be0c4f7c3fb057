"""How wires and papers write: comments behind an aside, "…, adding that", words told to the paper itself."""

from __future__ import annotations

import pytest

from communique import code_text


def _said(text: str) -> list[tuple[str, str]]:
    return [(a.cue.text, a.content.text) for a in code_text(text, date="2019-07-18").attributions]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Syldavia and Borduria agreed to exchange 48 prisoners, negotiators said, in what would be the largest "
            "swap in two years.",
            "Syldavia and Borduria agreed to exchange 48 prisoners",
        ),
        (
            "Syldavia expelled two envoys on Monday, the foreign ministry said, in what seemed to be an answer.",
            "Syldavia expelled two envoys on Monday",
        ),
    ],
)
def test_what_the_outlet_makes_of_it_is_not_said(text: str, content: str) -> None:
    assert _said(text) == [("said", content)]


def test_what_is_added_is_said_apart() -> None:
    text = (
        "Last week soldiers retook the mining town of Klow, army spokesman Lt Boris Kresta said, "
        "adding that 25 rebels had surrendered."
    )
    assert [cue for cue, _ in _said(text)] == ["said", "adding"]


def test_the_page_s_own_paper_carries_nothing() -> None:
    page = (
        "THE SHIRE WEEKLY\nHome | News | Business | Op-Ed\nGondor asks Arnor for grain as its farmers flee\n"
        "Gondor has asked Arnor for grain to feed the farmers who fled the flood last week, its king said.\n"
        '"We cannot feed them all, but we will try," the king told The Shire Weekly on Tuesday in Minas Tirith.\n'
        "He told the Bree Gazette that the queen of Arnor had promised to send forty carts of grain.\n"
        "Sign up for our newsletter\n© 2019 The Shire Weekly. All rights reserved.\n"
    )
    via = [v for a in code_text(page, date="2019-07-18").attributions for v in a.via]
    assert not any("Shire" in v for v in via)
