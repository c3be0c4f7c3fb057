"""Reading a store: the acknowledged state as views that DuckDB can be asked about.

A snapshot is one manifest. Its views read the Parquet files that the Delta tables list at the versions named there, so
what is asked twice is answered alike while writers go on. `View` says which views there are.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

from communique.errors import StoreError
from communique.store.manifest import Manifest, table_uri
from communique.store.renaming import RENAMED, naming_sql, renamed_columns, renamings_of
from communique.store.tables import TABLES, arrow_schema

View = Literal["articles", "blocks", "actors", "attributions", "reports", "events", "relations", "refusals", "runs",
               "corrections", "errors", "copies", "superseded"]  # fmt: skip
_GLOB = re.compile(r"[*?[]")  # DuckDB would read these in a path as a pattern
EVER = "_ever"  # a view `articles_ever` has the replaced readings too
_VERSIONED = ("articles", "blocks", "actors", "attributions", "reports", "relations", "refusals")


class Snapshot:
    """One acknowledged state of a store. Views are opened when first asked for; several threads may ask."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        import duckdb

        self.path = path
        self.manifest = manifest
        self._root = duckdb.connect(":memory:")
        spill = str(Path(tempfile.gettempdir()) / f"communique-{os.getpid()}").replace("'", "''")
        self._root.execute(f"SET temp_directory = '{spill}'")
        self._root.execute("SET TimeZone = 'UTC'; SET parquet_metadata_cache = true; SET enable_progress_bar = false")
        self._opened: set[str] = set()
        self._renames: bool | None = None
        self._groups: dict[tuple[str, str], tuple[tuple[Any, Any, int], ...]] = {}
        self._lock = threading.RLock()

    def ask(self, sql: str, values: Sequence[Any] = (), *, views: Sequence[str]) -> Any:
        """The answer as one Arrow table."""
        with self._cursor(views) as cursor:
            return cursor.sql(sql, params=list(values)).to_arrow_table()

    def ask_rows(self, rows: Any, sql: str) -> Any:
        """The answer of a question to rows that an earlier one gave; in it they are called `extract`."""
        with self._root.cursor() as cursor:
            cursor.register("extract", rows)
            return cursor.sql(sql).to_arrow_table()

    def stream(
        self, sql: str, values: Sequence[Any] = (), *, views: Sequence[str], rows: int = 20_000
    ) -> Iterator[Any]:
        """The answer as a stream of Arrow batches: memory does not grow with it."""
        with self._cursor(views) as cursor:
            yield from cursor.sql(sql, params=list(values)).to_arrow_reader(rows)

    def _cursor(self, views: Sequence[str]) -> Any:
        with self._lock:
            for name in views:
                self._open(name)
            return self._root.cursor()

    def _open(self, name: str) -> None:
        if name in self._opened:
            return
        if name == "events":
            self._open_events()
        elif name in RENAMED:
            self._open_plain(name, f"{name}_as_read")
            shown = renamed_columns(name) if self._has_renamings() else "*"
            self._root.execute(f"CREATE VIEW {name} AS SELECT {shown} FROM {name}_as_read")
        elif name.endswith(EVER):
            self._root.execute(f"CREATE VIEW {name} AS SELECT * FROM {self._raw(name.removesuffix(EVER))}")
        else:
            self._open_plain(name, name)
        self._opened.add(name)

    def _open_plain(self, name: str, view: str) -> None:
        """A table's rows as they were read, less those of replaced readings."""
        condition = ""
        if name in _VERSIONED and self.has_rows("superseded"):
            self._open("superseded")
            condition = " WHERE coding NOT IN (SELECT coding FROM superseded)"
        self._root.execute(f"CREATE VIEW {view} AS SELECT * FROM {self._raw(name)}{condition}")

    def _has_renamings(self) -> bool:
        """Whether persons have merged or split actors; the macro `actor_called` then gives each name's meaning."""
        from communique.store.overlay import not_undone

        if self._renames is None:
            log: list[dict[str, Any]] = []
            if self.has_rows("corrections"):
                self._open("corrections")
                log = (
                    self._root.sql('SELECT * FROM corrections ORDER BY "at", correction_id')
                    .to_arrow_table()
                    .to_pylist()
                )
            made = renamings_of(log, not_undone(log))
            if made:
                self._root.execute(f"CREATE MACRO actor_called(article, said) AS {naming_sql(made)}")
            self._renames = bool(made)
        return self._renames

    def _open_events(self) -> None:
        """Events as stored, less those whose reading was replaced since the last merge, with corrections laid over."""
        from communique.store.overlay import overlay_of

        raw = self._raw("events")
        if self.has_rows("superseded"):
            self._open("superseded")
            replaced = f"SELECT coding FROM superseded WHERE batch > {self.manifest.merged_batch}"
            raw = f"(SELECT * FROM {raw} WHERE coding NOT IN ({replaced}))"
        self._root.execute(f"CREATE VIEW events_as_merged AS SELECT * FROM {raw}")
        self._opened.add("events_as_merged")
        overlay = overlay_of(self) if self.has_rows("corrections") else None
        shown = renamed_columns("events") if self._has_renamings() else "*"
        if overlay is None or not overlay.hidden:
            self._root.execute(f"CREATE VIEW events AS SELECT {shown} FROM events_as_merged")
            return
        import pyarrow as pa

        self.put("events_hidden", {"event_id": overlay.hidden})
        self.put_table("events_shown", pa.Table.from_pylist(list(overlay.shown), schema=arrow_schema("events")))
        self._root.execute(
            f"CREATE VIEW events AS SELECT {shown} FROM (SELECT * FROM events_as_merged WHERE event_id NOT IN "
            "(SELECT event_id FROM events_hidden) UNION ALL SELECT * FROM events_shown)"
        )

    def put(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        """Hand over a few columns of text as a table to ask with."""
        import pyarrow as pa

        self.put_table(name, pa.table({k: pa.array(v, pa.string()) for k, v in columns.items()}))

    def put_table(self, name: str, rows: Any, *, append: bool = False) -> None:
        """Hand over an Arrow table to ask with, in place of what it held or added to it."""
        with self._lock:
            self._root.register("handed_over", rows)
            into = f"INSERT INTO {name}" if append else f"CREATE OR REPLACE TABLE {name} AS"
            self._root.execute(f"{into} SELECT * FROM handed_over")
            self._root.unregister("handed_over")

    def open(self, *names: str) -> None:
        """Make views that a later question needs."""
        with self._lock:
            for name in names:
                self._open(name)

    def has_rows(self, name: str) -> bool:
        """Whether a table holds anything."""
        return bool(self.manifest.tables[name]) and bool(self.files(name))

    def row_groups(self, name: str, column: str) -> tuple[tuple[Any, Any, int], ...]:
        """The least and greatest value of a column, and the number of rows, of each group of rows that has values."""
        import pyarrow.parquet as pq

        with self._lock:
            if (name, column) not in self._groups:
                found = []
                for file in self.files(name):
                    whole = pq.ParquetFile(file).metadata
                    at = [whole.row_group(0).column(i).path_in_schema for i in range(whole.num_columns)].index(column)
                    for i in range(whole.num_row_groups):
                        group = whole.row_group(i)
                        known = group.column(at).statistics
                        if known is not None and known.has_min_max:
                            found.append((known.min, known.max, group.num_rows))
                self._groups[name, column] = tuple(found)
            return self._groups[name, column]

    def files(self, name: str) -> list[str]:
        """The Parquet files that hold a table at this state."""
        from deltalake import DeltaTable

        try:
            table = DeltaTable(table_uri(self.path, name), version=self.manifest.tables[name])
        except Exception as why:
            raise StoreError(
                f"The store at {self.path} is damaged: its table “{name}” cannot be opened "
                f"({str(why).splitlines()[0]})."
            ) from why
        return sorted(unquote(str(uri)).removeprefix("file://") for uri in table.file_uris())

    def _raw(self, name: str) -> str:
        """A table as SQL can read it."""
        files = self.files(name)
        if not files:
            self.put_table(f"none_{name}", arrow_schema(name).empty_table())
            return f"none_{name}"
        columns = ", ".join(f'"{c}"' for c in TABLES[name].names)
        listed = ", ".join("'" + _GLOB.sub(r"[\g<0>]", f).replace("'", "''") + "'" for f in files)
        return f"(SELECT {columns} FROM read_parquet([{listed}]))"
