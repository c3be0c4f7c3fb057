"""What is acknowledged: one small file that names, for each table, the version that readers may see.

A batch touches several Delta tables, and each of their commits is atomic alone, not together. So a batch is
acknowledged by one act: `communique.json` is replaced, by an atomic rename, with one that names the new version of
every table. Readers open each table at the version named there. A writer that was killed in between has left
commits that nothing names: no reader sees them, and the next writer takes them back (see `writing.recover`).
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from communique.errors import StoreError
from communique.store.tables import FORMAT, TABLES

NAME = "communique.json"
LOCK = ".write-lock"


@dataclass(frozen=True)
class Manifest:
    """The acknowledged state: a version for each table, the last batch, and the last batch merged across articles."""

    sequence: int = 0
    batch: int = 0
    merged_batch: int = 0
    tables: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    written_by: str = ""
    format: int = FORMAT


def read_manifest(path: Path) -> Manifest:
    """The acknowledged state of the store in this folder; StoreError if there is none that this version understands."""
    file = path / NAME
    try:
        raw: dict[str, Any] = json.loads(file.read_text("utf-8"))
        found = int(raw["communique_store"])
    except FileNotFoundError:
        if not path.exists():
            raise StoreError(
                f"There is no store at {path}; make one with `communique code PAGES --into {path}`."
            ) from None
        raise StoreError(
            f"{path} is not a Communiqué store (it holds no {NAME}); name the folder given to `--into`."
        ) from None
    except PermissionError:
        raise StoreError(f"The store at {path} cannot be read: permission denied; check who owns the folder.") from None
    except (ValueError, KeyError, TypeError, OSError) as why:
        raise StoreError(f"The store at {path} cannot be understood: {NAME} is damaged ({why}).") from None
    if found > FORMAT:
        raise StoreError(
            f"The store at {path} was written by a newer Communiqué "
            f"({raw.get('written_by') or 'unknown'}, layout {found}; "
            f"this one reads up to layout {FORMAT}); upgrade with `pip install -U communique`."
        )
    if found < FORMAT:
        raise StoreError(
            f"The store at {path} has the layout of an older Communiqué ({found}; this one has {FORMAT}); code the "
            "pages into a new store, or read this one with the version that wrote it."
        )
    tables = dict.fromkeys(TABLES, 0) | {k: int(v) for k, v in raw["tables"].items()}
    return Manifest(raw["sequence"], raw["batch"], raw["merged_batch"], tables, raw.get("written_by", ""), found)


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Acknowledge a state: atomic, and on disk before it returns."""
    raw = {
        "communique_store": manifest.format,
        "written_by": manifest.written_by,
        "sequence": manifest.sequence,
        "batch": manifest.batch,
        "merged_batch": manifest.merged_batch,
        "tables": dict(manifest.tables),
    }
    fresh = path / f".{NAME}.{os.getpid()}"
    with fresh.open("w", encoding="utf-8") as out:
        json.dump(raw, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path / NAME)
    with contextlib.suppress(OSError):
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def table_uri(path: Path, name: str) -> str:
    """Where a table lies, as the Delta library wants it (a plain path with a `%` in it would be decoded)."""
    return (path.absolute() / name).as_uri()


@contextlib.contextmanager
def write_lock(path: Path, patience_seconds: float) -> Iterator[None]:
    """Hold the store's one write lock; the system frees it when the process ends, however it ends."""
    with (path / LOCK).open("a+") as handle:
        limit = time.monotonic() + patience_seconds
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > limit:
                    raise StoreError(
                        f"Another process has been writing to the store at {path} for {patience_seconds:.0f} s; "
                        "wait for it or stop it, then run the same command again."
                    ) from None
                time.sleep(0.02)
        try:
            yield
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)
