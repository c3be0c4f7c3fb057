"""PLOVER JSON, GeoJSON and GraphML: an event as an object, a point, an edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from communique.store.exports.fields import country_name
from communique.store.exports.omissions import Omissions, holds
from communique.store.formats import plain
from communique.store.rows import Row

_AUXILIARY = {"future": "future", "hypothetical": "hypothetical", "negated": "negation"}


def plover_object(event: Row, omissions: Omissions) -> dict[str, Any] | None:
    """An event as PLOVER JSON: what its fields hold; who vouches and who disputes go into `comment`."""
    if event["day"] is None:
        omissions.add("{n} events left out: without any date, which the format requires")
        return None
    if not event["actors"]:
        omissions.add("{n} events left out: without an actor, which the format requires")
        return None
    if event["day_how"] == "published":
        omissions.add("{n} events stand under their day of publication: the text gives no day of the act")
    auxiliary = _AUXILIARY.get(event["factuality"])
    where = None
    if event["where_name"]:
        where = {k: event[v] for k, v in _PLACE.items() if event[v] is not None}
    out = {
        "id": event["event_id"],
        "has_event": True,
        "date": event["day"].isoformat(),
        "enddate": event["when_end"] if event["day_how"] == "range" else None,
        "actor": [_party(p) for p in event["actors"]],
        "recipient": [_party(p) for p in event["recipients"]],
        "event": event["type"],
        "event_loc": where,
        "event_text": event["trigger"],
        "quad_code": event["quad"],
        "event_scale": event["intensity"],
        "mode": [m for m in (event["mode"], auxiliary) if m],
        "context": event["contexts"],
        "link": event["reports"],
        "text": event["evidence"],
        "text_info": {
            "headline": event["headline"],
            "published": plain(event["published_day"]),
            "outlet": event["outlet"],
        },
        "cite_info": event["url"] or event["source"],
        "coder": f"communique {event['run']}",
        "coded_date": event["added"].date().isoformat() if event["added"] else None,
        "comment": _comment(event),
    }
    return {k: v for k, v in out.items() if v not in (None, [], "")}


_PLACE = {"name": "where_name", "country": "where_country", "geonameid": "geonameid", "lat": "lat", "lon": "lon"}


def _party(party: Row) -> dict[str, Any]:
    code = " ".join(p for p in (party["country"], party["sector"]) if p) or "UNK"
    return {"code": code} | {k: party[k] for k in ("name", "text", "country", "sector") if party[k]}


def _comment(event: Row) -> str:
    parts = []
    if event["sources"]:
        parts.append("on the word of " + ", through ".join(reversed(event["sources"])))
    if event["disputed_by"]:
        parts.append("disputed by " + ", ".join(event["disputed_by"]))
    parts += [
        f"reports differ on {c['field']}: " + ", ".join(v["value"] for v in c["values"])
        for c in event["contradictions"]
    ]
    return "; ".join(parts)


def geojson_feature(event: Row, omissions: Omissions) -> dict[str, Any] | None:
    """An event as a GeoJSON point (longitude first), or None if it has no place."""
    if event["lat"] is None or event["lon"] is None:
        omissions.add("{n} events left out: without coordinates, which the format requires")
        return None
    properties = {k: plain(v) for k, v in event.items() if k not in ("lat", "lon")}
    point = {"type": "Point", "coordinates": [event["lon"], event["lat"]]}
    return {"type": "Feature", "id": event["event_id"], "geometry": point, "properties": properties}


def graphml_lines(events: Iterable[Row], omissions: Omissions) -> Iterator[str]:
    """Countries as nodes; for each directed pair and type an edge with its events, reports and intensity."""
    edges: dict[tuple[str, str, str], list[float]] = {}
    for event in events:
        if not holds(event, omissions, factuality=False, undated=True):
            continue
        if not event["dyads"]:
            omissions.add("{n} events left out: no two countries are named, and the graph's nodes are countries")
        for dyad in event["dyads"].split():
            one, two = dyad.split(">")
            edge = edges.setdefault((one, two, event["type"]), [0, 0, 0.0])
            edge[0] += 1
            edge[1] += event["n_reports"]
            edge[2] += event["intensity"] or 0.0
    yield from _GRAPH_HEAD
    for code in sorted({c for one, two, _ in edges for c in (one, two)}):
        yield f'  <node id={quoteattr(code)}><data key="name">{escape(country_name(code))}</data></node>'
    for i, ((one, two, kind), (events_, reports, total)) in enumerate(sorted(edges.items())):
        data = {"type": kind, "events": int(events_), "reports": int(reports), "intensity": round(total, 3)}
        inner = "".join(f'<data key="{k}">{escape(str(v))}</data>' for k, v in data.items())
        yield f'  <edge id="e{i}" source={quoteattr(one)} target={quoteattr(two)}>{inner}</edge>'
    yield " </graph>"
    yield "</graphml>"


_GRAPH_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ' <key id="name" for="node" attr.name="name" attr.type="string"/>',
    ' <key id="type" for="edge" attr.name="type" attr.type="string"/>',
    ' <key id="events" for="edge" attr.name="events" attr.type="int"/>',
    ' <key id="reports" for="edge" attr.name="reports" attr.type="int"/>',
    ' <key id="intensity" for="edge" attr.name="intensity" attr.type="double"/>',
    ' <graph edgedefault="directed">',
)
