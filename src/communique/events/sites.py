"""Where, when only a thing that stands there tells: "outside parliament", "on the road to the port", "at a checkpoint".

Such a place has no name of its own and no point on the map; its country is that of the named place told last before it,
of the people of the place who act there, or of the one state in which the page has its places.
"""

from __future__ import annotations

import csv
import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources

from communique.grammar import Parse, Token
from communique.records import Cast, PlaceMention

_THERE = frozenset("in at outside near inside on around along across into before behind".split())
_THERE_IN_TWO = frozenset({("out", "of"), ("streets", "of"), ("centre", "of"), ("center", "of"), ("outskirts", "of")})
_ON_SITE = frozenset("block storm occupy seal surround leave enter approach cordon barricade raid search close".split())
_GOES = frozenset({"march", "walk", "go", "gather", "come", "return", "move", "take", "summon", "call"})
_OF_THE_PLACE = frozenset({"COP", "JUD", "LEG", "OPP", "CVL", "LAB", "PTY", "MED", "EDU"})
_MOST = 0.5  # share of a page's places by which its sites are that state's
_CROSS_BORDER = frozenset({"IGO", "NGO", "IMG", "MNC"})


def find_sites(parse: Parse, places: Sequence[PlaceMention], cast: Cast) -> tuple[PlaceMention, ...]:
    """The sites that a page names after a preposition of place, each with its country; none whose country is open."""
    nouns = load_site_nouns()
    taken = {i for p in places for i in parse.tokens_between(p.start, p.end)}
    named = sorted((p for p in places if p.country is not None), key=lambda p: p.start)
    counts = Counter(p.country for p in named)
    found = []
    for token in parse.tokens:
        if token.lemma.lower() not in nouns or token.i in taken or token.pos not in ("NOUN", "PROPN"):
            continue
        first = parse.left_edge[token.i]
        if not _lies_there(parse, first, token.i):
            continue
        country = _own_country(token, cast) or _country(parse, first, token.i, named, cast) or _of_most(counts)
        if country is not None:
            start, end = parse.tokens[first].start, token.end
            text = parse.text[start:end]
            found.append(PlaceMention(start, end, text, text, country, None, None, None, "site", "place-site-beside"))
    return tuple(found)


def settle_unknown(parse: Parse, places: Sequence[PlaceMention], cast: Cast) -> tuple[PlaceMention, ...]:
    """The places of a page, those that the gazetteer does not know with the country that a site there would have."""
    named = sorted((p for p in places if p.country is not None), key=lambda p: p.start)
    counts = Counter(p.country for p in named)
    out = []
    for place in places:
        inside = parse.tokens_between(place.start, place.end)
        if place.country is None and place.geonameid is None and place.feature is None and inside:
            country = _country(parse, inside[0], inside[-1], named, cast) or _of_most(counts)
            place = replace(place, country=country)
        out.append(place)
    return tuple(out)


def _lies_there(parse: Parse, first: int, head: int) -> bool:
    """Whether a phrase tells where: after a preposition of place, or as what is blocked, stormed or left."""
    if any(c.lemma in _ON_SITE and head in {a.head for a in c.objects} for c in parse.clauses):
        return True
    before = [t.lower for t in parse.tokens[max(0, first - 3) : first] if t.sentence == parse.tokens[head].sentence]
    if not before:
        return False
    led = before[-1] == "to" and parse.tokens[parse.tokens[first - 1].head].lemma in _GOES
    return before[-1] in _THERE or led or tuple(before[-2:]) in _THERE_IN_TWO or before[-3:] == ["in", "front", "of"]


@functools.cache
def load_site_nouns() -> frozenset[str]:
    """The packaged nouns for what stands somewhere (lemmas)."""
    path = resources.files("communique") / "data/lexicons/en/events/sites.csv"
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return frozenset(noun.replace("-", " ") for row in csv.DictReader(lines) for noun in row["nouns"].split())


def _own_country(token: Token, cast: Cast) -> str | None:
    """The state whose house it is: "the Gondorian foreign ministry"; an embassy stands abroad."""
    owner = cast.at(token.i)
    if owner is None or owner.country in _CROSS_BORDER or token.lemma in ("embassy", "consulate", "mission"):
        return None
    return owner.country


def _country(parse: Parse, first: int, head: int, named: Sequence[PlaceMention], cast: Cast) -> str | None:
    """The state of the nearest place told before in the paragraph, else of the people who act in the clause."""
    block = parse.sentences[parse.tokens[first].sentence].block
    start = parse.tokens[first].start
    before = [p for p in named if p.end <= start]
    inside = parse.tokens_between(before[-1].start, before[-1].end) if before else range(0)
    if inside and parse.sentences[parse.tokens[inside[0]].sentence].block == block:
        return before[-1].country
    clause = parse.clause_over(head)
    while clause is not None:
        states = {
            actor.country
            for a in (*clause.subjects, *clause.objects)
            if (actor := cast.at(a.head)) is not None and actor.sector in _OF_THE_PLACE
        } - _CROSS_BORDER - {None}  # fmt: skip
        if len(states) == 1:
            return next(iter(states))
        clause = None if clause.parent is None else parse.clauses[clause.parent]
    return None


def _of_most(counts: Counter[str | None]) -> str | None:
    state, most = counts.most_common(1)[0] if counts else (None, 0)
    return state if most > 1 and most > _MOST * counts.total() else None
