"""Event pattern files (TOML) into records, each entry with its file and line.

    lexicon = load_patterns()
    lexicon.candidates("verb", "accuse")

A broken entry of the package is left out and told in `Lexicon.problems` (a test holds that there are none); a broken
entry of a file that the user names is an error. What needs the ontology to be judged is left to `checking`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from communique.errors import LexiconError
from communique.lexicon.compiled import read_compiled, write_compiled
from communique.lexicon.patterns import Example, Lexicon, Mark, NearMiss, Pattern, Predicate, Problem
from communique.lexicon.shapes import ShapeError, read_shape
from communique.lexicon.tables import shown_path

DATA = Path(__file__).resolve().parent.parent / "data"
EVENTS = DATA / "lexicons" / "en" / "events"

LISTS = (
    "verbs",
    "nouns",
    "adjectives",
    "contexts",
    "objects",
    "not_objects",
    "subject",
    "not_subject",
    "acts",
    "not_acts",
)
TEXTS = ("id", "type", "shape", "noun_shape", "mode", "cameo", "needs", "when_negated", "note")
SWITCHES = ("embeds", "passive")
ROWS = ("codes", "leaves")
KEYS = (*TEXTS, *LISTS, *SWITCHES, *ROWS)
EXAMPLE_KEYS = ("text", "actor", "recipient", "factuality", "type")
LEAVE_KEYS = ("text", "why")
NEEDS = ("recipient", "actor", "both", "none")
FACTUALITIES = ("actual", "future", "hypothetical", "negated")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ENTRY = re.compile(r"\s*\[\[pattern\]\]")
_LIST = re.compile(r"\s*(codes|leaves)\s*=")
_ROW = re.compile(r"\{\s*(?:text|actor|recipient|factuality|type|why)\s*=")
_BRACKETS = re.compile(r"\[([^\[\]]+)\]")
_HEAD_BEFORE = frozenset({"of", "for", "on", "to", "in", "into", "against", "from", "by", "at", "with", "over"})


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as TOML gives it, with the lines of its head and of its example rows."""

    keys: dict[str, Any]
    file: str
    line: int
    rows: dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class PatternFile:
    """A pattern file as read: its entries, and what keeps others from being read."""

    entries: tuple[RawEntry, ...]
    problems: tuple[Problem, ...]


@cache
def load_patterns(extra: Path | None = None) -> Lexicon:
    """All event patterns of the package, and those of `extra` (a file or folder), whose entries win by id."""
    found: dict[str, Pattern] = {}
    problems: list[Problem] = []
    for own, files in ((True, pattern_files()), (False, pattern_files(extra) if extra else ())):
        fresh: dict[str, Pattern] = {}
        for raw in _entries(files, problems):
            try:
                pattern = build_pattern(raw)
            except LexiconError as error:
                problems.append(Problem(error.file, error.line, "entry", str(error).split(": ", 1)[1]))
                continue
            if pattern.id in fresh:
                problems.append(_twice(pattern, fresh[pattern.id]))
            else:
                fresh[pattern.id] = pattern
        if not own and (bad := [p for p in problems if _in(p, files)]):
            raise LexiconError(bad[0].message, file=bad[0].file, line=bad[0].line)
        found |= fresh
    return Lexicon(tuple(found.values()), tuple(problems))


def pattern_files(place: Path | None = None) -> tuple[Path, ...]:
    """The pattern files of a folder (the package's when none is named), in the order of their names."""
    place = EVENTS if place is None else place
    if place.is_file():
        return (place,)
    if not place.is_dir():
        raise LexiconError("there is no such file or folder", file=str(place), line=1)
    return tuple(sorted(place.rglob("*.toml")))


