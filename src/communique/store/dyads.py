"""Pairs of parties over time, counted: one pair, or all pairs of countries."""

from __future__ import annotations

from typing import Any, Literal

from communique.errors import UsageError
from communique.store.filters import Filters, dyad_test, event_condition, is_country, party_test
from communique.store.snapshot import Snapshot

Period = Literal["day", "week", "month", "quarter", "year"]
_PERIODS = ("day", "week", "month", "quarter", "year")
# Intensities are rounded once added: the order in which threads add floats must not show in the last digit.


def count_dyad(snap: Snapshot, a: str, b: str, by: Period, filters: Filters) -> Any:
    """Two parties per period, direction and quad class. The events are read once."""
    _check_period(by)
    if filters.dyad is not None:
        raise UsageError("A dyad is counted for one pair; leave the dyad out of the filters.")
    asked = event_condition(filters)
    rest = f" AND {asked.sql}" if asked.sql else ""
    (there, v1), (back, v2), (either, v3) = _way(a, b), _way(b, a), dyad_test(a, b)
    if a == b:
        back, v2 = "false", ()
    ways = " UNION ALL ".join(
        f"SELECT period, ?::VARCHAR AS actor, ?::VARCHAR AS recipient, quad, count(*) AS events, "
        f"sum(n_reports)::BIGINT AS reports, round(sum(intensity), 6) AS intensity, "
        f"round(avg(intensity), 6) AS mean_intensity "
        f"FROM pair WHERE {way} GROUP BY period, quad"
        for way in ("there", "back")
    )
    sql = (
        f"WITH pair AS MATERIALIZED (SELECT date_trunc('{by}', day)::DATE AS period, quad, n_reports, intensity, "
        f"{there} AS there, {back} AS back FROM events WHERE day IS NOT NULL AND {either}{rest}), "
        "once AS (SELECT period, count(*) AS undirected_events FROM pair GROUP BY period) "
        f"SELECT * FROM ({ways}) JOIN once USING (period) ORDER BY period, actor, recipient, quad"
    )
    return snap.ask(sql, [*v1, *v2, *v3, *asked.values, a, b, b, a], views=("events",))


def _way(one: str, other: str) -> tuple[str, tuple[Any, ...]]:
    """Whether the first does something to the second, or both do it together."""
    if is_country(one) and is_country(other):
        return "contains(dyads, ?)", (f"{one}>{other}",)
    (does, v1), (done_to, v2), (too, v3) = (
        party_test("actor", one),
        party_test("recipient", other),
        party_test("actor", other),
    )
    return f"({does} AND ({done_to} OR (len(recipients) = 0 AND {too})))", (*v1, *v2, *v3)


def count_dyads(snap: Snapshot, filters: Filters, by: Period | None, limit: int | None) -> Any:
    """All pairs of countries, per period if asked.

    Counted by the whole text of `dyads` first; only the texts that name several pairs are then parted and added.
    """
    asked = event_condition(filters)
    condition = f"dyads <> ''{' AND ' + asked.sql if asked.sql else ''}"
    period, key = "", "dyad"
    if by is not None:
        _check_period(by)
        period, key = f"date_trunc('{by}', day)::DATE AS period, ", "period, dyad"
        condition += " AND day IS NOT NULL"
    front = "period, " if by else ""
    counted = ", ".join(f"coalesce(one.{n}, 0) + coalesce(many.{n}, 0) AS {n}" for n in ("events", "reports"))
    sums = "sum(events)::BIGINT AS events, sum(reports)::BIGINT AS reports, sum(intensity) AS intensity"
    weighed = "round(coalesce(one.intensity, 0) + coalesce(many.intensity, 0), 6) AS intensity"
    order = f"{front}events DESC, actor, recipient"
    sql = (
        f"WITH whole AS MATERIALIZED (SELECT {period}dyads, count(*) AS events, sum(n_reports)::BIGINT AS reports, "
        f"sum(intensity) AS intensity FROM events WHERE {condition} GROUP BY ALL), "
        "one AS (SELECT * RENAME (dyads AS dyad) FROM whole WHERE NOT contains(dyads, ' ')), "
        f"many AS (SELECT {key}, {sums} FROM (SELECT * RENAME (dyads AS all_of_them), "
        f"unnest(string_split(dyads, ' ')) AS dyad FROM whole WHERE contains(dyads, ' ')) GROUP BY {key}) "
        f"SELECT {front}split_part(dyad, '>', 1) AS actor, split_part(dyad, '>', 2) AS recipient, {counted}, {weighed} "
        f"FROM one FULL OUTER JOIN many USING ({key}) ORDER BY "
        f"{order}{f' LIMIT {int(limit)}' if limit is not None else ''}"
    )
    return snap.ask(sql, asked.values, views=("events",))


def _check_period(by: str) -> None:
    if by not in _PERIODS:
        raise UsageError(f"“{by}” is no period; write one of {', '.join(_PERIODS)}.")
