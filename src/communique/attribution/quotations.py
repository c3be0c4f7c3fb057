"""Which stretches of an article stand in quotation marks, read paragraph by paragraph and by kind of mark.

    “We will go,” she said. “We will not come back.”     two quotations
    “We will go. / “We will not come back,” she said.    the first runs on into the second: its closing mark is missing

An odd mark costs no more than its own sentence. Whether a quotation is speech, a title or a word held with tongs is
left to `speech`. Single marks count only in paragraphs without double ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from communique.attribution.patterns import (
    CLIPPED_WORD,
    DOUBLE_MARK,
    INCHES,
    OPENING_CONTEXT,
    SENTENCE_STOP,
    SINGLE_MARK,
    WORD,
)

MarkKind = Literal["open", "close", "either"]
_OPENERS = frozenset(("“", "„", "«", "``", "‘"))
_CLOSERS = frozenset(("”", "»", "''"))


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: characters `start` to `end` with the marks, `first` to `last` without them."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    opened: bool  # it begins with a mark of its own
    closed: bool  # it ends with a mark of its own
    runs_on: bool  # the next paragraph opens again without this one having been closed


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's characters, and its number in the article."""

    number: int
    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: MarkKind


def find_quotations(text: str, paragraphs: Iterable[Paragraph]) -> tuple[Quotation, ...]:
    """All quotations of an article in order, none inside another."""
    listed = list(paragraphs)
    found: list[Quotation] = []
    for at, paragraph in enumerate(listed):
        following = listed[at + 1] if at + 1 < len(listed) else None
        marks = list(_marks(text, paragraph, DOUBLE_MARK)) or _singles(text, paragraph)
        found += _paired(text, paragraph, marks, _opens(text, following))
    return tuple(found)


def _opens(text: str, paragraph: Paragraph | None) -> bool:
    """Whether a paragraph begins with an opening mark."""
    if paragraph is None:
        return False
    begin = text[paragraph.start : paragraph.start + 2]
    return begin[:1] in _OPENERS or begin[:1] == '"' or begin == "''" or begin == "``"


def _marks(text: str, paragraph: Paragraph, pattern: re.Pattern[str]) -> Iterator[_Mark]:
    """The paragraph's marks, each with what its neighbours allow it to be."""
    for m in pattern.finditer(text, paragraph.start, paragraph.end):
        before, after = text[max(paragraph.start, m.start() - 1) : m.start()], text[m.end() : m.end() + 1]
        mark = m.group()
        if (
            mark == '"'
            and before.isdigit()
            and INCHES.search(text, paragraph.start, m.start())
            and _in_measure(text, m)
        ):
            continue
        if mark in _OPENERS:
            yield _Mark(m.start(), m.end(), "open")
        elif mark in _CLOSERS and after.isalnum() and (not before or before.isspace()):
            yield _Mark(m.start(), m.end(), "either")  # a closing mark set where one opens
        elif mark in _CLOSERS and not (mark == "''" and OPENING_CONTEXT.search(before) and not after.isspace()):
            yield _Mark(m.start(), m.end(), "close")
        else:
            yield _Mark(m.start(), m.end(), _by_context(before, after))


def _by_context(before: str, after: str) -> MarkKind:
    """What a mark without direction is, from the characters on either side."""
    may_open = (not before or OPENING_CONTEXT.search(before) is not None) and bool(after) and not after.isspace()
    may_close = bool(before) and not before.isspace()
    if before == "." and after.isalnum():
        return "either"
    if may_open and may_close:
        return "either"
    return "open" if may_open else "close" if may_close else "either"


def _in_measure(text: str, match: re.Match[str]) -> bool:
    """5'10" is a height: an apostrophe stands among the digits before the mark."""
    return text[max(0, match.start() - 5) : match.start()].strip("0123456789")[-1:] in {"'", "’"}


def _singles(text: str, paragraph: Paragraph) -> list[_Mark]:
    """Single marks as pairs: an opener, and the last closer before the next opener. Apostrophes are passed over."""
    openers: list[int] = []
    closers: list[int] = []
    for m in SINGLE_MARK.finditer(text, paragraph.start, paragraph.end):
        before, after = text[max(paragraph.start, m.start() - 1) : m.start()], text[m.end() : m.end() + 1]
        starts_word = not before or OPENING_CONTEXT.search(before) is not None
        if starts_word and WORD.match(after) and not (m.group() != "‘" and CLIPPED_WORD.match(text, m.end())):
            openers.append(m.start())
        elif before and not before.isspace() and not WORD.match(after) and m.group() != "‘":
            closers.append(m.start())
    out: list[_Mark] = []
    for at, opener in enumerate(openers):
        limit = openers[at + 1] if at + 1 < len(openers) else paragraph.end
        inside = [c for c in closers if opener < c < limit]
        stops = [c for c in inside if text[c - 1] in ".,!?"]
        if inside:
            close = stops[-1] if stops else inside[0] if text[inside[0] - 1] != "s" else inside[-1]
            out += [_Mark(opener, opener + 1, "open"), _Mark(close, close + 1, "close")]
    return out


def _paired(text: str, paragraph: Paragraph, marks: list[_Mark], next_opens: bool) -> Iterator[Quotation]:
    """Pairs a paragraph's marks; a mark without its partner reaches to the end of its sentence at most."""
    opened: _Mark | None = None
    floor = paragraph.start
    for mark in marks:
        if opened is None:
            if mark.kind in ("open", "either"):
                opened = mark
            else:
                start = _sentence_start(text, max(floor, paragraph.start), mark.start)
                yield from _quotation(text, paragraph, start, mark.end, start, mark.start, opened=False, closed=True)
                floor = mark.end
        elif mark.kind == "open":
            end = min(_sentence_end(text, opened.end, paragraph.end), mark.start)
            yield from _quotation(text, paragraph, opened.start, end, opened.end, end, opened=True, closed=False)
            opened = mark
        else:
            yield from _quotation(
                text, paragraph, opened.start, mark.end, opened.end, mark.start, opened=True, closed=True
            )
            floor, opened = mark.end, None
    if opened is not None:
        end = paragraph.end if next_opens else _sentence_end(text, opened.end, paragraph.end)
        yield from _quotation(
            text, paragraph, opened.start, end, opened.end, end, opened=True, closed=False, runs_on=next_opens
        )


def _quotation(
    text: str,
    paragraph: Paragraph,
    start: int,
    end: int,
    first: int,
    last: int,
    *,
    opened: bool,
    closed: bool,
    runs_on: bool = False,
) -> Iterator[Quotation]:
    """The quotation, if there is a word in it."""
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    if WORD.search(text, first, last):
        yield Quotation(start, end, first, last, paragraph.number, opened, closed, runs_on)


def _sentence_end(text: str, at: int, limit: int) -> int:
    stop = SENTENCE_STOP.search(text, at, limit)
    return stop.end() if stop else limit


def _sentence_start(text: str, floor: int, at: int) -> int:
    """The beginning of the sentence that ends at `at`: its own last stop is not counted."""
    start = floor
    for stop in SENTENCE_STOP.finditer(text, floor, max(floor, at - 1)):
        start = stop.end()
    while start < at and text[start].isspace():
        start += 1
    return start
