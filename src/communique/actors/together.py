"""Phrases that stand for several actors at once: "the two leaders", "both sides", "the three countries", "the pair"."""

from __future__ import annotations

from collections.abc import Callable

from communique.actors.drafts import Draft, Phrase
from communique.actors.memory import Memory
from communique.actors.phrases import conjuncts, joined_before, stands_alone
from communique.actors.scene import Scene
from communique.grammar import Token

_NUMBERS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
_BACK = 3  # sentences that two actors named apart are both in mind
_OFTEN = 3  # times that a state is named of whose affairs the page tells
_FAR = 12  # sentences that a phrase joining so many is


class Joint:
    """Finds whom such a phrase stands for; fewer or more than it counts leave it open."""

    def __init__(self, scene: Scene, memory: Memory) -> None:
        self.scene, self.memory = scene, memory
        self.parse, self.tokens = scene.parse, scene.parse.tokens
        self._sides = scene.lists.said("descriptions", "side_nouns")
        self._states = scene.lists.said("descriptions", "state_nouns")
        self._alone = scene.lists.said("descriptions", "pair_nouns")

    def resolve(self, phrase: Phrase, lemma: str) -> bool:
        """ "the two leaders", "both sides", "their countries": True when it has this form, resolved or left."""
        if phrase.plural and lemma in self._states and phrase.opening == "possessive" and self._countries_of(phrase):
            return True
        number = next((_NUMBERS[w] for k in range(phrase.first, phrase.head)
                       if (w := self.tokens[k].lower) in _NUMBERS), 0)  # fmt: skip
        if lemma == "side" and phrase.plural and not number and phrase.opening == "definite":
            number = 2  # "the sides" are two unless it is said how many
        if phrase.plural and not number:
            return self._again(phrase)
        if not number:
            return False
        words = {self.tokens[k].lower for k in range(phrase.first, phrase.head)}
        if "the" not in words and "both" not in words:
            return False
        fits = self._kind(phrase, lemma)
        drafts = self._joined_last(phrase.head, number, fits)
        if drafts is None and lemma in self._sides and number == 2:
            drafts = self._last_two(phrase.head, fits)
            if drafts is None and lemma == "side":
                drafts = self._last_two(phrase.head, lambda d: True)
            if drafts is None and (lemma == "side" or lemma in self._states):
                drafts = self._main_two()
        if drafts is not None:
            self._take(drafts, phrase.first, phrase.stop, phrase.head)
            return True
        return number == 2 and lemma in self._sides

    def _again(self, phrase: Phrase) -> bool:
        """ "the ministers", after several who are named and called so."""
        lemma = phrase.role.lemma
        if phrase.opening != "definite" or phrase.role.number != "plural" or phrase.affiliation.country is not None:
            return False
        drafts = self._joined_last(phrase.head, 0, lambda d: d.kind == "person" and _holds(d, lemma))
        if drafts is not None:
            self._take(drafts, phrase.first, phrase.stop, phrase.head)
        return drafts is not None

    def alone(self, token: Token) -> None:
        """ "The two agreed", "both agreed", "the pair met": with no noun after them."""
        before = self.tokens[token.i - 1] if token.i else None
        the = before is not None and before.lower == "the"
        if token.lower not in self._alone or token.lower not in _NUMBERS or not stands_alone(self.parse, token.i):
            return
        if not the and token.lower != "both":
            return
        number = _NUMBERS[token.lower]
        drafts = None
        for kind in _KINDS:
            drafts = drafts or self._joined_last(token.i, number, kind)
            drafts = drafts or (self._last_two(token.i, kind) if number == 2 else None)
        if drafts is not None:
            self._take(drafts, token.i - 1 if the else token.i, token.i + 1, token.i)

    def _kind(self, phrase: Phrase, lemma: str) -> Callable[[Draft], bool]:
        """Which actors a noun can stand for: states, people of that role or of none known, or anyone for a "side"."""
        if lemma == "side":
            return lambda d: d.kind == "country"
        if lemma in self._states:
            return lambda d: d.kind == "country"
        if phrase.role.number == "plural":
            wanted, gender = phrase.role.lemma, phrase.role.gender
            return lambda d: (
                d.kind == "person" and (gender is None or d.gender in (None, gender))
                and (wanted in _ANY_PERSON or not d.roles or _holds(d, wanted))
            )  # fmt: skip
        return lambda d: d.kind in ("organisation", "group")

    def _joined_last(self, at: int, number: int, fits: Callable[[Draft], bool]) -> tuple[Draft, ...] | None:
        """The actors of the latest phrase that joins exactly so many ("Gondor, Arnor and Rohan"); 0 is any number."""
        for trace in self.memory.recent(self.tokens[at].sentence, _FAR):
            together = self.scene.together.get(trace.at) or tuple(joined(self.scene, trace.at))
            if len(together) < 2:
                continue
            together = next((w for w in self.scene.together.values() if _ids(together) < _ids(w)), together)
            if joined_before(self.parse, trace.at) is None and all(map(fits, together)):
                return together if number in (0, len(together)) else None
        return None

    def _last_two(self, at: int, fits: Callable[[Draft], bool]) -> tuple[Draft, ...] | None:
        """The two latest actors of a kind; None where there are fewer, or a third as near."""
        nearest: dict[str, tuple[Draft, int]] = {}
        for trace in self.memory.recent(self.tokens[at].sentence, _BACK):
            draft = trace.draft
            if draft is not None and draft.number != "plural" and fits(draft):
                nearest.setdefault(draft.id, (draft, trace.sentence))
        seen = list(nearest.values())
        if len(seen) < 2 or (len(seen) > 2 and seen[2][1] == seen[1][1]):
            return None
        return seen[1][0], seen[0][0]

    def _main_two(self) -> tuple[Draft, ...] | None:
        """The two states that the page is about: each named often, no third more than half as often."""
        states = sorted((d for d in self.scene.drafts if d.kind == "country"), key=lambda d: -_times_named(d))
        counts = [_times_named(d) for d in states] + [0, 0, 0]
        return tuple(states[:2]) if counts[1] >= _OFTEN and counts[2] * 2 <= counts[1] else None

    def _countries_of(self, phrase: Phrase) -> bool:
        """ "their countries" after two leaders are the states that those lead."""
        scene, owner = self.scene, phrase.possessor
        if owner is None or self.tokens[owner].lower != "their":
            return False
        held = scene.together.get(owner) or self._last_two(phrase.head, lambda d: d.kind == "person" and bool(d.roles))
        codes = [d.country.value for d in held or () if d.country is not None and d.country.value is not None]
        names = scene.lists.country_names
        if len(set(codes)) < 2 or len(codes) != len(held or ()) or any(c not in names for c in codes):
            return False
        self._take(tuple(scene.country(c, names[c]) for c in codes), phrase.first, phrase.stop, phrase.head)
        return True

    def _take(self, drafts: tuple[Draft, ...], first: int, stop: int, head: int) -> None:
        self.scene.point_all(drafts, first, stop, head, "pair" if len(drafts) == 2 else "together")


def joined(scene: Scene, i: int) -> list[Draft]:
    """The actors conjoined in one phrase, when all of its parts are actors."""
    parts = [i, *conjuncts(scene.parse, i)]
    drafts = [d for d in map(scene.draft_at, parts) if d is not None]
    return drafts if len(drafts) == len(parts) > 1 else []


def _times_named(draft: Draft) -> int:
    """How often a state is named as one that acts or is acted on, adjectives and pronouns left out."""
    return sum(m.rule != "adjective" and m.text[:1].isupper() for m in draft.mentions)


def _ids(drafts: tuple[Draft, ...]) -> set[str]:
    return {d.id for d in drafts}


def _holds(draft: Draft, lemma: str) -> bool:
    return any(r.lemma == lemma or r.phrase.endswith(lemma) for r in draft.roles)


_KINDS: tuple[Callable[[Draft], bool], ...] = (
    lambda d: d.kind == "person" and bool(d.roles or d.sector),
    lambda d: d.kind == "person",
    lambda d: d.kind == "country",
    lambda d: True,
)
_ANY_PERSON = frozenset({"leader", "man", "woman", "official", "politician", "person"})
