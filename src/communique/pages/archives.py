"""Readers of files that hold many pages: web archives (WARC), feeds (RSS, Atom), ZIP."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from communique.errors import InputError, UnreadableInput
from communique.pages.decoding import clean_text
from communique.pages.documents import page_from_bytes, read_whole
from communique.pages.sources import find_reader, read_stream, register_reader, seekable
from communique.records import Page

_TEXT_TYPES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}


@register_reader(".warc", ".warc.gz")
def read_warc_file(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
    """The HTML and text responses of a web archive; other records (requests, pictures, errors) are passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    seen = False
    try:
        for record in ArchiveIterator(file, record_types=kinds, parse_http=True, auto_decode="all"):
            seen = True
            page = _warc_page(record, source)
            if page is not None:
                yield page
    except (RuntimeError, ValueError, EOFError, OSError) as error:
        yield UnreadableInput(f"{source} is broken or cut off: {error}", source=source)
        return
    if not seen:
        yield UnreadableInput(f"{source} holds no web page that can be read", source=source)


def _warc_page(record: Any, source: str) -> Page | InputError | None:
    status = record.http_headers.status_code if record.http_headers is not None else None
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    if (status is not None and not 200 <= status < 300) or kind not in _TEXT_TYPES:
        return None
    url = record.headers.get("WARC-Target-URI", "").strip("<>")
    given = {"url": url} if url else {}
    fetched = record.headers.get("WARC-Date")
    if fetched:
        given["fetched"] = fetched
    try:
        data = read_whole(cast("BinaryIO", record.reader), url or source)
    except UnreadableInput as error:
        return error
    return page_from_bytes(
        data, source=url or source, media=_TEXT_TYPES[kind], given=given, charset=record.http_charset
    )


@register_reader(".xml", ".rss", ".atom")
def read_feed_file(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
    """The items of an RSS or Atom feed: each its fullest text, with link, title, writer and date as given."""
    import feedparser

    data = read_whole(file, source)
    if not data.strip():
        yield UnreadableInput(f"{source} is empty", source=source)
        return
    feed = feedparser.parse(data, sanitize_html=False)
    if not feed.entries:
        yield UnreadableInput(f"{source} is no RSS or Atom feed, or has no items", source=source)
        return
    outlet = str(feed.feed.get("title") or "")
    for number, entry in enumerate(feed.entries, 1):
        yield _feed_page(entry, outlet, f"{source}:{number}")


def _feed_page(entry: Any, outlet: str, where: str) -> Page | InputError:
    bodies = [str(c.get("value") or "") for c in entry.get("content", [])] + [str(entry.get("summary") or "")]
    body = max(bodies, key=len)
    title = str(entry.get("title") or "")
    if not body.strip() and not title:
        return UnreadableInput(f"{where}: the item has no text", source=where)
    facts = {
        "id": entry.get("id"),
        "url": entry.get("link"),
        "outlet": outlet,
        "headline": title,
        "byline": entry.get("author"),
        "published": entry.get("published") or entry.get("updated"),
    }
    body = body if body.strip() else title
    is_html = "<" in body and ">" in body
    return Page(
        source=str(facts["url"] or where),
        body=clean_text(body),
        media="html" if is_html else "text",
        given={k: str(v) for k, v in facts.items() if v},
        bytes_sha256=hashlib.sha256(body.encode("utf-8", "replace")).hexdigest(),
    )


@register_reader(".zip")
def read_zip_file(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
    """The readable members of a ZIP, in its order; those without a reader are passed over."""
    try:
        archive = zipfile.ZipFile(seekable(file))
    except zipfile.BadZipFile as error:
        yield UnreadableInput(f"{source} is not a readable ZIP file: {error}", source=source)
        return
    with archive:
        found = False
        for member in archive.infolist():
            name = member.filename
            base = name.rsplit("/", 1)[-1]
            if member.is_dir() or base.startswith(".") or name.startswith("__MACOSX/") or find_reader(base) is None:
                continue
            found = True
            try:
                with archive.open(member) as inner:
                    yield from read_stream(cast("BinaryIO", inner), f"{source}/{name}", base)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
                yield UnreadableInput(f"{source}/{name} cannot be read: {error}", source=f"{source}/{name}")
        if not found:
            yield UnreadableInput(f"{source} holds no file that can be read", source=source)
