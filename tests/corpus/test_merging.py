"""One act in many papers: forty articles written for this, with the acts that they tell marked by hand."""

import itertools
import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from communique.corpus.likeness import compare_reports
from communique.corpus.merging import find_groups, read_report
from communique.corpus.run import code_into_store
from communique.corpus.work import Recipe
from communique.ontology import cameo_for, goldstein, intensity, quad
from communique.records import (
    Actor,
    Article,
    Block,
    Coding,
    Event,
    Evidence,
    Page,
    Party,
    Quantity,
    Run,
    Span,
    When,
    Where,
)
from communique.store import open_store

STORIES = Path(__file__).parent / "stories"
PARTY = re.compile(r"(\w): (.+) \((\w+) (\w+)\)")
KINDS: dict[str, Any] = {"c": "country", "p": "person", "o": "organisation", "g": "group"}
RUN = Run("0", "0" * 64, "by hand")


@dataclass(frozen=True)
class Told:
    """An article of the set, as a page, with the acts marked in it."""

    page: Page
    events: tuple[dict[str, Any], ...]


def read_stories() -> tuple[Told, ...]:
    told = []
    for file in sorted(STORIES.glob("*.toml")):
        for n, article in enumerate(tomllib.loads(file.read_text("utf-8"))["article"], 1):
            given = {k: article[k] for k in ("outlet", "published", "headline")} | {"id": f"{file.stem}-{n}"}
            page = Page(f"{file.name}:{n}", article["text"].strip(), "text", given)
            told.append(Told(page, tuple(e | {"act": f"{file.stem}: {e['act']}"} for e in article["event"])))
    return tuple(told)


TOLD = read_stories()


class ByHand:
    """Codes the pages of the set as they were coded by hand."""

    run = RUN

    def code_pages(self, pages: Any, *, date: str | None = None) -> Iterator[Coding]:
        marked = {t.page.given["id"]: t for t in TOLD}
        return (coding_of(marked[p.given["id"]]) for p in pages)


def coding_of(told: Told) -> Coding:
    text, given = told.page.body, told.page.given
    actors: dict[str, Actor] = {}
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", at, at + len(line), "by-hand"))
        at += len(line) + 1
    events = tuple(event_of(e, text, actors, n) for n, e in enumerate(told.events, 1))
    article = Article(
        given["id"], told.page.source, text, tuple(blocks), outlet=given["outlet"], headline=given["headline"],
        published=given["published"], published_how="given", language="en",
    )  # fmt: skip
    return Coding(article, tuple(actors.values()), (), (), (), events, (), (), RUN)


def event_of(marked: dict[str, Any], text: str, actors: dict[str, Actor], number: int) -> Event:
    at = text.index(marked["trigger"])
    start = max(text.rfind("\n", 0, at) + 1, text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0)
    end = min(x for x in (text.find(". ", at), text.find(".\n", at), len(text) - 1) if x > 0) + 1
    day, where, kind = marked.get("day"), marked.get("where"), marked["type"]
    cameo = cameo_for(kind)
    quantities = []
    for q in marked.get("quantities", ()):
        what, n = q.split()
        quantities.append(Quantity(what, int(n), int(n), n))
    return Event(
        f"e{number}", kind, None, (), cameo, quad(kind), intensity(kind), goldstein(cameo),
        tuple(party(p, actors) for p in marked["actors"]), tuple(party(p, actors) for p in marked["recipients"]),
        "actual", (), None, (), When(day, day, day, day, "by-hand") if day else None,
        Where(where, where, marked.get("country"), None, None, None, "by-hand") if where else None,
        Span(at, at + len(marked["trigger"]), marked["trigger"]), Span(start, end, text[start:end]), "by-hand",
        Evidence("by-hand", None, None, ""), (), tuple(quantities),
    )  # fmt: skip


def party(words: str, actors: dict[str, Actor]) -> Party:
    found = PARTY.fullmatch(words)
    assert found, words
    name = f"a{len(actors) + 1}"
    actors[name] = Actor(name, found[2], KINDS[found[1]], found[3], found[4], None, ())
    return Party(name, found[2], found[3], found[4])


def pairs(groups: dict[str, Sequence[Any]]) -> set[frozenset[Any]]:
    return {frozenset(p) for members in groups.values() for p in itertools.combinations(members, 2)}


def score(found: set[frozenset[Any]], expected: set[frozenset[Any]]) -> tuple[float, float]:
    right = len(found & expected)
    return right / max(1, len(found)), right / max(1, len(expected))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("stories") / "store"
    code_into_store([t.page for t in TOLD], path, Recipe(ByHand))
    return open_store(path)


