"""A text as lines: what each looks like, before anything is said of what it is.

A line is a paragraph in what people paste. Where a text is hard-wrapped (each paragraph broken by single newlines at
one width), the pieces are joined again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?…。！？][\"”’'»)\]」』]*$")
_SPEECH_END = re.compile(r"[,:;][\"”’'»)\]]*$|[\"”’»]$|(?:--|[_—])$")
_BULLET = re.compile(r"^(?:[*+•·▪►▶◆‣»›|#-]|o(?=\s))\s*")
_WORDS = re.compile(r"\S+")
_LOWER_START = re.compile(r"^[\"“‘'(]?[a-z]")
WRAP_WIDTH = range(40, 121)  # a hard-wrapped line is this long


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph's worth of text: its place, its length in words, and how it begins and ends."""

    start: int
    end: int
    text: str
    words: int
    stops: bool  # ends as a sentence ends
    runs_on: bool  # ends as a sentence may break off: a comma, a colon, a closing quotation mark
    bullet: bool
    after_blank: bool  # a blank line stands before it

    @property
    def sentence(self) -> bool:
        """Whether the line reads as at least one whole sentence."""
        return self.stops and self.words >= 5

    @property
    def link_like(self) -> bool:
        """Whether the line is short and does not end as a sentence does, as menus and titles do."""
        return not self.stops and not self.runs_on and self.words < 25


def find_lines(text: str) -> tuple[Line, ...]:
    """Decides which stretches of a text stand as one paragraph each; blank ones are left out.

    >>> [line.text for line in find_lines("A truce in Arnor\\n\\nEnvoys met on Monday.")]
    ['A truce in Arnor', 'Envoys met on Monday.']
    """
    spans = [(m.start(), m.end()) for m in _LINE.finditer(text) if not m[0].isspace()]
    lines = []
    before = 0
    for start, end in _unwrapped(text, spans):
        blank = before == 0 or text.count("\n", before, start) >= 2
        lines.append(line_at(text, start, end, after_blank=blank))
        before = end
    return tuple(lines)


def line_at(text: str, start: int, end: int, *, after_blank: bool) -> Line:
    """The line between two offsets, its outer blanks left out."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    bare = _BULLET.sub("", piece)
    return Line(
        start=start,
        end=start + len(piece),
        text=piece,
        words=sum(1 for _ in _WORDS.finditer(piece)),
        stops=_STOP.search(piece) is not None and any(c.islower() or c > "\u2e80" for c in bare[:400]),
        runs_on=_SPEECH_END.search(piece) is not None,
        bullet=bare != piece,
        after_blank=after_blank,
    )


def _unwrapped(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, with the lines of one hard-wrapped paragraph made one."""
    group: list[tuple[int, int]] = []
    for span in spans:
        if group and text.count("\n", group[-1][1], span[0]) >= 2:
            yield from _joined(text, group)
            group = []
        group.append(span)
    yield from _joined(text, group)


def _joined(text: str, group: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A group of lines without a blank between them, joined where they break off in mid-sentence at one width."""
    if len(group) < 2:
        return group
    lengths = [end - start for start, end in group]
    if max(lengths) not in WRAP_WIDTH or not _breaks_at_width(text, group, lengths):
        return group
    joined = [group[0]]
    for (start, end), (next_start, next_end) in pairwise(group):
        full = end - start >= 0.7 * max(lengths)
        if full or _LOWER_START.match(text[next_start:next_end].lstrip()):
            joined[-1] = (joined[-1][0], next_end)
        else:
            joined.append((next_start, next_end))
    return joined


def _breaks_at_width(text: str, group: list[tuple[int, int]], lengths: list[int]) -> bool:
    """Whether the lines look cut by a margin: all but the last nearly full, most going on in lower case."""
    inner = lengths[:-1]
    full = sum(1 for n in inner if n >= 0.7 * max(lengths))
    goes_on = sum(1 for start, end in group[1:] if _LOWER_START.match(text[start:end].lstrip()))
    stops = sum(1 for start, end in group[:-1] if _STOP.search(text[start:end].rstrip()))
    return full >= 0.7 * len(inner) and (goes_on >= 0.4 * len(inner) or stops <= 0.2 * len(inner)) and goes_on > 0
