"""Which articles are near-duplicates: the same text in several papers, wire copy with a new headline, a page seen
twice.

A sketch (MinHash over runs of words) is made of each article when it is read. Articles that agree on some band of it
are compared, and joined when at least `LIKE` of their word runs are shared. The groups do not depend on the order
of reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from communique.corpus.patterns import BYLINE_PART, CREDIT
from communique.lexicon import read_csv
from communique.records import Article

HASHES = 128
BANDS = 32  # of 4 hashes: two texts that share 60 % of their runs meet in some band with 98.8 %
RUN = 4  # words
LIKE = 0.55
SEED = 20300101
WINDOW_DAYS = 14
SWEEP = 5_000  # articles between two sweeps of what the window has passed
MEDIA = Path(__file__).parents[1] / "data" / "lexicons" / "en" / "actors" / "media.csv"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sketched:
    """What is needed of an article to group it."""

    article_key: str
    sketch: tuple[int, ...]
    outlet: str | None
    published: date | None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """An article in a group of near-duplicates: the group, how it is alike, and who is credited."""

    article_key: str
    story: str
    kind: str  # wire, repeat
    agency: str | None
    likeness: float
    n_articles: int


def sketch_of(article: Article) -> tuple[int, ...]:
    """The MinHash of an article's words, furniture and headline set apart; empty for one too short to tell."""
    from rensa import RMinHash

    told = " ".join(
        article.text[b.start : b.end]
        for b in article.blocks
        if b.part_of_article and b.kind in ("paragraph", "dateline")
    )
    words = _WORD.findall(told.casefold())
    if len(words) < 5 * RUN:
        return ()
    hasher = RMinHash(num_perm=HASHES, seed=SEED)
    hasher.update([" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)])
    return tuple(hasher.digest())


def find_copies(articles: Iterable[Sketched]) -> tuple[Copy, ...]:
    """The articles that have a near-duplicate, by group; the earliest article names the group.

    `articles` come in the order of (published, article_key); each is compared with those of the two weeks before it.
    """
    found = _Groups()
    for a, b, alike in _alike(articles):
        found.join(a, b, alike)
    return tuple(c for members in found.groups() for c in _group(members, found.likeness))


def find_agency(byline: str | None, opening: str) -> str | None:
    """The news agency that an article credits in its byline or beside its dateline, or None.

    >>> find_agency(None, "MINAS TIRITH (Reuters) — Gondor closed its border.")
    'Reuters'
    """
    agencies = load_agencies()
    for credit in CREDIT.finditer(opening[:600]):
        if (named := agencies.get(credit[1].strip().casefold())) is not None:
            return named
    parts = BYLINE_PART.split(byline) if byline else []
    return next((agencies[p] for p in (part.strip().casefold() for part in parts) if p in agencies), None)


@cache
def load_agencies() -> Mapping[str, str]:
    """News agencies by each of their names, in lower case."""
    found: dict[str, str] = {}
    for row in read_csv(MEDIA):
        if row["medium"] == "agency":
            for name in (row["name"], *row["aliases"].split(";")):
                if name.strip():
                    found.setdefault(name.strip().casefold(), row["name"])
    return found


class _Groups:
    """Articles joined by likeness; the surest likeness of each is kept."""

    def __init__(self) -> None:
        self.likeness: dict[str, float] = {}
        self._articles: dict[str, Sketched] = {}
        self._leader: dict[str, str] = {}

    def join(self, a: Sketched, b: Sketched, alike: float) -> None:
        for one in (a, b):
            self._articles[one.article_key] = one
            self._leader.setdefault(one.article_key, one.article_key)
            self.likeness[one.article_key] = max(alike, self.likeness.get(one.article_key, 0.0))
        x, y = sorted((self._root(a.article_key), self._root(b.article_key)))
        self._leader[y] = x

    def groups(self) -> list[list[Sketched]]:
        found: dict[str, list[Sketched]] = {}
        for key in sorted(self._articles):
            found.setdefault(self._root(key), []).append(self._articles[key])
        return [found[root] for root in sorted(found)]

    def _root(self, key: str) -> str:
        while self._leader[key] != key:
            self._leader[key] = self._leader[self._leader[key]]
            key = self._leader[key]
        return key


def _alike(articles: Iterable[Sketched]) -> Iterator[tuple[Sketched, Sketched, float]]:
    """Pairs that agree on a band and on enough of the whole. A band remembers its latest two articles of the window."""
    rows = HASHES // BANDS
    bands: dict[tuple[int, tuple[int, ...]], tuple[Sketched, ...]] = {}
    for number, article in enumerate(articles):
        if not article.sketch:
            continue
        seen: set[str] = set()
        for band in range(BANDS):
            key = (band, article.sketch[band * rows : (band + 1) * rows])
            near = tuple(o for o in bands.get(key, ()) if _within(o.published, article.published))
            for other in near:
                if other.article_key not in seen:
                    seen.add(other.article_key)
                    alike = _likeness(article.sketch, other.sketch)
                    if alike >= LIKE:
                        yield other, article, alike
            bands[key] = (*near[-1:], article)
        if number % SWEEP == SWEEP - 1:
            bands = {k: v for k, v in bands.items() if _within(v[-1].published, article.published)}


def _within(a: date | None, b: date | None) -> bool:
    return a is None or b is None or abs((b - a).days) <= WINDOW_DAYS


def _likeness(a: Sequence[int], b: Sequence[int]) -> float:
    return sum(x == y for x, y in zip(a, b, strict=True)) / HASHES


def _group(members: Sequence[Sketched], likeness: Mapping[str, float]) -> Iterator[Copy]:
    first = min(members, key=lambda a: (a.published or date.max, a.article_key))
    agencies = sorted({a.agency for a in members if a.agency})
    kind = "wire" if agencies or len({a.outlet for a in members}) > 1 else "repeat"
    agency = agencies[0] if agencies else None
    for a in members:
        yield Copy(a.article_key, first.article_key, kind, agency, round(likeness[a.article_key], 3), len(members))
