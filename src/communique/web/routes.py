"""Which address shows which page. Whatever writes is a POST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from communique.web.articles import show_article, show_event
from communique.web.codebook import show_codebook
from communique.web.pairing import send_pair_rules
from communique.web.pairs import show_pair, show_pairs
from communique.web.people import show_actor, show_actors
from communique.web.reviewing import show_review, write_correction, write_undo
from communique.web.rows import send_rows
from communique.web.searching import show_search
from communique.web.sourcing import show_sources
from communique.web.today import show_today
from communique.web.trying import show_trial

ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", "/", show_today),
    ("GET", "/article/{key}", show_article),
    ("GET", "/event/{event_id}", show_event),
    ("GET", "/dyads", show_pairs),
    ("GET", "/dyad", show_pair),
    ("GET", "/actors", show_actors),
    ("GET", "/actor", show_actor),
    ("GET", "/search", show_search),
    ("GET", "/review", show_review),
    ("GET", "/sources", show_sources),
    ("GET", "/codebook", show_codebook),
    ("GET", "/try", show_trial),
    ("GET", "/rows/{name}", send_rows),
    ("GET", "/pairs.css", send_pair_rules),
    ("POST", "/correct", write_correction),
    ("POST", "/undo", write_undo),
)
