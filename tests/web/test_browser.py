"""The pages in a real browser: reading, walking, filtering, judging; on a phone, in the dark, without script."""

import re
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.store import Filters, open_store
from communique.web import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="module")
def desk(read_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(read_demo, tmp_path_factory.mktemp("shown") / "desk"))


@pytest.fixture(scope="module")
def base(desk: Path) -> Iterator[str]:
    import uvicorn

    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(64)
        port = door.getsockname()[1]
        config = uvicorn.Config(create_app(desk, by="Ada", port=port), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


class Tab:
    """One tab that remembers what the console said and where requests went."""

    def __init__(self, browser: Any, base: str, **options: Any) -> None:
        self.context = browser.new_context(base_url=base, **options)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda problem: self.said.append(str(problem)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.base = base

    def close(self) -> None:
        self.context.close()
        assert self.said == [], "the console is not empty"
        assert [u for u in self.asked if not u.startswith(self.base + "/")] == [], "a request left the machine"


@pytest.fixture
def tab(browser: Any, base: str, request: pytest.FixtureRequest) -> Iterator[Tab]:
    opened = Tab(browser, base, **getattr(request, "param", {"viewport": {"width": 1280, "height": 900}}))
    yield opened
    opened.close()


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DARK = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}
NO_SCRIPT = {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False}


def article_of(desk: Path, words: str) -> str:
    return f"/article/{open_store(desk).search(words, limit=1).rows()[0]['article_key']}"


def addresses(desk: Path) -> list[str]:
    event = open_store(desk).events(Filters(dyad=("KEN", "ETH")), limit=1).rows()[0]["event_id"]
    return [
        "/", "/dyads", "/dyad?a=ETH&b=KEN", "/dyad?a=AAA&b=BBB", "/actors", "/actor?name=KEN",
        "/actor?name=Ruth+Achieng", "/search",
        "/search?q=dam&type=ACCUSE", "/search?q=nowheretobefound", "/review", "/sources", "/codebook",
        "/codebook?only=AID", "/try", "/nowhere", f"/event/{event}", article_of(desk, "surveyor Geneva"),
        article_of(desk, "surveyor Geneva") + "?clean=1",
    ]  # fmt: skip


@pytest.mark.parametrize("tab", [PHONE, DARK], indirect=True)
def test_every_page_is_open_to_all(tab: Tab, desk: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    for address in addresses(desk):
        answer = tab.page.goto(address)
        if answer.status == 404:
            tab.said.clear()  # the browser itself notes a page that is not there
        found = axe.run(tab.page)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
        wide = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is wider than the window by {wide}"


def test_walking_with_the_keyboard(tab: Tab, desk: Path) -> None:
    page = tab.page
    page.goto(article_of(desk, "surveyor Geneva"))
    cards = [c.get_attribute("id") for c in page.query_selector_all(".card")]
    assert len(cards) >= 4
    for want in (cards[0], cards[1], cards[2]):
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == want
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == cards[1]
    assert page.url.endswith("#" + cards[1])
    page.keyboard.press("c")
    assert not page.is_visible(".card")
    page.keyboard.press("c")
    assert page.is_visible(".card")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_words_and_card_light_up_together(tab: Tab, desk: Path) -> None:
    page = tab.page
    page.goto(article_of(desk, "surveyor Geneva"))
    plain = page.evaluate("getComputedStyle(document.querySelector('.w.e2')).backgroundColor")
    page.hover(".card.c2")
    assert page.evaluate("getComputedStyle(document.querySelector('.w.e2')).backgroundColor") != plain
    page.mouse.move(0, 0)
    page.hover(".w.named.e2")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.card.c2 .who')).backgroundColor") != "rgba(0, 0, 0, 0)"
    )


def test_each_mark_of_a_chart_leads_to_words_in_two_clicks(tab: Tab) -> None:
    page = tab.page
    page.goto("/dyad?a=ETH&b=KEN")
    links = page.evaluate(
        "[...document.querySelectorAll('svg.drawing a')].map(a => a.getAttribute('href')).filter(h => h)"
    )
    assert len(links) > 30
    for link in sorted(set(links)):
        if link.startswith(("/dyad", "/actor")):
            continue  # another page's name, not a mark of an event
        answer = tab.context.request.get(tab.base + link)
        assert answer.status == 200
        assert 'class="w ' in answer.text(), link


def test_filtering_by_facets(tab: Tab) -> None:
    page = tab.page
    page.goto("/search")
    page.click(".facets >> text=Accuse")
    page.wait_for_url("**/search?type=ACCUSE")
    heads = page.locator(".row .head").all_inner_texts()
    assert heads and all("Accuse" in h for h in heads)
    page.click(".given a >> nth=0")
    page.wait_for_url(re.compile(r"/search$"))
    page.fill("#q", "dam")
    page.press("#q", "Enter")
    page.wait_for_url(re.compile(r"q=dam"))
    assert page.locator("mark").count() > 0


def test_judging_and_taking_back(tab: Tab, desk: Path) -> None:
    page = tab.page
    page.goto(article_of(desk, "surveyor Geneva"))
    first = page.locator(".card").nth(0)
    name = first.get_attribute("id")
    card = page.locator(f"[id='{name}']")
    card.locator("summary", has_text="edit").click()
    card.locator("[name=note]").fill("wrong <b>type</b>")
    card.locator("[name=type]").select_option("REJECT")
    card.locator("button[value=edit]").click()
    page.wait_for_selector(f"[id='{name}'] .decision")
    assert "Reject" in card.inner_text() and "wrong <b>type</b>" in card.inner_text()
    assert open_store(desk).corrections().rows()[-1]["by"] == "Ada"
    card.locator(".decision button").click()
    page.wait_for_load_state()
    assert page.locator(f"[id='{name}'] .decision").count() == 0
    assert open_store(desk).corrections().rows()[0]["state"] == "undone"


def test_the_queue_by_keyboard(tab: Tab, desk: Path) -> None:
    page = tab.page
    page.goto("/review")
    before = int(re.search(r"(\d+) events", page.locator("main > p").first.inner_text())[1])
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.locator("main > p", has_text=re.compile(rf"^\s*{before - 1} ")).first.wait_for()
    assert "reject" in page.locator(".log").inner_text()
    page.locator(".log .decision button").first.click()
    page.locator("main > p", has_text=re.compile(rf"^\s*{before} ")).first.wait_for()


@pytest.mark.parametrize("tab", [NO_SCRIPT], indirect=True)
def test_without_script(tab: Tab, desk: Path) -> None:
    page = tab.page
    page.goto(article_of(desk, "surveyor Geneva"))
    page.click("sup.num a >> nth=0")
    assert page.url.split("#")[1].startswith("r-")
    lit = page.locator(".w.e1").first
    assert lit.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.locator(".card").nth(1).locator("button[value=accept]").click()
    assert "accepted" in page.locator(".card").nth(1).inner_text()
    page.locator(".card").nth(1).locator(".decision button").click()
    assert page.locator(".decision").count() == 0
    page.goto("/search")
    page.click(".facets >> text=Accuse")
    assert page.url.endswith("type=ACCUSE")


@pytest.mark.parametrize("tab", [PHONE], indirect=True)
def test_on_a_phone_a_card_stands_under_its_paragraph(tab: Tab, desk: Path) -> None:
    page = tab.page
    page.goto(article_of(desk, "surveyor Geneva"))
    boxes = page.evaluate(
        """[...document.querySelectorAll('.passage')].filter(p => p.querySelector('.cards')).map(p => [
        p.querySelector('p.paragraph, h1').getBoundingClientRect().bottom,
        p.querySelector('.cards').getBoundingClientRect().top])"""
    )
    assert boxes and all(card >= words - 8 for words, card in boxes)


@pytest.mark.parametrize("tab", [DARK], indirect=True)
def test_in_the_dark(tab: Tab) -> None:
    tab.page.goto("/")
    red, green, blue = map(
        int, re.findall(r"\d+", tab.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    )
    assert max(red, green, blue) < 60


def test_labels_of_the_map_do_not_cover_each_other(tab: Tab) -> None:
    page = tab.page
    page.goto("/dyad?a=ETH&b=KEN")
    boxes = page.evaluate(
        """[...document.querySelectorAll('svg.map text')].map(t => { const b = t.getBoundingClientRect();
        return [b.left, b.top, b.right, b.bottom]; })"""
    )
    assert len(boxes) >= 3
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 3 or b[3] <= a[1] + 3


def test_try_a_pattern(tab: Tab) -> None:
    page = tab.page
    page.goto("/try")
    page.fill("#sentence", "Gondor accused Arnor of lying.")
    page.press("#sentence", "Enter")
    page.wait_for_selector("pre.reading", timeout=30_000)
    assert "ACCUSE" in page.inner_text("pre.reading")
