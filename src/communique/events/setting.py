"""When and where an act took place: its own expression, else one lent by a stated rule, else unknown (CODEBOOK §6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from communique.events.counting import count_from
from communique.events.datable import (
    as_span,
    dates_an_act,
    fixes,
    is_between,
    is_measure,
    lies_behind,
    names_a_thing,
    tells_which,
    top_of,
)
from communique.events.lending import (
    has_own_subject,
    home_of,
    is_meanwhile,
    place_lenders,
    stands_right_behind,
    time_lenders,
)
from communique.events.occasions import Occasions
from communique.grammar import Clause, Parse
from communique.records import PlaceMention, TimeExpression, When, Where


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_S = TypeVar("_S", bound=_Spanned)


class Settings:
    """The times and places of an article, laid out by the clause that each belongs to."""

    def __init__(
        self, parse: Parse, times: Sequence[TimeExpression], places: Sequence[PlaceMention],
        sites: Sequence[PlaceMention] = (),
    ) -> None:  # fmt: skip
        self._parse = parse
        times = [t for t in times if parse.tokens_between(t.start, t.end)]  # a dateline's is in no sentence
        self._lengths = _by_sentence(parse, [t for t in times if t.type == "DURATION"])
        times = [t for t in times if dates_an_act(t)]
        self._explained = _by_sentence(parse, times)
        times = [t for t in times if not is_measure(parse, t)]
        self._times = _by_clause(parse, [t for t in times if not names_a_thing(parse, t)], homes=True)
        self._clause_of = {t.start: index for index, found in self._times.items() for t in found}
        places = [p for p in places if not _describes(parse, p)]
        self._sites = Settings(parse, (), sites) if sites else None
        self._occasions = Occasions(parse, places)
        self._places = _by_clause(parse, places)
        self._times_in = _by_sentence(parse, times)
        self._places_in = _by_sentence(parse, places)

    def when(self, clause: Clause, speech: Clause | None = None) -> When | None:
        """The time of the act that a clause names; `speech` is the clause of saying that performs it, if one does."""
        named = self._time_before_when(clause)
        if named is not None:
            return When(named.text, named.value, named.earliest, named.latest, "when-time-it-explains")
        for lender in time_lenders(self._parse, clause, speech):
            found = [t for c in lender.clauses for t in self._times.get(c, ()) if not lies_behind(t, clause)]
            found = [t for t in found if is_between(self._parse, t, lender.first, lender.stop)]
            if found:
                best = as_span(self._parse, found) or max(found, key=fixes)
                return When(best.text, best.value, best.earliest, best.latest, f"when-{lender.rule}")
        if (beside := self._beside_another_act(clause)) is not None:
            return beside
        alone = [t for t in self._times_in.get(clause.sentence, ()) if not lies_behind(t, clause)]
        alone = [t for t in alone if not tells_which(self._parse, t)]
        for t in alone:
            if stands_right_behind(self._parse, clause, top_of(self._parse, t)):
                return When(t.text, t.value, t.earliest, t.latest, "when-right-behind-it")
        if len(alone) == 1 and _leads(self._parse, clause) and not self._is_of_another_act(alone[0], clause):
            t = alone[0]
            return When(t.text, t.value, t.earliest, t.latest, "when-only-time-of-sentence")
        return None

    def _beside_another_act(self, clause: Clause) -> When | None:
        """The time of an act told by another that came after or before it: "a month after Gondor sent the envoy home".

        Where no length is told, a month or a year of what broke out is its cause's too; a day need not be.
        """
        if clause.relation != "adverbial" or not clause.finite or clause.parent is None:
            return None
        if clause.marker not in ("after", "before"):
            return None
        above = self.when(self._parse.clauses[clause.parent])
        lengths = self._lengths.get(clause.sentence, ())
        if (counted := count_from(self._parse, clause, above, lengths)) is not None:
            return counted
        told_alone = not any(clause.first <= self._parse.tokens_between(t.start, t.end)[0] for t in lengths)
        breaks_out = self._parse.clauses[clause.parent].lemma in _BREAKS_OUT and clause.marker == "after"
        coarse = above is not None and above.start != above.end and breaks_out and not clause.perfect
        return replace(above, rule="when-what-came-after") if above is not None and coarse and told_alone else None

    def _is_of_another_act(self, time: TimeExpression, clause: Clause) -> bool:
        """Whether a time dates what describes a thing or is asked: "lift the ban set in 1990", "ask who fell in May".

        A time above the act is not of another, and neither is that of a clause which says when: "when it fell"; that of
        a joined clause with a subject of its own is: "has hosted talks, and in 2013 it freed the envoy". The day when
        something was said is not that of what is told as past or to come: "said on Monday that Arnor had struck".
        """
        parse = self._parse
        index = self._clause_of.get(time.start)
        at = None if index is None else parse.clauses[index]
        if at is not None and at.index == clause.parent and clause.relation == "complement":
            looks_away = clause.perfect or clause.modal is not None or clause.tense in ("past", "future")
            return clause.kind == "verb" and looks_away
        while at is not None and at.index != clause.index:
            if is_meanwhile(at):
                return False
            if at.relation == "conjunct" and has_own_subject(parse, at):
                return True
            if at.relation == "adverbial" and at.finite and at.marker is not None:
                return not (at.marker == "since" and clause.perfect)
            if (
                at.kind == "verb"
                and at.first >= clause.first
                and at.stop <= clause.stop
                and at.relation in _TELLS_OF_OTHER
            ):
                return True
            at = None if at.parent is None else parse.clauses[at.parent]
        return False

    def _time_before_when(self, clause: Clause) -> TimeExpression | None:
        """The time that a clause explains: "in 1985, when rebels took the town"."""
        parse = self._parse
        while clause.relation == "complement" and not clause.finite and clause.parent is not None:
            clause = parse.clauses[clause.parent]
        if clause.marker != "when":
            return None
        told = [
            c
            for c in parse.clauses_in(clause.sentence)
            if c.parent == clause.parent and c.marker == "when" and c.first <= clause.first
        ]
        first = parse.tokens[min(c.first for c in told)]  # "when two fell and three were made to leave"
        if first.lower != "when":
            return None
        for time in self._explained.get(clause.sentence, ()):
            if time.end <= first.start and not parse.text[time.end : first.start].strip(" ,_–—-\n"):
                return time
        return None

    def where(self, clause: Clause, speech: Clause | None = None, *, material: bool = False) -> Where | None:
        """The place of the act that a clause names, by the same rules; several candidates are kept, not averaged.

        A material act takes place where any part of its clause does; words about a place are not spoken there. Where no
        named place is the act's, an unnamed one may be ("outside parliament"), by the same rules.
        """
        found = self._named_place(clause, speech, material)
        for told in (clause, speech):
            at = self._occasions.place(told) if found is None and told is not None else None
            found = found if at is None else _where(self._parse, [at], "where-of-the-occasion")
        if found is None and self._sites is not None:
            found = self._sites._named_place(clause, speech, material)
            return None if found is None else replace(found, rule=found.rule.replace("where-", "where-site-", 1))
        return found

    def _told_by_where(self, clause: Clause) -> list[PlaceMention]:
        """The place of which a clause tells more: "flew to Doha, where he met the emir and asked for help"."""
        parse = self._parse
        while clause.relation == "conjunct" and clause.parent is not None:
            clause = parse.clauses[clause.parent]
        first = parse.tokens[clause.first]
        if first.lower != "where" or clause.first == 0:
            return []
        end = parse.tokens[clause.first - (2 if parse.tokens[clause.first - 1].text == "," else 1)].end
        return [p for p in self._places_in.get(clause.sentence, ()) if p.end == end]

    def _named_place(self, clause: Clause, speech: Clause | None, material: bool) -> Where | None:
        if opened := self._told_by_where(clause):
            return _where(self._parse, opened, "where-it-is-told-of")
        for lender in place_lenders(self._parse, clause, speech, material):
            found = [p for c in lender.clauses for p in self._places.get(c, ())]
            found = [p for p in found if self._lies_there(clause, p, material)]
            if found:
                return _where(self._parse, found, f"where-{lender.rule}")
        near_by = [p for p in self._places_in.get(clause.sentence, ()) if self._lies_there(clause, p, material)]
        near_by = [p for p in near_by if not _is_supposed(self._parse, p, clause)]
        if material:
            start, end = self._parse.tokens[clause.first].start, self._parse.tokens[clause.stop - 1].end
            inside = [p for p in near_by if start <= p.start and p.end <= end]
            inside = [p for p in inside if _no_verb_between(self._parse, p, clause)]
            if inside and len({p.country for p in inside}) == 1:
                return _where(self._parse, inside, "where-in-its-clause")
            behind = self._right_behind(clause)
            if behind:
                return _where(self._parse, behind, "where-right-behind-it")
        if not material:
            asked = self._asked(clause)
            near_by = [p for p in near_by if asked.isdisjoint(self._parse.tokens_between(p.start, p.end))]
        if near_by and _leads(self._parse, clause) and len({p.country for p in near_by}) == 1:
            return _where(self._parse, near_by, "where-only-place-of-sentence")
        return None

    def _right_behind(self, clause: Clause) -> list[PlaceMention]:
        """The place that a noun of an act leads up to, whatever the parser hung it on: "killings in Arnor"."""
        if clause.kind != "noun":
            return []
        for place in sorted(self._places_in.get(clause.sentence, ()), key=lambda p: p.start):
            first = self._parse.tokens_between(place.start, place.end)[0]
            between = self._parse.tokens[clause.head + 1 : first]
            if first > clause.head and all(t.pos not in _ENDS_A_NOUN and t.text != "," for t in between):
                return [place] if between and between[-1].lower in _THERE_LIES else []
        return []

    def _asked(self, clause: Clause) -> set[int]:
        """The tokens of what is asked, promised or blamed: "called for drills in Arnor"."""
        heads = [a.head for a in clause.objects]
        heads += [o.argument.head for o in clause.obliques if o.preposition not in _SETS]
        heads += [self._parse.clauses[c.clause].head for c in clause.complements]
        return {i for head in heads for i in (head, *self._parse.subtree(head))}

    def _lies_there(self, clause: Clause, place: PlaceMention, material: bool) -> bool:
        """Whether a place may be the act's own, and not that of what is only spoken of."""
        if not material and self._is_of_thing(clause, place):
            return False
        if self._is_quoted_apart(clause, place):
            return False
        return clause.lemma not in _OF_A_TOPIC or not self._is_of_topic(clause, place)

    def _is_quoted_apart(self, clause: Clause, place: PlaceMention) -> bool:
        """Whether the place is inside a quotation and the act outside, or the other way: "in Arnor", they chanted."""
        first, last = sorted((self._parse.tokens[clause.head].start, place.start))
        return sum(self._parse.text.count(mark, first, last) for mark in _MARKS) % 2 == 1

    def _is_of_thing(self, clause: Clause, place: PlaceMention) -> bool:
        """Whether a place behind an act spoken of is that act's: "condemned the killings … in Peru"."""
        things = [a.head for a in clause.objects if a.head in self._parse.clause_at]
        return any(self._parse.tokens[head].start < place.start for head in things)

    def _is_of_topic(self, clause: Clause, place: PlaceMention) -> bool:
        """Whether a place is only what was talked of: "discussed challenges in Europe"; a town is where they talked."""
        after = any(self._parse.tokens[a.head].start < place.start for a in clause.objects)
        return after and place.feature not in ("city", "capital", "facility")


