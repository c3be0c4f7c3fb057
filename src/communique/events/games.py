"""Sport is no politics: "Gondor beat Arnor on penalties" (CODEBOOK §1)."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from importlib import resources

from communique.events.matching import Match
from communique.grammar import Clause, Parse
from communique.records import Cast

_OFFICE = frozenset("GOV MIL COP JUD LEG PTY OPP REB SPY PRM".split())
_RANKS_OF_TEAMS = "MIL"  # "captain" on a page of sport
_FEWEST_WORDS = 4
_DENSITY = 0.035  # of a page's words, those of sport, on a page of sport


def is_game(parse: Parse, clause: Clause, match: Match, cast: Cast, *, sport_page: bool = False) -> bool:
    """Whether an act is told of a game: in the words of sport, of parties that are countries, clubs or nobody known.

    An official, an army or a party keeps its act political, also at a match: "police beat fans before the final". On a
    page of sport every sentence is read so.
    """
    words = load_game_words()
    sentence = parse.in_sentence(parse.sentences[clause.sentence])
    told = {w for t in sentence for w in (t.lemma, t.lower)}
    weak = len({t.lemma for t in sentence if t.lemma in words["weak"] or t.lower in words["weak"]})
    if not sport_page and not told & words["sure"] and not weak + (clause.lemma in words["winning"] and weak > 0) > 1:
        return False
    known = [cast.at(a.head) for a in match.actors or match.recipients]
    office = _OFFICE - ({_RANKS_OF_TEAMS} if sport_page else set())
    return not any(a is not None and a.kind != "country" and a.sector in office for a in known)


def is_sport_page(parse: Parse) -> bool:
    """Whether a whole page is of sport: dense with its words, some of which are said of little else."""
    words = load_game_words()
    rare = words["sure"] | words["weak"]
    sport = rare | words["winning"] | words["page"]
    tokens = [t for t in parse.tokens if t.pos != "PUNCT"]
    count = sum(t.lemma in sport or t.lower in sport for t in tokens)
    dense = count >= max(_FEWEST_WORDS, _DENSITY * len(tokens))
    return dense and any(t.lemma in rare or t.lower in rare for t in tokens)


@functools.cache
def load_game_words() -> Mapping[str, frozenset[str]]:
    """The words of sport from the list, by class: sure, weak, winning (verbs), page."""
    path = resources.files("communique") / "data/lexicons/en/events/games.csv"
    rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    out: dict[str, set[str]] = {"sure": set(), "weak": set(), "winning": set(), "page": set()}
    for row in rows:
        if row and row[0] in out:
            out[row[0]].update(row[1].split())
    return {name: frozenset(words) for name, words in out.items()}
