"""From paths to pages: every format, in order, with faults in their place and the run going on."""

import csv
import gzip
import hashlib
import io
import json
import sys
import tracemalloc
import uuid
import zipfile
from pathlib import Path

import pytest

from communique.errors import InputError
from communique.pages import find_inputs, read_article, read_pages, register_reader
from communique.pages import sources as registry
from communique.records import Page

TEXT = "Envoys of Gondor met Arnor's king on Monday to end the long war between them."
HTML = f"<html><head><title>Truce</title></head><body><nav>Home</nav><h1>Truce in Arnor</h1><p>{TEXT}</p></body></html>"


def read(*paths: Path | str) -> list[Page | InputError]:
    return list(read_pages([str(p) for p in paths]))


def pages(*paths: Path | str) -> list[Page]:
    found = read(*paths)
    assert [str(x) for x in found if isinstance(x, InputError)] == []
    return [x for x in found if isinstance(x, Page)]


def warc_bytes(html: str, url: str, status: str = "200 OK") -> bytes:
    body = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\n"
        "WARC-Date: 2031-03-15T10:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "media"), [("a.txt", "text"), ("a.md", "markdown"), ("a.html", "html"), ("a.HTM", "html"), ("a", "text")]
)
def test_a_file_is_one_page(tmp_path: Path, name: str, media: str) -> None:
    data = (HTML if media == "html" else TEXT).encode()
    (tmp_path / name).write_bytes(data)
    (page,) = pages(tmp_path / name)
    assert (media, data.decode(), str(tmp_path / name)) == (page.media, page.body, page.source)
    assert hashlib.sha256(data).hexdigest() == page.bytes_sha256


def test_a_gzipped_page(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(HTML.encode()))
    assert [p.body for p in pages(tmp_path / "a.html.gz")] == [HTML]


