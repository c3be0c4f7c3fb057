"""The time lexicon: word classes and patterns of lexicons/en/times, checked and compiled; no time is decided here."""

from __future__ import annotations

import csv
import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from communique.errors import LexiconError
from communique.times.patterns import (
    CLOCK_KEY,
    DIGIT_CLASSES,
    DIGIT_KEY,
    DIGITS,
    SLASH_KEY,
    WORD,
    YEAR_KEY,
)
from communique.times.shapes import Shape, ShapeError, WordClass, compile_shape, key_of
from communique.times.tense import Forward

FOLDER = Path(__file__).parent.parent / "data" / "lexicons" / "en" / "times"
TYPES = ("DATE", "TIME", "DURATION", "SET")
_KEYS = frozenset(
    "id shape reads type value unit count part anchor not_after not_before only_after only_before capital examples "
    "leaves".split()
)
# Classes whose words are too common to be looked for: they only shape what is found around another word.
_QUIET = frozenset("REL STRETCH AGO MOD PHASE ABOUT NUMBER SOME ORDINAL NTH PLAN DUE TIMETABLE BESIDE".split())
_DIGIT_TRIGGERS: dict[str, frozenset[str]] = {
    "YEAR": frozenset({YEAR_KEY}), "ISODATE": frozenset({YEAR_KEY}), "SLASHDATE": frozenset({SLASH_KEY}),
    "YEARS": frozenset({YEAR_KEY, SLASH_KEY}), "SPAN": frozenset(),
    "NINEELEVEN": frozenset({SLASH_KEY}), "ISOTIME": frozenset({YEAR_KEY}),
    "CLOCK": frozenset({CLOCK_KEY}), "DOTCLOCK": frozenset(), "DECADE": frozenset({YEAR_KEY}), "SHORTYEAR": frozenset(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the time expressions that a reader finds in it; `expected` is empty for a near miss."""

    text: str
    published: str | None
    expected: tuple[tuple[str, str, str], ...]  # words, type, value
    why: str | None
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry: a shape, how its words are read, and where it does not hold."""

    id: str
    shape: Shape
    reads: str
    type: Literal["DATE", "TIME", "DURATION", "SET"] | None
    value: str | None
    unit: str | None
    count: int | None
    part: str | None
    anchor: str | None
    not_after: frozenset[str]
    not_before: frozenset[str]
    only_after: frozenset[str]
    only_before: frozenset[str]
    capital: bool
    examples: tuple[Example, ...]
    file: str
    line: int


@dataclass(frozen=True)
class TimeLexicon:
    """All classes and patterns, with the index by which a scan finds the patterns worth trying."""

    classes: Mapping[str, WordClass]
    patterns: tuple[Pattern, ...]
    index: Mapping[str, Mapping[str, tuple[Pattern, ...]]]  # trigger key -> first key -> patterns
    forward: Forward


@functools.cache
def load_lexicon(folder: Path = FOLDER, readings: frozenset[str] | None = None) -> TimeLexicon:
    """The lexicon in a folder, checked: any fault is a LexiconError with file and line."""
    classes = dict(_read_classes(folder))
    patterns: list[Pattern] = []
    for path in sorted(folder.glob("*.toml")):
        patterns += _read_patterns(path, classes, readings)
    seen: dict[str, Pattern] = {}
    for p in patterns:
        if p.id in seen:
            raise LexiconError(f"id {p.id!r} is taken by {seen[p.id].file}:{seen[p.id].line}", file=p.file, line=p.line)
        seen[p.id] = p
    forward = Forward(*(frozenset(classes[name].meanings) for name in ("PLAN", "DUE", "TIMETABLE")))
    return TimeLexicon(classes, tuple(patterns), _index(patterns), forward)


def _index(patterns: list[Pattern]) -> dict[str, dict[str, tuple[Pattern, ...]]]:
    out: dict[str, dict[str, tuple[Pattern, ...]]] = {}
    for pattern in patterns:
        for trigger in pattern.shape.trigger_keys:
            for first in pattern.shape.first_keys:
                row = out.setdefault(trigger, {})
                row[first] = (*row.get(first, ()), pattern)
    return out


def _read_classes(folder: Path) -> Iterator[tuple[str, WordClass]]:
    words: dict[str, dict[str, str]] = {}
    for name, line, row in _rows(folder / "words.csv", ("class", "word", "value")):
        if not re.fullmatch(r"[A-Z]{2,}", row["class"]):
            raise LexiconError(f"class {row['class']!r} is not in capitals", file=name, line=line)
        members = words.setdefault(row["class"], {})
        if row["word"] in members:
            raise LexiconError(f"{row['word']!r} is in {row['class']} already", file=name, line=line)
        members[row["word"]] = row["value"]
    words["HOLIDAY"] = {r["holiday"]: r["rule"] for _, _, r in _rows(folder / "holidays.csv", ("holiday", "rule"))}
    for name, members in words.items():
        yield name, _word_class(name, members)
    number = _number_regex(words["NUMBER"])
    number_keys = frozenset({DIGIT_KEY, *words["NUMBER"]})
    yield "NUM", WordClass("NUM", number, words["NUMBER"], number_keys, frozenset())
    year_words = _year_regex()
    yield "YEARWORDS", WordClass("YEARWORDS", year_words, words["NUMBER"], frozenset({"nineteen", "two", "twenty"}),
                                 frozenset({"nineteen", "thousand", "twenty"}))  # fmt: skip
    for name, regex in DIGIT_CLASSES.items():
        yield name, WordClass(name, regex, {}, frozenset({DIGIT_KEY}), _DIGIT_TRIGGERS.get(name, frozenset()))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != columns:
            raise LexiconError(f"the columns must be {', '.join(columns)}", file=path.name, line=1)
        for row in reader:
            if None in row or any(not (v or "").strip() for v in row.values()):
                raise LexiconError("a row has too many or too few fields", file=path.name, line=reader.line_num)
            yield path.name, reader.line_num, row


def _word_class(name: str, members: Mapping[str, str]) -> WordClass:
    ordered = sorted(members, key=len, reverse=True)
    regex = "|".join(re.escape(w).replace(r"\ ", r"\s+").replace("'", "['\u2019]") for w in ordered)
    first = frozenset().union(*(key_of(WORD.findall(w)) for w in members))
    triggers = frozenset() if name in _QUIET else frozenset(_rarest(w) for w in members)
    return WordClass(name, f"(?:{regex})", members, first, triggers)


def _rarest(word: str) -> str:
    parts = WORD.findall(word)
    letters = [p for p in parts if p.isalpha()]
    return max(reversed(letters or parts), key=len) if parts else word


def _number_regex(members: Mapping[str, str]) -> str:
    word = "|".join(sorted((w for w in members if len(w) > 2), key=len, reverse=True))
    first = rf"(?:an?\s+(?:hundred|thousand|dozen|million|half)|(?:{word}))"
    words = rf"{first}(?:[\s-]+(?:and\s+)?(?:an?\s+)?(?:{word})(?!\w))*"
    return rf"(?:{DIGITS}(?:\s+(?:and\s+a\s+half|million|thousand))?|{words})"


def _year_regex() -> str:
    tens = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    ones = "(?:one|two|three|four|five|six|seven|eight|nine)"
    teens = "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
    tail = rf"(?:{tens}(?:[\s-]{ones})?|{teens})"
    nineteen = rf"nineteen[\s-](?:hundred[\s-](?:and\s)?)?{tail}"
    return rf"(?:{nineteen}|two\sthousand(?:\s(?:and\s)?(?:{tail}|{ones}))?|twenty[\s-]{tail})"


def _read_patterns(path: Path, classes: Mapping[str, WordClass], readings: frozenset[str] | None) -> list[Pattern]:
    source = path.read_text(encoding="utf-8")
    try:
        entries = tomllib.loads(source).get("pattern", [])
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise LexiconError(str(error), file=path.name, line=int(found[1]) if found else 1) from error
    lines = [i for i, text in enumerate(source.splitlines(), 1) if text.strip() == "[[pattern]]"]
    return [_pattern(e, path.name, line, source, classes, readings) for e, line in zip(entries, lines, strict=True)]


def _pattern(
    entry: dict[str, Any], file: str, line: int, source: str, classes: Mapping[str, WordClass],
    readings: frozenset[str] | None,
) -> Pattern:  # fmt: skip
    def fault(message: str) -> LexiconError:
        return LexiconError(message, file=file, line=line)

    for key in ("id", "shape", "reads", "leaves" if entry.get("reads") == "nothing" else "examples"):
        if not entry.get(key):
            raise fault(f"the pattern has no {key}")
    if unknown := sorted(set(entry) - _KEYS):
        raise fault(f"unknown key {unknown[0]!r} in pattern {entry['id']!r}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry["id"]):
        raise fault(f"id {entry['id']!r} is not in kebab-case")
    if readings is not None and entry["reads"] not in readings:
        raise fault(f"reads = {entry['reads']!r} is none of: {', '.join(sorted(readings))}")
    if entry.get("type", "DATE") not in TYPES:
        raise fault(f"type {entry['type']!r} is none of {', '.join(TYPES)}")
    try:
        shape = compile_shape(entry["shape"], classes)
    except (ShapeError, re.error) as error:
        raise fault(f"pattern {entry['id']!r}: {error}") from error
    examples = tuple(_examples(entry, file, line, source))
    return Pattern(
        entry["id"], shape, entry["reads"], entry.get("type"), entry.get("value"), entry.get("unit"),
        entry.get("count"), entry.get("part"), entry.get("anchor"), frozenset(entry.get("not_after", ())),
        frozenset(entry.get("not_before", ())), frozenset(entry.get("only_after", ())),
        frozenset(entry.get("only_before", ())), bool(entry.get("capital")), examples, file, line,
    )  # fmt: skip


def _examples(entry: dict[str, Any], file: str, line: int, source: str) -> Iterator[Example]:
    """Rows "published | text | words = TYPE value; ..." (examples) and "published | text | why not" (leaves)."""
    for key in ("examples", "leaves"):
        for row in entry.get(key, ()):
            at = source.count("\n", 0, source.find(row)) + 1 if row in source else line
            parts = [p.strip() for p in row.split(" | ")]
            if len(parts) != 3 or not all(parts):
                raise LexiconError("an example has three parts: published | text | what is found", file=file, line=at)
            published = None if parts[0] == "none" else parts[0]
            if key == "leaves":
                yield Example(parts[1], published, (), parts[2], file, at)
                continue
            expected = tuple(_expected(piece.strip(), file, at) for piece in parts[2].split(";"))
            yield Example(parts[1], published, expected, None, file, at)


def _expected(piece: str, file: str, line: int) -> tuple[str, str, str]:
    found = re.fullmatch(r"(.+) = (DATE|TIME|DURATION|SET) (\S+)", piece)
    if not found:
        raise LexiconError(f"{piece!r} is not of the form: words = TYPE value", file=file, line=line)
    return found[1], found[2], found[3]
