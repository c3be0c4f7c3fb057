"""The forms in which someone is given the floor, one line each; and what is no speech at all."""

from __future__ import annotations

import pytest

from communique.attribution import covering, find_attributions, find_sources
from communique.grammar import Parse
from communique.parsing import load_parser
from communique.records import Attribution, Cast

NOBODY = Cast((), {})


def read(text: str, *, attitudes: bool = True) -> tuple[Parse, tuple[Attribution, ...]]:
    parse = load_parser().parse_text(text)
    return parse, find_attributions(parse, NOBODY, attitudes=attitudes)


def contents(text: str, *, attitudes: bool = True) -> list[tuple[str | None, str]]:
    return [(a.speaker_name, a.content.text) for a in read(text, attitudes=attitudes)[1]]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ([("the mayor", "We lost everything,"), ("the mayor", "We will rebuild.")],
         "“We lost everything,” the mayor said. “We will rebuild.”"),
        ([("The mayor", "We lost everything. We will rebuild.")],
         "The mayor said: “We lost everything. We will rebuild.”"),
        ([("The mayor", "We lost everything."), ("The mayor", "We will never give up the bridge.")],
         "The mayor said: “We lost everything.”\n\n“We will never give up the bridge.”"),
        ([("the mayor", "We lost everything.\n\n“We will rebuild,")],
         "“We lost everything.\n\n“We will rebuild,” the mayor said."),
        ([("Mira Oll", "We lost everything.")], "“We lost everything.” — Mira Oll"),
        ([("BAKER", "We never asked for any of this")], "BAKER: We never asked for any of this."),
        ([("BAKER", "We never asked for any of this")], "“BAKER: We never asked for any of this.”"),
        ([("the mayor", "The plan was “a joke” of the council"), ("the mayor", "They will never build it.")],
         "The plan was “a joke” of the council, the mayor said. “They will never build it.”"),
        ([("a new poll", "the king led his rival by nine points")],
         "In a new poll, the king led his rival by nine points."),
        ([("officials", "Gondor army enters Bree")], "Gondor army enters Bree: officials"),
    ],
)  # fmt: skip
def test_forms_of_speech(expected: list[tuple[str | None, str]], text: str) -> None:
    assert expected == contents(text, attitudes=False)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("the bridge is shut", "However, the bridge is shut, the mayor said."),
        ("the bridge is shut", "But the bridge is shut, according to the mayor."),
        ("The bridge is shut, the mayor said, because the river rose",
         "The bridge is shut, the mayor said, because the river rose."),
    ],
)  # fmt: skip
def test_a_link_to_the_sentence_before_is_not_said_and_a_reason_is(expected: str, text: str) -> None:
    assert [("the mayor", expected)] == contents(text, attitudes=False)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ([("He", "he respects the king"), ("He", "him a friend")],
         "He says he respects the king and calls him a friend."),
        ([("The mayor", "he would stay"), ("The mayor", "that war was near")],
         "The mayor said he would stay and warned that war was near."),
        ([("The mayor", "he stayed and mended the bridge")], "The mayor said he stayed and mended the bridge."),
    ],
)  # fmt: skip
def test_a_joined_verb_of_saying_goes_on_for_the_same_speaker(expected: list[tuple[str, str]], text: str) -> None:
    assert expected == contents(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ((None, "is expected", "The king is expected to sign the treaty"), "The king is expected to sign the treaty."),
        (("The bishop", "criticised", "the king for shelling the port"),
         "The bishop criticised the king for shelling the port."),
        (("The council", "announced", "steps to reopen the port"), "The council announced steps to reopen the port."),
        (("The envoy", "expressed", "the harvest"), "The envoy expressed deep concern about the harvest."),
    ],
)  # fmt: skip
def test_how_far_an_attitude_reaches(expected: tuple[str | None, str, str], text: str) -> None:
    (found,) = read(text)[1]
    assert expected == (found.speaker_name, found.cue.text, found.content.text)


def test_an_attitude_that_is_only_supposed_is_none() -> None:
    assert contents("If the council backed the strike, it ended.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The novel “Northern Light” sold well in Bree.",
        "The “people's republic” printed stamps.",
        "In his book, “Northern Light,” the mayor described the siege.",
        "The army shelled the port.",
        "Grain sells at nine crowns per sack.",
        "CLARIFICATION: The bridge was shut on Monday and not on Tuesday.",
    ],
)
def test_titles_scare_quotes_and_plain_telling_are_no_speech(text: str) -> None:
    assert contents(text, attitudes=False) == []


