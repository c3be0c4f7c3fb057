"""Which lines of a page are known furniture: the reader of data/lexicons/en/pages/furniture.toml.

A line is compared with each entry by its first word, so that a long list costs a short line next to nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from communique.errors import LexiconError
from communique.records import BlockKind

FILE = "lexicons/en/pages/furniture.toml"
Place = Literal["whole", "start", "end", "anywhere"]
_KNOWN = {"id", "kind", "at", "phrases", "pattern", "needs", "max_words", "sentences", "opens", "examples", "leaves"}
_LEAD = re.compile(r"^[^\w\"'“‘@#(…$€£©]+")
_TRAIL = re.compile(r"[\s:»›>.!?…|–—-]+$")
_FIRST = re.compile(r"\w+")
_WORD = re.compile(r"[\w'©]+")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class FurnitureRule:
    """One entry of the lexicon; `line` is where its file defines it."""

    id: str
    kind: BlockKind
    at: Place
    opens: BlockKind | None
    max_words: int
    sentences: bool
    needs: frozenset[str]
    examples: tuple[str, ...]
    leaves: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    pattern: re.Pattern[str]
    rule: FurnitureRule
    cased: bool = False  # a pattern that looks at capitals, so at the line as it stands


@dataclass(frozen=True, slots=True)
class Furniture:
    """The lexicon, indexed: whole lines by their words, others by their first word."""

    rules: tuple[FurnitureRule, ...]
    whole: Mapping[str, FurnitureRule]
    by_first: Mapping[str, tuple[_Phrase, ...]]
    anywhere: tuple[_Phrase, ...]
    reporting: frozenset[str]
    share: frozenset[str]


def find_furniture(line: str, *, is_sentence: bool, lexicon: Furniture | None = None) -> FurnitureRule | None:
    """Decides whether a line is known furniture of a news page, and of which kind.

    >>> find_furniture("Share on Facebook", is_sentence=False).kind
    'navigation'

    Knows the line only: where it stands in the page is for `blocks` to weigh. Source: CODEBOOK §8.
    """
    lexicon = lexicon or load_furniture()
    plain, cased = normal_line(line), line.translate(_STRAIGHT).strip()
    words = _WORD.findall(plain)
    if not is_sentence or len(words) <= 12:
        rule = lexicon.whole.get(_TRAIL.sub("", plain))
        if rule is not None:
            return rule
    if is_sentence and (plain[:1] in "\"'" or not lexicon.reporting.isdisjoint(words)):
        return None
    if len(words) > 1 and not is_sentence and lexicon.share.issuperset(words):
        return lexicon.whole.get("share this")
    first = _FIRST.match(plain)
    key = "" if first is None else "#" if first[0][0].isdigit() else first[0]
    for phrase in (*lexicon.by_first.get(key, ()), *(lexicon.by_first.get("", ()) if key else ())):
        if _applies(phrase, cased if phrase.cased else plain, len(words), is_sentence):
            return phrase.rule
    known = set(words)
    for phrase in lexicon.anywhere:
        if (
            not phrase.rule.needs.isdisjoint(known)
            and len(words) <= phrase.rule.max_words
            and phrase.pattern.search(plain)
        ):
            return phrase.rule
    return None


def normal_line(line: str) -> str:
    """A line in lower case, with straight quotation marks and without the bullets and marks it opens with."""
    return _LEAD.sub("", line.translate(_STRAIGHT).strip()).lower()


def _applies(phrase: _Phrase, line: str, words: int, is_sentence: bool) -> bool:
    rule = phrase.rule
    if words > rule.max_words or (is_sentence and not rule.sentences):
        return False
    found = phrase.pattern.match(line)
    return found is not None and (rule.at != "whole" or not line[found.end() :].strip(" :»›>.!?…|–—-"))


@cache
def load_furniture() -> Furniture:
    """The shipped lexicon of furniture, checked: a broken entry is named with file and line."""
    raw = files("communique.data").joinpath(FILE).read_text(encoding="utf-8")
    return read_furniture(raw)


def read_furniture(raw: str) -> Furniture:
    """A lexicon of furniture from its TOML text."""
    lines = [m.start() for m in re.finditer(r"^\[\[line\]\]", raw, re.MULTILINE)]
    at = [raw.count("\n", 0, x) + 1 for x in lines]
    whole: dict[str, FurnitureRule] = {}
    by_first: dict[str, list[_Phrase]] = {}
    anywhere: list[_Phrase] = []
    rules = []
    for entry, line in zip(tomllib.loads(raw).get("line", []), at, strict=True):
        rule = _read_rule(entry, line)
        rules.append(rule)
        for text in entry.get("phrases", ()):
            _index(text.lower(), rule, whole, by_first, anywhere)
        if "pattern" in entry:
            by_first.setdefault("", []).append(_Phrase(re.compile(entry["pattern"], re.IGNORECASE), rule, cased=True))
    signs = load_signs()
    return Furniture(
        tuple(rules),
        whole,
        {k: tuple(v) for k, v in by_first.items()},
        tuple(anywhere),
        frozenset(signs["reporting"]["words"]),
        frozenset(signs["share"]["words"]),
    )


def _read_rule(entry: Mapping[str, Any], line: int) -> FurnitureRule:
    unknown = set(entry) - _KNOWN
    if unknown:
        raise LexiconError(f"unknown key {', '.join(sorted(unknown))}", file=FILE, line=line)
    for key in ("id", "kind", "at", "examples"):
        if not entry.get(key):
            raise LexiconError(f"an entry needs `{key}`", file=FILE, line=line)
    return FurnitureRule(
        id=entry["id"],
        kind=entry["kind"],
        at=entry["at"],
        opens=entry.get("opens"),
        max_words=entry.get("max_words", 12),
        sentences=entry.get("sentences", False),
        needs=frozenset(entry.get("needs", ())),
        examples=tuple(entry["examples"]),
        leaves=tuple(x["text"] for x in entry.get("leaves", ())),
        line=line,
    )


def _index(
    text: str,
    rule: FurnitureRule,
    whole: dict[str, FurnitureRule],
    by_first: dict[str, list[_Phrase]],
    anywhere: list[_Phrase],
) -> None:
    """Files a phrase where `find_furniture` will look for it."""
    if rule.at == "whole" and "#" not in text and "_" not in text:
        whole.setdefault(_TRAIL.sub("", normal_line(text)), rule)
        return
    body = re.escape(text).replace(r"\#", r"\d[\d,.]*[km]?").replace("_", r"\S+(?:\ \S+){0,3}?")
    body = body.replace(r"\ ", r"\s+")
    phrase = _Phrase(re.compile(body + (r"(?!\w)" if text[-1].isalnum() else "")), rule)
    if rule.at == "anywhere":
        anywhere.append(phrase)
        return
    if rule.at == "whole":
        phrase = _Phrase(re.compile(body + r"[\s:»›>.!?…|–—-]*$"), rule)
    first = _FIRST.match(text)
    key = text[0].strip("_") if text[0] in "#_" else first[0] if first else ""
    by_first.setdefault(key, []).append(phrase)


@cache
def load_signs() -> Mapping[str, Any]:
    """The small word lists of the page reader (data/lexicons/en/pages/signs.toml)."""
    raw = files("communique.data").joinpath("lexicons/en/pages/signs.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
