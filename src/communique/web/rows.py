"""Rows of events as lists show them, and rows of anything as files: CSV, Parquet, JSON of what a page shows."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UsageError
from communique.explain import chain_in_words
from communique.store import Filters, Result, Store, write_rows
from communique.web.address import address, filters_in, pairs_of
from communique.web.marking import Piece, mark_sentence
from communique.web.phrasing import sides_of, status_of, tone_of, what_in_words
from communique.web.site import missing, site_of

PAGE = 25  # rows on a page
COLUMNS = (
    "article_key", "report_id", "event_id", "day", "day_how", "type", "mode", "factuality", "quad", "dyads", "actors",
    "recipients", "sources", "disputed_by", "when_text", "when_start", "when_end", "where_name", "outlet", "evidence",
    "evidence_start", "trigger_start", "trigger_end", "n_reports", "reviewed", "rule", "decided_by", "contradictions",
)  # fmt: skip
FORMS = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class Row:
    """One event in a list."""

    event: Mapping[str, Any]
    doers: list[str]
    others: list[str]
    what: str
    tone: str
    status: str
    chain: str
    pieces: tuple[Piece, ...]


def rows_of(result: Result) -> list[Row]:
    """Events as rows of a list."""
    out = []
    for e in result:
        doers, others = sides_of(e)
        pieces = mark_sentence(e["evidence"], e["evidence_start"], e)
        chain = chain_in_words(e["sources"], e["outlet"])
        out.append(Row(e, doers, others, what_in_words(e), tone_of(e["quad"]), status_of(e), chain, pieces))
    return out


def downloads(kind: str, filters: Filters, **more: str) -> list[tuple[str, str]]:
    """Name and address of the files that hold what a page shows."""
    return [(form.upper(), address(f"/rows/{kind}.{form}", pairs_of(filters), **more)) for form in FORMS]


def send_rows(request: Request) -> Response:
    """`/rows/KIND.FORM?…`: the rows of a view, all of them, as a file."""
    kind, _, form = request.path_params["name"].rpartition(".")
    if kind not in _KINDS or form not in FORMS:
        raise missing("There is no such file.")
    result = _KINDS[kind](site_of(request).store, filters_in(request.query_params), request)
    if form == "parquet":
        held = io.BytesIO()
        write_rows(result, form, held)  # type: ignore[arg-type]
        body = held.getvalue()
    else:
        text = io.StringIO()
        write_rows(result, form, text)
        body = text.getvalue().encode()
    headers = {"content-disposition": f'attachment; filename="{kind}.{form}"'}
    return Response(body, media_type=FORMS[form], headers=headers)


def _asked(request: Request, name: str) -> str:
    value = request.query_params.get(name, "").strip()
    if not value:
        raise UsageError(f"Say “{name}” in the address.")
    return value


_KINDS: Mapping[str, Callable[[Store, Filters, Request], Result]] = {
    "events": lambda store, filters, request: store.events(filters),
    "review": lambda store, filters, request: store.events(filters, order="review"),
    "quotes": lambda store, filters, request: store.quotes(filters),
    "claims": lambda store, filters, request: store.claims(filters),
    "pairs": lambda store, filters, request: store.pairs(filters),
    "actors": lambda store, filters, request: store.actors(request.query_params.get("q", "").strip()),
    "actor": lambda store, filters, request: store.actor(_asked(request, "name")),
    "search": lambda store, filters, request: store.search(_asked(request, "q")),
    "carriers": lambda store, filters, request: store.carriers(),
    "outlets": lambda store, filters, request: store.outlets(),
    "corrections": lambda store, filters, request: store.corrections(),
    "dyad": lambda store, filters, request: store.dyad(
        _asked(request, "a"), _asked(request, "b"), by=period_in(request), filters=filters
    ),
}


def period_in(request: Request) -> Any:
    """The period asked for; weeks where none is."""
    period = request.query_params.get("by", "week")
    if period not in ("day", "week", "month", "quarter", "year"):
        raise UsageError("“by” is one of day, week, month, quarter, year.")
    return period
