"""Which of the lines that a page of HTML shows are its article: trafilatura decides, the lexicon names the rest."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from communique.pages.appeals import is_appeal
from communique.pages.blocks import Labelled, close_gaps, label_lines, split_line
from communique.pages.furniture import FurnitureRule, find_furniture
from communique.pages.lines import Line, line_at
from communique.pages.markup import Shown, ShownLine
from communique.pages.story import find_story
from communique.records import Block

SHINGLE = 4  # words
ENOUGH_WORDS = 20  # fewer found than this, where the page has more, and the rules for plain text decide
MAX_HTML = 5_000_000  # characters; beyond this the rules for plain text decide
MAX_DEPTH = 400  # elements within one another, beyond which trafilatura would not come back
_WORD = re.compile(r"\w+")


def find_html_blocks(
    html: str, shown: Shown, text: str, *, headline: str | None
) -> tuple[tuple[Block, ...], str | None]:
    """Decides of every line of a shown page what it is; and says, if so, why the markup could not be used.

    `text` is the lines joined by blank lines. Trafilatura in its fast mode says what the article is; markup and lexicon
    say what kind each line is. Where it finds nothing, the page is read as pasted text.
    """
    lines, at = [], 0
    for each in shown.lines:
        lines.append(line_at(text, at, at + len(each.text), after_blank=True))
        at += len(each.text) + 2
    article, note = _extract(html, shown)
    chosen = _matches(shown.lines, article)
    if sum(x.words for x, c in zip(lines, chosen, strict=True) if c) < ENOUGH_WORDS <= sum(x.words for x in lines) // 2:
        labels = label_lines(text, find_story(lines), headline)
        note = note or "the article was found by the rules for plain text"
    else:
        labels = _label(shown.lines, lines, chosen, headline)
    pieces = [piece for line, label in zip(lines, labels, strict=True) for piece in split_line(text, line, label)]
    return close_gaps(text, pieces), note


def _extract(html: str, shown: Shown) -> tuple[list[str], str | None]:
    """The lines of the article as trafilatura gives them, and why there are none."""
    if len(html) > MAX_HTML:
        return [], "the HTML is too large for extraction; the article was found by the rules for plain text"
    if _too_deep(shown):
        return [], "the HTML is nested too deeply for extraction; the article was found by the rules for plain text"
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(shown.tree, fast=True, include_comments=False, with_metadata=False)
    except Exception as error:
        return [], f"extraction failed ({type(error).__name__}); the article was found by the rules for plain text"
    text = None if found is None else found.text
    return ([] if not text else [x for x in text.split("\n") if x.strip()]), None


def _too_deep(shown: Shown) -> bool:
    from lxml import etree

    depth = deepest = 0
    for event, _ in etree.iterwalk(shown.tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            return True
    return False


def _matches(shown: Sequence[ShownLine], article: Sequence[str]) -> list[bool]:
    """Which shown lines the extracted article holds: by runs of words, short ones whole and between the long."""
    whole = {_key(x) for x in article}
    shingles = {s for x in article for s in _shingles(_WORD.findall(x.lower()))}
    long = []
    for line in shown:
        words = _WORD.findall(line.text.lower())
        mine = _shingles(words)
        long.append(len(words) >= 8 and sum(1 for s in mine if s in shingles) >= 0.7 * len(mine))
    hits = [i for i, x in enumerate(long) if x]
    if not hits:
        return [_key(x.text) in whole for x in shown]
    near = range(max(0, hits[0] - 4), min(len(shown), hits[-1] + 4))
    return [
        hit or (i in near and _key(line.text) in whole) for i, (hit, line) in enumerate(zip(long, shown, strict=True))
    ]


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))]


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _label(
    shown: Sequence[ShownLine], lines: Sequence[Line], chosen: Sequence[bool], headline: str | None
) -> list[Labelled]:
    """The kind of each line, by what was chosen, the markup's hints and the lexicon."""
    title = _find_title(shown, chosen, headline)
    labels = []
    for i, (hints, line, in_article) in enumerate(zip(shown, lines, chosen, strict=True)):
        rule = find_furniture(line.text, is_sentence=line.sentence)
        if i == title:
            labels.append(Labelled(line.start, "headline", "headline-in-markup"))
        elif in_article:
            labels.append(_label_article(hints, line, rule, headline))
        else:
            labels.append(_label_furniture(hints, line, rule))
    return labels


def _label_article(hints: ShownLine, line: Line, rule: FurnitureRule | None, headline: str | None) -> Labelled:
    if rule is not None and (
        rule.kind in ("appeal", "legal", "comment", "credit") or rule.opens or hints.link_share > 0.5
    ):
        return Labelled(line.start, rule.kind, rule.id)
    if is_appeal(line):
        return Labelled(line.start, "appeal", "appeal-words")
    if headline is not None and _key(headline) == _key(line.text):
        return Labelled(line.start, "headline", "headline-in-markup")
    if "caption" in hints.hints:
        return Labelled(line.start, "caption", "caption-in-markup")
    if hints.hints & {"heading", "title"} and line.words <= 25:
        return Labelled(line.start, "subheading", "heading-in-markup")
    return Labelled(line.start, "paragraph", "extracted")


def _label_furniture(hints: ShownLine, line: Line, rule: FurnitureRule | None) -> Labelled:
    if "comment" in hints.hints and (rule is None or rule.kind in ("navigation", "promo")):
        return Labelled(line.start, "comment", "comment-in-markup")
    if rule is not None:
        return Labelled(line.start, rule.kind, rule.id)
    if is_appeal(line):
        return Labelled(line.start, "appeal", "appeal-words")
    if "caption" in hints.hints or "credit" in hints.hints:
        return Labelled(line.start, "credit", "credit-in-markup")
    if "byline" in hints.hints or "time" in hints.hints:
        return Labelled(line.start, "byline", "byline-in-markup")
    if line.words >= 8 and "nav" not in hints.hints:
        return Labelled(line.start, "promo", "not-extracted")
    return Labelled(line.start, "navigation", "not-extracted")


def _find_title(shown: Sequence[ShownLine], chosen: Sequence[bool], headline: str | None) -> int | None:
    """The line that shows the headline: the stated one nearest above the article, else the only <h1> above it."""
    first = next((i for i, x in enumerate(chosen) if x), len(shown))
    above = range(min(first + 1, len(shown)))
    if headline is not None:
        same = [i for i in above if _key(shown[i].text) == _key(headline)]
        if same:
            return same[-1]
    titles = [i for i in above if "title" in shown[i].hints]
    return titles[-1] if titles else None
