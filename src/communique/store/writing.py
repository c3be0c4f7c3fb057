"""Writing to a store: several tables as one act, whatever happens in between.

    with transaction(path) as act:
        act.append("reports", rows)
        act.append("articles", rows)
    # here the manifest names the new versions: acknowledged

Inside, the write lock is held; commits that a killed writer left unacknowledged are taken back first. If the block
raises, its commits are taken back too.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from communique.errors import StoreError
from communique.store.manifest import NAME, Manifest, read_manifest, table_uri, write_lock, write_manifest
from communique.store.tables import TABLES, arrow_schema

PATIENCE_SECONDS = 120.0
SMALL_FILES = 24  # a table with more files than this, half-filled, is compacted
KEEP_HOURS = 24  # readers that opened the store this long ago still find their files
ROW_GROUP = 65_536
_FULL = ("no space left", "os error 28", "file too large", "os error 27", "disk quota", "os error 122")
_READ_ONLY = ("read-only file system", "permission denied", "os error 30", "os error 13", "os error 1)")


class Transaction:
    """What one act of writing has done so far. Made by `transaction`."""

    def __init__(self, path: Path, manifest: Manifest, open_tables: dict[str, Any]) -> None:
        self.path = path
        self.manifest = manifest
        self._tables = open_tables
        self._touched: set[str] = set()
        self._merged: int | None = None
        self._batch = manifest.batch

    def new_batch(self) -> int:
        """The number of the batch that this act brings."""
        self._batch = self.manifest.batch + 1
        return self._batch

    def mark_merged(self, batch: int) -> None:
        """Note that the events table is merged across articles up to this batch."""
        self._merged = batch

    def append(self, name: str, rows: Any) -> None:
        """Add rows to a table; none is fine."""
        from deltalake import write_deltalake

        if rows.num_rows:
            self._touched.add(name)
            _check_room(self.path, rows.nbytes)
            write_deltalake(self.table(name), rows, mode="append")

    def overwrite(self, name: str, rows: Any) -> None:
        """Put these rows in place of all the table's rows; `rows` may be a stream of Arrow batches."""
        from deltalake import write_deltalake

        self._touched.add(name)
        write_deltalake(self.table(name), rows, mode="overwrite", writer_properties=_rows_together())

    def compact(self, name: str) -> None:
        """Join a table's small files."""
        self._touched.add(name)
        self.table(name).optimize.compact(writer_properties=_rows_together())

    def table(self, name: str) -> Any:
        """The Delta table, at its newest version."""
        from deltalake import DeltaTable

        if name not in self._tables:
            self._tables[name] = DeltaTable(table_uri(self.path, name))
        return self._tables[name]

    def acknowledge(self) -> Manifest:
        """Name the versions written so far in the manifest: from here on readers see them."""
        if not self._touched and self._batch == self.manifest.batch and self._merged is None:
            return self.manifest
        versions = dict(self.manifest.tables)
        for name in self._touched:
            self.table(name).update_incremental()
            versions[name] = self.table(name).version()
        self.manifest = replace(
            self.manifest,
            sequence=self.manifest.sequence + 1,
            batch=self._batch,
            merged_batch=self.manifest.merged_batch if self._merged is None else self._merged,
            tables=versions,
            written_by=version("communique"),
        )
        write_manifest(self.path, self.manifest)
        self._touched.clear()
        self._merged = None
        return self.manifest

    def take_back(self) -> None:
        """Undo every commit that the manifest does not name."""
        for name in TABLES:
            table = self.table(name)
            table.update_incremental()
            if table.version() > self.manifest.tables[name]:
                table.restore(self.manifest.tables[name])
                self._touched.add(name)
        if self._touched:
            self.acknowledge()


def _check_room(path: Path, needed: int) -> None:
    """Refuse what the disk has no room for before it is tried: the Delta library prints a fault of its own then."""
    if shutil.disk_usage(path).free < needed:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _rows_together() -> Any:
    """How large tables are laid out: groups of rows small enough that a page of fifty need not read much."""
    from deltalake import WriterProperties

    return WriterProperties(compression="ZSTD", max_row_group_size=ROW_GROUP)


@contextlib.contextmanager
def transaction(path: Path, open_tables: dict[str, Any] | None = None) -> Iterator[Transaction]:
    """Write to several tables as one act, acknowledged when the block ends."""
    with spoken_errors(path), write_lock(path, PATIENCE_SECONDS):
        act = Transaction(path, read_manifest(path), {} if open_tables is None else open_tables)
        act.take_back()
        try:
            yield act
            act.acknowledge()
        except BaseException:
            with contextlib.suppress(Exception):  # the next writer will do it
                act.manifest = read_manifest(path)
                act.take_back()
            raise


def create_store(path: Path) -> Manifest:
    """Make an empty store in this folder, or leave the one that is there as it is."""
    from deltalake import DeltaTable

    if (path / NAME).exists():
        return read_manifest(path)
    if re.search(r"%[0-9A-Fa-f]{2}|[\[\]^|\\]", str(path.absolute())):  # the Delta library misreads these
        raise StoreError(f"A store cannot lie at {path}: a folder's name with [ ] ^ | \\ or %20 in it; name another.")
    with spoken_errors(path):
        if path.exists() and any(p.name not in TABLES and not p.name.startswith(".") for p in path.iterdir()):
            raise StoreError(f"{path} is a folder with other things in it; name an empty or new one for the store.")
        path.mkdir(parents=True, exist_ok=True)
        with write_lock(path, PATIENCE_SECONDS):
            if not (path / NAME).exists():
                for name, table in TABLES.items():
                    DeltaTable.create(
                        table_uri(path, name), arrow_schema(name), mode="ignore", name=name, description=table.says
                    )
                write_manifest(path, Manifest(written_by=version("communique")))
    return read_manifest(path)


def compact_store(path: Path) -> None:
    """Join small files, and drop files that no reader of the last day can still hold."""
    with transaction(path) as act:
        crowded = [n for n in TABLES if len(act.table(n).file_uris()) > SMALL_FILES]
        for name in crowded:
            act.compact(name)
        act.acknowledge()
        for name in TABLES:
            act.table(name).vacuum(KEEP_HOURS, dry_run=False, enforce_retention_duration=False, full=True)


@contextlib.contextmanager
def spoken_errors(path: Path) -> Iterator[None]:
    """Turn what the system says of a full disk or a read-only folder into one clear sentence."""
    try:
        yield
    except StoreError:
        raise
    except Exception as why:
        said = str(why).casefold()
        number = why.errno if isinstance(why, OSError) else None
        if number in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT) or any(w in said for w in _FULL):
            raise StoreError(
                f"The disk is full: the store at {path} could not take the batch; free some space and run the same "
                "command again, nothing acknowledged is lost."
            ) from why
        if number in (errno.EROFS, errno.EACCES, errno.EPERM) or any(w in said for w in _READ_ONLY):
            raise StoreError(
                f"The store at {path} cannot be written to: the folder is read-only for this user; "
                "change its permissions or name another folder."
            ) from why
        if type(why).__module__.startswith("deltalake") or isinstance(why, OSError):
            first = str(why).splitlines()[0] if str(why) else type(why).__name__
            raise StoreError(f"The store at {path} could not be written: {first}") from why
        raise


def writable(path: Path) -> bool:
    """Whether this user may write to the folder."""
    return os.access(path, os.W_OK)
