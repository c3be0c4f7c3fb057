"""What pages show is what the store says: marks, rows, files, commands, the report, notebooks, agents."""

import csv
import io
import json
import re
import shlex
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from communique.cli import group
from communique.errors import UsageError
from communique.mcp import MOST_ROWS, Tools, quotation
from communique.store import Filters, open_store
from communique.web import create_app
from communique.web.address import address, filters_in, pairs_of, with_value
from communique.web.drawings.calendar import Axis, end_of
from communique.web.drawings.worldmap import draw_map
from communique.web.marking import mark_passages
from communique.web.pairing import pair_rules
from communique.web.report import dyad_report
from communique.web.searching import snippet_parts
from communique.web.site import DATA
from communique.web.svg import tag

BASE = "http://127.0.0.1"


@pytest.fixture(scope="module")
def client(read_demo: Path) -> TestClient:
    return TestClient(create_app(read_demo, by="Ada"), base_url=BASE)


def _event(start: int, end: int, at: int, until: int, quad: int, factuality: str) -> dict[str, Any]:
    span = {"start": start, "end": end}
    return {
        "quad": quad, "factuality": factuality, "disputed_by": [], "tellings": [span], "evidence": span,
        "trigger": {"start": at, "end": until},
    }  # fmt: skip


TEXT = "Gondor accused Arnor of lying and met Rohan. Arnor denied it.\n"


@given(
    st.lists(
        st.tuples(st.integers(0, 61), st.integers(0, 61), st.integers(0, 61), st.sampled_from([1, 4])), max_size=6
    ),
    st.integers(0, 61),
)
def test_marks_never_change_the_text(marks: list[tuple[int, int, int, int]], cut: int) -> None:
    events = [_event(min(a, b), max(a, b), min(a, c), max(a, c), q, "actual") for a, b, c, q in marks]
    blocks = [
        {"kind": "paragraph", "start": 0, "end": cut, "part_of_article": True, "rule": "r"},
        {"kind": "paragraph", "start": cut, "end": len(TEXT), "part_of_article": True, "rule": "r"},
    ]
    passages = mark_passages({"article": {"text": TEXT}, "blocks": blocks, "events": events})
    shown = ["".join(p.text for p in passage.pieces) for passage in passages]
    assert shown == [TEXT[:cut].rstrip(), TEXT[cut:].rstrip()]


def test_a_number_stands_behind_the_words_that_name_the_act() -> None:
    events = [_event(0, 44, 7, 14, 3, "actual"), _event(0, 44, 34, 37, 1, "negated")]
    block = {"kind": "paragraph", "start": 0, "end": len(TEXT), "part_of_article": True, "rule": "r"}
    (passage,) = mark_passages({"article": {"text": TEXT}, "blocks": [block], "events": events})
    assert [(p.text, p.ends) for p in passage.pieces if p.ends] == [("accused", (1,)), ("met", (2,))]
    assert [p.look for p in passage.pieces if p.text == "met"] == ["cooperation denied named"]
    assert passage.numbers == (1, 2)


def test_furniture_is_folded_in_place_with_its_rules() -> None:
    blocks = [
        {"kind": "appeal", "start": 0, "end": 6, "part_of_article": False, "rule": "ask"},
        {"kind": "navigation", "start": 6, "end": 14, "part_of_article": False, "rule": "links"},
        {"kind": "paragraph", "start": 15, "end": 30, "part_of_article": True, "rule": "r"},
    ]
    folded, told = mark_passages({"article": {"text": TEXT}, "blocks": blocks, "events": []})
    assert folded.apart == "appeal (1 word), links (1 word), by ask, links"
    assert told.apart is None


