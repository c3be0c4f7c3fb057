"""A page as an article: its text whole, its blocks, and what is known of it. Every later stage begins here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.errors import UnreadableInput, UnsupportedLanguage
from communique.pages.blocks import find_blocks
from communique.pages.datelines import Dateline, find_dateline
from communique.pages.decoding import clean_text
from communique.pages.documents import NOTE
from communique.pages.extraction import find_html_blocks
from communique.pages.language import find_language
from communique.pages.markup import read_markup
from communique.pages.metadata import PageFacts, read_metadata
from communique.pages.publication import Published, resolve_published
from communique.records import Article, Block, Page

KNOWN = frozenset({"id", "url", "outlet", "headline", "byline", "published", NOTE})
_BY = re.compile(r"^\W*(?:by|posted by|written by|story by|author)[:\s]+(?=\S)", re.IGNORECASE)
_WHEN = re.compile(
    r"\s*(?:\bon\b|[|–—·,-])?\s*(?:\b[A-Z][a-z]{2,8}\.?,?\s+)?\b[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}.*$|\s+-?\s*\d{1,2}[/.]\d{1,2}[/.]\d{2,4}.*$"
)
_FRONT_MATTER = re.compile(r"\A---\n(.{0,4000}?)\n---\n", re.DOTALL)
DATED = ("byline", "navigation", "headline")  # kinds of block in which a page says when it was published
NEAR_HEADLINE = 600  # characters around the headline and first paragraph in which it says so


@dataclass(frozen=True, slots=True)
class _Body:
    """A page's text and blocks, with what its markup states."""

    text: str
    blocks: tuple[Block, ...]
    facts: PageFacts
    note: str | None


def read_article(page: Page, *, date: str | None = None) -> Article:
    """Decides what of a page is its article, and what it says of itself: headline, byline, outlet, date, language.

    >>> page = Page(source="note.txt", body="Gondor and Arnor signed the truce on Monday.", media="text")
    >>> read_article(page, date="2031-03-14").published_how
    'option'

    Plain text is kept verbatim, HTML as it shows; blocks tile it. Raises `UnreadableInput` for a page without words and
    `UnsupportedLanguage` for one that is not English; the latter carries the article, so that it can be kept, uncoded.
    """
    body = _read_html(page) if page.media == "html" else _read_text(page)
    given = {k: v for k, v in page.given.items() if v and v.strip()}
    url = given.get("url") or body.facts.url or _web_address(page.source)
    published = _published(body, given, url, date)
    story = " ".join(body.text[b.start : b.end] for b in body.blocks if b.part_of_article) or body.text
    language = find_language(story)
    notes = [
        given.get(NOTE),
        body.note,
        published.note,
        None if any(b.kind == "paragraph" for b in body.blocks) else "no story was found on the page",
    ]
    article = Article(
        id=given.get("id") or content_id(page, body.text),
        source=page.source,
        text=body.text,
        blocks=body.blocks,
        url=url,
        outlet=given.get("outlet") or body.facts.outlet,
        headline=given.get("headline") or body.facts.headline or _shown(body, "headline"),
        byline=_writer(given.get("byline")) or _writer(body.facts.byline) or _byline(body),
        published=published.date,
        published_how=published.how,
        language=language.code,
        bytes_sha256=page.bytes_sha256,
        notes=tuple(n for n in notes if n),
        given={k: v for k, v in given.items() if k not in KNOWN},
    )
    if not language.supported:
        raise UnsupportedLanguage(
            f"{page.source} is not in English (it looks like {language.code!r}) and was set aside uncoded",
            source=page.source,
            article=article,
        )
    return article


def _web_address(source: str) -> str | None:
    return source if source.startswith(("http://", "https://")) else None


def _published(body: _Body, given: Mapping[str, str], url: str | None, date: str | None) -> Published:
    return resolve_published(
        option=date,
        given=given.get("published"),
        metadata=body.facts.published,
        url=url,
        dateline=_dateline(body),
        lines=_own_lines(body),
        story=" ".join(body.text[b.start : b.end] for b in body.blocks if b.kind == "paragraph"),
    )


def content_id(page: Page, text: str) -> str:
    """The id of an article that was given none: a hash of its URL, if it has one, and its text."""
    return hashlib.sha256(f"{page.given.get('url', '')}\n{text}".encode()).hexdigest()[:16]


def _read_text(page: Page) -> _Body:
    text = clean_text(page.body)
    if not any(c.isalnum() for c in text):
        raise UnreadableInput(f"{page.source} holds no words", source=page.source)
    facts, start = _front_matter(text) if page.media == "markdown" else (PageFacts(), 0)
    headline = page.given.get("headline") or facts.headline
    blocks = find_blocks(text[start:], headline=headline)
    if start:
        from dataclasses import replace

        moved = (replace(b, start=b.start + start, end=b.end + start) for b in blocks)
        blocks = (Block("navigation", 0, start, "front-matter"), *moved)
    return _Body(text, blocks, facts, None)


def _read_html(page: Page) -> _Body:
    shown = read_markup(page.body, source=page.source)
    text = clean_text("\n\n".join(x.text for x in shown.lines))
    if not any(c.isalnum() for c in text):
        raise UnreadableInput(f"{page.source} shows no text", source=page.source)
    facts = read_metadata(shown.tree)
    blocks, note = find_html_blocks(page.body, shown, text, headline=page.given.get("headline") or facts.headline)
    return _Body(text, blocks, facts, note)


def _front_matter(text: str) -> tuple[PageFacts, int]:
    """The facts between two "---" lines that open a Markdown file, and where its text begins."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return PageFacts(), 0
    pairs = [line.split(":", 1) for line in found[1].split("\n") if ":" in line]
    facts = {k.strip().lower(): v.strip().strip("\"'") for k, v in pairs}
    dates = tuple(facts[k] for k in ("date", "published") if facts.get(k))
    return PageFacts(facts.get("title"), facts.get("author"), facts.get("outlet"), facts.get("url"), dates), found.end()


def _dateline(body: _Body) -> Dateline | None:
    block = next((b for b in body.blocks if b.kind == "dateline"), None)
    return None if block is None else find_dateline(body.text[block.start :], body.text)


def _own_lines(body: _Body) -> Sequence[str]:
    """The lines near the top of the story in which a page speaks of itself, bylines first."""
    first = next((b.start for b in body.blocks if b.kind == "paragraph"), 0)
    near = [
        b
        for b in body.blocks
        if b.kind in DATED and first - NEAR_HEADLINE <= b.end and b.start <= first + NEAR_HEADLINE
    ]
    bylines = [b for b in body.blocks if b.kind == "byline" and b not in near]
    ordered = sorted(near, key=lambda b: DATED.index(b.kind)) + bylines
    return [line for b in ordered for line in body.text[b.start : b.end].split("\n") if len(line) < 200]


def _shown(body: _Body, kind: str) -> str | None:
    block = next((b for b in body.blocks if b.kind == kind and b.rule != "deck-below-headline"), None)
    return None if block is None else " ".join(body.text[block.start : block.end].split()) or None


def _byline(body: _Body) -> str | None:
    """The writer, where a byline names one: "By Frodo Baggins"."""
    for block in body.blocks:
        line = body.text[block.start : block.end].strip().split("\n")[0]
        if block.kind == "byline" and _BY.match(line) and len(line) < 120:
            return _writer(line)
    return None


def _writer(line: str | None) -> str | None:
    """A byline without its "By" and without the date behind the name."""
    if line is None:
        return None
    name = _WHEN.sub("", _BY.sub("", line.strip())).strip(" ,|–—-·")
    return name if any(c.isalpha() for c in name) else None
