"""The words that the clause reader needs to know: which verbs control, raise or carry, which nouns name acts."""

from __future__ import annotations

import csv
import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from communique.errors import LexiconError
from communique.lexicon import load_patterns

_FOLDER = "data/lexicons/en/parsing"
NEVER_DONE_TO = frozenset(  # verbs without a passive: "hundreds of people protested outside the court"
    "protest march demonstrate rally riot clash flee resign surrender gather arrive retreat collide die erupt".split()
)
_WITH_NOUNS = ("attribution", "factuality")  # rooms whose lexicon entries may name nouns
_CLASSES = frozenset(
    {"object-control", "asks", "tells", "raising", "light", "light-phrase", "partitive", "noun", "adjective"}
    | {"converse", "converse-bare", "carrier", "own-will"}
)


@dataclass(frozen=True)
class ClauseWords:
    """Lemmas by what they do to the grammar of a clause; see the notes in the lexicon's own files."""

    object_control: frozenset[str]
    asks: frozenset[str]  # of the object-control verbs, those of which an infinitive is never a purpose
    tells: frozenset[str]  # what one calls somebody up to do oneself: "called the king to thank him"
    raising: frozenset[str]
    light: frozenset[str]
    converse: frozenset[str]  # light verbs whose subject is the one done to
    converse_bare: frozenset[str]
    carriers: frozenset[str]  # verbs of beginning and going on, whose phrases belong to the act that begins
    partitive: frozenset[str]
    own_will: frozenset[str]  # verbs whose infinitive is one's own act: "the bishops offered to mediate"
    nouns: frozenset[str]
    adjectives: frozenset[str]
    verbs: frozenset[str]  # those by which the event lexicon names acts

    @functools.cached_property
    def acts(self) -> frozenset[str]:
        """All verbs and nouns that name acts."""
        return self.nouns | self.verbs


@functools.cache
def load_clause_words() -> ClauseWords:
    """Reads the clause reader's word lists from the package; raises LexiconError with file and line."""
    by_class: dict[str, set[str]] = {c: set() for c in _CLASSES}
    for name in ("verbs.csv", "nouns.csv"):
        path = resources.files("communique") / _FOLDER / name
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, row in enumerate(csv.reader(lines), start=1):
            if not row or row[0].startswith("#") or row[0] == "class":
                continue
            if row[0] not in _CLASSES or len(row) < 2:
                raise LexiconError(
                    f"the class {row[0]!r} is unknown; use one of {sorted(_CLASSES)}", file=name, line=number
                )
            by_class[row[0]].update(row[1].split())
    return ClauseWords(
        object_control=frozenset(by_class["object-control"]),
        asks=frozenset(by_class["asks"]),
        tells=frozenset(by_class["tells"]),
        raising=frozenset(by_class["raising"]),
        light=frozenset(by_class["light"]),
        converse=frozenset(by_class["converse"]),
        converse_bare=frozenset(by_class["converse-bare"]),
        carriers=frozenset(by_class["carrier"]),
        partitive=frozenset(by_class["partitive"]),
        own_will=frozenset(by_class["own-will"]),
        nouns=frozenset(by_class["noun"]).union(_of_patterns("noun"), _nouns_of_rooms()),
        adjectives=frozenset(by_class["adjective"]).union(_of_patterns("adjective")),
        verbs=frozenset(_of_patterns("verb")).union(by_class["light"], by_class["object-control"]),
    )


def _of_patterns(kind: str) -> Iterator[str]:
    """The nouns, verbs or adjectives by which the event lexicon names acts."""
    return (p.lemma for pattern in load_patterns().patterns for p in pattern.predicates if p.kind == kind)


def _nouns_of_rooms() -> Iterator[str]:
    """The nouns of other lexicons that govern clauses: "the claim that", "speculation that"."""
    for room in _WITH_NOUNS:
        folder = resources.files("communique") / "data/lexicons/en" / room
        for path in sorted(folder.iterdir(), key=lambda f: f.name):
            if not path.name.endswith(".toml"):
                continue
            for entries in tomllib.loads(path.read_text(encoding="utf-8")).values():
                for entry in entries if isinstance(entries, list) else ():
                    if isinstance(entry, dict):
                        yield from (n.split()[-1] for n in entry.get("nouns", ()))
