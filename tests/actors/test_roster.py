"""The roster: dated rows, a user's own list, what is learnt from reading, and when two spellings are one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.actors import RosterLearner, find_actors, load_roster, read_learnt
from communique.actors.lists import load_lists
from communique.actors.spelling import fold, same_person_name, sound
from communique.errors import LexiconError
from communique.parsing import load_parser

USERS = """name,aliases,kind,country,sector,role,from,until,gender,source
Ana Kresta,Anna Kresta,person,XSY,GOV,Foreign Minister,1997-01-23,2001-01-20,f,Syldavian gazette
Boris Jorgen,,person,XBO,OPP,opposition leader,1999-01-01,,m,Syldavian gazette
"""


@pytest.fixture
def users(tmp_path: Path) -> Path:
    path = tmp_path / "actors.csv"
    path.write_text(USERS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("sector", "day"), [("GOV", "1998-08-13"), (None, "1995-08-13"), ("ELI", "2005-08-13"), ("GOV", None)]
)
def test_office_holds_between_its_dates(users: Path, sector: str | None, day: str | None) -> None:
    parse = load_parser().parse_text("Ana Kresta arrived on Monday.")
    actor = find_actors(parse, published=day, roster=load_roster(users)).actors[0]
    assert ("XSY", sector) == (actor.country, actor.sector)
    assert actor.roster_id == "user:2"


def test_bare_family_name_needs_the_one_in_office(users: Path) -> None:
    roster = load_roster(users)
    assert roster.surnamed("Kresta", "1998-08-13").name == "Ana Kresta"  # type: ignore[union-attr]
    assert roster.surnamed("Kresta", "1995-08-13") is None
    assert roster.surnamed("Kresta", "1998-08-13", "general") is None


def test_users_row_outranks_the_packaged_one(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,country,sector,role\nVladimir Putin,XSY,REB,rebel\n", encoding="utf-8")
    assert load_roster(path).named("Vladimir Putin", "2019-07-18").country == "XSY"  # type: ignore[union-attr]


@pytest.mark.parametrize("row", ["A B,planet,,", "A B,person,1999-13-45,", "A B,person,soon,"])
def test_bad_rows_name_file_and_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(f"name,kind,from,until\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=":2:"):
        load_roster(path)


@pytest.mark.parametrize(
    ("same", "one", "other"),
    [
        (True, "Sergei Ivanov", "Sergey Ivanov"),
        (True, "Juan Guaidó", "Juan Guaido"),
        (True, "G. Ivanov", "Georgi Ivanov"),
        (True, "Muhammad Karim", "Mohammed Karim"),
        (False, "Oleg Ivanov", "Sergei Ivanov"),
        (False, "Ivanov", "Sergei Ivanov"),
        (False, "Sergei Ivanov", "Sergei Petrov"),
    ],
)
def test_one_name_in_two_spellings(same: bool, one: str, other: str) -> None:
    assert same is same_person_name(tuple(one.split()), tuple(other.split()))


@given(st.text(alphabet=st.characters(categories=("L",), max_codepoint=0x24F), min_size=1, max_size=12))
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(word) == fold(fold(word))
    assert sound(word)


def test_learnt_roster_resolves_a_later_bare_name(tmp_path: Path) -> None:
    parser, roster, learner = load_parser(), load_roster(), RosterLearner()
    first = parser.parse_text("Syldavian Foreign Minister Boris Jorgen arrived.")
    cast = find_actors(first, published="2019-07-18", roster=roster)
    learner.learn(cast, first, published="2019-07-18", outlet="The Klow Times")
    path = tmp_path / "learnt.csv"
    learner.write_csv(path)
    again = read_learnt(path)
    assert learner.rows() == again.rows()
    assert again.rows()[0].evidence == "Syldavian Foreign Minister Boris Jorgen arrived."
    wider = roster.with_rows(again.holders())
    later = parser.parse_text("Jorgen left on Monday.")
    actor = find_actors(later, published="2019-09-01", roster=wider).actors[0]
    assert (actor.country, actor.sector) == ("XSY", "GOV")
    assert "The Klow Times" in (actor.country_why or "")
    earlier = find_actors(later, published="2017-09-01", roster=wider).actors[0]
    assert earlier.country is None


def test_learning_does_not_depend_on_order() -> None:
    parser, roster = load_parser(), load_roster()
    pages = [
        ("2019-07-18", "Syldavian Foreign Minister Boris Jorgen arrived."),
        ("2018-07-18", "Boris Jorgen, the Syldavian foreign minister, left."),
        ("2019-01-18", "Bordurian Gen. Peter Vasko and Gen. Milan Torvik resigned."),
    ]
    rows = []
    for order in (pages, pages[::-1]):
        learner = RosterLearner()
        for day, text in order:
            parse = parser.parse_text(text)
            learner.learn(find_actors(parse, published=day, roster=roster), parse, published=day, outlet=None)
        rows.append(learner.rows())
    assert rows[0] == rows[1]


def test_lists_are_broad_and_well_formed() -> None:
    lists = load_lists()
    kept = [entry for found in lists.names.values() for _, entry in found]
    assert len({e.country for e in kept if e.file.endswith("countries.csv")}) >= 190
    assert sum(e.sort == "group" for e in kept) >= 1200
    assert all(e.country is None or (len(e.country) == 3 and e.country.isupper()) for e in kept)
    sectors = {e.sector for e in kept} | {r.sector for found in lists.roles.values() for r in found}
    assert sectors <= {
        None, "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "SPY", "PRM", "UAF", "CVL", "JRN", "BUS", "LAB",
        "EDU", "MED", "REL", "REF", "CRM", "ELI", "SOC", "UNK",
    }  # fmt: skip