def test_json_lines_keep_other_columns_and_go_on_after_a_broken_line(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": 7, "text": TEXT, "outlet": "Post", "desk": {"a": 1}}),
        "{broken",
        "[1]",
        json.dumps({"id": "x"}),
        json.dumps({"id": "y", "text": "  "}),
        json.dumps({"id": "z", "text": 3}),
        "",
        json.dumps({"id": "h", "html": HTML}),
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(rows), encoding="utf-8")
    found = read(file)
    assert ["Page", *["UnreadableInput"] * 5, "Page"] == [type(x).__name__ for x in found]
    first = found[0]
    assert isinstance(first, Page)
    assert first.given == {"id": "7", "outlet": "Post", "desk": '{"a": 1}'}
    assert [f"{file}:{n}" for n in (1, 2, 3, 4, 5, 6, 8)] == [x.source for x in found]
    assert all(f"{file}:{n}: " in str(found[n - 1]) for n in range(2, 7))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_rows(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "rows.csv"
    with file.open("w", newline="", encoding="utf-8-sig") as out:
        writer = csv.writer(out, delimiter=mark)
        writer.writerow(["ID", "Text", "published", "desk"])
        writer.writerow(["1", f'{TEXT}\n\nThey signed; at last, "gladly".', "2031-03-14", "world"])
        writer.writerow(["2", TEXT])
        writer.writerow(["3", TEXT, "", ""])
    one, bad, three = read(file)
    assert isinstance(one, Page)
    assert one.given == {"id": "1", "published": "2031-03-14", "desk": "world"}
    assert "They signed" in one.body
    assert isinstance(bad, InputError)
    assert f"{file}:5: 2 columns where the header names 4" == str(bad)
    assert isinstance(three, Page)


def test_csv_without_a_text_column_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,body\n1,hello\n", encoding="utf-8")
    (error,) = read(tmp_path / "a.csv")
    assert f"{tmp_path}/a.csv:1: no column is called text or html; the columns are id, body" == str(error)


def test_parquet_rows(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"id": [1, 2], "text": [TEXT, None], "n": [0.5, None]}), tmp_path / "a.parquet")
    one, two = read(tmp_path / "a.parquet")
    assert isinstance(one, Page)
    assert (one.given, one.body) == ({"id": "1", "n": "0.5"}, TEXT)
    assert isinstance(two, InputError)
    pq.write_table(pa.table({"id": [1]}), tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 not really")
    assert [
        next(w for w in ("no column is called text or html", "not a readable Parquet file") if w in str(x))
        for x in read(tmp_path / "b.parquet", tmp_path / "c.parquet")
    ] == ["no column is called text or html", "not a readable Parquet file"]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_web_archives(tmp_path: Path, name: str) -> None:
    data = [warc_bytes(HTML, f"https://post.example/{n}") for n in range(3)]
    data.insert(1, warc_bytes(HTML, "https://post.example/gone", "404 Not Found"))
    raw = b"".join(gzip.compress(x) for x in data) if name.endswith("gz") else b"".join(data)
    (tmp_path / name).write_bytes(raw)
    found = pages(tmp_path / name)
    assert [f"https://post.example/{n}" for n in range(3)] == [p.given["url"] for p in found]
    assert {HTML} == {p.body for p in found}


def test_feeds(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Bree News</title><item><title>Truce</title>"
        f"<link>https://bree.example/1</link><pubDate>Fri, 14 Mar 2031 10:00:00 GMT</pubDate>"
        f"<description>{TEXT}</description></item>"
        "<item><link>https://bree.example/2</link></item></channel></rss>",
        encoding="utf-8",
    )
    page, error = read(tmp_path / "feed.xml")
    assert isinstance(page, Page)
    article = read_article(page)
    assert (
        article.outlet,
        article.headline,
        article.published,
        article.published_how,
    ) == ("Bree News", "Truce", "2031-03-14", "given")
    assert isinstance(error, InputError)


def test_zip_of_anything(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as z:
        z.writestr("deep.txt", TEXT)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as z:
        z.writestr("b/page.html", HTML)
        z.writestr("a.jsonl", json.dumps({"text": TEXT}) + "\n{")
        z.writestr("picture.png", b"\x89PNG")
        z.writestr("inner.zip", inner.getvalue())
    found = read(tmp_path / "a.zip")
    base = f"{tmp_path}/a.zip"
    assert [f"{base}/b/page.html", f"{base}/a.jsonl:1", f"{base}/a.jsonl:2", f"{base}/inner.zip/deep.txt"] == [
        x.source for x in found
    ]


def test_folders_patterns_and_what_is_missing(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.md", ".hidden.txt", "x.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    found = [
        str(x)
        for x in find_inputs(
            [tmp_path / "sub", tmp_path / "none.txt", tmp_path, f"{tmp_path}/*.txt", f"{tmp_path}/*.csv"]
        )
    ]
    assert [
        f"{tmp_path}/sub/c.md",
        f"{tmp_path}/none.txt does not exist",
        f"{tmp_path}/a.html",
        f"{tmp_path}/b.txt",
        f"{tmp_path}/sub/c.md",
        f"{tmp_path}/b.txt",
        f"no file matches {tmp_path}/*.csv",
    ] == found
    assert "holds no file that can be read" in str(next(iter(find_inputs([tmp_path / "empty"]))))


@pytest.mark.parametrize(
    ("data", "bodies"),
    [
        (TEXT.encode(), [TEXT]),
        (HTML.encode(), [HTML]),
        (
            json.dumps({"id": "1", "text": TEXT}).encode() + b"\n" + json.dumps({"text": "Two."}).encode(),
            [TEXT, "Two."],
        ),
        (gzip.compress(TEXT.encode(), mtime=0), [TEXT]),
        (b'{"quoted"} is how the steward began.', ['{"quoted"} is how the steward began.']),
    ],
)
def test_standard_input_is_known_by_its_first_bytes(
    monkeypatch: pytest.MonkeyPatch, data: bytes, bodies: list[str]
) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert bodies == [p.body for p in pages("-")]


BROKEN = [
    ("empty.txt", b"", "is empty"),
    ("blank.html", b" \n ", "is empty"),
    ("a.pdf", b"%PDF-1.4", "no reader for .pdf"),
    ("b.txt", b"%PDF-1.4 \x00\x01", "binary"),
    ("c.txt", bytes(range(256)) * 20, "binary"),
    ("d.html", b"\x89PNG\r\n", "binary"),
    ("e.zip", b"PK\x03\x04 cut", "not a readable ZIP"),
    ("f.html.gz", b"\x1f\x8b cut off here", "broken or cut off"),
    ("g.xml", b"<?xml version='1.0'?><a/>", "no RSS or Atom feed"),
    ("h.warc.gz", b"not gzip at all", "h.warc.gz"),
    ("i.csv", b"", "is empty"),
]


@pytest.mark.parametrize(("name", "data", "words"), BROKEN)
def test_what_cannot_be_read_says_why_and_the_run_goes_on(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    *errors, good = read(tmp_path / name, tmp_path / "good.txt")
    assert isinstance(good, Page)
    assert [isinstance(e, InputError) and words in str(e) and name in str(e) for e in errors] == [True]


def test_anyone_can_add_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_READERS", dict(registry._READERS))

    @register_reader(".memo")
    def read_memo(file, source):  # type: ignore[no-untyped-def]
        yield Page(source=source, body=file.read().decode()[::-1], media="text")

    (tmp_path / "a.memo").write_text("abc", encoding="utf-8")
    assert [p.body for p in pages(tmp_path)] == ["cba"]


def test_memory_does_not_grow_with_the_number_of_rows(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for n in range(3000):
            out.write(json.dumps({"id": str(n), "text": f"{n} " + TEXT * 20}) + "\n")
    tracemalloc.start()
    assert sum(1 for _ in read_pages([file])) == 3000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000 < file.stat().st_size
