"""Places named by what stands there ("Kabul Airport", "the Hill Library in Dover") or told ("the Kenyan capital")."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from communique.grammar import Parse
from communique.places.gazetteer import Entry, Gazetteer, Peoples
from communique.places.matches import Match
from communique.places.patterns import DIRECTIONS, FACILITIES, LOCATIVE
from communique.records import PlaceMention

_PRECISION_KM = {"in": 15.0, "near": 50.0}


def find_descriptions(parse: Parse, gazetteer: Gazetteer, peoples: Peoples) -> list[PlaceMention]:
    """Capitals told by their people: "the Ethiopian capital" is Addis Ababa."""
    found = []
    for token in parse.tokens[1:]:
        if token.lower != "capital" or (token.i + 1 < len(parse.tokens) and parse.tokens[token.i + 1].lower == "of"):
            continue
        people = parse.tokens[token.i - 1]
        country = peoples.demonyms.get(people.text) or peoples.demonyms.get(parse.words(max(people.i - 1, 0), token.i))
        capital = gazetteer.capital_of(country) if country else None
        if capital is None or parse.tokens[min(token.i + 1, len(parse.tokens) - 1)].pos == "NOUN":
            continue
        first = people.i if people.text in peoples.demonyms else people.i - 1
        if first > 0 and parse.tokens[first - 1].lower == "the":
            first -= 1
        found.append(_record(parse, first, token.i + 1, capital.name, capital, "place-capital-described", None))
    return found


def find_facilities(
    parse: Parse,
    matches: Sequence[Match],
    resolved: Mapping[int, Entry],
    ends: Mapping[int, int],
    taken: Collection[int],
) -> list[PlaceMention]:
    """Named buildings, bases, squares: at the place in their own name, or at the place stated behind them."""
    tokens = parse.tokens
    starts = {m.first: m for m in matches}
    found = []
    for first, stop in _spans(parse):
        inside = next((m for m in matches if first <= m.first < stop), None)
        if inside is not None and any(e.feature == "facility" for e in inside.entries):
            continue
        after = stop + 1 if stop < len(tokens) and tokens[stop].text == "," else stop
        preposition = tokens[after].lower if after < len(tokens) else ""
        if preposition in ("in", "near", "outside"):
            k = after + 1
            while k < len(tokens) and k not in starts and tokens[k].lower in DIRECTIONS | {"the"}:
                k += 1
            if k in resolved and resolved[k].is_city:
                how = "in" if preposition == "in" else "near"
                name = parse.words(first, stop)
                begin = first - 1 if first and tokens[first - 1].lower == "the" else first
                end = ends.get(k, starts[k].stop)
                found.append(_record(parse, begin, end, name, resolved[k], f"place-facility-{how}", _PRECISION_KM[how]))
                continue
        if inside is not None and inside.first in resolved and not any(t in taken for t in range(first, stop)):
            place = resolved[inside.first]
            found.append(_record(parse, first, stop, parse.words(first, stop), place, "place-facility-of", 15.0))
    return found


def _spans(parse: Parse) -> list[tuple[int, int]]:
    """Capitalised runs that end in a word like Airport or Library and follow a place word, as token ranges."""
    tokens = parse.tokens
    found = []
    for token in tokens:
        if token.lower not in FACILITIES or not token.text[0].isupper():
            continue
        first = token.i
        while first > 0 and tokens[first - 1].text[0].isupper() and tokens[first - 1].sentence == token.sentence:
            first -= 1
        before = first - 1
        while before > 0 and tokens[before].lower in DIRECTIONS | {"the"}:
            before -= 1
        if first < token.i and before >= 0 and tokens[before].lower in LOCATIVE and tokens[before].text[0].islower():
            found.append((first, token.i + 1))
    return found


def _record(
    parse: Parse, first: int, stop: int, name: str, at: Entry, rule: str, precision_km: float | None
) -> PlaceMention:
    start, end = parse.tokens[first].start, parse.tokens[stop - 1].end
    facility = precision_km is not None
    return PlaceMention(
        start=start,
        end=end,
        text=parse.text[start:end],
        name=name,
        country=at.country,
        geonameid=None if facility else at.geonameid,
        lat=at.lat,
        lon=at.lon,
        feature="facility" if facility else at.feature,
        rule=rule,
        admin=at.admin,
        precision_km=max(precision_km, at.radius_km) if precision_km is not None else at.radius_km,
    )