def test_an_interrupted_quotation_is_two_attributions_that_know_each_other() -> None:
    _, (first, second) = read("“We lost everything,” the mayor said. “We will rebuild.”")
    assert (first.id, "said", "said") == (second.continues, first.cue.text, second.cue.text)


def test_attitudes_are_read_only_when_asked_for() -> None:
    text = "Rohan wants to leave the alliance."
    assert contents(text) == [("Rohan", "to leave the alliance")]
    assert contents(text, attitudes=False) == []


@pytest.mark.parametrize(
    ("veil", "addressee", "text"),
    [
        ("on condition of anonymity", "reporters", "A clerk told reporters on condition of anonymity that he left."),
        ("A well-placed source", None, "A well-placed source said the king was ill."),
        (None, "parliament", "The minister told parliament that the king was ill."),
    ],
)  # fmt: skip
def test_veils_and_addressees(veil: str | None, addressee: str | None, text: str) -> None:
    _, (found,) = read(text)
    assert (veil, addressee) == (found.anonymity, found.addressee)


def test_the_setting_of_a_saying() -> None:
    _, (found,) = read("At a rally in Bree, the king said the siege was over.")
    assert found.setting == "At a rally in Bree"


def test_the_outlet_carries_nothing_to_itself() -> None:
    _, (found,) = read("BREE (AP) _ A police source told The Associated Press that three men had been held.")
    assert found.via == ()


def test_ownership_of_what_carries() -> None:
    _, (found,) = read("TASS quoted the envoy as saying that the talks had failed.")
    assert (found.via_notes, found.speaker_name) == (("TASS: state-owned, RUS",), "the envoy")


def test_a_denial_points_at_what_it_denies() -> None:
    text = "Rebels said the army had shelled the hospital in Bree. The army denied that it had shelled the hospital."
    _, (claim, denial) = read(text)
    assert (None, claim.id) == (claim.denies, denial.denies)
    assert (denial.polarity, denial.certainty) == ("negative", "certain")


@pytest.mark.parametrize(
    ("expected", "word"),
    [
        ((), "told"),
        (("TASS",), "said"),
        (("TASS", "the envoy"), "failed"),
        ((), "quoted"),
        (("TASS", "the envoy"), "talks"),
    ],
)
def test_sources_of_a_word(expected: tuple[str, ...], word: str) -> None:
    texts = {"told": "The envoy told a story.", "said": "TASS said the envoy had left."}
    parse, found = read(texts.get(word, "TASS quoted the envoy as saying that the talks had failed."))
    token = next(t.i for t in parse.tokens if t.text == (word if word != "said" else "left"))
    assert expected == find_sources(parse, found, token)


def test_the_innermost_attribution_covers() -> None:
    parse, found = read("The minister said that the king had told him that the war was over.")
    war = next(t for t in parse.tokens if t.text == "war")
    inner = covering(found, war.start, war.end)
    assert inner is not None
    assert (inner.speaker_name, inner.via) == ("the king", ("The minister",))


BROKEN = [
    "",
    "\n\n",
    "“",
    '"',
    "said",
    "“” said",
    "He said: “",
    "according to",
    "citing",
    "— Mira",
    "A: B",
    "He said that",
]
TRICKY = (
    "“We go,” she said, according to TASS. “We stay,” RIA quoted him as saying: “No.” The mayor was blunt: “Never.”\n"
    "“Start here.\n“And on,” Lanc told a paper on condition of anonymity, citing a clerk."
)


@pytest.mark.parametrize("text", [*BROKEN, *(TRICKY[:k] for k in range(3, len(TRICKY), 23))])
def test_broken_text_costs_nothing_but_itself(text: str) -> None:
    for found in read(text)[1]:
        assert found.content.text == text[found.content.start : found.content.end]
        assert found.cue.text == text[found.cue.start : found.cue.end]


def test_a_report_of_a_report_of_wire_copy() -> None:
    text = "MOSCOW (Reuters) - Gondor said it would answer, the RIA news agency reported, citing the foreign ministry."
    _, (found,) = read(text, attitudes=False)
    assert (found.speaker_name, found.via, found.content.text) == ("Gondor", ("RIA news agency",), "it would answer")
