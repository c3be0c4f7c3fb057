"""What is asked of a store, and what comes back."""

import io
import json
from typing import Any

import pytest
import synthetic
from desk import commit, page

from communique.errors import UsageError
from communique.store import FORMATS, Filters, Store, open_store, write_rows
from communique.store.filters import first_day, last_day
from communique.store.result import Result


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("asking") / "desk of ours"
    commit(path, synthetic.pages(200))
    commit(
        path,
        [
            page(
                "Gondor shelled Arnor near Mill3, 12 killed.",
                "Arnor accused Gondor near Mill3.",
                "=cmd|x aside",
                name="a",
            ),
            page("Syldavia met Borduria near Mill7.", name="b", published="2031-04-09", outlet="The Gäzette <b>"),
            page("Freedonia aided Ruritania near Mill9.", name="c", published=None, outlet="Étoile"),
        ],
    )
    return open_store(path)


@pytest.mark.parametrize(
    ("filters", "test"),
    [
        (Filters(dyad=("GON", "ARN")), lambda e: {"GON", "ARN"} == {e["actor_countries"], e["recipient_countries"]}),
        (
            Filters(dyad=("Gondor", "Arnor")),
            lambda e: {"Gondor", "Arnor"} == {*e["actor_names"], *e["recipient_names"]},
        ),
        (Filters(dyad=("GON", "arnor")), lambda e: {"GON", "ARN"} == {e["actor_countries"], e["recipient_countries"]}),
        (Filters(actor="SYL"), lambda e: "SYL" in (e["actor_countries"], e["recipient_countries"])),
        (Filters(actor="sylda"), lambda e: "SYL" in (e["actor_countries"], e["recipient_countries"])),
        (Filters(who="GON"), lambda e: e["actor_countries"] == "GON"),
        (Filters(whom="Gondor"), lambda e: e["recipient_countries"] == "GON"),
        (Filters(type=("ASSAULT", "aid")), lambda e: e["type"] in ("ASSAULT", "AID")),
        (Filters(quad=(4,)), lambda e: e["quad"] == 4),
        (Filters(factuality=("future",)), lambda e: False),
        (Filters(source="gna"), lambda e: e["sources"] == ["GNA"]),
        (Filters(outlet=("Post",)), lambda e: e["outlet"] == "Post"),
        (Filters(place="Mill3"), lambda e: e["where_name"].startswith("Mill3")),
        (Filters(place="ARN"), lambda e: e["where_country"] == "ARN"),
        (Filters(since="2031"), lambda e: e["day"] is not None and e["day"].year >= 2031),
        (Filters(until="2030-02"), lambda e: e["day"] is not None and e["day"].isoformat() <= "2030-02-28"),
        (Filters(since="2030-03-01", until="2030-03"), lambda e: e["day"] and e["day"].isoformat()[:7] == "2030-03"),
        (Filters(disputed=True), lambda e: bool(e["disputed_by"])),
        (Filters(reviewed="open"), lambda e: True),
        (Filters(reviewed="rejected"), lambda e: False),
    ],
)
def test_filters_hold_what_they_say_and_no_less(filters: Filters, test: Any, store: Store) -> None:
    everything = store.events().rows()
    expected = {e["event_id"] for e in everything if test(e)}
    assert {e["event_id"] for e in store.events(filters)} == expected


@pytest.mark.parametrize("bad", ["yesterday", "2031-13", "2031-02-30", ""])
def test_a_date_that_is_none(bad: str, store: Store) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        store.events(Filters(since=bad))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2031", "2031-01-01", "2031-12-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2031-12", "2031-12-01", "2031-12-31"),
    ],
)
def test_a_month_and_a_year_are_spans(text: str, first: str, last: str) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


def test_pages_and_totals(store: Store) -> None:
    whole = store.events()
    first, second = store.events(limit=7), store.events(limit=7, offset=7)
    assert [e["event_id"] for e in whole][:14] == [e["event_id"] for r in (first, second) for e in r]
    assert first.total == len(whole) == store.counts()["events"]
    days = [e["day"] for e in whole if e["day"]]
    assert days == sorted(days, reverse=True)


