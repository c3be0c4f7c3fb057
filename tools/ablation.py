"""Lexicon alone, encoder alone, both: what each gets right, per type, on the held-out part of the training text.

    python tools/ablation.py [--opinion FOLDER] [--write]     # --write puts the table into docs/accuracy.md

Sentences with one actor and one recipient and an event; the pair is given, as in `communique relate`. F1 per type.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from training_text import TYPES, Sentence, read_sentences

from communique.events import load_embedders
from communique.events.opinion import Opinion, Question, load_opinion
from communique.events.relating import Pair, relate_pairs
from communique.lexicon import load_patterns
from communique.parsing import load_parser

ROOT = Path(__file__).resolve().parent.parent


def answers(rows: Sequence[Sentence], opinion: Opinion | None) -> dict[str, list[str]]:
    """The type that each way gives to each sentence."""
    parser, lexicon, embedders = load_parser(), load_patterns(), load_embedders()
    pairs = [Pair(parser.parse_text(r.text), r.actors[0], r.recipients[0]) for r in rows]
    out = {"lexicon alone": [a.type for a in relate_pairs(pairs, lexicon, embedders, None)]}
    if opinion is not None:
        asked = opinion.ask([Question(r.text, r.actors[:1], r.recipients[:1]) for r in rows])
        out["encoder alone"] = [max((t for t in a.by_type if t != "NONE"), key=a.by_type.__getitem__) for a in asked]
        out["both"] = [a.type for a in relate_pairs(pairs, lexicon, embedders, opinion)]
    return out


def f1(gold: Sequence[str], said: Sequence[str], name: str) -> float:
    """F1 of one type."""
    hits = sum(g == s == name for g, s in zip(gold, said, strict=True))
    total = sum(g == name for g in gold) + sum(s == name for s in said)
    return 2 * hits / total if total else 0.0


def table(rows: Sequence[Sentence], opinion: Opinion | None) -> list[str]:
    """The table's lines, types as rows, ways as columns, macro-F1 last."""
    gold = [r.type for r in rows]
    ways = answers(rows, opinion)
    lines = ["| type | held out | " + " | ".join(ways) + " |", "| --- |" + " --- |" * (len(ways) + 1)]
    kinds = [t for t in TYPES if t != "NONE"]
    scores = {way: [f1(gold, said, t) for t in kinds] for way, said in ways.items()}
    for n, name in enumerate(kinds):
        lines.append(f"| {name} | {gold.count(name)} | " + " | ".join(f"{s[n]:.2f}" for s in scores.values()) + " |")
    means = " | ".join(f"{sum(s) / len(s):.3f}" for s in scores.values())
    lines.append(f"| macro | {len(rows)} | {means} |")
    return lines


def main() -> None:
    """Prints the table, and puts it into the page when asked."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--opinion", type=Path)
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    rows = [r for r in read_sentences() if r.held_out and r.type != "NONE" and len(r.actors) == len(r.recipients) == 1]
    lines = table(rows, load_opinion(a.opinion))
    print("\n".join(lines))
    if a.write:
        page = ROOT / "docs/accuracy.md"
        before, _, rest = page.read_text(encoding="utf-8").partition("<!-- ablation -->\n")
        after = rest.partition("<!-- /ablation -->\n")[2]
        body = "\n".join(lines)
        page.write_text(f"{before}<!-- ablation -->\n{body}\n<!-- /ablation -->\n{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
