"""Which of the places that bear a name is meant: stated container, the article's countries, near places, size."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from communique.grammar import Parse
from communique.places.containers import Container
from communique.places.gazetteer import Entry, Peoples
from communique.places.matches import Match

# Where a name's readings start, on the scale of a population's decimal logarithm; docs/places.md has the table.
_BASE = {"country": 8.5, "continent": 9.0, "sea": 8.0, "area": 8.0, "facility": 7.5, "admin1": 6.5}
_CAPITAL, _ALTERNATE, _SHADOWED = 1.2, -0.7, -1.0
_CONTEXT, _NEAR, _NEAR_KM = 2.1, 0.5, 150.0  # together less than Paris leads Paris, Texas by
_STATE = 3.2  # what the states and towns of the United States add to a state that shares a country's name
_MARGIN, _MARGIN_AT_HOME = 0.35, 0.15  # between countries, and inside one
_SURE = 1.0  # a lead with which a town speaks for its country to the other names of the article
_SAME_PLACE_KM = 40.0


@dataclass
class Context:
    """How often the article speaks of each country, name by name; `local` counts what is below a state."""

    by_country: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    local: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    anchors: dict[str, Entry] = field(default_factory=dict)

    def add(self, country: str | None, key: str, weight: float, *, local: bool = False) -> None:
        """Count one mention; a single name's mentions stop counting at three."""
        if country is None:
            return
        for table in (self.by_country, self.local) if local else (self.by_country,):
            names = table[country]
            names[key] = min(names.get(key, 0.0) + weight, 3 * weight)

    def share(self, country: str | None, besides: str, *, local: bool = False) -> float:
        """The share of the article's mentions that are a country's, a name's own left out; few mentions count less."""
        if country is None:
            return 0.0
        table = self.local if local else self.by_country
        own = sum(w for k, w in table.get(country, {}).items() if k != besides)
        whole = sum(w for names in self.by_country.values() for k, w in names.items() if k != besides)
        return own / max(whole, 2.0)

    def speaks_of(self, country: str | None, besides: str) -> bool:
        """Whether anything but this name speaks of a country."""
        return country is not None and any(k != besides for k in self.by_country.get(country, {}))


@dataclass(frozen=True, slots=True)
class Sense:
    """The reading chosen for a name: an entry, only a country, or neither; with rule and the readings weighed."""

    entry: Entry | None
    country: str | None
    rule: str
    candidates: tuple[int, ...] = ()


def read_context(
    parse: Parse,
    matches: Sequence[Match],
    containers: Mapping[int, Container],
    peoples: Peoples,
    home_country: str | None,
) -> Context:
    """What the article's names say of the countries it is about; names inside names of bodies count too, for less."""
    context = Context()
    if home_country is not None:
        context.add(home_country, "home", 1.0)
    for token in parse.tokens:
        if not token.text[0].isupper():
            continue
        pair = f"{parse.tokens[token.i - 1].text} {token.text}" if token.i else ""  # North Korean, Sri Lankan
        if people := peoples.demonyms.get(pair) or peoples.demonyms.get(token.text):
            context.add(people, token.text, 0.7)
    for i, match in enumerate(matches):
        inner = containers.get(i)
        if inner is not None and inner.country is not None:
            context.add(inner.country, match.key, 2.0, local=inner.entry is not None)
            if inner.entry is not None:
                context.anchors.setdefault(match.key, inner.entry)
            if inner.within is not None:
                context.add(inner.country, inner.within.key, 1.0, local=inner.within.feature != "country")
        elif match.entries and (match.key not in peoples.guarded or (match.label and match.named_land)):
            _add_sure(context, match)
    return context


def _add_sure(context: Context, match: Match) -> None:
    """Count a name whose reading stands out by itself."""
    ranked = sorted(((_prior(e, match.entries), e) for e in match.entries), key=lambda s: -s[0])
    best = ranked[0]
    rival = next((s for s in ranked[1:] if s[1].country != best[1].country), None)
    if rival is not None and best[0] - rival[0] < _SURE:
        return
    entry = best[1]
    if entry.feature == "country":
        context.add(entry.country, match.key, 0.5 if match.larger else 1.0)
    elif (entry.population >= 100_000 or not entry.is_city) and (match.label or match.frame) and not match.larger:
        local = entry.feature not in ("capital", "facility")
        context.add(entry.country, match.key, 1.5, local=local)
        context.anchors.setdefault(match.key, entry)


