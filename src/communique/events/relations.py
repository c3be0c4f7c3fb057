"""Standing states between two actors, told as states and not as acts (CODEBOOK §7)."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any, get_args

from communique.errors import LexiconError
from communique.events.coder import Scene
from communique.grammar import Argument, Clause
from communique.records import Relation, RelationKind, Span

_SIDES = ("subject-object", "between")
_FILE = "data/lexicons/en/relations/relations.toml"


@dataclass(frozen=True, slots=True)
class RelationPattern:
    """One entry: words that state a relation, and where its two sides stand.

    `sides` is "subject-object" (X backs Y; X is an ally of Y), or "between" (the ties of X and Y are strained).
    """

    id: str
    relation: RelationKind
    kind: str
    lemma: str
    sides: str
    prepositions: tuple[str, ...]
    subjects: frozenset[str]  # for "between": the nouns whose holders are the sides ("ties", "relations")
    stative: bool  # a verb counts only in the present or the perfect: "backs", "have backed"


@dataclass(frozen=True, slots=True)
class RelationExample:
    """A sentence and the relations it must give, as "X relation Y"; none for a near miss."""

    entry: str
    text: str
    gives: tuple[str, ...]


@functools.cache
def load_relation_patterns() -> tuple[tuple[RelationPattern, ...], tuple[RelationExample, ...]]:
    """Reads the relations' lexicon; raises LexiconError naming the entry."""
    content = tomllib.loads((resources.files("communique") / _FILE).read_text(encoding="utf-8"))
    patterns: list[RelationPattern] = []
    examples: list[RelationExample] = []
    for entry in content["relation"]:
        patterns += _patterns(entry)
        examples += [RelationExample(entry["id"], row["text"], tuple(row["gives"])) for row in entry["examples"]]
    return tuple(patterns), tuple(examples)


def _patterns(entry: dict[str, Any]) -> list[RelationPattern]:
    if entry["relation"] not in get_args(RelationKind) or entry.get("sides", _SIDES[0]) not in _SIDES:
        raise LexiconError(f'entry "{entry["id"]}": unknown relation or sides', file=_FILE, line=1)
    return [
        RelationPattern(
            id=entry["id"],
            relation=entry["relation"],
            kind=kind,
            lemma=lemma,
            sides=entry.get("sides", "subject-object"),
            prepositions=tuple(entry.get("prepositions", ())),
            subjects=frozenset(entry.get("subjects", ())),
            stative=kind == "verb",
        )
        for kind, key in (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives"))
        for lemma in entry.get(key, ())
    ]


def find_relations(scene: Scene) -> tuple[Relation, ...]:
    """The standing relations that the article states, each pair once per relation, in the order of the text."""
    patterns, _ = load_relation_patterns()
    by_lemma: dict[tuple[str, str], list[RelationPattern]] = {}
    for pattern in patterns:
        by_lemma.setdefault((pattern.kind, pattern.lemma), []).append(pattern)
    found: dict[tuple[str, str, str], Relation] = {}
    for clause in scene.parse.clauses:
        for pattern in by_lemma.get((clause.kind, clause.lemma), ()):
            for subject, other in _pairs(scene, clause, pattern):
                if subject != other:
                    relation = Relation(subject, other, pattern.relation, _sentence_part(scene, clause), pattern.id)
                    found.setdefault((subject, other, pattern.relation), relation)
    return tuple(found.values())


def _pairs(scene: Scene, clause: Clause, pattern: RelationPattern) -> list[tuple[str, str]]:
    """The pairs of actor ids of which an entry states its relation in a clause."""
    if clause.negation is not None or clause.modal is not None or clause.tense == "future":
        return []
    if pattern.stative and (clause.voice == "passive" or clause.tense != "present"):
        return []
    if pattern.sides == "between":
        sides = _holders(scene, clause, pattern)
        return [(sides[0], s) for s in sides[1:]]
    if pattern.kind == "noun" and clause.light is None and not _is_apposition(scene, clause):
        return []
    subjects = _ids(scene, clause.subjects)
    objects = [a for a in clause.objects if a.via != "possessive"]
    objects += [o.argument for o in clause.obliques if o.preposition in pattern.prepositions]
    others = _ids(scene, objects)
    if not others and len(subjects) > 1 and pattern.kind == "noun":
        return [(subjects[0], s) for s in subjects[1:]]
    return [(s, o) for s in subjects for o in others]


def _ids(scene: Scene, arguments: list[Argument] | tuple[Argument, ...]) -> list[str]:
    found = (scene.cast.at(a.head) for a in arguments)
    return list(dict.fromkeys(actor.id for actor in found if actor is not None))


def _is_apposition(scene: Scene, clause: Clause) -> bool:
    return bool(clause.subjects) and clause.subjects[0].via == "apposition"


def _holders(scene: Scene, clause: Clause, pattern: RelationPattern) -> list[str]:
    """Whose ties they are: the actors in the subject phrase, its adjectives and what follows "between" or "with"."""
    out: list[str] = []
    for subject in clause.subjects:
        token = scene.parse.tokens[subject.head]
        if pattern.subjects and token.lemma not in pattern.subjects:
            continue
        inside = range(subject.first, scene.parse.right_edge[subject.head] + 1)
        out += [scene.cast.by_head[i].actor for i in inside if i in scene.cast.by_head]
    return list(dict.fromkeys(out))


def _sentence_part(scene: Scene, clause: Clause) -> Span:
    first, stop = clause.first, clause.stop
    tokens = scene.parse.tokens
    while stop - 1 > first and tokens[stop - 1].pos == "PUNCT":
        stop -= 1
    start, end = tokens[first].start, tokens[stop - 1].end
    return Span(start, end, scene.parse.text[start:end])
