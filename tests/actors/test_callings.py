"""Nouns on no list that say who a person is, and the people inside such phrases; private people act for no state."""

from __future__ import annotations

import pytest

from communique.actors import find_actors, load_roster
from communique.parsing import load_parser
from communique.records import Cast


def read(text: str) -> tuple[Cast, dict[str, int]]:
    parse = load_parser().parse_text(text)
    return find_actors(parse, published="2019-07-18", roster=load_roster()), {t.text: t.i for t in parse.tokens}


# name of the actor (None: nobody), its country, the word (last occurrence), text
SAID_OF = [
    ("Boris Jorgen", "XSY", "falconer", "Boris Jorgen, a Syldavian falconer held in Borduria, was freed."),
    ("Boris Jorgen", "XSY", "falconer", "A Syldavian falconer, Boris Jorgen, was freed on Monday."),
    ("Boris Jorgen", "XSY", "falconer", "The Syldavian falconer Boris Jorgen was freed on Monday."),
    ("Boris Jorgen", "XSY", "falconer", "Boris Jorgen is a Syldavian falconer. He was freed on Monday."),
    ("Boris Jorgen", "XSY", "cartographer", "Borduria jailed Boris Jorgen, a cartographer from Syldavia."),
    ("Boris Jorgen", "XSY", "falconer", "Boris Jorgen, a Syldavian falconer, was freed. Relatives met the falconer."),
    ("Boris Jorgen", None, "foe", "Boris Jorgen, a sworn foe of Gondor, was freed."),
    (None, None, "film", "Boris Jorgen, a film about the war, opened on Monday."),
    (None, None, "falconer", "Peter Boda, a falconer, met Milan Torvik, a falconer. The falconer left."),
]


@pytest.mark.parametrize(("name", "country", "word", "text"), SAID_OF)
def test_noun_beside_a_name(name: str | None, country: str | None, word: str, text: str) -> None:
    cast, at = read(text)
    actor = cast.at(at[word])
    assert (actor and actor.name, actor and actor.country) == (name, country)


# whom the pronoun inside a describing phrase means, the pronoun (last occurrence), text
INSIDE = [
    ("Milan Torvik", "he", "Peter Boda met Milan Torvik, a Bordurian falconer held on charges that he denies."),
    ("Milan Torvik", "he", "Peter Boda met Milan Torvik, a Bordurian falconer who said he was tortured."),
    ("Milan Torvik", "his", "Peter Boda met Milan Torvik, who had lost his brother."),
    ("Milan Torvik", "he", "Peter Boda praised Milan Torvik, a geologist arrested after he took photographs."),
    ("Milan Torvik", "who", "Peter Boda met Milan Torvik, a Bordurian falconer who had fled."),
    ("Peter Boda", "he", "Peter Boda met Ana Kresta, the judge whom he had accused."),
    ("Peter Boda", "him", "Peter Boda thanked Milan Torvik, who had saved him."),
]


@pytest.mark.parametrize(("name", "word", "text"), INSIDE)
def test_pronoun_inside_a_describing_phrase(name: str, word: str, text: str) -> None:
    cast, at = read(text)
    actor = cast.at(at[word])
    assert actor is not None
    assert actor.name == name


# (country, sector) of whoever the word stands for, the word, text
PRIVATE = [
    (("ITA", "BUS"), "Ferrari", "Ferrari protested the result of the race."),
    (("GBR", "CVL"), "Chelsea", "Chelsea rejected a bid for their Belgian winger."),
    (("BEL", "CVL"), "winger", "Chelsea rejected a bid for their Belgian winger."),
    (("XSY", "CVL"), "climber", "A Syldavian climber reached the summit."),
    (("XSY", "CVL"), "novelist", "A Syldavian novelist rejected the prize."),
    (("XSY", "CVL"), "chef", "Borduria expelled the Syldavian chef."),
    (("XSY", "CVL"), "Torvik", "Syldavian tennis star Milan Torvik withdrew from the tournament."),
    (("XGO", "CVL"), "team", "Gondor's rugby team defeated Arnor on Saturday."),
    ((None, "CVL"), "United", "The striker signed for Klow United on Monday."),
]


@pytest.mark.parametrize(("coded", "word", "text"), PRIVATE)
def test_private_people_and_firms_are_no_government(coded: tuple[str | None, str], word: str, text: str) -> None:
    cast, at = read(text)
    actor = cast.at(at[word])
    assert actor is not None
    assert (actor.country, actor.sector) == coded


def test_a_country_before_a_contest_only_says_where() -> None:
    cast, _ = read("Ferrari protested the result of the Syldavia marathon.")
    assert "Syldavia" not in [a.name for a in cast.actors]
