"""Whose an actor is: the state and body that the words around a noun give it, and the page's setting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from communique.actors.drafts import Affiliation
from communique.actors.lists import Listed, Lists, Role
from communique.actors.names import Name, Names
from communique.actors.phrases import of_objects, phrase_start
from communique.grammar import Parse

_BODY_SORTS = frozenset({"body", "seat", "group", "media"})
_STATE_SORTS = frozenset({"country", "adjective", "people", "capital", "locality"})
_BELONGING = frozenset({"of", "in", "from", "at", "with"})
_ABROAD = frozenset({"MIL", "GOV", "IGO", "SPY", "JRN", "UNK", "PRM", "BUS"})
_SEATED = frozenset({"government", "administration", "authorities", "ministry", "regime", "parliament", "cabinet"})
_ORIGIN = frozenset({"of", "from"})
_COUNTED = _STATE_SORTS | {"seat", "group"}
_FULL = 12  # words of a full sentence
_NAMED = 3  # mentions of the state of which a page tells
_IN_PASSING, _OFTEN = 2, 8  # mentions of a state, its own dateline counted
_NO_STATE = frozenset({"IGO", "NGO", "IMG", "MNC", None})
_CROSS_BORDER = frozenset({"IGO", "NGO", "IMG", "MNC"})


class Affiliations:
    """Reads the words around nouns of one article."""

    def __init__(self, parse: Parse, names: Names, lists: Lists) -> None:
        self.parse, self.names, self.lists = parse, names, lists
        self._foreign = lists.said("country", "foreign_participles")
        self._against = lists.said("country", "against_prefixes")
        self._firms = lists.said("names", "organisation_suffixes")

    def around(self, head: int, first: int, role: Role | None, limit: int | None = None) -> Affiliation:
        """The affiliation of a noun: for a role that follows its body the "of" phrase, else what stands before."""
        after = self._after(head, role)
        before = self.before(first, head if limit is None else limit, role)
        if role is not None and role.follows_body and after.body:
            if after.country is None:
                after.country, after.country_why = before.country, before.country_why
            return after
        if before.country is None and not before.body:
            return after
        if before.country is None:
            before.country, before.country_why = after.country, after.country_why
        return before

    def before(self, first: int, head: int, role: Role | None) -> Affiliation:
        """What modifiers and possessors between a phrase's first token and its head say; the nearest body wins."""
        tokens, found = self.parse.tokens, Affiliation()
        inside = len(role.before) if role else 0
        for i in range(head - 1, first - 1, -1):
            listed = self.names.adjectives.get(i)
            name = self.names.at.get(i)
            if listed is None and name is not None:
                listed = name.listed
            if listed is not None and not self._is_foreign(i, head):
                if tokens[i - 1].lower != "ethnic" or i == 0:
                    self._take(found, listed, i, role)
            elif name is not None and name.sort == "organisation" and i == name.stop - 1:
                self._take_described(found, name.first, i)
            elif i < head - inside and not found.body and tokens[i].lower in self.lists.roles:
                self._take_noun(found, i)
        return found

    def _after(self, head: int, role: Role | None) -> Affiliation:
        found = Affiliation()
        start = head + 1 + (len(role.after) if role else 0)
        for preposition, noun in of_objects(self.parse, head):
            speaks = preposition == "for" and role is not None and role.lemma.startswith("spokes")
            seated = preposition == "in" and self.parse.tokens[head].lower in _SEATED
            belongs = speaks or seated or preposition in (_BELONGING if role is not None else _ORIGIN)
            if not belongs or noun < start or found.body:
                continue
            name = self.names.at.get(noun)
            listed = self.names.adjectives.get(noun) or (name.listed if name else None)
            if listed is not None:
                if preposition == "in" and listed.sort == "capital" and self.parse.tokens[head].lower in _SEATED:
                    self._take(found, listed, noun, role)  # "the government in Klow", "the Foreign Ministry in Klow"
                    continue
                if preposition == "in" and role is not None and role.sector in _ABROAD:
                    continue  # troops in Arnor need not be Arnor's
                if speaks or preposition in ("of", "from") or listed.sort in _STATE_SORTS:
                    self._take(found, listed, noun, role)
            elif name is not None and name.sort == "organisation":
                self._take_described(found, name.first, noun)
            elif preposition in ("of", "at", "with", "for") and self.parse.tokens[noun].lower in self.lists.roles:
                inner = self.before(phrase_start(self.parse, noun), noun, None)
                if inner.country and found.country is None:
                    found.country, found.country_why = inner.country, inner.country_why
                if inner.body or inner.international:
                    found.body, found.sector, found.sector_why = True, inner.sector, inner.sector_why
                    found.international = inner.international
                self._take_noun(found, noun)
        return found

    def _take(self, found: Affiliation, listed: Listed, i: int, role: Role | None = None) -> None:
        words = self.parse.tokens[i].text
        if listed.sort in _STATE_SORTS:
            if found.country is None or (found.country in _CROSS_BORDER and not found.body):
                found.country, found.country_why = listed.country, f'"{words}" names {listed.name}'
                found.local = listed.sort == "locality"
        elif listed.sort in _BODY_SORTS and not found.body:
            found.body = True
            found.sector, found.sector_why = listed.sector, f'"{words}" is {listed.name}'
            if role is not None and role.lemma.startswith("spokes") and listed.sort == "seat":
                found.sector = "GOV"  # the Pentagon is the military's, its spokesman the government's
            found.international = listed.country in _CROSS_BORDER and listed.country not in ("NGO", "IMG")
            owns = role is None or role.follows_body
            if found.country is None or owns:
                found.country, found.country_why = listed.country, f'"{words}" is {listed.name}'

    def _take_noun(self, found: Affiliation, i: int) -> None:
        """A noun for a body beside another noun: "police" in "police spokesman"."""
        if found.body:
            return
        for role in self.lists.roles[self.parse.tokens[i].lower]:
            if role.number in ("collective", "plural") and self._reads(role, i) and role.sector != "UNK":
                if role.sector == "CVL":
                    return
                found.body, found.sector = True, role.sector
                found.sector_why = f'"{role.phrase}"'
                return
            if role.lemma in ("rebel", "opposition", "guerrilla", "insurgent", "separatist", "militant"):
                found.body, found.sector, found.sector_why = True, role.sector, f'"{role.phrase}"'
                return

    def _take_described(self, found: Affiliation, first: int, last: int) -> None:
        """A body that no list knows: its own noun and its own state speak for it."""
        if self.parse.tokens[last].lower in self.lists.roles:
            self._take_noun(found, last)
        if found.country is None:
            inner = self.before(first, last, None)
            found.country, found.country_why = inner.country, inner.country_why
        if not found.body and self.parse.tokens[last].lower in self._firms:
            found.sector, found.sector_why = "BUS", f'"{self.parse.tokens[last].text}" ends a company\'s name'
        found.body = True

    def _reads(self, role: Role, i: int) -> bool:
        tokens, size = self.parse.tokens, len(role.before)
        return i >= size and all(tokens[i - size + k].lower == w for k, w in enumerate(role.before)) and not role.after

    def _is_foreign(self, i: int, head: int) -> bool:
        """Whether a state's name only modifies a participle ("Gondor-backed rebels") or is opposed ("anti-Gondor")."""
        tokens = self.parse.tokens
        if i + 2 <= head and tokens[i + 1].text in ("-", "–") and tokens[i + 2].lower in self._foreign:
            return True
        return i >= 2 and tokens[i - 1].text in ("-", "–") and tokens[i - 2].lower in self._against


