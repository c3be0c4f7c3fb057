"""Measure places: the table of tests/places, speed beyond the parse, and what reading the gazetteer costs.

python tools/measure_places.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests/places"))


def main() -> int:
    start = time.perf_counter()
    from communique.places import find_places, load_gazetteer
    from communique.places.gazetteer import load_peoples

    load_gazetteer()
    load_peoples()
    opened = time.perf_counter() - start
    from spacy_parse import parse_text
    from test_places import at_words, km, read_table

    rows = read_table()
    parses = {r.text: parse_text(r.text) for r in rows}
    start = time.perf_counter()
    for text in parses:
        find_places(parses[text])
    words = sum(len(p.tokens) for p in parses.values()) / (time.perf_counter() - start)
    country = near = placed = 0
    for row in rows:
        place = at_words(row, find_places(parses[row.text], published=row.published))
        wanted = None if row.country == "-" else row.country
        country += place is None if row.country == "NONE" else place is not None and place.country == wanted
        if row.at is not None:
            placed += 1
            if place is not None and place.lat is not None and place.lon is not None:
                near += km(row.at, (place.lat, place.lon)) <= 50
    print(
        f"country {country}/{len(rows)} = {country / len(rows):.3f}; within 50 km {near}/{placed} = {near / placed:.3f}"
    )
    print(f"{words:,.0f} words a second beyond the parse; gazetteer opened (imports included) in {opened:.3f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
