"""Where a story was filed, by the place of its dateline; "here" in the paper's own words is that place."""

from __future__ import annotations

from communique.grammar import Parse
from communique.places.gazetteer import Entry, Gazetteer
from communique.places.names import key_of
from communique.records import PlaceMention

_LARGE = 100_000  # people from which a town in a dateline needs no country beside it
_MARKS = ('"', "“", "”")


def find_filing(filed: str, gazetteer: Gazetteer) -> Entry | None:
    """The place that a dateline names: "OSAKA, Japan", "Geneva"; None where its name is no one's or several places'.

    What stands behind the comma must hold it; alone, it is a capital or the largest town of its name, if a large one.
    """
    name, *outer = (part.strip() for part in filed.split(","))
    entries = [e for e in gazetteer.find(key_of(name)) if e.is_city]
    holders = [h for part in outer for h in gazetteer.find(key_of(part))]
    if holders:
        entries = [e for e in entries if any(h.holds(e) for h in holders)]
    ranked = sorted(entries, key=lambda e: (e.feature != "capital", -e.population))
    best = ranked[0] if ranked else None
    if best is None or not (holders or best.feature == "capital" or best.population >= _LARGE):
        return None
    return best


def find_here(parse: Parse, at: Entry | None) -> list[PlaceMention]:
    """Each "here" outside quotation marks, as the place where the story was filed."""
    found = []
    for token in parse.tokens if at is not None else ():
        if token.lower != "here" or token.pos != "ADV" or at is None:
            continue
        block = next(s.start for s in parse.sentences if s.block == parse.sentences[token.sentence].block)
        if sum(parse.text.count(mark, block, token.start) for mark in _MARKS) % 2 == 1:
            continue
        found.append(
            PlaceMention(
                start=token.start, end=token.end, text=token.text, name=at.name, country=at.country,
                geonameid=at.geonameid, lat=at.lat, lon=at.lon, feature=at.feature, rule="place-where-filed",
                admin=at.admin, precision_km=at.radius_km,
            )
        )  # fmt: skip
    return found
