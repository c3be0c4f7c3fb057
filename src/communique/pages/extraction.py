"""Which of the lines that a page of HTML shows are its article: trafilatura decides, the lexicon names the rest."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence

from communique.pages.appeals import is_appeal
from communique.pages.blocks import Labelled, close_gaps, label_lines, split_line
from communique.pages.furniture import FurnitureRule, find_furniture
from communique.pages.lines import Line, line_at
from communique.pages.markup import Shown, ShownLine
from communique.pages.story import find_story, is_quoted_post_end, known_line
from communique.records import Block

SHINGLE = 4  # words
PASSED_OVER = ("advertisement", "read-more", "photo-credit")
LONG = 25  # words of a sentence line that may follow the article over an advertisement or two
ABOVE_TITLE = 4  # lines above the headline that may still be the article: a kicker, a caption
MOSTLY = 0.6  # share of the article that stands below its headline
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
    chosen = _with_neighbours(shown.lines, lines, _matches(shown.lines, article))
    found = sum(x.words for x, c in zip(lines, chosen, strict=True) if c)
    if found == 0 or found < ENOUGH_WORDS <= sum(x.words for x in lines) // 2:
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
    text = getattr(found, "text", None)
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


def _with_neighbours(shown: Sequence[ShownLine], lines: Sequence[Line], chosen: list[bool]) -> list[bool]:
    """The chosen lines with the plain sentences and quoted posts that touch them, which extraction breaks off at."""
    joins = _plain_prose(shown, lines)
    posts = [is_quoted_post_end(x) for x in lines]
    out = list(chosen)
    first = next((i for i, x in enumerate(chosen) if x), len(chosen))
    for i in range(first + 1, len(out)):
        post = posts[i] or (i + 1 < len(posts) and posts[i + 1])
        out[i] = out[i] or (joins[i] and _follows(shown, lines, out, i)) or (out[i - 1] and post)
    return out


def _follows(shown: Sequence[ShownLine], lines: Sequence[Line], out: Sequence[bool], i: int) -> bool:
    """Whether the line above is article, advertisements and captions passed over for a long line."""
    above = i - 1
    while lines[i].words >= LONG and above > i - 4 and above > 0 and not out[above]:
        rule = find_furniture(lines[above].text, is_sentence=lines[above].sentence)
        if not (shown[above].hints & {"caption", "credit"} or (rule is not None and rule.id in PASSED_OVER)):
            break
        above -= 1
    return out[above]


def _plain_prose(shown: Sequence[ShownLine], lines: Sequence[Line]) -> list[bool]:
    """Which lines are sentences of running text as far as markup and lexicon can tell, and said only once."""
    times = Counter(x.text for x in lines)
    return [_is_plain_prose(s, x) and times[x.text] == 1 for s, x in zip(shown, lines, strict=True)]


def _is_plain_prose(shown: ShownLine, line: Line) -> bool:
    return (
        line.sentence
        and line.words >= 8
        and not shown.hints
        and shown.link_share < 0.4
        and not is_appeal(line)
        and find_furniture(line.text, is_sentence=True) is None
    )


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))]


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _label(
    shown: Sequence[ShownLine], lines: Sequence[Line], chosen: Sequence[bool], headline: str | None
) -> list[Labelled]:
    """The kind of each line, by what was chosen, the markup's hints and the lexicon."""
    title = _find_title(shown, lines, chosen, headline)
    labels = []
    for i, (hints, line, in_article) in enumerate(zip(shown, lines, chosen, strict=True)):
        rule = known_line(line)
        if i == title:
            labels.append(Labelled(line.start, "headline", "headline-in-markup"))
        elif in_article and (title is None or i > title - ABOVE_TITLE):
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


def _find_title(
    shown: Sequence[ShownLine], lines: Sequence[Line], chosen: Sequence[bool], headline: str | None
) -> int | None:
    """The line that shows the headline: the last that repeats the stated one, or the last <h1>, with most of the
    article below it. What was chosen well above it belongs to other stories."""
    below, total = [0] * len(lines), 0
    for i in range(len(lines) - 1, -1, -1):
        total += lines[i].words if chosen[i] else 0
        below[i] = total
    heads = [i for i in range(len(lines)) if below[i] >= MOSTLY * total]
    if headline is not None:
        same = [i for i in heads if _key(shown[i].text) == _key(headline)]
        if same:
            return same[-1]
    titles = [i for i in heads if "title" in shown[i].hints]
    return titles[-1] if titles else None
