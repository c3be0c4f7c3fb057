"""The site: its pages' addresses, its templates, and what a page is given beside its own content."""

from __future__ import annotations

import secrets
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from communique.errors import CommuniqueError, UsageError
from communique.ontology import load_ontology
from communique.store import Store, open_store
from communique.web import phrasing
from communique.web.guards import Guard

DATA = Path(__file__).resolve().parent.parent / "data" / "web"
SECTIONS = (
    ("Today", "/"), ("Dyads", "/dyads"), ("Actors", "/actors"), ("Search", "/search"), ("Review", "/review"),
    ("Sources", "/sources"), ("Codebook", "/codebook"), ("Try", "/try"),
)  # fmt: skip


_FILTERS = (
    "day", "day_of", "many", "clean", "country", "type_in_words", "listed", "what_in_words", "status_of", "tone_of",
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    """What every page shares: the store, who reviews, and the token that forms carry until the server stops."""

    store: Store
    by: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def name(self) -> str:
        """The store's folder as commands name it."""
        return shlex.quote(str(self.store.path))


def create_app(store: Path | Store, *, by: str = "", port: int | None = None) -> Any:
    """The site of one store as an ASGI application; `by` signs reviews made on it."""
    from communique.web.routes import ROUTES

    opened = store if isinstance(store, Store) else open_store(store)
    routes = [Route(path, view, methods=[method]) for method, path, view in ROUTES]
    static = StaticFiles(directory=DATA / "static")
    app = Starlette(
        routes=[*routes, Mount("/static", static)],
        exception_handlers={
            UsageError: _told(400),
            CommuniqueError: _told(500),
            HTTPException: _told_http,
            404: _told_http,
        },
    )
    app.state.site = Site(opened, by.strip() or "reader")
    return Guard(app, port)


def templates() -> Environment:
    """The templates; everything put into one is escaped."""
    return _TEMPLATES


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    site: Site = request.app.state.site
    return site


def page(request: Request, template: str, status: int = 200, /, **content: Any) -> Response:
    """A page: a template with its content and what every page is given."""
    site = site_of(request)
    shared: Mapping[str, Any] = {
        "menu": SECTIONS, "here": request.url.path, "site": site, "words": request.query_params.get("q", ""),
        "types": tuple(load_ontology().types),
    }  # fmt: skip
    return HTMLResponse(_TEMPLATES.get_template(template).render({**shared, **content}), status_code=status)


def missing(sentence: str) -> HTTPException:
    """What a view raises for something that is not in the store."""
    return HTTPException(404, sentence)


def render(template: str, **content: Any) -> str:
    """A template without a request: for the report and notebooks."""
    return _TEMPLATES.get_template(template).render(**content)


def _told(status: int) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, problem: Exception) -> Response:
        return page(request, "problem.html", status, title="That cannot be shown", sentence=str(problem))

    return answer


def _told_http(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    sentence = problem.detail if problem.detail != "Not Found" else "There is no such page."
    return page(request, "problem.html", problem.status_code, title="Not found", sentence=sentence)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(DATA / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for name in (
        "day",
        "day_of",
        "many",
        "clean",
        "country",
        "type_in_words",
        "listed",
        "what_in_words",
        "status_of",
        "tone_of",
    ):
        made.filters[name] = getattr(phrasing, name)
    made.globals["STATUS_SAYS"] = phrasing.STATUS_SAYS
    return made


_TEMPLATES = _environment()
