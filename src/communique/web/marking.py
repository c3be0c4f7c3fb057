"""An article's text cut into passages, and each passage into pieces that bear the marks of the acts told there.

A mark is an underline: thin under the clause that tells an act, strong under the words that name it. Where clauses
overlap, the shorter one's mark is drawn; every piece still knows all acts that it tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from communique.web.phrasing import BLOCK_SAYS, many, status_of, tone_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one set of marks. `numbers` are the acts told here, `ends` those whose mark ends here."""

    text: str
    look: str  # classes: tone, status, and `named` for the words that name the act; "" for no mark
    numbers: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the article, or (with `apart`) a run of furniture folded in its place."""

    kind: str
    pieces: tuple[Piece, ...]
    numbers: tuple[int, ...] = ()  # acts whose cards stand beside it
    apart: str | None = None  # furniture: what it is and the rules that set it apart
    texts: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Mark:
    number: int
    start: int
    end: int
    named: bool
    look: str


def mark_passages(record: Mapping[str, Any]) -> tuple[Passage, ...]:
    """The whole page in order: passages of the article with their marks, furniture folded."""
    text = record["article"]["text"]
    marks = _marks_of(record["events"])
    homes = {n: e["trigger"]["start"] for n, e in enumerate(record["events"], start=1)}
    out: list[Passage] = []
    apart: list[Mapping[str, Any]] = []
    for block in record["blocks"]:
        if not block["part_of_article"]:
            apart.append(block)
            continue
        if apart:
            out.append(_folded(text, apart))
            apart = []
        beside = tuple(n for n, at in homes.items() if block["start"] <= at < block["end"])
        out.append(Passage(block["kind"], _pieces(text, block["start"], block["end"], marks), beside))
    if apart:
        out.append(_folded(text, apart))
    return tuple(out)


def mark_sentence(evidence: str, at: int | None, event: Mapping[str, Any]) -> tuple[Piece, ...]:
    """One act's evidence, which starts at `at` in its article, with the words that name the act."""
    look = f"{tone_of(event['quad'])} {status_of(event)}"
    if at is None or event["trigger_start"] is None:  # a store may hold events that were not read here
        return (Piece(evidence or "", look, (1,), ()),)
    start, end = event["trigger_start"] - at, event["trigger_end"] - at
    if not 0 <= start < end <= len(evidence):
        return (Piece(evidence, look, (1,), ()),)
    parts = ((evidence[:start], look), (evidence[start:end], f"{look} named"), (evidence[end:], look))
    return tuple(Piece(words, how, (1,), ()) for words, how in parts if words)


def _marks_of(events: Sequence[Mapping[str, Any]]) -> tuple[_Mark, ...]:
    marks = []
    for number, event in enumerate(events, start=1):
        look = f"{tone_of(event['quad'])} {status_of(event)}"
        told = event["tellings"] or [event["evidence"]]
        spans = {(s["start"], s["end"]) for s in [*told, event["evidence"]]}
        marks += [_Mark(number, start, end, False, look) for start, end in sorted(spans)]
        trigger = event["trigger"]
        marks.append(_Mark(number, trigger["start"], trigger["end"], True, f"{look} named"))
    return tuple(marks)


def _pieces(text: str, first: int, last: int, marks: Sequence[_Mark]) -> tuple[Piece, ...]:
    """The text between two offsets, cut wherever a mark begins or ends."""
    while last > first and text[last - 1].isspace():
        last -= 1
    here = [m for m in marks if m.start < last and m.end > first]
    cuts = sorted({first, last, *(min(max(c, first), last) for m in here for c in (m.start, m.end))})
    out = []
    for start, end in pairwise(cuts):
        over = [m for m in here if m.start <= start and m.end >= end]
        shown = min(over, key=lambda m: (not m.named, m.end - m.start), default=None)
        numbers = tuple(sorted({m.number for m in over}))
        out.append(Piece(text[start:end], shown.look if shown else "", numbers, _ends(here, end, first)))
    return tuple(out)


def _ends(here: Sequence[_Mark], at: int, first: int) -> tuple[int, ...]:
    """Acts whose number stands here: after the words that name them, or after a further telling."""
    named_here = {m.number for m in here if m.named and m.start >= first}
    named = {m.number for m in here if m.named and m.end == at}
    told = {m.number for m in here if not m.named and m.end == at and m.number not in named_here}
    return tuple(sorted(named | told))


def _folded(text: str, blocks: Sequence[Mapping[str, Any]]) -> Passage:
    words: dict[str, int] = {}
    for b in blocks:
        name = BLOCK_SAYS.get(b["kind"], b["kind"])
        words[name] = words.get(name, 0) + len(text[b["start"] : b["end"]].split())
    parts = ", ".join(f"{name} ({many(n, 'word')})" for name, n in words.items())
    rules = ", ".join(dict.fromkeys(b["rule"] for b in blocks))
    texts = tuple(text[b["start"] : b["end"]].strip() for b in blocks)
    return Passage("apart", (), apart=f"{parts}, by {rules}", texts=texts)
