"""Sport is no politics: "Gondor beat Arnor on penalties" (CODEBOOK §1)."""

from __future__ import annotations

import csv
import functools
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
    if not any(t.lemma in words or t.lower in words for t in sentence):
        return False
    known = [cast.at(a.head) for a in match.actors or match.recipients]
    return not any(a is not None and a.kind != "country" and a.sector in _OFFICE for a in known)


@functools.cache
def load_game_words() -> frozenset[str]:
    """The words that only sport uses, from the package's list."""
    path = resources.files("communique") / "data/lexicons/en/events/games.csv"
    rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    return frozenset(word for row in rows if row and not row[0].startswith("#") for word in row[0].split())
