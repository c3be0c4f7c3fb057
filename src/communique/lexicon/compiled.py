"""A copy of the lexicon's entries in a form that loads fast, in the user's cache folder; harmless when absent.

TOML takes a second for two thousand entries, JSON a few hundredths. The copy's name is the hash of the files it was
made from, so an edited file never meets an old copy. Nothing but time is lost when the folder cannot be written.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

_FORM = 1  # raised when the copy's form changes
_KEPT = 8  # copies kept in the folder


def read_compiled(key: str) -> list[Any] | None:
    """The rows written under a key, or None."""
    try:
        kept = json.loads(_path(key).read_bytes())
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, list) else None


def write_compiled(key: str, rows: list[Any]) -> None:
    """Keep rows under a key, whole or not at all; a folder that cannot be written is no error."""
    with suppress(OSError):
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(rows, file, ensure_ascii=False, separators=(",", ":"))
            Path(name).replace(_path(key))
        finally:
            Path(name).unlink(missing_ok=True)
        for old in sorted(folder.glob("lexicon-*.json"), key=lambda p: p.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)


def cache_folder() -> Path:
    """Where the copies are: $COMMUNIQUE_CACHE, else the platform's folder for caches."""
    if given := os.environ.get("COMMUNIQUE_CACHE"):
        return Path(given)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", "~")).expanduser()
    elif sys.platform == "darwin":
        base = Path("~/Library/Caches").expanduser()
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    return base / "communique"


def _path(key: str) -> Path:
    return cache_folder() / f"lexicon-{_FORM}-{key[:32]}.json"
