"""Readers of files that are one page each: text, Markdown, HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from communique.errors import InputError, UnreadableInput
from communique.pages.decoding import decode_bytes
from communique.pages.sources import register_reader
from communique.records import Page

MAX_BYTES = 64 * 1024 * 1024  # of one page; more is a dump, or a bomb
NOTE = "reading_note"  # the name in `Page.given` under which a reader says what degraded


@register_reader(".txt", ".text")
def read_text_file(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
    """One page of plain text."""
    yield page_from_bytes(read_whole(file, source), source=source, media="text")


@register_reader(".md", ".markdown")
def read_markdown_file(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
    """One page of Markdown, kept verbatim."""
    yield page_from_bytes(read_whole(file, source), source=source, media="markdown")


@register_reader(".html", ".htm", ".xhtml")
def read_html_file(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
    """One page of HTML."""
    yield page_from_bytes(read_whole(file, source), source=source, media="html")


def read_whole(file: BinaryIO, source: str) -> bytes:
    """A whole file's bytes, refused when they are too many for one page."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableInput(f"{source} is larger than {MAX_BYTES // 2**20} MB, too large for one page", source=source)
    return data


def page_from_bytes(
    data: bytes, *, source: str, media: str, given: Mapping[str, str] | None = None, charset: str | None = None
) -> Page | InputError:
    """A page from its bytes, decoded, with the hash of the bytes kept; an error where they are empty or no text."""
    if not data.strip():
        return UnreadableInput(f"{source} is empty", source=source)
    try:
        decoded = decode_bytes(data, source=source, declared=charset)
    except UnreadableInput as error:
        return error
    facts = dict(given or {})
    if decoded.note is not None:
        facts[NOTE] = decoded.note
    return Page(
        source=source,
        body=decoded.text,
        media="html" if media == "html" else "markdown" if media == "markdown" else "text",
        given=facts,
        bytes_sha256=hashlib.sha256(data).hexdigest(),
    )