@dataclass(frozen=True, slots=True)
class Setting:
    """The page's own country, and why: its dateline, else the state that it mostly speaks of, else its outlet's."""

    country: str | None
    why: str
    datelined: bool = False
    presumed: bool = False  # only by whom the first sentence tells of: enough for ministers, not for soldiers
    topic: str | None = None  # the state that has most of all mentions, wherever the page was written


def find_setting(
    parse: Parse, names: Names, lists: Lists, outlet: str | None, people: Sequence[str | None] = ()
) -> Setting:
    """Where the page is at home, so that "the police" there are that country's; None where nothing says so.

    A dateline decides. Without one, a state must have at least half of all mentions of states, and twice those of the
    next; the states of the people named count too (`people`, one per mention). Then a local outlet's country, and last
    the state whose doings the page opens with, if it is one of the two most named.
    """
    counts: Counter[str] = Counter(c for c in people if c is not None and c not in _CROSS_BORDER)
    for name in names.spans:
        ethnic = name.first > 0 and parse.tokens[name.first - 1].lower == "ethnic"
        if (
            name.listed is not None
            and name.listed.sort in _COUNTED
            and name.listed.country not in _NO_STATE
            and not ethnic
        ):
            counts[name.listed.country or ""] += 1
    for listed in names.adjectives.values():
        if listed.country:
            counts[listed.country] += 1
    topic = next((c for c, n in counts.items() if n >= 3 and n >= 0.6 * sum(counts.values())), None)
    dateline = _dateline(parse, lists)
    if dateline is not None and not _only_hosts(dateline, counts):
        return Setting(dateline.country, f"the page is datelined {dateline.name}", True, topic=topic)
    ranked = counts.most_common(2)
    if ranked and ranked[0][1] >= 3 and ranked[0][1] * 2 >= sum(counts.values()):
        state = lists.country_names.get(ranked[0][0])
        at_home = Setting(ranked[0][0], f"the page mostly speaks of {state}", topic=topic)
        if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]:
            return at_home
    if outlet:
        for words, entry in lists.names.get(outlet.split()[0].lower(), ()):
            if entry.sort == "media" and " ".join(words) == outlet.lower():
                return Setting(entry.country, f"the outlet {entry.name}", topic=topic)
    lead = _lead_state(parse, names, lists)
    if lead is not None and counts[lead] >= _NAMED and lead in (c for c, _ in counts.most_common(2)):
        state = lists.country_names.get(lead)
        return Setting(lead, f"the page opens with what {state} did", presumed=True, topic=topic)
    return Setting(None, "", topic=topic)


