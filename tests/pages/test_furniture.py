"""The lexicon of furniture: each entry decides its own examples and leaves its near misses alone."""

import pytest

from communique.errors import LexiconError
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
