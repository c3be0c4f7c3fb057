"""The packaged lists of who is who: names, nouns for roles and bodies, titles, first names, and words that decide.

All lists are files under lexicons/en/actors; here they become dictionaries keyed by the first (or head) word, so that
one look-up per token tells whether anything can begin there.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from communique.lexicon import Row, read_csv

LISTS = Path(__file__).parent.parent / "data" / "lexicons" / "en" / "actors"
Sort = Literal["country", "capital", "seat", "adjective", "people", "body", "media", "group", "locality"]
_PARTS = re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])|(?<=\w)'s$|(?<=s)'$|(?<=\w)/(?=\w)")


@dataclass(frozen=True, slots=True)
class Listed:
    """One listed name: what it is, whose, and when it holds (ISO dates, None where open)."""

    name: str
    sort: Sort
    country: str | None
    sector: str | None
    file: str
    since: str | None = None
    until: str | None = None
    exact: bool = False  # an acronym: only as written
    plural: bool = False
    surface: str = ""

    def holds(self, on: str | None) -> bool:
        """Whether the entry holds on an ISO date; an unknown date is taken as today."""
        day = on or "9999"
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Role:
    """A noun or phrase for a role or a body: its sector, and what it says of number and gender."""

    phrase: str
    sector: str
    follows_body: bool  # the sector is that of the body it belongs to, where that is known
    gender: str | None
    number: Literal["singular", "plural", "collective"]
    lemma: str  # the head noun in the singular
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Lists:
    """Every packaged list, ready for look-up."""

    names: dict[str, list[tuple[tuple[str, ...], Listed]]]
    roles: dict[str, list[Role]]
    titles: dict[str, list[tuple[tuple[str, ...], str | None, str | None]]]  # words, sector, gender
    genders: dict[str, str]  # first name in lower case -> f, m or ""
    country_names: dict[str, str]
    words: dict[str, dict[str, frozenset[str]]]
    ownership: dict[str, str]

    def said(self, table: str, name: str) -> frozenset[str]:
        """One word list of words.toml."""
        return self.words[table][name]


@functools.cache
def load_lists() -> Lists:
    """The packaged lists; raises LexiconError with file and line where one breaks its form."""
    entries = list(_entries())
    names: defaultdict[str, list[tuple[tuple[str, ...], Listed]]] = defaultdict(list)
    for surface, entry in entries:
        words = tuple(w.lower() for w in words_of(surface))
        names[words[0]].append((words, entry))
    for found in names.values():
        found.sort(key=lambda pair: -len(pair[0]))
    with (LISTS / "words.toml").open("rb") as file:
        raw = tomllib.load(file)
    return Lists(
        names=dict(names),
        roles=_roles(),
        titles=_titles(),
        genders={r["name"].lower(): r["gender"] for r in read_csv(LISTS / "first_names.csv", ("name", "gender"))},
        country_names={
            r["iso3"]: r["name"]
            for f in ("countries", "invented")
            for r in read_csv(LISTS / f"{f}.csv", ("iso3", "name"))
        },
        words={t: {n: frozenset(v) for n, v in table.items()} for t, table in raw.items()},
        ownership={r["name"]: f"{r['ownership']}-owned" for r in read_csv(LISTS / "media.csv", ("name", "ownership"))},
    )


def words_of(name: str) -> list[str]:
    """A listed name as the tokeniser would part it: "Guinea-Bissau" is three words, "Workers' Party" too."""
    out: list[str] = []
    for word in name.replace("’", "'").replace(",", " ,").split():
        at = 0
        for cut in _PARTS.finditer(word):
            if cut.start() > at:
                out.append(word[at : cut.start()])
            out.append(cut.group())
            at = cut.end()
        if at < len(word):
            out.append(word[at:])
    return out


def _entries() -> Iterator[tuple[str, Listed]]:
    historic = read_csv(LISTS / "historic.csv", ("name", "iso3", "from", "until"))
    later = {r["name"]: r["until"] for r in historic if r["until"]}
    for row in read_csv(LISTS / "countries.csv", ("iso3", "name", "aliases", "adjectives", "people", "capital")):
        yield from _country(row, row["iso3"], later.get(row["name"]), None)
    for row in read_csv(LISTS / "invented.csv", ("iso3", "name", "aliases", "adjectives", "people", "capital")):
        yield from _country(row, row["iso3"], None, None)
    for row in historic:
        yield from _country(row, row["iso3"], row.get("from"), row.get("until"))
    for row in read_csv(LISTS / "ethnic.csv", ("name", "plural", "adjectives")):
        for surface in row.many("adjectives"):
            yield surface, Listed(row["name"], "adjective", None, None, row.file)
        for surface in (row["name"], *row.many("plural")):
            yield surface, Listed(row["name"], "people", None, "CVL", row.file, plural=surface != row["name"])
    for row in read_csv(LISTS / "seats.csv", ("name", "iso3", "sector")):
        yield from _named(row, "seat", row.get("iso3"))
    for file in ("intergovernmental", "ngos"):
        for row in read_csv(LISTS / f"{file}.csv", ("name", "aliases", "country", "sector")):
            yield from _named(row, "body", row["country"])
    for row in read_csv(LISTS / "media.csv", ("name", "aliases", "country", "ownership")):
        yield from _named(row, "media", row["country"], sector="JRN")
    for file in ("groups", "companies", "clubs"):
        for row in read_csv(LISTS / f"{file}.csv", ("name", "aliases", "country", "sector")):
            yield from _named(row, "group", row["country"])
    for row in read_csv(LISTS / "localities.csv", ("name", "iso3")):
        yield row["name"], Listed(row["name"], "locality", row["iso3"], None, row.file)


def _country(row: Row, iso3: str, since: str | None, until: str | None) -> Iterator[tuple[str, Listed]]:
    name = row["name"]
    given: tuple[tuple[Sort, Sequence[str]], ...] = (
        ("country", (name, *row.many("aliases"))),
        ("adjective", row.many("adjectives")),
        ("people", row.many("people")),
        ("capital", row.many("capital")),
    )
    for sort, surfaces in given:
        for surface in surfaces:
            plural = sort == "people" and surface not in row.many("adjectives")
            yield (
                surface,
                Listed(name, sort, iso3, "GOV", row.file, since, until, _is_acronym(surface), plural, surface),
            )


def _named(row: Row, sort: Sort, country: str | None, sector: str | None = None) -> Iterator[tuple[str, Listed]]:
    for surface in (row["name"], *row.many("aliases")):
        yield (
            surface,
            Listed(
                row["name"], sort, country, sector or row.get("sector"), row.file,
                row.get("from"), row.get("until"), _is_acronym(surface), surface=surface,
            ),
        )  # fmt: skip


def _is_acronym(surface: str) -> bool:
    return surface.isupper() and " " not in surface


def _roles() -> dict[str, list[Role]]:
    roles: defaultdict[str, list[Role]] = defaultdict(list)
    for row in read_csv(LISTS / "roles.csv", ("role", "plural", "sector", "follows_body", "gender")):
        body, gender = row["follows_body"] == "yes", row.get("gender")
        lemma = _split_at_head(row["role"])[1]
        for phrase, number in ((row["role"], "singular"), (row["plural"], "plural")):
            before, head, after = _split_at_head(phrase)
            roles[head].append(Role(phrase, row["sector"], body, gender, number, lemma, before, after))  # type: ignore[arg-type]
    for row in read_csv(LISTS / "collectives.csv", ("noun", "sector", "number")):
        before, head, after = _split_at_head(row["noun"])
        number = row["number"]
        lemma = head[:-1] if number == "plural" and head.endswith("s") else head
        roles[head].append(Role(row["noun"], row["sector"], False, None, number, lemma, before, after))  # type: ignore[arg-type]
    for found in roles.values():
        found.sort(key=lambda r: -len(r.before) - len(r.after))
    return dict(roles)


def _split_at_head(phrase: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The words before a phrase's head noun, the head, and those after it ("secretary | of state")."""
    words = [w.lower() for w in words_of(phrase)]
    cut = next((n for n, w in enumerate(words) if n and w in _JOINING), len(words))
    return tuple(words[: cut - 1]), words[cut - 1], tuple(words[cut:])


_JOINING = frozenset({"of", "in", "to", "for", "at", "and", "from", "-in-", "responsible"})


def _titles() -> dict[str, list[tuple[tuple[str, ...], str | None, str | None]]]:
    titles: defaultdict[str, list[tuple[tuple[str, ...], str | None, str | None]]] = defaultdict(list)
    for row in read_csv(LISTS / "titles.csv", ("title", "sector", "gender")):
        whole = words_of(row["title"].lower())
        parted = [p for w in whole for p in ((w[:-1], ".") if w.endswith(".") else (w,))]  # both ways to cut "Lt."
        for words in {tuple(whole), tuple(parted)}:
            titles[words[0]].append((words, row.get("sector"), row.get("gender")))
    for found in titles.values():
        found.sort(key=lambda t: -len(t[0]))
    return dict(titles)
