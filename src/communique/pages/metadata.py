"""What a page of HTML says of itself in its head: headline, byline, outlet, URL, date (JSON-LD, then meta tags)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from communique.pages.furniture import load_signs

_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|LiveBlog", re.IGNORECASE)
_TAIL = re.compile(r"\s+[|–—»·-]\s+[^|–—»·]{1,40}$")
_TAGS = re.compile(r"<[^>]{1,200}>")
MAX_SCRIPT = 400_000


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts a page states of itself; None where it states none. `published` in the order of trust."""

    headline: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: tuple[str, ...] = ()


def read_metadata(tree: Any) -> PageFacts:
    """Decides what a page states of itself. Structured data (JSON-LD) goes before meta tags, these before the text."""
    meta = _meta_tags(tree)
    item = next(_articles(tree), {})
    outlet = _name(item.get("publisher")) or _first(meta, "outlet")
    headline = _text(item.get("headline")) or _first(meta, "headline") or _heading(tree)
    canonical = next((x for x in tree.xpath("//link[@rel='canonical']/@href") if x.startswith("http")), None)
    published = [
        _text(item.get("datePublished")),
        *_all(meta, "published"),
        *_times(tree),
        _text(item.get("dateCreated")),
    ]
    byline = _name(item.get("author")) or _first(meta, "byline")
    return PageFacts(
        headline=_without_outlet(headline, outlet) if headline else None,
        byline=byline if byline and not byline.startswith(("http", "@", "/")) else None,
        outlet=outlet.lstrip("@") if outlet else None,
        url=canonical or next((u for u in _all(meta, "url") if u.startswith("http")), None),
        published=tuple(p for p in published if p),
    )


def _meta_tags(tree: Any) -> Mapping[str, str]:
    """Meta tags by their lower-cased names, the first of each that is not empty."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = (tag.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _all(meta: Mapping[str, str], what: str) -> list[str]:
    return [meta[n] for n in load_signs()["metadata"][what] if n in meta]


def _first(meta: Mapping[str, str], what: str) -> str | None:
    return next((_text(x) for x in _all(meta, what) if not x.startswith("http")), None)


def _times(tree: Any) -> list[str]:
    """Dates of publication marked in the body by itemprop or pubdate; else the page's only <time>."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    marked = [t.get("datetime") for t in times if t.get("itemprop") == "datePublished" or t.get("pubdate") is not None]
    alone = {t.get("datetime") for t in times}
    return marked or (sorted(alone) if len(alone) == 1 else [])


def _heading(tree: Any) -> str | None:
    for path in ("//h1", "//title"):
        texts = [_text("".join(x.itertext())) for x in tree.xpath(path)[:3]]
        found = [t for t in texts if t]
        if len(found) == 1 or (found and path == "//title"):
            return found[0]
    return None


def _articles(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The items of JSON-LD that describe an article, in the page's order."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        raw = script.text or ""
        if len(raw) > MAX_SCRIPT:
            continue
        try:
            data = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _items(data, 0)


def _items(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for each in data[:50]:
            yield from _items(each, depth + 1)
    elif isinstance(data, dict):
        kind = data.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(k, str) and _ARTICLE_TYPES.search(k) for k in kinds):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if key in data:
                yield from _items(data[key], depth + 1)


def _name(value: Any) -> str | None:
    """The name in a JSON-LD value: a string, an object with a name, or a list of such."""
    if isinstance(value, list):
        names = [n for n in (_name(v) for v in value[:10]) if n]
        return " and ".join(dict.fromkeys(names)) or None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(_TAGS.sub(" ", unescape(value)).split()) or None


def _without_outlet(headline: str, outlet: str | None) -> str:
    """A headline without the outlet's name behind its last dash or bar."""
    found = _TAIL.search(headline)
    if found is None or len(headline[: found.start()].split()) < 3:
        return headline
    tail = re.sub(r"\W+", "", found[0]).lower()
    known = re.sub(r"\W+", "", outlet or "").lower()
    named = bool(known) and (tail in known or known in tail)
    return headline[: found.start()] if named or "|" in found[0] else headline
