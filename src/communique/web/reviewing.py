"""Review: the queue, least certain first, and the writing of decisions. They go to the log, never over the coding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from communique.errors import UsageError
from communique.store import correct, undo
from communique.web.address import address, filters_in, page_number, pairs_of
from communique.web.cards import fields_of
from communique.web.guards import token_is_right
from communique.web.rows import COLUMNS, downloads, rows_of
from communique.web.site import page, site_of

QUEUE, LOG = 10, 30
_ACTIONS = ("accept", "reject", "edit", "merge", "split")
_WHY_FIRST = {"encoder": "decided by the sentence encoder", "hypothetical": "told as possible"}


def show_review(request: Request) -> Response:
    """`/review`: what nobody has judged yet, least certain first; the last decisions, each to be taken back."""
    site = site_of(request)
    filters = replace(filters_in(request.query_params), reviewed="open")
    number = page_number(request.query_params)
    found = site.store.events(filters, limit=QUEUE, offset=(number - 1) * QUEUE, order="review", columns=COLUMNS)
    log = site.store.corrections().rows()
    query = [p for p in pairs_of(filters) if p[0] != "reviewed"]
    return page(
        request,
        "review.html",
        title="Review",
        queue=[(row, fields_of(row.event), _doubts(row.event)) for row in rows_of(found)],
        total=found.total,
        number=number,
        older=address("/review", query, page=number + 1) if number * QUEUE < found.total else None,
        back=address("/review", query, **({"page": number} if number > 1 else {})),
        log=list(reversed(log))[:LOG],
        n_log=len(log),
        review=True,
        downloads=downloads("review", filters),
        command=f"communique review {site.name}",
    )


async def write_correction(request: Request) -> Response:
    """`POST /correct`: accept, reject, edit, merge or split, then back to the page it was made on."""
    async with request.form(max_files=0, max_fields=60) as form:
        refusal = _refusal(request, form)
        if refusal is not None:
            return refusal
        site = site_of(request)
        event_id, action = _text(form, "event"), _text(form, "action")
        if action not in _ACTIONS:
            raise UsageError("Say what is decided: accept, reject, edit, merge or split.")
        others = form.getlist("split") if action == "split" else [_text(form, "merge")] if action == "merge" else []
        changes = _changes(form, site.store.event(event_id)) if action == "edit" else None
        by, note = site.by, _text(form, "note")
        made: Any = action
        correct(
            site.store.path, event_id, made, by=by, note=note, changes=changes, others=[str(o) for o in others if o]
        )
        return RedirectResponse(_way_back(form), status_code=303)


async def write_undo(request: Request) -> Response:
    """`POST /undo`: takes a decision back; the log keeps both."""
    async with request.form(max_files=0, max_fields=20) as form:
        refusal = _refusal(request, form)
        if refusal is not None:
            return refusal
        site = site_of(request)
        undo(site.store.path, _text(form, "correction"), by=site.by)
        return RedirectResponse(_way_back(form), status_code=303)


def _refusal(request: Request, form: FormData) -> Response | None:
    if token_is_right(request, _text(form, "token")):
        return None
    sentence = "This form is from an earlier start of the server, or not from here; load the page again.\n"
    return PlainTextResponse(sentence, status_code=403)


def _changes(form: FormData, event: Mapping[str, Any] | None) -> dict[str, str]:
    """The fields of the form that differ from what the event says now."""
    if event is None:
        return {}
    now = fields_of(event)
    changed = {k: _text(form, k) for k in now if k in form and _text(form, k) != now[k].strip()}
    if not changed:
        raise UsageError("Nothing was changed: edit a field, or accept the act as it is.")
    return changed


def _way_back(form: FormData) -> str:
    """The page that the form names, if it is one of ours."""
    back = _text(form, "back")
    own = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isascii() and back.isprintable()
    return back if own and "\\" not in back else "/review"


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _doubts(event: Mapping[str, Any]) -> list[str]:
    """Why an act stands early in the queue."""
    doubts = [says for key, says in _WHY_FIRST.items() if key in (event["decided_by"], event["factuality"])]
    if event["disputed_by"]:
        doubts.append(f"denied by {', '.join(event['disputed_by'])}")
    return doubts + (["its reports differ"] if event["contradictions"] else [])
