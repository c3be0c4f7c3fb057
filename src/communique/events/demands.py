"""What a speaker says that another must do: "Gondor said Arnor must withdraw" is a demand (CODEBOOK §3, REQUEST)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.events.merging import Telling
from communique.events.saying import Said, code_said, find_nearest, is_another
from communique.events.setting import Settings
from communique.events.spans import span_of
from communique.grammar import Argument, Clause, Parse
from communique.records import Attribution, Cast, Span

DUTIES = frozenset({"must", "should", "ought", "need"})
_ALSO_ASSERT = frozenset({"insist", "insistence"})
_HELPERS = frozenset({"be", "have", "do"})  # "insist that they are ready", but "that they leave"
_INDICATIVE = frozenset({"VBZ", "VBD"})
_ENDS = frozenset({"end", "stop", "cease", "halt", "avoid", "prevent", "continue", "suspend"})
_SPOKEN = frozenset({"asserts", "demands", "predicts", "alleges"})


def code_demands(parse: Parse, cast: Cast, attributions: Sequence[Attribution], settings: Settings) -> list[Telling]:
    """The demands of an article as REQUEST, by the speaker, of those who are to obey."""
    told = (code_said(parse, cast, said, settings) for said in find_demands(parse, cast, attributions))
    return [t for t in told if t is not None]


def find_demands(parse: Parse, cast: Cast, attributions: Sequence[Attribution]) -> Iterator[Said]:
    """The clauses in which a known speaker lays a duty on another political actor; duties of one's own are none."""
    for clause in parse.clauses:
        if clause.modal not in DUTIES or clause.relation == "relative" or clause.marker in ("if", "unless", "what"):
            continue
        nearest = find_nearest(clause, parse, cast, attributions)
        if nearest is None or nearest.stance not in _SPOKEN:
            continue
        doers = clause.objects if clause.voice == "passive" and not clause.subjects else clause.subjects
        if clause.kind == "noun" and clause.light in parse.clause_at and _is_verb_of(parse, clause):
            continue  # "must provide support" is one duty
        whose = [a for d in doers for a in _whose_acts(parse, clause, d)]
        told = (a for a in (*doers, *whose) if parse.tokens[a.first].tag != "PRP$")
        others = tuple(a for a in told if is_another(cast, a.head, nearest))
        if others:
            why = "said of another that he must: REQUEST"
            yield Said("REQUEST", "demand-of-duty", why, clause, _trigger(parse, clause), nearest, others)


def _whose_acts(parse: Parse, clause: Clause, subject: Argument) -> list[Argument]:
    """Whose the act is that is to end: "Arnor's raids must stop"."""
    at = parse.clause_at.get(subject.head)
    noun = parse.clauses[at] if at is not None and at != clause.index else None
    ends = clause.lemma in _ENDS
    return list(noun.subjects) if noun is not None and noun.kind == "noun" and ends else []


def _trigger(parse: Parse, clause: Clause) -> Span:
    """The words of duty and the act: "must withdraw"."""
    modal = next((c for c in parse.children[clause.head] if parse.tokens[c].lower in DUTIES), clause.head)
    return span_of(parse, min(modal, clause.head), clause.head + 1)


def _is_verb_of(parse: Parse, clause: Clause) -> bool:
    carrier = parse.clauses[parse.clause_at[clause.light or 0]]
    return carrier.kind == "verb" and carrier.modal in DUTIES


def asserts_only(parse: Parse, clause: Clause, embedded: Sequence[int]) -> bool:
    """Whether what one insists on is a fact, not a demand: "insists that it is enforcing the ban"."""
    if clause.lemma not in _ALSO_ASSERT:
        return False
    told = [parse.clauses[i] for i in embedded if parse.clauses[i].finite and parse.clauses[i].modal is None]
    tops = [c.head if c.light is None else c.light for c in told]
    near = [parse.tokens[t] for top in tops for t in (top, *parse.children[top])]
    return any(t.tag in _INDICATIVE or (t.tag == "VBP" and t.lemma in _HELPERS) for t in near)
