"""Measure times: words a second that the times stage reads, parse not counted, and what opening its lexicon costs.

    python tools/measure_times.py [TEXTS] [--rounds 7]

TEXTS: JSONL with "text" and "published" in each row (shared/data/timex/*.jsonl); without it, the tables of tests/times,
which hold a time in every sentence and are the hardest to read. Each round reads all texts; the best and the median are
told, in seconds of the process, so that a busy machine does not change them much.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent


def _texts(path: Path | None) -> Iterator[tuple[str, str | None]]:
    if path is None:
        for table in sorted((ROOT / "tests/times").glob("*.csv")):
            with table.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    yield row["text"], None if row["published"] == "none" else row["published"]
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            yield row["text"], row.get("published")


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("texts", type=Path, nargs="?")
    ap.add_argument("--rounds", type=int, default=7)
    asked = ap.parse_args()
    from communique.parsing import load_parser
    from communique.times import find_times

    parser = load_parser()
    parses = [(parser.parse_text(text), published) for text, published in _texts(asked.texts)]
    start = time.process_time()
    find_times(*parses[0])
    opened = time.process_time() - start
    words = sum(len(parse.text.split()) for parse, _ in parses)
    rates, found = [], 0
    for _ in range(asked.rounds):
        start = time.process_time()
        found = sum(len(find_times(parse, published)) for parse, published in parses)
        rates.append(words / (time.process_time() - start))
    print(f"{words:,} words, {found:,} times; lexicon opened in {opened:.2f} s")
    print(f"{max(rates):,.0f} words a second at best, {statistics.median(rates):,.0f} in the middle of {asked.rounds}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
