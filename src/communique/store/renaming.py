"""Actors merged and split by a person: two names for one actor, or one name for two, laid over the coding.

A merge says that other names stand for an actor, wherever they are told. A split says that in some articles a name
stands for somebody else, who gets a name of his own. Both are rows of the log of corrections (`merge-actors`,
`split-actor`) and can be undone; the tables keep the names as they were read. Countries and sectors stay as read: an
event's are edited on the event.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.store.rows import Row
    from communique.store.snapshot import Snapshot

MERGE, SPLIT = "merge-actors", "split-actor"
ON_ACTORS = (MERGE, SPLIT)


@dataclass(frozen=True, slots=True)
class Renaming:
    """One decision in force: these names, everywhere or in these articles only, stand for this actor."""

    names: frozenset[str]
    articles: frozenset[str] | None
    to: str

    def applies(self, name: str, article: str | None) -> bool:
        """Whether a name, as told in an article (None: in any other), is one of those meant."""
        return name in self.names and (self.articles is None or article in self.articles)


def checked_merge(snap: Snapshot, name: str, others: Sequence[str]) -> Mapping[str, Any]:
    """What a merge of actors notes: `others` are the names that stand for `name` too; UsageError if one is unknown."""
    names = sorted({o.strip() for o in others} - {name, ""})
    if not names:
        raise UsageError("A merge needs another name: --merge NAME, as `communique actor STORE` lists it.")
    known = _known_names(snap, [name, *names])
    for each in (name, *names):
        if each not in known:
            raise _unknown(snap.path, each)
    return {"names": names, "to": name}


def checked_split(snap: Snapshot, name: str, articles: Sequence[str], to: str | None) -> Mapping[str, Any]:
    """What a split of an actor notes: in these articles the name stands for `to`; UsageError where it is not told."""
    new = (to or "").strip()
    if not new or new == name:
        raise UsageError("A split needs a name for the other actor: --as NAME.")
    if not articles:
        raise UsageError("A split needs the articles in which the name stands for the other: --split ARTICLE.")
    known = _known_names(snap, [name])
    if name not in known:
        raise _unknown(snap.path, name)
    strangers = sorted(set(articles) - known[name])
    if strangers:
        raise UsageError(f"Article {strangers[0]} names no “{name}”.")
    return {"names": [name], "articles": sorted(set(articles)), "to": new}


def renamings_of(log: Sequence[Row], active: set[str]) -> tuple[Renaming, ...]:
    """The decisions about actors that are in force, oldest first."""
    return tuple(_renaming(c) for c in log if c["action"] in ON_ACTORS and c["correction_id"] in active)


def said_of(snap: Snapshot, correction: Row) -> tuple[str, str]:
    """State of a decision about an actor, and a sentence: `lost` when no article tells its names any more."""
    made = _renaming(correction)
    told = snap.ask(
        "SELECT DISTINCT article_key FROM actors_as_read WHERE list_contains(?, name)",
        [sorted(made.names)],
        views=("actors",),
    )["article_key"].to_pylist()
    there = [a for a in told if made.articles is None or a in made.articles]
    names = "”, “".join(sorted(made.names))
    return ("applied", "") if there else ("lost", f"no article names “{names}” any more")


def called(name: str, article: str | None, made: Sequence[Renaming]) -> str:
    """What an actor read as `name` in an article is called after all decisions, in the order they were made."""
    for each in made:
        if each.applies(name, article):
            name = each.to
    return name


def naming_sql(made: Sequence[Renaming]) -> str:
    """The body of a SQL macro (article, said): the name after all decisions."""
    told = sorted({n for m in made for n in (*m.names, m.to)})
    places = sorted({a for m in made for a in m.articles or ()})
    lines = []
    for name in told:
        everywhere = called(name, None, made)
        apart: dict[str, list[str]] = {}
        for article in places:
            if (here := called(name, article, made)) != everywhere:
                apart.setdefault(here, []).append(article)
        for here, articles in sorted(apart.items()):
            listed = ", ".join(map(_quoted, articles))
            lines.append(f"WHEN said = {_quoted(name)} AND article IN ({listed}) THEN {_quoted(here)}")
        if everywhere != name:
            lines.append(f"WHEN said = {_quoted(name)} THEN {_quoted(everywhere)}")
    return f"CASE {' '.join(lines)} ELSE said END" if lines else "said"


def renamed_columns(table: str) -> str:
    """The list of a SELECT over a table, its actors called by the macro `actor_called`."""
    from communique.store.tables import TABLES

    return ", ".join(_renamed(table, c.name, c.kind) for c in TABLES[table].columns)


_NAMES: Mapping[str, frozenset[str]] = {
    "actors": frozenset({"name"}),
    "attributions": frozenset({"speaker", "via"}),
    "relations": frozenset({"subject", "object"}),
    "reports": frozenset({"actor_names", "recipient_names", "sources", "disputed_by"}),
    "events": frozenset({"actor_names", "recipient_names", "sources", "disputed_by"}),
}
RENAMED = frozenset(_NAMES)


def _renamed(table: str, column: str, kind: str) -> str:
    if kind == "parties":
        fields = ("actor", "name", "text", "kind", "country", "sector", "role")
        parts = ", ".join(f"'{f}': {'actor_called(article_key, p.name)' if f == 'name' else f'p.{f}'}" for f in fields)
        return f"[{{{parts}}} FOR p IN {column}] AS {column}"
    if column not in _NAMES[table]:
        return f'"{column}"'
    if kind == "texts":
        return f"[actor_called(article_key, n) FOR n IN {column}] AS {column}"
    return f'actor_called(article_key, "{column}") AS "{column}"'


def _renaming(correction: Row) -> Renaming:
    changes = correction["changes"]
    noted = json.loads(changes) if isinstance(changes, str) else changes
    articles = noted.get("articles")
    return Renaming(frozenset(noted["names"]), None if articles is None else frozenset(articles), noted["to"])


def _known_names(snap: Snapshot, names: Sequence[str]) -> dict[str, frozenset[str]]:
    """The articles that tell each of these names, as they read now."""
    rows = snap.ask(
        "SELECT name, list(DISTINCT article_key) AS articles FROM actors WHERE list_contains(?, name) GROUP BY name",
        [list(names)],
        views=("actors",),
    )
    return {r["name"]: frozenset(r["articles"]) for r in rows.to_pylist()}


def _unknown(path: Path, name: str) -> UsageError:
    return UsageError(f"There is no actor “{name}” in {path}; `communique actor {path}` lists their full names.")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
