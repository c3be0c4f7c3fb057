"""The machine-readable record: how a `Coding` becomes one JSON object, field by field, and comes back.

The field names are a contract (docs/data-dictionary.md). Fields may be added; those there keep their names and meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from communique.records import Article, Block, Coding

_ATOMS = frozenset({str, int, float, bool, type(None)})


def coding_as_json(coding: Coding) -> dict[str, Any]:
    """One article's record, with the contract's names in the contract's order."""
    return {
        "article": _article(coding.article),
        "blocks": [_block(b) for b in coding.article.blocks],
        "actors": [_plain(a) for a in coding.actors],
        "times": [_plain(t) for t in coding.times],
        "places": [_plain(p) for p in coding.places],
        "attributions": [_plain(a) for a in coding.attributions],
        "events": [_plain(e) for e in coding.events],
        "relations": [_plain(r) for r in coding.relations],
        "refusals": [_plain(r) for r in coding.refusals],
        "run": _plain(coding.run),
    }


def _plain(record: Any) -> Any:
    """A record as JSON values, field by field."""
    kind: Any = type(record)
    if kind in _ATOMS:
        return record
    if isinstance(record, (tuple, list)):
        return [x if type(x) in _ATOMS else _plain(x) for x in record]
    names = _field_names(kind)
    if names is None:
        return {str(k): _plain(v) for k, v in record.items()} if isinstance(record, Mapping) else record
    return {n: x if type(x := getattr(record, n)) in _ATOMS else _plain(x) for n in names}


@cache
def _field_names(kind: Any) -> tuple[str, ...] | None:
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


def _article(article: Article) -> dict[str, Any]:
    out = _plain(article)
    del out["blocks"]
    first = ("id", "source", "url", "outlet", "headline", "byline", "published", "published_how", "language", "text")
    return {k: out[k] for k in first} | {k: v for k, v in out.items() if k not in first}


def _block(block: Block) -> dict[str, Any]:
    out: dict[str, Any] = {
        "kind": block.kind,
        "start": block.start,
        "end": block.end,
        "part_of_article": block.part_of_article,
        "rule": block.rule,
    }
    if block.kind == "appeal":
        out |= {
            "asks_for": block.asks_for,
            "amount": block.amount,
            "currency": block.currency,
            "period": block.period,
        }
    return out
