"""What drawings ask: counted once or from an extract, by words and by the time of coming, it is the same."""

from pathlib import Path

import desk
import pytest
import synthetic

from communique.errors import UsageError
from communique.store import Filters, Store, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path: Path = tmp_path_factory.mktemp("overviews") / "desk"
    desk.commit(path, synthetic.pages(60))
    return open_store(path)


PAIR = Filters(dyad=("GON", "ARN"))


@pytest.mark.parametrize("filters", [Filters(), PAIR, Filters(type=("ASSAULT",), disputed=True)])
def test_an_extract_counts_as_the_store_does(store: Store, filters: Filters) -> None:
    extract = store.extract(filters)
    assert extract.total == store.events(filters).total
    assert extract.places() == store.places(filters).rows()
    assert extract.lanes("month") == store.lanes(filters, by="month").rows()


def test_lanes_hold_every_event_with_a_day(store: Store) -> None:
    dated = [e for e in store.events(PAIR) if e["day"] is not None]
    assert sum(r["events"] for r in store.lanes(PAIR, by="week")) == len(dated) > 0


def test_a_pair_is_counted_whichever_of_them_acts(store: Store) -> None:
    for row in store.pairs():
        found = store.events(Filters(dyad=(row["one"], row["other"])))
        assert (row["events"], row["reports"]) == (len(found), sum(e["n_reports"] for e in found))
        assert row["cooperation"] == sum(e["quad"] in (1, 2) for e in found)


def test_words_are_those_of_the_articles(store: Store) -> None:
    keys = {a["article_key"] for a in store.search("shelled")}
    found = store.events(Filters(words="shelled"))
    assert {k for e in found for k in e["articles"]} == keys
    assert len(store.events(Filters(words="nowhere"))) == 0


def test_what_came_since(store: Store) -> None:
    assert store.events(Filters(added="2000-01-01")).total == store.events().total
    assert store.events(Filters(added="2100-01-01T10:00")).total == 0
    with pytest.raises(UsageError, match="not a moment"):
        store.events(Filters(added="yesterday"))


def test_only_some_facets(store: Store) -> None:
    assert {r["facet"] for r in store.facets(only=("type", "who"))} == {"type", "who"}
