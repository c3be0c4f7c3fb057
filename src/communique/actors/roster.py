"""The roster: office holders and others known beforehand, each with the dates between which the row holds."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from communique.actors.lists import LISTS
from communique.actors.spelling import fold, sound
from communique.lexicon import Row, read_csv
from communique.records import ActorKind

_FAMILY_FIRST = frozenset({"CHN", "HKG", "KOR", "PRK", "TWN", "VNM", "KHM", "SGP"})
_KINDS: dict[str, ActorKind] = {
    "person": "person", "organisation": "organisation", "organization": "organisation", "country": "country",
    "group": "group", "": "person",
}  # fmt: skip


_HEADS = frozenset({"President", "Prime Minister", "Chancellor", "Supreme Leader", "Soviet leader"})


@dataclass(frozen=True, slots=True)
class Holder:
    """One row: who was what, for which state or body, from when to when (ISO dates, None where open)."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: ActorKind
    country: str | None
    sector: str | None
    role: str | None
    since: str | None
    until: str | None
    gender: str | None
    source: str

    def in_office(self, on: str | None) -> bool:
        """Whether the row holds on a day; on an unknown day only a row without an end does."""
        if on is None:
            return self.until is None
        return (self.since or "") <= on and (self.until is None or on < self.until)


class Roster:
    """Rows by name and by family name; earlier rows outrank later ones (a user's own come first)."""

    def __init__(self, holders: Iterable[Holder]) -> None:
        self.holders = tuple(holders)
        self._named: defaultdict[str, list[Holder]] = defaultdict(list)
        self._family: defaultdict[str, list[Holder]] = defaultdict(list)
        for holder in self.holders:
            for name in (holder.name, *holder.aliases):
                self._named[_key(name)].append(holder)
                if holder.kind == "person":
                    self._family[sound(family_name(name))].append(holder)
                    if holder.country in _FAMILY_FIRST:
                        self._family[sound(name.split()[0])].append(holder)

    def named(self, name: str, on: str | None) -> Holder | None:
        """The row for a full name that fits a day best: in office then, else the last that began before, else any.

        Two different people of one name ("George Bush") are told apart by the day, or not at all.
        """
        rows = self._named.get(_key(name))
        return _fitting(rows, on) if rows else None

    def surnamed(self, family: str, on: str | None, role: str | None = None) -> Holder | None:
        """The one person in office on a day who bears a family name (and title, if given); None if two or none do."""
        of_name = self._family.get(sound(family), [])
        rows = [h for h in of_name if h.in_office(on)]
        if on is None and not rows:
            rows = [h for h in of_name if h.role in _HEADS]  # a page without a date tells of any time
            rows = rows if len({h.name for h in of_name}) == 1 else []
        if role is not None:
            rows = [h for h in rows if h.role and _title_fits(role, h.role)]
        return rows[0] if rows and len({h.name for h in rows}) == 1 else None

    def with_rows(self, holders: Iterable[Holder]) -> Roster:
        """A roster that has further rows after its own (a learnt roster below the listed one)."""
        return Roster((*self.holders, *holders))


def load_roster(user_file: Path | None = None) -> Roster:
    """The packaged roster, with a user's list above it.

    The list is a CSV with the column `name` and any of `aliases` (parted by semicolons), `kind` (person, organisation,
    country, group), `country`, `sector`, `role`, `from`, `until` (ISO dates), `gender` (f, m) and `source`. Raises
    LexiconError with file and line where it is not.
    """
    if user_file is None:
        return _packaged()
    return Roster((*_read(user_file, "user"), *_packaged().holders))


@functools.cache
def _packaged() -> Roster:
    return Roster(_read(LISTS / "roster.csv", "roster"))


def _read(path: Path, prefix: str) -> list[Holder]:
    return [_holder(row, f"{prefix}:{row.line}") for row in read_csv(path, ("name",))]


def _holder(row: Row, id_: str) -> Holder:
    kind = _KINDS.get((row.get("kind") or "").lower())
    if kind is None:
        raise row.error(f'"{row["kind"]}" is no kind; use person, organisation, country or group')
    for column in ("from", "until"):
        day = row.get(column)
        if day is not None and not _is_day(day):
            raise row.error(f'"{day}" in column {column} is no ISO date')
    return Holder(
        id=id_,
        name=row["name"],
        aliases=row.many("aliases"),
        kind=kind,
        country=row.get("country"),
        sector=row.get("sector"),
        role=row.get("role"),
        since=row.get("from"),
        until=row.get("until"),
        gender=row.get("gender"),
        source=row.get("source") or row.file,
    )


def family_name(name: str) -> str:
    """The word by which a person is named again: the last, or the first of a three-part name like "Kim Jong Un"."""
    words = name.split()
    while len(words) > 1 and words[-1].rstrip(".").lower() in ("jr", "sr", "ii", "iii", "iv"):
        words.pop()
    return words[-1]


def _fitting(rows: list[Holder], on: str | None) -> Holder | None:
    people = {h.name for h in rows}
    current = [h for h in rows if h.in_office(on)]
    if current:
        return current[0]
    if len(people) > 1:
        return None
    before = [h for h in rows if on is not None and (h.since or "") <= on]
    return max(before, key=lambda h: h.since or "") if before else rows[0]


def _title_fits(said: str, listed: str) -> bool:
    a, b = set(fold(said).replace("-", " ").split()), set(fold(listed).replace("-", " ").split())
    return a <= b or b <= a


def _key(name: str) -> str:
    return " ".join(sound(w) for w in name.split())


def _is_day(text: str) -> bool:
    import datetime

    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
