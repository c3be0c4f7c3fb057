"""Which words give the floor to someone, and with what stance: the cue lexicon, read once and checked.

    load_cues().verb("say", None, "clause")      # Cue(id="say", stance="asserts", …)

Every entry knows its file and line, and carries examples; tests read each of them with the whole stage.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal, get_args

from communique.errors import LexiconError
from communique.records import Stance

FOLDER = "data/lexicons/en/attribution"
Frame = Literal[
    "clause",
    "quote",
    "infinitive",
    "gerund",
    "object",
    "as",
    "so",
    "on",
    "finding",
    "seeming",
    "relay",
    "carrier",
    "stand",
]
Certainty = Literal["certain", "probable", "possible", "unknown"]
_STANCES = frozenset(get_args(Stance))
_FRAMES = frozenset(get_args(Frame))
_KEYS = frozenset(
    (
        *("id", "stance", "takes", "verbs", "nouns", "phrases", "adverbs", "adjectives", "prepositions", "objects"),
        *("certainty", "reads", "leaves", "veils", "nests", "note"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the cue lexicon."""

    id: str
    stance: Stance
    takes: frozenset[str]
    prepositions: frozenset[str]
    objects: frozenset[str]  # nouns that the frame `stand`, or a preposition, asks for
    certainty: Certainty | None
    nests: bool  # whether it may be read inside the words of another
    file: str
    line: int


@dataclass(frozen=True)
class Cues:
    """All cues of a language: verbs by lemma and frame, nouns by lemma, set phrases and adverbs by their words."""

    verbs: Mapping[tuple[str, str], Cue]
    nouns: Mapping[str, Cue]
    phrases: Mapping[tuple[str, ...], Cue]
    counts: Mapping[tuple[str, ...], Cue]  # prepositions before what counts: "in a new poll"
    adverbs: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    predicates: Mapping[tuple[str, str], Cue]  # adjective and frame
    seeming: Mapping[str, Cue]

    @functools.cached_property
    def with_more(self) -> frozenset[str]:
        """The verbs that some entry lists with one more word: "speak" for "speak about"."""
        return frozenset(lemma.rsplit(" ", 1)[0] for lemma, _ in self.verbs if " " in lemma)

    def verb(self, lemma: str, particle: str | None, frame: Frame) -> Cue | None:
        """The entry of a verb, with its particle where that has one of its own, in a frame."""
        if particle is not None:
            return self.verbs.get((f"{lemma} {particle}", frame))
        return self.verbs.get((lemma, frame))


@functools.cache
def load_cues() -> Cues:
    """Reads the cue files of the package; raises LexiconError with file and line where one breaks its own rules."""
    phrases = _by_words("prepositions.toml", "phrases")
    return Cues(
        verbs=_by_frame("verbs.toml", "verbs"),
        nouns=_by_word("nouns.toml", "nouns"),
        phrases={words: cue for words, cue in phrases.items() if not cue.objects},
        counts={words: cue for words, cue in phrases.items() if cue.objects},
        adverbs=_by_word("adverbs.toml", "adverbs"),
        adjectives=_by_word("adjectives.toml", "adjectives"),
        predicates=_by_frame("predicates.toml", "adjectives"),
        seeming=_by_word("adverbs.toml", "verbs"),
    )


def _by_frame(file: str, key: str) -> dict[tuple[str, str], Cue]:
    table: dict[tuple[str, str], Cue] = {}
    for cue, entry in _entries(file):
        for word in entry[key]:
            for frame in cue.takes:
                _add(table, (word, frame), cue)
    return table


def _by_word(file: str, key: str) -> dict[str, Cue]:
    return {" ".join(words): cue for words, cue in _by_words(file, key).items()}


def _by_words(file: str, key: str) -> dict[tuple[str, ...], Cue]:
    table: dict[tuple[str, ...], Cue] = {}
    for cue, entry in _entries(file):
        for words in entry.get(key, ()):
            _add(table, tuple(words.split()), cue)
    return table


def _add(table: dict[Any, Cue], key: object, cue: Cue) -> None:
    if key in table and table[key].id != cue.id:
        raise LexiconError(f"{key!r} stands in {table[key].id!r} already", file=cue.file, line=cue.line)
    table[key] = cue


def _entries(name: str) -> Iterator[tuple[Cue, dict[str, Any]]]:
    """The entries of a file with their lines, checked."""
    lines = [n for n, line in enumerate(_text(name).splitlines(), 1) if line.strip() == "[[cue]]"]
    for line, entry in zip(lines, tomllib.loads(_text(name)).get("cue", []), strict=True):
        problem = _problem(entry)
        if problem:
            raise LexiconError(problem, file=name, line=line)
        yield (
            Cue(
                id=entry["id"],
                stance=entry["stance"],
                takes=frozenset(entry.get("takes", ())),
                prepositions=frozenset(entry.get("prepositions", ())),
                objects=frozenset(entry.get("objects", ())),
                certainty=entry.get("certainty"),
                nests=entry.get("nests", True),
                file=name,
                line=line,
            ),
            entry,
        )


def _problem(entry: Mapping[str, Any]) -> str | None:
    """What is wrong with an entry, in a sentence; None when nothing is."""
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        return f"unknown key {unknown[0]!r}"
    if entry.get("stance") not in _STANCES:
        return f"unknown stance {entry.get('stance')!r}"
    strange = sorted(set(entry.get("takes", ())) - _FRAMES)
    if strange:
        return f"unknown frame {strange[0]!r}"
    if not (entry.get("reads") or entry.get("veils")):
        return f"{entry.get('id')!r} has no example"
    return None


def read_toml(name: str) -> dict[str, Any]:
    """A file of this stage's lexicon folder."""
    return tomllib.loads(_text(name))


@functools.cache
def _text(name: str) -> str:
    return (resources.files("communique") / FOLDER / name).read_text(encoding="utf-8")