def test_orders(store: Store) -> None:
    values = [e["intensity"] for e in store.events(order="intensity")]
    assert values == sorted(values)
    with pytest.raises(UsageError, match="no column"):
        store.events(columns=["event_id", "nonsense; DROP TABLE events"])


def test_claims_rest_on_a_word_or_are_denied(store: Store) -> None:
    for claim in store.claims():
        assert claim["claim"] == ("disputed" if claim["disputed_by"] else "attributed")
        assert claim["sources"] or claim["disputed_by"]
    assert len(store.claims()) == sum(bool(e["sources"] or e["disputed_by"]) for e in store.events())


def test_quotes(store: Store) -> None:
    quotes = store.quotes(Filters(actor="GON")).rows()
    assert quotes
    assert {q["speaker"] for q in quotes} == {"the minister of Gondor"}
    assert len(store.quotes(Filters(who="minister of Gondor"))) == len(quotes)
    assert store.quotes(Filters(stance=("denies",))).rows() == []


@pytest.mark.parametrize("by", ["day", "week", "month", "quarter", "year"])
def test_a_dyad_counts_what_its_events_are(by: Any, store: Store) -> None:
    counted = store.dyad("GON", "ARN", by=by).rows()
    events = [e for e in store.events(Filters(dyad=("GON", "ARN"))) if e["day"]]
    assert sum(r["events"] for r in counted) == len(events)
    for direction in (("GON", "ARN"), ("ARN", "GON")):
        here = [r for r in counted if (r["actor"], r["recipient"]) == direction]
        told = [e for e in events if (e["actor_countries"], e["recipient_countries"]) == direction]
        assert sum(r["events"] for r in here) == len(told)
        assert sum(r["intensity"] for r in here) == pytest.approx(sum(e["intensity"] for e in told))
    periods = {r["period"]: r["undirected_events"] for r in counted}
    assert sum(periods.values()) == len(events)


def test_a_dyad_by_name_and_by_code_agree(store: Store) -> None:
    by_code, by_name = (store.dyad(*p, by="year").rows() for p in (("GON", "ARN"), ("Gondor", "Arnor")))
    numbers = [[r[k] for r in rows for k in ("period", "quad", "events")] for rows in (by_code, by_name)]
    assert sorted(map(str, numbers[0])) == sorted(map(str, numbers[1]))
    with pytest.raises(UsageError, match="is no period"):
        store.dyad("GON", "ARN", by="decade")  # type: ignore[arg-type]


def test_all_dyads(store: Store) -> None:
    rows = store.dyads().rows()
    assert sum(r["events"] for r in rows) == sum(len(e["dyads"].split()) for e in store.events())
    monthly = store.dyads(Filters(type=("ASSAULT",)), by="month").rows()
    assert sum(r["events"] for r in monthly) == len([e for e in store.events(Filters(type=("ASSAULT",))) if e["day"]])


def test_facets_count_what_is_shown(store: Store) -> None:
    shown = Filters(dyad=("GON", "ARN"))
    facets = store.facets(shown, top=50).rows()
    for value in {f["value"] for f in facets if f["facet"] == "type"}:
        told = next(f["events"] for f in facets if (f["facet"], f["value"]) == ("type", value))
        assert told == len([e for e in store.events(shown) if e["type"] == value])


def test_search_finds_words_phrases_and_letters_without_accents(store: Store) -> None:
    assert [r["article_id"] for r in store.search('"Gondor shelled Arnor near Mill3"')][:1] == ["a"]
    assert store.search("syldavia borduria mill7").rows()[0]["article_id"] == "b"
    marked = store.search("mill9 freedonia").rows()[0]["snippet"]
    assert "\x02Freedonia\x03" in marked and "\x02Mill9\x03" in marked
    assert store.search("zzzz").rows() == []
    for bad in ("", "  ", '""', "!?"):
        with pytest.raises(UsageError, match="nothing to search for"):
            store.search(bad)
    for odd in ('" OR 1=1 --', "NEAR(a b)", "col:x", "a* ^b", "\x00mill9"):
        store.search(odd)  # no word of it is read as an operator


