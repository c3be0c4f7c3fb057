"""The shape of an event pattern: who stands where around the predicate.

    read_shape("ACTOR verb OBJECT (with RECIPIENT)")

A shape is a row of slots; CONTRIBUTING-LEXICON.md has the table. Nothing here knows of files or of parses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

Role = Literal["verb", "actor", "actors", "recipient", "object", "subject", "clause"]
Place = Literal["predicate", "subject", "direct", "dative", "oblique", "clausal"]

_ROLES: dict[str, Role] = {
    "verb": "verb",
    "ACTOR": "actor",
    "ACTORS": "actors",
    "RECIPIENT": "recipient",
    "OBJECT": "object",
    "SUBJECT": "subject",
    "CLAUSE-TO": "clause",
    "CLAUSE-THAT": "clause",
    "CLAUSE-ING": "clause",
}
_SLOT = re.compile(r"\(([^()]+)\)|([a-z][a-z|-]*)|([A-Z-]+)")
_PREPOSITION = re.compile(r"[a-z]+(-[a-z]+)*(\|[a-z]+(-[a-z]+)*)*")


class ShapeError(ValueError):
    """A shape that the grammar does not know; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place around the predicate and who fills it.

    `prepositions` are the alternatives of `on|upon RECIPIENT`, each with spaces for hyphens ("out of"); empty unless
    `place` is "oblique" (or "clausal": `of CLAUSE-ING`). `form` is to, that or ing for a clause.
    """

    role: Role
    place: Place
    optional: bool = False
    prepositions: tuple[str, ...] = ()
    form: str | None = None


@dataclass(frozen=True)
class Shape:
    """A shape as read: its text, and its slots in their order, the predicate among them."""

    text: str
    slots: tuple[Slot, ...]

    def at(self, place: Place) -> tuple[Slot, ...]:
        """The slots of one place, in their order."""
        return tuple(s for s in self.slots if s.place == place)

    @cached_property
    def takes_direct_object(self) -> bool:
        """Whether the shape has a direct object; one without it refuses predicates that have one."""
        return any(s.place == "direct" for s in self.slots)

    def has(self, role: Role) -> bool:
        """Whether some slot, optional or not, is filled by this role."""
        return role in self._roles

    @cached_property
    def _roles(self) -> frozenset[Role]:
        return frozenset(s.role for s in self.slots)


@cache
def read_shape(text: str) -> Shape:
    """The slots of a shape; raises ShapeError, in words fit for a writer of patterns.

    >>> [s.role for s in read_shape("ACTOR verb on RECIPIENT").slots]
    ['actor', 'verb', 'recipient']
    """
    slots = [_read_slot(words, optional) for words, optional in _groups(text)]
    verbs = [n for n, s in enumerate(slots) if s.role == "verb"]
    if len(verbs) != 1:
        raise ShapeError(f'a shape has the word "verb" exactly once, "{text}" has it {len(verbs)} times')
    placed = _placed(slots, verbs[0], text)
    return Shape(" ".join(text.split()), tuple(placed))


def _groups(text: str) -> list[tuple[list[str], bool]]:
    """The words of each slot, and whether it is in parentheses."""
    left = _SLOT.sub(" ", text).strip()
    if left:
        raise ShapeError(f'cannot read "{left}" in "{text}"')
    groups: list[tuple[list[str], bool]] = []
    waiting: list[str] = []
    for inside, lower, upper in _SLOT.findall(text):
        if inside:
            groups.append((inside.split(), True))
        elif lower == "verb" or upper:
            groups.append(([*waiting, lower or upper], False))
            waiting = []
        else:
            waiting.append(lower)
        if inside and waiting:
            break
    if waiting:
        raise ShapeError(f'"{" ".join(waiting)}" stands before no slot in "{text}"')
    return groups


def _read_slot(words: list[str], optional: bool) -> Slot:
    if not words:
        raise ShapeError("a pair of parentheses holds no slot")
    *before, name = words
    role = _ROLES.get(name)
    if role is None:
        raise ShapeError(f'"{name}" is no slot; slots are {", ".join(_ROLES)}')
    if role == "verb" and (before or optional):
        raise ShapeError('"verb" takes neither a preposition nor parentheses')
    preposition = " ".join(before)
    if preposition and not all(_PREPOSITION.fullmatch(w) for w in before):
        raise ShapeError(f'"{preposition}" is no preposition')
    choices = tuple(p.replace("-", " ") for p in preposition.split("|")) if preposition else ()
    form = name.removeprefix("CLAUSE-").lower() if role == "clause" else None
    place: Place = "predicate" if role == "verb" else "oblique" if choices else "direct"
    return Slot(role, "clausal" if form else place, optional, choices, form)


def _placed(slots: list[Slot], verb: int, text: str) -> list[Slot]:
    """Bare slots before the verb are the subject, after it the direct object; the first of two is the dative."""
    bare_after = [n for n, s in enumerate(slots) if n > verb and s.place == "direct"]
    bare_before = [n for n, s in enumerate(slots) if n < verb and s.place == "direct"]
    if len(bare_before) > 1:
        raise ShapeError(f'two subjects in "{text}"')
    if len(bare_after) > 2:
        raise ShapeError(f'more than two bare slots after the verb in "{text}"')
    out = []
    for n, s in enumerate(slots):
        place = s.place
        if n in bare_before:
            place = "subject"
        elif len(bare_after) == 2 and n == bare_after[0]:
            place = "dative"
        if s.role in ("actors", "subject") and place != "subject" and s.place == "direct":
            raise ShapeError(f'{s.role.upper()} stands only before the verb: "{text}"')
        out.append(Slot(s.role, place, s.optional, s.prepositions, s.form))
    return out
