"""Nouns that say who a named person is though no list of roles has them: "Boris Jorgen, a Syldavian surveyor"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.actors.affiliation import Affiliations
from communique.actors.drafts import Draft
from communique.actors.phrases import apposed_to, conjuncts, described, is_plural, modifies, of_objects, phrase_start
from communique.actors.scene import Scene

_STATES = frozenset({"country", "capital", "locality"})


def attach_callings(scene: Scene, affiliations: Affiliations) -> None:
    """Lets any noun beside a named person, or said of one, refer to the person; its nation is the person's.

    "Boris Jorgen, a Syldavian surveyor", "the surveyor Boris Jorgen", "Boris Jorgen is a surveyor". A noun for what
    somebody does makes a civilian of one of whom nothing else is known. Listed roles are read before, with what they
    say of the body that somebody serves.
    """
    said = scene.lists.said
    things, endings = said("descriptions", "not_people"), tuple(said("descriptions", "calling_endings"))
    for token in scene.parse.tokens:
        if token.pos != "NOUN" or token.i in scene.by_head or token.i in scene.names.at or token.lemma in things:
            continue
        people = [] if token.lower in scene.lists.roles else _people_beside(scene, token.i)
        if not people:
            continue
        first = phrase_start(scene.parse, token.i)
        country, why = _nationality(scene, affiliations, token.i, first)
        for draft in people:
            draft.learn_country(country, why, 22)
            if token.lemma.endswith(endings):
                draft.learn_sector("CVL", f'"{token.text}" is a calling, no political role', 60)
                draft.role = draft.role or token.lemma
        if not is_plural(scene.parse, token.i):
            scene.point(people[0], first, token.i + 1, token.i, "apposition")
            scene.callings[token.lemma] = None if token.lemma in scene.callings else people[0]


def _people_beside(scene: Scene, noun: int) -> list[Draft]:
    """The named people that a noun is said of: one, or for a plural noun all that are conjoined there."""
    parse = scene.parse
    for name in _beside(scene, noun):
        draft = scene.draft_at(name)
        if draft is None or draft.kind != "person" or not draft.words:
            continue
        if not is_plural(parse, noun):
            return [draft]
        drafts = [d for d in map(scene.draft_at, conjuncts(parse, name)) if d is not None and d.kind == "person"]
        return [draft, *drafts]
    return []


def _beside(scene: Scene, noun: int) -> Iterator[int]:
    parse = scene.parse
    before = apposed_to(parse, noun)
    if before is not None:
        yield before
    yield from (child for child in parse.children[noun] if apposed_to(parse, child) == noun)
    subject = described(parse, noun)
    if subject is not None:
        yield subject
    governor = modifies(parse, noun)
    after = scene.names.at.get(noun + 1)
    if governor is not None and after is not None and after.first == noun + 1 and after.first <= governor < after.stop:
        yield governor


def _nationality(scene: Scene, affiliations: Affiliations, noun: int, first: int) -> tuple[str | None, str]:
    """The state in the phrase before the noun, else that which it is "from"; "a critic of Gondor" is not Gondor's."""
    found = affiliations.before(first, noun, None)
    if found.country is not None:
        return found.country, found.country_why
    for preposition, place in of_objects(scene.parse, noun):
        name = scene.names.at.get(place)
        if preposition == "from" and name is not None and name.listed is not None and name.listed.sort in _STATES:
            return name.listed.country, f'"from {name.listed.name}"'
    return None, ""
