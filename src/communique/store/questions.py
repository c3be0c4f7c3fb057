"""What can be asked of a snapshot besides pages of events and counts of dyads. `Store` documents the questions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from communique.store.filters import Condition, Filters, actor_condition, event_condition, first_day, is_country
from communique.store.snapshot import Snapshot


def find_event(snap: Snapshot, event_id: str) -> dict[str, Any] | None:
    """One event by its id, or by the id of one of its reports."""
    rows = snap.ask("SELECT * FROM events WHERE event_id = ?", [event_id], views=("events",)).to_pylist()
    if not rows:
        rows = snap.ask(
            "SELECT * FROM events WHERE n_reports > 1 AND list_contains(reports, ?)", [event_id], views=("events",)
        ).to_pylist()
    return rows[0] if rows else None


def find_event_record(snap: Snapshot, event_id: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The record of the article that speaks for an event, and the event as that record has it."""
    event = find_event(snap, event_id)
    if event is None:
        return None
    wanted = event_id if event_id in event["reports"] else event["reports"][0]
    rows = snap.ask(
        "SELECT article_key, event FROM reports WHERE report_id = ?", [wanted], views=("reports",)
    ).to_pylist()
    record = find_record(snap, rows[0]["article_key"]) if rows else None
    if record is None:
        return None
    return record, next(e for e in record["events"] if e["id"] == rows[0]["event"])


def find_reports(snap: Snapshot, event_id: str) -> Any:
    """The reports of an event, in its own order (the fullest first)."""
    event = find_event(snap, event_id)
    wanted: list[str] = event["reports"] if event else []
    return snap.ask(
        "SELECT * FROM reports WHERE list_contains(?, report_id) ORDER BY list_position(?, report_id)",
        [wanted, wanted],
        views=("reports",),
    )


_FACETS: dict[str, str] = {
    "type": "type",
    "factuality": "factuality",
    "quad": "quad::VARCHAR",
    "who": "unnest(string_split(nullif(actor_countries, ''), ' '))",
    "whom": "unnest(string_split(nullif(recipient_countries, ''), ' '))",
    "place": "where_country",
    "outlet": "unnest(outlets)",
    "source": "unnest(sources)",
    "month": "strftime(day, '%Y-%m')",
    "reviewed": "coalesce(reviewed, 'open')",
    "disputed": "CASE WHEN len(disputed_by) > 0 THEN 'true' ELSE 'false' END",
}
_FACET_COLUMNS = (
    "type, factuality, quad, actor_countries, recipient_countries, where_country, outlets, sources, day, "
    "reviewed, disputed_by"
)


def count_facets(snap: Snapshot, filters: Filters, top: int, only: Sequence[str] = ()) -> Any:
    """The commonest values of each facet among the events asked for."""
    asked = event_condition(filters)
    parts = []
    for name, expression in _FACETS.items():
        if only and name not in only:
            continue
        inner = f"SELECT {expression} AS value FROM asked"
        parts.append(
            f"(SELECT '{name}' AS facet, value, count(*) AS events FROM ({inner}) WHERE value IS NOT NULL "
            f"GROUP BY value ORDER BY events DESC, value LIMIT {int(top)})"
        )
    sql = (
        f"WITH asked AS MATERIALIZED (SELECT {_FACET_COLUMNS} FROM events{asked.where}) "
        f"{' UNION ALL '.join(parts)} ORDER BY facet, events DESC, value"
    )
    return snap.ask(sql, asked.values, views=("events",))


def count_all(snap: Snapshot) -> dict[str, int]:
    """How much the store holds."""
    sql = (
        "SELECT (SELECT count(*) FROM articles) AS articles, "
        "(SELECT count(*) FROM events WHERE reviewed IS NULL OR reviewed <> 'rejected') AS events, "
        "(SELECT count(*) FROM reports) AS reports, (SELECT count(*) FROM attributions) AS quotes, "
        "(SELECT count(DISTINCT outlet) FROM articles) AS outlets, (SELECT count(*) FROM errors) AS errors, "
        "(SELECT count(*) FROM corrections) AS corrections"
    )
    views = ("articles", "events", "reports", "attributions", "errors", "corrections")
    return {k: int(v) for k, v in snap.ask(sql, views=views).to_pylist()[0].items()}