@cache
def lexicon_sha256() -> str:
    """The hash of every lexicon and ontology file of the package: two runs with the same hash used the same rules."""
    digest = hashlib.sha256()
    for path in sorted(p for d in ("lexicons", "ontology") for p in (DATA / d).rglob("*") if p.suffix in _SUFFIXES):
        digest.update(path.relative_to(DATA).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


_SUFFIXES = (".toml", ".csv")


def read_pattern_file(text: str, file: str) -> PatternFile:
    """The entries of one file's text, not yet checked; a file that is no TOML gives none, and says where it breaks."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        return PatternFile((), (Problem(file, int(where[1]) if where else 1, "toml", f"is no TOML: {error}"),))
    lines = _lines_of_entries(text)
    problems = [
        Problem(file, 1, "key", f'unknown key "{key}" outside an entry')
        for key in content
        if key not in ("type", "pattern")
    ]
    shared = content.get("type")
    entries = []
    for keys, (line, rows) in zip(content.get("pattern", []), lines, strict=False):
        if shared is not None:
            keys.setdefault("type", shared)
        entries.append(RawEntry(keys, file, line, rows))
    return PatternFile(tuple(entries), tuple(problems))


def build_pattern(raw: RawEntry) -> Pattern:
    """The record of an entry; raises LexiconError at its file and line when its form is off."""
    keys = raw.keys
    _check_form(raw)
    try:
        shape = read_shape(keys["shape"])
        noun_shape = read_shape(keys["noun_shape"]) if "noun_shape" in keys else None
    except ShapeError as error:
        raise _off(raw, f"bad shape: {error}") from error
    predicates = tuple(
        read_predicate(kind, words)
        for kind, key in (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives"))
        for words in keys.get(key, ())
    )
    if not predicates:
        raise _off(raw, "names no verb, noun or adjective")
    return Pattern(
        id=keys["id"],
        type=keys["type"],
        predicates=predicates,
        shape=shape,
        noun_shape=noun_shape,
        mode=keys.get("mode"),
        contexts=tuple(keys.get("contexts", ())),
        cameo=keys.get("cameo"),
        objects=frozenset(keys.get("objects", ())),
        not_objects=frozenset(keys.get("not_objects", ())),
        subject=frozenset(keys.get("subject", ())),
        not_subject=frozenset(keys.get("not_subject", ())),
        needs=keys.get("needs"),
        embeds=keys.get("embeds", False),
        passive=keys.get("passive", True),
        when_negated=keys.get("when_negated"),
        codes=tuple(_example(raw, n, row) for n, row in enumerate(keys.get("codes", ()))),
        leaves=tuple(_near_miss(raw, n, row) for n, row in enumerate(keys.get("leaves", ()))),
        file=raw.file,
        line=raw.line,
        note=keys.get("note"),
        acts=frozenset(keys.get("acts", ())),
        not_acts=frozenset(keys.get("not_acts", ())),
    )


def read_predicate(kind: Any, text: str) -> Predicate:
    """A predicate taken apart: a verb is led by its first word, a noun by its last one before a preposition."""
    words = text.lower().split()
    if kind != "noun" and words[0] == "not" and len(words) > 1:  # "not budge"
        return Predicate(kind, " ".join(words), words[1], tuple(words[2:]), ("not",))
    if kind != "noun":
        *before, first = words[0].replace("-", " - ").split()  # the parser, too, reads "test-fire" as three words
        return Predicate(kind, " ".join(words), first, tuple(words[1:]), tuple(before))
    head = next((n - 1 for n, w in enumerate(words) if n and w in _HEAD_BEFORE), len(words) - 1)
    return Predicate(kind, " ".join(words), words[head], tuple(words[head + 1 :]), tuple(words[:head]))


def unmark(text: str) -> tuple[str, tuple[Mark, ...]]:
    """A sentence without its brackets, and the bracketed stretches: "A [met] B." -> "A met B.", (2, 5, "met")."""
    plain, marks, last = "", [], 0
    for found in _BRACKETS.finditer(text):
        plain += text[last : found.start()]
        marks.append(Mark(len(plain), len(plain) + len(found[1]), found[1]))
        plain += found[1]
        last = found.end()
    return plain + text[last:], tuple(marks)


def _entries(files: tuple[Path, ...], problems: list[Problem]) -> list[RawEntry]:
    """The raw entries of files, from the compiled copy when it is of exactly these files."""
    texts = []
    for path in files:
        try:
            texts.append((shown_path(path), path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(shown_path(path), 1, "file", f"cannot be read: {error}"))
    key = hashlib.sha256("\0".join(part for pair in texts for part in pair).encode()).hexdigest()
    kept = read_compiled(key)
    if kept is not None:
        return [RawEntry(*row) for row in kept]
    read = [read_pattern_file(text, file) for file, text in texts]
    problems.extend(p for f in read for p in f.problems)
    entries = [e for f in read for e in f.entries]
    if not any(f.problems for f in read):
        write_compiled(key, [[e.keys, e.file, e.line, e.rows] for e in entries])
    return entries


def _lines_of_entries(text: str) -> list[tuple[int, dict[str, list[int]]]]:
    """For each entry the line of its `[[pattern]]` and the lines of its rows in `codes` and `leaves`."""
    found: list[tuple[int, dict[str, list[int]]]] = []
    at: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        if _ENTRY.match(line):
            found.append((number, {key: [] for key in ROWS}))
            at = None
        elif not found:
            continue
        if opens := _LIST.match(line):
            at = opens[1]
        if at:
            found[-1][1][at] += [number] * len(_ROW.findall(line))
    return found


def _check_form(raw: RawEntry) -> None:
    """Keys are known, present where they must be, and of the right kind."""
    for key, value in raw.keys.items():
        if key not in KEYS:
            raise _off(raw, f'unknown key "{key}"; keys are {", ".join(KEYS)}')
        kind = list if key in LISTS or key in ROWS else bool if key in SWITCHES else str
        if not isinstance(value, kind):
            raise _off(raw, f'"{key}" must be {_KIND_WORDS[kind]}')
        if key in LISTS and not all(isinstance(v, str) and v.strip() for v in raw.keys[key]):
            raise _off(raw, f'"{key}" must be a list of words in quotation marks')
    for key in ("id", "type", "shape"):
        if not raw.keys.get(key):
            raise _off(raw, f'lacks "{key}"')
    if not _ID.fullmatch(raw.keys["id"]):
        raise _off(raw, f'id "{raw.keys["id"]}" is not in kebab-case')
    if raw.keys.get("needs") not in (None, *NEEDS):
        raise _off(raw, f'"needs" must be one of {", ".join(NEEDS)}')


_KIND_WORDS = {list: "a list", bool: "true or false", str: "text in quotation marks"}


def _example(raw: RawEntry, n: int, row: Any) -> Example:
    line = _row_line(raw, "codes", n)
    _check_row(raw, row, EXAMPLE_KEYS, line)
    text, marks = unmark(row["text"])
    factuality = row.get("factuality", "actual")
    if factuality not in FACTUALITIES:
        raise LexiconError(f'factuality "{factuality}" is none of {", ".join(FACTUALITIES)}', file=raw.file, line=line)
    names = (_names(row.get("actor")), _names(row.get("recipient")))
    return Example(text, marks, *names, factuality, row.get("type"), raw.file, line)


def _near_miss(raw: RawEntry, n: int, row: Any) -> NearMiss:
    line = _row_line(raw, "leaves", n)
    _check_row(raw, row, LEAVE_KEYS, line)
    text, marks = unmark(row["text"])
    return NearMiss(text, marks, row.get("why", ""), raw.file, line)


def _check_row(raw: RawEntry, row: Any, allowed: tuple[str, ...], line: int) -> None:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise LexiconError('an example must be { text = "…", … }', file=raw.file, line=line)
    for key in row:
        if key not in allowed:
            raise LexiconError(
                f'unknown key "{key}" in an example; keys are {", ".join(allowed)}', file=raw.file, line=line
            )


def _row_line(raw: RawEntry, key: str, n: int) -> int:
    lines = raw.rows.get(key, [])
    return lines[n] if n < len(lines) else raw.line


def _names(value: Any) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def _off(raw: RawEntry, message: str) -> LexiconError:
    name = raw.keys.get("id")
    return LexiconError(f'entry "{name}": {message}' if name else message, file=raw.file, line=raw.line)


def _twice(pattern: Pattern, first: Pattern) -> Problem:
    message = f'id "{pattern.id}" stands already at {first.file}:{first.line}; ids are unique over all files'
    return Problem(pattern.file, pattern.line, "id", message)


def _in(problem: Problem, files: tuple[Path, ...]) -> bool:
    return problem.file in {shown_path(f) for f in files}
