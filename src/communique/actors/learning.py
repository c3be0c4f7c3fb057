"""A roster learnt from a corpus as it is read: who was called what, by which outlet, from when to when."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from communique.actors.roster import Holder
from communique.actors.spelling import fold
from communique.grammar import Parse
from communique.lexicon import read_csv
from communique.records import Actor, Cast

_COLUMNS = ("name", "role", "country", "sector", "gender", "outlet", "from", "until", "pages", "evidence")
_HOLDS_DAYS = 365  # how long after it was last read a learnt row still resolves a bare family name


@dataclass(frozen=True, slots=True)
class Learnt:
    """One person as one outlet called them: role, country and sector, first and last day, and the first sentence."""

    name: str
    role: str
    country: str | None
    sector: str | None
    gender: str | None
    outlet: str | None
    first_on: str
    last_on: str
    pages: int
    evidence: str


class RosterLearner:
    """Collects what articles say of people; give it articles in any order."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str | None, str | None], Learnt] = {}

    def learn(self, cast: Cast, parse: Parse, *, published: str | None, outlet: str | None) -> None:
        """Takes every person with a full name and a stated role; a page without a date teaches nothing."""
        if published is None or not _is_day(published[:10]):
            return
        day = published[:10]
        for actor in cast.actors:
            if actor.kind != "person" or actor.role is None or len(actor.name.split()) < 2 or actor.country is None:
                continue
            self._add(actor, day, outlet, _sentence_of(actor, parse))

    def _add(self, actor: Actor, day: str, outlet: str | None, evidence: str) -> None:
        role = actor.role or ""
        key = (fold(actor.name), fold(role), actor.country, outlet)
        row = self._rows.get(key)
        if row is None:
            self._rows[key] = Learnt(
                actor.name, role, actor.country, actor.sector, actor.gender, outlet, day, day, 1, evidence
            )
            return
        self._rows[key] = replace(
            row,
            role=role if (day, role) < (row.first_on, row.role) else row.role,
            first_on=min(row.first_on, day),
            last_on=max(row.last_on, day),
            pages=row.pages + 1,
            evidence=evidence if day < row.first_on else row.evidence,
        )

    def rows(self) -> list[Learnt]:
        """All rows, by name, then by day; the same whatever the order of reading."""
        return sorted(self._rows.values(), key=lambda r: (fold(r.name), r.first_on, r.role, r.outlet or ""))

    def holders(self) -> list[Holder]:
        """The rows as a roster, to be put below the listed one: each holds until a year after it was last read."""
        return [
            Holder(
                id=f"learnt:{number}",
                name=row.name,
                aliases=(),
                kind="person",
                country=row.country,
                sector=row.sector,
                role=row.role,
                since=row.first_on,
                until=_later(row.last_on, _HOLDS_DAYS),
                gender=row.gender,
                source=f"read in {row.outlet or 'a page'}, {row.first_on}: {row.evidence}",
            )
            for number, row in enumerate(self.rows(), 1)
        ]

    def write_csv(self, path: Path) -> None:
        """Writes the learnt roster; `read_learnt` reads it back."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(_COLUMNS)
            for r in self.rows():
                writer.writerow(
                    (r.name, r.role, r.country or "", r.sector or "", r.gender or "", r.outlet or "",
                     r.first_on, r.last_on, r.pages, r.evidence)
                )  # fmt: skip


def read_learnt(path: Path) -> RosterLearner:
    """A learner that goes on from a file written by `RosterLearner.write_csv`."""
    learner = RosterLearner()
    for row in read_csv(path, _COLUMNS):
        made = Learnt(
            row["name"], row["role"], row.get("country"), row.get("sector"), row.get("gender"), row.get("outlet"),
            row["from"], row["until"], int(row.number("pages") or 1), row["evidence"],
        )  # fmt: skip
        learner._rows[(fold(made.name), fold(made.role), made.country, made.outlet)] = made
    return learner


def _sentence_of(actor: Actor, parse: Parse) -> str:
    """The sentence that calls the actor by the role, else the one that first names the actor; on one line."""
    role = (actor.role or "").lower()
    best = actor.mentions[0]
    for mention in actor.mentions:
        if role in mention.text.lower():
            best = mention
            break
    sentence = parse.sentences[parse.tokens[best.head].sentence]
    return " ".join(parse.text[sentence.start : sentence.end].split())


def _later(day: str, days: int) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
