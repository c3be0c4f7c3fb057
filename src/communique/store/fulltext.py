"""Full text: a SQLite FTS5 file beside the tables, made from them and never a source of truth.

It lies in `.search/` and may be deleted at any time. A search first takes in the batches that it lacks; where the
folder cannot be written to, the articles' text is read instead, more slowly, with the same answer but for the order.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.errors import UsageError
from communique.store.snapshot import Snapshot

FILE = ".search/words.sqlite"
LAYOUT = 1
_TERM = re.compile(r'"([^"]+)"|(\S+)')
_COLUMNS = "article_key, article_id, published_day, outlet, headline, url"


def search(snap: Snapshot, words: str, *, limit: int | None, offset: int) -> tuple[Any, int]:
    """The articles that hold all the words, best first, and how many there are."""
    terms = terms_of(words)
    current = _found(snap, terms)
    page = current[offset : None if limit is None else offset + limit]
    return _with_snippets(snap, page, terms), len(current)


def keys_with(snap: Snapshot, words: str) -> tuple[str, ...]:
    """The keys of all articles that hold all the words."""
    codings = _found(snap, terms_of(words))
    rows = snap.ask("SELECT article_key FROM articles WHERE list_contains(?, coding)", [codings], views=("articles",))
    return tuple(rows["article_key"].to_pylist())


def _found(snap: Snapshot, terms: tuple[str, ...]) -> list[str]:
    try:
        with _index(snap) as index:
            codings = _matching(index, terms, snap.manifest.batch)
    except sqlite3.OperationalError:
        codings = _scan(snap, terms)
    return _still_current(snap, codings)


def terms_of(words: str) -> tuple[str, ...]:
    """The words and quoted phrases of a search; UsageError if there is none."""
    found = tuple(t for t in (" ".join(re.findall(r"\w+", a or b)) for a, b in _TERM.findall(words)) if t)
    if not found:
        raise UsageError('There is nothing to search for; give a word or a "quoted phrase".')
    return found


def update_index(snap: Snapshot) -> None:
    """Take in the batches that the index lacks; a folder that cannot be written to is left alone."""
    with contextlib.suppress(sqlite3.OperationalError), _index(snap):
        pass


@contextlib.contextmanager
def _index(snap: Snapshot) -> Iterator[sqlite3.Connection]:
    """The index, up to date with the snapshot (it may be ahead of it)."""
    file = snap.path / FILE
    try:
        file.parent.mkdir(exist_ok=True)
        connection = _opened(file)
    except OSError as why:
        raise sqlite3.OperationalError(str(why)) from why
    try:
        _take_in(connection, snap)
        yield connection
    finally:
        connection.close()


def _opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=60, isolation_level=None)
    try:
        layout = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError:  # not a database: damaged; it is made anew from the tables
        connection.close()
        file.unlink()
        connection, layout = sqlite3.connect(file, timeout=60, isolation_level=None), 0
    if layout != LAYOUT:
        connection.executescript(
            "BEGIN IMMEDIATE; DROP TABLE IF EXISTS words; DROP TABLE IF EXISTS pages; DROP TABLE IF EXISTS state; "
            "CREATE VIRTUAL TABLE words USING fts5(headline, text, content='', tokenize=\"unicode61 "
            'remove_diacritics 2"); '
            "CREATE TABLE pages (id INTEGER PRIMARY KEY, coding TEXT UNIQUE, batch INTEGER); "
            "CREATE TABLE state (batch INTEGER); INSERT INTO state VALUES (0); "
            f"PRAGMA user_version = {LAYOUT}; COMMIT"
        )
    return connection


def _take_in(connection: sqlite3.Connection, snap: Snapshot) -> None:
    if connection.execute("SELECT batch FROM state").fetchone()[0] >= snap.manifest.batch:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        known = connection.execute("SELECT batch FROM state").fetchone()[0]  # again: another may have done it
        fresh = snap.stream(
            "SELECT a.coding, a.batch, a.headline, string_agg(substring(a.text, b.start + 1, "
            "b.\"end\" - b.start), ' ' ORDER BY "
            "b.number) AS words FROM articles a LEFT JOIN blocks b ON b.coding = a.coding AND b.part_of_article "
            "WHERE a.batch > ? GROUP BY a.coding, a.batch, a.headline ORDER BY a.batch, a.coding",
            [known],
            views=("articles", "blocks"),
            rows=500,
        )
        for batch in fresh:
            for row in batch.to_pylist():
                done = connection.execute(
                    "INSERT OR IGNORE INTO pages (coding, batch) VALUES (?, ?)", (row["coding"], row["batch"])
                )
                if done.rowcount:
                    connection.execute(
                        "INSERT INTO words (rowid, headline, text) VALUES (?, ?, ?)",
                        (done.lastrowid, row["headline"] or "", row["words"] or ""),
                    )
        connection.execute("UPDATE state SET batch = ?", (snap.manifest.batch,))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _matching(index: sqlite3.Connection, terms: tuple[str, ...], batch: int) -> list[str]:
    query = " AND ".join(f'"{t}"' for t in terms)
    rows = index.execute(
        "SELECT p.coding FROM words JOIN pages p ON p.id = words.rowid WHERE words MATCH ? AND p.batch <= ? "
        "ORDER BY bm25(words, 4.0, 1.0), p.coding",
        (query, batch),
    )
    return [row[0] for row in rows]


def _scan(snap: Snapshot, terms: tuple[str, ...]) -> list[str]:
    test = " AND ".join("regexp_matches(concat_ws(' ', headline, text), ?, 'i')" for _ in terms)
    patterns = [r"\b" + r"\W+".join(map(re.escape, t.split())) + r"\b" for t in terms]
    table = snap.ask(
        f"SELECT coding FROM articles WHERE {test} ORDER BY published_day DESC NULLS LAST, coding",
        patterns,
        views=("articles",),
    )
    return list(table["coding"].to_pylist())


def _still_current(snap: Snapshot, codings: list[str]) -> list[str]:
    if not codings or not snap.has_rows("superseded"):
        return codings
    replaced = set(snap.ask("SELECT coding FROM superseded", views=("superseded",))["coding"].to_pylist())
    return [c for c in codings if c not in replaced]


def _with_snippets(snap: Snapshot, codings: list[str], terms: tuple[str, ...]) -> Any:
    import pyarrow as pa

    found = snap.ask(
        f"SELECT {_COLUMNS}, coding, text FROM articles WHERE list_contains(?, coding)", [codings], views=("articles",)
    )
    place = {c: i for i, c in enumerate(codings)}
    rows = sorted(found.to_pylist(), key=lambda r: place[r["coding"]])
    names = _COLUMNS.split(", ")
    schema = pa.schema([*(found.schema.field(n) for n in names), ("snippet", pa.string())])
    return pa.Table.from_pylist(
        [{n: r[n] for n in names} | {"snippet": snippet(r["text"], terms)} for r in rows], schema=schema
    )


def snippet(text: str, terms: tuple[str, ...], width: int = 200) -> str:
    """The stretch of text around the first word found; the words found stand between \\x02 and \\x03."""
    import unicodedata

    pattern = re.compile("|".join(r"\b" + r"\W+".join(map(re.escape, t.split())) + r"\b" for t in terms), re.IGNORECASE)
    first = pattern.search(text)
    if first is None:  # found by its letters without accents
        bare = "".join((unicodedata.normalize("NFD", c) or c)[0] for c in text)
        plain = tuple("".join((unicodedata.normalize("NFD", c) or c)[0] for c in t) for t in terms)
        return text[:width] if bare == text and plain == terms else _snippet_of_bare(text, bare, plain, width)
    return _marked(text, [m.span() for m in pattern.finditer(text)], width)


def _snippet_of_bare(text: str, bare: str, terms: tuple[str, ...], width: int) -> str:
    pattern = re.compile("|".join(r"\b" + r"\W+".join(map(re.escape, t.split())) + r"\b" for t in terms), re.IGNORECASE)
    spans = [m.span() for m in pattern.finditer(bare)]
    return _marked(text, spans, width) if spans else text[:width]


def _marked(text: str, spans: list[tuple[int, int]], width: int) -> str:
    start = max(0, spans[0][0] - width // 3)
    start = text.find(" ", start) + 1 if start and text.find(" ", start, spans[0][0]) >= 0 else start
    stop = min(len(text), start + width)
    out, at = [], start
    for a, b in spans:
        if a >= at and b <= stop:
            out += [text[at:a], "\x02", text[a:b], "\x03"]
            at = b
    out.append(text[at:stop])
    return ("… " if start else "") + " ".join("".join(out).split()) + (" …" if stop < len(text) else "")
