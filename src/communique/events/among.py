"""What a page dense with politics makes political: words of people without office, and a word of sport no game."""

from __future__ import annotations

from collections.abc import Sequence

from communique.events.merging import Telling
from communique.grammar import Clause, Parse
from communique.lexicon import Pattern
from communique.records import Actor, Cast, Party

_FEWEST, _WORDS_EACH = 4, 60  # political acts that a page must tell, and the words that one of them may take
_IN_WORDS = frozenset({"ACCUSE", "REQUEST", "REJECT", "AGREE", "THREATEN"})
_PRIVATE = frozenset({"BUS", "MED", "JRN"})


def tells_of_politics(parse: Parse, tellings: Sequence[Telling]) -> bool:
    """Whether a page is dense with acts of political actors."""
    return len(tellings) >= _FEWEST and len(parse.tokens) <= _WORDS_EACH * len(tellings)


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
