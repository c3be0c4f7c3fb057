"""On whose word an event stands: the chain of the innermost attribution whose content holds its trigger."""

from __future__ import annotations

from collections.abc import Sequence

from communique.grammar import Clause, Parse
from communique.records import Attribution

# Carriers that are no one's word of their own once a speaker is named: the codebook lists the speaker alone.
_MEDIA_OF_SPEECH = frozenset(
    "statement interview speech letter communique communiqué tweet post broadcast address briefing conference remarks "
    "message email call report declaration resolution note release text appearance".split()
)


_ATTITUDES = frozenset({"believes", "wants"})  # they hold no one's word for an act; factuality reads them


def find_attribution(attributions: Sequence[Attribution], start: int, end: int) -> Attribution | None:
    """The innermost attribution whose content covers a stretch, or None when the outlet tells it in its own voice."""
    covering = [
        a for a in attributions if a.content.start <= start and end <= a.content.end and a.stance not in _ATTITUDES
    ]
    return min(covering, key=lambda a: a.content.end - a.content.start, default=None)


def in_relative(parse: Parse, clause: Clause) -> bool:
    """Whether a clause is a relative one, or an argument of one: background to what is said."""
    while clause.relation in ("modifier", "conjunct") and clause.parent is not None:
        clause = parse.clauses[clause.parent]
    return clause.relation == "relative"


def outlets_own(attributions: Sequence[Attribution], attribution: Attribution | None) -> Attribution | None:
    """Who vouches for what stands in a relative clause of indirect speech: background is the reporter's own."""
    by_id = {a.id: a for a in attributions}
    while attribution is not None and attribution.manner == "indirect":
        attribution = by_id.get(attribution.inside or "")
    return attribution


def find_chain(attribution: Attribution | None) -> tuple[str, ...]:
    """Who vouches, outermost first: carriers that can vouch themselves, then the speaker."""
    if attribution is None:
        return ()
    carriers = tuple(v for v in attribution.via if v.split()[-1].lower() not in _MEDIA_OF_SPEECH)
    name = attribution.speaker_name or (attribution.source.text if attribution.source else None)
    return (*carriers, name) if name else carriers
