"""The land that an act is done to, when no other recipient is told: "a curfew in Umbar", "peacekeepers for Arnor".

A land that stands where its act is aimed ("aid to Gaza") is a recipient like any other; one in which the act only
takes place ("fired on a crowd in Klow") says to whom it was done, but not that the act is political.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.events.helping import find_purposes
from communique.events.matching import Match
from communique.grammar import Argument, Clause, Oblique, Parse
from communique.records import PlaceMention

_AIMS = {  # the prepositions behind which an act's aim stands, by type
    "AID": ("to", "into", "in", "for"),
    "MOBILIZE": ("to", "into", "in", "near", "towards", "around"),
    "RETREAT": ("from", "to"),
    "SANCTION": ("on", "to", "against", "from"),
    "COERCE": ("on", "against"),
    "ASSAULT": ("on", "against"),
    "THREATEN": ("to", "against", "on"),
}
_WITHIN = ("in", "across", "throughout", "inside", "within", "at", "near", "along", "around", "over", "into")
_TOLD_IN = {  # the types whose act is done to the land in which it is told
    "AID": _WITHIN, "MOBILIZE": ("on", *_WITHIN), "RETREAT": ("from", "to", *_WITHIN), "COERCE": ("on", *_WITHIN),
    "ASSAULT": ("on", *_WITHIN), "SANCTION": ("in", "across"), "CONCEDE": _WITHIN,
}  # fmt: skip
_OF_THINGS = {  # the types of which only the thing's own land counts: "called for peace in Umbar", not "called in Klow"
    "AGREE": ("to", "in", "for", "from", "into", "on"), "REQUEST": ("in", "for", "across"), "REJECT": ("to",),
    "SUPPORT": ("in",), "ACCUSE": ("in",), "THREATEN": ("in", "on", "from"),
}  # fmt: skip
_FOR_A_LAND = frozenset({"AID", "AGREE", "MOBILIZE"})  # whose purpose tells the land: "to fight fires in Arnor"
_IN_FORCE = frozenset(
    "ceasefire cease-fire truce curfew restriction emergency ban siege blockade hostility lockdown sanction measure"
    " operation halt pause withdrawal".split()
)
_LANDS = frozenset(
    "town city village district region area province zone neighbourhood neighborhood enclave border airport port island"
    " territory countryside stronghold suburb camp valley republic capital".split()
)
_FELT = frozenset({"SUPPORT", "ACCUSE"})
_ABOUT = frozenset({"over", "about", "for", "at", "on", "regarding"})  # "condolences over the quake in Arnor"
_REFUGE = frozenset({"refuge", "asylum", "sanctuary"})
_MISSIONS = frozenset({"mission", "force", "operation", "contingent", "effort"})
_PEACE = ("peace", "stabili", "security", "truce", "observer", "assistance")
_PARTS = frozenset("part area position place point number series town city village district post base".split())


def find_aims(parse: Parse, match: Match, places: Sequence[PlaceMention]) -> list[Argument]:
    """The land that a material act is aimed at, when it alone is told: "aid to Gaza", "a curfew on Basra"."""
    seeks = any(parse.tokens[a.head].lemma in _REFUGE for a in match.things)
    aims = ("in", "from") if seeks and match.pattern.type == "REQUEST" else _AIMS.get(match.pattern.type)
    if aims is None:
        return []
    at = _tokens_of(parse, places)
    hung = [*match.clause.obliques, *match.clause.nested, *_hung_on_things(parse, match)]
    return [o.argument for o in hung if o.preposition in aims and o.argument.head in at][:1]


def find_lands(parse: Parse, match: Match, places: Sequence[PlaceMention]) -> list[Argument]:
    """The land in which an act is told, when it is done to whoever lives there."""
    kind, clause = match.pattern.type, match.clause
    at = _tokens_of(parse, places)
    own = _TOLD_IN.get(kind, ())
    if kind == "CONCEDE" and not _is_in_force(parse, match):
        own = ()  # an apology in a town is none to the town
    inner = [o for i in match.embedded for o in _hung_on(parse, parse.clauses[i])]
    things = [*_hung_on_things(parse, match), *inner]
    if kind in _FELT and clause.kind == "noun":
        things += [o for c in clause.obliques if c.preposition in _ABOUT for o in _hung_on_phrase(parse, c.argument)]
    found = _lands(parse, things, own or _OF_THINGS.get(kind, ()), at)
    found = found or _lands(parse, _hung_on(parse, clause), own, at)
    if not found and kind in _FOR_A_LAND:
        found = [a for c in find_purposes(parse, match) for a in _placed(parse, c, at)][:1]
    if not found and kind == "ASSAULT":
        nouns = (parse.clauses[i] for a in match.things if (i := parse.clause_at.get(a.head)) is not None)
        found = [a for n in nouns for a in n.subjects if a.head in at]  # "claimed the Osgiliath attack"
    return found


def find_fields(parse: Parse, match: Match, places: Sequence[PlaceMention]) -> list[Argument]:
    """The land that a mission serves, when what is sent goes to the mission: "troops to the peace force in Arnor"."""
    if match.pattern.type not in _FOR_A_LAND:
        return []
    inner = [parse.clauses[i] for i in match.embedded]
    near = [a for c in (match.clause, *inner) for a in (*c.recipients, *c.objects, *(o.argument for o in c.obliques))]
    near += [o.argument for o in _hung_on_things(parse, match)]
    missions = [a for a in near if parse.tokens[a.head].lemma in _MISSIONS and _keeps_peace(parse, a)]
    at = _tokens_of(parse, places)
    hung = [o for a in missions for o in _hung_on_phrase(parse, a)]
    return _lands(parse, hung, ("in", "for", "to"), at)


def _keeps_peace(parse: Parse, argument: Argument) -> bool:
    return any(parse.tokens[i].lower.startswith(_PEACE) for i in range(argument.first, argument.head + 1))


def has_land(parse: Parse, argument: Argument, places: Sequence[PlaceMention]) -> bool:
    """Whether a phrase's head is the name of a place."""
    token = parse.tokens[argument.head]
    return any(p.start <= token.start and token.end <= p.end for p in places)


