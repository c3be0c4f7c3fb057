"""Measures coreference on hand-marked pronouns and descriptions: precision, and how many it dared to resolve.

    python tools/score_coref.py --data FOLDER [--marks tests/actors/coref_offsets.csv] [--errors]

FOLDER holds the documents as NAME.txt (PolNeAR's train/text). The marks are offsets only: document, start and end of
the word or phrase, start and end of the nearest earlier words for the same actor, or blanks where it refers to no
actor (weather, things, unspecified people). Resolved right: the phrase is a mention of the actor that those earlier
words are a mention of. Precision counts every resolved mark, those that should be left too; coverage is the share of
marks with an antecedent that were resolved.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path

from communique.actors import find_actors, load_roster
from communique.parsing import load_parser
from communique.records import Actor, Cast

MARKS = Path(__file__).parent.parent / "tests" / "actors" / "coref_offsets.csv"


def main() -> int:
    """Prints precision and coverage for pronouns, descriptions and both."""
    options = _options()
    marks: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with options.marks.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            marks[row["document"]].append(row)
    parser, roster = load_parser(), load_roster()
    counts: Counter[tuple[str, str]] = Counter()
    for document, rows in sorted(marks.items()):
        path = options.data / f"{document}.txt"
        if not path.exists():
            print(f"{path} is missing; give the folder of texts with --data", file=sys.stderr)
            return 1
        parse = parser.parse_text(path.read_text(encoding="utf-8"))
        cast = find_actors(parse, published=document.split("_")[1], roster=roster)
        for row in rows:
            verdict = _verdict(cast, row)
            counts[row["kind"], verdict] += 1
            counts["all", verdict] += 1
            if options.errors and verdict in ("wrong", "over", "left"):
                at = int(row["start"])
                print(f"{document} {verdict}: …{parse.text[max(0, at - 90) : at]}[{parse.text[at : int(row['end'])]}]")
    for kind in ("pronoun", "description", "all"):
        right, wrong, over = counts[kind, "right"], counts[kind, "wrong"], counts[kind, "over"]
        resolved, with_antecedent = right + wrong + over, right + wrong + counts[kind, "left"]
        if with_antecedent:
            marked = with_antecedent + over + counts[kind, "rightly left"]
            print(
                f"{kind:12} marks {marked:4}  precision {right / max(1, resolved):.3f} ({right}/{resolved})"
                f"  coverage {(right + wrong) / with_antecedent:.3f} ({right + wrong}/{with_antecedent})"
            )
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--marks", type=Path, default=MARKS)
    parser.add_argument("--errors", action="store_true")
    return parser.parse_args()


def _verdict(cast: Cast, row: dict[str, str]) -> str:
    start, end = int(row["start"]), int(row["end"])
    found = [a for a in cast.actors if _mentioned(a, start, end)]
    if not row["antecedent_start"]:
        return "over" if any(a.mentions[0].start < start for a in found) else "rightly left"
    before = int(row["antecedent_start"]), int(row["antecedent_end"])
    found = [a for a in found if a.mentions[0].start < start]  # a phrase that begins a new actor resolves nothing
    if not found:
        return "left"
    return "right" if any(_mentioned(a, *before) for a in found) else "wrong"


def _mentioned(actor: Actor, start: int, end: int) -> bool:
    return any(m.start < end and start < m.end for m in actor.mentions)


if __name__ == "__main__":
    sys.exit(main())
