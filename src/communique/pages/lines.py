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
_SIGNED = re.compile(r"[a-z\d]{2}[.!?][\"”’]?\s+[A-Z]{2,5}(?:/[A-Z]{2,5})?$")  # the wire's initials after the last stop
_SPEECH_END = re.compile(r"[,:;][\"”’'»)\]]*$|[\"”’»]$|(?:--|[_—])$")
_BULLET = re.compile(r"^(?:[*+•·▪►▶◆‣»›|#-]|o(?=\s))\s*")
_WORDS = re.compile(r"\S+")
_LOWER_START = re.compile(r"^[\"“‘'(]?[a-z]")
WRAP_SLACK = 12  # characters by which a wrapped line may be longer than its fellows
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
        stops=(_STOP.search(piece) is not None or _SIGNED.search(piece) is not None)
        and any(c.islower() or c > "\u2e80" for c in bare[:400]),
        runs_on=_SPEECH_END.search(piece) is not None,
        bullet=bare != piece,
        after_blank=after_blank,
    )


def _unwrapped(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, with the lines of one hard-wrapped paragraph made one."""
    groups = _groups(text, spans)
    widths = [max(end - start for start, end in g) for g in groups if len(g) > 1 and _breaks_at_width(text, g)]
    width = max(widths, default=0)
    for group in groups:
        yield from _joined(text, group, width) if width else group


def _groups(text: str, spans: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The spans between blank lines."""
    groups: list[list[tuple[int, int]]] = []
    for span in spans:
        if groups and text.count("\n", groups[-1][-1][1], span[0]) < 2:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _joined(text: str, group: list[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    """A group of lines of a hard-wrapped text, joined where they break off in mid-sentence."""
    wrapped = len(group) > 1 and _breaks_at_width(text, group)
    joined = [group[0]]
    for (start, end), (next_start, next_end) in pairwise(group):
        full = 0.7 * width <= end - start <= width + WRAP_SLACK
        goes_on = _LOWER_START.match(text[next_start:next_end].lstrip()) is not None
        stopped = _STOP.search(text[start:end].rstrip()) is not None
        if (full and (wrapped or goes_on or not stopped)) or (wrapped and goes_on):
            joined[-1] = (joined[-1][0], next_end)
        else:
            joined.append((next_start, next_end))
    return joined


def _breaks_at_width(text: str, group: list[tuple[int, int]]) -> bool:
    """Whether the lines look cut by a margin: all but the last nearly full, most going on in lower case."""
    lengths = [end - start for start, end in group]
    width = max(lengths)
    if width not in WRAP_WIDTH:
        return False
    inner = lengths[:-1]
    full = sum(1 for n in inner if n >= 0.7 * width)
    goes_on = sum(1 for start, end in group[1:] if _LOWER_START.match(text[start:end].lstrip()))
    stops = sum(1 for start, end in group[:-1] if _STOP.search(text[start:end].rstrip()))
    return full >= 0.7 * len(inner) and (goes_on >= 0.4 * len(inner) or stops <= 0.2 * len(inner)) and goes_on > 0
