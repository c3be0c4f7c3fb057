"""What a question to a store gives back: rows that hand over to Arrow, pandas and Polars, and show in a notebook."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

SHOWN_ROWS = 20
_SHOWN = {
    "events": "event_id day actor_names type factuality recipient_names n_reports sources evidence",
    "quotes": "published_day speaker cue stance content via outlet",
    "claims": "day claim sources actor_names type recipient_names factuality disputed_by evidence",
    "search": "published_day outlet headline snippet",
    "reports": "report_id day outlet type factuality evidence",
    "articles": "article_id published_day outlet headline n_words n_events",
    "corrections": "correction_id at by action event_id note state says",
}
SHOWN_COLUMNS: dict[str, tuple[str, ...]] = {kind: tuple(names.split()) for kind, names in _SHOWN.items()}


@dataclass(frozen=True)
class Result:
    """Rows of one kind ("events", "quotes", ...), and the command that gives the same.

    `table` is a pyarrow Table. `total` counts what there is without `limit` and `offset`; it is asked for when first
    read. A result iterates as dicts.
    """

    kind: str
    table: Any
    command: str
    count: Callable[[], int] | None = None

    def arrow(self) -> Any:
        """As a pyarrow Table."""
        return self.table

    def pandas(self) -> Any:
        """As a pandas DataFrame (needs `communique[pandas]`)."""
        return self.table.to_pandas()

    def polars(self) -> Any:
        """As a Polars DataFrame (needs `communique[polars]`)."""
        import polars

        return polars.from_arrow(self.table)

    def rows(self) -> list[dict[str, Any]]:
        """As a list of dicts."""
        return list(self.table.to_pylist())

    @cached_property
    def total(self) -> int:
        """How many rows there are, whatever the limit."""
        return self.table.num_rows if self.count is None else self.count()

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows())

    def __repr__(self) -> str:
        return f"<{len(self)} {self.kind}: {self.command}>"

    def _repr_html_(self) -> str:
        """The first rows as a table, every value escaped; what is not shown is counted."""
        names = [n for n in SHOWN_COLUMNS.get(self.kind, ()) if n in self.table.column_names] or self.table.column_names
        head = "".join(f"<th>{html.escape(n)}</th>" for n in names)
        shown = self.table.slice(0, SHOWN_ROWS).select(names).to_pylist()
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(shown_value(row[n]))}</td>" for n in names) + "</tr>" for row in shown
        )
        rest = len(self) - len(shown)
        more = f"<p>and {rest} more rows</p>" if rest else ""
        command = f"<p><code>{html.escape(self.command)}</code></p>"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}{command}"


def shown_value(value: Any) -> str:
    """A value as a person reads it: lists joined, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(shown_value(v) for v in value)
    if isinstance(value, dict):
        return str(
            value.get("name") or value.get("text") or " ".join(f"{k}={shown_value(v)}" for k, v in value.items())
        )
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
