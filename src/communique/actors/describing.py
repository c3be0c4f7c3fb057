"""Which noun phrases describe actors: roles ("the undersecretary"), bodies ("the ministry"), groups ("protesters")."""

from __future__ import annotations

from communique.actors.affiliation import Affiliations
from communique.actors.drafts import Phrase
from communique.actors.lists import Lists, Role
from communique.actors.names import Names
from communique.actors.phrases import is_plural, modifies, of_objects, phrase_start
from communique.grammar import Parse

_PARTITIVE = frozenset(
    {
        "hundreds",
        "thousands",
        "dozens",
        "millions",
        "scores",
        "hundred",
        "thousand",
        "dozen",
        "million",
        "tens",
        "group",
        "number",
        "majority",
        "handful",
        "couple",
        "crowd",
        "team",
        "members",
        "lot",
    }
)
_SERVING = frozenset({"aide", "adviser", "advisor", "spokesman", "spokeswoman", "lawyer", "ally", "confidant", "envoy"})
_POSSESSIVE = frozenset({"PRP$", "WP$"})


class Describer:
    """Reads the describing phrases of one article."""

    def __init__(self, parse: Parse, names: Names, lists: Lists, affiliations: Affiliations) -> None:
        self.parse, self.names, self.lists, self.affiliations = parse, names, lists, affiliations
        self._indefinite = lists.said("descriptions", "indefinite")
        self._definite = lists.said("descriptions", "definite")
        self._former = lists.said("country", "ended_words")

    def find_phrases(self) -> list[Phrase]:
        """Every phrase headed by a listed role or body noun that is not a name itself, in order."""
        roles, at = self.lists.roles, self.names.at
        found: list[Phrase] = []
        for token in self.parse.tokens:
            candidates = roles.get(token.lower)
            if candidates is None or token.i in at:
                continue
            if token.pos not in ("NOUN", "PROPN", "ADJ") and token.lower != "those":
                continue
            if token.lower in _PARTITIVE and of_objects(self.parse, token.i):
                continue
            role = self.role_at(token.i, candidates)
            if role is None or (modifies(self.parse, token.i) is not None and not self._before_name(token.i)):
                continue
            if token.pos == "ADJ" and role.number != "plural":
                continue
            found.append(self.phrase(token.i, role))
        return found

    def role_at(self, i: int, candidates: list[Role]) -> Role | None:
        """The longest listed phrase with this head word, its singular or plural as the word is."""
        tokens = self.parse.tokens
        for role in candidates:
            before, after = role.before, role.after
            if before and (
                i < len(before) or any(tokens[i - len(before) + k].lower != w for k, w in enumerate(before))
            ):
                continue
            if after and (
                i + len(after) >= len(tokens) or any(tokens[i + 1 + k].lower != w for k, w in enumerate(after))
            ):
                continue
            if role.number == "collective" and is_plural(self.parse, i) and role.lemma != tokens[i].lower:
                continue
            return role
        return None

    def phrase(self, i: int, role: Role) -> Phrase:
        """The whole phrase around a role noun."""
        parse, tokens = self.parse, self.parse.tokens
        first = self._first(i)
        stop = self._stop(i, role)
        possessor: int | None = None
        opening = "bare"
        former = False
        for k in range(first, i):
            token = tokens[k]
            if token.tag in _POSSESSIVE:
                possessor, opening = k, "possessive"
            elif token.tag == "POS":
                possessor, opening = k - 1, "possessive"
            elif token.lower in self._former:
                former = True
            elif k == i - len(role.before) - 1 and role.lemma in _SERVING and self._is_person(k):
                possessor, opening = k, "possessive"  # "Dragan aide Orla Brand"
            elif k == first and token.lower in self._definite:
                opening = "definite"
            elif k == first and (token.lower in self._indefinite or token.pos == "NUM"):
                opening = "indefinite"
        if possessor is None and role.follows_body:
            possessor = next(
                (n for p, n in of_objects(parse, i) if p in ("to", "of", "for") and self._is_person(n)), None
            )
        affiliation = self.affiliations.around(i, first, role)
        plural = role.number == "plural" or is_plural(parse, i)
        made = Phrase(first, stop, i, role, plural, opening, possessor, former, affiliation)
        made.role_first, made.role_stop = i - len(role.before), i + 1 + len(role.after)
        return made

    def _first(self, i: int) -> int:
        """Where the phrase begins: with its modifiers, or with "thousands of" before them."""
        tokens = self.parse.tokens
        over = tokens[i].head
        if tokens[over].lower == "of" and tokens[tokens[over].head].lower in _PARTITIVE:
            return phrase_start(self.parse, tokens[over].head)
        first = phrase_start(self.parse, i)
        if tokens[first].lower in ("least", "most") and first > 0 and tokens[first - 1].lower == "at" and first < i:
            return first + 1
        return first

    def _is_person(self, i: int) -> bool:
        name = self.names.at.get(i)
        return name is not None and name.sort == "person"

    def _stop(self, i: int, role: Role) -> int:
        """Where the phrase ends: with its fixed words, an "of" phrase, or the duty that a role is for."""
        stop = i + 1 + len(role.after)
        for preposition, noun in of_objects(self.parse, i):
            if noun < stop:
                continue
            if preposition == "of" or (role.number == "singular" and preposition in ("for", "to")):
                end = next(
                    (k for k in range(stop, self.parse.right_edge[noun] + 1) if self.parse.tokens[k].pos == "PUNCT"
                     and self.parse.tokens[k].text != "-"), self.parse.right_edge[noun] + 1
                )  # fmt: skip
                if end - stop <= 8 and all(self.parse.tokens[k].pos != "VERB" for k in range(stop, end)):
                    stop = end
            break
        while stop > i + 1 and self.parse.tokens[stop - 1].pos == "PUNCT":
            stop -= 1
        return stop

    def _before_name(self, i: int) -> bool:
        """Whether a role noun stands before a person's name, whose title it then is."""
        name = self.names.at.get(i + 1)
        return name is not None and name.sort == "person"
