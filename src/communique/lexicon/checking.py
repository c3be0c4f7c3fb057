"""Is the lexicon in order? Every fault with file, line and what to do.

for problem in check_lexicon():
    print(problem)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import LexiconError
from communique.lexicon.layout import in_order
from communique.lexicon.patterns import Example, Pattern, Problem
from communique.lexicon.reading import build_pattern, pattern_files, read_pattern_file
from communique.lexicon.tables import read_csv, shown_path

if TYPE_CHECKING:
    from communique.ontology import Ontology

FEWEST_CODES = 1
FEWEST_LEAVES = 1


def check_lexicon(place: Path | None = None, *, tables: bool = True) -> list[Problem]:
    """What is off in the package's lexicon (or in a file or folder of patterns), in the order of files and lines.

    Judges form, words known to the ontology, examples and clashes; whether the examples are really coded so is
    judged by `try_examples`, with a coder.
    """
    from communique.ontology import load_ontology

    problems: list[Problem] = []
    patterns: list[Pattern] = []
    for path in pattern_files(place):
        file = shown_path(path)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(file, 1, "file", f"cannot be read: {error}"))
            continue
        read = read_pattern_file(text, file)
        problems += read.problems
        for raw in read.entries:
            try:
                patterns.append(build_pattern(raw))
            except LexiconError as error:
                problems.append(Problem(error.file, error.line, "entry", str(error).split(": ", 1)[1]))
        if not read.problems and not in_order(text):
            problems.append(
                Problem(file, 1, "layout", "is not laid out as usual; `communique lexicon check --fix` does it")
            )
    ontology = load_ontology()
    for pattern in patterns:
        problems += _check_words(pattern, ontology)
        problems += _check_examples(pattern)
    problems += _check_ids(patterns)
    problems += _check_clashes(patterns)
    if tables and place is None:
        problems += _check_tables(pattern_files()[0].parents[1] if pattern_files() else None)
    return sorted(problems, key=lambda p: (p.file, p.line, p.message))


def format_problems(problems: Iterable[Problem]) -> str:
    """The problems, one a line, as `file:line: message`, and their number; one sentence when there are none."""
    lines = [str(p) for p in problems]
    if not lines:
        return "The lexicon is in order."
    return "\n".join([*lines, f"{len(lines)} problem{'s' if len(lines) > 1 else ''}."])


def _check_words(pattern: Pattern, ontology: Ontology) -> Iterator[Problem]:
    """Type, mode, contexts and CAMEO code are the ontology's."""
    known = ontology.types.get(pattern.type)
    if known is None:
        yield _problem(pattern, "type", f'unknown type "{pattern.type}"; types are {", ".join(ontology.types)}')
    elif pattern.mode is not None and known.mode(pattern.mode) is None:
        modes = ", ".join(m.name for m in known.modes) or "none"
        yield _problem(pattern, "mode", f'{pattern.type} has no mode "{pattern.mode}"; its modes are {modes}')
    if pattern.when_negated is not None and pattern.when_negated not in ontology.types:
        yield _problem(pattern, "type", f'unknown type "{pattern.when_negated}" in when_negated')
    for context in pattern.contexts:
        if context not in ontology.contexts:
            yield _problem(pattern, "context", f'unknown context "{context}"')
    if pattern.cameo is not None and pattern.cameo not in ontology.cameo:
        yield _problem(pattern, "cameo", f'unknown CAMEO code "{pattern.cameo}"')
    if (pattern.acts or pattern.not_acts) and not pattern.shape.has("clause"):
        yield _problem(pattern, "acts", "has acts or not_acts, but no CLAUSE in its shape")
    shape = pattern.shape
    has_place = shape.has("object") or shape.has("recipient") or shape.has("clause")
    if (pattern.objects or pattern.not_objects) and not has_place:
        where = "has objects or not_objects, but no OBJECT, RECIPIENT or CLAUSE in its shape"
        yield _problem(pattern, "objects", where)


