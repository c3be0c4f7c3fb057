"""Forty attempts: what a page can hold, what an address can ask, and who may write. None runs, none gets through."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import hostile
import pytest
from starlette.testclient import TestClient

from communique.store import open_store
from communique.web import create_app
from communique.web.notebook import coding_html
from communique.web.report import dyad_report

BASE = "http://127.0.0.1:8765"
HERE = {"sec-fetch-site": "same-origin", "origin": BASE}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "desk"
    hostile.write_hostile(path)
    return path


@pytest.fixture(scope="module")
def client(store: Path) -> TestClient:
    return TestClient(create_app(store, by=hostile.SCRIPT, port=8765), base_url=BASE, raise_server_exceptions=False)


class Seen(HTMLParser):
    """Every element and attribute of a page, and the text shown."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(k, v or "") for k, v in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Seen:
    seen = Seen()
    seen.feed(html)
    return seen


def nothing_runs(html: str) -> Seen:
    seen = read(html)
    scripts = re.findall(r"<script\b[^>]*>", html)
    assert all('src="/static/' in s for s in scripts)
    assert not {"object", "embed", "base"} & set(seen.tags)
    assert not [k for k, _ in seen.attributes if k.startswith("on") or k == "style"]
    assert not [v for k, v in seen.attributes if k in ("href", "src", "action") and not re.match(r"[/#?]|https?://", v)]
    assert not [v for k, v in seen.attributes if k == "src" and not v.startswith("/static/")]
    return seen


def pages_of(store: Path) -> list[str]:
    opened = open_store(store)
    articles = [f"/article/{a['article_key']}" for a in opened.articles()]
    events = [f"/event/{e['event_id']}" for e in opened.events()]
    name = quote(hostile.SCRIPT, safe="")
    rest = ["/", "/search", "/search?q=Gondor", "/dyads", "/dyad?a=XGO&b=ARN", "/actors", f"/actor?name={name}"]
    rest += ["/review", "/sources", "/codebook"]
    return [*articles, *events, *rest]


def test_hostile_text_is_shown_and_does_not_run(client: TestClient, store: Path) -> None:
    shown = ""
    for path in pages_of(store):
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text[:300])
        shown += nothing_runs(answer.text).text
    for words in hostile.WORDS:
        assert words in shown, words


def test_a_title_of_200_kb_is_shown_whole_in_its_article_and_cut_elsewhere(client: TestClient, store: Path) -> None:
    opened = open_store(store)
    key = next(a["article_key"] for a in opened.articles() if len(a["headline"]) > 100_000)
    assert hostile.LONG_TITLE.strip() in read(client.get(f"/article/{key}").text).text
    assert len(client.get("/search?q=Kingdom").content) < 200_000


def test_hostile_text_in_report_and_notebook(store: Path) -> None:
    import synthetic

    html = dyad_report(open_store(store), "XGO", "ARN")
    seen = read(html)
    assert not {"script", "img", "link", "object", "iframe", "base"} & set(seen.tags)
    assert not [v for k, v in seen.attributes if k == "href" and not v.startswith("#")]
    page = hostile._page(0, hostile.SCRIPT)
    framed = coding_html(hostile._coding(page, hostile.SCRIPT))
    assert read(framed).tags == ["iframe"] and "sandbox" in dict(read(framed).attributes)
    inside = dict(read(framed).attributes)["srcdoc"]
    assert "script" not in read(inside).tags and hostile.SCRIPT in read(inside).text
    assert synthetic.RUN


