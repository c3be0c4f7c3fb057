"""Rows of published date, text and what is found there, and the bounds and rules of the expressions."""

import csv
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import Article, Block
from communique.times import find_times
from communique.times.lexicon import load_lexicon

TABLES = ("times.csv", "newer_news.csv")
ROWS = [
    row for name in TABLES for row in csv.DictReader((Path(__file__).parent / name).open(encoding="utf-8", newline=""))
]


def published_of(row: dict[str, str]) -> str | None:
    return None if row["published"] == "none" else row["published"]


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['published']}-{r['text']}" for r in ROWS])
def test_rows(row: dict[str, str], parser) -> None:
    times = find_times(parser.parse_text(row["text"]), published_of(row))
    assert "; ".join(f"{t.text} = {t.type} {t.value}" for t in times) == row["expected"]


BOUNDS = [
    ("2019-07-18", "Gondor freed the envoy on Wednesday.", "2019-07-17", "2019-07-17"),
    ("2019-07-18", "Gondor closed the port this month.", "2019-07-01", "2019-07-31"),
    ("2019-07-18", "Gondor closed the port last week.", "2019-07-08", "2019-07-14"),
    ("2019-07-18", "Gondor closed the port last weekend.", "2019-07-13", "2019-07-14"),
    ("2019-07-18", "The port is closed since 1985.", "1985-01-01", "2019-07-18"),
    ("2019-07-18", "The port was closed until 1985.", None, "1985-12-31"),
    ("2019-07-18", "The port must close by May 2020.", None, "2020-05-31"),
    ("2019-07-18", "The port is now closed.", "2019-07-18", "2019-07-18"),
    ("2019-07-18", "The port was recently closed.", None, "2019-07-18"),
    ("2019-07-18", "Shells fell in recent days.", None, "2019-07-18"),
    ("2019-07-18", "Shells fell in the last 24 hours.", "2019-07-17", "2019-07-18"),
    ("2019-07-18", "Shells fell over the past two weeks.", "2019-07-04", "2019-07-18"),
    ("2019-07-18", "Shells will fall in the next three months.", "2019-07-18", "2019-10-18"),
    ("2019-07-18", "The siege lasted three months.", None, None),
    ("2019-07-18", "Trade grew in the 1990s.", "1990-01-01", "1999-12-31"),
    ("2019-07-18", "Shells fell on Tuesday night.", "2019-07-16", "2019-07-16"),
    (None, "Gondor freed the envoy on June 28.", "--06-28", "--06-28"),
    (None, "Gondor freed the envoy in June.", "--06-01", "--06-30"),
    (None, "Gondor freed the envoy on Wednesday.", None, None),
    (None, "Gondor freed the envoy last year.", None, None),
    (None, "The port is closed since 1985.", "1985-01-01", None),
    (None, "The port is now closed.", None, None),
]


@pytest.mark.parametrize(("published", "text", "earliest", "latest"), BOUNDS, ids=[b[1] for b in BOUNDS])
def test_first_and_last_day(published: str | None, text: str, earliest: str | None, latest: str | None, parser) -> None:
    (time,) = find_times(parser.parse_text(text), published)
    assert (time.earliest, time.latest) == (earliest, latest)


def test_skipped_spans_are_passed_over(parser) -> None:
    text = "Give on Monday. Gondor freed the envoy on Wednesday."
    assert [t.text for t in find_times(parser.parse_text(text), "2019-07-18", skip=[(0, 15)])] == ["Wednesday"]


@pytest.mark.parametrize(("expected", "datelines"), [(["2019-07-17", "2019-07-16"], [(0, 23)]), (["2019-07-16"], [])])
def test_a_dateline_is_read_though_it_is_not_parsed(
    expected: list[str], datelines: list[tuple[int, int]], parser
) -> None:
    line, said = "ANNUMINAS, July 17 (GP)", "Gondor freed the envoy on Tuesday."
    blocks = Block("dateline", 0, len(line), "x"), Block("paragraph", len(line) + 2, len(line) + 2 + len(said), "x")
    (parse,) = parser.parse_articles([Article("s", "-", f"{line}\n\n{said}", blocks, language="en")])
    assert expected == [t.value for t in find_times(parse, "2019-07-18", datelines=datelines)]


def test_letters_that_grow_when_lowered_keep_the_offsets(parser) -> None:
    text = "\u0130zmir fell. Gondor freed the envoy on Wednesday."
    (time,) = find_times(parser.parse_text(text), "2019-07-18")
    assert text[time.start : time.end] == time.text == "Wednesday"


COUNTED = (
    "{n} {us} ago",
    "{n} {us} later",
    "every {n} {us}",
    "the last {n} {us}",
    "a {u} ago Monday",
    "last {u}",
    "that {u}",
)


@pytest.mark.parametrize("published", ["2016-02-29", "0001-01-01", "9999-12-31", None])
def test_every_unit_can_be_counted_from_any_day(published: str | None, parser) -> None:
    classes = load_lexicon().classes
    pairs = zip_longest(classes["UNITS"].meanings, classes["UNIT"].meanings, fillvalue="day")
    said = [t.format(n=n, us=us, u=u) for us, u in pairs for t in COUNTED for n in ("two", "2 1/2", "9999999")]
    said += [f"{when} {name.title()}" for name in classes["HOLIDAY"].meanings for when in ("last", "next")]
    text = " ".join(f"He fled {words}." for words in said)
    for time in find_times(parser.parse_text(text), published):
        assert text[time.start : time.end] == time.text


PIECES = st.lists(st.sampled_from([r["text"] for r in ROWS]), min_size=1, max_size=4)


@settings(max_examples=25, deadline=None)
@given(pieces=PIECES, published=st.one_of(st.none(), st.dates().map(str)))
def test_spans_are_exact_in_order_and_without_overlap(pieces: list[str], published: str | None) -> None:
    from communique.parsing import load_parser

    text = "\n\n".join(pieces)
    last = 0
    for time in find_times(load_parser().parse_text(text), published):
        assert text[time.start : time.end] == time.text
        assert time.start >= last
        last = time.end
        if time.earliest and time.latest and not time.earliest.startswith("--"):
            assert time.earliest <= time.latest
        if published is None:
            assert (
                time.earliest is None
                or time.earliest.startswith("--")
                or time.value[:2].isdigit()
                or "FY" in time.value
            )
