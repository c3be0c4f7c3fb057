"""Lone words that are known to name somebody in office, whatever the recogniser took them for."""

from __future__ import annotations

from communique.actors.names import Name, Names
from communique.actors.roster import Roster
from communique.grammar import Parse


def know_by_roster(parse: Parse, names: Names, roster: Roster, on: str | None) -> None:
    """A lone word that the recogniser took for a body or place is the person in office who bears it, if one does.

    So is one that it overlooked beside a person: "Orla" in "Orla and Boda met", where both are in office.
    """
    for name in names.spans:
        lone = name.listed is None and name.stop - name.first == 1 and name.sort in ("organisation", "place")
        if lone and roster.surnamed(parse.tokens[name.first].text, on) is not None:
            name.sort, name.rule = "person", "roster-name"
    found = [i for i in _overlooked(parse, names) if roster.surnamed(parse.tokens[i].text, on) is not None]
    for i in found:
        names.add(Name(i, i + 1, "person", rule="roster-name"))
    if found:
        names.spans.sort(key=lambda n: n.first)


def _overlooked(parse: Parse, names: Names) -> list[int]:
    """The capital words of no name that "and" joins to a person's name."""
    out = []
    for i, token in enumerate(parse.tokens):
        if token.lower != "and" or i == 0 or i + 1 >= len(parse.tokens):
            continue
        for lone, beside in ((i - 1, i + 1), (i + 1, i - 1)):
            person = names.at.get(beside)
            if person is not None and person.sort == "person" and lone not in names.at and _is_capital(parse, lone):
                out.append(lone)
    return out


def _is_capital(parse: Parse, i: int) -> bool:
    return parse.tokens[i].text.istitle() and parse.tokens[i].pos in ("PROPN", "NOUN", "VERB", "ADJ")
