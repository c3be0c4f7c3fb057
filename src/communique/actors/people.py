"""Which names are one person, and what a person's title, apposition and roster row say of country, sector and role."""

from __future__ import annotations

from collections import defaultdict

from communique.actors.drafts import Draft, Phrase
from communique.actors.lists import Lists, Role
from communique.actors.names import Name, Names, name_words
from communique.actors.roster import Roster
from communique.actors.spelling import same_person_name, sound
from communique.grammar import Parse

_CROSS_BORDER = frozenset({"IGO"})
_ARMED = frozenset({"REB", "MIL", "COP", "PRM", "UAF", "SPY"})  # whose "group", "unit" or "team" is armed too
_OF_STATE_OR_FIRM = "president"


def identify_people(
    parse: Parse, names: Names, roster: Roster, on: str | None
) -> list[tuple[tuple[str, ...], list[Name]]]:
    """The people of a page, each with all names that are theirs: full names first, then lone words that fit one.

    A lone family name goes to the one person on the page who bears it; where two do, to the one named last before it,
    or with a title to the one whom the roster knows ("Vice President X" is not his son).
    """
    full: list[tuple[tuple[str, ...], list[Name]]] = []
    lone: list[tuple[tuple[str, ...], Name]] = []
    for name in names.spans:
        if name.sort != "person":
            continue
        words = name_words(parse, name)
        if len(words) < 2:
            lone.append((words, name))
            continue
        same = next((entry for entry in full if _same(entry[0], words)), None)
        if same is None:
            full.append((words, [name]))
        else:
            same[1].append(name)
            if len(words) > len(same[0]):
                full[full.index(same)] = (words, same[1])
    _attach(full, lone, {" ".join(w) for w, _ in full if roster.named(" ".join(w), on) is not None})
    return full


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one == other or same_person_name(one, other):
        return True
    a, b = {sound(w) for w in one}, {sound(w) for w in other}
    return len(a & b) >= 2 and (a <= b or b <= a)


def _attach(
    full: list[tuple[tuple[str, ...], list[Name]]], lone: list[tuple[tuple[str, ...], Name]], known: set[str]
) -> None:
    bearers: defaultdict[str, list[list[Name]]] = defaultdict(list)
    family: defaultdict[str, list[list[Name]]] = defaultdict(list)
    noted: list[list[Name]] = []
    for words, spans in full:
        for word in words:
            if len(word) > 1 and not word.endswith("."):
                bearers[sound(word)].append(spans)
        family[sound(words[-1])].append(spans)
        if " ".join(words) in known:
            noted.append(spans)
    alone: dict[str, list[Name]] = {}
    listed = {id(spans) for spans in noted}
    for words, name in lone:
        key = sound(words[0])
        candidates = family.get(key) or bearers.get(key) or []
        if len(candidates) > 1 and name.title is not None:
            candidates = [c for c in candidates if id(c) in listed] or candidates
        if len(candidates) > 1:
            before = [c for c in candidates if c[0].first < name.first] or candidates
            candidates = [max(before, key=lambda c: max(n.first for n in c if n.first < name.first or n is c[0]))]
        if candidates:
            candidates[0].append(name)
        elif key in alone:
            alone[key].append(name)
        else:
            alone[key] = [name]
            full.append((words, alone[key]))


BESIDE_STATES = frozenset({"ally", "neighbour", "neighbor"})  # in the plural, of a state: other states


class PersonReader:
    """Fills a person's draft from names, titles, roster and setting."""

    def __init__(self, lists: Lists, roster: Roster, on: str | None) -> None:
        self.lists, self.roster, self.on = lists, roster, on
        self._elite = lists.said("country", "elite_sectors")
        self._ranks = lists.said("country", "elite_ranks")

    def read_roster(self, draft: Draft, titled: str | None) -> None:
        """Country, sector and gender from the roster: by full name, or by a family name in office on the day."""
        name = " ".join(draft.words)
        holder = self.roster.named(name, self.on)
        if holder is None and len(draft.words) == 1:
            holder = self.roster.surnamed(name, self.on, titled)
        if holder is None:
            return
        draft.roster_id = holder.id
        draft.gender = draft.gender or holder.gender
        span = f"{holder.since or '…'} to {holder.until or 'now'}"
        draft.learn_country(holder.country, f"roster: {holder.name}, {holder.role}, {span} ({holder.source})", 40)
        if holder.in_office(self.on):
            draft.learn_sector(holder.sector, f"roster: {holder.role}, {span}", 40)
        elif self.on is None:
            draft.learn_sector(holder.sector, f"roster: {holder.role}, {span}; the page has no date", 45)
        elif holder.until is not None and holder.until <= self.on:
            was = "ELI" if holder.sector in self._elite else holder.sector
            draft.learn_sector(was, f"roster: {holder.role} until {holder.until}", 45)

    def read_first_name(self, draft: Draft) -> None:
        """Gender from the first name, where the list is of one mind."""
        if draft.gender is None and len(draft.words) > 1:
            draft.gender = self.lists.genders.get(draft.words[0].lower()) or None

    def take_role(self, draft: Draft, phrase: Phrase, text: str, rank: int) -> None:
        """What a describing phrase says of the person (or body) that it describes."""
        role, found = phrase.role, phrase.affiliation
        draft.roles.append(role)
        if draft.gender is None:
            draft.gender = role.gender
        if draft.role is None or (rank < 20 and draft.role == ""):
            draft.role = text
        if phrase.plural and role.lemma in BESIDE_STATES and found.country is not None and not found.body:
            draft.learn_sector("GOV", f'"{text}" are states', rank)
            return  # "U.S. allies" are of other states
        draft.learn_country(found.country, found.country_why, rank)
        serves = found.international and not (found.sector and role.follows_body)
        if serves and role.sector not in ("CVL", "ELI", "MIL", "COP", "JUD"):
            draft.learn_sector(None, f'"{text}" serves an international body, which has no sector', rank)
            return
        sector, why = self.sector_of(role, phrase)
        if role.lemma == _OF_STATE_OR_FIRM and sector == "GOV" and (title := self._business_title(text)):
            sector, why = "BUS", f'"{title}" is a BUS role'
        if sector is not None:
            draft.learn_sector(sector, why, rank if sector not in ("CVL", "UNK") else rank + 8)

    def _business_title(self, text: str) -> str | None:
        """The title of business beside another: "president and CEO"."""
        words = text.lower().split()
        return next((w for w in words if any(r.sector == "BUS" for r in self.lists.roles.get(w, ()))), None)

    def sector_of(self, role: Role, phrase: Phrase) -> tuple[str | None, str]:
        """The sector of a role: its body's where it follows the body; ELI for one who held it before."""
        found = phrase.affiliation
        sector, why = role.sector, f'"{role.phrase}" is a {role.sector} role'
        if role.follows_body and found.body and found.sector:
            sector, why = found.sector, f'"{role.phrase}" of {found.sector_why}'
        elif sector == "UNK" and found.body and found.sector in _ARMED:
            return found.sector, f'"{role.phrase}" of {found.sector_why}'  # "the Mordor Front group"
        elif role.follows_body and found.body and found.international:
            return None, ""
        if phrase.former and sector != "ELI":
            elite = sector in self._elite or role.lemma in self._ranks
            return ("ELI" if elite else "CVL"), f'"former" before "{role.phrase}"'
        return (None, "") if sector == "UNK" else (sector, why)
