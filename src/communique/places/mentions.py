"""The places that an article names: found, told from actors and larger names, placed on the map or left open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from communique.grammar import Parse
from communique.places.containers import Container, find_containers
from communique.places.facilities import find_descriptions, find_facilities
from communique.places.filing import find_filing, find_here
from communique.places.gazetteer import Entry, Gazetteer, Peoples, load_gazetteer, load_peoples
from communique.places.matches import Match, find_matches, is_abbreviation
from communique.places.patterns import (
    DIRECTIONS,
    FACILITIES,
    OF_PLACE,
    REGION_NOUNS,
    SETTLEMENTS,
    STANDS_FOR_RULE,
    STATIC,
)
from communique.places.returning import find_returning
from communique.places.senses import Context, Sense, read_context, resolve_senses
from communique.records import PlaceMention

_KNOWN_TOWN = 300_000  # from here on, the recogniser's word for a town is enough
_NEVER = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "CARDINAL", "QUANTITY"})
_FAIR_TOWN = 100_000  # from here on, the article's country is enough
_TELLING = 6  # letters from which a name that only one place bears is taken for it
_SMALL_TOWN = 15_000  # below, a place word before it is not enough: the article must be about the country


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the decisions on one article share."""

    parse: Parse
    taken: Collection[int]
    peoples: Peoples
    context: Context
    surnames: frozenset[str]
    published: str | None


