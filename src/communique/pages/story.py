"""Which lines of a page are its story: the one stretch that reads as running prose, and what is set apart inside it.

No number here was fitted: each weight states how much running prose a sign is worth, about one per eight words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.pages import patterns
from communique.pages.appeals import asks_for_the_press
from communique.pages.furniture import Furniture, FurnitureRule, find_furniture, load_furniture
from communique.pages.lines import Line

PROSE_WORDS = 8  # words of running prose that outweigh one stray link
LONG_LINE = 40  # a line of this many words is prose, whether or not it ends in a stop
TITLE_WORDS = 25
MENU_LINES = 4
BRIDGE = 4  # lines of furniture over which the story may go on
BRIDGED_WORDS = 5  # words of a sentence that is worth the bridge
_PASSED_OVER = ("navigation", "credit", "byline", "promo")  # kinds that stand between two paragraphs of one story
_POST_END = re.compile(r"^[—–-]+ .*\(@\w+\)")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Story:
    """The lines of a page with what the lexicon says of each, and the half-open run of lines that is the story."""

    lines: tuple[Line, ...]
    known: tuple[FurnitureRule | None, ...]
    first: int
    stop: int
    rule: str


def find_story(lines: Sequence[Line], lexicon: Furniture | None = None) -> Story:
    """Decides which contiguous run of lines tells the story.

    A page that is all sentences is all story, however short. Otherwise each line weighs for (running prose) or against
    (links, titles, known furniture), and the heaviest run wins. What inside the run is furniture is left to `blocks`.
    """
    lexicon = lexicon or load_furniture()
    known = tuple(known_line(x, lexicon) for x in lines)
    if _is_bare_story(lines, known):
        return Story(tuple(lines), known, _first_prose(lines, known), len(lines), "text-is-all-story")
    if _is_mostly_prose(lines, known):
        return Story(tuple(lines), known, _first_prose(lines, known), len(lines), "story-run")
    weights = _weights(lines, known)
    first, stop = _heaviest_run(weights)
    first, stop = _widened(lines, known, first, stop)
    return Story(tuple(lines), known, first, stop, "story-run")


def known_line(line: Line, lexicon: Furniture | None = None) -> FurnitureRule | None:
    """What the lexicon says of a line; a paragraph that opens like an appeal must also ask for the press."""
    rule = find_furniture(line.text, is_sentence=line.sentence, lexicon=lexicon)
    opens_only = rule is not None and rule.kind == "appeal" and line.sentence and line.words >= 10
    return None if opens_only and not asks_for_the_press(line.text) else rule


def _is_bare_story(lines: Sequence[Line], known: Sequence[FurnitureRule | None]) -> bool:
    """Whether nothing speaks of a web page: one line, or no known furniture and half the words in sentences."""
    if len(lines) <= 1:
        return True
    words = sum(x.words for x in lines)
    prose = sum(x.words for x in lines if not x.link_like)
    sure = [k for k, x in zip(known, lines, strict=True) if k is not None and k.kind not in ("byline", "credit")]
    return not sure and ((prose >= 0.5 * words and not _has_menu(lines)) or len(lines) <= 3)


def _has_menu(lines: Sequence[Line]) -> bool:
    """Whether four lines on end are short and without a stop, as in a menu; "Injured: 42" is a list of the story."""
    run = 0
    for line in lines:
        run = run + 1 if line.link_like and ":" not in line.text else 0
        if run >= MENU_LINES:
            return True
    return False


def _first_prose(lines: Sequence[Line], known: Sequence[FurnitureRule | None]) -> int:
    """The first line that is no title, byline or credit; the very first where there is no such line."""
    for i, (line, rule) in enumerate(zip(lines, known, strict=True)):
        if rule is None and not line.link_like:
            return i
    return 0


def _is_mostly_prose(lines: Sequence[Line], known: Sequence[FurnitureRule | None]) -> bool:
    """Whether nearly all words stand in prose and nothing opens another section, so that no run need be sought."""
    if any(k is not None and k.opens for k in known):
        return False
    prose = sum(
        x.words for x, k in zip(lines, known, strict=True) if k is None and not x.link_like and not is_clipped(x)
    )
    return prose >= 0.85 * sum(x.words for x in lines)


def _weights(lines: Sequence[Line], known: Sequence[FurnitureRule | None]) -> list[float]:
    """How much each line speaks for running prose; a section of other matter counts against until prose returns."""
    plain = [_weight(x, k) for x, k in zip(lines, known, strict=True)]
    weights = []
    section: str | None = None
    seen: set[str] = set()
    for i, (line, rule, weight) in enumerate(zip(lines, known, plain, strict=True)):
        if rule is not None and rule.opens:
            section = rule.opens
        elif section == "promo" and _prose_returns(lines, known, i):
            section = None
        if weight > 0:
            if line.text in seen:
                weight = -1.0  # said twice on the page: a teaser, or a gallery's caption
            elif section == "comment":
                weight *= 0.3
            elif section is not None and line.words < LONG_LINE:
                weight = min(weight, 0.5)
            elif not _has_prose_beside(lines, known, i) and line.words < LONG_LINE:
                weight *= 0.4
            if line.words > 6:
                seen.add(line.text)
        if rule is not None and rule.opens == "comment":
            weight -= 6.0
        weights.append(weight)
    return weights


def _prose_returns(lines: Sequence[Line], known: Sequence[FurnitureRule | None], i: int) -> bool:
    """Whether two sentences on end, as teasers seldom are, end a section of other stories."""
    return i + 1 < len(lines) and all(
        lines[j].sentence and lines[j].words >= 12 and known[j] is None and not is_clipped(lines[j]) for j in (i, i + 1)
    )


def _weight(line: Line, rule: FurnitureRule | None) -> float:
    if rule is not None:
        return -3.0 if rule.kind in ("legal", "appeal") or rule.opens else -1.2
    if not _NOT_LETTERS.sub("", line.text):
        return -0.5
    length = min(line.words, 80) / PROSE_WORDS
    if is_quoted_post_end(line):
        return 1.0
    if is_clipped(line):
        return -1.0
    if line.sentence:
        return length * (0.4 if line.bullet and line.words < 15 else 1.0)
    if line.words >= TITLE_WORDS and is_menu(line):
        return -1.5
    if line.words >= LONG_LINE and not line.bullet:
        return length * 0.5
    if line.runs_on and line.words >= 5:
        return length * 0.5
    if line.stops:
        return 0.2
    return -1.5 if line.words >= 8 or line.bullet else -0.8


def _has_prose_beside(lines: Sequence[Line], known: Sequence[FurnitureRule | None], i: int) -> bool:
    """Whether the line above or below, furniture passed over, is a sentence too."""
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(lines) and abs(j - i) <= 4 and (rule := known[j]) is not None and rule.kind in _PASSED_OVER:
            j += step
        if 0 <= j < len(lines) and known[j] is None and (lines[j].sentence or is_quoted_post_end(lines[j])):
            return True
    return False


def is_quoted_post_end(line: Line) -> bool:
    """Whether a line signs a post quoted from a social network: "— Faramir (@faramir) March 3, 2031"."""
    return line.words <= 16 and _POST_END.search(line.text) is not None


def is_dated_item(line: Line) -> bool:
    """Whether a line opens with a day, as the items of a calendar or a chronicle do."""
    return patterns.dated_item().match(line.text) is not None


def is_menu(line: Line) -> bool:
    """Whether a long line without a stop is a menu run together: most of its words are capitalised."""
    words = line.text.split()
    return not line.stops and sum(1 for w in words if w[:1].isupper()) >= 0.6 * len(words)


def is_clipped(line: Line) -> bool:
    """Whether a line is a teaser cut off in mid-sentence: it ends in dots, outside a quotation."""
    return line.words >= 8 and line.text.endswith(("...", "…", "[…]", "[...]")) and line.text[:1] not in '"“'


def _heaviest_run(weights: Sequence[float]) -> tuple[int, int]:
    """The contiguous run with the greatest sum, the earlier of two equals."""
    best, best_run = float("-inf"), (0, 0)
    total, start = 0.0, 0
    for i, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, i
        total += weight
        if total > best:
            best, best_run = total, (start, i + 1)
    return best_run


def _widened(lines: Sequence[Line], known: Sequence[FurnitureRule | None], first: int, stop: int) -> tuple[int, int]:
    """The run with sentences that touch it on either side, which a link in between had cut off."""
    while first > 0 and known[first - 1] is None and (lines[first - 1].sentence or lines[first - 1].words >= LONG_LINE):
        first -= 1
    while stop < len(lines):
        further = _next_prose(lines, known, stop) or _list_end(lines, known, stop)
        if further is None:
            break
        stop = further
    return first, stop


def _next_prose(lines: Sequence[Line], known: Sequence[FurnitureRule | None], stop: int) -> int | None:
    """Where the story ends if it goes on below: at once, or over a few links and credits for a long sentence."""
    for i in range(stop, min(stop + BRIDGE + 1, len(lines))):
        line, rule = lines[i], known[i]
        if (
            rule is None
            and i == stop
            and is_clipped(line)
            and line.words >= TITLE_WORDS
            and i
            and lines[i - 1].sentence
        ):
            return i + 1  # the story itself is cut off here, as behind a paywall
        if rule is None and not is_clipped(line) and not is_menu(line):
            long = line.sentence and line.words >= BRIDGED_WORDS and not _is_teaser(lines, known, i)
            if long or (i == stop and (line.sentence or line.words >= LONG_LINE)):
                return i + 1
        if rule is not None:
            passed = not rule.opens and (rule.kind in _PASSED_OVER or rule.id == "sign-up")
        else:
            passed = line.link_like and line.words <= 4
        if not passed:
            return None
    return None


def _is_teaser(lines: Sequence[Line], known: Sequence[FurnitureRule | None], i: int) -> bool:
    """Whether a sentence stands below a title, as the summary of another story does."""
    return i > 0 and known[i - 1] is None and lines[i - 1].link_like and lines[i - 1].words >= 4


def _list_end(lines: Sequence[Line], known: Sequence[FurnitureRule | None], stop: int) -> int | None:
    """Where a list ends that closes the story: three or more dated lines, under at most one title line."""
    for start in (stop, stop + 1):
        end = start
        while end < len(lines) and known[end] is None and is_dated_item(lines[end]):
            end += 1
        if end - start >= 3:
            return end
        if start < len(lines) and known[start] is not None:
            return None
    return None