def marked_acts() -> dict[str, list[tuple[str, str]]]:
    acts: dict[str, list[tuple[str, str]]] = {}
    for told in TOLD:
        for n, event in enumerate(told.events, 1):
            acts.setdefault(event["act"], []).append((told.page.given["id"], f"e{n}"))
    return acts


def test_the_set_is_what_it_says() -> None:
    assert len(TOLD) == 40
    assert len(list(STORIES.glob("*.toml"))) == 10
    for told in TOLD:
        assert told.page.given["outlet"]
        for event in coding_of(told).events:
            assert event.trigger.text in event.evidence.text


def test_reports_of_one_act_become_one_event(store: Any) -> None:
    rows = store.sql("SELECT report_id, event, article_id FROM reports JOIN articles USING (article_key)").rows()
    named = {r["report_id"]: (r["article_id"], r["event"]) for r in rows}
    found = {e["event_id"]: [named[r] for r in e["reports"]] for e in store.events()}
    precision, recall = score(pairs(found), pairs(marked_acts()))
    wrong = [sorted(map(str, p)) for p in pairs(found) - pairs(marked_acts())]
    missed = [sorted(map(str, p)) for p in pairs(marked_acts()) - pairs(found)]
    assert precision >= 0.95 and recall >= 0.80, (precision, recall, wrong, missed)


def test_wire_copy_is_recognised(store: Any) -> None:
    rows = store.sql("SELECT article_id, kind, agency, n_articles FROM copies JOIN articles USING (article_key)").rows()
    expected = {"01-market-1": "Reuters", "01-market-2": "Reuters", "05-march-1": None, "05-march-2": None}
    assert expected == {r["article_id"]: r["agency"] for r in rows}
    assert {"wire"} == {r["kind"] for r in rows}


def test_two_death_tolls_and_two_days_are_kept(store: Any) -> None:
    def differing(words: str) -> dict[str, set[str]]:
        event = next(e for e in store.events() if words in e["evidence"] and e["n_reports"] > 1)
        return {c["field"]: {v["value"] for v in c["values"]} for c in event["contradictions"]}

    assert {"killed": {"12", "14"}} == differing("market")
    assert {"day": {"2032-02-22", "2032-02-23"}, "killed": {"6", "8"}} == differing("Emyn Muil")
    assert {"day": {"2031-06-09", "2031-06-10"}} == differing("five")


def test_each_merged_event_says_why(store: Any) -> None:
    for event in store.events():
        assert len(event["reasons"]) == event["n_reports"] - 1
        assert event["n_articles"] == event["n_reports"]


def test_the_order_of_reading_does_not_matter(store: Any, tmp_path: Path) -> None:
    mixed = [t.page for t in TOLD]
    random.Random(5).shuffle(mixed)
    for n in range(0, 40, 7):  # a few pages a day, merged each time
        code_into_store(mixed[n : n + 7], tmp_path / "mixed", Recipe(ByHand))
    sql = "SELECT event_id, reports, reasons, contradictions, n_copies FROM events ORDER BY event_id"
    assert store.sql(sql).table == open_store(tmp_path / "mixed").sql(sql).table


def _row(**changes: Any) -> dict[str, Any]:
    side = {"name": "Gondor", "text": "Gondor", "kind": "country", "country": "XGO", "sector": "GOV"}
    other = side | {"name": "Arnor", "text": "Arnor", "country": "XAR"}
    day = date(2031, 1, 10)
    row: dict[str, Any] = {
        "report_id": "r1", "article_key": "a1", "type": "ASSAULT", "mode": None, "factuality": "actual",
        "actors": [side], "recipients": [other], "day": day, "day_how": "told", "published_day": day + timedelta(1),
        "where_name": "Bree", "where_country": "XAR", "lat": None, "lon": None, "quantities": [], "outlet": "Post",
        "tellings": [], "when_end": None,
        "evidence": "Gondor shelled a mill in Bree, burning three barns.",
    }  # fmt: skip
    changed = row | changes
    return changed | {"sentence": changed["evidence"]}


PERSON = {"name": "Ioreth Took", "text": "Took", "kind": "person", "country": "XGO", "sector": "GOV"}


