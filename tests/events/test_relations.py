"""Standing states: every example of the relations' lexicon."""

from __future__ import annotations

import pytest

from communique.events.relations import RelationExample, load_relation_patterns
from communique.pipeline import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize("example", load_relation_patterns()[1], ids=lambda e: e.text)
def test_examples_of_the_lexicon(coder: Coder, example: RelationExample) -> None:
    stages = coder.code_sentence(example.text)
    names = {a.id: a.name for a in stages.cast.actors}
    found = [f"{names[r.subject]} {r.relation} {names[r.object]}" for r in stages.coding.relations]
    assert list(example.gives) == found
