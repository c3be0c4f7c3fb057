"""Countries, capitals, seats, bodies and peoples among the names: which act, and what each is."""

from __future__ import annotations

from communique.actors.affiliation import Affiliations
from communique.actors.drafts import Draft
from communique.actors.lists import Listed, Role
from communique.actors.names import Name
from communique.actors.phrases import modifies, phrase_start
from communique.actors.scene import Scene
from communique.actors.spelling import fold

_MEDIA_NOUNS = frozenset({"agency", "newspaper", "television", "radio", "service", "channel"})
_PLACES = frozenset({"country", "capital", "locality"})


_INSTITUTIONS = frozenset({"LEG", "JUD", "COP", "MIL"})


class BodyReader:
    """Makes drafts of every name that is no person's."""

    def __init__(self, scene: Scene, affiliations: Affiliations) -> None:
        self.scene, self.affiliations = scene, affiliations
        self.parse, self.tokens, self.lists = scene.parse, scene.parse.tokens, scene.lists
        self._bodies: dict[str, Draft] = {}
        self._mentioned = {
            n.listed.country for n in scene.names.spans if n.listed is not None and n.listed.sort == "country"
        } | {a.country for a in scene.names.adjectives.values()}

    def read(self) -> None:
        """Goes through the names in order, then through the adjectives that hold a country."""
        for name in self.scene.names.spans:
            if name.sort == "listed" and name.listed is not None:
                self._listed(name, name.listed)
            elif name.sort == "organisation":
                self._unlisted(name)
            elif name.sort == "place":
                self._place(name)
        for i, listed in self.scene.names.adjectives.items():
            if listed.country is None or self._is_ethnic(i):
                continue
            draft = self.scene.country(listed.country, self._country_name(listed))
            if self._stands_alone(i):
                self.scene.point(draft, i, i + 1, i, "demonym")
            else:
                self.scene.silent[i] = draft
                draft.mention(self.parse, i, i + 1, i, "adjective") if self._acts_through(i) else None
                if self._acts_through(i):
                    self.scene.by_head.setdefault(i, draft.mentions[-1])

    def _country_name(self, listed: Listed) -> str:
        return self.lists.country_names.get(listed.country or "", listed.name)

    def _stands_alone(self, i: int) -> bool:
        """ "the Syldavian", "the French" as a phrase of their own."""
        token = self.tokens[i]
        return (
            modifies(self.parse, i) is None
            and token.pos in ("NOUN", "PROPN")
            and i > 0
            and (self.tokens[i - 1].lower == "the")
        )

    def _acts_through(self, i: int) -> bool:
        """An adjective before a noun: the country is in it, so that a noun for an act can have it as actor."""
        token = self.tokens[i]
        return token.head > i or (token.pos in ("ADJ", "PROPN") and token.head != i)

    def _listed(self, name: Name, listed: Listed) -> None:
        head = self.scene.head_of(name.first, name.stop)
        if listed.sort in _PLACES:
            self._country_or_capital(name, listed, head)
        elif listed.sort == "people":
            self._people(name, listed, head)
        else:
            choice = self._fitting(name, listed)
            draft = self._bodies.get(choice.name)
            if draft is None:
                draft = self._bodies[choice.name] = self._new_body(name, choice)
            self._mention_body(draft, name, head, f"listed-{choice.sort}")

    def _fitting(self, name: Name, listed: Listed) -> Listed:
        """Among bodies of one name, the one whose country the page speaks of; else the first that holds now."""
        options = [f for f in name.alternatives if f.sort not in _PLACES] or [listed]
        near = [f for f in options if f.country in self._mentioned]
        return (near or options)[0]

    def _country_or_capital(self, name: Name, listed: Listed, head: int) -> None:
        places, scene = self.scene.places, self.scene
        if listed.country is None:
            return
        acts = (
            places.country_acts(head)
            if listed.sort == "country"
            else listed.sort == "capital" and places.capital_acts(head)
        )
        draft = scene.country(listed.country, self._country_name(listed))
        if not acts:
            scene.silent[head] = draft
            return
        first = name.first
        if first > 0 and self.tokens[first - 1].lower == "the":
            first -= 1
        rule = "country" if listed.sort == "country" else "capital-for-government"
        scene.point(draft, first, name.stop, head, rule)
        if name.stop - 1 != head:
            scene.also_head(name.stop - 1, head)

    def _is_ethnic(self, i: int) -> bool:
        """ "ethnic Syldavians" live elsewhere: the name gives no country."""
        return i > 0 and self.tokens[i - 1].lower == "ethnic"

    def _people(self, name: Name, listed: Listed, head: int) -> None:
        """ "the Syldavians" are Syldavia; "two Syldavians", "Syldavians" are people of it."""
        scene = self.scene
        if name.stop + 1 < len(self.tokens) and self.tokens[name.stop].text in ("-", "–") and name.stop - 1 == head:
            return  # "the Gondorian-led coalition": nobody of that people
        first = phrase_start(self.parse, head)
        before = [self.tokens[k] for k in range(first, name.first)]
        whole = listed.plural and listed.country is not None and len(before) == 1 and before[0].lower == "the"
        if whole and not self._followed(head) and listed.country is not None:
            state = scene.country(listed.country, self._country_name(listed))
            scene.point(state, first, name.stop, head, "people-for-country")
            return
        person = not listed.plural
        ethnic = listed.country is None or self._is_ethnic(name.first)
        key = f"people:{listed.name if ethnic else listed.country}"
        bare = not person and all(t.lower in ("the", "ethnic") for t in before)
        draft = self._bodies.get(key) if bare else None
        if draft is None:
            draft = scene.new(self.parse.words(first, name.stop), "person" if person else "group")
            draft.number = "singular" if person else "plural"
            draft.noun = self.tokens[head].lemma
            if not ethnic:
                draft.learn_country(listed.country, f'"{self.parse.words(name.first, name.stop)}"', 5)
            else:
                found = self.affiliations.around(head, first, None, limit=name.first)
                draft.learn_country(found.country, found.country_why, 20)
            draft.learn_sector("CVL", "people named by nation only", 60)
            if bare:
                self._bodies[key] = draft
        scene.point(draft, first, name.stop, head, "people")

    def _followed(self, head: int) -> bool:
        """Whether a clause or phrase narrows the people down ("the Syldavians who fled")."""
        return self.parse.right_edge[head] > head + 1

    def _new_body(self, name: Name, listed: Listed) -> Draft:
        text = listed.name if name.listed is listed and len(listed.name) < 5 else self._longest(name, listed)
        draft = self.scene.new(text, "organisation")
        draft.listed = listed
        draft.learn_country(listed.country, f"{listed.name} is listed as {listed.country}", 5)
        if listed.country == "IGO":
            draft.learn_sector(listed.sector, "an international body has no sector", 5)
        elif listed.sector:
            owned = self.lists.ownership.get(listed.name)
            why = (
                f"{listed.name}: {owned}, {listed.country}" if owned else f"{listed.name} is listed as {listed.sector}"
            )
            draft.learn_sector(listed.sector, why, 5)
        return draft

    def _longest(self, name: Name, listed: Listed) -> str:
        """The fullest form that the page gives."""
        forms = [
            self.parse.words(n.first, n.stop) for n in self.scene.names.spans if n.listed is not None
            and n.listed.name == listed.name
        ]  # fmt: skip
        return max(forms, key=len) if forms else self.parse.words(name.first, name.stop)

    def _mention_body(self, draft: Draft, name: Name, head: int, rule: str) -> None:
        first = phrase_start(self.parse, head) if modifies(self.parse, head) is None else name.first
        first = max(min(first, name.first), name.first - 6)
        self.scene.point(draft, first, name.stop, head, rule)
        if name.stop - 1 != head:
            self.scene.also_head(name.stop - 1, head)
        governor = modifies(self.parse, head)
        media = draft.sector is not None and draft.sector.value == "JRN"
        if governor is not None and media and self.tokens[governor].lemma in _MEDIA_NOUNS:
            self.scene.by_head.setdefault(governor, self.scene.by_head[head])

    def _unlisted(self, name: Name) -> None:
        """A body that only the recogniser names: its noun gives the sector, its modifiers the country."""
        text = self.parse.words(name.first, name.stop)
        head = self.scene.head_of(name.first, name.stop)
        known = self._of_that_state(name, head, text) or self._by_acronym(text)
        draft = known or self.scene.new(text, "organisation")
        if known is None:
            self._read_noun(draft, name, head)
        self._bodies[fold(text)] = draft
        if draft.country is not None:
            self._bodies[f"{fold(text)} of {draft.country.value}"] = draft
        self._bodies.setdefault(_initials(text), draft)
        if self.tokens[name.stop - 1].lower in self.lists.said("names", "legal_forms") and name.stop - name.first > 1:
            self._bodies.setdefault(fold(self.parse.words(name.first, name.stop - 1)), draft)
        self._mention_body(draft, name, head, name.rule)

    def _of_that_state(self, name: Name, head: int, text: str) -> Draft | None:
        """The body met before under this name; "Borduria's Foreign Ministry" is not the one whose state is not told."""
        before = self._bodies.get(fold(text))
        if before is None or self._role_in(name) is None:
            return before
        start = max(phrase_start(self.parse, head), name.first - 4)
        found = self.affiliations.around(name.stop - 1, start, None, limit=name.stop).country
        if found is None or (before.country is not None and before.country.value == found):
            return before
        return self._bodies.get(f"{fold(text)} of {found}")

    def _by_acronym(self, text: str) -> Draft | None:
        """A body met before whose initials these are ("Syldavian Grain Board" … "SGB")."""
        return self._bodies.get(text) if text.isupper() and 2 < len(text) < 7 else None

    def _read_noun(self, draft: Draft, name: Name, head: int) -> None:
        role = self._role_in(name) or name.title
        found = self.affiliations.around(name.stop - 1, max(phrase_start(self.parse, head), name.first - 4), None,
                                         limit=name.stop)  # fmt: skip
        if found.country is not None:
            draft.learn_country(found.country, found.country_why, 20)
        if role is not None:
            draft.noun = role.lemma
            if not found.international:
                draft.learn_sector(role.sector if role.sector != "UNK" else None, f'"{role.phrase}"', 20)
        if draft.sector is None and (body := self._institution_in(name)) is not None:
            draft.learn_sector(body.sector, f'"{body.phrase}" in its name', 25)  # "Senate Committee on Trade"
        if found.international and found.country == "IGO":
            draft.learn_sector(None, "part of an international body", 15)
        if self.tokens[name.stop - 1].lower in self.lists.said("names", "organisation_suffixes"):
            draft.learn_sector("BUS", f'"{self.tokens[name.stop - 1].text}" ends a company\'s name', 30)
        elif name.stop - name.first > 1 and self.tokens[name.stop - 1].lower in self.lists.said(
            "names", "club_suffixes"
        ):
            draft.learn_sector("CVL", f'"{self.tokens[name.stop - 1].text}" ends a club\'s name', 30)

    def _institution_in(self, name: Name) -> Role | None:
        """The parliament, court or force whose part a body is, told before its own noun."""
        words = (self.tokens[i].lower for i in range(name.first, name.stop - 1))
        roles = (
            role for word in words for role in self.lists.roles.get(word, ()) if not role.before and not role.after
        )
        return next((r for r in roles if r.sector in _INSTITUTIONS), None)

    def _role_in(self, name: Name) -> Role | None:
        """The noun for a body within its name: the last word, or that before "of"."""
        last = name.stop - 1
        for i in range(name.first, name.stop):
            if self.tokens[i].lower in ("of", "for", "on") and i > name.first:
                last = i - 1
                break
        for role in self.lists.roles.get(self.tokens[last].lower, ()):
            size = len(role.before)
            words = tuple(self.tokens[k].lower for k in range(last - size, last)) if last >= size else ()
            if words == role.before and not role.after:
                return role
        return None

    def _place(self, name: Name) -> None:
        """A place on no list that acts as a government does."""
        head = self.scene.head_of(name.first, name.stop)
        if not self.scene.places.capital_acts(head):
            return
        text = self.parse.words(name.first, name.stop)
        draft = self._bodies.get(fold(text))
        if draft is None:
            draft = self._bodies[fold(text)] = self.scene.new(text, "country")
            draft.learn_sector("GOV", "a place that acts stands for its government", 50)
        self.scene.point(draft, name.first, name.stop, head, name.rule)


def _initials(text: str) -> str:
    return "".join(w[0] for w in text.split() if w[:1].isupper())
