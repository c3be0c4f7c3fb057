"""Whether what Communiqué needs is installed and works, one finding for each part."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

_PACKAGES = (
    "spacy",
    "trafilatura",
    "lxml_html_clean",
    "deltalake",
    "duckdb",
    "pyarrow",
    "rensa",
    "fastwarc",
    "starlette",
)
_SAMPLE = "France's foreign minister met her Kenyan counterpart in Nairobi on Tuesday."


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: whether it is good, whether nothing works without it, and what was found."""

    name: str
    good: bool
    needed: bool
    said: str


def examine() -> list[Finding]:
    """Findings on Python, packages, model, lexicon, gazetteer, second opinion and one coded sentence, in this order."""
    checks: tuple[tuple[str, bool, Callable[[], str]], ...] = (
        ("python", True, platform.python_version),
        ("packages", True, _packages),
        ("language model", True, _model),
        ("lexicon", True, _lexicon),
        ("gazetteer", True, _gazetteer),
        ("second opinion", False, _opinion),
        ("one sentence", True, _sentence),
    )
    return [_finding(*check) for check in checks]


def _finding(name: str, needed: bool, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, needed, check())
    except Exception as problem:  # whatever is broken is what the user asked to be told
        return Finding(name, False, needed, f"{problem}" or type(problem).__name__)


def _packages() -> str:
    return ", ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES)


def _model() -> str:
    from communique.parsing import load_parser

    return load_parser().name


def _lexicon() -> str:
    from communique.lexicon import load_patterns

    lexicon = load_patterns()
    if lexicon.problems:
        raise ValueError(f"{len(lexicon.problems)} entries are broken; run: communique lexicon check")
    examples = sum(len(p.codes) + len(p.leaves) for p in lexicon.patterns)
    return f"{len(lexicon.patterns)} event patterns with {examples} examples"


def _gazetteer() -> str:
    from communique.places import load_gazetteer

    load_gazetteer()
    return "the gazetteer opens"


def _opinion() -> str:
    from communique.events.opinion import load_opinion

    opinion = load_opinion()
    if opinion is None:
        raise FileNotFoundError("its files are not installed; the lexicon decides alone (make model builds them)")
    return opinion.name


def _sentence() -> str:
    from communique.pipeline import Coder

    events = Coder.load(second_opinion=False).code_text(_SAMPLE, date="2030-03-14").events
    if [e.type for e in events] != ["CONSULT"]:
        raise ValueError(f"coded {[e.type for e in events]} instead of one CONSULT")
    return "one sentence is coded as it should be"
