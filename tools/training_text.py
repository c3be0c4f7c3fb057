"""The second opinion's training text: reads it, checks it, splits it by author batch.

    python tools/training_text.py            checks every file under training/sentences and prints the balance

A line is `TYPE | status | sentence`, with `[A: …]` around each actor and `[R: …]` around each recipient; TYPE is a
PLOVER type or NONE. Sixty lines of a file
are one author batch; every sixth batch is held out, for choosing thresholds.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "training" / "sentences"
TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT NONE"
).split()
STATUSES = ("actual", "future", "hypothetical", "negated", "-")
HELD_OUT_LINES = 60  # lines of a file that make one batch
HELD_OUT_EVERY = 6
SHINGLE = 4
TOO_ALIKE = 0.6

_PARTY = re.compile(r"\[([AR]): ([^\[\]]+)\]")


@dataclass(frozen=True)
class Sentence:
    """One training sentence: plain text, the character spans of its parties, its type and status."""

    text: str
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]
    type: str
    status: str
    file: str
    line: int
    held_out: bool


def read_sentences(folder: Path = FOLDER) -> list[Sentence]:
    """Every sentence of every file, in order; raises ValueError with file and line on a line that breaks the form."""
    out = []
    for nth, path in enumerate(sorted(folder.glob("*.txt"))):
        shift = nth % HELD_OUT_EVERY  # so that short files give their share too
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                held_out = (number // HELD_OUT_LINES + shift) % HELD_OUT_EVERY == HELD_OUT_EVERY - 1
                out.append(_read_line(line, path.name, number, held_out))
    return out


def _read_line(line: str, file: str, number: int, held_out: bool) -> Sentence:
    parts = [p.strip() for p in line.split("|", 2)]
    if len(parts) != 3 or parts[0] not in TYPES or parts[1] not in STATUSES:
        raise ValueError(f"{file}:{number}: not TYPE | status | sentence: {line[:80]!r}")
    text, spans, at = "", {"A": [], "R": []}, 0
    for found in _PARTY.finditer(parts[2]):
        text += parts[2][at : found.start()]
        spans[found[1]].append((len(text), len(text) + len(found[2])))
        text += found[2]
        at = found.end()
    text += parts[2][at:]
    if "[A" in text or "[R" in text or (parts[0] != "NONE" and not (spans["A"] or spans["R"])):
        raise ValueError(f"{file}:{number}: a party is not marked as [A: …] or [R: …]: {line[:80]!r}")
    return Sentence(text, tuple(spans["A"]), tuple(spans["R"]), parts[0], parts[1], file, number, held_out)


def find_alike(sentences: list[Sentence]) -> list[tuple[Sentence, Sentence, float]]:
    """Pairs that share more than TOO_ALIKE of their four-word runs; hard pairs differ in type or status."""
    seen: dict[tuple[str, ...], list[int]] = {}
    runs = []
    for n, s in enumerate(sentences):
        words = re.findall(r"\w+", s.text.lower())
        mine = {tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
        runs.append(mine)
        for run in mine:
            seen.setdefault(run, []).append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for where in seen.values():
        if len(where) <= 20:
            shared.update((a, b) for i, a in enumerate(where) for b in where[i + 1 :])
    out = []
    for (a, b), n in shared.items():
        share = n / max(1, min(len(runs[a]), len(runs[b])))
        one, other = sentences[a], sentences[b]
        if share > TOO_ALIKE and (one.type, one.status) == (other.type, other.status):
            out.append((one, other, share))
    return out


def main() -> int:
    """Prints the balance, and every line that is too much like another; exit code 1 if there is any."""
    sentences = read_sentences()
    by_type = Counter(s.type for s in sentences)
    print(f"{len(sentences)} sentences, {sum(s.held_out for s in sentences)} held out")
    for name in TYPES:
        statuses = Counter(s.status for s in sentences if s.type == name)
        print(f"  {name:10} {by_type[name]:5}  " + "  ".join(f"{k} {v}" for k, v in statuses.most_common()))
    alike = find_alike(sentences)
    for one, other, share in alike:
        print(f"{one.file}:{one.line} ~ {other.file}:{other.line} ({share:.2f}): {other.text[:90]}")
    return 1 if alike else 0


if __name__ == "__main__":
    sys.exit(main())
