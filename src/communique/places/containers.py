"""What the text says a place lies in: "Osaka, Japan", "Tripoli in Lebanon", "the Lebanese city of Tripoli"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.grammar import Parse
from communique.places.gazetteer import Entry, Peoples
from communique.places.matches import Match
from communique.places.patterns import DIRECTIONS, REGION_NOUNS, SETTLEMENTS

_NAMESAKE = 15_000  # so large a town may share a country's name and still be meant
_KNOWN_TOWN = 200_000  # so large a town beside a country that does not hold it is a list, not "X, Country"


@dataclass(frozen=True, slots=True)
class Container:
    """Match `inner` lies in `outer` (another match, or None) and so in `country`; `through` is the last token of both.

    `entry` and `within` are the pair of readings that fit; `within` is None where only the country is told.
    """

    inner: int
    outer: int | None
    country: str | None
    entry: Entry | None
    within: Entry | None
    joined: bool  # "X, Y": one mention


def find_containers(parse: Parse, matches: Sequence[Match], peoples: Peoples) -> dict[int, Container]:
    """For each match by index, the container that the words beside it state, if any."""
    at_token = {m.first: i for i, m in enumerate(matches)}
    ending_at = {m.stop: i for i, m in enumerate(matches)}
    found: dict[int, Container] = {}
    for i, match in enumerate(matches):
        if match.larger:
            continue
        container = _after(parse, matches, at_token, i) or _before(parse, matches, ending_at, peoples, i)
        if container is not None:
            found[i] = container
    return found


def _after(parse: Parse, matches: Sequence[Match], at_token: dict[int, int], i: int) -> Container | None:
    """A container that follows: ", Japan", ", northern Lebanon", "in Lebanon", ", a city in Lebanon"."""
    tokens = parse.tokens
    match = matches[i]
    j = match.stop
    while j < len(tokens) and tokens[j].lower in REGION_NOUNS | {"city"}:
        j += 1
    if j >= len(tokens) or tokens[j].sentence != tokens[match.first].sentence:
        return None
    comma = tokens[j].text == ","
    if not comma and tokens[j].lower != "in":
        return None
    joined = comma
    k = j + 1
    while k < len(tokens) and k - j <= 4 and k not in at_token and tokens[k].lower in DIRECTIONS | {"the", "in"}:
        joined = joined and tokens[k].lower != "in"
        k += 1
    if k not in at_token and comma:
        k = _described(parse, j + 1, at_token)
        joined = False
    outer = at_token.get(k)
    if outer is None or matches[outer].larger:
        return None
    container = _pair(match, matches[outer], i, outer, joined)
    if container is not None and joined and _runs_on(parse, match, matches[outer], container):
        return None
    after = tokens[matches[outer].stop] if matches[outer].stop < len(tokens) else None
    if container is not None and after is not None and (after.pos == "VERB" or after.lower in ("'s", "’s")):
        return replace(container, joined=False)  # "in Gao, Mali said": told beside it, but not part of its name
    return container


def _runs_on(parse: Parse, inner: Match, outer: Match, container: Container) -> bool:
    """Whether the second name begins a clause of its own: "In Paris, the United States led the talks"."""
    after = parse.tokens[outer.stop] if outer.stop < len(parse.tokens) else None
    return (
        after is not None
        and after.pos in ("VERB", "AUX", "PART", "ADV")
        and container.entry is not None
        and any(e.population > 20 * max(container.entry.population, 1) or not e.is_city for e in inner.entries)
    )


def _described(parse: Parse, start: int, at_token: dict[int, int]) -> int:
    """The token of the place in ", a port city in Y" or ", the capital of Y"; -1 where there is none."""
    tokens = parse.tokens
    if start >= len(tokens) or tokens[start].lower not in ("a", "an", "the"):
        return -1
    noun = False
    for k in range(start + 1, min(start + 9, len(tokens))):
        lower = tokens[k].lower
        if noun and lower in ("in", "of"):
            k += 1
            while k < len(tokens) and k not in at_token and tokens[k].lower in DIRECTIONS | {"the"}:
                k += 1
            return k
        noun = noun or lower in SETTLEMENTS or lower in REGION_NOUNS
        if tokens[k].text in ",.;:":
            return -1
    return -1


def _pair(inner: Match, outer: Match, i: int, o: int, joined: bool) -> Container | None:
    """The readings of both names that fit each other, the largest first; a country only, where the town is unknown."""
    holders = [e for e in outer.entries if e.feature in ("country", "admin1", "area")]
    if any(e.feature in ("country", "continent", "sea") for e in inner.entries):
        # "Jordan, Lebanon" is a list; "Lebanon, Ohio" and "near Liberia, Costa Rica" are not
        namesake = any(e.population >= _NAMESAKE and h.holds(e) for e in inner.entries if e.is_city for h in holders)
        if not (namesake and joined and inner.frame in ("in", "of", "dateline")):
            holders = [e for e in holders if e.feature == "admin1"]
            if len(holders) < len([e for e in outer.entries if not e.is_city]):
                return None
    fits = [
        (_rank(e), e, h)
        for h in holders
        for e in inner.entries
        if e.feature in ("city", "capital", "admin1", "area", "facility")
        and (e.feature != "admin1" or h.feature == "country")
        and e is not h
        and h.holds(e)
    ]
    if fits:
        _, entry, within = max(fits, key=lambda f: f[0])
        return Container(i, o, entry.country or within.country, entry, within, joined)
    known = any(not e.is_city or e.population >= _KNOWN_TOWN for e in inner.entries)
    if known or not holders or not inner.label or not joined:
        return None
    holder = holders[0]
    return Container(i, o, holder.country, None, holder, joined) if len({h.country for h in holders}) == 1 else None


def _rank(entry: Entry) -> tuple[bool, int]:
    return (not entry.alternate, entry.population or 1_000_000)


def _before(
    parse: Parse, matches: Sequence[Match], ending_at: dict[int, int], peoples: Peoples, i: int
) -> Container | None:
    """A container that precedes: "the Lebanese city of Tripoli", "Lebanon's Tripoli", "Ukraine's eastern city of X"."""
    tokens = parse.tokens
    match = matches[i]
    sentence = tokens[match.first].sentence
    for k in range(match.first - 1, max(match.first - 9, -1), -1):
        token = tokens[k]
        if token.sentence != sentence:
            return None
        country = peoples.demonyms.get(token.text) or peoples.demonyms.get(parse.words(k - 1, k + 1) if k else "")
        if country is not None:
            return _in_country(match, i, None, country)
        if token.lower in ("'s", "’s") and k in ending_at:
            outer = ending_at[k]
            countries = [e for e in matches[outer].entries if e.feature in ("country", "admin1", "area")]
            return _pair(match, matches[outer], i, outer, joined=False) if countries else None
        if not (
            token.lower in DIRECTIONS | SETTLEMENTS | REGION_NOUNS | {"of", "the", "-"} or token.pos in ("ADJ", "NOUN")
        ):
            return None
    return None


def _in_country(match: Match, i: int, outer: int | None, country: str) -> Container | None:
    fits = [e for e in match.entries if e.country == country and e.feature != "country"]
    if not fits:
        return None
    return Container(i, outer, country, max(fits, key=_rank), None, joined=False)