def quoting(asked: Condition, told: Filters) -> Condition:
    """Quotes that a condition lets through, of those in which an act is told that the filters fit."""
    act = event_condition(told)
    tells = (
        "(coding, attribution) IN (SELECT (coding, attribution) FROM reports WHERE attribution IS NOT NULL AND "
        f"report_id IN (SELECT unnest(reports) FROM events{act.where}))"
    )
    return Condition(f"{asked.sql} AND {tells}" if asked.sql else tells, asked.values + act.values)


_ARTICLE_COUNT = (
    "count(DISTINCT article_key) AS articles, min(published_day) AS first_day, max(published_day) AS last_day"
)


def count_actors(snap: Snapshot, words: str, limit: int | None) -> Any:
    """Actors whose name or country fits the words."""
    condition, values = "", []
    if words:
        test = "country = ?" if is_country(words) else "contains(lower(name), lower(?))"
        condition, values = f" WHERE {test}", [words]
    page = f" LIMIT {int(limit)}" if limit is not None else ""
    return snap.ask(
        f"SELECT name, mode(kind) AS kind, mode(country) AS country, mode(sector) AS sector, "
        f"list_sort(list_distinct(list(role) FILTER (role IS NOT NULL))) AS roles, {_ARTICLE_COUNT} "
        f"FROM actors{condition} "
        f"GROUP BY name ORDER BY articles DESC, name{page}",
        values,
        views=("actors",),
    )


def roles_of(snap: Snapshot, name: str, filters: Filters) -> Any:
    """The roles, countries and sectors given to one actor, by time."""
    asked = actor_condition(filters)
    more = f" AND {asked.sql}" if asked.sql else ""
    test = "country = ? AND kind = 'country'" if is_country(name) else "contains(lower(name), lower(?))"
    return snap.ask(
        f"SELECT name, kind, country, sector, role, min(country_why) AS country_why, min(sector_why) AS sector_why, "
        f"{_ARTICLE_COUNT}, arg_min(article_key, (published_day, article_key)) AS article_key, "
        f"list_sort(list_distinct(list(outlet) FILTER (outlet IS NOT NULL))) AS outlets "
        f"FROM actors WHERE {test}{more} GROUP BY name, kind, country, sector, role ORDER BY name, "
        f"first_day NULLS LAST, articles DESC, role, kind, country, sector",
        [name, *asked.values],
        views=("actors",),
    )


def find_relations(snap: Snapshot, name: str | None, dyad: tuple[str, str] | None) -> Any:
    """Standing relations of one party, of a pair, or all."""

    def party(side: str, who: str) -> tuple[str, str]:
        return (f"{side}_country = ?" if is_country(who) else f"contains(lower({side}), lower(?))"), who

    tests: list[str] = []
    values: list[str] = []
    if name is not None:
        (left, v1), (right, v2) = party("subject", name), party("object", name)
        tests.append(f"({left} OR {right})")
        values += [v1, v2]
    if dyad is not None:
        (s1, a), (o1, b) = party("subject", dyad[0]), party("object", dyad[1])
        (s2, c), (o2, d) = party("subject", dyad[1]), party("object", dyad[0])
        tests.append(f"(({s1} AND {o1}) OR ({s2} AND {o2}))")
        values += [a, b, c, d]
    condition = f" WHERE {' AND '.join(tests)}" if tests else ""
    order = "published_day DESC NULLS LAST, article_key, evidence_start"
    return snap.ask(f"SELECT * FROM relations{condition} ORDER BY {order}", values, views=("relations",))


def find_articles(
    snap: Snapshot, outlet: str | None, since: str | None, limit: int | None, offset: int
) -> tuple[Any, Callable[[], int]]:
    """A page of articles without their text, and the way to count them all."""
    tests, values = [], []
    if outlet is not None:
        tests.append("outlet = ?")
        values.append(outlet)
    if since is not None:
        tests.append("published_day >= CAST(? AS DATE)")
        values.append(first_day(since))
    condition = f" WHERE {' AND '.join(tests)}" if tests else ""
    page = (f" LIMIT {int(limit)}" if limit is not None else "") + (f" OFFSET {int(offset)}" if offset else "")
    order = "published_day DESC NULLS LAST, article_key"
    rows = snap.ask(
        f"SELECT * EXCLUDE (text, record, sketch) FROM articles{condition} ORDER BY {order}{page}",
        values,
        views=("articles",),
    )

    def count() -> int:
        return int(
            snap.ask(f"SELECT count(*) AS n FROM articles{condition}", values, views=("articles",))["n"][0].as_py()
        )

    return rows, count


