"""Which line is the headline, and which lines between it and the story name writer and day."""

from __future__ import annotations

import re
from functools import cache

from communique.pages.credits import find_credit
from communique.pages.furniture import load_signs
from communique.pages.lines import Line
from communique.pages.story import Story

LONGEST = 25  # words of a headline
MASTHEAD = 5  # words of a paper's name in capitals
REACH = 30  # lines above the story in which its headline is sought
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME = re.compile(
    r"^(?:[A-Z][\w.'’-]+|[A-Z]\.)(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|der|al|bin|and|in|for|&|,|\|)){1,9}$"
)
_GAPS = re.compile(r"\s{2,}|\s*[|·•]\s*")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b")


def find_headline(text: str, story: Story, given: str | None = None) -> int | None:
    """The index of the line that is the page's headline, or None.

    The given headline where the page shows it; else, of the title-like lines above the story, the one that shares most
    words with it, the nearest of equals. A page of one paragraph has no headline.
    """
    lines = story.lines
    if given is not None:
        wanted = _key(given)
        same = [i for i, x in enumerate(lines) if _key(x.text) == wanted]
        if same:
            return max((i for i in same if i <= story.first), default=same[0])
    body = (
        set(_WORD.findall(text[lines[story.first].start : lines[story.stop - 1].end].lower())) if story.stop else set()
    )
    candidates = range(max(0, story.first - REACH), min(len(lines), story.first + 1))
    best, best_score = None, 0.0
    for i in candidates:
        if i == story.first and not (i + 1 < story.stop and not _prose(lines[i]) and story.known[i] is None):
            continue
        score = _likeness(lines[i], story, i, body)
        if score > 0 and score >= best_score:
            best, best_score = i, score
    return None if best is None else _above_its_deck(story, best, body)


def _above_its_deck(story: Story, i: int, body: set[str]) -> int:
    """The title where two title-like lines stand together: the upper one, the lower being its deck."""
    above = i - 1
    if above < 0 or _likeness(story.lines[above], story, above, body) <= 0 or story.lines[above].words < 4:
        return i
    words = set(_WORD.findall(story.lines[above].text.lower()))
    repeated = story.lines[above].text == story.lines[i].text
    return above if len(words & body) >= 2 and not repeated else i


def is_byline(line: Line) -> bool:
    """Whether a line between headline and story is a name, a date, or both."""
    if line.words > 14 or line.stops:
        return False
    words = {w.strip(".,|()").lower() for w in line.text.split()}
    months = load_signs()["months"].keys()
    dated = any(c.isdigit() for c in line.text) or line.words <= 3
    return (
        (dated and bool(words & months or words & _weekdays()))
        or _CLOCK.search(line.text) is not None
        or _NAME.match(line.text) is not None
    )


def _likeness(line: Line, story: Story, i: int, body: set[str]) -> float:
    """How far a line looks like the story's title: its words said again below it, and near enough to it."""
    if story.known[i] is not None or line.words < 2 or line.words > LONGEST or line.bullet or is_byline_only(line):
        return 0.0
    if find_credit(line.text, None) is not None or is_menu(line):
        return 0.0
    if line.stops and line.text[-1:] not in "?!" and line.words >= 12:
        return 0.0  # a sentence: the story's lead, or its deck
    words = set(_WORD.findall(line.text.lower()))
    if not words:
        return 0.0
    shared = len(words & body)
    if line.text.isupper() and line.words <= MASTHEAD:
        return 0.1 - 0.002 * (story.first - i)  # more likely the paper's name; a title where there is no other
    return shared * shared / (len(words) + 1) - 0.02 * (story.first - i) + (0.3 if line.words >= 4 else 0.0)


def is_menu(line: Line) -> bool:
    """Whether a line is a row of links: three or more items, apart by wide gaps, bars or dots."""
    items = [x for x in _GAPS.split(line.text) if x.strip()]
    return len(items) >= 3 and all(len(x.split()) <= 4 for x in items)


def is_byline_only(line: Line) -> bool:
    """Whether a line is too much of a date to be a title."""
    return _CLOCK.search(line.text) is not None and line.words < 12


def _prose(line: Line) -> bool:
    return line.sentence or line.runs_on or line.words >= 25


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(w for w in load_signs()["weekdays"]["words"] if len(w) > 3)
