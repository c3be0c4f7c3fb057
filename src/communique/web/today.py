"""Today: what came into the store since the last visit, by dyad."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UsageError
from communique.store import Filters
from communique.web.address import address
from communique.web.phrasing import country, day
from communique.web.rows import COLUMNS, Row, downloads, rows_of
from communique.web.site import page, site_of

VISIT = timedelta(minutes=30)  # a visit goes on until nobody has looked for so long
LISTED, SHOWN_PAIRS, ROWS_EACH = 60, 12, 4
_A_YEAR = 365 * 24 * 3600


def show_today(request: Request) -> Response:
    """`/`: new since the last visit (`?added=` for another moment, `?added=all` for everything)."""
    site = site_of(request)
    before, now = _visits(request)
    since = request.query_params.get("added") or before
    filters = Filters() if since in (None, "all") else Filters(added=since)
    if since not in (None, "all"):
        _check(str(since))
    found = site.store.events(filters, limit=LISTED, columns=COLUMNS)
    pairs = site.store.pairs(filters, limit=SHOWN_PAIRS).rows()
    counts = site.store.counts()
    answer = page(
        request,
        "today.html",
        title="Today",
        since=None if filters.added is None else day(filters.added) + ", " + filters.added[11:16] + " UTC",
        added=filters.added,
        counts=counts,
        total=found.total,
        groups=_groups(rows_of(found), pairs, filters),
        downloads=downloads("events", filters),
        command=found.command.removesuffix(f" --limit {LISTED}"),
    )
    if before is not None:
        answer.set_cookie("before", before, max_age=_A_YEAR, httponly=True, samesite="strict")
    answer.set_cookie("seen", now, max_age=_A_YEAR, httponly=True, samesite="strict")
    return answer


def _visits(request: Request) -> tuple[str | None, str]:
    """The moment of the last visit before this one, and now, from two cookies that hold nothing else."""
    now = datetime.now(UTC).replace(microsecond=0)
    seen, before = (_moment(request.cookies.get(n)) for n in ("seen", "before"))
    if seen is not None and now - seen > VISIT:
        before = seen
    return (before.isoformat() if before else None), now.isoformat()


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _check(since: str) -> None:
    if _moment(since) is None:
        raise UsageError("“added” is a moment; write 2030-03-14 or 2030-03-14T09:30.")


def _groups(rows: list[Row], pairs: list[dict[str, Any]], filters: Filters) -> list[dict[str, Any]]:
    """The dyads with most new events, each with its newest rows; then the rows that stand in none of them."""
    left = list(rows)
    out = []
    for pair in pairs:
        one, other = pair["one"], pair["other"]
        mine = [r for r in left if f"{one}>{other}" in r.event["dyads"] or f"{other}>{one}" in r.event["dyads"]]
        left = [r for r in left if r not in mine]
        same = one == other
        out.append(
            {
                "title": f"within {country(one)}" if same else f"{country(one)} – {country(other)}",
                "link": address("/dyad", a=one, b=other),
                "pair": pair,
                "rows": mine[:ROWS_EACH],
                "more": address("/search", [("dyad", one), ("dyad", other)], added=filters.added),
            }
        )
    return [*out, *([{"title": "Others", "link": None, "pair": None, "rows": left[:12], "more": None}] if left else [])]
