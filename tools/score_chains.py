#!/usr/bin/env python3
"""Scores chains of sources on the project's own sentences (tests/attribution/chains.toml).

    python tools/score_chains.py [FILE] [--errors]

An expected attribution is found when a predicted one has its cue and shares its content (token F1 of at least 0.8).
whole chain   speaker and every carrier right, in order, and none too many; of all expected attributions
nested        found, whole chain right, and inside the attribution that it should be inside; of those that are nested
Names are right when they share a word that is no article or title. `extra` counts predictions that nobody expected.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from communique.attribution import find_attributions
from communique.parsing import load_parser
from communique.records import Attribution, Cast

CHAINS = Path(__file__).resolve().parent.parent / "tests" / "attribution" / "chains.toml"
MIN_CONTENT_F1 = 0.8
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_LIGHT = frozenset("the a an of and or to in on at by for with from his her its their our mr mrs ms".split())


@dataclass
class Tally:
    """Counts over a set of sentences, and a line for each fault."""

    expected: int = 0
    found: int = 0
    speaker: int = 0
    whole: int = 0
    nested: int = 0
    nested_right: int = 0
    manner: int = 0
    stance: int = 0
    extra: int = 0
    faults: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        """A count as a share of what it is counted over."""
        over = {"nested_right": self.nested, "manner": self.found, "stance": self.found}.get(name, self.expected)
        return getattr(self, name) / over if over else 0.0


def read_sentences(path: Path = CHAINS) -> list[dict[str, Any]]:
    """The sentences with what is expected of them."""
    with path.open("rb") as file:
        return list(tomllib.load(file)["sentence"])


def score_sentences(sentences: Sequence[dict[str, Any]]) -> Tally:
    """Reads every sentence on its own, with names as it gives them, and compares."""
    parser = load_parser()
    tally = Tally()
    for sentence in sentences:
        parse = parser.parse_text(sentence["text"])
        score_one(sentence, find_attributions(parse, Cast((), {}), attitudes=False), tally)
    return tally


def score_one(sentence: dict[str, Any], predicted: Sequence[Attribution], tally: Tally) -> None:
    """Adds one sentence to the tally."""
    left = list(predicted)
    matched: dict[int, Attribution] = {}
    for number, want in enumerate(sentence["said"], start=1):
        best = max(left, key=lambda p: _likeness(p, want), default=None)
        if best is None or _likeness(best, want) < MIN_CONTENT_F1:
            if not want.get("optional"):
                tally.expected += 1
                tally.nested += "inside" in want
                tally.faults.append(f"MISSED {want['cue']} | {want['content']} | in: {sentence['text']}")
            continue
        left.remove(best)
        matched[number] = best
        _count(want, best, matched, tally, sentence["text"])
    tally.extra += len(left)
    tally.faults += [f"EXTRA {p.rule} {p.cue.text} | {p.content.text} | in: {sentence['text']}" for p in left]


def _count(want: dict[str, Any], got: Attribution, matched: dict[int, Attribution], tally: Tally, text: str) -> None:
    speaker = same_name(got.speaker_name or "", want["speaker"])
    via = want.get("via", [])
    carriers = len(via) == len(got.via) and all(same_name(g, v) for g, v in zip(got.via, via, strict=True))
    tally.expected += 1
    tally.found += 1
    tally.speaker += speaker
    tally.whole += speaker and carriers
    tally.manner += got.manner == want.get("manner", "indirect")
    tally.stance += got.stance == want.get("stance", "asserts")
    if "inside" in want:
        tally.nested += 1
        outer = matched.get(want["inside"])
        tally.nested_right += speaker and carriers and outer is not None and got.inside == outer.id
    if not (speaker and carriers):
        tally.faults.append(f"CHAIN {[*got.via, got.speaker_name]} for {[*via, want['speaker']]} | in: {text}")
    if got.stance != want.get("stance", "asserts") or got.manner != want.get("manner", "indirect"):
        tally.faults.append(f"HOW {got.stance} {got.manner} for {want.get('stance', 'asserts')} | in: {text}")


def _likeness(got: Attribution, want: dict[str, Any]) -> float:
    """Token F1 of the contents, 0 where the cues differ."""
    if want["cue"] not in got.cue.text and got.cue.text not in want["cue"]:
        return 0.0
    a, b = _words(got.content.text), _words(want["content"])
    shared = sum(min(a.count(w), b.count(w)) for w in set(a))
    return 2 * shared / (len(a) + len(b)) if a and b else 0.0


def same_name(got: str, want: str) -> bool:
    """Whether two names share a word that counts; a speaker who is not told must not be found."""
    a, b = (set(_words(n)) - _LIGHT for n in (got, want))
    a, b = a or set(_words(got)), b or set(_words(want))
    return bool(a & b) if a and b else not a and not b


def _words(text: str) -> list[str]:
    return [w.lower().removesuffix("'s").removesuffix("’s") for w in _WORD.findall(text)]


def main(arguments: Iterable[str] | None = None) -> int:
    """Prints the figures, and each fault when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=CHAINS)
    parser.add_argument("--errors", action="store_true", help="print each fault")
    options = parser.parse_args(None if arguments is None else list(arguments))
    sentences = read_sentences(options.file)
    tally = score_sentences(sentences)
    print(f"{len(sentences)} sentences, {tally.expected} attributions expected, {tally.extra} extra")
    for name in ("found", "speaker", "whole", "nested_right", "manner", "stance"):
        print(f"  {name:13} {tally.share(name):.3f}")
    if options.errors:
        print(*tally.faults, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
