"""Which page is which: the ids by which a store knows a page, an article, a reading, a report and a run again.

All ids are hashes of content, never counters or clocks, so that two machines that read the same pages agree.

    page_hash      the page as given, with its metadata and options: read once, never again by the same coder
    article_key    the article across its versions: its URL; else its file and id; else its file; else its content
    coding_id      one version of an article, read by one coder
    report_id      one telling of an act: article, trigger, type; it outlives a recoding that reads it the same way
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from communique.records import Article, Event, Page, Run

_ROW = re.compile(r"(.+):(\d+)")
_PASSING = frozenset({"fetched"})  # says when a page was fetched, not what it is


def digest(*parts: str | None) -> str:
    """Sixteen hexadecimal digits that stand for these parts, in this order."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def page_hash(page: Page, date: str | None = None) -> str:
    """The page as given: body, kind, metadata and the date option. Where the file lies does not matter."""
    whole = [page.media, page.body, sorted((str(k), str(v)) for k, v in page.given.items() if k not in _PASSING), date]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def run_id(run: Run) -> str:
    """The coder: version, lexicon, model and second opinion."""
    return digest(run.version, run.lexicon_sha256, run.model, run.second_opinion)


def article_key(article: Article, page: Page) -> str:
    """The article across its versions.

    A page's own URL comes first, if it names more than a site's front page (pages with a careless canonical link all
    name that one). Then the file with the row's id; then the file. A row without id or URL is known by its content: its
    line number says nothing once a row is put in above it.
    """
    url = article.url or page.given.get("url")
    if url and urlsplit(url).path.strip("/") not in ("", "index.html", "index.htm", "index.php"):
        return digest("url", url)
    container, row = split_source(page.source)
    given = page.given.get("id")
    if given:
        return digest("id", container, given)
    if row is None and container != "-":
        return digest("file", container)
    return digest("content", page.body)


def split_source(source: str) -> tuple[str, str | None]:
    """A source as given, parted into its file and the line or item in it.

    >>> split_source("news.csv:12"), split_source("a.zip/page.html")
    (('news.csv', '12'), ('a.zip/page.html', None))
    """
    found = _ROW.fullmatch(source)
    return (found[1], found[2]) if found and "://" not in source else (source, None)


def coding_id(key: str, page_sha256: str, run: str) -> str:
    """One version of an article, read by one coder."""
    return digest(key, page_sha256, run)


def report_ids(key: str, events: Sequence[Event]) -> tuple[str, ...]:
    """An id for each event of one article: its type and trigger; the nth, where the same words name several."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[str, str] = {}
    for event in sorted(events, key=lambda e: (e.trigger.start, e.trigger.end, e.id)):
        name = (event.type, " ".join(event.trigger.text.casefold().split()))
        seen[name] += 1
        found[event.id] = digest(key, *name, str(seen[name]))
    return tuple(found[e.id] for e in events)
