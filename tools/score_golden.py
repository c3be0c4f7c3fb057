#!/usr/bin/env python3
"""Scores the coder on the project's own pages, coded by hand (tests/golden/NAME.txt with NAME.gold.json).

    python tools/score_golden.py [FOLDER] [--errors] [--no-second-opinion]

Each page is given its date of publication, as a crawler knows it. Events are paired one to one, the best pair first; a pair needs the coder's trigger inside the hand-coded evidence.
found    the act is paired; recall counts the acts that every coder should have (`core`)
typed    paired, and the type, or one that the hand-coded record admits, is the same
dyad     typed, and both sides are right; in CONSULT, AGREE and COOPERATE the parties may stand on either side
A pair with an act that is not core counts neither for nor against. On dyad pairs: how the act is told, on whose word,
when and where. Attributions: half of the words shared (token F1) and the speaker right. Actors: of those listed by hand,
how many are found, and of these how many have the country and the sector. Page: characters rightly kept or set apart.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from communique.contract import coding_as_json
from communique.errors import InputError
from communique.pages import read_pages
from communique.pipeline import Coder

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
LEVELS = ("found", "typed", "dyad")
EITHER_SIDE = frozenset({"CONSULT", "AGREE", "COOPERATE"})
IN_ARTICLE = frozenset({"headline", "dateline", "caption", "subheading", "paragraph"})
MIN_CONTENT_F1 = 0.5
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_LIGHT = frozenset(
    "the a an of and or to in on at by for with from his her its their our u.s us mr mrs ms said".split()
)

Record = dict[str, Any]
_INFERRED = ("in its paragraph", "only state that the page", "most of the places")  # docs/actors.md, rule 9
_FIELDS = {"source": "sources", "whole chain": "sources"}


@dataclass
class Tally:
    """Counts over a set of pages (`of` holds what each share is counted over), and a line for each fault."""

    hits: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, name: str, right: bool) -> None:
        """One more of a kind, right or wrong."""
        self.of[name] += 1
        self.hits[name] += right

    def share(self, name: str) -> float:
        """The share that is right."""
        return self.hits[name] / self.of[name] if self.of[name] else 0.0

    def event_scores(self, level: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of events at a level."""
        right = self.hits[level]
        return _scores(right, self.of["predicted"] - self.hits[f"free {level}"], self.of["core"])

    def attribution_scores(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of attributions."""
        return _scores(self.hits["attributed"], self.of["attributions"], self.of["attributed"])


def _scores(right: int, predicted: int, wanted: int) -> tuple[float, float, float]:
    precision, recall = right / max(1, predicted), right / max(1, wanted)
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def score_pages(coder: Coder, folder: Path = GOLDEN) -> Tally:
    """Codes every page of the folder and compares it with what was coded by hand."""
    tally = Tally()
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        gold = json.loads(path.read_text(encoding="utf-8"))
        published = json.loads(path.with_name(f"{name}.meta.json").read_text(encoding="utf-8"))["published"]
        (page,) = read_pages([path.with_name(f"{name}.txt")])
        if isinstance(page, InputError):
            raise page
        score_page(name, coding_as_json(coder.code_page(page, date=published)), gold, tally)
    return tally


def score_page(name: str, got: Record, gold: Record, tally: Tally) -> None:
    """Adds one page to the tally."""
    faults = len(tally.faults)
    text = got["article"]["text"]
    for event in gold["events"]:
        start = text.find(event["evidence"])
        event["span"] = (start, start + len(event["evidence"]))
    _score_events(got["events"], gold["events"], tally)
    _score_attributions(got, gold["attributions"], tally)
    _score_actors(got["actors"], gold["actors"], tally)
    _score_blocks(text, got["blocks"], gold["blocks"], tally)
    tally.faults[faults:] = [f"{name} {fault}" for fault in tally.faults[faults:]]


def _score_events(got: Sequence[Record], gold: Sequence[Record], tally: Tally) -> None:
    pairs = pair_events(got, gold)
    tally.of["predicted"] += len(got)
    tally.of["core"] += sum(g["core"] for g in gold)
    for i, j, typed, dyad in pairs:
        for level, right in zip(LEVELS, (True, typed, dyad), strict=True):
            tally.hits[level if gold[j]["core"] else f"free {level}"] += right
        if dyad:
            _score_telling(got[i], gold[j], tally)
        else:
            why = "SIDES" if typed else "TYPE"
            tally.faults.append(f"{why} {_shown(got[i])} for {_shown(gold[j])} | {gold[j]['evidence'][:110]}")
    used_got, used_gold = {p[0] for p in pairs}, {p[1] for p in pairs}
    for j, g in enumerate(gold):
        if g["core"] and j not in used_gold:
            tally.faults.append(f"MISSED {_shown(g)} {g['trigger']} | {g['evidence'][:110]}")
    for i, p in enumerate(got):
        if i not in used_got:
            tally.faults.append(
                f"EXTRA {_shown(p)} {p['trigger']['text']} | {p['evidence']['text'][:110]} ({p['rule']})"
            )


def pair_events(got: Sequence[Record], gold: Sequence[Record]) -> list[tuple[int, int, bool, bool]]:
    """Which coded event stands for which act: places in both lists, and whether type and sides are right."""
    candidates = []
    for i, p in enumerate(got):
        for j, g in enumerate(gold):
            start, end = g["span"]
            if p["trigger"]["start"] < start or p["trigger"]["end"] > end:
                continue
            typed = p["type"] == g["type"] or p["type"] in g["alt_types"]
            dyad = typed and sides_right(p, g)
            a, b = p["trigger"]["text"].lower(), g["trigger"].lower()
            same_told = p["factuality"] == g["factuality"]
            likeness = 4 * typed + 8 * dyad + 2 * (a in b or b in a) + same_told + 0.5 * g["core"]
            candidates.append((-likeness, i, j, typed, dyad))
    pairs: list[tuple[int, int, bool, bool]] = []
    for _, i, j, typed, dyad in sorted(candidates):
        if all(i != p[0] and j != p[1] for p in pairs):
            pairs.append((i, j, typed, dyad))
    return pairs


def sides_right(got: Record, gold: Record) -> bool:
    """Whether one party on each side that was coded by hand is there."""
    if gold["type"] not in EITHER_SIDE:
        return _side_right(got["actors"], gold["actors"]) and _side_right(got["recipients"], gold["recipients"])
    parties = got["actors"] + got["recipients"]
    if not (_side_right(parties, gold["actors"]) and _side_right(parties, gold["recipients"])):
        return False
    return len(_distinct(gold["actors"] + gold["recipients"])) < 2 or len(_distinct(parties)) > 1


def _distinct(parties: Sequence[Record]) -> set[str]:
    return {p["country"] or p["text"] for p in parties}


def _side_right(got: Sequence[Record], gold: Sequence[Record]) -> bool:
    return not gold or any(_same_party(p, g) for p in got for g in gold)


def _same_party(a: Record, b: Record) -> bool:
    if a["country"] and b["country"]:
        return bool(a["country"] == b["country"])
    return same_name(a["text"], b["text"])


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two names share a word that counts."""
    return bool(_content(a) & _content(b))


def _content(text: str | None) -> set[str]:
    return {w.removesuffix("'s").removesuffix("’s") for w in _words(text)} - _LIGHT


def _words(text: str | None) -> list[str]:
    return [w.lower().strip(".") for w in _WORD.findall(text or "")]


def _score_telling(got: Record, gold: Record, tally: Tally) -> None:
    """How, on whose word, when and where, of an event whose sides are right."""
    want, have = gold["sources"], got["sources"]
    told = {
        "factuality": got["factuality"] == gold["factuality"],
        "source": same_name(have[-1], want[-1]) if want and have else not want and not have,
    }
    if len(want) > 1:
        told["whole chain"] = len(want) == len(have) and all(map(same_name, have, want))
    if gold["when"] and gold["when"]["start"]:
        told["when"] = bool(got["when"]) and _same_time(got["when"], gold["when"])
    if gold["where"] and gold["where"]["country"]:
        told["where"] = bool(got["where"]) and got["where"]["country"] == gold["where"]["country"]
    for what, right in told.items():
        tally.count(what, right)
        if not right:
            field = _FIELDS.get(what, what)
            tally.faults.append(
                f"{what.upper()} {_brief(got[field])} for {_brief(gold[field])} | "
                f"{got['trigger']['text']} | {gold['evidence'][:110]}"
            )


def _brief(field: Any) -> str:
    """A field of an event as a reader of faults wants it."""
    if isinstance(field, dict):
        return " ".join(str(field[k]) for k in ("text", "country", "start", "end", "name") if field.get(k)) or "-"
    return str(field or "-")


def _same_time(got: Record, gold: Record) -> bool:
    """The same start, or spans of several days that overlap and are about as long."""
    if got["start"] == gold["start"]:
        return True
    try:
        a, b, c, d = (date.fromisoformat(t) for t in (got["start"], got["end"], gold["start"], gold["end"]))
    except (TypeError, ValueError):
        return False
    mine, theirs = (b - a).days + 1, (d - c).days + 1
    return a <= d and c <= b and min(mine, theirs) > 1 and max(mine, theirs) <= 2 * min(mine, theirs)


def _score_attributions(got: Record, gold: Sequence[Record], tally: Tally) -> None:
    names = {a["id"]: a["name"] for a in got["actors"]}
    left = list(got["attributions"])
    tally.of["attributions"] += len(left)
    for want in gold:
        best = max(left, key=lambda p: _content_f1(p["content"]["text"], want["content"]), default=None)
        source = (best or {}).get("source") or {}
        speaker = f"{names.get((best or {}).get('speaker'), '')} {source.get('text', '')}"
        near = best is not None and _content_f1(best["content"]["text"], want["content"]) >= MIN_CONTENT_F1
        right = near and same_name(speaker, want["speaker"])
        tally.count("attributed", right)
        if best is None or not right:
            tally.faults.append(f"UNSAID {want['speaker']} | {want['content'][:90]}")
            continue
        left.remove(best)
        if want["via"]:
            via = best["via"]
            tally.count("via", len(via) == len(want["via"]) and all(map(same_name, via, want["via"])))


def _content_f1(a: str, b: str) -> float:
    left, right = Counter(_words(a)), Counter(_words(b))
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total()) if shared else 0.0


