"""The pages of actors: who there is, and one actor's roles, words and acts over time."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UsageError
from communique.explain import chain_in_words
from communique.store import Filters
from communique.store.filters import is_country
from communique.web.address import address, pairs_of
from communique.web.drawings import draw_roles
from communique.web.phrasing import country
from communique.web.rows import COLUMNS, downloads, rows_of
from communique.web.site import missing, page, site_of

ACTORS, ACTS, QUOTES, ROLES = 100, 6, 6, 40


def show_actors(request: Request) -> Response:
    """`/actors?q=…`: actors by name or country, commonest first."""
    site = site_of(request)
    words = request.query_params.get("q", "").strip()[:200]
    found = site.store.actors(words, limit=ACTORS)
    rows = [{**r, "link": address("/actor", name=r["name"])} for r in found]
    return page(
        request, "actors.html", title="Actors", rows=rows, words=words, most=ACTORS, command=found.command.rstrip(" '"),
        downloads=downloads("actors", Filters(), **({"q": words} if words else {})),
    )  # fmt: skip


def show_actor(request: Request) -> Response:
    """`/actor?name=…`: roles with their evidence, what was said, done, undergone and denied, and standing relations."""
    site = site_of(request)
    name = request.query_params.get("name", "").strip()[:300]
    if not name:
        raise UsageError("Say whose page: /actor?name=…")
    store = site.store
    found = store.actor(name)
    roles = found.rows()
    sections = []
    for title, asked in (("Did", Filters(who=name)), ("Was done to", Filters(whom=name))):
        events = store.events(asked, limit=ACTS, columns=COLUMNS)
        sections.append((title, events.total, rows_of(events), address("/search", pairs_of(asked))))
    quotes = store.quotes(Filters(actor=name), limit=QUOTES)
    denials = store.quotes(Filters(actor=name, stance=("denies",)), limit=QUOTES)
    relations = store.relations(name).rows()
    if not roles and not relations and not quotes and not any(total for _, total, _, _ in sections):
        raise missing("Nobody of that name is in this store.")
    return page(
        request,
        "actor.html",
        title=country(name) if is_country(name) else name,
        name=name,
        roles=roles[:ROLES],
        n_roles=len(roles),
        drawing=draw_roles(roles[:ROLES]),
        sections=sections,
        said=[
            (title, q.total, [_quote(r) for r in q]) for title, q in (("Said", quotes), ("Denied", denials)) if len(q)
        ],
        relations=relations[:20],
        command=found.command,
        downloads=downloads("actor", Filters(), name=name),
    )


def _quote(row: dict[str, object]) -> dict[str, object]:
    via, speaker = row["via"], row["speaker"] or row["source_text"]
    assert isinstance(via, list)
    chain = [*via, *([speaker] if speaker else [])]
    return {**row, "chain": chain_in_words(chain, row["outlet"]) if chain else row["outlet"]}  # type: ignore[arg-type]
