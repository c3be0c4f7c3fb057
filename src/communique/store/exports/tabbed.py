"""POLECAT, ICEWS, GDELT 2.0 and Phoenix: an event as rows of those tables. Codes are text; leading zeros stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from communique.store.exports.fields import cameo_actor, cameo_role, country_name, load_fips, number_of, pairs_of
from communique.store.exports.omissions import Omissions, holds
from communique.store.rows import Row

Cells = dict[str, Any]


def gdelt_rows(event: Row, omissions: Omissions) -> Iterator[Cells]:
    """An event in GDELT's event table, a row for each directed pair."""
    if not holds(event, omissions, factuality=False):
        return
    if event["cameo"] is None:
        omissions.add("{n} events left out: without a CAMEO code, which the format requires")
        return
    day: date = event["day"]
    for n, (one, two) in enumerate(pairs_of(event)):
        omissions.add("{n} rows have no AvgTone: tone is not measured")
        yield {
            "GLOBALEVENTID": number_of(event["event_id"], n),
            "SQLDATE": f"{day:%Y%m%d}",
            "MonthYear": f"{day:%Y%m}",
            "Year": f"{day:%Y}",
            "FractionDate": f"{day.year + (day.timetuple().tm_yday - 1) / 365.25:.4f}",
            **_gdelt_actor("Actor1", one),
            **_gdelt_actor("Actor2", two),
            "IsRootEvent": int(event["evidence_start"] < 600),
            **_cameo_parts(event["cameo"]),
            "QuadClass": event["quad"],
            "GoldsteinScale": event["goldstein"],
            "NumMentions": event["n_reports"],
            "NumSources": max(1, event["n_outlets"]),
            "NumArticles": event["n_articles"],
            **_gdelt_place(event),
            "DATEADDED": f"{event['added']:%Y%m%d%H%M%S}" if event["added"] else f"{day:%Y%m%d}000000",
            "SOURCEURL": event["url"] or event["source"],
        }


def mention_rows(event: Row, reports: Sequence[Row]) -> Iterator[Cells]:
    """An event's reports in GDELT's mentions table. Offsets are characters, counted from the start of the page."""
    for n, (one, two) in enumerate(pairs_of(event)):
        for report in reports:
            seen = report["published_day"] or event["day"]
            yield {
                "GLOBALEVENTID": number_of(event["event_id"], n),
                "EventTimeDate": f"{event['day']:%Y%m%d}000000",
                "MentionTimeDate": f"{seen:%Y%m%d}000000",
                "MentionType": 1 if report["url"] else 2,
                "MentionSourceName": report["outlet"] or "",
                "MentionIdentifier": report["url"] or report["source"],
                "SentenceID": "",
                "Actor1CharOffset": _offset(report, one),
                "Actor2CharOffset": _offset(report, two),
                "ActionCharOffset": report["trigger_start"],
                "InRawText": 1,
                "Confidence": "",
                "MentionDocLen": "",
            }


def icews_rows(event: Row, omissions: Omissions) -> Iterator[Cells]:
    """An event in the ICEWS table, a row for each directed pair."""
    from communique.ontology import load_ontology

    if not holds(event, omissions, factuality=False):
        return
    code = load_ontology().cameo.get(event["cameo"] or "")
    if code is None:
        omissions.add("{n} events left out: without a CAMEO code, which the format requires")
        return
    for n, (one, two) in enumerate(pairs_of(event)):
        if one is None or two is None:
            omissions.add("{n} rows left out: ICEWS requires a source and a target actor")
            continue
        yield {
            "Event ID": number_of(event["event_id"], n),
            "Event Date": event["day"].isoformat(),
            **_icews_actor("Source", one),
            "Event Text": code.name,
            "CAMEO Code": event["cameo"],
            "Intensity": event["goldstein"],
            **_icews_actor("Target", two),
            "Story ID": number_of(event["article_key"]),
            "Sentence Number": "",
            "Publisher": event["outlet"],
            "City": event["where_name"],
            "Country": country_name(event["where_country"]),
            "Latitude": event["lat"],
            "Longitude": event["lon"],
        }


