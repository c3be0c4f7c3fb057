"""The one usual layout of pattern files, and the block to paste for a new entry.

Layout is about blanks and blank lines only; `repaired` never changes what a file says (it is checked by reading both).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

_KEY = re.compile(r"^([a-z_]+)\s*=\s*(.*)$")
_ROW = re.compile(r"^\s*\{\s*(.*?)\s*\}\s*,?\s*$")
_CLOSE = re.compile(r"^\s*\]\s*$")


def in_order(text: str) -> bool:
    """Whether a pattern file is laid out as usual."""
    return repaired(text) == text


def repaired(text: str) -> str:
    """A pattern file in the usual layout: rows indented by two, one blank line before an entry, no trailing blanks."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        fresh = _line(line.rstrip())
        if fresh == "[[pattern]]":
            first = _comment_above(lines)
            if first and lines[first - 1]:
                lines.insert(first, "")
        if not fresh and (not lines or not lines[-1]):
            continue
        lines.append(fresh)
    fresh_text = "\n".join(lines).rstrip("\n") + "\n"
    return fresh_text if _same(text, fresh_text) else text


def repair_files(files: Sequence[Path]) -> list[Path]:
    """Put files into the usual layout; returns those that changed."""
    changed = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        fresh = repaired(text)
        if fresh != text:
            path.write_text(fresh, encoding="utf-8")
            changed.append(path)
    return changed


def format_entry(
    *,
    id: str,
    verbs: Sequence[str] = (),
    nouns: Sequence[str] = (),
    adjectives: Sequence[str] = (),
    shape: str,
    sentence: str,
    trigger: tuple[int, int],
    actors: Sequence[str] = (),
    recipients: Sequence[str] = (),
) -> str:
    """An entry to paste, with the sentence as its first example and a near miss left to write."""
    start, end = trigger
    marked = f"{sentence[:start]}[{sentence[start:end]}]{sentence[end:]}"
    lines = ["[[pattern]]", f"id = {_quoted(id)}"]
    for key, words in (("verbs", verbs), ("nouns", nouns), ("adjectives", adjectives)):
        if words:
            lines.append(f"{key} = {_names(words, always_list=True)}")
    parties = "".join(
        f", {key} = {_names(names)}" for key, names in (("actor", actors), ("recipient", recipients)) if names
    )
    lines += [
        f"shape = {_quoted(shape)}",
        "codes = [",
        f"  {{ text = {_quoted(marked)}{parties} }},",
        "]",
        "leaves = [",
        '  { text = "A sentence with the same word that is no such act.", why = "say why" },',
        "]",
    ]
    return "\n".join(lines) + "\n"


def _line(line: str) -> str:
    if row := _ROW.match(line):
        return f"  {{ {row[1]} }},"
    if _CLOSE.match(line):
        return "]"
    if line.strip() == "[[pattern]]":
        return "[[pattern]]"
    if key := _KEY.match(line):
        return f"{key[1]} = {key[2]}"
    return line


def _comment_above(lines: list[str]) -> int:
    """The index of the first of the comment lines that end `lines`; its length when there is none."""
    first = len(lines)
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return first


def _same(one: str, other: str) -> bool:
    try:
        return tomllib.loads(one) == tomllib.loads(other)
    except tomllib.TOMLDecodeError:
        return False


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _names(names: Sequence[str], *, always_list: bool = False) -> str:
    if len(names) == 1 and not always_list:
        return _quoted(names[0])
    return "[" + ", ".join(_quoted(n) for n in names) + "]"