def _no_verb_between(parse: Parse, place: PlaceMention, clause: Clause) -> bool:
    """Whether only nouns lie between a place and the act: in "marched against the raids in Arnor" a place of raids."""
    at = parse.clause_over(parse.tokens_between(place.start, place.end)[0])
    while at is not None and at.index != clause.index:
        if at.kind == "verb" and (clause.lemma in _OF_A_TOPIC or not _is_part_of(parse, at)):
            return False
        at = None if at.parent is None else parse.clauses[at.parent]
    return at is not None


def _is_supposed(parse: Parse, place: PlaceMention, clause: Clause) -> bool:
    """Whether a place belongs to a condition beside the act: "threatened to strike if Arnor fired on Klow"."""
    at = parse.clause_over(parse.tokens_between(place.start, place.end)[0])
    while at is not None and at.index != clause.index:
        if at.marker in ("if", "unless"):
            return True
        at = None if at.parent is None else parse.clauses[at.parent]
    return False


def _is_part_of(parse: Parse, verb: Clause) -> bool:
    """Whether a verb below an act only tells more of it: a relative clause, "in making arrangements in Arnor"."""
    before = parse.tokens[verb.head - 1].lower if verb.head else ""
    return verb.relation == "relative" or (parse.tokens[verb.head].tag == "VBG" and before in ("in", "by", "while"))


