"""The words that the clause reader needs to know: which verbs control, raise or carry, which nouns name acts."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from communique.errors import LexiconError

_FOLDER = "data/lexicons/en/parsing"
_CLASSES = frozenset({"object-control", "raising", "light", "light-phrase", "partitive", "noun", "adjective"})


@dataclass(frozen=True)
class ClauseWords:
    """Lemmas by what they do to the grammar of a clause; see the notes in the lexicon's own files."""

    object_control: frozenset[str]
    raising: frozenset[str]
    light: frozenset[str]
    partitive: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]


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
        raising=frozenset(by_class["raising"]),
        light=frozenset(by_class["light"]),
        partitive=frozenset(by_class["partitive"]),
        nouns=frozenset(by_class["noun"]),
        adjectives=frozenset(by_class["adjective"]),
    )
