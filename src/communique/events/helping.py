"""Who is helped, mourned with or pacified, when only the purpose or the address of an act tells: "sent $9 million to
help Arnor", "condolences to the families", "a mediation effort to end the rift between Gondor and Umbar".
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.events.heads import look_like_persons
from communique.events.matching import Match
from communique.grammar import Argument, Clause, Parse
from communique.records import Cast

_HELPS = frozenset(
    "help assist support aid feed protect relieve benefit shelter rescue back fund finance enable train equip".split()
)
_HELPING = frozenset({"AID", "AGREE"})
_FELT = frozenset({"SUPPORT", "CONCEDE", "AID", "THREATEN"})
_PEOPLE = frozenset(
    "family people victim relative survivor widow son daughter child wife husband parent mother father brother sister"
    " community person resident citizen civilian homeowner worker affected bereaved those wounded poor member colleague"
    " friend girl boy woman man pupil student patient refugee orphan pensioner villager farmer household".split()
)
_BODIES = frozenset(
    "hospital clinic school university service department village town district charity church mosque camp shelter"
    " agency council municipality community".split()
)
_MEANT = frozenset({"design", "intend", "aim", "mean", "plan"})
_THIRD_PARTY = "third-party"


def find_helped(parse: Parse, match: Match, cast: Cast) -> list[Argument]:
    """The persons or parties for whose sake it is done; empty when nothing says so."""
    kind = match.pattern.type
    found: list[Argument] = []
    if kind in _HELPING:
        for clause in find_purposes(parse, match):
            if clause.lemma in _HELPS:
                helped = [*clause.objects, *(a for c in clause.complements for a in parse.clauses[c.clause].subjects)]
                found += [a for a in helped if cast.at(a.head) is not None or _are_people(parse, a)]
    if not found and kind in _FELT:
        hung = [*match.clause.obliques, *match.clause.nested]
        found = [o.argument for o in hung if o.preposition in ("to", "with") and _are_people(parse, o.argument)]
    if not found and kind == "AID":
        goes_to = [*match.clause.recipients, *(o.argument for o in match.clause.obliques if o.preposition == "to")]
        found = [a for a in goes_to if look_like_persons(parse, [a]) or parse.tokens[a.head].lemma in _BODIES]
    if not found and kind == "ACCUSE":
        found = _probed(parse, match)
    if not found and match.pattern.mode == _THIRD_PARTY:
        for clause in find_purposes(parse, match):
            heads = [i for i in range(clause.head, clause.stop) if i in cast.by_head]
            found += [Argument(i, i, i + 1, "of") for i in heads if not _is_within_another(cast, i, heads)]
    return found


def _probed(parse: Parse, match: Match) -> list[Argument]:
    """Who is investigated, told by a name or as persons: "opened an inquiry into nine employees"."""
    nouns = (parse.clause_at.get(a.head) for a in match.things)
    clauses = [match.clause, *(parse.clauses[i] for i in nouns if i is not None)]
    hung = [o.argument for c in clauses for o in (*c.obliques, *c.nested) if o.preposition in ("into", "against")]
    named = [a for a in hung if parse.tokens[a.head].pos == "PROPN"]
    return named or [a for a in hung if _are_people(parse, a) or look_like_persons(parse, [a])]


def find_purposes(parse: Parse, match: Match) -> list[Clause]:
    """The infinitives that say what an act is for, the one under the other: "to pay for food to help them"."""
    heads = {match.clause.index, *(i for t in match.things if (i := parse.clause_at.get(t.head)) is not None)}
    if match.clause.light is not None and (carrier := parse.clause_at.get(match.clause.light)) is not None:
        heads.add(carrier)
    out: list[Clause] = []
    for clause in parse.clauses:
        above = clause.parent
        if above not in heads or clause.finite or clause.kind != "verb" or clause.index in match.embedded:
            continue
        if clause.lemma in _MEANT and clause.voice == "passive":
            heads.add(clause.index)  # "an effort designed to help them"
        elif parse.tokens[clause.head].tag == "VB" or clause.relation == "adverbial":
            out.append(clause)
            heads.add(clause.index)
    return out


def _is_within_another(cast: Cast, head: int, heads: Sequence[int]) -> bool:
    """Whether a name only belongs to another's: "Arnor" in "the king of Arnor"."""
    own = cast.by_head[head]
    others = (cast.by_head[i] for i in heads if i != head)
    return any(o.start <= own.start and own.end <= o.end for o in others)


def _are_people(parse: Parse, argument: Argument) -> bool:
    token = parse.tokens[argument.head]
    return token.lemma in _PEOPLE or token.lower in _PEOPLE
