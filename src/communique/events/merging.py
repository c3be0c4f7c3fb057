"""Which tellings in one article are the same act: headline, lead and later are one event, told most fully once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.records import Event, Party

_GENERAL = frozenset(
    "meeting talk summit visit conversation attack assault strike raid incident bombing shelling operation violence"
    " protest demonstration march rally riot arrest detention agreement accord deal pact".split()
)  # nouns by which any act of their kind may be told again
_EMPTY = frozenset(
    "that this with from have been were will would their they them which when into than then also".split()
)
_TRIED = frozenset("convict sentence conviction verdict jail imprison find".split())
_KILLING = frozenset("kill killing murder assassinate assassination slay slaying execute execution".split())
_IN_WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one clause tells it, with what decides whether another clause tells the same."""

    event: Event
    lemma: str
    in_headline: bool
    refers_back: bool = False  # a definite noun: "the meeting", "those talks"
    background: bool = False  # told as past of the story's past, or in a relative clause
    clause: int | None = None  # the index of the clause that tells it


def merge_tellings(tellings: Sequence[Telling]) -> tuple[Event, ...]:
    """One event per act, in the order of the text; the fullest telling speaks for it, the others are kept as spans.

    Two tellings are one act when type and standing agree, the parties of the one are those of the other as far as both
    name them, times and places do not contradict, and either one is the headline's or both name the act
    alike, or one of them points back to it by a definite noun ("the meeting").
    """
    groups: list[list[Telling]] = []
    for telling in tellings:
        home = next((g for g in groups if _belongs(telling, g)), None)
        if home is None:
            groups.append([telling])
        else:
            home.append(telling)
    return tuple(sorted((_told_once(g) for g in groups), key=lambda e: e.trigger.start))


def _belongs(telling: Telling, group: Sequence[Telling]) -> bool:
    """Whether a telling is of a group's act: the same as one of its tellings, and at odds with none.

    A headline names states where the story names people; two meetings of other people do not meet in it.
    """
    if not any(_same_act(telling, t) for t in group):
        return False
    for other in group:
        if _contradict(telling.event, other.event):
            return False
        named = not (telling.in_headline or other.in_headline)
        if named and not _parties_agree(telling.event, other.event, by_country=False):
            return False
    return True


def _same_act(one: Telling, other: Telling) -> bool:
    a, b = one.event, other.event
    if a.type != b.type or a.trigger == b.trigger:
        return False
    if _killed_once(one, other):
        return True
    if a.factuality != b.factuality:
        return False
    tried = a.type == "SANCTION" and one.lemma in _TRIED and other.lemma in _TRIED  # "convicted and sentenced"
    alike = one.lemma == other.lemma or tried or _points_back(one) or _points_back(other)
    alike = alike and (a.type not in _IN_WORDS or _say_the_same(a, b))
    if not (one.in_headline or other.in_headline or alike):
        return False
    if not _parties_agree(a, b, one.in_headline or other.in_headline):
        return False
    return not _contradict(a, b)


def _killed_once(one: Telling, other: Telling) -> bool:
    """Whether both tell that one named person was or would be killed, which happens once, whoever did it."""
    if one.lemma not in _KILLING or other.lemma not in _KILLING:
        return False
    a, b = one.event.recipients, other.event.recipients
    if len(a) != 1 or len(b) != 1 or a[0].actor is None or a[0].actor != b[0].actor:
        return False
    return a[0].text.istitle() and " " in a[0].text


def _points_back(telling: Telling) -> bool:
    """Whether a definite noun may stand for any act of its type: "the attack", "the talks", but not "the killings"."""
    return telling.refers_back and telling.lemma in _GENERAL


def _say_the_same(a: Event, b: Event) -> bool:
    """Whether two acts done in words are about the same thing: "ready to talk" is not "ready to withdraw"."""
    one, other = (_words(e.evidence.text) - _words(e.trigger.text) for e in (a, b))
    return bool(one & other) and len(one & other) * 3 >= min(len(one), len(other))


def _words(text: str) -> set[str]:
    words = (word.strip(".,;:\"'()“”’") for word in text.lower().split())
    return {w for w in words if len(w) > 3 and w not in _EMPTY}


def _parties_agree(a: Event, b: Event, by_country: bool) -> bool:
    sides: tuple[tuple[Sequence[Party], Sequence[Party]], ...] = ((a.actors, b.actors), (a.recipients, b.recipients))
    if a.type in ("CONSULT", "AGREE", "COOPERATE"):
        sides = (((*a.actors, *a.recipients), (*b.actors, *b.recipients)),)
    if by_country:  # "Gondor Bombs Arnor" is told out as "bombed two towns": words alone contradict no headline
        sides = tuple((_known(x), _known(y)) for x, y in sides)
    agree = [_overlap(x, y, by_country) for x, y in sides if x and y]
    return bool(agree) and all(agree)


def _known(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple(p for p in parties if p.actor is not None or p.country is not None)


def _overlap(one: Sequence[Party], other: Sequence[Party], by_country: bool) -> bool:
    first, second = _keys(one, by_country), _keys(other, by_country)
    smaller, larger = sorted((first, second), key=len)
    return len(smaller & larger) * 2 >= len(smaller)


def _keys(parties: Sequence[Party], by_country: bool) -> set[str]:
    """What a party may be known by: its actor, in a headline also its country, else its words."""
    keys: set[str] = set()
    for party in parties:
        known = {k for k in (party.actor, party.country if by_country else None) if k}
        keys |= known or {party.text}
    return keys


def _contradict(a: Event, b: Event) -> bool:
    if a.when and b.when and a.when.start and b.when.start and a.when.start != b.when.start:
        return True
    return bool(a.where and b.where and a.where.country and b.where.country and a.where.country != b.where.country)


def _told_once(group: list[Telling]) -> Event:
    ranked = sorted(group, key=lambda t: (t.event.factuality != "actual", -_fullness(t), t.event.trigger.start))
    best = ranked[0].event
    if len(ranked) == 1:
        return replace(best, tellings=(best.evidence,))
    others = [t.event for t in ranked[1:]]
    return replace(
        best,
        when=best.when or next((e.when for e in others if e.when), None),
        where=best.where or next((e.where for e in others if e.where), None),
        quantities=best.quantities or next((e.quantities for e in others if e.quantities), ()),
        disputed_by=tuple(dict.fromkeys(n for e in (best, *others) for n in e.disputed_by)),
        tellings=tuple(t.event.evidence for t in ranked),
    )


def _fullness(telling: Telling) -> int:
    """How much a telling says: named parties weigh most, then time and place; a headline says least."""
    event = telling.event
    known = sum(p.actor is not None for p in (*event.actors, *event.recipients))
    sides = bool(event.actors) + bool(event.recipients)
    return (
        4 * sides
        + 2 * min(known, 4)
        + 2 * (event.when is not None)
        + (event.where is not None)
        - 6 * telling.in_headline
    )
