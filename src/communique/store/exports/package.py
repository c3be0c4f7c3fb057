"""What makes an export a data set: a data package descriptor, how to cite it, and its codebook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.store.exports.fields import Layout
from communique.store.tables import DAY, FLAG, INT, REAL, TABLES, TIME

_FRICTIONLESS = {INT: "integer", REAL: "number", FLAG: "boolean", DAY: "date", TIME: "datetime"}


@dataclass(frozen=True)
class Described:
    """A file of an export, and its layout or the store's table that it holds."""

    file: Path
    layout: Layout | None = None
    table: str | None = None
    delimiter: str | None = None


def write_package(
    folder: Path,
    name: str,
    files: Sequence[Described],
    runs: Sequence[Mapping[str, Any]],
    asked: str,
    notes: Sequence[str],
) -> list[Path]:
    """Write datapackage.json, CITATION.cff and CODEBOOK.md beside the data."""
    version = runs[-1]["version"] if runs else "unknown"
    package = {
        "name": f"communique-{name}",
        "title": f"Events coded by Communiqué, as {name}",
        "description": f"Made by `{asked}`. What the format could not hold: {'; '.join(notes) or 'nothing'}.",
        "version": version,
        "sources": [
            {"title": f"coder {r['run']}: {r['version']}, lexicon {r['lexicon_sha256'][:12]}, {r['model']}"}
            for r in runs
        ],
        "resources": [_resource(d) for d in files],
    }
    written = [folder / "datapackage.json", folder / "CITATION.cff", folder / "CODEBOOK.md"]
    written[0].write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")
    written[1].write_text(_CITATION.format(version=version, name=name), "utf-8")
    written[2].write_text(_codebook(name, files, asked, notes), "utf-8")
    return written


def _resource(described: Described) -> dict[str, Any]:
    data = described.file.read_bytes()
    out: dict[str, Any] = {
        "name": described.file.stem.lower().replace(".", "-"),
        "path": described.file.name,
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "encoding": "utf-8",
    }
    if described.delimiter:
        header = described.layout.header if described.layout else True
        out |= {"profile": "tabular-data-resource", "dialect": {"delimiter": described.delimiter, "header": header}}
    if described.layout is not None:
        kinds = {"required": "any", "optional": "any"}
        out["schema"] = {
            "fields": [{"name": f.name, "type": kinds.get(f.type, f.type)} for f in described.layout.fields]
        }
    elif described.table is not None:
        columns = TABLES[described.table].columns
        out["schema"] = {
            "fields": [
                {"name": c.name, "type": _FRICTIONLESS.get(c.kind, "string"), "description": c.says} for c in columns
            ]
        }
    return out


def _codebook(name: str, files: Sequence[Described], asked: str, notes: Sequence[str]) -> str:
    from communique.ontology import load_ontology

    ontology = load_ontology()
    lines = [f"# Codebook of this export ({name})", "", f"Made by `{asked}`.", ""]
    if notes:
        lines += ["## What the format could not hold", "", *(f"- {n}" for n in notes), ""]
    for described in files:
        lines += [f"## {described.file.name}", ""]
        if described.layout is not None:
            lines += [
                described.layout.says + ".",
                "",
                *(f"- `{f.name}` ({f.type})" for f in described.layout.fields),
                "",
            ]
        elif described.table is not None:
            table = TABLES[described.table]
            lines += [f"One row: {table.says}.", "", *(f"- `{c.name}` ({c.kind}): {c.says}" for c in table.columns), ""]
    lines += ["## Types", "", *(f"- **{t.code}** (quad {t.quad}): {t.definition}" for t in ontology.types.values()), ""]
    lines += ["## Sectors", "", *(f"- **{s.code}**: {s.definition}" for s in ontology.sectors.values()), ""]
    return "\n".join(lines)


_CITATION = """cff-version: 1.2.0
message: Please cite the software and the news pages that were coded.
type: dataset
title: Events coded by Communiqué, exported as {name}
authors:
  - name: The Communiqué authors
version: {version}
license: MIT
"""