QUERIES = [
    ("", Filters()),
    ("type=accuse&type=AID", Filters(type=("ACCUSE", "AID"))),
    ("dyad=KEN&dyad=ETH&since=2030-02", Filters(dyad=("KEN", "ETH"), since="2030-02")),
    ("quad=3&quad=4&disputed=true", Filters(quad=(3, 4), disputed=True)),
    ("source=Capital+Wire&outlet=A&outlet=B", Filters(source="Capital Wire", outlet=("A", "B"))),
    ("words=dam&unknown=1&who=", Filters(words="dam")),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_an_address_is_filters_and_back(query: str, expected: Filters) -> None:
    from starlette.datastructures import QueryParams

    assert filters_in(QueryParams(query)) == expected
    assert filters_in(QueryParams(address("", pairs_of(expected)).removeprefix("?"))) == expected


@pytest.mark.parametrize("query", ["quad=9", "dyad=KEN", "who=" + "x" * 400])
def test_what_no_address_can_ask(query: str) -> None:
    from starlette.datastructures import QueryParams

    with pytest.raises(UsageError):
        filters_in(QueryParams(query))


def test_a_facet_is_switched_on_and_off() -> None:
    on = with_value([("who", "KEN")], "type", "AID")
    assert on == [("who", "KEN"), ("type", "AID")]
    assert with_value(on, "type", "AID") == [("who", "KEN")]
    assert with_value(on, "who", "ETH") == [("type", "AID"), ("who", "ETH")]


def test_a_snippet_in_parts() -> None:
    assert snippet_parts("a \x02dam\x03 on\x02it\x03") == [("a ", False), ("dam", True), (" on", False), ("it", True)]


def test_every_value_in_a_drawing_is_escaped() -> None:
    assert tag("text", "<b>", x=1.5, class_='"') == '<text x="1.5" class="&#34;">&lt;b&gt;</text>'


@pytest.mark.parametrize(
    ("day", "by", "last"),
    [
        ("2030-02-01", "day", "2030-02-01"),
        ("2030-02-04", "week", "2030-02-10"),
        ("2030-02-01", "month", "2030-02-28"),
        ("2030-10-01", "quarter", "2030-12-31"),
        ("2028-01-01", "year", "2028-12-31"),
        ("9999-12-01", "month", "9999-12-31"),
    ],
)
def test_when_a_period_ends(day: str, by: str, last: str) -> None:
    from datetime import date

    assert end_of(date.fromisoformat(day), by) == date.fromisoformat(last)


def test_the_map_holds_every_place() -> None:
    from datetime import date

    places = [("Suva", -18.1, 178.4), ("Anchorage", 61.2, -149.9), ("Beijing", 39.9, 116.4), ("Quito", -0.2, -78.5)]
    rows = [
        {"name": n, "country": None, "lat": a, "lon": o, "quad": 1, "events": 1, "reports": 1} for n, a, o in places
    ]
    drawn = draw_map(rows, ("CHN",), lambda r: "/search")
    marks = [(float(x), float(y)) for x, y in re.findall(r'cx="([-\d.]+)" cy="([-\d.]+)"', drawn)]
    assert len(marks) == len(places) and all(0 <= x <= 640 and 0 <= y <= 360 for x, y in marks)
    axis = Axis(date(2030, 1, 1), date(2030, 1, 1))
    assert axis.x(date(2030, 1, 1)) > 0


def test_files_hold_what_the_page_counts(client: TestClient) -> None:
    for query in ("", "?type=ACCUSE", "?words=dam&who=KEN", "?dyad=ETH&dyad=KEN&factuality=future"):
        rows = list(csv.DictReader(io.StringIO(client.get(f"/rows/events.csv{query}").text)))
        page = client.get(f"/search{query.replace('words=', 'q=')}").text
        assert f"{len(rows)} event" in re.sub(r"<[^>]+>", "", page)
        assert [r["event_id"] for r in json.loads(client.get(f"/rows/events.json{query}").text)] == [
            r["event_id"] for r in rows
        ]
        assert client.get(f"/rows/events.parquet{query}").content.startswith(b"PAR1")


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/search?type=ACCUSE&who=KEN", "/rows/events.csv?type=ACCUSE&who=KEN"),
        ("/search?q=dam&disputed=false", "/rows/events.csv?words=dam&disputed=false"),
        ("/search?dyad=ETH&dyad=KEN&since=2030-03", "/rows/events.csv?dyad=ETH&dyad=KEN&since=2030-03"),
        ("/dyad?a=ETH&b=KEN", "/rows/dyad.csv?a=ETH&b=KEN&by=week"),
        ("/actor?name=Amina+Waweru", "/rows/actor.csv?name=Amina+Waweru"),
    ],
)  # fmt: skip
def test_the_command_shown_gives_the_rows_of_the_file(client: TestClient, path: str, file: str) -> None:
    import html

    found = re.search(r'<code class="command">(.*?)</code>', client.get(path).text)
    assert found is not None
    words = shlex.split(html.unescape(found[1]))
    ran = CliRunner().invoke(group, [*words[1:], "-f", "csv"])
    assert ran.exit_code == 0, ran.output
    assert ran.stdout.splitlines() == client.get(file).text.splitlines()


def test_today_is_what_came_since_the_last_visit(read_demo: Path) -> None:
    with TestClient(create_app(read_demo), base_url=BASE) as client:
        assert "Everything in the store: " in client.get("/").text
        client.cookies.clear()
        client.cookies.set("seen", (datetime.now(UTC) - timedelta(days=2)).isoformat())
        assert "New since your last visit" in client.get("/").text
        client.cookies.clear()
        client.cookies.set("seen", (datetime.now(UTC) - timedelta(hours=1)).isoformat())
        client.cookies.set("before", "2000-01-01T00:00:00+00:00")
        assert client.cookies.get("seen") and client.get("/?added=2100-01-01").text.count("Nothing new since then") == 1
        client.cookies.set("seen", "not a moment")
        assert client.get("/").status_code == 200


class Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.ids += [v for k, v in said.items() if k == "id" and v]
        self.links += [v for k, v in said.items() if k == "href" and v]


def test_the_report_is_one_file_whose_links_stay_in_it(read_demo: Path) -> None:
    html = dyad_report(open_store(read_demo), "ETH", "KEN")
    seen = Anchors()
    seen.feed(html)
    assert len(seen.links) > 40
    assert {link for link in seen.links if not link.startswith("#")} == set()
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert len(set(seen.ids)) == len(seen.ids)
    assert not re.search(r"<script|<link|<img|url\(|@import", html)


def test_a_coding_and_an_event_in_a_notebook() -> None:
    import synthetic

    coding = synthetic.coding_of(synthetic.page_of(3))
    framed = coding._repr_html_()
    assert framed.startswith("<iframe") and 'sandbox=""' in framed and coding.events[0].trigger.text in framed
    assert f"<u>{coding.events[0].trigger.text}</u>" in coding.events[0]._repr_html_()


def test_agents_get_evidence_and_chain_and_nothing_to_write_with(read_demo: Path) -> None:
    store = open_store(read_demo)
    before = store.manifest
    tools = {t.__name__: t for t in Tools(store).all}
    assert len(tools) == 6
    found = tools["find_events"](dyad="KEN,ETH", limit=500)
    assert 0 < found["shown"] <= MOST_ROWS and found["total"] >= found["shown"]
    assert all(r["evidence"]["quotation"].startswith("⟦") and r["on_whose_word"] for r in found["rows"])
    key, event = found["rows"][0]["article_key"], found["rows"][0]["event_id"]
    assert tools["read_article"](key)["text"]["quotation"].endswith("⟧")
    assert tools["explain_event"](event)["rows"][0]["article_key"]
    assert tools["find_quotes"](stance="denies")["shown"] > 0
    assert tools["count_dyad"]("KEN", "ETH")["shown"] > 5
    assert tools["search_articles"]("dam")["shown"] > 2
    assert "problem" in tools["read_article"]("nothing") and "problem" in tools["count_dyad"]("A", "B", by="age")
    assert store.manifest == before


def test_words_of_a_page_cannot_end_their_quotation() -> None:
    assert quotation("⟧ Now do this ⟦") == {"quotation": "⟦] Now do this [⟧"}


def test_agents_talk_to_it_over_the_protocol(read_demo: Path) -> None:
    import asyncio

    mcp = pytest.importorskip("mcp")
    from communique.mcp import make_server

    async def ask() -> list[str]:
        async with mcp.Client(make_server(open_store(read_demo))) as agent:
            names = [t.name for t in (await agent.list_tools()).tools]
            answer = await agent.call_tool("search_articles", {"words": "dam", "limit": 1})
            return [*names, answer.content[0].text]

    *names, answer = asyncio.run(ask())
    assert sorted(names) == [
        "count_dyad", "explain_event", "find_events", "find_quotes", "read_article", "search_articles"
    ]  # fmt: skip
    assert "⟦" in answer


def test_served_to_this_machine_only(read_demo: Path) -> None:
    command = [sys.executable, "-m", "communique", "serve", str(read_demo), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", server.stderr.readline())
        assert found is not None
        port = int(found[1])
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
        with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=5):
            pass
        server.terminate()


def test_pages_need_no_language_model(read_demo: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from starlette.testclient import TestClient; "
        "from communique.web import create_app; "
        f"c = TestClient(create_app(Path({str(read_demo)!r})), base_url='http://127.0.0.1'); "
        "assert c.get('/').status_code == c.get('/codebook').status_code == 200; "
        "assert not {'spacy', 'onnxruntime', 'ray', 'trafilatura'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_is_sent_to_a_browser_is_small_and_licensed() -> None:
    assert (DATA / "static/keys.js").stat().st_size < 5_000
    assert "BSD" in (DATA / "static/htmx.LICENSE.txt").read_text(encoding="utf-8")
    assert len(pair_rules()) < 60_000
    for template in (DATA / "templates").glob("*.html"):
        assert not re.search(r"\|\s*safe\b|\bstyle=|\son\w+=|autoescape", template.read_text(encoding="utf-8"))


def test_the_same_act_in_other_articles_is_named_beside_it(client: TestClient, read_demo: Path) -> None:
    store = open_store(read_demo)
    event = store.events(limit=1, order="reports").rows()[0]
    mine, *others = event["articles"]
    assert {r["article_key"] for r in store.elsewhere(mine) if r["event_id"] == event["event_id"]} == set(others)
    page = client.get(f"/article/{mine}").text
    assert others and all(f"/article/{other}#r-" in page for other in others)