def find_record(snap: Snapshot, article: str) -> dict[str, Any] | None:
    """One article's record, with what the store knows beside it."""
    found = snap.ask(
        "SELECT article_key, version, text, record FROM articles WHERE article_key = ? OR article_id = ? "
        "ORDER BY article_key = ? DESC, batch DESC LIMIT 1",
        [article, article, article],
        views=("articles",),
    ).to_pylist()
    if not found:
        return None
    row = found[0]
    record: dict[str, Any] = json.loads(row["record"])
    record["article"]["text"] = row["text"]
    key = row["article_key"]
    reports = snap.ask(
        "SELECT report_id, event FROM reports WHERE article_key = ?", [key], views=("reports",)
    ).to_pylist()
    ids = {r["report_id"]: r["event"] for r in reports}
    events = snap.ask(
        "SELECT event_id, reports, reviewed, n_reports, n_outlets FROM events WHERE list_contains(articles, ?)",
        [key],
        views=("events",),
    ).to_pylist()
    story = snap.ask(
        "SELECT c.*, a.headline, a.outlet, a.published_day FROM copies c JOIN articles a USING "
        "(article_key) WHERE story = "
        "(SELECT story FROM copies WHERE article_key = ?) ORDER BY published_day, article_key",
        [key],
        views=("copies", "articles"),
    ).to_pylist()
    record["store"] = {
        "article_key": key,
        "version": row["version"],
        "story": story,
        "events": {
            ids[r]: {k: e[k] for k in ("event_id", "reviewed", "n_reports", "n_outlets")} | {"report_id": r}
            for e in events
            for r in e["reports"]
            if r in ids
        },
    }
    return record


def count_outlets(snap: Snapshot) -> Any:
    """Outlets with their articles and events."""
    return snap.ask(
        "SELECT outlet, count(*) AS articles, sum(n_events)::BIGINT AS reports, min(published_day) AS first_day, "
        "max(published_day) AS last_day, count(c.article_key) AS copies FROM articles LEFT JOIN "
        "copies c USING (article_key) "
        "GROUP BY outlet ORDER BY articles DESC, outlet",
        views=("articles", "copies"),
    )


def count_carriers(snap: Snapshot, limit: int | None) -> Any:
    """Which outlet relays whom through which carrier."""
    page = f" LIMIT {int(limit)}" if limit is not None else ""
    return snap.ask(
        "SELECT outlet, carrier AS via, speaker, count(*) AS quotes FROM (SELECT outlet, unnest(via) "
        "AS carrier, speaker "
        f"FROM attributions) GROUP BY outlet, via, speaker ORDER BY quotes DESC, outlet, via, speaker{page}",
        views=("attributions",),
    )


def count_runs(snap: Snapshot) -> Any:
    """The coders that have read pages into this store."""
    return snap.ask(
        "SELECT run, version, lexicon_sha256, model, second_opinion, sum(n_articles)::BIGINT AS articles, "
        "sum(n_known)::BIGINT AS known, sum(n_errors)::BIGINT AS errors, min(batch) AS first_batch, "
        "max(batch) AS last_batch, "
        "min(added) AS first, max(added) AS last FROM runs GROUP BY ALL ORDER BY first_batch, run",
        views=("runs",),
    )


def find_corrections(snap: Snapshot) -> Any:
    """The log of corrections with each one's state."""
    import pyarrow as pa

    from communique.store.overlay import not_undone, overlay_of
    from communique.store.renaming import ON_ACTORS, said_of
    from communique.store.tables import arrow_schema

    log = snap.ask('SELECT * FROM corrections ORDER BY "at", correction_id', views=("corrections",))
    snap.open("events")
    entries = log.to_pylist()
    fates = {f.correction["correction_id"]: (f.state, f.says) for f in overlay_of(snap).fates} if entries else {}
    active = not_undone(entries)
    for row in entries:
        if row["action"] in ON_ACTORS:
            done = row["correction_id"] not in active
            fates[row["correction_id"]] = ("undone", "taken back") if done else said_of(snap, row)
    rows = []
    for row in entries:
        state, says = fates.get(row["correction_id"], ("undo", ""))
        rows.append(row | {"state": state, "says": says})
    schema = pa.schema([*arrow_schema("corrections"), ("state", pa.string()), ("says", pa.string())])
    return pa.Table.from_pylist(rows, schema=schema)