@pytest.mark.parametrize(
    "bad", [*hostile.WORDS, hostile.NULLS, "x" * 5000, "%", "\\", "' OR 1=1 --", "*", '"', "NEAR(", "-"]
)
@pytest.mark.parametrize("field", ["q", "who", "place", "outlet", "since", "page", "type", "added", "disputed"])
def test_hostile_addresses(client: TestClient, bad: str, field: str) -> None:
    answer = client.get("/search", params={field: bad})
    assert answer.status_code in (200, 400), answer.text[:300]
    nothing_runs(answer.text)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost:8765", 200),
        ("[::1]:8765", 200),
        ("127.0.0.1:80", 421),
        ("127.0.0.1", 421),
        ("evil.example", 421),
        ("evil.example:8765", 421),
        ("127.0.0.1.evil.example:8765", 421),
        ("localhost.evil.example:8765", 421),
        ("127.0.0.1:8765@evil.example", 421),
        ("evil.example@127.0.0.1:8765", 421),
        ("0.0.0.0:8765", 421),
        ("192.168.0.2:8765", 421),
        ("127.0.0.1:8765/", 421),
        ("127.0.0.1:99999", 421),
        ("", 421),
    ],
)
def test_host_names(client: TestClient, host: str, status: int) -> None:
    assert client.get("/dyads", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/static/../site.py",
        "/static/%2e%2e/templates/base.html",
        "/static/..%2f..%2f..%2fpipeline.py",
        "/static//etc/passwd",
        "/article/..%2f..%2fetc%2fpasswd",
        "/article/%00",
        "/event/' OR '1'='1",
        "/event/../../etc/passwd",
        "/rows/../../communique.json",
        "/rows/events.exe",
        "/rows/secrets.csv",
        "/.search/words.sqlite",
        "/communique.json",
        "//evil.example/",
    ],
)
def test_path_tricks(client: TestClient, path: str) -> None:
    answer = client.get(BASE + path)
    assert answer.status_code in (400, 404), answer.text[:200]
    assert "root:" not in answer.text and "extends" not in answer.text


def token_of(client: TestClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/review").text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "null", "sec-fetch-site": "none"}, 403),
        ({"origin": "http://localhost:8765"}, 403),
        ({"origin": "http://127.0.0.1:8766"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"host": "evil.example:8765"}, 421),
        ({"content-length": "999999999"}, 413),
        ({"content-length": "-1"}, 413),
    ],
)
def test_other_origins_may_not_write(client: TestClient, store: Path, change: dict[str, str], status: int) -> None:
    event = open_store(store).events(limit=1).rows()[0]["event_id"]
    form = {"token": token_of(client), "event": event, "action": "accept"}
    assert client.post("/correct", data=form, headers=HERE | change).status_code == status
    assert len(open_store(store).corrections()) == 0


@pytest.mark.parametrize("path", ["/correct", "/undo"])
@pytest.mark.parametrize("token", ["", "wrong", "é", None])
def test_no_write_without_the_token(client: TestClient, store: Path, path: str, token: str | None) -> None:
    event = open_store(store).events(limit=1).rows()[0]["event_id"]
    form = {"event": event, "action": "accept"} | ({} if token is None else {"token": token})
    assert client.post(path, data=form, headers=HERE).status_code == 403
    assert len(open_store(store).corrections()) == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods(client: TestClient, method: str) -> None:
    assert client.request(method, "/correct").status_code == 405


@pytest.mark.parametrize("path", ["/correct", "/undo"])
def test_a_get_never_writes(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 405


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nx: y"]
)
def test_the_way_back_stays_here(demo: Path, back: str) -> None:
    with TestClient(create_app(demo, by="Ada"), base_url=BASE, follow_redirects=False) as client:
        event = open_store(demo).events(limit=1).rows()[0]["event_id"]
        form = {"token": token_of(client), "event": event, "action": "accept", "back": back}
        answer = client.post("/correct", data=form, headers=HERE)
        assert (answer.status_code, answer.headers["location"]) == (303, "/review")


@pytest.mark.parametrize("path", ["/", "/static/keys.js", "/nowhere", "/rows/events.csv", "/search?since=never"])
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_a_csv_holds_no_formula(client: TestClient) -> None:
    assert client.get("/rows/events.csv").status_code == 200
    assert not re.search(r"(^|,)[=+@]", client.get("/rows/events.csv").text, re.MULTILINE)
