"""One word, one bearer: what the page calls a name elsewhere decides where a sentence leaves it open or says otherwise.

The recogniser reads each sentence alone: it takes a firm for a person here, for a town there, and misses it where the
word opens a sentence. A title or a noun for a body beside the name decides; else what it is taken for most often.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from communique.actors.lists import Lists
from communique.actors.names import Name, Names, NameSort
from communique.actors.spelling import fold
from communique.grammar import Parse, Token

_SURE = frozenset({"title-name", "role-name", "title-abbreviation", "body-name", "page-agreement", "speaker-name"})
_GUESSED = frozenset({"recogniser-person", "recogniser-body", "recogniser-place"})
_FIXED = frozenset({"FAC", "EVENT", "LAW", "WORK_OF_ART", "DATE", "PRODUCT"})  # longer names of other things
_CLOSING = frozenset({"”", "''", '"'})
_ENOUGH = 2  # times that a lone word must be recognised before it is followed through the page


class Agreement:
    """Carries the names of one article from the sentences that tell them clearly to those that do not."""

    def __init__(self, parse: Parse, lists: Lists, names: Names, entity: dict[int, tuple[int, int, str]]) -> None:
        self.parse, self.tokens, self.lists, self.names, self.entity = parse, parse.tokens, lists, names, entity
        self._never = lists.said("names", "never")
        self._legal_forms = lists.said("names", "legal_forms")
        self._saying = lists.said("pronouns", "saying_verbs")
        self._families: set[str] = set()
        self._small = {t.text for t in self.tokens if t.text.islower()}

    def settle(self) -> None:
        """Family names after full names, then speakers named by one word, then lone names by the page's majority."""
        self._family_names()
        self._whole_families()
        self._speakers()
        self._lone_names()
        self._common_words()
        self._whole_names()
        self._short_names()
        self._long_names()

    def _family_names(self) -> None:
        """A lone capitalised word that is part of one person's full name is that person, whatever it was taken for."""
        bearers: set[str] = set()
        for name in self.names.spans:
            if name.sort == "person" and name.stop - name.first > 1:
                self._families.add(fold(self.tokens[name.stop - 1].text))
                for token in self.tokens[name.first : name.stop]:
                    if len(token.text) > 2 and token.text[:1].isupper():
                        bearers.add(fold(token.text))
        if not bearers:
            return
        for name in self.names.spans:
            weak = name.listed is not None and name.listed.sort in ("group", "media", "locality")
            single = name.stop - name.first == 1 and (name.sort in ("organisation", "place") or weak)
            if single and fold(self.tokens[name.first].text) in bearers:
                name.sort, name.rule, name.listed = "person", "page-agreement", None
            elif name.sort == "organisation" and self._is_relative(name):
                name.sort, name.rule, name.title = "person", "page-agreement", None
        for token in self.tokens:
            if (
                token.i not in self.names.at and token.text[:1].isupper() and fold(token.text) in bearers
                and (token.pos == "PROPN" or (token.pos == "NOUN" and self.tokens[token.i - 1].text.islower()))
            ):  # fmt: skip
                self.names.add(Name(token.i, token.i + 1, "person", rule="page-agreement"))

    def _is_relative(self, name: Name) -> bool:
        """Whether what was read as a body is another of a family on the page, as the recogniser has it."""
        whole = self.entity.get(name.first, (0, 0, "")) == (name.first, name.stop, "PERSON")
        return whole and name.stop - name.first > 1 and fold(self.tokens[name.stop - 1].text) in self._families

    def _whole_families(self) -> None:
        """ "the Krestas", where a Kresta is named in full: all of that name on the page."""
        for token in self.tokens[1:]:
            if not (token.text[:1].isupper() and token.text.endswith("s")) or self.tokens[token.i - 1].lower != "the":
                continue
            name = self.names.at.get(token.i)
            lone = name is None or (name.stop - name.first == 1 and name.rule in _GUESSED)
            if lone and {fold(token.text.removesuffix("s")), fold(token.text.removesuffix("es"))} & self._families:
                if name is not None:
                    self.names.drop(name)
                self.names.add(Name(token.i, token.i + 1, "family", rule="family-name"))

    def _speakers(self) -> None:
        """One unknown capitalised word between a quotation and its verb is who speaks: '"No," Kresta said.'"""
        for token in self.tokens[1:-1]:
            if token.pos != "PROPN" or token.dep != "nsubj" or token.i in self.names.at or not self._may_be(token.i):
                continue
            verb = self.tokens[token.i + 1]
            if verb.lemma in self._saying and verb.pos == "VERB" and self.tokens[token.i - 1].text in _CLOSING:
                self.names.add(Name(token.i, token.i + 1, "person", rule="speaker-name"))

    def _lone_names(self) -> None:
        """A lone unlisted name is what a title or noun beside it says it is somewhere, else what it is most often."""
        votes: defaultdict[str, Counter[NameSort]] = defaultdict(Counter)
        sure: defaultdict[str, set[NameSort]] = defaultdict(set)
        for name in self.names.spans:
            if name.listed is None and name.stop - name.first == 1:
                text = self.tokens[name.first].text
                votes[text][name.sort] += 1
                if name.rule in _SURE:
                    sure[text].add(name.sort)
        chosen: dict[str, NameSort] = {
            text: sort for text, found in votes.items()
            if (sort := _decided(found, sure[text])) is not None and not (sort == "person" and text.isupper())
        }  # fmt: skip
        for name in self.names.spans:
            sort = chosen.get(self.tokens[name.first].text) if name.stop - name.first == 1 else None
            if sort is not None and sort != name.sort and name.listed is None and name.rule in _GUESSED:
                name.sort, name.rule = sort, "page-agreement"
        often = {text for text, found in votes.items() if found.total() >= _ENOUGH}
        followed: dict[str, NameSort] = {
            text: sort for text, sort in chosen.items() if text in often and sort != "place"
        }
        if followed:
            self._follow(followed)

    def _common_words(self) -> None:
        """A lone word that the page also writes small is no name by the recogniser alone ("Harvest", "the harvest")."""
        common = {t.text for t in self.tokens if t.pos in ("NOUN", "ADJ") and t.text.islower()}
        for name in list(self.names.spans):
            token = self.tokens[name.first]
            if name.stop - name.first > 1 or name.rule not in _GUESSED or token.lower not in common:
                continue
            says = token.dep == "nsubj" and self.tokens[token.head].lemma in self._saying
            the = name.first > 0 and self.tokens[name.first - 1].lower == "the"
            if not says and (name.sort == "person" or not the):
                self.names.drop(name)

    def _whole_names(self) -> None:
        """Two words taken for a body are a person where the page uses the second alone for one ("said Kresta")."""
        people = {self.tokens[n.first].text for n in self.names.spans if n.sort == "person" and n.stop - n.first == 1}
        for name in self.names.spans:
            two = name.sort == "organisation" and name.rule == "recogniser-body" and name.stop - name.first == 2
            if (
                two
                and self.tokens[name.stop - 1].text in people
                and self.tokens[name.first].lower not in self.lists.roles
            ):
                name.sort, name.rule = "person", "page-agreement"

    def _short_names(self) -> None:
        """ "the Chronicle" after "the Klow Chronicle": a listed medium's last word with "the" is that medium."""
        media: dict[str, Name] = {}
        for name in sorted(self.names.spans, key=lambda n: n.first):
            if name.listed is not None and name.listed.sort == "media" and name.stop - name.first > 1:
                media.setdefault(self.tokens[name.stop - 1].text, name)
        for token in self.tokens[1:] if media else ():
            whole, taken = media.get(token.text), self.names.at.get(token.i)
            free = taken is None or (taken.rule in _GUESSED and taken.stop - taken.first == 1)
            if whole is None or whole.first > token.i or not free or self.tokens[token.i - 1].lower != "the":
                continue
            if taken is not None:
                self.names.drop(taken)
            rule = f"listed-{whole.listed.sort}" if whole.listed is not None else whole.rule
            self.names.add(Name(token.i, token.i + 1, "listed", whole.listed, whole.alternatives, rule=rule))

    def _long_names(self) -> None:
        """Two or more words that are a name in one sentence are so in the next; a legal form may be left off."""
        wanted: dict[tuple[str, ...], NameSort] = {}
        for name in self.names.spans:
            words = tuple(t.text for t in self.tokens[name.first : name.stop])
            if name.listed is None and name.sort in ("person", "organisation") and len(words) > 1:
                wanted.setdefault(words, name.sort)
                if words[-1].lower() in self._legal_forms and len(words) > 2:
                    wanted.setdefault(words[:-1], name.sort)
        opening = {words[0] for words in wanted}
        for token in self.tokens:
            if token.text in opening:
                for words, sort in wanted.items():
                    stop = token.i + len(words)
                    if tuple(t.text for t in self.tokens[token.i : stop]) == words and self._frees(token.i, stop):
                        self.names.add(Name(token.i, stop, sort, rule="page-agreement"))

    def _frees(self, first: int, stop: int) -> bool:
        """Whether words are free, or were taken for places only; gives those up."""
        taken = {id(n): n for k in range(first, stop) if (n := self.names.at.get(k)) is not None}
        if any(n.first < first or n.stop > stop or not _is_place(n) for n in taken.values()):
            return False
        for name in taken.values():
            self.names.drop(name)
        return True

    def _follow(self, chosen: dict[str, NameSort]) -> None:
        for token in self.tokens:
            sort = chosen.get(token.text)
            if sort is None or token.i in self.names.at or not self._may_be(token.i):
                continue
            if token.pos == "PROPN" or (token.pos in ("NOUN", "ADJ") and token.lower not in self._small):
                self.names.add(Name(token.i, token.i + 1, sort, rule="page-agreement"))

    def _may_be(self, i: int) -> bool:
        """Whether a token can be a whole name: capitalised, no role, not part of a longer run of capitals."""
        token = self.tokens[i]
        if not token.text[:1].isupper() or token.lower in self.lists.roles or token.lower in self._never:
            return False
        first, stop, label = self.entity.get(i, (i, i + 1, ""))
        if label in _FIXED and stop - first > 1:
            return False
        return not any(self._joins(token, k) for k in (i - 1, i + 1))

    def _joins(self, token: Token, k: int) -> bool:
        """Whether the word beside makes one name with a token: another capital, or a listed name, tied to it."""
        if not 0 <= k < len(self.tokens) or self.tokens[k].sentence != token.sentence:
            return False
        other, name = self.tokens[k], self.names.at.get(k)
        tied = (other.head == token.i and other.dep == "compound") or (
            token.head == k and token.dep in ("compound", "amod")
        )
        return tied and other.text[:1].isupper() and other.pos == "PROPN" and (name is None or name.listed is not None)


def _is_place(name: Name) -> bool:
    return name.sort == "place" or (name.listed is not None and name.listed.sort in ("locality", "capital"))


def _decided(votes: Counter[NameSort], sure: set[NameSort]) -> NameSort | None:
    """The sort of a lone name: the one that is sure, a person first, else the most frequent; None where level."""
    if sure:
        return "person" if "person" in sure else next(iter(sure))  # a title tells more than a noun before a name
    ranked = votes.most_common(2)
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return None
    return ranked[0][0]
