"""Whether two reports tell the same act: by their parties, type, time, place, numbers and words, each with its reason.

Points are added up; `SAME` of them make one act. Some differences end the comparison (`None`): another person on
the same side, days too far apart, another town. docs/merging.md says what each point stands for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt

from communique.corpus.patterns import (
    ARTICLES,
    FIGURE,
    MUTUAL_TYPES,
    NEIGHBOURS,
    PLACED,
    STATE_SECTORS,
    STOP_WORDS,
    WORD,
    YEAR,
    stem,
)

SAME = 5.0
WINDOW_DAYS = 7
NEAR_KM = 30.0
_ADJECTIVE = 4  # letters that a country's name and its adjective share


@dataclass(frozen=True, slots=True)
class Side:
    """One party of a report."""

    name: str
    kind: str | None
    country: str | None
    sector: str | None
    owned: bool = False  # told as somebody's by a pronoun, "its banks": whose is the reader's guess


@dataclass(frozen=True, slots=True)
class Report:
    """What comparing needs of a report."""

    report_id: str
    article_key: str
    type: str
    mode: str | None
    factuality: str
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    told: date | None  # the day, or the first of the days, that the text fixes
    until: date | None  # the last of them
    published: date | None
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    quantities: tuple[tuple[str, int | None, int | None], ...]
    words: frozenset[str]
    figures: frozenset[str]  # numbers as written in the words that tell it
    story: str | None = None  # its article's group of near-duplicates
    outlet: str | None = None
    scenes: frozenset[str] = frozenset()  # words that stand where places do, in the words that tell it

    @property
    def day(self) -> date | None:
        """The day under which it is compared."""
        return self.told or self.published

    @property
    def standing(self) -> str:
        """Its factuality; a plan for a day that had passed when the paper came out counts as carried out."""
        passed = self.told is not None and self.published is not None and self.told < self.published
        return "actual" if self.factuality == "future" and passed else self.factuality

    @property
    def one_day(self) -> date | None:
        """The day of the act, where the text fixes a single one."""
        return self.told if self.told == self.until else None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much speaks for one act, and what."""

    points: float
    reasons: tuple[str, ...]


def compare_reports(a: Report, b: Report) -> Likeness | None:
    """How alike two reports are; None if they cannot tell the same act."""
    if a.article_key == b.article_key or a.standing != b.standing:
        return None
    parts = [_type(a, b), _parties(a, b), _time(a, b), _place(a, b)]
    if any(p is None for p in parts):
        return None
    numbers = _numbers(a, b)
    parts += [numbers, _words(a, b), _copy(a, b)]
    differ = a.one_day and b.one_day and a.one_day != b.one_day
    shared, few = len(a.words & b.words), min(len(a.words), len(b.words))
    if differ and numbers.points <= 0 and (shared < 4 or shared < few / 2) and not _one_scene(a, b, shared):
        return None  # two days: without a number, a scene or words in common these are two acts
    found = [p for p in parts if p is not None]
    if a.type != b.type and sum(p.points for p in found[2:]) < 3.0:
        return None  # another type: time, place, numbers and words must agree for themselves
    return Likeness(sum(p.points for p in found), tuple(r for p in found for r in p.reasons))


def _one_scene(a: Report, b: Report, shared: int) -> bool:
    """Whether two reports of neighbouring days tell of one town or field, and in some of the same words."""
    if a.one_day is None or b.one_day is None or abs((a.one_day - b.one_day).days) > 1 or shared < 3:
        return False
    return a.place is not None and a.place == b.place and not _is_party(a.place, a, b)


def content_words(evidence: str, names: Sequence[str]) -> frozenset[str]:
    """The stems of the words that tell an act, without those that name parties and places."""
    named = {w for name in names for w in WORD.findall(name.casefold())}
    return frozenset(stem(w) for w in WORD.findall(evidence.casefold()) if w not in STOP_WORDS and w not in named)


def scenes_in(words: str, names: Sequence[str]) -> frozenset[str]:
    """What is named where a place would be, listed in a gazetteer or not; parties and their adjectives left out.

    >>> scenes_in("Thousands rallied in the Syldavian capital, Klow, in March.", ["Syldavia"])
    frozenset({'klow'})
    """
    told = {w[:_ADJECTIVE] for name in names for w in WORD.findall(name.casefold())}
    found = (w.casefold() for w in PLACED.findall(words))
    return frozenset(w for w in found if w not in STOP_WORDS and w[:_ADJECTIVE] not in told)


