"""What `relate` answers where the lexicon alone speaks: demands, what was withheld, aims, and the day beside a verb."""

import pytest

from communique.events.factuality import Embedders, load_embedders
from communique.events.relating import Pair, relate_pairs
from communique.lexicon import Lexicon, load_patterns
from communique.parsing import Parser, load_parser

ANSWERS = [
    ("REQUEST", "Gondor", "Umbar", "Gondor said that Umbar must dismantle its forts."),
    ("REQUEST", "Gondor", "Umbar", "Gondor says Umbar has to open the strait before it lifts a finger."),
    ("REQUEST", "Gondor", "raids on Arnor", "Gondor says raids on Arnor must be stopped."),
    ("REJECT", "Umbar", "the fishermen", "Umbar will not release the fishermen."),
    ("REJECT", "The steward", "the envoy of Arnor", "The steward refused to meet the envoy of Arnor."),
    ("AID", "Rohan", "refugees in Arnor", "Rohan provided two million dollars in relief to help refugees in Arnor."),
    ("AGREE", "Rohan", "refugees in Arnor", "Rohan will provide two million dollars in relief to refugees in Arnor."),
    ("CONSULT", "The king", "President Boda", "The king called President Boda on Friday to discuss the dam."),
    ("SUPPORT", "The king", "President Boda", "The king called President Boda on Friday to congratulate him."),
    ("REQUEST", "The king", "Arnor", "The king called on Arnor on Friday to free the pilot."),
    ("SUPPORT", "Gondor", "Arnor", "Gondor struck a trade deal with Arnor."),
    ("AGREE", "Gondor", "Arnor", "Gondor has promised military support for Arnor."),
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_patterns()


@pytest.fixture(scope="module")
def embedders() -> Embedders:
    return load_embedders()


@pytest.mark.parametrize(("event_type", "actor", "recipient", "sentence"), ANSWERS)
def test_the_lexicon_answers(
    parser: Parser, lexicon: Lexicon, embedders: Embedders, event_type: str, actor: str, recipient: str, sentence: str
) -> None:
    spans = [(sentence.index(words), sentence.index(words) + len(words)) for words in (actor, recipient)]
    pair = Pair(parser.parse_text(sentence), spans[0], spans[1])
    assert relate_pairs([pair], lexicon, embedders, None)[0].type == event_type
