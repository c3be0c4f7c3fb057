"""The page of one article, and the page of one act with all its reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from communique.explain import chain_in_words
from communique.store import Filters
from communique.web.cards import cards_of, decisions_by_event, fields_of
from communique.web.marking import mark_passages, mark_sentence
from communique.web.phrasing import clean, sides_of, what_in_words
from communique.web.rows import downloads
from communique.web.site import missing, page, site_of
from communique.web.svg import cut

TITLE_LENGTH = 120


def show_article(request: Request) -> Response:
    """`/article/KEY`: the text with its marks, the cards beside it, what stands, what was set apart and left."""
    site = site_of(request)
    record = site.store.record(request.path_params["key"])
    if record is None:
        raise missing("There is no such article in this store.")
    return page(
        request,
        "article.html",
        **article_content(site.store, record),
        review=True,
        request_clean="clean" in request.query_params,
        command=_command(site.name, record),
        downloads=downloads("events", Filters(article=record["store"]["article_key"])),
    )


def article_content(store: Any, record: Mapping[str, Any]) -> dict[str, Any]:
    """What the article's template is given; the notebook's drawing is given the same."""
    article = record["article"]
    passages = mark_passages(record)
    cards = cards_of(store, record)
    headed = any(p.kind == "headline" for p in passages)
    placed = {n for p in passages for n in p.numbers}
    name = clean(article["headline"] or article["source"])
    return {
        "title": cut(name, TITLE_LENGTH),
        "name": None if headed else name,
        "article": article,
        "record": record,
        "passages": passages,
        "cards": {c.number: c for c in cards},
        "stray": [c for c in cards if c.number not in placed],
        "open_cards": sum(c.reviewed is None for c in cards),
        "relations": _relations(record),
        "refusals": [{**r, "words": clean(article["text"][r["start"] : r["end"]])} for r in record["refusals"]],
        "quotes": [_quote(a, article["outlet"]) for a in record["attributions"]],
        "story": [s for s in record["store"]["story"] if s["article_key"] != record["store"]["article_key"]],
    }


def show_event(request: Request) -> Response:
    """`/event/ID`: one act, each of its reports with the words that tell it, where they differ, what was decided."""
    site = site_of(request)
    event = site.store.event(request.path_params["event_id"])
    if event is None:
        raise missing("There is no such event in this store.")
    reports = site.store.reports(event["event_id"]).rows()
    doers, others = sides_of(event)
    names = f"{', '.join(doers) or 'no one named'} → {', '.join(others) or 'no one named'}"
    return page(
        request,
        "event.html",
        title=cut(f"{what_in_words(event)}: {names}", TITLE_LENGTH),
        event=event,
        doers=doers,
        others=others,
        chain=chain_in_words(event["sources"], event["outlet"]),
        reports=[(r, mark_sentence(r["evidence"], r["evidence_start"], r)) for r in reports],
        decisions=decisions_by_event(site.store).get(event["event_id"], ()),
        fields=fields_of(event),
        command=f"communique explain {site.name} {event['event_id']}",
    )


def _relations(record: Mapping[str, Any]) -> list[dict[str, str]]:
    names = {a["id"]: a["name"] for a in record["actors"]}
    return [
        {
            "subject": names.get(r["subject"], r["subject"]),
            "relation": r["relation"],
            "object": names.get(r["object"], r["object"]),
            "words": clean(r["evidence"]["text"]),
            "rule": r["rule"],
        }
        for r in record["relations"]
    ]


def _quote(said: Mapping[str, Any], outlet: str | None) -> dict[str, Any]:
    speaker = said["speaker_name"] or (said["source"] or {}).get("text")
    chain = [*said["via"], *([speaker] if speaker else [])]
    return {
        "chain": chain_in_words(chain, outlet) if chain else (outlet or "the paper"),
        "gap": None if speaker else "who said it is not said",
        "stance": said["stance"],
        "manner": said["manner"],
        "words": clean(said["content"]["text"]),
        "rule": said["rule"],
    }


def _command(store: str, record: Mapping[str, Any]) -> str:
    return f"communique events {store} --article {record['store']['article_key']}"