def phoenix_rows(event: Row, omissions: Omissions) -> Iterator[Cells]:
    """An event in the Phoenix table, a row for each directed pair."""
    from communique.ontology import load_ontology

    if not holds(event, omissions, factuality=False):
        return
    code = load_ontology().cameo.get(event["cameo"] or "")
    if code is None:
        omissions.add("{n} events left out: without a CAMEO code, which the format requires")
        return
    day: date = event["day"]
    goldstein = code.goldstein if code.goldstein_phoenix is None else code.goldstein_phoenix
    for n, (one, two) in enumerate(pairs_of(event)):
        yield {
            "EventID(id_version)": f"{event['event_id']}{n:02}_{event['run'][:8]}",
            "Date": f"{day:%Y%m%d}",
            "Year": day.year,
            "Month": day.month,
            "Day": day.day,
            **_phoenix_actor("Source", one),
            **_phoenix_actor("Target", two),
            "EventCode": event["cameo"],
            "EventRootCode": event["cameo"][:2],
            "QuadClass": code.quad_phoenix,
            "Goldstein": goldstein,
            "Issues": ";".join(event["contexts"]),
            "Lat": event["lat"],
            "Lon": event["lon"],
            "PlaceName": event["where_name"],
            "StateName": "",
            "CountryName": event["where_country"],
            "SentenceIDs": ";".join(event["reports"]),
            "URLs": event["url"] or event["source"],
            "NewsSources": ";".join(event["outlets"]),
        }


def polecat_rows(event: Row, omissions: Omissions) -> Iterator[Cells]:
    """An event in the POLECAT table, one row; several parties on a side stand in one cell, parted by "; "."""
    if not holds(event, omissions, factuality=False):
        return
    omissions.add("{n} rows have no COW codes and no Wikipedia ids: the store holds none")
    yield {
        "Event ID": event["event_id"],
        "Event Date": event["day"].isoformat(),
        "Event Type": event["type"],
        "Event Mode": event["mode"],
        "Intensity": event["intensity"],
        "Quad Code": {1: "V-COOP", 2: "M-COOP", 3: "V-CONF", 4: "M-CONF"}[event["quad"]],
        "Contexts": "; ".join(event["contexts"]),
        **_polecat_side("Actor", event["actors"]),
        **_polecat_side("Recipient", event["recipients"]),
        "Placename": event["where_name"],
        "Country": country_name(event["where_country"]),
        "Latitude": event["lat"],
        "Longitude": event["lon"],
        "GeoNames ID": event["geonameid"],
        "Raw Placename": event["where_text"],
        "Source": event["outlet"],
        "Publication Date": event["published_day"].isoformat() if event["published_day"] else "",
        "Language": "en",
        "Version": f"communique {event['run']}",
    }


def _gdelt_actor(which: str, party: Row | None) -> Cells:
    if party is None:
        return {}
    country = party["country"] or ""
    known = {"IGO", "NGO", "MNC", "IMG", "INT", "NGM"}
    return {
        f"{which}Code": cameo_actor(party),
        f"{which}Name": party["name"].upper(),
        f"{which}CountryCode": "" if country in known else country,
        f"{which}Type1Code": country if country in known else cameo_role(party["sector"]),
    }


def _gdelt_place(event: Row) -> Cells:
    if event["where_name"] is None:
        return {"ActionGeo_Type": 0}
    name = country_name(event["where_country"])
    whole = event["where_name"] if event["where_name"] == name or not name else f"{event['where_name']}, {name}"
    return {
        "ActionGeo_Type": 1 if event["where_name"] == name else 4,
        "ActionGeo_FullName": whole,
        "ActionGeo_CountryCode": load_fips().get(event["where_country"] or "", ""),
        "ActionGeo_Lat": event["lat"],
        "ActionGeo_Long": event["lon"],
        "ActionGeo_FeatureID": "" if event["geonameid"] is None else str(event["geonameid"]),
    }


def _cameo_parts(code: str) -> Cells:
    return {"EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2]}


def _offset(report: Row, party: Row | None) -> int:
    at = report["evidence"].find(party["text"]) if party and party["text"] else -1
    return report["evidence_start"] + at if at >= 0 else -1


def _icews_actor(which: str, party: Row) -> Cells:
    return {
        f"{which} Name": party["name"],
        f"{which} Sectors": party["sector"] or "",
        f"{which} Country": country_name(party["country"]),
    }


def _phoenix_actor(which: str, party: Row | None) -> Cells:
    if party is None:
        return {}
    return {
        f"{which}Full": cameo_actor(party),
        f"{which}Root": party["country"] or "",
        f"{which}Agent": cameo_role(party["sector"]),
        f"{which}Others": "",
    }


def _polecat_side(which: str, parties: Sequence[Row]) -> Cells:
    first = next((p["sector"] for p in parties if p["sector"]), "")
    return {
        f"{which} Name": "; ".join(p["name"] for p in parties),
        f"{which} Country": "; ".join(country_name(p["country"]) for p in parties),
        f"Primary {which} Sector": first,
        f"{which} Sectors": "; ".join(dict.fromkeys(p["sector"] for p in parties if p["sector"])),
        f"{which} Title": "; ".join(p["role"] for p in parties if p.get("role")),
        f"{which} Name Raw": "; ".join(p["text"] for p in parties),
    }