def _score_actors(got: Sequence[Record], gold: Sequence[Record], tally: Tally) -> None:
    for want in gold:
        same = [a for a in got if same_name(a["name"], want["name"])]
        tally.count("actor", bool(same))
        if not same:
            tally.faults.append(f"NOBODY {want['name']}")
        guess = next((a for a in same if any(w in (a.get("country_why") or "") for w in _INFERRED)), None)
        if guess is not None and want["country"]:
            tally.count("country inferred", guess["country"] == want["country"])
        for what in ("country", "sector"):
            if same and want[what]:
                right = any(a[what] == want[what] for a in same)
                tally.count(f"actor {what}", right)
                if not right:
                    tally.faults.append(
                        f"ACTOR {what} {want['name']}: {same[0]['name']} {same[0][what]} for {want[what]}"
                    )


def _score_blocks(text: str, got: Sequence[Record], gold: Sequence[Record], tally: Tally) -> None:
    kept = {k for b in got if b["part_of_article"] for k in range(b["start"], b["end"])}
    at = 0
    for block in gold:
        start = text.find(block["text"], at)
        at = start + len(block["text"])
        wrong = [k for k in range(start, at) if not text[k].isspace() and (k in kept) != (block["kind"] in IN_ARTICLE)]
        tally.of["page"] += sum(not c.isspace() for c in block["text"])
        tally.hits["page"] += sum(not c.isspace() for c in block["text"]) - len(wrong)
        if wrong:
            tally.faults.append(f"BLOCK {block['kind']} | {block['text'][:70]}")


