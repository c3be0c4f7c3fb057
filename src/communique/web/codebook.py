"""Codebook: each type with what it means, its modes, its numbers, and sentences of the lexicon that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from communique.lexicon import Example, Pattern, load_patterns
from communique.ontology import QUAD_NAMES, EventType, load_ontology
from communique.web.address import address
from communique.web.phrasing import tone_of
from communique.web.site import page, site_of

ENTRIES, NEAR_MISSES = 12, 5


@dataclass(frozen=True)
class Entry:
    """A type with its entries of the lexicon that are shown."""

    type: EventType
    tone: str
    quad: str
    link: str
    n_entries: int
    examples: tuple[tuple[Pattern, Example], ...]
    near_misses: tuple[tuple[Pattern, str, str], ...]


def show_codebook(request: Request) -> Response:
    """`/codebook?type=…`: all types; one of them with more of its sentences."""
    site = site_of(request)
    wanted = request.query_params.get("only", "").upper()
    counted = {r["value"]: r["events"] for r in site.store.facets(top=20, only=("type",))}
    entries = entries_of_codebook()
    return page(
        request,
        "codebook.html",
        title="Codebook",
        entries=[entries[wanted]] if wanted in entries else list(entries.values()),
        wanted=wanted if wanted in entries else None,
        most=400 if wanted in entries else 3,
        counted=counted,
        contexts=load_ontology().contexts.values(),
        sectors=load_ontology().sectors.values(),
        command="communique lexicon test" + (f" {wanted}" if wanted in entries else ""),
    )


@cache
def entries_of_codebook() -> Mapping[str, Entry]:
    """Each type with its sentences; read once."""
    by_type: dict[str, list[Pattern]] = {}
    for pattern in load_patterns().patterns:
        by_type.setdefault(pattern.type, []).append(pattern)
    out = {}
    for code, kind in load_ontology().types.items():
        mine = by_type.get(code, [])
        out[code] = Entry(
            kind, tone_of(kind.quad), QUAD_NAMES[kind.quad], address("/search", type=code), len(mine),
            tuple((p, p.codes[0]) for p in mine if p.codes),
            tuple((p, m.text, m.why) for p in mine for m in p.leaves[:1]),
        )  # fmt: skip
    return out