def _check_examples(pattern: Pattern) -> Iterator[Problem]:
    """Enough of them, the trigger in brackets, and the parties in the text."""
    if len(pattern.codes) < FEWEST_CODES:
        yield _problem(pattern, "example", "has no example in codes")
    if len(pattern.leaves) < FEWEST_LEAVES:
        yield _problem(pattern, "example", "has no near miss in leaves")
    for example in pattern.codes:
        if not example.marks:
            yield _at(example, pattern, "trigger", f'has no [trigger] in brackets: "{example.text}"')
        for name in (*example.actors, *example.recipients):
            if name not in example.text:
                yield _at(example, pattern, "party", f'"{name}" is not in the text: "{example.text}"')
    for miss in pattern.leaves:
        if not miss.why:
            yield Problem(miss.file, miss.line, "why", f'entry "{pattern.id}": a near miss must say why: "{miss.text}"')
    texts = [e.text for e in pattern.codes] + [m.text for m in pattern.leaves]
    for text in sorted({t for t in texts if texts.count(t) > 1}):
        yield _problem(pattern, "example", f'gives the same example twice: "{text}"')


def _check_ids(patterns: list[Pattern]) -> Iterator[Problem]:
    first: dict[str, Pattern] = {}
    for pattern in patterns:
        if pattern.id in first:
            where = f"{first[pattern.id].file}:{first[pattern.id].line}"
            yield Problem(pattern.file, pattern.line, "id", f'id "{pattern.id}" stands already at {where}')
        first.setdefault(pattern.id, pattern)


def _check_clashes(patterns: list[Pattern]) -> Iterator[Problem]:
    """Two entries that fit the same words in the same places and disagree on type or mode."""
    by_words: dict[tuple[str, str, tuple[object, ...]], list[Pattern]] = {}
    for pattern in patterns:
        for predicate in pattern.predicates:
            key = (predicate.kind, predicate.text, _places(pattern, predicate.kind))
            by_words.setdefault(key, []).append(pattern)
    for (_, words, _), some in by_words.items():
        for one, other in combinations(some, 2):
            if one.id == other.id or not _overlap(one, other):
                continue
            same = (one.type, one.mode) == (other.type, other.mode)
            what = "repeats" if same else f"clashes ({_kind(other)} here, {_kind(one)} there) with"
            message = f'"{words}" {what} entry "{one.id}" at {one.file}:{one.line}: same shape, overlapping constraints'
            yield _problem(other, "repeat" if same else "clash", message)


def _kind(pattern: Pattern) -> str:
    return f"{pattern.type}/{pattern.mode}" if pattern.mode else pattern.type


def _places(pattern: Pattern, kind: str) -> tuple[object, ...]:
    """The required slots of a shape: what tells it apart from another shape of the same predicate."""
    shape = pattern.noun_shape if kind == "noun" and pattern.noun_shape else pattern.shape
    return tuple((s.place, s.role, s.prepositions, s.form) for s in shape.slots if not s.optional)


def _overlap(one: Pattern, other: Pattern) -> bool:
    """Whether some head word satisfies the constraints of both entries.

    An entry with constraints beside one without is no clash: the narrower wins.
    """
    pairs = ((one.objects, other.objects), (one.subject, other.subject), (one.acts, other.acts))
    for mine, theirs in pairs:
        if bool(mine) != bool(theirs) or (mine and not mine & theirs):
            return False
    excluded = (one.not_objects, one.not_subject, one.not_acts)
    excluded_there = (other.not_objects, other.not_subject, other.not_acts)
    return excluded == excluded_there or not any((*excluded, *excluded_there))


def _check_tables(folder: Path | None) -> Iterator[Problem]:
    """Every CSV of the lexicon folder can be read as a table."""
    for path in sorted(folder.rglob("*.csv")) if folder else ():
        try:
            read_csv(path)
        except LexiconError as error:
            yield Problem(error.file, error.line, "table", str(error).split(": ", 1)[1])


def _problem(pattern: Pattern, kind: str, message: str) -> Problem:
    return Problem(pattern.file, pattern.line, kind, f'entry "{pattern.id}": {message}')


def _at(example: Example, pattern: Pattern, kind: str, message: str) -> Problem:
    return Problem(example.file, example.line, kind, f'entry "{pattern.id}": {message}')
