"""HTML as the text that it shows: every visible line in reading order, and what the markup says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from communique.errors import UnreadableInput
from communique.pages.furniture import load_signs

_HIDDEN = frozenset(
    "script style noscript template head title svg math iframe object embed canvas audio video select textarea"
    " input datalist".split()
)
_BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary"
    " table tbody td tfoot th thead tr ul label option".split()
)
_NAMED = {"h1": "title", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
          "figcaption": "caption", "nav": "nav", "footer": "footer", "aside": "aside", "address": "byline",
          "button": "nav", "time": "time"}  # fmt: skip
_SPACE = re.compile(r"\s+")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNSEEN = re.compile(r"<(script|style|noscript|template|head|title)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|tr|td|table|section|article|header|footer|nav|br|hr)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HOVER_BOX = re.compile(
    r"(?:rollover|tooltip|popover|hovercard)[\w-]*(?:block|text|content|card|inner|body)\b", re.IGNORECASE
)
_WORDS = re.compile(r"[a-z]+")
BYLINE_CLASSES = frozenset({"byline", "author", "authors", "dateline", "timestamp", "pubdate"})
CAPTION_CLASSES = frozenset({"caption", "figcaption", "wp-caption-text"})
CREDIT_CLASSES = frozenset({"credit", "credits"})


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One visible line: its text, what the markup around it says it is, and how much of it is links."""

    text: str
    hints: frozenset[str]  # title heading caption credit nav footer aside byline comment time
    link_share: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it shows: its lines, the tree they came from."""

    lines: tuple[ShownLine, ...]
    tree: Any


def read_markup(html: str, *, source: str) -> Shown:
    """Decides what a page of HTML shows to its reader, whole and in order: furniture too, scripts and hidden parts not.

    HTML that never closes, nests without end or is no HTML at all is read as far as it goes.
    """
    tree, whole = parse_html(html, source=source)
    collector = _Collector()
    collector.walk(tree)
    lines = tuple(collector.lines) if whole and collector.lines else _stripped(html)
    return Shown(lines, tree)


def _stripped(html: str) -> tuple[ShownLine, ...]:
    """The lines of HTML that no parser holds whole (nested thousands deep), by taking the tags out of it."""
    text = _TAG.sub(" ", _BREAK.sub("\n\n", _UNSEEN.sub(" ", html)))
    pieces = (" ".join(unescape(x).split()) for x in text.split("\n\n"))
    return tuple(ShownLine(p, frozenset(), 0.0) for p in pieces if p)


def parse_html(html: str, *, source: str) -> tuple[Any, bool]:
    """The tree of a page, by a parser that takes whatever comes, and whether the tree holds all of it."""
    from lxml import etree
    from lxml import html as lxml_html

    data = _DECLARATION.sub("", html).encode("utf-8", "replace")
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableInput(f"{source} holds no HTML that can be read", source=source) from error
    if tree is None:
        raise UnreadableInput(f"{source} holds no HTML that can be read", source=source)
    return tree, not any("depth" in entry.message.lower() for entry in parser.error_log)


class _Collector:
    """Gathers the visible lines of one tree. Walks by events, not by recursion: pages nest thousands deep."""

    def __init__(self) -> None:
        self.lines: list[ShownLine] = []
        self._parts: list[str] = []
        self._linked = 0
        self._length = 0
        self._hints: list[frozenset[str]] = [frozenset()]
        self._line_hints: frozenset[str] = frozenset()

    def walk(self, tree: Any) -> None:
        from lxml import etree

        hidden: Any = None
        links = 0
        events = etree.iterwalk(tree, events=("start", "end"))
        for event, element in events:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if hidden is None and (tag in _HIDDEN or not tag or _is_hidden(element)):
                    hidden = element
                if hidden is not None:
                    continue
                if tag in _BLOCK:
                    self._close_line()
                links += tag == "a"
                self._hints.append(self._hints[-1] | _hints_of(element, tag))
                if tag == "br":
                    self._parts.append("\n")
                self._add(element.text, links)
            elif hidden is not None:
                if hidden is element:
                    hidden = None
                    self._add(element.tail, links)
            else:
                links -= tag == "a"
                if tag in _BLOCK:
                    self._close_line()
                self._hints.pop()
                self._add(element.tail, links)
        self._close_line()

    def _add(self, text: str | None, links: int) -> None:
        if not text:
            return
        self._parts.append(_SPACE.sub(" ", text))
        if not text.isspace():
            size = len(text.strip())
            self._length += size
            self._linked += size if links else 0
            self._line_hints |= self._hints[-1]

    def _close_line(self) -> None:
        if self._length:
            pieces = [" ".join(p.split()) for p in "".join(self._parts).split("\n")]
            share = self._linked / max(1, self._length)
            paragraph: list[str] = []
            for piece in [*pieces, ""]:
                if piece:
                    paragraph.append(piece)
                elif paragraph:
                    self.lines.append(ShownLine("\n".join(paragraph), self._line_hints, share))
                    paragraph = []
        self._parts, self._linked, self._length, self._line_hints = [], 0, 0, frozenset()


def _is_hidden(element: Any) -> bool:
    if element.tag in ("body", "html"):
        return False
    if element.tag in ("span", "div") and _HOVER_BOX.search(element.get("class") or ""):
        return True  # a card that opens over a name in the text
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _NONE.search(style) is not None)


def _hints_of(element: Any, tag: str) -> frozenset[str]:
    """What an element's name, class and id say of the text in it."""
    hints = set()
    if tag in _NAMED:
        hints.add(_NAMED[tag])
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if named != " " and tag not in ("body", "html", "main", "article"):
        words = set(_WORDS.findall(named.lower()))
        for hint, classes in _classes():
            if not words.isdisjoint(classes):
                hints.add(hint)
    return frozenset(hints)


def _classes() -> Iterator[tuple[str, frozenset[str]]]:
    yield "byline", BYLINE_CLASSES
    yield "caption", CAPTION_CLASSES
    yield "credit", CREDIT_CLASSES
    yield "comment", frozenset(load_signs()["metadata"]["comment"])
