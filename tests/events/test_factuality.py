"""How an act is told: every example of the table of embedding predicates, and the clause's own signs."""

from __future__ import annotations

import pytest

from communique.events import find_standing, load_embedders
from communique.events.factuality import EmbedderExample
from communique.parsing import Parser, load_parser

# (how it is told, the act's word, sentence)
OWN_SIGNS = [
    ("actual", "attacked", "Gondor attacked Arnor."),
    ("negated", "attacked", "Gondor has not attacked Arnor."),
    ("negated", "talks", "No talks were held on Monday."),
    ("future", "meet", "The envoys will meet on Friday."),
    ("future", "strike", "Gondor said it would strike Arnor."),
    ("hypothetical", "strike", "Gondor may strike Arnor."),
    ("hypothetical", "attacks", "If Gondor attacks, Arnor will retaliate."),
    ("hypothetical", "retaliate", "If Gondor attacks, Arnor will retaliate."),
    ("hypothetical", "invade", "Will Gondor invade Arnor?"),
    ("actual", "arrested", "Police arrested the editor, who may appeal."),
    ("future", "storm", "Gondor sent troops to storm the fort."),
    ("actual", "meeting", "The meeting between the envoys lasted an hour."),
    ("negated", "withdrew", "Gondor withdrew no troops."),
    ("negated", "freed", "None of the hostages was freed."),
    ("negated", "recognised", "Not a single state recognised Umbar."),
    ("negated", "meeting", "The envoy left without meeting the rebels."),
    ("negated", "freeing", "Instead of freeing the rebels, Gondor jailed them."),
    ("negated", "arrest", "Nor did police arrest the mayor."),
    ("negated", "meet", "The king left before he could meet the rebels."),
    ("negated", "attack", "No attack on the port took place."),
    ("actual", "met", "The king not only met the rebels but praised them."),
    ("actual", "killed", "No fewer than 30 rebels were killed."),
    ("actual", "meet", "Not until midnight did the envoys meet."),
    ("actual", "punished", "No soldier whom the king punished complained."),
    ("future", "expel", "Gondor to expel two envoys"),
    ("actual", "visit", "The first king to visit Arnor"),
    ("future", "meets", "The king meets the rebels tomorrow."),
    ("future", "visits", "Next week the king visits Arnor."),
    ("future", "meets", "Before he meets the queen, the king will address parliament."),
    ("future", "strike", "The unions announced a strike next week."),
    ("hypothetical", "attacked", "Had Gondor attacked Arnor, the king would have fled."),
    ("hypothetical", "attack", "Soldiers wait in case rebels attack the town."),
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


@pytest.mark.parametrize(("told", "trigger", "sentence"), OWN_SIGNS)
def test_own_signs(parser: Parser, told: str, trigger: str, sentence: str) -> None:
    assert told == _told(parser, sentence, trigger)


@pytest.mark.parametrize("example", load_embedders().examples, ids=lambda e: e.text)
def test_table_of_embedders(parser: Parser, example: EmbedderExample) -> None:
    assert example.factuality == _told(parser, example.text, example.trigger)


def _told(parser: Parser, sentence: str, trigger: str) -> str:
    parse = parser.parse_text(sentence)
    clause = next(c for c in parse.clauses if parse.tokens[c.head].text == trigger)
    return find_standing(parse, clause, load_embedders()).factuality
