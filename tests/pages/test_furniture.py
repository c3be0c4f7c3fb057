"""The lexicon of furniture: each entry decides its own examples and leaves its near misses alone."""

import pytest

from communique.errors import LexiconError
from communique.pages import find_blocks
from communique.pages.credits import find_credit
from communique.pages.furniture import FurnitureRule, find_furniture, load_furniture, read_furniture
from communique.pages.lines import find_lines

RULES = load_furniture().rules


def found(text: str) -> FurnitureRule | None:
    (line,) = find_lines(text)
    return find_furniture(line.text, is_sentence=line.sentence)


@pytest.mark.parametrize(("rule", "text"), [(r.id, x) for r in RULES for x in r.examples])
def test_an_entry_decides_its_examples(rule: str, text: str) -> None:
    decided = found(text)
    assert decided is not None, f"{rule}: {text!r} is MISSED"
    assert decided.id == rule, f"{rule}: {text!r} is decided by {decided.id}"


@pytest.mark.parametrize(("rule", "text"), [(r.id, x) for r in RULES for x in r.leaves])
def test_an_entry_leaves_its_near_misses(rule: str, text: str) -> None:
    assert found(text) is None, f"{rule}: {text!r} is OVERCODED"


def test_every_entry_has_examples_and_near_misses() -> None:
    assert [r.id for r in RULES if not r.examples or not r.leaves] == []
    assert len({r.id for r in RULES}) == len(RULES)


def test_a_broken_entry_is_named_with_its_line() -> None:
    with pytest.raises(LexiconError, match=r"furniture\.toml:2: unknown key colour"):
        read_furniture('\n[[line]]\nid = "x"\nkind = "promo"\nat = "whole"\ncolour = "red"\nexamples = ["x"]\n')
    with pytest.raises(LexiconError, match="needs `examples`"):
        read_furniture('[[line]]\nid = "x"\nkind = "promo"\nat = "whole"\n')


SHIRE = """THE SHIRE WEEKLY
Home | News | Business | Op-Ed
Friday November 29 2030
Gondor asks Arnor for grain as its farmers flee the flood
By ODO PROUDFOOT
Gondor has asked Arnor for grain to feed the farmers who fled the flood, its king said on Tuesday.
"We have nothing left," the king told The Shire Weekly, adding that Arnor had promised to send forty carts of grain.
Arnor's queen will meet him in Bree next week to talk about the grain, her steward said. SW/op
Get unlimited digital access for just 99 cents a month."""


def test_a_masthead_and_a_row_of_links_are_no_headline() -> None:
    blocks = [(b.kind, SHIRE[b.start : b.end].strip()) for b in find_blocks(SHIRE)]
    assert [t for k, t in blocks if k == "headline"] == ["Gondor asks Arnor for grain as its farmers flee the flood"]
    assert blocks[-1][0] == "appeal"


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("The ministry of Gondor in Bree. Odo Proudfoot / Shire Herald", "Odo Proudfoot / Shire Herald"),
        ("A farmer shows what is left of his barn. — Photo by author", "— Photo by author"),
        ("A farmer shows what is left of his barn.— AFP/File", "— AFP/File"),
    ],
)
def test_credits_behind_a_stop(line: str, credit: str) -> None:
    found = find_credit(line, None)
    assert found is not None and line[found.start :] == credit


@pytest.mark.parametrize(
    "line", ["It was over. — Gondor won", "He chose war / peace", "The king spoke. Men and Elves / all cheered"]
)
def test_what_is_no_credit(line: str) -> None:
    assert find_credit(line, None) is None
