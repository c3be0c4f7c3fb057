"""Measures names on unseen news: precision and recall of named people and bodies, bare recogniser beside our layer.

    python tools/score_names.py --data FOLDER [--marks tests/actors/name_offsets.csv] [--errors N]

FOLDER holds the pages as KEY.html.gz. The ten pages were chosen by rule: in the order of their file names, every page
whose headline tells of a government, a parliament, a court or an election and that holds at least 150 words, one page
an outlet and one a story. The marks are offsets only, made by hand before any answer was seen: page, start and end in
the stored text of the article, and a kind.

    read          a stretch that was marked throughout: answers outside these are not asked for
    person        a name without its title ("Faramir", "Ana Kresta"), also before a noun ("the Faramir government")
    organisation  a party, ministry, agency, company, armed group, newspaper or team by its name
    either        may be given or left: a party's members and adjectives, an office named by its holder's title, a
                  building, a body described more than named; states and places are not marked at all

An answer is right when it is of the mark's kind, overlaps it, and ends on the same word: titles do not count. The
stored text is checked against its hash (name_pages.csv beside the marks), so marks never slip. The five further pages of
name_check_offsets.csv (police, an agency, a campaign) were marked later, as a check on what the ten had led to.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from communique.actors import find_actors, load_roster
from communique.grammar import Parse
from communique.pages import read_article
from communique.parsing import Parser, load_parser
from communique.records import Article, Cast, Mention, Page

MARKS = Path(__file__).parent.parent / "tests" / "actors" / "name_offsets.csv"
_LABELS = {"PERSON": "person", "ORG": "organisation"}
_BY_NAME = frozenset({"title-name", "role-name", "title-abbreviation", "first-name", "page-agreement", "roster-name", "legal-form", "speaker-name", "family-name",
                      "recogniser-person", "recogniser-body", "recogniser-place", "body-name", "listed-body",
                      "listed-seat", "listed-media", "listed-group"})  # fmt: skip
_WRITTEN_AS_NAME = frozenset({"collective", "description"})  # "the Senate", "the Gondor Police"
_CODERS = ("bare recogniser", "with our layer")


class Stretch(NamedTuple):
    """Characters of an article, and what they are."""

    start: int
    end: int
    kind: str


@dataclass
class Tally:
    """What one coder got right, missed and added, by kind."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def line(self, kinds: tuple[str, ...]) -> str:
        """Precision, recall and F1 over these kinds."""
        right, missed, added = (sum(c[k] for k in kinds) for c in (self.right, self.missed, self.added))
        precision, recall = right / max(1, right + added), right / max(1, right + missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"P {precision:.3f} ({right}/{right + added})  R {recall:.3f} ({right}/{right + missed})  F1 {f1:.3f}"


def main() -> int:
    """Prints precision, recall and F1 for people, bodies and both, with and without our layer."""
    options = _options()
    marks = _read_marks(options.marks)
    hashes = _read_hashes(options.marks.with_name("name_pages.csv"))
    parser, roster = load_parser(), load_roster()
    tallies = {coder: Tally() for coder in _CODERS}
    for page, stretches in marks.items():
        path = options.data / f"{page}.html.gz"
        if not path.exists():
            print(f"{path} is missing; give the folder of pages with --data", file=sys.stderr)
            return 1
        body = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        article = read_article(Page(path.name, body, "html"))
        if hashlib.sha256(article.text.encode()).hexdigest() != hashes[page]:
            print(f"{page}: the stored text is no longer the one that was marked; mark it anew", file=sys.stderr)
            return 1
        parse = next(parser.parse_articles([article]))
        cast = find_actors(parse, published=article.published, outlet=article.outlet, roster=roster)
        _compare(article.text, stretches, _recognised(parser, article, stretches), tallies[_CODERS[0]])
        _compare(article.text, stretches, _by_name(cast, parse), tallies[_CODERS[1]])
    for coder, tally in tallies.items():
        for label, kinds in (("people", ("person",)), ("bodies", ("organisation",)), ("both", tuple(_LABELS.values()))):
            print(f"{coder:16} {label:7} {tally.line(kinds)}")
    for line in tallies[_CODERS[options.bare is False]].errors[: options.errors]:
        print(line)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--marks", type=Path, default=MARKS)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors of our layer")
    parser.add_argument("--bare", action="store_true", help="print the bare recogniser's errors instead")
    return parser.parse_args()


def _read_marks(path: Path) -> dict[str, list[Stretch]]:
    marks: defaultdict[str, list[Stretch]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            marks[row["page"]].append(Stretch(int(row["start"]), int(row["end"]), row["kind"]))
    return dict(marks)


def _read_hashes(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["page"]: row["sha256"] for row in csv.DictReader(file)}


def _recognised(parser: Parser, article: Article, stretches: list[Stretch]) -> list[Stretch]:
    """What the pipeline's recogniser marks in each stretch, given to it as it stands."""
    found = []
    for start, end, kind in stretches:
        if kind == "read":
            doc = parser.nlp(article.text[start:end])
            found += [Stretch(start + e.start_char, start + e.end_char, _LABELS[e.label_]) for e in doc.ents
                      if e.label_ in _LABELS]  # fmt: skip
    return found


def _by_name(cast: Cast, parse: Parse) -> list[Stretch]:
    """The mentions by name of every person and body in the cast, whether or not they take part in an event."""
    by_end = {
        (m.end, a.kind == "person"): Stretch(m.start, m.end, "person" if a.kind == "person" else "organisation")
        for a in cast.actors
        for m in a.mentions
        if a.kind != "country" and (m.rule in _BY_NAME or (a.kind != "person" and _is_capitalised(m, parse)))
    }
    return sorted(by_end.values())


def _is_capitalised(mention: Mention, parse: Parse) -> bool:
    """A noun for a body written as its name; one word alone may only open a sentence ("Prosecutors say")."""
    written = " " in mention.text and parse.tokens[mention.head].text[:1].isupper()
    return mention.rule in _WRITTEN_AS_NAME and written


def _compare(text: str, stretches: list[Stretch], answers: list[Stretch], tally: Tally) -> None:
    read = [s for s in stretches if s.kind == "read"]
    open_marks = [s for s in stretches if s.kind in _LABELS.values()]
    optional = [s for s in stretches if s.kind == "either"]
    for answer in answers:
        if not any(s.start <= answer.start and answer.end <= s.end + 2 for s in read):
            continue
        same = next((m for m in open_marks if m.kind == answer.kind and _same(text, m, answer)), None)
        if same is not None:
            open_marks.remove(same)
            tally.right[answer.kind] += 1
        elif not any(_overlap(m, answer) for m in optional):
            tally.added[answer.kind] += 1
            tally.errors.append(_shown("added ", text, answer))
    for mark in open_marks:
        tally.missed[mark.kind] += 1
        tally.errors.append(_shown("missed", text, mark))


def _same(text: str, mark: Stretch, answer: Stretch) -> bool:
    return _overlap(mark, answer) and _last_word(text, mark) == _last_word(text, answer)


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one.start < other.end and other.start < one.end


def _last_word(text: str, span: Stretch) -> str:
    words = text[span.start : span.end].replace("’", "'").removesuffix("'s").rstrip("'\"”.,").split()
    return words[-1].lower() if words else ""


def _shown(verdict: str, text: str, at: Stretch) -> str:
    before, after = text[max(0, at.start - 60) : at.start], text[at.end : at.end + 40]
    return f"{verdict} {at.kind:12} …{before}[{text[at.start : at.end]}]{after}…".replace("\n", " ")


if __name__ == "__main__":
    sys.exit(main())
