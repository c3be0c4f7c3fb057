"""What a person decides is laid over the coding, kept, found again after a recoding, and can be taken back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
import synthetic
from desk import commit, other_run, page, retyped
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.corpus.merging import merge_store
from communique.errors import UsageError
from communique.records import Coding, Page
from communique.store import Filters, Store, Writer, correct, correct_actor, open_store, undo
from communique.store.agreement import find_alpha
from communique.store.identity import page_hash
from communique.store.renaming import Renaming, called, naming_sql
from communique.store.rows import Reading, batch_of
from communique.store.snapshot import Snapshot

SHELLED = page("Gondor shelled Arnor near Mill3, 12 killed.", "Syldavia met Borduria near Mill7.", name="a")
AGAIN = page("Gondor shelled Arnor near Mill3, 14 killed.", name="b", outlet="Gazette")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    commit(tmp_path / "s", [SHELLED, AGAIN])
    return tmp_path / "s"


def recode(path: Path, pages: list[Page], number: int = 2, change: Any = lambda c: c) -> None:
    run = other_run(number)
    readings = [Reading(p, page_hash(p), change(synthetic.coding_of(p, run))) for p in pages]
    Writer(path).commit(batch_of(readings), run)


def first(store: Store, kind: str = "ASSAULT") -> dict[str, Any]:
    return store.events(Filters(type=(kind,)), order="oldest").rows()[0]


def fates(store: Store) -> list[tuple[str, str]]:
    return [(c["action"], c["state"]) for c in store.corrections()]


def test_reject_accept_and_undo(path: Path) -> None:
    store = open_store(path)
    event = first(store)["event_id"]
    rejected = correct(path, event, "reject", by="Ada", note="sport")
    assert event not in [e["event_id"] for e in store.events()]
    assert [e["event_id"] for e in store.events(Filters(reviewed="rejected"))] == [event]
    undo(path, rejected, by="Ada")
    correct(path, event, "accept", by="Ada")
    assert store.event(event)["reviewed"] == "accepted"  # type: ignore[index]
    assert fates(store) == [("reject", "undone"), ("undo", "undo"), ("accept", "applied")]
    undo(path, store.corrections().rows()[1]["correction_id"], by="Bo")  # the undo is undone
    assert fates(store)[0] == ("reject", "applied")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"type": "coerce"}, {"type": "COERCE", "quad": 4, "intensity": -7.0, "cameo": "170", "mode": None}),
        ({"actors": "Syldavia (SYL GOV); the mob"}, {"actor_countries": "SYL", "dyads": "SYL>ARN"}),
        ({"recipients": ""}, {"recipient_names": [], "dyads": ""}),
        ({"factuality": "negated"}, {"factuality": "negated"}),
        ({"disputed_by": "Gondor; Arnor"}, {"disputed_by": ["Gondor", "Arnor"]}),
        ({"where_country": "ARN", "where_name": "Bree"}, {"where_country": "ARN", "where_name": "Bree"}),
    ],
)
def test_an_edit_changes_its_field_and_what_follows(
    changes: dict[str, str], expected: dict[str, Any], path: Path
) -> None:
    store = open_store(path)
    event = first(store)["event_id"]
    correct(path, event, "edit", by="Ada", changes=changes)
    found = store.event(event)
    assert found is not None
    assert {k: found[k] for k in expected} == expected
    assert found["reviewed"] == "edited"
    assert store.events(Filters(reviewed="edited")).rows() == [found]


def test_an_edited_day_moves_the_event(path: Path) -> None:
    store = open_store(path)
    event = first(store)["event_id"]
    correct(path, event, "edit", by="Ada", changes={"day": "2020-05-06"})
    assert [e["event_id"] for e in store.events(Filters(until="2020"))] == [event]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"evidence": "x"}, "cannot be edited"),
        ({"type": "WAR"}, "is no PLOVER type"),
        ({"factuality": "maybe"}, "is no factuality"),
        ({"day": "2020-05"}, "is not a day"),
        ({"where_country": "Arnor"}, "is no country code"),
        ({"actors": "(GON GOV)"}, "is no party"),
        ({}, "needs a field"),
    ],
)
def test_an_edit_that_makes_no_sense(changes: dict[str, str], says: str, path: Path) -> None:
    with pytest.raises(UsageError, match=says):
        correct(path, first(open_store(path))["event_id"], "edit", by="Ada", changes=changes)
    assert len(open_store(path).corrections()) == 0


def test_unknown_events_and_nameless_reviewers(path: Path) -> None:
    with pytest.raises(UsageError, match="no event nothing"):
        correct(path, "nothing", "accept", by="Ada")
    with pytest.raises(UsageError, match="needs a name"):
        correct(path, first(open_store(path))["event_id"], "accept", by=" ")
    with pytest.raises(UsageError, match="no correction"):
        undo(path, "nothing", by="Ada")


def test_merge_and_split(path: Path) -> None:
    store = open_store(path)
    one, two = (e["event_id"] for e in store.events(Filters(type=("ASSAULT",)), order="oldest"))
    correct(path, one, "merge", by="Ada", others=[two], note="the same")
    merged = first(store)
    assert (merged["n_reports"], merged["n_outlets"], merged["reviewed"]) == (2, 2, "merged")
    assert [c["field"] for c in merged["contradictions"]] == ["killed"]
    assert merged["reasons"] == ["merged by Ada"]
    correct(path, merged["event_id"], "split", by="Bo", others=[two])
    assert {e["event_id"] for e in store.events(Filters(type=("ASSAULT",)))} == {one, two}
    with pytest.raises(UsageError, match=r"does not belong|some, but not all"):
        correct(path, one, "split", by="Bo", others=[one])


def test_a_correction_survives_a_recoding(path: Path) -> None:
    store = open_store(path)
    correct(path, first(store)["event_id"], "edit", by="Ada", changes={"factuality": "negated"})
    recode(path, [SHELLED, AGAIN])
    event = first(store)
    assert (event["factuality"], event["run"][:4]) == ("negated", store.runs().rows()[1]["run"][:4])
    assert fates(store) == [("edit", "applied")]


def test_a_correction_whose_words_are_read_otherwise_asks_to_look(path: Path) -> None:
    store = open_store(path)
    correct(path, first(store)["event_id"], "reject", by="Ada")
    recode(path, [SHELLED, AGAIN], change=lambda c: retyped(c, "COERCE"))
    corrections = store.corrections().rows()
    assert corrections[0]["state"] == "look"
    assert "is now read as COERCE, not ASSAULT" in corrections[0]["says"]
    assert len(store.events()) == 3


def test_an_edit_that_the_new_coder_agrees_with_is_moot(path: Path) -> None:
    store = open_store(path)
    correct(path, first(store)["event_id"], "edit", by="Ada", changes={"type": "COERCE"})
    recode(path, [SHELLED, AGAIN], change=lambda c: retyped(c, "COERCE"))
    assert fates(store) == [("edit", "moot")]


def test_a_correction_that_no_longer_finds_its_words_says_so(path: Path) -> None:
    store = open_store(path)
    correct(path, first(store)["event_id"], "accept", by="Ada")

    def emptied(coding: Coding) -> Coding:
        return replace(coding, events=())

    recode(path, [SHELLED, AGAIN], change=emptied)
    assert fates(store) == [("accept", "lost")]
    assert "“shelled” are no longer read as an event" in store.corrections().rows()[0]["says"]


TOLD = [
    page("Gondor met Arnor near Mill1.", name="m1", published="2031-04-01"),
    page("Arnor accused Syldavia near Mill3.", name="m2", published="2031-04-02"),
    page("Arnor accused Syldavia near Mill2.", name="m3", published="2031-04-03", outlet="Gazette"),
]


@pytest.fixture
def told(tmp_path: Path) -> Path:
    commit(tmp_path / "t", TOLD)
    return tmp_path / "t"


def names(store: Store) -> set[str]:
    return {a["name"] for a in store.actors()}


def test_two_names_of_one_actor(told: Path) -> None:
    store = open_store(told)
    before = store.events().rows()
    made = correct_actor(told, "Gondor", "merge", by="Ada", others=["Arnor"], note="one realm")
    assert "Arnor" not in names(store)
    assert next(a["articles"] for a in store.actors() if a["name"] == "Gondor") == 3
    accused = store.events(Filters(type=("ACCUSE",), who="Gondor")).rows()
    assert len(accused) == 2
    assert (
        {n for e in accused for n in e["actor_names"]}
        == {"Gondor"}
        == {p["name"] for e in accused for p in e["actors"]}
    )
    assert {p["text"] for e in accused for p in e["actors"]} == {"Arnor"}  # the words stay as they are
    assert fates(store) == [("merge-actors", "applied")]
    undo(told, made, by="Ada")
    assert store.events().rows() == before
    assert fates(store) == [("merge-actors", "undone"), ("undo", "undo")]


def test_two_actors_of_one_name(told: Path) -> None:
    store = open_store(told)
    key = next(a["article_key"] for a in store.articles() if a["outlet"] == "Gazette")
    correct_actor(told, "Arnor", "split", by="Ada", others=[key], to="Arnor (the ship)")
    assert {"Arnor", "Arnor (the ship)"} <= names(store)
    by_article = {e["article_key"]: e["actor_names"] for e in store.events(Filters(type=("ACCUSE",)))}
    assert by_article[key] == ["Arnor (the ship)"]
    assert sorted(map(tuple, by_article.values())) == [("Arnor",), ("Arnor (the ship)",)]
    correct_actor(told, "Arnor (the ship)", "merge", by="Bo", others=["Syldavia"])  # what is shown can be merged on
    assert "Syldavia" not in names(store)
    assert fates(store) == [("split-actor", "applied"), ("merge-actors", "applied")]


def test_a_merged_actor_goes_with_a_corrected_event_and_a_recoding(told: Path) -> None:
    store = open_store(told)
    event = store.events(Filters(type=("ACCUSE",)), order="oldest").rows()[0]["event_id"]
    correct(told, event, "accept", by="Ada")
    correct_actor(told, "Gondor", "merge", by="Ada", others=["Arnor"])
    assert store.event(event)["actor_names"] == ["Gondor"]  # type: ignore[index]
    recode(told, TOLD)
    assert store.event(event)["actor_names"] == ["Gondor"]  # type: ignore[index]
    assert store.event(event)["reviewed"] == "accepted"  # type: ignore[index]
    merge_store(told)
    raw = Snapshot(told, store.manifest).ask("SELECT * FROM events_as_merged", views=("events",)).to_pylist()
    assert ["Arnor"] in [e["actor_names"] for e in raw]  # the tables keep what was read


def test_a_decision_about_an_actor_that_nobody_names_any_more(told: Path) -> None:
    correct_actor(told, "Gondor", "merge", by="Ada", others=["Syldavia"])
    recode(told, TOLD, change=lambda c: replace(c, actors=(), events=()))
    assert fates(open_store(told)) == [("merge-actors", "lost")]


@pytest.mark.parametrize(
    ("action", "more", "says"),
    [
        ("merge", {}, "needs another name"),
        ("merge", {"others": ["Arnor"]}, "needs another name"),
        ("merge", {"others": ["Mordor"]}, "no actor “Mordor”"),
        ("split", {"others": ["k"]}, "--as NAME"),
        ("split", {"to": "Other"}, "needs the articles"),
        ("split", {"to": "Other", "others": ["k"]}, "Article k names no “Arnor”"),
    ],
)
def test_a_decision_about_actors_that_makes_no_sense(action: Any, more: dict[str, Any], says: str, told: Path) -> None:
    with pytest.raises(UsageError, match=says):
        correct_actor(told, "Arnor", action, by="Ada", **more)


_name = st.sampled_from(["A", "B", "C", "it's"])
_renamings = st.lists(
    st.builds(Renaming, st.frozensets(_name, min_size=1), st.none() | st.frozensets(st.sampled_from("kl")), _name),
    max_size=5,
)


@given(_renamings, _name, st.sampled_from("klm"))
@settings(max_examples=60, deadline=None)
def test_sql_calls_actors_as_python_does(made: list[Renaming], name: str, article: str) -> None:
    with duckdb.connect() as base:
        base.execute(f"CREATE MACRO actor_called(article, said) AS {naming_sql(made)}")
        assert base.execute("SELECT actor_called(?, ?)", [article, name]).fetchall() == [(called(name, article, made),)]


def test_the_log_is_append_only(path: Path) -> None:
    event = first(open_store(path))["event_id"]
    for action in ("accept", "reject", "accept"):
        correct(path, event, action, by="Ada")  # type: ignore[arg-type]
    assert [c["action"] for c in open_store(path).corrections()] == ["accept", "reject", "accept"]
    assert open_store(path).event(event)["reviewed"] == "accepted"  # type: ignore[index]


def test_diff_says_what_another_coder_reads_otherwise(path: Path) -> None:
    def changed(coding: Coding) -> Coding:
        events = [
            replace(e, type="COERCE") if e.type == "ASSAULT" else replace(e, factuality="future") for e in coding.events
        ]
        return replace(coding, events=tuple(events))

    recode(path, [SHELLED], change=changed)
    store = open_store(path)
    rows = store.diff("0.0.1", "0.0.2").rows()
    assert [(r["change"], r["type_a"], r["type_b"], r["fields"]) for r in rows] == [
        ("retyped", "ASSAULT", "COERCE", ["type"]),
        ("changed", "CONSULT", "CONSULT", ["factuality"]),
    ]
    assert rows[1]["before"] == ["actual"] and rows[1]["after"] == ["future"]
    with pytest.raises(UsageError, match="names no run of this store; it has"):
        store.diff("0.0.1", "9")


def test_two_reviewers(path: Path) -> None:
    store = open_store(path)
    events = [e["event_id"] for e in store.events(order="oldest")]
    for event, ada, bo in zip(events, ("accept", "reject", "accept"), ("accept", "reject", "reject"), strict=True):
        correct(path, event, ada, by="Ada")  # type: ignore[arg-type]
        correct(path, event, bo, by="Bo")  # type: ignore[arg-type]
    verdict = store.agreement("Ada", "Bo").rows()[0]
    assert (verdict["field"], verdict["units"], verdict["agreed"]) == ("verdict", 3, 2)
    assert verdict["alpha"] == pytest.approx(1 - 5 * 2 / (2 * 3 * 3))


# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", example C: four coders, values missing.
C = [
    (1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4), (4, 4, 4, 4), (1, 1, 2, 1),
    (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1), (None, None, 3, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("alpha", "units"),
    [
        (0.743, C),
        (1.0, [(1, 1), (2, 2)]),
        (None, []),
        (None, [(1, 1), (1, 1)]),
        (None, [(1, None)]),
    ],
)
def test_alpha_is_krippendorffs(alpha: float | None, units: list[tuple[Any, ...]]) -> None:
    found = find_alpha(units)
    assert found == (None if alpha is None else pytest.approx(alpha, abs=0.0006))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=20))
def test_alpha_does_not_depend_on_names_or_order(units: list[tuple[str, str]]) -> None:
    renamed = [(b.upper(), a.upper()) for a, b in reversed(units)]
    one, other = find_alpha(units), find_alpha(renamed)
    assert (one is None) == (other is None)
    assert one is None or one == pytest.approx(other)
    assert one is None or one <= 1
