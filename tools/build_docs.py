"""Makes the pages that are generated: `python tools/build_docs.py [codebook|data-dictionary|commands] [--check]`.

With --check nothing is written; the exit code is 1 when a page is not what the data say.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from docs_commands import commands
from docs_records import data_dictionary

from communique.lexicon import Example, Lexicon, NearMiss, load_patterns
from communique.ontology import QUAD_NAMES, EventType, Ontology, load_ontology

T = TypeVar("T")
DOCS = Path(__file__).resolve().parent.parent / "docs"
EXAMPLES_SHOWN = 6
NEAR_MISSES_SHOWN = 4
HEAD = """# Codebook

*Made from the ontology and the lexicon by `make docs`; change those, not this page.*

The 16 kinds of act, after PLOVER. The marked words are what names the act; the near misses look like it and are not.
How the numbers and codes were chosen is told in [ontology.md](ontology.md); how to write entries in
[CONTRIBUTING-LEXICON.md](../CONTRIBUTING-LEXICON.md).
"""


def codebook(ontology: Ontology, lexicon: Lexicon) -> str:
    """The codebook page: each type with definition, quad, score, modes, examples and near misses."""
    parts = [HEAD, *_overview(ontology, lexicon)]
    for kind in ontology.types.values():
        parts += _of_type(kind, lexicon)
    parts += ["\n## Contexts\n", "What an act is about; several may hold, none need.\n"]
    parts += _table(("context", "about"), [(c.name, c.definition) for c in ontology.contexts.values()])
    parts += ["\n## Factuality\n", "PLOVER's auxiliary modes, as a record says them.\n"]
    marks = ontology.auxiliary_modes.values()
    parts += _table(("auxiliary mode", "meaning", "factuality"), [(a.name, a.definition, a.factuality) for a in marks])
    parts += ["\n## Sectors\n"]
    parts += _table(("sector", "who"), [(s.code, s.definition) for s in ontology.sectors.values()])
    return "\n".join(parts) + "\n"


def _overview(ontology: Ontology, lexicon: Lexicon) -> Iterator[str]:
    counts = {kind: sum(p.type == kind for p in lexicon.patterns) for kind in ontology.types}
    rows = [
        (f"[{t.code}](#{t.code.lower()})", QUAD_NAMES[t.quad], f"{t.plover_score:g}", str(counts[t.code]))
        for t in ontology.types.values()
    ]
    yield from _table(("type", "quad", "score", "entries"), rows)


def _of_type(kind: EventType, lexicon: Lexicon) -> Iterator[str]:
    yield f"\n## {kind.code}\n"
    needs = " It needs a recipient." if kind.requires_recipient else ""
    yield f"{kind.definition}{needs} Quad {kind.quad} ({QUAD_NAMES[kind.quad]}), score {kind.plover_score:g}.\n"
    if kind.note:
        yield f"Note: {kind.note}.\n"
    if kind.modes:
        scores = ["" if m.plover_score is None else f"{m.plover_score:g}" for m in kind.modes]
        rows = [(m.name, m.definition, s) for m, s in zip(kind.modes, scores, strict=True)]
        yield from _table(("mode", "meaning", "score"), rows)
        yield ""
    patterns = [p for p in lexicon.patterns if p.type == kind.code]
    examples = _spread([p.codes for p in patterns], EXAMPLES_SHOWN)
    misses = _spread([p.leaves for p in patterns], NEAR_MISSES_SHOWN)
    yield from (f"- {_marked(e)}{_parties(e)}" for e in examples)
    if misses:
        yield "\nNot coded:\n"
        yield from (f"- {m.text} *({m.why})*" for m in misses)


def _spread(groups: Sequence[Sequence[T]], most: int) -> list[T]:
    """The first of each group in turn, from groups spread evenly over all."""
    full = [g for g in groups if g]
    step = max(1, len(full) // most)
    return [g[0] for g in full[::step]][:most]


def _marked(of: Example | NearMiss) -> str:
    text = of.text
    for mark in reversed(of.marks):
        text = f"{text[: mark.start]}**{mark.text}**{text[mark.end :]}"
    return text


def _parties(example: Example) -> str:
    sides = " → ".join(", ".join(side) for side in (example.actors, example.recipients) if side)
    standing = "" if example.factuality == "actual" else f"; {example.factuality}"
    return f" ({sides}{standing})" if sides or standing else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join("---" for _ in head) + " |"
    yield from ("| " + " | ".join(row) + " |" for row in rows)


PAGES: dict[str, Callable[[], str]] = {
    "codebook": lambda: codebook(load_ontology(), load_patterns()),
    "data-dictionary": data_dictionary,
    "commands": commands,
}


def main(arguments: Sequence[str]) -> int:
    """Write or check the pages named (all when none is)."""
    checking = "--check" in arguments
    names = [a for a in arguments if a != "--check"] or list(PAGES)
    unknown = [n for n in names if n not in PAGES]
    if unknown:
        print(f"no such page: {', '.join(unknown)}; pages are {', '.join(PAGES)}", file=sys.stderr)
        return 2
    stale = 0
    for name in names:
        path, text = DOCS / f"{name}.md", PAGES[name]()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale = 1
        if not checking:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        print(f"{path.name} {'is stale; run make docs' if checking else 'written'}", file=sys.stderr)
    return stale if checking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
