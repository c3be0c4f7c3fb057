"""Who speaks in a document: "issued a statement calling on Arnor to …" is a call by whoever issued it."""

from __future__ import annotations

from communique.grammar import Argument, Clause, Parse
from communique.records import Cast

_DOCUMENTS = frozenset(
    "statement report letter resolution communique communiqué petition message note declaration tweet post study memo"
    " cable editorial document release announcement notice appeal manifesto motion brief complaint draft video".split()
)
_SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})
_ORDERS = frozenset({"decree", "order", "directive", "edict", "ordinance", "ruling", "executive order", "proclamation"})
_FROM = frozenset({"by", "from", "of"})


def find_issuers(parse: Parse, argument: Argument, cast: Cast, event_type: str) -> list[Argument]:
    """The actors whose document a phrase names, when it says something: those told at its noun, or who put it out.

    What an order does is done by whoever gave it: "signed a decree banning the party".
    """
    lemma = parse.tokens[argument.head].lemma
    if not (lemma in _ORDERS or (lemma in _DOCUMENTS and event_type in _SAID)):
        return []
    at = parse.clause_at.get(argument.head)
    own: list[Argument] = []
    if at is not None and parse.clauses[at].kind == "noun":
        noun = parse.clauses[at]
        own = [*noun.subjects, *(o.argument for o in noun.obliques if o.preposition in _FROM)]
    told = [a for a in own if cast.at(a.head) is not None]
    return told or [
        a for c in parse.clauses if _puts_out(c, argument) for a in c.subjects if cast.at(a.head) is not None
    ]


def _puts_out(clause: Clause, document: Argument) -> bool:
    return clause.kind == "verb" and any(a.head == document.head and a.via == "direct" for a in clause.objects)
