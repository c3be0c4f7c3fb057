"""Whether an act is political: by who takes part, by war, or by the other acts of its page."""

from __future__ import annotations

from collections.abc import Sequence

from communique.events.heads import counts_people
from communique.events.matching import Match
from communique.events.means import tells_of_war
from communique.events.merging import Telling
from communique.events.parties import is_by_state, is_political
from communique.grammar import Clause, Parse
from communique.lexicon import Pattern
from communique.records import Actor, Cast, Party

Sides = tuple[tuple[Party, ...], tuple[Party, ...], bool]  # actors, recipients, whether recalled
_FEWEST, _WORDS_EACH = 4, 60  # political acts that a page must tell, and the words that one of them may take
_IN_WORDS = frozenset({"ACCUSE", "REQUEST", "REJECT", "AGREE", "THREATEN"})
_PRIVATE = frozenset({"BUS", "MED", "JRN"})


def tells_of_politics(parse: Parse, tellings: Sequence[Telling]) -> bool:
    """Whether a page is dense with acts of political actors."""
    return len(tellings) >= _FEWEST and len(parse.tokens) <= _WORDS_EACH * len(tellings)


def is_told_politically(
    parse: Parse, cast: Cast, match: Match, sides: Sides, earlier: Sequence[Telling], among_politics: bool
) -> bool:
    """Whether an act as one entry reads it has the political actors that the entry asks for.

    Deaths in war and arrests that only a state makes are political whoever suffers them; among political acts, so are
    the words of people without a known office.
    """
    clause, pattern, (actors, recipients, _) = match.clause, match.pattern, sides
    if pattern.type == "ASSAULT" and recipients and tells_of_war(parse, clause):
        return True
    if among_politics and speaks_politically(clause, pattern, actors, cast):
        return True
    counted = any(counts_people(parse, a.head) for a in clause.objects if a in match.recipients)
    held = _tells_of_captives(earlier)
    if is_by_state(clause, pattern.mode, actors, recipients, cast, counted=counted, held=held):
        return True
    return is_political(pattern.type, actors, recipients, cast, pattern.needs)


def _tells_of_captives(earlier: Sequence[Telling]) -> bool:
    """Whether somebody has been held or sentenced before, who can be among those now freed."""
    return any(t.event.type in ("COERCE", "ASSAULT", "SANCTION") and t.event.recipients for t in earlier)


def speaks_politically(clause: Clause, pattern: Pattern, actors: Sequence[Party], cast: Cast) -> bool:
    """Whether somebody without a known office demands, refuses, charges, promises or threatens among such acts.

    "Dragan threatened a hunger strike", "his supporters denounced the verdict": a named person, a group or a body that
    the page follows; no firm, no doctor, no reporter, and nobody told by a noun alone ("a woman").
    """
    if clause.kind != "verb" or pattern.type not in _IN_WORDS or pattern.needs not in (None, "actor"):
        return False
    known = [cast.by_id[p.actor] for p in actors if p.actor is not None]
    return bool(known) and all(map(_takes_part, known))


def _takes_part(actor: Actor) -> bool:
    named = actor.kind != "person" or (actor.name[:1].isupper() and " " in actor.name)
    return named and actor.sector not in _PRIVATE
