"""Which address shows which page. Whatever writes is a POST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from communique.web.articles import show_article, show_event
from communique.web.pairing import send_pair_rules
from communique.web.rows import send_rows
from communique.web.searching import show_search
from communique.web.today import show_today

ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", "/", show_today),
    ("GET", "/article/{key}", show_article),
    ("GET", "/event/{event_id}", show_event),
    ("GET", "/search", show_search),
    ("GET", "/rows/{name}", send_rows),
    ("GET", "/pairs.css", send_pair_rules),
)