def _tokens_of(parse: Parse, places: Sequence[PlaceMention]) -> set[int]:
    return {i for p in places for i in parse.tokens_between(p.start, p.end)}


def _is_in_force(parse: Parse, match: Match) -> bool:
    heads = {match.clause.head, *(a.head for a in match.things), *(a.head for a in match.clause.objects)}
    return any(parse.tokens[i].lemma in _IN_FORCE for i in heads)


def _hung_on(parse: Parse, clause: Clause) -> list[Oblique]:
    """The phrases that hang on a clause, on its arguments, and on the nouns of act among them."""
    out = [*clause.obliques, *clause.nested]
    for argument in (*clause.objects, *(o.argument for o in clause.obliques)):
        out += _hung_on_phrase(parse, argument)
    return out


def _hung_on_phrase(parse: Parse, argument: Argument) -> list[Oblique]:
    """The phrases that hang on a noun, be it an act or a plain thing."""
    noun = parse.clause_at.get(argument.head)
    if noun is not None and parse.clauses[noun].kind == "noun":
        return list(parse.clauses[noun].obliques)
    return _behind(parse, argument)


def _behind(parse: Parse, argument: Argument) -> list[Oblique]:
    """The phrases that hang on a plain noun: "the patrols | in Umbar"."""
    after = [c for c in parse.children[argument.head] if c >= argument.stop and parse.tokens[c].pos == "ADP"]
    return [
        Oblique(parse.tokens[c].lower, Argument(inner, parse.left_edge[inner], inner + 1, "direct"))
        for c in after
        for inner in parse.children[c]
    ]


def _hung_on_things(parse: Parse, match: Match) -> list[Oblique]:
    out: list[Oblique] = []
    for thing in match.things:
        noun = parse.clause_at.get(thing.head)
        if noun is not None and parse.clauses[noun].kind == "noun":
            out += (*parse.clauses[noun].obliques, *parse.clauses[noun].nested)
    return out


def _placed(parse: Parse, clause: Clause, at: set[int]) -> list[Argument]:
    """The lands named anywhere in a clause behind a preposition of place."""
    within = (i for i in range(clause.head, clause.stop) if i in at)
    placed = (i for i in within if parse.tokens[parse.tokens[i].head].lower in _WITHIN and i != parse.tokens[i].head)
    return [Argument(i, i, i + 1, "direct") for i in placed]


def _lands(parse: Parse, hung: Iterable[Oblique], prepositions: Sequence[str], at: set[int]) -> list[Argument]:
    ordered = sorted(
        (o for o in hung if o.preposition in prepositions), key=lambda o: prepositions.index(o.preposition)
    )
    by_preposition: list[Argument] = []
    first = None
    for oblique in ordered:
        if first is not None and oblique.preposition != first:
            break
        land = _land(parse, oblique.argument, at)
        if land is not None:
            first = oblique.preposition
            by_preposition.append(land)
    return by_preposition


def _land(parse: Parse, argument: Argument, at: set[int]) -> Argument | None:
    """The land that a phrase names: its head, the place of which it is a part, or a land in the words of the text."""
    head = parse.tokens[argument.head]
    if argument.head in at:
        return argument
    if head.lemma not in _LANDS and head.lemma not in _PARTS:
        return None
    for i in range(argument.first, parse.right_edge[argument.head] + 1):
        if parse.tokens[i].pos in ("VERB", "AUX") or parse.tokens[i].text == ",":
            break
        if i in at:
            return Argument(i, i, i + 1, "of")
    return argument if head.lemma in _LANDS else None
