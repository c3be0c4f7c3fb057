"""How far the lexicon reads the training text: of each type, how often the act is coded, typed, and its parties right.

    python tools/score_sentences.py [--file wr5-plain-a] [--type REJECT] [--errors N] [--none] [--held-out]

A sentence counts as typed when some event has its type, as right when that event's sides also share a word with the
marked parties. `--none` reads the sentences without an event instead and prints what was coded all the same. The
sentences are the project's own; the lexicon may be mended by the learning part, so its figures say what is missing, not
how good it is. `--held-out` reads the held-out part in its place, which is for checking only.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter

from training_text import TYPES, Sentence, read_sentences

_STOP = frozenset("the a an of and or to in on at by for with from his her its their".split())


def main() -> None:
    """Codes the sentences chosen and prints a line per type, then the errors."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--file", default="", help="only files whose name begins so")
    ap.add_argument("--type", default="", help="only sentences of this type")
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--none", action="store_true")
    ap.add_argument("--held-out", action="store_true")
    a = ap.parse_args()
    from communique.pipeline import Coder

    coder = Coder.load(second_opinion=False)
    rows = [s for s in read_sentences() if s.file.startswith(a.file) and (not a.type or s.type == a.type)]
    rows = [s for s in rows if (s.type == "NONE") == a.none and s.held_out == a.held_out]
    counts: dict[str, Counter[str]] = {t: Counter() for t in TYPES}
    errors = []
    for row in rows:
        events = coder.code_text(row.text, date="2019-07-18").events
        verdict = _judge(row, events)
        counts[row.type].update(["n", *verdict])
        if events if a.none else "right" not in verdict:
            told = "; ".join(
                f"{e.type} {_names(e.actors)} [{e.trigger.text}] {_names(e.recipients)} ({e.rule})" for e in events
            )
            errors.append(f"{row.file}:{row.line} {row.type}: {_marked(row)}\n      coded: {told or 'nothing'}")
    for name in TYPES:
        c = counts[name]
        if c["n"]:
            shares = "  ".join(f"{k} {c[k] / c['n']:.2f}" for k in ("coded", "typed", "right"))
            print(f"{name:10} {c['n']:5}  {shares}", file=sys.stderr)
    print("\n".join(errors[: a.errors]))


def _judge(row: Sentence, events: tuple) -> list[str]:  # type: ignore[type-arg]
    out = ["coded"] if events else []
    typed = [e for e in events if e.type == row.type]
    out += ["typed"] if typed else []
    if any(_fits(e, row) for e in typed):
        out.append("right")
    return out


def _fits(event, row: Sentence) -> bool:  # type: ignore[no-untyped-def]
    joint = event.type in ("CONSULT", "AGREE", "COOPERATE")
    did, suffered = (_words(" ".join(p.text for p in side)) for side in (event.actors, event.recipients))
    if joint:
        did = suffered = did | suffered
    return all(
        not spans or bool(mine & _words(" ".join(row.text[s:e] for s, e in spans)))
        for mine, spans in ((did, row.actors), (suffered, row.recipients))
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _STOP


def _names(parties) -> str:  # type: ignore[no-untyped-def]
    return ", ".join(p.text for p in parties) or "–"


def _marked(row: Sentence) -> str:
    cuts = [(s, e, "A") for s, e in row.actors] + [(s, e, "R") for s, e in row.recipients]
    text = row.text
    for start, end, role in sorted(cuts, reverse=True):
        text = f"{text[:start]}[{role}: {text[start:end]}]{text[end:]}"
    return text


if __name__ == "__main__":
    main()
