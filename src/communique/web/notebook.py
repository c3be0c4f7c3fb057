"""The pages' drawings in a notebook: a coding as its marked article with cards, an event as its sentence."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from communique.explain import chain_in_words
from communique.web.articles import article_content
from communique.web.phrasing import STATUS_SAYS, place_and_time, sides_of, status_of, tone_of, what_in_words
from communique.web.report import standalone
from communique.web.svg import tag

if TYPE_CHECKING:
    from communique.records import Coding, Event

_HEIGHT = 620  # pixels


def coding_html(coding: Coding) -> str:
    """A coding as the article page shows it, in a frame that runs nothing and touches nothing around it."""
    record = coding.to_json() | {"store": {"article_key": "", "version": 1, "story": [], "events": {}}}
    page = standalone("notebook.html", **article_content(None, record), site=None, here="", types=())
    return str(tag("iframe", srcdoc=page, sandbox="", width="100%", height=_HEIGHT, title="A coded article"))


def event_html(event: Event) -> str:
    """An event as a line and its sentence, the words that name the act underlined."""
    told: dict[str, Any] = asdict(event)
    doers, others = sides_of(told)
    status, tone = status_of(told), tone_of(event.quad)
    line = f"{', '.join(doers) or 'no one named'} → {', '.join(others) or 'no one named'}"
    at = event.trigger.start - event.evidence.start
    words, named = event.evidence.text, event.trigger.text
    inside = 0 <= at <= len(words) and words[at : at + len(named)] == named
    sentence = (
        f"{escape(words[:at])}<u>{escape(named)}</u>{escape(words[at + len(named) :])}"
        if inside
        else str(escape(words))
    )
    chain = chain_in_words(event.sources, None)
    return (
        f"<p><strong>{'●' if tone == 'cooperation' else '▲'} {escape(line)}</strong> · {escape(what_in_words(told))}, "
        f"{escape(STATUS_SAYS[status])}<br><q>{sentence}</q><br><small>{escape(place_and_time(told))} · on the word of "
        f"{escape(chain)} · {escape(event.rule)}</small></p>"
    )
