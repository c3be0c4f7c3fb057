"""Blocks of pasted text: what is article, what is furniture, and that nothing falls between them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.pages import find_blocks
from communique.pages.blocks import RULES
from communique.pages.furniture import load_furniture

PAGE = """Support The Osgiliath Post!

Gondorian, Arnorian Envoys Meet in Bree to Discuss Border

Beregond Tarik White Tower Photo / Odo Proudfoot

Senior Gondorian envoy Beregond Tarik met Arnor's deputy foreign minister, Halbarad Dunadan, in Bree.

The meeting between Tarik and Dunadan followed May 3 talks between the two kings on the sidelines of a summit in Dale.

"We want trade," Dunadan said.

Without elaborating, he said the two had also discussed the harvest and the roads.

Gondor's state radio quoted Dunadan as saying the meeting did not discuss a prisoner exchange.

… we have a small favour to ask. As you may know, our journalism has been called treason.

We, the reporters of the Post, will not be silenced. For independent news we need your help.

Your gift, however small, makes a difference. If you can, please give to us every month from only €3. Thank you.

card types
Not ready to support today?
Remind me later.

Read more"""

KINDS = [
    ("Support The", "appeal"),
    ("Gondorian, Arnorian", "headline"),
    ("Beregond Tarik White", "caption"),
    ("White Tower Photo", "credit"),
    ("Senior Gondorian", "paragraph"),
    ("The meeting between", "paragraph"),
    ('"We want trade', "paragraph"),
    ("Without elaborating", "paragraph"),
    ("Gondor's state radio", "paragraph"),
    ("… we have", "appeal"),
    ("We, the reporters", "appeal"),
    ("Your gift", "appeal"),
    ("card types", "appeal"),
    ("Not ready", "appeal"),
    ("Remind me", "appeal"),
    ("Read more", "navigation"),
]


def kinds_of(text: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end].strip()) for b in find_blocks(text)]


@pytest.mark.parametrize(("opening", "kind"), KINDS)
def test_a_news_page_with_its_appeal(opening: str, kind: str) -> None:
    at = PAGE.index(opening)
    assert kind == next(b.kind for b in find_blocks(PAGE) if b.start <= at < b.end)


def test_an_appeal_says_what_it_asks_for() -> None:
    asks = [(b.asks_for, b.amount, b.currency, b.period) for b in find_blocks(PAGE) if b.amount is not None]
    assert asks == [("donation", 3.0, "EUR", "monthly")]


MENU = "\n".join(["Home", "World", "Sport", "* Markets", "* Weather", "Log In", "Subscribe"])
STORY = """Rohan closes its border after raid

By Eowyn Dernhelm

Published 3 March 2031

Rohan closed its western border on Monday after raiders burned two villages, the king's office said.

The raiders came from Dunland, according to two officers who were there and asked not to be named.

What comes next

Riders were sent to the fords, and the king called his council for Tuesday morning.

