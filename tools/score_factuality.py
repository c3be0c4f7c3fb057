#!/usr/bin/env python3
"""Scores how acts are told on the project's own sentences (tests/events/factuality.csv).

    python tools/score_factuality.py [FILE] [--errors] [--part read|unread] [--no-second-opinion]

Each sentence holds one act that counts, its word in brackets, and how the codebook says that it is told. Every sentence
is coded on its own as an article of one block; the event that stands for the act is the one whose trigger overlaps the
bracketed word, else one of the expected type of which a telling holds it.
precision, recall   per standing, over the sentences whose act was coded
with misses         recall with the acts that were not coded counted as not found
Every third sentence is held out: its errors are not to be read while rules are mended (`--part unread` scores those).
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from communique.pipeline import Coder
from communique.records import Article, Block, BlockKind, Event

TABLE = Path(__file__).resolve().parent.parent / "tests" / "events" / "factuality.csv"
STANDINGS = ("actual", "future", "hypothetical", "negated")
HELD_OUT = 3  # every third row is held out
_SENTENCE_ENDS = (".", "?", "!", "”")


@dataclass(frozen=True)
class Row:
    """One sentence, its act's word by characters, and how the act is told."""

    number: int
    text: str
    start: int
    end: int
    type: str
    told: str


@dataclass
class Tally:
    """How often a standing was coded where another was expected, and what was not coded at all."""

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)  # (expected, coded)
    missed: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def precision(self, told: str) -> float:
        """Of the acts coded so, the share that is told so."""
        return _share(self.pairs[told, told], sum(n for (_, got), n in self.pairs.items() if got == told))

    def recall(self, told: str, *, with_misses: bool = False) -> float:
        """Of the acts told so, the share that is coded so; acts not coded at all count only `with_misses`."""
        coded = sum(n for (want, _), n in self.pairs.items() if want == told)
        return _share(self.pairs[told, told], coded + self.missed[told] * with_misses)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def read_table(path: Path = TABLE) -> list[Row]:
    """The rows of the table, its notes left out; the brackets are taken out of the sentence."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [_row(n, row) for n, row in enumerate(csv.DictReader(lines), start=1)]


def _row(number: int, row: dict[str, str]) -> Row:
    before, _, rest = row["sentence"].partition("[")
    word, _, after = rest.partition("]")
    return Row(number, before + word + after, len(before), len(before + word), row["type"], row["factuality"])


def part_of(rows: Sequence[Row], part: str | None) -> list[Row]:
    """All rows, or those that may be read while rules are mended, or those held out as a check."""
    return [r for r in rows if part is None or (r.number % HELD_OUT == 0) == (part == "unread")]


def score_rows(coder: Coder, rows: Sequence[Row]) -> Tally:
    """Codes every sentence and compares."""
    tally = Tally()
    for row in rows:
        event = find_event(code_row(coder, row), row)
        if event is None:
            tally.missed[row.told] += 1
            tally.faults.append(f"MISSED {row.told} {row.type} | {_shown(row)}")
            continue
        tally.pairs[row.told, event.factuality] += 1
        if event.factuality != row.told:
            why = "; ".join(event.why.steps)
            tally.faults.append(f"{row.told} as {event.factuality} {event.type} ({event.rule}: {why}) | {_shown(row)}")
    return tally


def code_row(coder: Coder, row: Row) -> tuple[Event, ...]:
    """The events of one sentence; a line without a mark at its end is a headline."""
    kind: BlockKind = "paragraph" if row.text.endswith(_SENTENCE_ENDS) else "headline"
    block = Block(kind, 0, len(row.text), "given-as-sentence")
    return coder.code_article(Article("sentence", "-", row.text, (block,), language="en")).coding.events


def find_event(events: Sequence[Event], row: Row) -> Event | None:
    """The event that stands for the row's act, or None where it was not coded."""
    at = [e for e in events if e.trigger.start < row.end and row.start < e.trigger.end]
    at.sort(key=lambda e: e.type != row.type)
    beside = [e for e in events if e.type == row.type and _tells(e, row)]
    return next(iter(at or beside), None)


def _tells(event: Event, row: Row) -> bool:
    """Whether one of an event's tellings holds the row's word."""
    spans = event.tellings or (event.evidence,)
    return any(s.start <= row.start and row.end <= s.end for s in spans)


def _shown(row: Row) -> str:
    return f"{row.number}: {row.text[: row.start]}[{row.text[row.start : row.end]}]{row.text[row.end :]}"


def _print(tally: Tally, name: str) -> None:
    coded, missed = sum(tally.pairs.values()), sum(tally.missed.values())
    right = sum(n for (want, got), n in tally.pairs.items() if want == got)
    print(f"{name}: {coded + missed} sentences, {missed} not coded, {right} of {coded} coded are told right")
    print("                precision  recall  with misses  not coded | coded as " + " ".join(s[:6] for s in STANDINGS))
    for told in STANDINGS:
        shares = (tally.precision(told), tally.recall(told), tally.recall(told, with_misses=True))
        confusion = " ".join(f"{tally.pairs[told, got]:6}" for got in STANDINGS)
        print(f"  {told:14}" + "     {:.3f}   {:.3f}        {:.3f}".format(*shares), end="")
        print(f" {tally.missed[told]:10} |          {confusion}")


def main(arguments: Iterable[str] | None = None) -> int:
    """Prints the figures of both parts and of the whole, and the errors when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=TABLE)
    parser.add_argument("--errors", action="store_true", help="print each error")
    parser.add_argument("--part", choices=("read", "unread"), help="only this part of the table")
    parser.add_argument("--no-second-opinion", action="store_true", help="leave the encoder out")
    options = parser.parse_args(None if arguments is None else list(arguments))
    coder = Coder.load(second_opinion=not options.no_second_opinion)
    rows = read_table(options.file)
    for part in (options.part,) if options.part else ("read", "unread", None):
        tally = score_rows(coder, part_of(rows, part))
        _print(tally, part or "all")
        if options.errors and part is not None:
            print(*tally.faults, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
