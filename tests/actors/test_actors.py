"""Who is an actor, whose, and of which sector: tables of sentences in invented countries, near misses included."""

from __future__ import annotations

import pytest

from communique.actors import find_actors, load_roster
from communique.parsing import load_parser
from communique.records import Actor, Cast


def cast_of(text: str, published: str | None = "2019-07-18", outlet: str | None = None) -> Cast:
    return find_actors(load_parser().parse_text(text), published=published, outlet=outlet, roster=load_roster())


def named(cast: Cast, name: str) -> Actor:
    found = [a for a in cast.actors if a.name == name]
    assert found, f"{name!r} is not among {[a.name for a in cast.actors]}"
    return found[0]


# (country, sector), the actor's name, sentence
CODED = [
    (("XSY", "GOV"), "Boris Jorgen", "Syldavia's deputy foreign minister, Boris Jorgen, met reporters."),
    (("XSY", "GOV"), "Boris Jorgen", "Boris Jorgen, the Syldavian deputy foreign minister, met reporters."),
    (("XSY", "GOV"), "Boris Jorgen", "Syldavian Foreign Minister Boris Jorgen resigned on Monday."),
    (("XSY", "GOV"), "Boris Jorgen", "Foreign Minister Boris Jorgen of Syldavia resigned on Monday."),
    (("XSY", "GOV"), "Boris Jorgen", "Boris Jorgen, who is ambassador of Syldavia, left the hall."),
    (("XSY", "MIL"), "Peter Boda", "Syldavian Gen. Peter Boda ordered the attack."),
    ((None, "BUS"), "Boris Jorgen", "Boris Jorgen, president of Kresta Motors, met reporters."),
    ((None, "BUS"), "Boris Jorgen", "Boris Jorgen, president and CEO of Kresta, met reporters."),
    (("XSY", "OPP"), "Maria Trova", "Syldavian opposition leader Maria Trova called a strike."),
    (("XSY", "LEG"), "Ana Kresta", "Ana Kresta, a Syldavian lawmaker, criticised the plan."),
    (("XSY", "JUD"), "Ana Kresta", "Ana Kresta, a Syldavian judge, freed the man."),
    (("XSY", "ELI"), "Ana Kresta", "Ana Kresta, a former Syldavian prime minister, criticised the plan."),
    (("XSY", "ELI"), "Ana Kresta", "The former Syldavian ambassador to Borduria Ana Kresta criticised the plan."),
    (("XSY", "CVL"), "Ana Kresta", "Ana Kresta, a former Syldavian marine, was arrested."),
    (("XBO", "REB"), "Milan Torvik", "Bordurian rebel commander Milan Torvik denied the report."),
    (("XBO", "COP"), "Milan Torvik", "Bordurian police spokesman Milan Torvik said two men were held."),
    (("XBO", "MIL"), "Milan Torvik", "Bordurian army spokesman Milan Torvik said two men were held."),
    (("XBO", "REB"), "Milan Torvik", "A spokesman for the Bordurian rebels, Milan Torvik, denied the report."),
    (("IGO", None), "Milan Torvik", "U.N. spokesman Milan Torvik said the talks had failed."),
    (("XFR", "REL"), "John Marek", "Freedonian Archbishop John Marek condemned the killings."),
    (("XFR", "JRN"), "John Marek", "Freedonian journalist John Marek was arrested."),
    (("XFR", "GOV"), "Freedonia", "Freedonia accused Ruritania of spying."),
    (("XSY", "GOV"), "Klow", "Klow denied the charge."),
    (("XSY", "COP"), "Syldavian police", "Syldavian police arrested ten people."),
    (("XSY", "MIL"), "Syldavian troops", "Syldavian troops crossed the river."),
    (("XSY", "LEG"), "The Syldavian parliament", "The Syldavian parliament ratified the treaty."),
    (("XBO", "REB"), "Bordurian separatists", "Bordurian separatists shelled the town."),
    ((None, "UAF"), "gunmen", "The clinic was attacked by gunmen."),
    ((None, "CVL"), "thousands of protesters", "The police beat thousands of protesters."),
    ((None, "EDU"), "Thousands of teachers", "Thousands of teachers marched."),
    ((None, "GOV"), "Western powers", "Western powers condemned the vote."),
    (("IGO", None), "NATO", "NATO rejected the offer."),
    (("IGO", None), "U.N. officials", "U.N. officials criticised the attack."),
    (("IGO", "MIL"), "U.N. peacekeepers", "U.N. peacekeepers shot two men."),
    (("RUS", "JRN"), "TASS", "The state-run TASS news agency quoted the minister."),
    (("USA", "MIL"), "Pentagon", "The Pentagon announced an inquiry."),
]  # fmt: skip


@pytest.mark.parametrize(("coded", "name", "text"), CODED)
def test_country_and_sector(coded: tuple[str | None, str | None], name: str, text: str) -> None:
    actor = named(cast_of(text), name)
    assert coded == (actor.country, actor.sector)


