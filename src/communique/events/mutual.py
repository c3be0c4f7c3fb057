"""Acts that several do together, each to the other: a treaty signed, a truce broken, talks failed, blows exchanged."""

from __future__ import annotations

from communique.events.matching import Match
from communique.grammar import Parse
from communique.records import Party

_PHYSICAL = frozenset({"ASSAULT", "COERCE"})
_AGREEMENT = "057"  # CAMEO: a formal agreement
_ACCORDS = frozenset(
    "agreement accord deal pact treaty truce ceasefire cease-fire memorandum settlement protocol convention".split()
)
_SEALS = frozenset({"sign", "initial", "conclude", "seal", "ink", "reach", "finalise", "finalize"})
_BREAKS = frozenset({"violate", "breach", "break", "flout"})


def find_each_other(parse: Parse, match: Match, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whom a joint act is done to when no third party is: each of those who do it; empty for one actor's act."""
    if len(actors) < 2:
        return ()
    kind, joint = match.pattern.type, match.pattern.shape.has("actors")
    if joint and (kind in _PHYSICAL or match.pattern.cameo == _AGREEMENT):
        return actors  # two-sided fighting, a treaty between two
    if _has_company(parse, match):
        return ()
    if kind == "SUPPORT" and match.clause.lemma in _SEALS and _is_over_accord(parse, match):
        return actors  # "Gondor and Arnor signed a treaty"
    if kind == "REJECT" and (joint or (match.clause.lemma in _BREAKS and _is_over_accord(parse, match))):
        return actors[1:]  # "the two failed to agree": each with the other
    return ()


def _is_over_accord(parse: Parse, match: Match) -> bool:
    return any(parse.tokens[a.head].lemma in _ACCORDS for a in match.things)


def _has_company(parse: Parse, match: Match) -> bool:
    """Whether somebody further is told with whom: "Gondor and Arnor failed to agree with Umbar"."""
    nouns = (parse.clause_at.get(a.head) for a in match.things)
    clauses = [match.clause, *(parse.clauses[i] for i in (*match.embedded, *(n for n in nouns if n is not None)))]
    return any(o.preposition == "with" for c in clauses for o in (*c.obliques, *c.nested))