_SETS = frozenset({"at", "in", "during", "on", "after", "before", "near", "inside", "outside"})
_MARKS = ('"', "“", "”")
_ENDS_A_NOUN = frozenset({"VERB", "AUX", "SCONJ", "PRON"})
_THERE_LIES = frozenset(
    "in at near outside inside across throughout around southern northern eastern western the".split()
)
_OF_A_TOPIC = frozenset({"discuss", "debate", "review", "raise", "talk", "negotiate"})  # its place is not the talk's
_LANDS = frozenset(
    "province region territory peninsula island islands valley strip enclave city town state coast".split()
)


_BREAKS_OUT = frozenset("erupt flare soar spike surge escalate worsen break begin start rise follow come".split())
_TELLS_OF_OTHER = frozenset({"relative", "complement", "modifier"})
_INSIDE = frozenset({"compound", "amod", "poss", "nmod"})


def _describes(parse: Parse, place: PlaceMention) -> bool:
    """Whether a country only says whose a thing is: "at U.S. embassies", "Gondor's army"; no act takes place there."""
    covered = parse.tokens_between(place.start, place.end)
    if place.feature not in ("country", None) or not covered:
        return False
    head = next((i for i in covered if parse.tokens[i].head not in covered), covered[-1])
    if parse.tokens[parse.tokens[head].head].lower in _LANDS and parse.tokens[head].dep == "compound":
        return False  # "in Kosovo province" is there
    return parse.tokens[head].dep in _INSIDE and parse.tokens[parse.tokens[head].head].pos in ("NOUN", "PROPN")


