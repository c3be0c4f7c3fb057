"""Silence where nothing political happens: events per 1,000 words on pages of sport, business, technology, art, science and daily life.

    python tools/score_silence.py [--shared ../shared] [--events]

The pages are those of the HTML reference set whose headline and text are of no political act (picked by hand, by key); a few of
them mention one in passing (an attorney general's inquiry, a quarantine), so nought is not the aim. Wanted: at most 0.3.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator
from pathlib import Path

from communique.errors import InputError
from communique.pipeline import Coder
from communique.records import Coding, Page

ROOT = Path(__file__).resolve().parent.parent
WANTED = 0.3
PAGES = """
05844573 06ee193d 076f4f33 098bb3e9 0d461229 0e014df6 14cc2a0c 264dc3ae 291a8bf3 30b771a4 34a73285 358cc4a0 35b15891 360c732d
3c5bf8db 3cb22bfa 3cb5e2f4 3d8f3404 432362af 51374560 52111884 55bb6340 57e2e988 5ae11e58 5fbc7ccb 612cd298 63db31a1 65ce3a45
680c2848 6a72de37 70cb2d5b 785affa2 7dfc3e35 8267acac 851498a2 8634d121 87438a0d 88c328b6 8b194530 8e3efab5 92101975 95301fb7
9cb8224b 9ebb3af6 9eef8162 aadb38e5 aade2ec8 ac1bfdd4 ac3c0355 ad9e9e59 b37be353 bc13ff87 bd673bd7 c69e539d c81e134e cc4aa22b
d48aeb9c dfd43bc0 e100c961 e1cd54e5 e593d7fe e7d77f18 ea25dd7e ec3878db ec7fc408 eecd2575 ef2b3f26 f344ca5f f81c6c05 fde930b0
""".split()


def codings(coder: Coder, folder: Path) -> Iterator[Coding]:
    """The records of the listed pages that can be read."""
    for path in sorted(folder.glob("*.html.gz")):
        if path.name[:8] in PAGES:
            body = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
            try:
                yield coder.code_page(Page(path.name, body, "html"))
            except InputError as problem:
                print(f"not read: {path.name}: {problem}")


def measure(coder: Coder, folder: Path, show: bool = False) -> tuple[int, int]:
    """How many words were read, and how many events were coded."""
    words = events = 0
    for coding in codings(coder, folder):
        text = coding.article.text
        words += sum(len(text[b.start : b.end].split()) for b in coding.article.blocks if b.part_of_article)
        events += len(coding.events)
        for event in coding.events if show else ():
            sides = [[p.text for p in side] for side in (event.actors, event.recipients)]
            print(coding.article.source[:8], event.type, event.rule, sides[0], "→", sides[1], "|", event.evidence.text)
    return words, events


def main() -> None:
    """Prints the figure, and the events on request."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    ap.add_argument("--events", action="store_true")
    a = ap.parse_args()
    folder = a.shared / "data/html"
    if not folder.is_dir():
        print(f"The reference pages are not here ({folder}); nothing was measured.")
        return
    words, events = measure(Coder.load(), folder, a.events)
    print(f"{events} events in {words} words: {1000 * events / words:.2f} per 1,000 (wanted at most {WANTED})")


if __name__ == "__main__":
    main()
