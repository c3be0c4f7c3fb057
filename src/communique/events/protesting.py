"""Against whom a crowd or a strike goes, and with whom it was settled when it is called off."""

from __future__ import annotations

from communique.events.matching import Match
from communique.grammar import Argument, Clause, Parse
from communique.records import Cast

_AGAINST = ("against", "at", "outside", "over", "before", "near", "to", "towards", "toward", "for", "in response to")
_SPEAKS_OUT = frozenset("protest demand denounce condemn oppose call press urge show express decry reject seek".split())
_STRIKES = frozenset({"strike", "walkout", "stoppage", "lockout"})
_WORKPLACES = frozenset(
    "mine factory plant warehouse port refinery smelter shipyard depot mill workshop quarry dockyard brewery".split()
)
_AFTER = frozenset({"after", "following"})
_SETTLED = frozenset("agreement deal accord talk settlement negotiation meeting promise compromise truce".split())


def find_protested(parse: Parse, match: Match, cast: Cast) -> list[Argument]:
    """Whoever does what is protested, else who stands behind "against"; the workplace struck; who settled a strike.

    And, the other way round, the crowd that force is used on.
    """
    kind = match.pattern.type
    if match.pattern.mode == "crowd-control":
        return _driven(parse, match)
    if kind == "RETREAT":
        return _settled_with(parse, match.clause, cast)
    if kind != "PROTEST":
        return []
    return _protested(parse, match, cast) or _struck(parse, match)


def _protested(parse: Parse, match: Match, cast: Cast) -> list[Argument]:
    """The police, in "marched to protest the killings by Gondor's police"; Arnor, in "rallied over Arnor's wall"."""
    clause = match.clause
    beside = [c for c in parse.clauses if c.parent == clause.index and c.relation == "adverbial" and not c.finite]
    beside += [c for c in parse.clauses if c.relation == "adverbial" and c.parent in {b.index for b in beside}]
    below = [c for c in beside if c.lemma in _SPEAKS_OUT]
    phrases = [o.argument for p in _AGAINST for o in (*clause.obliques, *clause.nested) if o.preposition == p]
    phrases += [a for c in below for a in (*c.objects, *c.recipients, *(o.argument for o in c.obliques))]
    phrases += [o.argument for c in beside for o in (*c.obliques, *c.nested) if o.preposition in _AGAINST[-1:]]
    out: list[Argument] = []
    for phrase in phrases:
        if parse.tokens[phrase.head].lemma in _WORKPLACES:
            continue  # the whole of it stands for who owns it
        at = parse.clause_at.get(phrase.head)
        noun = parse.clauses[at] if at is not None else None
        out += [a for a in (noun.subjects if noun is not None and noun.kind == "noun" else ()) if cast.at(a.head)]
        inside = [i for i in (phrase.head, *parse.subtree(phrase.head)) if i in cast.by_head]
        out += [Argument(i, i, i + 1, "possessive") for i in inside]
    return out


def _struck(parse: Parse, match: Match) -> list[Argument]:
    """The workplace that a strike stops, when it has a name: "stopped work at the Osgiliath mine"."""
    clause = match.clause
    near = [clause, *(c for c in parse.clauses if c.parent == clause.index and c.lemma in _STRIKES)]
    if not any(c.lemma in _STRIKES or parse.tokens[c.head].lemma in _STRIKES for c in near) and "work" not in {
        parse.tokens[a.head].lemma for a in clause.objects
    }:
        return []
    hung = [o.argument for c in near for o in (*c.obliques, *c.nested) if o.preposition in ("at", "in")]
    hung += [a for s in clause.subjects for a in _behind(parse, s)]
    named = [a for a in hung if any(parse.tokens[i].pos == "PROPN" for i in range(a.first, a.head))]
    return [a for a in named if parse.tokens[a.head].lemma in _WORKPLACES]


def _behind(parse: Parse, argument: Argument) -> list[Argument]:
    at = [c for c in parse.children[argument.head] if parse.tokens[c].lower in ("at", "in")]
    return [Argument(i, parse.left_edge[i], i + 1, "of") for c in at for i in parse.children[c]]


def _settled_with(parse: Parse, clause: Clause, cast: Cast) -> list[Argument]:
    """With whom it was agreed before: "called off the strike after a deal with the government"."""
    nouns = {o.argument.head for o in clause.obliques if o.preposition in _AFTER}
    below = [c for c in parse.clauses if c.parent == clause.index and (c.head in nouns or c.relation == "adverbial")]
    below += [c for c in parse.clauses if c.parent in {b.index for b in below} and c.lemma in _SETTLED]
    told = [c for c in below if c.lemma in _SETTLED or any(parse.tokens[a.head].lemma in _SETTLED for a in c.objects)]
    return [
        o.argument
        for c in told
        for o in (*c.obliques, *c.nested)
        if o.preposition == "with" and cast.at(o.argument.head)
    ]


def _driven(parse: Parse, match: Match) -> list[Argument]:
    """The crowd on which force is used: whom it is to drive, or who did what it answers.

    "Used tear gas to disperse students", "fired tear gas after some of them burned tyres".
    """
    below = [c for c in parse.clauses if c.parent == match.clause.index and c.kind == "verb"]
    aims = [a for c in below if c.marker is None and not c.finite for a in c.objects]
    causes = [a for c in below if c.finite and c.marker in ("after", "when", "as", "because") for a in c.subjects]
    return aims or causes
