"""Counts behind the drawings: places, lanes, pairs, and the same acts elsewhere. `Store` documents the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.store.filters import Filters, event_condition
from communique.store.snapshot import Snapshot

if TYPE_CHECKING:
    from communique.store.dyads import Period


_EXTRACTED = "event_id, day, type, quad, factuality, disputed_by, n_reports, where_name, where_country, lat, lon"


class Extract:
    """The events of one question, read once and counted in several ways: what a page of drawings asks."""

    def __init__(self, snap: Snapshot, filters: Filters) -> None:
        asked = event_condition(filters)
        self._snap = snap
        self._rows = snap.ask(f"SELECT {_EXTRACTED} FROM events{asked.where}", asked.values, views=("events",))

    @property
    def total(self) -> int:
        """How many events."""
        return int(self._rows.num_rows)

    def lanes(self, by: Period) -> list[dict[str, Any]]:
        """As `Store.lanes`."""
        rows: list[dict[str, Any]] = self._snap.ask_rows(self._rows, _lanes_sql(by, "extract", "")).to_pylist()
        return rows

    def places(self, limit: int = 200) -> list[dict[str, Any]]:
        """As `Store.places`."""
        rows: list[dict[str, Any]] = self._snap.ask_rows(self._rows, _places_sql("extract", "", limit)).to_pylist()
        return rows


def count_places(snap: Snapshot, filters: Filters, limit: int) -> Any:
    """The places of the events asked for, by class of act."""
    asked = event_condition(filters)
    return snap.ask(_places_sql("events", asked.sql, limit), asked.values, views=("events",))


def count_lanes(snap: Snapshot, filters: Filters, by: Period) -> Any:
    """The events asked for, by type, standing and period."""
    asked = event_condition(filters)
    return snap.ask(_lanes_sql(by, "events", asked.sql), asked.values, views=("events",))


def _places_sql(source: str, condition: str, limit: int) -> str:
    more = f" AND {condition}" if condition else ""
    return (
        "SELECT where_name AS name, where_country AS country, lat, lon, quad, "
        "count(*) AS events, sum(n_reports)::BIGINT AS reports, min(event_id) AS event_id "
        f"FROM {source} WHERE lat IS NOT NULL AND lon IS NOT NULL{more} "
        "GROUP BY where_name, where_country, lat, lon, quad "
        f"ORDER BY events DESC, name, quad, country, lat, lon LIMIT {int(limit)}"
    )


def _lanes_sql(by: Period, source: str, condition: str) -> str:
    more = f" AND {condition}" if condition else ""
    return (
        f"SELECT type, date_trunc('{by}', day)::DATE AS period, any_value(quad) AS quad, factuality, "
        "len(disputed_by) > 0 AS disputed, count(*) AS events, max(n_reports) AS reports, "
        f"arg_max(event_id, (n_reports, event_id)) AS event_id FROM {source} WHERE day IS NOT NULL{more} "
        "GROUP BY type, period, factuality, disputed ORDER BY period, type, factuality, disputed"
    )


def count_pairs(snap: Snapshot, filters: Filters, limit: int | None) -> Any:
    """Pairs of countries in either direction, counted by the whole text of `dyads` before it is parted."""
    asked = event_condition(filters)
    condition = f" WHERE dyads <> ''{' AND ' + asked.sql if asked.sql else ''}"
    page = f" LIMIT {int(limit)}" if limit is not None else ""
    return snap.ask(
        "WITH whole AS MATERIALIZED (SELECT dyads, count(*) AS events, sum(n_reports)::BIGINT AS reports, "
        "count(*) FILTER (quad IN (1, 2)) AS cooperation, count(*) FILTER (quad IN (3, 4)) AS conflict, "
        f"max(day) AS last_day FROM events{condition} GROUP BY dyads), "
        "parted AS (SELECT DISTINCT dyads, least(a, b) AS one, greatest(a, b) AS other FROM (SELECT dyads, "
        "split_part(d, '>', 1) AS a, split_part(d, '>', 2) AS b FROM "
        "(SELECT dyads, unnest(string_split(dyads, ' ')) AS d FROM whole))) "
        "SELECT one, other, sum(events)::BIGINT AS events, sum(reports)::BIGINT AS reports, "
        "sum(cooperation)::BIGINT AS cooperation, sum(conflict)::BIGINT AS conflict, max(last_day) AS last_day "
        f"FROM whole JOIN parted USING (dyads) GROUP BY one, other ORDER BY events DESC, one, other{page}",
        asked.values,
        views=("events",),
    )


def find_elsewhere(snap: Snapshot, article: str) -> Any:
    """The other reports of the events that an article reports."""
    return snap.ask(
        "WITH told AS (SELECT event_id, unnest(reports) AS report_id FROM events WHERE n_reports > 1 "
        "AND list_contains(articles, ?)) SELECT event_id, report_id, article_key, outlet, headline, published_day, "
        "type FROM told JOIN reports USING (report_id) WHERE article_key <> ? ORDER BY published_day, report_id",
        [article, article],
        views=("events", "reports"),
    )