def find_places(
    parse: Parse,
    *,
    taken: Collection[int] = frozenset(),
    home_country: str | None = None,
    published: str | None = None,
    filed: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> tuple[PlaceMention, ...]:
    """Which words name a place, and which place it is; no place rather than a wrong one (CODEBOOK §6).

    "Protesters marched in Osaka, Japan" gives one mention "Osaka, Japan", name Osaka, country JPN. "The Moscow Times",
    "the Berlin Wall" and "Jordan Peele" give none. A name that several places bear, and the article does not tell
    apart, keeps its `candidates` and says at most the country that they share.

    `taken` holds the tokens that name actors, persons, bodies or times: they are no places, unless a static preposition
    ("in Washington") makes one of them a place. That "Moscow denied" is a government is the actors' stage's to say,
    through `taken`; which of the places is an event's, the events' stage's. `home_country` (ISO3) is the outlet's;
    `filed` the words of the dateline's place, which "here" means.
    """
    gazetteer = gazetteer or load_gazetteer()
    peoples = load_peoples()
    matches = find_matches(parse, gazetteer)
    containers = find_containers(parse, matches, peoples)
    context = read_context(parse, matches, containers, peoples, home_country)
    senses = resolve_senses(matches, containers, context)
    reader = _Reader(parse, taken, peoples, context, _surnames(parse), published)
    mentions: list[PlaceMention] = []
    swallowed = {c.outer for c in containers.values() if c.joined}
    resolved: dict[int, Entry] = {}  # first token -> entry, for the facilities beside
    for i, (match, sense) in enumerate(zip(matches, senses, strict=True)):
        if sense.entry is not None and not match.larger:
            resolved[match.first] = sense.entry
        if i not in swallowed and _is_place(reader, match, sense, containers.get(i)):
            outer = _joined_to(containers.get(i), matches)
            mentions.append(_mention(reader, match, sense, outer))
    mentions += find_descriptions(parse, gazetteer, peoples)
    mentions += find_here(parse, find_filing(filed, gazetteer) if filed else None)
    ends = {matches[i].first: matches[c.outer].stop for i, c in containers.items() if c.joined and c.outer is not None}
    facilities = find_facilities(parse, matches, resolved, ends, taken)
    mentions = [m for m in mentions if not any(f.start <= m.start and m.end <= f.end for f in facilities)]
    dated = [_dated(m, peoples, published) for m in (*mentions, *facilities)]
    countries = {m.country: m for m in dated if m.feature == "country" and m.country}
    return tuple(sorted((*dated, *find_returning(parse, dated, countries)), key=lambda m: (m.start, m.end)))


def _joined_to(container: Container | None, matches: Sequence[Match]) -> Match | None:
    if container is None or not container.joined or container.outer is None:
        return None
    return matches[container.outer]


def _is_place(reader: _Reader, match: Match, sense: Sense, container: Container | None) -> bool:
    """Whether the words stand for a place here at all."""
    tokens = range(match.first, match.stop)
    if match.larger:
        return False
    told = match.frame == "dateline" or (container is not None and container.joined)
    if not told and any(t in reader.taken for t in tokens) and not _static(reader, match.first):
        return False
    if container is not None:
        return True
    if not _is_free(reader, match):
        return False
    if not match.entries:
        return bool(match.label) and match.frame in ("in", "of", "dateline") and match.stop - match.first <= 3
    if match.named_land:
        return _land_is_place(match, sense)
    return _town_is_place(reader, match, sense)


def _is_free(reader: _Reader, match: Match) -> bool:
    """Whether the name is no one else's here: no date, no person of the article, no mere word."""
    told = match.frame in ("in", "of", "dateline")
    known = any(e.population >= _KNOWN_TOWN or e.feature == "capital" for e in match.entries)
    if (match.other_label in _NEVER and not (told and match.key not in reader.peoples.guarded)) or (
        match.other_label == "PERSON" and match.stop - match.first > 1 and not known
    ):
        return False
    if match.key in reader.surnames:
        return bool(match.label) and told and (known or match.named_land)
    if match.key in reader.peoples.guarded and not match.named_land:
        if known:
            return told or (bool(match.label) and match.frame is not None)
        least = _FAIR_TOWN if match.key in reader.peoples.words else 0
        return match.label == "GPE" and told and max(e.population for e in match.entries) >= least
    if match.key in reader.peoples.guarded:
        return bool(match.label) or match.frame is not None
    return True


def _land_is_place(match: Match, sense: Sense) -> bool:
    """Countries, regions, seas: their name is enough where it is no one else's; a seat of power needs a place word."""
    entry = sense.entry
    if entry is not None and entry.feature == "facility":
        last = match.key.rsplit(" ", 1)[-1]
        return match.frame is not None or (last in FACILITIES and last not in STANDS_FOR_RULE)
    if entry is not None and is_abbreviation(entry):
        return False
    least = 4 if entry is not None and entry.feature == "country" else 5  # Togo is no one else; Acre, Para may be
    return bool(match.label or match.frame) or len(match.key) >= least


def _town_is_place(reader: _Reader, match: Match, sense: Sense) -> bool:
    """Towns: by the recogniser's word or a place word; where it says otherwise, by the country of the article."""
    largest = max(e.population for e in match.entries)
    known = largest >= _KNOWN_TOWN or any(e.feature == "capital" for e in match.entries)
    told = match.frame in ("in", "of", "dateline")
    about = reader.context.speaks_of(sense.country, match.key)
    after = reader.parse.tokens[match.stop] if match.stop < len(reader.parse.tokens) else None
    acts = after is not None and (after.pos in ("VERB", "AUX") or after.lower in ("'s", "’s"))
    if _articled(reader.parse, match) and not (after is not None and after.pos == "NOUN"):
        return False
    if sense.rule == "place-stated-elsewhere":
        return bool(match.label or match.frame)
    if len(match.entries) == 1 and len(match.key) >= _TELLING and (told or match.frame == "object"):
        return True
    if match.frame == "object":
        return sense.entry is not None and (about or bool(match.label) or largest >= _FAIR_TOWN)
    if match.label:
        if known or (told and (about or largest >= _SMALL_TOWN)):
            return True
        taken_town = match.first > 0 and reader.parse.tokens[match.first - 1].pos == "VERB"  # "captured Bakhmut"
        moved = match.frame == "to" and about
        return not acts and (moved or (about and largest >= _FAIR_TOWN) or (taken_town and largest >= _SMALL_TOWN))
    if match.other_label == "PERSON" and not told:
        return about and largest >= _FAIR_TOWN and not acts
    if match.frame in ("dateline", "of"):
        return sense.entry is not None
    if known:
        return told or (about and len(match.key) > 3)
    return (about and bool(match.frame)) or (about and largest >= _FAIR_TOWN)


def _articled(parse: Parse, match: Match) -> bool:
    """Whether an article stands right before a name that has none of its own: "the West" is no town."""
    return match.first > 0 and parse.tokens[match.first - 1].lower in ("the", "a", "an", "this", "that")


def _static(reader: _Reader, first: int) -> bool:
    """Whether the name is a place even of an actor: after a static preposition, or cut by a direction word."""
    parse, i = reader.parse, first - 1
    while i > 0 and parse.tokens[i].text in reader.peoples.demonyms:
        i -= 1  # "in southern Serb Kosovo province"
    if i >= 0 and parse.tokens[i].lower in DIRECTIONS and parse.tokens[i].lower != "occupied":
        return True
    while i > 0 and parse.tokens[i].lower in DIRECTIONS | {"the"}:
        i -= 1
    if i > 0 and parse.tokens[i].lower == "of":
        return parse.tokens[i - 1].lower in OF_PLACE
    return i >= 0 and parse.tokens[i].lower in STATIC


def _surnames(parse: Parse) -> frozenset[str]:
    """The last words of the persons' names in the article, as keys."""
    return frozenset(
        parse.tokens[e.stop - 1].lower for e in parse.entities if e.label == "PERSON" and e.stop - e.first > 1
    )


def _mention(reader: _Reader, match: Match, sense: Sense, outer: Match | None) -> PlaceMention:
    """The record of a place: its words with what belongs to them, and its entry as far as it is certain."""
    parse = reader.parse
    entry = _fit(match, sense, reader)
    first, stop = _extent(reader, match, outer, land=entry is not None and not entry.is_city)
    start, end = parse.tokens[first].start, parse.tokens[stop - 1].end
    plain = parse.words(match.first, match.stop)
    if entry is None:
        name = plain
        return PlaceMention(
            start, end, parse.text[start:end], name, sense.country, None, None, None, None, sense.rule,
            candidates=sense.candidates,
        )  # fmt: skip
    region = match.region and entry.is_city
    return PlaceMention(
        start=start,
        end=end,
        text=parse.text[start:end],
        name=entry.name,
        country=entry.country,
        geonameid=None if region else entry.geonameid,
        lat=entry.lat,
        lon=entry.lon,
        feature="admin1" if region else entry.feature,
        rule="place-region-of-its-town" if region else sense.rule,
        admin=entry.admin,
        # a region that the gazetteer knows only by its town: the town's point, and the size of a usual region
        precision_km=100.0 if region else entry.radius_km,
        candidates=sense.candidates,
    )


def _fit(match: Match, sense: Sense, reader: _Reader) -> Entry | None:
    """The sense's entry, unless it is a hamlet that nothing in the article supports."""
    entry = sense.entry
    if entry is None or not entry.is_city or sense.rule.startswith(("place-in-stated", "place-stated")):
        return entry
    if len(match.entries) == 1 and len(match.key) >= _TELLING:
        return entry
    if entry.population < _SMALL_TOWN and entry.feature != "capital":
        return entry if reader.context.speaks_of(entry.country, match.key) else None
    return entry


def _extent(reader: _Reader, match: Match, outer: Match | None, *, land: bool) -> tuple[int, int]:
    """The tokens of a mention: "the eastern city of Goma", "downtown Istanbul", "Kosovo province", "Osaka, Japan"."""
    tokens = reader.parse.tokens
    stop = match.stop
    while (
        stop < len(tokens)
        and tokens[stop].lower in REGION_NOUNS
        and tokens[stop].sentence == tokens[match.first].sentence
    ):
        stop += 1
    following = tokens[stop] if stop < len(tokens) else None
    modifier = following is not None and following.pos in ("NOUN", "PROPN") and stop == match.stop
    if outer is not None:
        stop = outer.stop
    first = match.first
    sentence = tokens[first].sentence
    settled = False
    settling = (REGION_NOUNS | {"island"}) if land else (SETTLEMENTS | REGION_NOUNS)
    while first > 0 and tokens[first - 1].sentence == sentence:
        token = tokens[first - 1]
        lower = token.lower
        if lower in DIRECTIONS or token.text in reader.peoples.demonyms:
            first -= 1
        elif (
            lower == "of"
            and first > 1
            and tokens[first - 2].lower in settling
            and not settled
            and (tokens[first - 3].pos != "PROPN" or tokens[first - 3].text in reader.peoples.demonyms)
        ):
            first -= 2
            settled = True
        elif settled and token.pos in ("ADJ", "NOUN") and token.text[0].islower():
            first -= 1
        else:
            break
    the = first > 0 and tokens[first - 1].lower == "the" and tokens[first - 1].sentence == sentence
    if the and not (modifier and first == match.first):
        first -= 1
    return first, stop


def _dated(mention: PlaceMention, peoples: Peoples, published: str | None) -> PlaceMention:
    """The mention with the country that held the place on the day of publication (docs/places.md, dated rule)."""
    succession = peoples.successions.get(mention.country or "")
    if succession is None or published is None or published[:10] >= succession.until:
        return mention
    values = {f: getattr(mention, f) for f in PlaceMention.__slots__}
    return PlaceMention(**values | {"country": succession.held_by, "rule": f"{mention.rule}+dated"})