def _where(parse: Parse, found: Sequence[PlaceMention], rule: str) -> Where:
    """The place that a preposition of place names, the finest first; a country that only describes comes last."""

    def rank(place: PlaceMention) -> tuple[bool, bool, bool, int]:
        covered = parse.tokens_between(place.start, place.end)
        before = parse.tokens[covered[0] - 1].pos if covered and covered[0] else ""
        located = before in ("ADP", "DET", "ADJ")
        return (located, place.geonameid is not None, place.feature not in ("country", "region", None), -place.start)

    finest = max(found, key=rank)
    others = tuple(p.name for p in found if p is not finest)
    return Where(finest.text, finest.name, finest.country, finest.geonameid, finest.lat, finest.lon, rule, others)


def _by_clause(parse: Parse, expressions: Iterable[_S], *, homes: bool = False) -> dict[int, list[_S]]:
    """Expressions by the index of the nearest clause above them; a light verb's count as its noun's."""
    out: dict[int, list[_S]] = {}
    for expression in expressions:
        covered = parse.tokens_between(expression.start, expression.end)
        if not covered:
            continue
        top = min(covered, key=lambda i: sum(1 for _ in parse.ancestors(i)))
        home = home_of(parse, top, covered[-1]) if homes else None
        clause = home or parse.clause_over(top)
        if clause is not None:
            out.setdefault(clause.index, []).append(expression)
    return out


def _by_sentence(parse: Parse, expressions: Iterable[_S]) -> dict[int, list[_S]]:
    out: dict[int, list[_S]] = {}
    for expression in expressions:
        covered = parse.tokens_between(expression.start, expression.end)
        if covered:
            out.setdefault(parse.tokens[covered[0]].sentence, []).append(expression)
    return out


def _leads(parse: Parse, clause: Clause) -> bool:
    """Whether a clause is its sentence's main one, or what the main one reports."""
    if clause.relation == "root":
        return True
    return (
        clause.relation == "complement"
        and clause.parent is not None
        and parse.clauses[clause.parent].relation == "root"
    )