Gondor condemned the raid and offered grain and horses to the villages that were burned."""
TAIL = "\n".join(
    [
        "Most Popular",
        "Five ways to cook a rabbit without a pot",
        "The king who would not sleep",
        "12 comments",
        "Serves them right, I never liked Dunland at all.",
        "© 2031 Edoras Herald. All rights reserved.",
        "Privacy Policy",
    ]
)


def test_a_pasted_page_between_menu_and_tail() -> None:
    text = "\n\n".join((MENU, STORY, TAIL))
    kinds = kinds_of(text)
    assert [k for k, _ in kinds if k not in ("navigation", "promo", "comment", "legal")] == [
        "headline",
        "byline",
        "byline",
        "paragraph",
        "paragraph",
        "subheading",
        "paragraph",
        "paragraph",
    ]
    assert ("comment", "12 comments") in kinds or any(k == "comment" and "Serves" in t for k, t in kinds)
    assert all("Five ways" not in t for k, t in kinds if k in ("paragraph", "headline", "subheading"))
    assert "legal" in dict(kinds)


WHOLE = [
    "Gondor accused Arnor of shelling a village .",
    "Subscribe to the treaty, Gondor urged Arnor.",
    "Arnor's king visits Gondor",
    "\nGondor signed.\n",
    "\n\nEnvoys met on Monday. They signed a truce. Nobody was hurt.\n\n",
    "Gondor and Arnor met. " * 200,
    "The envoys of Gondor and of Arnor met in Bree on Monday to sign\nthe truce that ends the long war between the "
    "two kingdoms, which\nhad cost many lives. The king of Arnor said that he was glad to\nsee the end of it.\n",
    "Total killed: 192\nInjured: 42\n\nRescuers in Bree said on Monday that the search was over.",
    "“We will fight,” he said.\n\n“We will not.”\n\nThe council of Arnor then voted to send an envoy to Gondor.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_text_that_is_plainly_one_article_is_kept_whole(text: str) -> None:
    assert [b for b in find_blocks(text) if not b.part_of_article] == []


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    assert len(find_blocks(WHOLE[6])) == 1


DATELINES = [
    ("MINAS TIRITH, Gondor (GP)_ ", "MINAS TIRITH, Gondor (GP)_ The steward met envoys on Friday."),
    ("BREE, Nov 19 (Shire Press) — ", "BREE, Nov 19 (Shire Press) — The steward met envoys on Friday."),
    ("BREE -- ", "BREE -- The steward met envoys on Friday."),
    ("Bree (Reuters) - ", "Bree (Reuters) - The steward met envoys on Friday."),
    ("Bree, 3 Mar (GP).- ", "Bree, 3 Mar (GP).- The steward met envoys on Friday."),
    ("UNITED KINGDOMS (GP) _\n\n", "UNITED KINGDOMS (GP) _\n\nThe council met envoys on Friday."),
]


@pytest.mark.parametrize(("dateline", "text"), DATELINES)
def test_a_dateline_is_a_block_of_its_own(dateline: str, text: str) -> None:
    first, second = find_blocks(text)
    assert ("dateline", dateline) == (first.kind, text[first.start : first.end])
    assert second.kind == "paragraph"


NO_DATELINES = [
    "Gondor - a kingdom of the south - sent envoys.",
    "THE STEWARD MET ENVOYS ON FRIDAY.",
    "Arnor: The king is dead.",
    "Nov 19 was the day of the treaty.",
]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_what_is_no_dateline(text: str) -> None:
    assert [b.kind for b in find_blocks(text)] == ["paragraph"]


LINES = st.sampled_from(
    [*PAGE.split("\n"), *STORY.split("\n"), *TAIL.split("\n"), *MENU.split("\n"), "", "  ", "* * *", "“"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES | st.text(max_size=40), max_size=25).map("\n".join))
def test_blocks_tile_the_text(text: str) -> None:
    blocks = find_blocks(text)
    assert text == "".join(text[b.start : b.end] for b in blocks)
    assert all(b.start < b.end for b in blocks)
    known = RULES.keys() | {r.id for r in load_furniture().rules}
    assert {b.rule for b in blocks} <= known


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300).filter(lambda t: "\n" not in t and bool(t.strip())))
def test_a_row_of_one_line_is_never_furniture(text: str) -> None:
    assert all(b.part_of_article for b in find_blocks(text))


PAGES = [
    (
        "a share bar, a sign-up and an advertisement stand inside the story",
        [
            ("promo", "Advertisement"),
            ("headline", "Senators Urge Gondor to Halt Sale of Horses to Rohan"),
            ("byline", "By Rosie Cotton"),
            ("byline", "March 15, 2031 at 6:30 p.m. EDT"),
            ("dateline", "OSGILIATH —"),
            ("paragraph", "Senators of both parties on Monday urged the steward to halt the sale of horses."),
            ("navigation", "CONNECT TWEET LINKEDIN COMMENT EMAIL MORE"),
            ("paragraph", "The steward did not answer."),
            ("navigation", "Gift Article"),
            ("paragraph", "He told the council of the sale in February."),
            ("appeal", "Get the day's top news in your inbox every morning."),
            ("paragraph", "Rohan’s envoy welcomed the sale."),
            ("byline", "Rosie Cotton covers the council for the Post."),
            ("promo", "MORE FROM THE POST"),
        ],
    ),
    (
        "deck, picture and appeal as broadsheets set them",
        [
            ("headline", "Arnor expels two Bordurian diplomats over stolen letters"),
            ("headline", "Foreign minister says ‘hostile act’ cannot go unanswered"),
            ("byline", "Shire Press in Bree"),
            ("byline", "Fri 14 Mar 2031 18.05 BST"),
            ("caption", "The Bordurian embassy in Bree."),
            ("credit", "Photograph: Odo Proudfoot/SPA"),
            ("paragraph", "Arnor has expelled two Bordurian diplomats, accusing them of stealing letters."),
            ("paragraph", "Borduria’s embassy called the charge “absurd” and promised an answer."),
            ("appeal", "Since you're here..."),
            (
                "appeal",
                "... we have a small favour to ask. For as little as £1, you can support our reporting. Thank you.",
            ),
            ("appeal", "Support the Herald"),
            ("navigation", "Topics"),
        ],
    ),
    (
        "an agency's page",
        [
            ("headline", "Council says no agreement yet on talks with Arnor"),
            ("byline", "Updated at: 17:40"),
            ("credit", "© Odo Proudfoot/TASS"),
            ("dateline", "OSGILIATH, July 1. /GP/."),
            ("paragraph", "There is no agreement so far on talks with Arnor, the council's speaker told reporters."),
            ("paragraph", '"There are no such agreements so far," he said.'),
            ("byline", "fb/sg-pt"),
            ("promo", "Read also"),
        ],
    ),
    (
        "an opinion piece calls for support, and is no appeal",
        [
            ("navigation", "Opinion"),
            ("headline", "The world must act on Mordor"),
            ("paragraph", "The world has watched Mordor arm, and has done nothing about it."),
            (
                "paragraph",
                "We need your leaders to act. Our kings should support sanctions, and you should help them today.",
            ),
            ("paragraph", "First, Gondor should expel Mordor's envoy."),
        ],
    ),
]


@pytest.mark.parametrize("parts", [x[1] for x in PAGES], ids=[x[0] for x in PAGES])
def test_pages_as_they_are_pasted(parts: list[tuple[str, str]]) -> None:
    joined = {"dateline": " ", "caption": " "}  # what follows these on the same line
    text = "".join(words + joined.get(kind, "\n\n") for kind, words in parts)
    assert parts == kinds_of(text)
