"""Whose a listed body is that many states have: "Congress", "the Labour Party", "the Supreme Council"."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from communique.actors.lists import Listed, Lists
from communique.actors.names import Name, Names
from communique.grammar import Parse

_BODIES = frozenset({"body", "group", "seat"})
_STATES = frozenset({"country", "capital", "locality", "adjective", "people"})
_NO_STATE = frozenset({"IGO", "NGO", "IMG", "MNC", None})
_LEADS = 2  # times that another state is named as often as the list's, so that "Congress" is not the list's
_TWICE = 2  # times that a page names a state whose party it means by a common name


def settle_shared(parse: Parse, lists: Lists, names: Names) -> None:
    """Takes a body of a common name from the state that the list has under it, where the page does not speak of that.

    A state named right before it decides ("the Honduran Congress"); the list holds where the page names no state, for a
    parliament where it names none twice as often, for a party where it names the list's twice. Else it is unknown here,
    and what stands beside the name may tell (`neighbours`).
    """
    shared = [n for n in names.spans if n.listed is not None and _is_shared(n.listed, lists)]
    if not shared:
        return
    counts = Counter(
        n.listed.country
        for n in names.spans
        if n.listed is not None and n.listed.sort in _STATES and n.listed.country not in _NO_STATE
    )
    counts.update(a.country for a in names.adjectives.values() if a.country not in _NO_STATE)
    for name in shared:
        assert name.listed is not None
        state = _owner(name, names)
        if state is None:
            state = _by_page(name.listed, counts)
        if state != name.listed.country:
            name.listed = replace(name.listed, country=state)
            name.alternatives = ()


def _is_shared(listed: Listed, lists: Lists) -> bool:
    """Whether a body's name has only words that such bodies of any state are called by."""
    if listed.sort not in _BODIES or listed.country in _NO_STATE or listed.surface.isupper():
        return False
    return set(listed.surface.lower().replace("’", "'").split()) <= lists.said("names", "shared_words")


def _owner(name: Name, names: Names) -> str | None:
    """The state whose adjective or possessive stands right before a name."""
    for i in (name.first - 1, name.first - 2):
        before = names.adjectives.get(i)
        if before is None and (listed := names.at.get(i)) is not None and listed.listed is not None:
            before = listed.listed if listed.listed.sort in _STATES else None
        if before is not None and before.country not in _NO_STATE:
            return before.country
    return None


def _by_page(listed: Listed, counts: Counter[str | None]) -> str | None:
    """The list's state if the page speaks of it enough, else none: other evidence is asked then."""
    most = max(counts.values(), default=0)
    named = counts[listed.country]
    enough = named * _LEADS > most if listed.sort == "seat" else named >= _TWICE
    return listed.country if enough or not most else None