def _lead_state(parse: Parse, names: Names, lists: Lists) -> str | None:
    """The state whose government or institution the first full sentence has as its subject."""
    lead = next((n for n, s in enumerate(parse.sentences) if s.stop - s.first >= _FULL), None)
    opens = None if lead is None else parse.sentences[lead].first
    main = [c for c in parse.clauses if c.sentence == lead and c.kind == "verb"]
    main = [c for c in main if c.relation == "root" or (c.relation == "complement" and c.first == opens)]
    for clause in main:
        for subject in clause.subjects:
            name = names.at.get(subject.head)
            listed = name.listed if name is not None else None
            if listed is not None and listed.sort in ("country", "capital") and listed.country not in _NO_STATE:
                return listed.country
            body = any(r.number == "collective" for r in lists.roles.get(parse.tokens[subject.head].lower, ()))
            inside = [names.adjectives.get(i) for i in range(subject.first, subject.head)] if body else []
            inside += [n.listed for i in range(subject.head + 1, subject.stop) if body and (n := names.at.get(i))]
            found = next((x.country for x in inside if x is not None and x.country not in _NO_STATE), None)
            if found is not None:
                return found
    return None


def _only_hosts(dateline: Listed, counts: Counter[str]) -> bool:
    """Whether the page hardly speaks of the state it is datelined from, and much of another: talks held abroad."""
    most = max(counts.values(), default=0)
    return counts[dateline.country or ""] <= _IN_PASSING and most >= _OFTEN


def _dateline(parse: Parse, lists: Lists) -> Listed | None:
    """A place in capitals at the start of a paragraph, before "(AP) -" or the like, or alone before the text."""
    at = 0
    for sentence in parse.sentences[:6]:
        gap = parse.text[max(at, sentence.start - 60) : sentence.start]
        words = [w.strip(",.;:()—–-_") for w in gap.split()] + [
            t.text for t in parse.tokens[sentence.first : min(sentence.first + 3, sentence.stop)] if t.text.isupper()
        ]
        opening = parse.text[sentence.start : sentence.start + 60]
        if any(
            m in gap + opening for m in ("(AP)", "(Reuters)", "(AFP)", "(CNN)", "(Xinhua)", " — ", " – ", " _ ", " -- ")
        ):
            for size in (3, 2, 1):
                for k in range(len(words) - size + 1):
                    found = _place_named(words[k : k + size], lists)
                    if found is not None:
                        return found
        at = sentence.end
    return None


def _place_named(words: list[str], lists: Lists) -> Listed | None:
    if not words[0].isupper() or len(words[0]) < 3:
        return None
    wanted = tuple(w.lower() for w in words)
    for surface, entry in lists.names.get(wanted[0], ()):
        if surface == wanted and entry.sort in ("capital", "locality", "country"):
            return entry
    return None


def belongs_to(names: Names, i: int) -> Name | None:
    """The name that a token is part of."""
    return names.at.get(i)
