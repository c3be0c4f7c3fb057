"""Which words are names: listed names, people by title, first name or recogniser, bodies by the recogniser.

Titles are read before the recogniser's labels, so that "Secretary of State Madeleine Albright" stays whole; a family
name after its full name is that person whatever the recogniser says in that sentence.
"""

from __future__ import annotations

from communique.actors.agreement import Agreement
from communique.actors.closing import close_bodies
from communique.actors.listing import ListedNames
from communique.actors.lists import Lists, Role
from communique.actors.names import Name, Names, NameSort
from communique.actors.shared import settle_shared
from communique.grammar import Parse


def find_names(parse: Parse, lists: Lists, on: str | None) -> Names:
    """Every name of an article, longest reading first; nothing overlaps."""
    lowers = [t.lower.replace("’", "'") for t in parse.tokens] if "’" in parse.text else [t.lower for t in parse.tokens]
    spotter = _Spotter(parse, lists, on, lowers)
    ListedNames(parse, lists, on, lowers, spotter.names, spotter.entity).find()
    spotter.titled()
    spotter.by_first_name()
    spotter.by_legal_form()
    spotter.recognised()
    close_bodies(parse, lists, spotter.names)
    settle_shared(parse, lists, spotter.names)
    Agreement(parse, lists, spotter.names, spotter.entity).settle()
    spotter.names.spans.sort(key=lambda n: n.first)
    return spotter.names


