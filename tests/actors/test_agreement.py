"""What a name is, when sentences of a page disagree: tables in invented countries, near misses included."""

from __future__ import annotations

import pytest

from communique.actors import find_actors, load_roster
from communique.parsing import load_parser
from communique.records import Cast


def cast_of(text: str) -> Cast:
    return find_actors(load_parser().parse_text(text), published="2019-07-18", roster=load_roster())


def words_of(cast: Cast, name: str) -> list[str]:
    return [m.text for a in cast.actors if a.name == name for m in a.mentions if not m.rule.startswith("pronoun")]


# (name, kind), text
KINDS = [
    (("Torvika", "organisation"), "The energy company Torvika denied it. Prosecutors asked about Torvika in May. "
     "They sued Torvika."),
    (("Ana Kresta", "person"), "Ana Kresta resigned. The state Kresta left behind is poor."),
    (("Kresta", "person"), 'The talks failed. "So it is over?" Kresta asked.'),
    (("Klow Nevary Corporation", "organisation"), "The bid by Klow Nevary Corporation failed on Monday."),
    (("the House", "organisation"), "He was impeached by the House on Monday after a long day of debate."),
    (("Bureau of Grain Prices", "organisation"), "It was told by the federal Bureau of Grain Prices on Monday."),
]  # fmt: skip


@pytest.mark.parametrize(("who", "text"), KINDS)
def test_kind(who: tuple[str, str], text: str) -> None:
    found = [(a.name.removeprefix("the federal "), a.kind) for a in cast_of(text).actors]
    assert who in found, found


# who is no body, and why, text
LEFT = [
    ("Klowgrad", "where someone is based", "He paid a Klowgrad-based agent, the man said."),
    ("Mordor Province", "a province only tells where", "They marched after the vote in Mordor Province on Monday."),
    ("Number XY/12/2018", "a docket", "The suit, with Number XY/12/2018, was filed on Monday."),
    ("The National", "the longer name's beginning", "The National Grain Institute on Drug Prices said so on Monday."),
    ("the house", "a house", "He was seen by the house on Monday after a long day of debate."),
]


@pytest.mark.parametrize(("name", "why", "text"), LEFT)
def test_no_body(name: str, why: str, text: str) -> None:
    assert name not in [a.name for a in cast_of(text).actors if a.kind == "organisation"], why


def test_a_lone_word_recognised_twice_is_followed_to_where_it_is_missed() -> None:
    text = "Kresta won. Boris Jorgen accused Kresta of fraud. Voters handed Kresta a defeat. “No,” Kresta said."
    assert ["Kresta"] * 4 == words_of(cast_of(text), "Kresta")


def test_a_common_word_at_a_sentences_head_is_no_name() -> None:
    cast = cast_of("The harvest was poor. Harvest, he said, was poor. Jorgen called it Harvest.")
    assert [] == words_of(cast, "Harvest")


def test_a_medium_goes_by_its_last_word() -> None:
    cast = cast_of("The Washington Post reported it. A minister told the Post so.")
    assert ["The Washington Post", "the Post"] == words_of(cast, "The Washington Post")


def test_an_address_is_no_one() -> None:
    cast = cast_of("Officers searched 1909 Kresta Drive on Monday.")
    assert [] == [a.name for a in cast.actors if "Drive" in a.name]


def test_a_family_is_all_of_its_name() -> None:
    cast = cast_of("Ana Kresta and Boris Kresta fled. Police searched for the Krestas.")
    assert ["Ana Kresta", "the Krestas"] == words_of(cast, "Ana Kresta")
    assert ["Boris Kresta", "the Krestas"] == words_of(cast, "Boris Kresta")


def test_a_family_of_which_one_is_named_is_a_group() -> None:
    cast = cast_of("Ana Kresta fled. Police searched for the Krestas.")
    assert "group" == next(a.kind for a in cast.actors if a.name == "the Krestas")


def test_an_acronym_is_no_person_by_majority() -> None:
    cast = cast_of("Ana Kresta quoted XBN. She likes XBN. The XBN is small.")
    assert "person" not in [a.kind for a in cast.actors if a.name == "XBN"]


def test_a_company_goes_without_its_legal_form() -> None:
    cast = cast_of("The bid by Klow Nevary Corporation failed. There are big firms such as Borvo and Klow Nevary.")
    assert ["Klow Nevary Corporation", "Klow Nevary"] == words_of(cast, "Klow Nevary Corporation")
