"""Whose "its" is where grammar says more than nearness: whoever is blamed for it, or is joined to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from communique.actors.drafts import Draft
from communique.actors.phrases import joined_before, preposition_over
from communique.actors.scene import Scene
from communique.grammar import Clause, Token


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whose a thing is; nobody's (`owner` None) where two fit alike."""

    owner: Draft | None


def find_owner(scene: Scene, token: Token, fits: Callable[[Draft], bool]) -> Ownership | None:
    """Decides a possessive by its phrase's place in the clause; None leaves it to what is most in mind.

    "Gondor and its allies" are Gondor's. "Sanctions on Umbar after its war" and "criticised Umbar for its war" speak of
    Umbar's; "attacked Umbar after its envoy was killed" could be either's.
    """
    thing = token.head
    beside = joined_before(scene.parse, thing)
    if beside is not None:
        draft = scene.draft_at(beside)
        if draft is not None and fits(draft):
            return Ownership(draft)
    over = preposition_over(scene.parse, thing)
    if over is not None and scene.parse.tokens[over].lower in scene.lists.said("pronouns", "reason_prepositions"):
        clause = scene.parse.clause_over(scene.parse.tokens[over].head)
        return _blamed(scene, clause, token, fits) if clause is not None else None
    return _either(scene, token, fits)


def _blamed(scene: Scene, clause: Clause, token: Token, fits: Callable[[Draft], bool]) -> Ownership | None:
    """The one who is treated so for what follows: the object of "criticise", or behind the object of "impose"."""
    lemmas = {clause.lemma, *(scene.parse.tokens[a.head].lemma for a in clause.objects)}
    if not lemmas & scene.lists.said("pronouns", "blaming_words"):
        return None
    targets = [a.head for a in (*clause.objects, *clause.recipients)]
    if not any(scene.draft_at(i) for i in targets):
        targets = [
            o.argument.head for o in (*clause.obliques, *clause.nested)
            if o.preposition in scene.lists.said("pronouns", "target_prepositions")
        ]  # fmt: skip
    found = {d.id: d for i in targets if i < token.i and (d := scene.draft_at(i)) is not None and fits(d)}
    return Ownership(next(iter(found.values()))) if len(found) == 1 else None


def _either(scene: Scene, token: Token, fits: Callable[[Draft], bool]) -> Ownership | None:
    """In a clause of time or reason, the subject and the object of the main clause fit alike."""
    clause = scene.parse.clause_over(token.head)
    if clause is None or clause.relation != "adverbial" or clause.parent is None or clause.marker not in _REASONS:
        return None
    if token.head not in {a.head for a in (*clause.subjects, *clause.objects)}:
        return None
    main = scene.parse.clauses[clause.parent]
    sides = (main.subjects, (*main.objects, *main.recipients))
    both = [any((d := scene.draft_at(a.head)) is not None and fits(d) for a in side) for side in sides]
    return Ownership(None) if all(both) else None


_REASONS = frozenset({"after", "because", "since", "when", "as"})
