"""A page as an article: decoding, metadata, language, date, and that bad pages end in a clear sentence."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import InputError, UnreadableInput, UnsupportedLanguage, UsageError
from communique.pages import read_article, read_pages
from communique.records import Article, Page

STORY = (
    "Gondor accused Arnor on Monday of shelling a village near the border, and called its envoy home. "
    "The steward said that the talks in Bree were over for now."
)
MORE = (
    "Arnor denied the charge. Its king told reporters that no soldier of his had crossed the river "
    "since the truce was signed."
)


def article(body: str, media: str = "text", date: str | None = None, **given: str) -> Article:
    return read_article(Page(source="x", body=body, media=media, given=given), date=date)  # type: ignore[arg-type]


def html(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


NEWS = html(
    "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>Gondor calls its envoy home</h1>"
    "<p class='byline'>By Faramir Ithil</p><figure><img alt=''><figcaption>The envoy in Bree</figcaption></figure>"
    f"<p>{STORY}</p><h2>A long quarrel</h2><p>{MORE} {STORY}</p>"
    f"<p>{MORE} It was the third such charge this year.</p></article>"
    "<script>var x = 'hidden';</script><p style='display:none'>hidden too</p>"
    "<div id='comments'><p>I never liked Arnor in the first place, and now look.</p></div>"
    "<footer>© 2031 Osgiliath Post. All rights reserved.</footer>",
    "<title>Gondor calls its envoy home | Osgiliath Post</title><meta property='og:site_name' content='Osgiliath Post'>"
    "<meta property='article:published_time' content='2031-03-14T23:30:00+01:00'>"
    "<link rel='canonical' href='https://post.example/envoy'>",
)


def test_html_shows_its_text_whole_with_the_article_told_from_the_rest() -> None:
    read = article(NEWS, "html")
    kinds = {read.text[b.start : b.end].strip(): b.kind for b in read.blocks}
    assert "hidden" not in read.text
    assert kinds["Gondor calls its envoy home"] == "headline"
    assert {"paragraph"} == {k for t, k in kinds.items() if t.startswith(("Gondor accused", "Arnor denied"))}
    assert kinds["A long quarrel"] == "subheading"
    assert kinds["By Faramir Ithil"] == "byline"
    assert kinds["I never liked Arnor in the first place, and now look."] == "comment"
    assert kinds["© 2031 Osgiliath Post. All rights reserved."] == "legal"
    assert "Home" in read.text


def test_html_says_what_it_is() -> None:
    read = article(NEWS, "html")
    assert (
        read.headline,
        read.byline,
        read.outlet,
        read.url,
    ) == ("Gondor calls its envoy home", "Faramir Ithil", "Osgiliath Post", "https://post.example/envoy")
    assert (read.published, read.published_how, read.language) == ("2031-03-14", "metadata", "en")


def test_structured_data_goes_before_meta_tags() -> None:
    data = (
        '{"@graph": [{"@type": "NewsArticle", "headline": "Envoy &amp; king", "datePublished": "2031-01-02", '
        '"author": [{"name": "A. Took"}, {"name": "B. Took"}], "publisher": {"name": "Shire Post"}}]}'
    )
    read = article(NEWS.replace("<title>", f"<script type='application/ld+json'>{data}</script><title>", 1), "html")
    assert (
        read.headline,
        read.byline,
        read.outlet,
        read.published,
    ) == ("Envoy & king", "A. Took and B. Took", "Shire Post", "2031-01-02")


DATES = [
    ("2031-05-01", "option", {"date": "2031-05-01", "published": "2031-03-14"}, STORY),
    ("2031-03-14", "given", {"published": "March 14, 2031", "url": "https://a.example/2030/01/01/x"}, STORY),
    ("2030-01-02", "url", {"url": "https://a.example/2030/01/02/x"}, STORY),
    ("2030-01-02", "url", {"url": "https://a.example/20300102-x"}, STORY),
    (None, None, {"url": "https://a.example/99999999/x"}, STORY),
    ("2031-11-19", "dateline", {}, f"BREE, Nov. 19, 2031 (SP) — {STORY}"),
    ("2031-11-19", "dateline", {"url": "https://a.example/2031/x"}, f"BREE, 19 Nov (SP) — {STORY}"),
    (None, None, {}, f"BREE, Nov 19 (SP) — {STORY}"),
    ("2031-03-03", "text", {}, f"Truce broken\n\nPublished 3 March 2031\n\n{STORY}\n\n{MORE}"),
    (None, None, {}, f"{STORY} The truce was signed on 3 March 2029."),
    (None, None, {"published": "03/04/2031"}, STORY),
    ("2031-03-14/2031-03-20", "text", {}, f"Gondor's envoy left Bree on Friday, March 14, 2031. {STORY}"),
    ("2031-03-14/2031-03-20", "text", {}, f"On Friday (14 March 2031) Gondor's envoy left Bree. {STORY}"),
    (None, None, {}, f"Gondor's envoy left Bree on Monday, March 14, 2031. {STORY}"),
    (None, None, {}, f"Gondor's envoy left Bree on Friday, March 14, 2031. {STORY} He came back in 2033."),
    (None, None, {}, f"Gondor's king fell on Friday, March 14, 2031, two years ago. {STORY}"),
    ("2031-04-13", "given", {"published": "13/04/2031"}, STORY),
    ("2031-03-14", "given", {"published": "Fri, 14 Mar 2031 10:00:00 GMT"}, STORY),
]


@pytest.mark.parametrize(("published", "how", "given_", "text"), DATES)
def test_the_publication_date(published: str | None, how: str | None, given_: dict[str, str], text: str) -> None:
    read = article(text, **given_)
    assert (published, how) == (read.published, read.published_how)
    assert (published is None) == any("no publication date" in n or "no year" in n for n in read.notes)


def test_a_wrong_date_option_is_a_fault_of_the_call() -> None:
    with pytest.raises(UsageError, match="write it as 2031-03-14"):
        article(STORY, date="last Monday")


FOREIGN = [
    "Gondor hat Arnor am Montag vorgeworfen, ein Dorf nahe der Grenze beschossen zu haben, und seinen "
    "Gesandten zurückgerufen. Der Truchsess sagte, die Gespräche in Bree seien vorerst beendet.",
    "Le Gondor a accusé lundi l'Arnor d'avoir bombardé un village près de la frontière et a rappelé son "
    "émissaire. L'intendant a déclaré que les pourparlers de Bree étaient terminés.",
    "El Gondor acusó al Arnor el lunes de bombardear una aldea cerca de la frontera.",
    "Гондор обвинил Арнор в обстреле деревни.",
    "刚铎指责阿尔诺炮击边境村庄。",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_said_and_set_aside_with_the_page_kept(text: str) -> None:
    with pytest.raises(UnsupportedLanguage, match="not in English") as raised:
        article(text)
    kept = raised.value.article
    assert kept is not None
    assert (text, True) == (kept.text, kept.language not in ("en", None))
    again = pickle.loads(pickle.dumps(raised.value))
    assert (str(raised.value), "x", kept) == (str(again), again.source, again.article)


@pytest.mark.parametrize("text", ["Gondor attacks Arnor", "Truce!", "Mithlond, Osgiliath, Annúminas", "Envoys met."])
def test_a_very_short_text_has_the_benefit_of_the_doubt(text: str) -> None:
    assert article(text).language in ("en", None)


@pytest.mark.parametrize("body", ["", " \n\t ", "“”‘’ — …", "***"])
def test_a_page_without_words(body: str) -> None:
    with pytest.raises(UnreadableInput, match="no words"):
        article(body)


@pytest.mark.parametrize("body", ["", "<", "<html></html>", "<script>x</script>", "<!--", "\x00"])
def test_html_that_shows_nothing(body: str) -> None:
    with pytest.raises(UnreadableInput, match=r"no text|no HTML"):
        article(body, "html")


HARD = [
    ("one word", "Truce", "text"),
    ("a line of five megabytes", "Envoys of Gondor met. " * 230_000, "text"),
    ("one word of five megabytes", "x" * 5_000_000, "text"),
    ("HTML that never closes", f"<html><body><div><p>{STORY}<p><b>{MORE}", "html"),
    ("HTML nested too deep", f"{'<div>' * 30_000}<p>{STORY}", "html"),
    ("odd quotation marks", f"„{STORY}‚ ‹{MORE}» `` ''", "text"),
    ("no story", html("<nav><a href='/'>Home</a></nav><footer>© 2031</footer>"), "html"),
]


@pytest.mark.parametrize(("body", "media"), [x[1:] for x in HARD], ids=[x[0] for x in HARD])
def test_hard_pages_are_read(body: str, media: str) -> None:
    read = article(body, media)
    assert read.text == "".join(read.text[b.start : b.end] for b in read.blocks)
    assert media == "html" or read.text == body


ENCODINGS = [("utf-8", True), ("utf-8-sig", True), ("utf-16", True), ("cp1252", True), ("shift_jis", False)]


@pytest.mark.parametrize(("encoding", "english"), ENCODINGS)
def test_encodings(tmp_path: Path, encoding: str, english: bool) -> None:
    text = f"“{STORY}” – Eärendil’s\r\n\r\n{MORE}" if english else "ゴンドールの使節がアルノールの王と会談した。" * 5
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (page,) = read_pages([tmp_path / "a.txt"])
    assert isinstance(page, Page)
    assert text.replace("\r\n", "\n") == page.body


def test_an_id_is_given_or_the_content_s() -> None:
    assert article(STORY, id="r7").id == "r7"
    assert article(STORY).id == article(STORY).id != article(MORE).id


def test_markdown_front_matter_is_metadata() -> None:
    read = article(f"---\ntitle: Truce\ndate: 2031-03-14\n---\n# Truce\n\n{STORY}\n\n{MORE}", "markdown")
    assert (read.headline, read.published, read.published_how) == ("Truce", "2031-03-14", "metadata")
    assert read.blocks[0].rule == "front-matter"


MARKS = "<p> </p> <div> </div> <h1> <b > <br> &amp; &#0; <!-- </a> <li> <td> <script> </script>".split()
TAGS = st.sampled_from([*MARKS, "<a href='x'>", "\n", STORY, MORE])


@settings(max_examples=120, deadline=None)
@given(st.lists(TAGS | st.text(max_size=12), max_size=20).map("".join))
def test_any_html_is_read_or_refused(body: str) -> None:
    try:
        read = article(body, "html")
    except InputError:
        return
    assert read.text == "".join(read.text[b.start : b.end] for b in read.blocks)


ANY_BYTES = st.binary(max_size=400) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None)
@given(ANY_BYTES, st.sampled_from(".txt .html .jsonl .csv .xml .zip .warc .parquet .txt.gz".split()))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    file = tmp_path_factory.getbasetemp() / f"fuzz{suffix}"
    file.write_bytes(data)
    for page in read_pages([file]):
        if isinstance(page, Page):
            try:
                read_article(page)
            except InputError as error:
                assert error.source
        else:
            assert page.source.startswith(str(file))


def test_a_place_in_capitals_before_a_colon_is_a_dateline() -> None:
    text = "OSLO: Envoys of Gondor met the king of Arnor on Monday to end the war between the two states."
    assert [b.kind for b in article(text).blocks] == ["dateline", "paragraph"]
    turns = f"{text}\n\nBRAND: We never asked for this war, and nobody in the valley did either, as you know well."
    assert "dateline" not in [b.kind for b in article(turns).blocks]
