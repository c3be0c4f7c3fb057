"""Search: full text and facets together, each view an address."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from communique.store import Result
from communique.web.address import address, filters_in, page_number, pairs_of, with_value
from communique.web.phrasing import country, type_in_words
from communique.web.rows import COLUMNS, PAGE, downloads, rows_of
from communique.web.site import page, site_of

FACETS = (
    ("factuality", "Status"), ("disputed", "Disputed"), ("type", "Type"), ("quad", "Class"), ("who", "Who"),
    ("whom", "To whom"), ("place", "Place"), ("source", "Source"), ("outlet", "Outlet"), ("since", "Month"),
    ("reviewed", "Reviewed"),
)  # fmt: skip
_FACET_OF = {"month": "since"}
_QUADS = {"1": "cooperation, words", "2": "cooperation, deeds", "3": "conflict, words", "4": "conflict, deeds"}
_SNIPPETS = 6
TOP = 8


def show_search(request: Request) -> Response:
    """`/search?q=…&type=…`: articles that hold the words, events that fit, and how many fit each narrower question."""
    site = site_of(request)
    words = request.query_params.get("q", "").strip()[:200]
    filters = filters_in(request.query_params)
    asked = replace(filters, words=words) if words else filters
    number = page_number(request.query_params)
    found = site.store.events(asked, limit=PAGE, offset=(number - 1) * PAGE, columns=COLUMNS)
    articles = site.store.search(words, limit=_SNIPPETS) if words else None
    query = [*([("q", words)] if words else []), *pairs_of(filters)]
    return page(
        request,
        "search.html",
        title=f"Search: {words}" if words else "Search",
        words=words,
        articles=articles,
        snippet_parts=snippet_parts,
        events=rows_of(found),
        total=found.total,
        facets=_facets(site.store.facets(asked, top=TOP), query),
        given=[(name, value, address("/search", [p for p in query if p != (name, value)])) for name, value in query],
        hidden=pairs_of(filters),
        number=number,
        newer=address("/search", query, page=number - 1) if number > 1 else None,
        older=address("/search", query, page=number + 1) if number * PAGE < found.total else None,
        downloads=downloads("events", asked),
        command=found.command.removesuffix(f" --limit {PAGE}"),
    )


def snippet_parts(text: str) -> list[tuple[str, bool]]:
    """A snippet in parts: the words found are those between the marks that the store sets."""
    out = []
    for n, part in enumerate(text.split("\x02")):
        found, mark, rest = part.partition("\x03")
        out += [(found, True), (rest, False)] if n and mark else [(part, False)]
    return [p for p in out if p[0]]


def _facets(counted: Result, query: list[tuple[str, str]]) -> list[tuple[str, list[tuple[str, int, str, bool]]]]:
    """Title of each facet, and its values: label, events, address, whether it is on."""
    values: dict[str, list[tuple[str, int, str, bool]]] = {}
    for row in counted:
        name = _FACET_OF.get(row["facet"], row["facet"])
        label = _label(name, row["value"])
        pair = (name, row["value"])
        changed = with_value(query, *pair)
        if name == "since":  # a month is a span: from its first day to its last
            changed = [p for p in changed if p[0] != "until"] + ([("until", row["value"])] if pair in changed else [])
        values.setdefault(name, []).append((label, row["events"], address("/search", changed), pair in query))
    return [(title, values[name]) for name, title in FACETS if name in values]


def _label(name: str, value: str) -> str:
    if name in ("who", "whom", "place"):
        return country(value)
    if name == "type":
        return type_in_words(value)
    if name == "quad":
        return _QUADS[value]
    return {"true": "denied by someone", "false": "by no one"}.get(value, value) if name == "disputed" else value
