"""A charge that its target turns away: "denied charges by Arnor" is a charge by Arnor, made indeed (CODEBOOK §3)."""

from __future__ import annotations

from communique.grammar import Argument, Clause, Parse
from communique.records import Factuality

_KNOWN = frozenset({"the", "that", "those", "this", "these", "such", "any", "all"})
_TURNS_AWAY = frozenset("deny reject dismiss refute rebut dispute contest rubbish disavow brush shrug".split())


def find_denied(parse: Parse, clause: Clause, event_type: str) -> Clause | None:
    """The clause that denies or rejects the charge which a noun names; None when nobody does."""
    if event_type != "ACCUSE" or clause.kind != "noun" or clause.parent is None:
        return None
    above = parse.clauses[clause.parent]
    if above.kind != "verb" or above.lemma not in _TURNS_AWAY or above.negation is not None:
        return None
    return above if any(a.head == clause.head for a in above.objects) else None


def find_charged(parse: Parse, clause: Clause, event_type: str, *, has_accuser: bool) -> list[Argument]:
    """Who is charged where only the denial tells it: the one who denies.

    Where nobody is said to charge him, only charges that are told here for the first time count: "rejected accusations
    of treason", not "denied the allegation".
    """
    denial = find_denied(parse, clause, event_type)
    if denial is None or (
        not has_accuser and any(parse.tokens[c].lower in _KNOWN for c in parse.children[clause.head])
    ):
        return []
    return list(denial.subjects)


def find_undone(parse: Parse, clause: Clause, event_type: str, told: Factuality) -> str | None:
    """Why an act told as not done is none at all: a refusal not made, or what somebody denies having done."""
    if told != "negated":
        return None
    if event_type == "REJECT":
        return "what is not refused is no act"
    above = None if clause.parent is None else parse.clauses[clause.parent]
    if above is not None and above.lemma == "deny" and clause.relation == "complement" and above.negation is None:
        return "a denial is no act; it disputes one"
    return None