def figures_in(words: str) -> frozenset[str]:
    """The numbers written in figures that could tell one act from another: of two digits or more, no years.

    >>> sorted(figures_in("In 2031 it sent 8,000 tons in 12 ships and 3 planes."))
    ['12', '8000']
    """
    found = (f.replace(",", "") for f in FIGURE.findall(words))
    return frozenset(f for f in found if len(f) > 1 and not YEAR.fullmatch(f))


def _type(a: Report, b: Report) -> Likeness | None:
    if a.type == b.type:
        points = -1.0 if a.mode and b.mode and a.mode != b.mode else 0.0
        return Likeness(points, (f"type: both {a.type}",))
    if frozenset((a.type, b.type)) in NEIGHBOURS:
        return Likeness(-1.0, (f"type: {a.type} and {b.type}, which one act may bear",))
    return None


def _parties(a: Report, b: Report) -> Likeness | None:
    straight = _sides(a.actors, b.actors), _sides(a.recipients, b.recipients)
    options = [straight]
    if a.type in MUTUAL_TYPES and b.type in MUTUAL_TYPES:
        options.append((_sides(a.actors, b.recipients), _sides(a.recipients, b.actors)))
        both = _sides(a.actors + a.recipients, b.actors + b.recipients)
        options.append((both, both))
    scored = [(x + y, x, y) for x, y in options if x is not None and y is not None]
    if not scored:
        return None
    total, x, y = max(scored)
    if total <= 0:
        return None
    word = "the same" if min(x, y) >= 1.5 else "compatible"
    return Likeness(total, (f"parties: {word} ({_named(a)}; {_named(b)})",))


def _sides(a: Sequence[Side], b: Sequence[Side]) -> float | None:
    """1.5 if the same, 0.75 if one names a state and the other its people, 0 if one is silent, None if they differ."""
    if not a or not b:
        return 0.0 if (a or b) else 0.5
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    best = []
    for one in few:
        found = [m for m in (_match(one, other) for other in many) if m is not None]
        if not found:
            return None
        best.append(max(found))
    return min(best)


def _match(a: Side, b: Side) -> float | None:
    if a.country and b.country and a.country != b.country:
        return 0.0 if (a.owned or b.owned) and a.sector == b.sector else None
    state_a, state_b = a.sector in STATE_SECTORS, b.sector in STATE_SECTORS
    if a.sector and b.sector and state_a != state_b:
        return None
    if _one_name(a.name, b.name):
        return 1.5 if a.country or b.country or _is_proper(a.name) else 0.5
    if _one_head(a, b):
        return 1.25
    if a.kind == "person" and b.kind == "person" and _is_proper(a.name) and _is_proper(b.name):
        return None
    if not (a.country or a.sector) or not (b.country or b.sector):
        return 0.0  # an actor of which nothing is known says nothing
    if a.country is None or b.country is None:
        return 0.5 if a.sector and a.sector == b.sector and not (_is_proper(a.name) and _is_proper(b.name)) else None
    if a.kind == b.kind == "country":
        return 1.5
    if a.sector and a.sector == b.sector and "person" not in (a.kind, b.kind):
        return 1.25  # its army and its soldiers; a state and its ministry
    return 0.75 if (state_a or not a.sector) else 0.5


def _one_name(a: str, b: str) -> bool:
    x, y = a.casefold().split(), b.casefold().split()
    if not x or not y:
        return False
    return x == y or (x[-1] == y[-1] and (len(x) == 1 or len(y) == 1 or x[0] == y[0]))


def _one_head(a: Side, b: Side) -> bool:
    """The same kind of people: "20 fishermen" and "Twenty Genovian fishermen"."""
    heads = [stem(s.name.casefold().split()[-1]) for s in (a, b) if s.name and not _is_proper(s.name)]
    return len(heads) == 2 and heads[0] == heads[1] and bool(a.country or b.country)


def _is_proper(name: str) -> bool:
    """Whether a name names one actor (Rudolf Sapt, RIA), not a kind of actor (police, the leader).

    >>> _is_proper("Rudolf Sapt"), _is_proper("The leader"), _is_proper("20 Genovian fishermen")
    (True, False, False)
    """
    words = name.split()
    return bool(words) and all(w[0].isupper() for w in words if len(w) > 3) and words[0].casefold() not in ARTICLES


def _named(report: Report) -> str:
    sides = (", ".join(p.name for p in side) or "—" for side in (report.actors, report.recipients))
    return " → ".join(sides)