def _shown(event: Record) -> str:
    sides = (" and ".join(map(_told, event[side])) or "-" for side in ("actors", "recipients"))
    return f"{event['type']} ({' → '.join(sides)})"


def _told(party: Record) -> str:
    return f"{party['text']} [{party['country'] or ''}]"


def main(arguments: Iterable[str] | None = None) -> int:
    """Prints the figures, and each fault when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=GOLDEN)
    parser.add_argument("--errors", action="store_true", help="print each fault")
    parser.add_argument("--no-second-opinion", action="store_true", help="the lexicon alone")
    options = parser.parse_args(None if arguments is None else list(arguments))
    tally = score_pages(Coder.load(second_opinion=not options.no_second_opinion), options.folder)
    if options.errors:
        print(*tally.faults, sep="\n")
    for level in LEVELS:
        print(f"events {level:16} P {{:.3f}} R {{:.3f}} F1 {{:.3f}}".format(*tally.event_scores(level)))
    print("attributions            P {:.3f} R {:.3f} F1 {:.3f}".format(*tally.attribution_scores()))
    for name in (
        "factuality",
        "source",
        "whole chain",
        "when",
        "where",
        "via",
        "actor",
        "actor country",
        "country inferred",
        "actor sector",
        "page",
    ):
        print(f"{name:23} {tally.share(name):.3f} of {tally.of[name]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