# who must not be there, and why, sentence
LEFT = [
    ("Syldavia", "a town of it only tells where", "The men met in Klow."),
    ("Syldavia", "a journey's end", "The minister flew to Klow."),
    ("Syldavia", "a town burns, no government", "Fires spread near Klow."),
    ("Gondor", "the country only tells where", "Two tourists drowned in Gondor."),
    ("Syldavia", "the last word of a charity's branch", "It showed how Greenpeace Syldavia counts whales."),
    ("criminal justice", "no judge", "The law on criminal justice was amended."),
]


@pytest.mark.parametrize(("name", "why", "text"), LEFT)
def test_not_an_actor(name: str, why: str, text: str) -> None:
    assert name not in [a.name for a in cast_of(text).actors], why


# words, whose country they must hold, sentence: every head that refers to an actor leads to it
HEADS = [
    ("Syldavian", "XSY", "Syldavian interference angered the voters."),
    ("Klow", "XSY", "Freedonia called on Klow to free the pilot."),
    ("Klow", "XSY", "The talks with Klow failed."),
    ("Klow", "XSY", "Klow's proposal was rejected."),
    ("Syldavians", "XSY", "The Syldavians rejected the offer."),
    ("government", "XSY", "The Syldavian government rejected the offer."),
    ("authorities", "XSY", "Syldavian authorities rejected the offer."),
    ("who", "XSY", "Boris Jorgen, who is foreign minister of Syldavia, resigned."),
    ("minister", "XSY", "Syldavia's foreign minister, Boris Jorgen, resigned."),
    ("Jorgen", "XSY", "Syldavia's foreign minister, Boris Jorgen, resigned."),
]


@pytest.mark.parametrize(("word", "country", "text"), HEADS)
def test_head_leads_to_actor(word: str, country: str, text: str) -> None:
    parse = load_parser().parse_text(text)
    cast = find_actors(parse, published=None, roster=load_roster())
    at = next(t.i for t in parse.tokens if t.text == word)
    actor = cast.at(at)
    assert actor is not None
    assert country == actor.country


def test_mentions_are_exact_substrings() -> None:
    text = "Syldavian President Ana Kresta met Gen. Peter Boda. She thanked the general."
    for actor in cast_of(text).actors:
        for mention in actor.mentions:
            assert mention.text == text[mention.start : mention.end]


def test_family_name_is_the_person_whatever_the_recogniser_says() -> None:
    text = "Freedonian envoy David Vale met reporters. Borduria thanked Vale. The visit by Vale ended."
    actor = named(cast_of(text), "David Vale")
    assert [m.text for m in actor.mentions].count("Vale") == 2


def test_name_keeps_title_only_without_a_first_name() -> None:
    assert named(cast_of("President Kresta of Syldavia resigned."), "President Kresta").country == "XSY"
    assert "Ana Kresta" in [
        a.name for a in cast_of("President Kresta resigned. On Monday Ana Kresta left the hall.").actors
    ]


def test_foreign_participle_gives_no_country() -> None:
    rebels = [a for a in cast_of("Gondor-backed rebels seized the town.").actors if a.sector == "REB"]
    assert [a.country for a in rebels] == [None]


def test_every_country_and_sector_says_why() -> None:
    text = (
        "Syldavian troops fired on protesters in Klow. Boris Jorgen, the foreign minister, apologised. NATO protested."
    )
    for actor in cast_of(text).actors:
        assert actor.country is None or actor.country_why
        assert actor.sector is None or actor.sector_why


# country that a name has on a day, the day, sentence
HISTORIC = [
    ("SRB", "1998-03-08", "Kosovo demanded independence."),
    ("XKX", "2019-03-08", "Kosovo demanded talks."),
    ("RUS", "1985-03-08", "The Soviet Union rejected the offer."),
    ("SRB", "1998-03-08", "Yugoslavia rejected the offer."),
    ("IDN", "1999-08-30", "East Timor voted for independence."),
    ("TLS", "2019-08-30", "East Timor rejected the offer."),
    ("SSD", "2019-08-30", "South Sudan rejected the offer."),
    ("UKR", "2019-08-30", "Crimea demanded aid."),
    ("TWN", "2019-08-30", "Taiwan rejected the offer."),
    ("PSE", "2019-08-30", "The Palestinians rejected the offer."),
]


@pytest.mark.parametrize(("country", "day", "text"), HISTORIC)
def test_historic_and_disputed_states(country: str, day: str, text: str) -> None:
    assert country in [a.country for a in cast_of(text, day).actors]


def test_page_at_home_where_dateline_says_so() -> None:
    cast = cast_of("KLOW (AP) — Riot police dispersed a crowd on Sunday. The interior minister, Ana Kresta, resigned.")
    assert named(cast, "Ana Kresta").country == "XSY"


def test_unknown_stays_unknown() -> None:
    person = named(cast_of("Ana Kresta smiled."), "Ana Kresta")
    assert (person.country, person.sector, person.role) == (None, None, None)