class _Spotter:
    """One pass each over the article's tokens for titles, first names and recogniser."""

    def __init__(self, parse: Parse, lists: Lists, on: str | None, lowers: list[str]) -> None:
        self.parse, self.tokens, self.lists, self.on, self.lowers = parse, parse.tokens, lists, on, lowers
        self.names = Names()
        self.entity: dict[int, tuple[int, int, str]] = {}
        for first, stop, label in parse.entities:
            for i in range(first, stop):
                self.entity[i] = (first, stop, label)
        self.never = lists.said("names", "never")
        self.particles = lists.said("names", "particles")
        self.suffixes = lists.said("names", "suffixes")
        self.country_nouns = lists.said("descriptions", "country_nouns")
        self.streets, self.legal_forms = lists.said("names", "street_words"), lists.said("names", "legal_forms")
        self.regions = lists.said("names", "region_words")

    def titled(self) -> None:
        """People named after a title or role: "Gen. X", "opposition leader Y", "Secretary of State Z"."""
        tokens, roles, titles = self.tokens, self.lists.roles, self.lists.titles
        for i, low in enumerate(self.lowers):
            if low in titles:
                self._after_abbreviation(i, titles[low])
            if low in roles and tokens[i].pos in ("NOUN", "PROPN", "ADJ") and i + 1 < len(tokens):
                self._after_role(i, roles[low])

    def _after_abbreviation(self, i: int, found: list[tuple[tuple[str, ...], str | None, str | None]]) -> None:
        for words, sector, gender in found:
            stop = i + len(words)
            if tuple(self.lowers[i:stop]) != words or not self.tokens[i].text[:1].isupper():
                continue
            run = self._run(stop)
            if run > stop and self._free(stop, run):
                family = words[0] in _PART_OF_NAME and run - stop == 1
                self.names.add(
                    Name(i if family else stop, run, "person", None, (), None, i, sector, gender, "title-abbreviation")
                )
            return

    def _after_role(self, i: int, found: list[Role]) -> None:
        for role in found:
            first, stop = i - len(role.before), i + 1 + len(role.after)
            if role.phrase in _NOT_TITLES:
                continue
            if first < 0 or stop >= len(self.tokens) or not self._phrase_is(role, i):
                continue
            if role.number == "collective":
                self._body_after(role, stop)
                continue
            at = self._after_duty(stop)
            if self.tokens[at].text in ("(", '"', "“") or not self.tokens[at].text[:1].isupper():
                return
            run = self._run(at)
            if any(self._is_role(k) for k in range(at, run - 1)):
                return  # "Deputy Prime Minister X": the longer title is read at its own head
            if run > at and self._free(at, run) and self._can_be_person(at, run, role):
                self._replace(at, run)
                rule = "title-name" if self.tokens[i].text[:1].isupper() else "role-name"
                self.names.add(Name(at, run, "person", None, (), role, first, None, role.gender, rule))
            return

    def _after_duty(self, stop: int) -> int:
        """Where the name begins after "envoy to Arnor": past the preposition and the listed name that it leads to."""
        tokens = self.tokens
        if tokens[stop].lower not in ("to", "of", "for", "at", "in") or stop + 2 >= len(tokens):
            return stop
        at = stop + 2 if tokens[stop + 1].lower == "the" else stop + 1
        name = self.names.at.get(at)
        if name is None and tokens[stop].lower == "in" and self.entity.get(at, (0, 0, ""))[2] == "GPE":
            return self.entity[at][1]  # "the consul in Szohod Mirko Dragan"
        if name is None or name.listed is None or name.first != at or name.stop >= len(tokens):
            return stop
        return name.stop

    def _body_after(self, role: Role, stop: int) -> None:
        """ "the energy company X", "the militant group Y": the name after a noun for a body is a body's."""
        if stop >= len(self.tokens) or not self.tokens[stop - 1].text.islower() or stop in self.names.at:
            return
        if role.lemma in self.country_nouns:
            return  # "the state Kresta won" is no body called so
        label = self.entity.get(stop, (0, 0, ""))[2]
        if label not in ("ORG", "PERSON", "GPE", "PRODUCT", "FAC") and (label or self.tokens[stop].pos != "PROPN"):
            return
        run = self._run(stop)
        if any(self._is_role(k) for k in range(stop, run - 1)):
            return  # "the campaign Chairman X"
        if run > stop and not any(k in self.names.at for k in range(stop, run)) and not self._does(stop, run):
            self.names.add(Name(stop, run, "organisation", None, (), role, rule="body-name"))

    def _does(self, first: int, stop: int) -> bool:
        """Whether a name after a noun only opens a clause about it: "the firm Kresta founded"."""
        tokens = self.tokens
        for i in range(first, stop):
            verb = tokens[i].head
            if tokens[i].dep in ("nsubj", "nsubjpass") and tokens[verb].dep in ("relcl", "acl"):
                return tokens[first - 1].head not in range(first, stop)
        return False

    def _is_role(self, i: int) -> bool:
        found = self.lists.roles.get(self.lowers[i])
        return found is not None and found[-1].number == "singular" and found[-1].sector != "CVL"

    def _phrase_is(self, role: Role, i: int) -> bool:
        lowers = self.lowers
        before, after = role.before, role.after
        return (not before or tuple(lowers[i - len(before) : i]) == before) and (
            not after or tuple(lowers[i + 1 : i + 1 + len(after)]) == after
        )

    def _can_be_person(self, first: int, stop: int, role: Role) -> bool:
        label = self.entity.get(first, (0, 0, ""))[2]
        if role.number == "plural" and label not in ("PERSON", "GPE", ""):
            return False
        if label in ("DATE", "EVENT", "LAW", "WORK_OF_ART", "NORP", "MONEY", "CARDINAL", "ORDINAL", "TIME"):
            return False
        body = self.lowers[stop - 1]
        if body in self.lists.roles and self.lists.roles[body][0].number == "collective":
            return False  # "president Foreign Ministry" is no person
        return label != "ORG" or stop - first > 1 or self.tokens[first - 1].text[:1].isupper()

    def _free(self, first: int, stop: int) -> bool:
        """Whether no listed name that is surely not a person's stands in the way."""
        for i in range(first, stop):
            name = self.names.at.get(i)
            if name is not None and (name.listed is None or name.listed.sort not in _YIELDING):
                return False
            if name is not None and (stop - first < 2 or (i == first and self.lowers[i] not in self.lists.genders)):
                return False
        return True

    def _replace(self, first: int, stop: int) -> None:
        """Gives up listed names inside a person's name ("Jack Jordan")."""
        gone = {id(self.names.at[i]) for i in range(first, stop) if i in self.names.at}
        if gone:
            self.names.spans = [n for n in self.names.spans if id(n) not in gone]
            self.names.at = {i: n for i, n in self.names.at.items() if id(n) not in gone}

    def _run(self, i: int) -> int:
        """Where a person's name that begins at a token ends; the token itself when none does."""
        tokens, end, at, names = (
            self.tokens,
            self.parse.sentences[self.tokens[i].sentence].stop if i < len(self.tokens) else 0,
            i,
            0,
        )
        while at < end and names < 6:
            token = tokens[at]
            if token.text[:1].isupper() and token.pos in ("PROPN", "ADJ", "NOUN", "X") and self._name_word(at, i):
                at += 1
                names += 1
            elif (token.text == "-" and at > i and at + 1 < end and tokens[at].start == tokens[at - 1].end) or (
                token.lower in self.particles and at + 1 < end and self._particle_goes_on(at)
            ):
                at += 1
            elif token.lower in self.suffixes and names:
                return at + 1
            else:
                break
        while at > i and (tokens[at - 1].lower in self.particles and not tokens[at - 1].text[:1].isupper()):
            at -= 1
        return at

    def _name_word(self, at: int, first: int) -> bool:
        token = self.tokens[at]
        if token.lower in self.never or token.tag in ("POS", "CD"):
            return False
        name = self.names.at.get(at)
        if name is None:
            label = self.entity.get(at, (0, 0, ""))
            return not (at > first and label[2] in ("DATE", "NORP", "TIME") and label[0] >= first)
        if name.listed is None:
            return True
        if name.listed.sort in _YIELDING and name.stop - name.first == 1:
            inside = self.entity.get(at, (at, at + 1, ""))
            return inside[2] == "PERSON" and inside[1] - inside[0] > 1
        return False

    def _particle_goes_on(self, at: int) -> bool:
        after = self.tokens[at + 1]
        joined = after.text[:1].isupper() or after.lower in self.particles
        return (joined and after.sentence == self.tokens[at].sentence and after.text != "-") or (
            after.text == "-" and at + 2 < len(self.tokens) and self.tokens[at + 2].text[:1].isupper()
        )

    def recognised(self) -> None:
        """What the bare recogniser marks as a person or a body, trimmed of titles, marks and possessives."""
        for first, stop, label in self.parse.entities:
            if label not in ("PERSON", "ORG", "GPE", "NORP", "FAC"):
                continue
            first, stop = self._trimmed(first, stop, label)
            if self._joins_known(first, stop):
                continue
            if stop <= first or self._is_address(first, stop) or any(i in self.names.at for i in range(first, stop)):
                continue
            while label == "PERSON" and self._goes_on(stop):
                stop += 2
            if label == "PERSON" and self._ends_as_person(stop):
                stop = max(stop, self._run(first)) if stop - first == 1 else stop
                if self._looks_like_name(first, stop):
                    self.names.add(Name(first, stop, "person", rule="recogniser-person"))
            elif label == "ORG" and self._looks_like_body(first, stop) and self._looks_like_name(first, stop):
                sort: NameSort = "organisation"
                if self._first_name_pair(first, stop) or self._is_place(first, stop):
                    sort = "place" if self._is_place(first, stop) else "person"
                self.names.add(Name(first, stop, sort, rule="recogniser-body"))
            elif label == "GPE" and self.tokens[first].text[:1].isupper():
                sort = "person" if self._first_name_pair(first, stop) else "place"
                self.names.add(Name(first, stop, sort, rule="recogniser-place"))

    def _joins_known(self, first: int, stop: int) -> bool:
        """ "Jorgen and Boda": the recogniser's one name is two people's where both are named in full before."""
        at = next((i for i in range(first, stop) if self.lowers[i] == "and"), None)
        if at is None or stop - first != 3 or at != first + 1 or any(i in self.names.at for i in range(first, stop)):
            return False
        known = {self.lowers[n.stop - 1] for n in self.names.spans if n.sort == "person" and n.stop - n.first > 1}
        if not {self.lowers[first], self.lowers[at + 1]} <= known:
            return False
        for i in (first, at + 1):
            self.names.add(Name(i, i + 1, "person", rule="recogniser-person"))
        return True

    def _trimmed(self, first: int, stop: int, label: str) -> tuple[int, int]:
        tokens = self.tokens
        for k in range(first + 1, stop if label == "PERSON" else first):
            if (tokens[k].text[:1].islower() and tokens[k].lower not in self.particles) or tokens[k].text == ",":
                stop = k
                break
        while label == "ORG" and stop - first > 1 and self._is_small(first):
            first += 1
        while stop > first and (tokens[stop - 1].tag in ("POS", "``", "''") or tokens[stop - 1].pos == "PUNCT"):
            stop -= 1
        while first < stop and (
            tokens[first].pos in ("DET", "PUNCT") or self.lowers[first] in self.lists.titles
            or (self.lowers[first] in self.lists.roles and tokens[first].pos != "PROPN")
        ):  # fmt: skip
            first += 1
        return first, stop

    def _is_small(self, i: int) -> bool:
        """Whether a word is no part of a body's name but stands before it: "the federal Bureau of Grain"."""
        token = self.tokens[i]
        return token.text.islower() and token.pos in _BEFORE_NAMES and token.lower not in self.particles

    def _looks_like_name(self, first: int, stop: int) -> bool:
        token = self.tokens[first]
        last = self.lowers[stop - 1]
        if stop - first == 1 and (len(token.text) < 2 or token.lower in self.never or token.pos in ("VERB", "ADP")):
            return False
        if any(c.isdigit() for c in token.text) or (stop - first == 1 and last in self.lists.roles):
            return False
        return token.text[:1].isupper() and not any(self.tokens[i].pos == "PUNCT" and self.tokens[i].text not in _JOINS
                                                   for i in range(first, stop))  # fmt: skip

    def _looks_like_body(self, first: int, stop: int) -> bool:
        """No possessor, no date, no docket number within: "Gondor's July 4" and "No. 3/19" are no bodies."""
        if any("/" in t.text and any(c.isdigit() for c in t.text) for t in self.tokens[first:stop]):
            return False
        owner = next((k for k in range(first, stop - 1) if self.tokens[k].tag == "POS"), first)
        if owner > first and (
            self.lowers[owner - 1] not in self.lists.roles or self.lowers[stop - 1] not in self.lists.roles
        ):
            return False  # but "the Sheriff's Department", "the People's Party" are
        return not any(self.lowers[k] in self.never for k in range(first, stop - 1))

    def _is_address(self, first: int, stop: int) -> bool:
        """ "1909 Harbour Drive" is neither person nor body."""
        number = self.tokens[first] if self.tokens[first].pos == "NUM" else self.tokens[max(0, first - 1)]
        return number.text.isdigit() and self.lowers[stop - 1] in self.streets

    def _is_place(self, first: int, stop: int) -> bool:
        """ "the Klow-based agent", "Mordor Province": where, however the recogniser takes it."""
        tokens = self.tokens
        if stop + 1 < len(tokens) and tokens[stop].text == "-" and tokens[stop + 1].lower in ("based", "born", "area"):
            return True
        words = self.lowers[first:stop]
        return len(words) > 1 and words[-1] in self.regions and words[0] != "islamic" and "of" not in words

    def _goes_on(self, stop: int) -> bool:
        """Whether a hyphen carries a name on ("Ing | -wen")."""
        tokens = self.tokens
        if stop + 1 >= len(tokens) or tokens[stop].text != "-" or tokens[stop].start != tokens[stop - 1].end:
            return False
        return tokens[stop + 1].text.isalpha() and tokens[stop + 1].start == tokens[stop].end

    def _ends_as_person(self, stop: int) -> bool:
        last = self.lowers[stop - 1]
        if last in self.lists.roles and self.tokens[stop - 2].sentence == self.tokens[stop - 1].sentence:
            return self.lists.roles[last][0].number == "singular" and last not in _NO_SURNAME
        return last not in self.lists.said("names", "never_last")

    def _first_name_pair(self, first: int, stop: int) -> bool:
        return 2 <= stop - first <= 3 and self._is_first_name(first) and self.lowers[stop - 1] not in self.lists.roles

    def _is_first_name(self, i: int) -> bool:
        return self.lowers[i] in self.lists.genders and self.tokens[i].text[:1].isupper()

    def by_legal_form(self) -> None:
        """Capitalised words that "Inc." or "Corporation" closes are a company, whatever the recogniser says."""
        for token in self.tokens:
            if token.lower not in self.legal_forms or not token.text[:1].isupper() or token.i in self.names.at:
                continue
            first = token.i
            while first > 0 and self._opens_company(first - 1, token.sentence):
                first -= 1
            if first < token.i:
                self._replace(first, token.i + 1)
                self.names.add(Name(first, token.i + 1, "organisation", rule="legal-form"))

    def _opens_company(self, i: int, sentence: int) -> bool:
        token, name = self.tokens[i], self.names.at.get(i)
        free = name is None or (name.listed is not None and name.listed.sort in ("locality", "capital"))
        written = token.sentence == sentence and token.text[:1].isupper() and token.pos == "PROPN"
        return free and written and self.lowers[i] not in self.lists.roles

    def by_first_name(self) -> None:
        """A first name with a capitalised word after it, where neither list nor recogniser saw a name."""
        tokens = self.tokens
        for i in range(len(tokens) - 1):
            if self.lowers[i] in self.lists.genders and tokens[i].pos == "PROPN" and i not in self.names.at:
                stop = self._run(i)
                if stop - i >= 2 and not any(k in self.names.at for k in range(i, stop)):
                    label = self.entity.get(i, (0, 0, ""))[2]
                    last = self.lists.roles.get(self.lowers[stop - 1])
                    if label not in ("PERSON", "ORG", "EVENT", "FAC", "LAW", "WORK_OF_ART") and not last:
                        self.names.add(Name(i, stop, "person", rule="first-name"))


_YIELDING = frozenset({"country", "capital", "locality", "group", "media"})  # names that a person's may contain
_NOT_TITLES = frozenset(
    {"republican", "democrat", "conservative", "liberal", "communist", "socialist", "tory", "national"}
)
_NO_SURNAME = frozenset({"president", "minister", "spokesman", "spokeswoman", "ambassador", "senator", "official"})
_BEFORE_NAMES = frozenset({"DET", "ADJ", "NOUN", "VERB", "PROPN"})
_JOINS = frozenset({"-", "'", "’", "&", ".", "/", "–"})
_PART_OF_NAME = frozenset({"pope", "king", "queen", "prince", "princess", "sultan", "emperor"})