def resolve_senses(
    matches: Sequence[Match], containers: Mapping[int, Container], context: Context
) -> tuple[Sense, ...]:
    """The reading of each match: its own container's, else the one stated elsewhere, else the likeliest."""
    stated: dict[str, Sense] = {}
    for i, match in enumerate(matches):
        container = containers.get(i)
        if container is None:
            continue
        stated.setdefault(match.key, _sense_of(container, match))
        if container.outer is not None and container.within is not None and container.entry is not None:
            within = container.within
            stated.setdefault(matches[container.outer].key, Sense(within, within.country, "place-holds-named-town"))
    weighed: dict[tuple[str, bool], Sense] = {}
    senses = []
    for i, match in enumerate(matches):
        container = containers.get(i)
        if container is not None:
            senses.append(_sense_of(container, match))
        elif match.key in stated and not match.region:
            known = stated[match.key]
            rule = known.rule if known.rule == "place-holds-named-town" else "place-stated-elsewhere"
            senses.append(Sense(known.entry, known.country, rule, known.candidates))
        else:
            which = (match.key, match.region)
            if which not in weighed:
                weighed[which] = _weigh(match, context)
            senses.append(weighed[which])
    return tuple(senses)


def _sense_of(container: Container, match: Match) -> Sense:
    rule = "place-in-stated-container" if container.entry else "place-unknown-in-stated-container"
    return Sense(container.entry, container.country, rule, _ids(match.entries))


def _weigh(match: Match, context: Context) -> Sense:
    """The likeliest reading if it leads clearly; else the country that the close readings share; else nothing."""
    if not match.entries:
        return Sense(None, None, "place-not-in-gazetteer")
    scored = sorted(((_score(e, match, context), e) for e in match.entries), key=lambda s: (-s[0], s[1].geonameid or 0))
    best_score, best = scored[0]
    rule = "place-only-reading" if len(scored) == 1 else "place-likeliest-reading"
    if context.share(best.country, match.key) > 0 and len(scored) > 1:
        rule = "place-in-article-country"
    ids = tuple(e.geonameid for _, e in scored if e.geonameid is not None)[:5]
    rivals = [
        e
        for s, e in scored[1:]
        if best_score - s < (_MARGIN_AT_HOME if e.country == best.country else _MARGIN)
        and e.km_to(best) > _SAME_PLACE_KM + best.radius_km
    ]
    if not rivals:
        return Sense(best, best.country, rule, ids)
    country = best.country if all(e.country == best.country for e in rivals) else None
    return Sense(None, country, "place-several-readings", ids)


def _score(entry: Entry, match: Match, context: Context) -> float:
    """A reading's weight: its size, then what the article adds."""
    score = _prior(entry, match.entries)
    if match.region:
        score += 2.0 if entry.feature == "admin1" else 0.0
    # the name of the United States is in all news; only its towns and states make "Georgia" the state
    local = entry.feature == "admin1" and any(e.feature == "country" for e in match.entries)
    score += (_STATE if local else _CONTEXT) * context.share(entry.country, match.key, local=local)
    if entry.is_city and any(
        k != match.key and entry.km_to(a) <= _NEAR_KM for k, a in context.anchors.items() if a.is_city
    ):
        score += _NEAR
    return score


def _prior(entry: Entry, entries: tuple[Entry, ...]) -> float:
    """What a reading weighs before the article is read."""
    if entry.is_city:
        score = math.log10(max(entry.population, 1_000)) + (_CAPITAL if entry.feature == "capital" else 0.0)
    else:
        score = _BASE[entry.feature]
        if entry.feature == "admin1" and any(e.is_city and e.admin == entry.name for e in entries):
            score += _SHADOWED  # New York, Quebec: the bare name is the town
    return score + (_ALTERNATE if entry.alternate else 0.0)


def _ids(entries: tuple[Entry, ...]) -> tuple[int, ...]:
    ranked = sorted(entries, key=lambda e: -e.population)
    return tuple(e.geonameid for e in ranked if e.geonameid is not None)[:5]
