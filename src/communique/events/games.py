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


def is_game(parse: Parse, clause: Clause, match: Match, cast: Cast) -> bool:
    """Whether a sentence tells the act in the words of sport, of parties that are countries, clubs or nobody known.

    An official, an army or a party keeps its act political, also at a match: "police beat fans before the final".
    """
    words = load_game_words()
    sentence = parse.in_sentence(parse.sentences[clause.sentence])
    told = {w for t in sentence for w in (t.lemma, t.lower)}
    weak = len({t.lemma for t in sentence if t.lemma in words["weak"] or t.lower in words["weak"]})
    if not told & words["sure"] and not weak + (clause.lemma in words["winning"] and weak > 0) > 1:
        return False
    known = [cast.at(a.head) for a in match.actors or match.recipients]
    return not any(a is not None and a.kind != "country" and a.sector in _OFFICE for a in known)


@functools.cache
def load_game_words() -> Mapping[str, frozenset[str]]:
    """The words of sport from the package's list: sure ones, weak ones, and verbs of winning."""
    path = resources.files("communique") / "data/lexicons/en/events/games.csv"
    rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    out: dict[str, set[str]] = {"sure": set(), "weak": set(), "winning": set()}
    for row in rows:
        if row and row[0] in out:
            out[row[0]].update(row[1].split())
    return {name: frozenset(words) for name, words in out.items()}