@pytest.mark.parametrize(
    ("one", "changes"),
    [
        (True, {}),
        (True, {"evidence": "Shells from Gondor burned barns and a mill in Bree."}),
        (True, {"day": None, "day_how": None, "where_name": None}),
        (True, {"day": date(2031, 1, 11), "evidence": "Shells from Gondor burned the mill of Bree."}),
        (False, {"day": date(2031, 1, 12), "evidence": "Shells from Gondor burned the mill of Bree."}),
        (False, {"article_key": "a1"}),
        (False, {"factuality": "hypothetical"}),
        (False, {"type": "AID"}),
        (False, {"day": date(2031, 1, 17)}),
        (False, {"where_name": "Fornost", "evidence": "Gondor shelled a tower."}),
        (False, {"where_country": "XRO"}),
        (False, {"actors": [PERSON | {"country": "XRO"}]}),
        (False, {"actors": [PERSON | {"sector": "REB"}]}),
        (False, {"day": date(2031, 1, 11), "evidence": "Gondor shelled a barracks."}),
    ],
)
def test_two_reports_are_or_are_not_one(one: bool, changes: dict[str, Any]) -> None:
    rows = [_row(), _row(**{"report_id": "r2", "article_key": "a2", **changes})]
    groups = find_groups(read_report(r, {}) for r in rows)
    assert one == bool(groups), compare_reports(*(read_report(r, {}) for r in rows))


def test_a_place_that_no_gazetteer_lists() -> None:
    told = {"day": None, "day_how": None, "where_name": None, "where_country": None, "recipients": []}
    first = _row(**told, evidence="Gondor held a parade in Klow.")
    second = _row(**told, report_id="r2", article_key="a2", evidence="Gondor staged a march through the capital, Klow.")
    third = second | {"evidence": "Gondor staged a march.", "sentence": "Gondor staged a march."}
    near, far = (compare_reports(*(read_report(r, {}) for r in (first, other))) for other in (second, third))
    assert near is not None and far is not None
    assert near.points - far.points == 1.5
    assert "place: both name klow" in near.reasons


def test_whose_a_thing_is_that_a_pronoun_owns_is_a_guess() -> None:
    banks = {"name": "banks", "text": "Arnorian banks", "kind": "group", "country": "XAR", "sector": "BUS"}
    told = {
        "type": "SANCTION",
        "where_name": None,
        "where_country": None,
        "evidence": "It froze the gold of the banks.",
    }
    first = _row(recipients=[banks], **told)
    for text, country, one in (("its banks", "XGO", True), ("Gondor's banks", "XGO", False)):
        second = _row(recipients=[banks | {"text": text, "country": country}], **told, report_id="r2", article_key="a2")
        assert bool(find_groups(read_report(r, {}) for r in (first, second))) is one


def test_a_plan_for_a_day_that_has_passed_is_the_act() -> None:
    rows = [_row(), _row(report_id="r2", article_key="a2", factuality="future")]
    assert find_groups(read_report(r, {}) for r in rows)
    early = rows[1] | {"published_day": date(2031, 1, 8)}
    assert find_groups(read_report(r, {}) for r in (rows[0], early)) == ()


def test_another_person_on_the_same_side_is_another_act() -> None:
    rows = [_row(actors=[PERSON]), _row(report_id="r2", article_key="a2", actors=[PERSON | {"name": "Elrond Maggot"}])]
    assert find_groups(read_report(r, {}) for r in rows) == ()


def same_act(row: dict[str, Any], marked: Event) -> bool:
    """Whether a coded report tells the act marked by hand: the same words name it, or the same sentence and type."""
    trigger = marked.trigger.start < row["trigger_end"] and row["trigger_start"] < marked.trigger.end
    sentence = marked.evidence.start < row["evidence_end"] and row["evidence_start"] < marked.evidence.end
    return trigger or (sentence and marked.type == row["type"])


def test_merging_on_the_coders_own_reading(tmp_path: Path, capsys: Any) -> None:
    from communique.corpus import recipe_of

    code_into_store([t.page for t in TOLD], tmp_path / "s", recipe_of({}))
    store = open_store(tmp_path / "s")
    by_article = {t.page.given["id"]: coding_of(t).events for t in TOLD}
    named: dict[str, tuple[str, str]] = {}
    for row in store.sql("SELECT r.*, article_id FROM reports r JOIN articles USING (article_key)"):
        for event in by_article[row["article_id"]]:
            if same_act(row, event):
                named.setdefault(row["report_id"], (row["article_id"], event.id))
    found = pairs({e["event_id"]: sorted({named[r] for r in e["reports"] if r in named}) for e in store.events()})
    expected = {p for p in pairs(marked_acts()) if p <= set(named.values())}
    precision, recall = score(found, expected)
    with capsys.disabled():
        print(f"\n  {len(expected)} pairs that the coder found: precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= 0.95
    assert recall >= 0.75  # what docs/merging.md says, less a pair: which pairs count depends on all of the reading