def test_the_index_can_be_thrown_away(store: Store) -> None:
    before = store.search("gondor").rows()
    file = store.path / ".search" / "words.sqlite"
    file.write_bytes(b"not a database" * 100)
    assert store.search("gondor").rows() == before
    file.unlink()
    assert store.search("gondor", limit=3).total == len(before)


def test_a_record_comes_back_whole(store: Store) -> None:
    wanted = synthetic.coding_of(synthetic.page_of(5)).to_json()
    found = store.record("p5")
    assert found is not None
    beside = found.pop("store")
    assert found == json.loads(json.dumps(wanted))
    assert set(beside["events"]) == {e["id"] for e in wanted["events"]}
    assert store.record(beside["article_key"])["article"]["id"] == "p5"  # type: ignore[index]
    assert store.record("nothing") is None


def test_an_event_is_found_by_its_id_and_leads_to_its_words(store: Store) -> None:
    event = store.events(limit=1).rows()[0]
    assert store.event(event["event_id"]) == event | {"reviewed": None}
    report = store.reports(event["event_id"]).rows()[0]
    record = store.record(report["article_key"])
    assert record is not None
    text = record["article"]["text"]
    assert text[report["evidence_start"] : report["evidence_end"]] == report["evidence"]
    assert text[report["trigger_start"] : report["trigger_end"]] == report["trigger"]
    assert store.event("nothing") is None
    found = store.event_record(event["event_id"])
    assert found is not None
    assert found[1]["evidence"]["text"] == event["evidence"]
    assert found[0]["article"]["text"] == text


def test_an_actor_over_time(store: Store) -> None:
    rows = store.actor("minister of gondor").rows()
    assert {(r["country"], r["role"]) for r in rows} == {("GON", "minister")}
    assert store.actors("GON", limit=1).rows()[0]["name"] == "Gondor"
    assert all("GON" in (r["subject_country"], r["object_country"]) for r in store.relations("GON"))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_holds_every_row(format: str, store: Store) -> None:
    result = store.events(Filters(dyad=("GON", "ARN")))
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    write_rows(result, format, out)
    out.flush()
    raw = out.buffer.getvalue()  # type: ignore[attr-defined]
    ids = [e["event_id"] for e in result]
    if format == "parquet":
        import pyarrow.parquet as pq

        assert pq.read_table(io.BytesIO(raw))["event_id"].to_pylist() == ids
    elif format == "geojson":
        assert len(json.loads(raw)["features"]) == len(ids)
    else:
        text = raw.decode()
        joined = "".join(text.split())
        assert format == "table" or all(i in text for i in ids)
        assert len(ids) <= joined.count("Gondor")


def test_cells_are_never_formulas(store: Store) -> None:
    out = io.StringIO()
    table = store.sql("SELECT '=1+1' AS a, '-x' AS b, -1.5 AS c, NULL AS d, ['x'] AS e").table
    write_rows(Result("sql", table, ""), "csv", out)
    assert out.getvalue() == 'a,b,c,d,e\n\'=1+1,\'-x,-1.5,,"[""x""]"\n'


def test_a_notebook_shows_text_not_markup(store: Store) -> None:
    shown = store.events(Filters(outlet=("The Gäzette <b>",)))._repr_html_()
    assert "<script" not in shown and "Syldavia met Borduria" in shown
    assert "&lt;b&gt;" in store.events(Filters(outlet=("The Gäzette <b>",)))._repr_html_()


def test_hand_over(store: Store) -> None:
    result = store.events(limit=5)
    assert len(result.arrow()) == len(result.pandas()) == len(result.polars()) == 5
    assert result.command.endswith("--limit 5")
    assert repr(result).startswith("<5 events: communique events")


def test_sql_only_asks(store: Store) -> None:
    assert store.sql("SELECT count(*) AS n FROM events").rows()[0]["n"] == store.counts()["events"]
    with pytest.raises(UsageError, match="Only questions"):
        store.sql("DROP TABLE events")


def test_the_filters_read_back_as_options() -> None:
    asked = Filters(dyad=("USA", "RUS"), type=("ACCUSE", "AID"), source="the crown's man", disputed=True)
    assert asked.as_options() == "--dyad USA RUS --type ACCUSE --type AID --source 'the crown'\"'\"'s man' --disputed"
