"""Which words are names on the packaged lists: states, capitals, peoples, bodies, media, as they are written."""

from __future__ import annotations

from communique.actors.lists import Listed, Lists
from communique.actors.names import Name, Names
from communique.grammar import Parse, Token


class ListedNames:
    """Finds listed names, the longest that fits at each place; what the recogniser knows of a longer name stays its."""

    def __init__(
        self, parse: Parse, lists: Lists, on: str | None, lowers: list[str], names: Names,
        entity: dict[int, tuple[int, int, str]],
    ) -> None:  # fmt: skip
        self.tokens, self.lists, self.on, self.lowers = parse.tokens, lists, on, lowers
        self.names, self.entity = names, entity

    def find(self) -> None:
        """Goes through the tokens once; nothing overlaps."""
        table, lowers, i, end = self.lists.names, self.lowers, 0, len(self.tokens)
        while i < end:
            found = table.get(lowers[i])
            stop = self._listed_at(i, found) if found is not None else 0
            i = stop or i + 1

    def _listed_at(self, i: int, found: list[tuple[tuple[str, ...], Listed]]) -> int:
        """Keeps the longest listed name that begins at a token; returns where it ends, or 0."""
        token = self.tokens[i]
        second = self.lowers[i + 1] if i + 1 < len(self.lowers) else ""
        longest = 0
        fits: list[Listed] = []
        for words, entry in found:
            size = len(words)
            if size < longest:
                break
            if size > 1 and (words[1] != second or tuple(self.lowers[i : i + size]) != words):
                continue
            if not self._written_as_name(token, entry, size) or not self._dated(entry):
                continue
            if size > 1 and entry.sort == "group" and self._is_description(entry, i + size - 1):
                continue
            longest = size
            fits.append(entry)
        if not fits:
            return 0
        return self._keep_listed(i, i + longest, fits)

    def _is_description(self, entry: Listed, last: int) -> bool:
        """Whether the last word of a group's name is written small: "the Islamic group Boda" is not Islamic Group."""
        return entry.surface.split()[-1][:1].isupper() and self.tokens[last].text[:1].islower()

    def _dated(self, entry: Listed) -> bool:
        return entry.sort not in ("country", "adjective", "people", "capital") or entry.holds(self.on)

    def _written_as_name(self, token: Token, entry: Listed, size: int) -> bool:
        """Whether the words are written as that name: acronyms exactly, others with a capital."""
        text = token.text
        if entry.exact:
            return text == entry.surface and (
                token.pos not in ("PRON", "VERB", "AUX", "ADP") or self._small_around(token)
            )
        if not text[:1].isupper():
            return (size > 1 and entry.name[:1].islower()) or (entry.sort == "group" and text == entry.name)
        if size > 1 or entry.sort in ("country", "adjective", "people"):
            return token.pos not in ("VERB", "AUX", "ADP", "ADV") or size > 1
        return (token.pos == "PROPN" and not text.isupper()) or (text.isupper() and entry.name.isupper())

    def _small_around(self, token: Token) -> bool:
        """Whether the words beside a capitalised one are written small, so that capitals mean something."""
        beside = [self.tokens[k].text for k in (token.i - 1, token.i + 1) if 0 <= k < len(self.tokens)]
        return any(w.isalpha() and w.islower() for w in beside)

    def _keep_listed(self, i: int, stop: int, fits: list[Listed]) -> int:
        first, end, label = self.entity.get(i, (i, stop, ""))
        if label == "PERSON" and self._inside_name(i, stop, first, end) and fits[0].sort in _SHORT:
            return 0  # "Jordan Smith" is no kingdom
        if label in ("ORG", "FAC", "PRODUCT") and end > stop and first == i and fits[0].sort in _SHORT:
            run = self._capitalised(stop, end)
            if run == end and not self._is_demonym(i, fits) and fits[0].sort != "country":
                return 0  # the recogniser's longer name: "Washington Bridge Authority"
        if label == "ORG" and end > stop and i <= first + 1 and fits[0].sort == "media" and self._opens_longer(i, stop):
            return 0  # "The National | Grain Institute"
        if stop - i == 1 and fits[0].sort == "media" and self._is_inside_body(i):
            return 0  # "the Sahel | Vanguard | Front" is no newspaper
        if stop - i == 1 and fits[0].sort in _NAMED_BODIES and self._ends_body(i):
            return 0  # "the Arnor Freedom | League" is not the party called League
        if stop - i == 1 and fits[0].sort in _ENDINGS and self._closes_longer(i):
            return self._joined(i)
        choice = _choose(fits, self._is_demonym(i, fits))
        if choice.sort == "adjective" or (choice.sort == "people" and self._is_modifier(i)):
            adjective = next((f for f in fits if f.sort == "adjective"), choice)
            self.names.adjectives[stop - 1] = adjective
            self.names.at[i] = self.names.at.get(i) or Name(i, stop, "listed", adjective, rule="listed-adjective")
            for k in range(i, stop):
                self.names.at[k] = self.names.at[i]
            return stop
        if choice.sort == "media" and self._has_tail(stop):
            stop += 1
        self.names.add(Name(i, stop, "listed", choice, tuple(fits), rule=f"listed-{choice.sort}"))
        return stop

    def _has_tail(self, stop: int) -> bool:
        """ "XBN News", "XBN Radio" where only "XBN" is listed."""
        return (
            stop < len(self.tokens)
            and self.tokens[stop].text[:1].isupper()
            and self.lowers[stop] in self.lists.said("names", "media_tails")
        )

    def _opens_longer(self, i: int, stop: int) -> bool:
        """Whether "The" and one word, a newspaper's name, only begin a longer name."""
        return stop - i == 2 and self.lowers[i] == "the" and self.tokens[stop].text[:1].isupper()

    def _is_inside_body(self, i: int) -> bool:
        """Whether a paper's name stands inside the name of a body that a noun for bodies closes."""
        token, head = self.tokens[i], self.tokens[self.tokens[i].head]
        if token.text.isupper() or token.dep != "compound" or head.i <= i or head.pos != "PROPN":
            return False
        closes = any(r.number == "collective" for r in self.lists.roles.get(head.lower, ()))
        return closes and all(t.text[:1].isupper() for t in self.tokens[i : head.i + 1])

    def _ends_body(self, i: int) -> bool:
        """Whether a common noun for bodies, itself listed, closes at least two other capitalised words."""
        token = self.tokens[i]
        if token.text.isupper() or not any(r.number == "collective" for r in self.lists.roles.get(token.lower, ())):
            return False
        before = [self.tokens[k] for k in (i - 2, i - 1) if k >= 0]
        return len(before) == 2 and all(
            t.text[:1].isupper() and t.text.isalpha() and t.i < t.head <= i and t.dep in ("compound", "amod", "nmod")
            for t in before
        )

    def _closes_longer(self, i: int) -> bool:
        """Whether an unlisted capitalised word belongs to a listed one as its modifier, so that both are one name."""
        if i == 0 or self.tokens[i - 1].sentence != self.tokens[i].sentence:
            return False
        token, before = self.tokens[i], self.tokens[i - 1]
        word, lower = before.text, self.lowers[i - 1]
        if before.dep != "compound" or before.head != i or before.pos != "PROPN" or not word[:1].isupper():
            return False
        name = self.names.at.get(i - 1)
        if name is not None:
            return name.listed is not None and name.listed.sort in _BODIES
        if lower in self.lists.roles or lower in self.lists.titles or lower in self.lists.said("names", "never"):
            return False
        if before.entity in ("NORP", "DATE", "GPE", "LOC", "PERSON"):
            return False
        return self._small_around(before) and token.start == before.end + 1

    def _joined(self, i: int) -> int:
        """Makes one name of a listed word and that before it: "Kresta Syldavia", a firm's branch; returns its end."""
        name = self.names.at.get(i - 1)
        if name is None:
            self.names.add(Name(i - 1, i + 1, "organisation", rule="recogniser-body"))
        else:
            name.stop = i + 1
            self.names.at[i] = name
        return i + 1

    def _inside_name(self, i: int, stop: int, first: int, end: int) -> bool:
        """Whether the recogniser's person goes on around a listed name with nothing but capitalised words."""
        if end - first <= stop - i:
            return False
        if (
            i == first
            and i >= 1
            and self.lowers[i - 1] in ("to", "of", "the")
            and self.lowers[stop] in self.lists.genders
        ):
            return False  # "ambassador to Arnor Ana Kresta": the recogniser ran the two names together
        return all(self.tokens[k].text[:1].isupper() for k in range(first, end) if self.tokens[k].text != "-")

    def _is_demonym(self, i: int, fits: list[Listed]) -> bool:
        return any(f.sort in ("adjective", "people") for f in fits)

    def _is_modifier(self, i: int) -> bool:
        token = self.tokens[i]
        return token.pos == "ADJ" or (token.head > i and token.dep in ("amod", "compound", "nmod", "poss"))

    def _capitalised(self, i: int, end: int) -> int:
        while i < end and self.tokens[i].text[:1].isupper():
            i += 1
        return i


_ENDINGS = frozenset({"country", "group", "media"})  # listed names that another's longer name may end with
_BODIES = frozenset({"body", "group", "media"})
_NAMED_BODIES = frozenset({"body", "group", "media", "seat"})
_SHORT = frozenset({"country", "capital", "locality", "adjective", "people"})


def _choose(fits: list[Listed], demonym: bool) -> Listed:
    """Among entries of one surface: a state before its adjective, listed bodies before places."""
    order = ("people", "adjective", "country", "body", "seat", "group", "media", "capital", "locality")
    if any(f.sort == "country" for f in fits):
        return next(f for f in fits if f.sort == "country")
    return min(fits, key=lambda f: order.index(f.sort))