def _time(a: Report, b: Report) -> Likeness | None:
    if a.told and b.told and not (a.one_day and b.one_day):
        if a.told > (b.until or b.told) or b.told > (a.until or a.told):
            return None
        return Likeness(
            1.0, (f"time: both between {max(a.told, b.told)} and {min(a.until or a.told, b.until or b.told)}",)
        )
    if a.told and b.told:
        apart = abs((a.told - b.told).days)
        if apart > 3:
            return None
        if apart == 0:
            return Likeness(2.0, (f"time: both on {a.told}",))
        return Likeness(-0.5 if apart == 1 else -1.5, (f"time: {a.told} and {b.told}, which contradict each other",))
    if a.told or b.told:
        told, published = (a.told, b.published) if a.told else (b.told, a.published)
        if told is None or published is None:
            return Likeness(0.0, ())
        later = (published - told).days
        if not -1 <= later <= WINDOW_DAYS:
            return None
        return Likeness(1.0 if later <= 2 else 0.25, (f"time: on {told}, and in a paper of {published}",))
    if a.published is None or b.published is None:
        return Likeness(0.0, ())
    apart = abs((a.published - b.published).days)
    if apart > 3:
        return None
    return Likeness((1.0, 0.75, 0.25, 0.0)[apart], (f"time: in papers of {a.published} and {b.published}",))


def _place(a: Report, b: Report) -> Likeness | None:
    if a.place_country and b.place_country and a.place_country != b.place_country:
        return None
    if not a.place or not b.place:
        both = sorted(a.scenes & b.scenes)
        return Likeness(1.5, (f"place: both name {', '.join(both)}",)) if both else Likeness(0.0, ())
    if a.place.casefold() == b.place.casefold():
        wide = _is_party(a.place, a, b)
        return Likeness(0.5 if wide else 2.0, (f"place: both in {a.place}",))
    apart = _kilometres(a, b)
    if apart is not None and apart <= NEAR_KM:
        return Likeness(1.0, (f"place: {a.place} and {b.place}, {apart:.0f} km apart",))
    if apart is None and a.place_country == b.place_country:
        return Likeness(-1.0, (f"place: {a.place} and {b.place}",))
    return None if apart is not None and apart > 5 * NEAR_KM else Likeness(-1.5, (f"place: {a.place} and {b.place}",))


def _is_party(place: str, *reports: Report) -> bool:
    """Whether a place is a party's own country, which says little about where."""
    return any(p.kind == "country" and _one_name(place, p.name) for r in reports for p in r.actors + r.recipients)


def _kilometres(a: Report, b: Report) -> float | None:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p, q = radians(a.lat), radians(b.lat)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


def _numbers(a: Report, b: Report) -> Likeness:
    theirs = {what: (least, most) for what, least, most in b.quantities}
    said = sorted(a.figures & b.figures)
    points, reasons = (1.0, [f"numbers: both say {', '.join(said)}"]) if said else (0.0, [])
    if not said and a.figures and b.figures:
        points = -0.5
    for what, least, most in a.quantities:
        if what not in theirs:
            continue
        x, y = least or most or 0, theirs[what][0] or theirs[what][1] or 0
        if x == y:
            points = max(points, 2.0)
            reasons.append(f"numbers: both {x} {what}")
        elif min(x, y) * 3 >= max(x, y):
            points = max(points, 0.5)
            reasons.append(f"numbers: {x} and {y} {what}, which contradict each other")
        else:
            points -= 0.5
            reasons.append(f"numbers: {x} and {y} {what}, far apart")
    return Likeness(points, tuple(reasons))


def _words(a: Report, b: Report) -> Likeness:
    few = min(len(a.words), len(b.words))
    if few == 0:
        return Likeness(0.0, ())
    shared = a.words & b.words
    share = len(shared) / few
    none = 0.0 if a.type == b.type == "CONSULT" else -1.0  # talks are talks, in whatever words
    points = 2.0 if share >= 0.6 else 1.5 if share >= 0.4 else 0.75 if share >= 0.2 else 0.0 if shared else none
    by_count = {0: none, 1: 0.0, 2: 0.75, 3: 1.5, 4: 2.25}.get(len(shared), 3.0)
    points = min(points, 0.5) if len(shared) < 2 else max(points, by_count)
    return Likeness(points, (f"words: {', '.join(sorted(shared)[:6])}",) if shared else ())


def _copy(a: Report, b: Report) -> Likeness:
    if a.story is None or a.story != b.story:
        return Likeness(0.0, ())
    return Likeness(1.0, ("copy: their articles share a text",))
