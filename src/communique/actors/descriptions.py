"""What a description refers to: "the undersecretary", "the country", "the group", "the two", "its forces".

A definite description goes back to the last actor that it fits; one that fits none, and says of itself whose it is or
does something in a clause, is a new actor. Two readings equally near are none.
"""

from __future__ import annotations

from communique.actors.drafts import Draft, Phrase
from communique.actors.lists import Listed
from communique.actors.memory import Memory, Trace
from communique.actors.people import BESIDE_STATES, PersonReader
from communique.actors.phrases import joined_owners, preposition_over
from communique.actors.scene import Scene
from communique.actors.spelling import fold
from communique.actors.together import Joint

_STATES = frozenset({"government", "regime", "leadership", "authority", "administration"})
_REALMS = frozenset({"republic", "kingdom", "emirate", "sultanate"})
_SOMEONE = frozenset({"BUS", "PTY", "EDU", "JRN", "MED", "ELI", "UNK"})
_GROUPS = frozenset({"REB", "PTY", "SOC", "UAF", "CRM", "OPP", "PRM"})
_GENERIC_SECTORS = frozenset({"JRN", "BUS", "PTY", "REB", "LAB"})
_FAR = 12  # sentences that a full description reaches back over


class DescriptionReader:
    """Resolves the describing phrases of one article, in order."""

    def __init__(self, scene: Scene, reader: PersonReader, memory: Memory) -> None:
        self.scene, self.reader, self.memory = scene, reader, memory
        self.parse, self.tokens = scene.parse, scene.parse.tokens
        said = scene.lists.said
        self._weak = said("weak", "nouns")
        self._country_nouns = said("descriptions", "country_nouns")
        self._group_nouns = said("descriptions", "group_nouns")
        self.joint = Joint(scene, memory)

    def resolve(self, phrase: Phrase) -> None:
        """Finds or makes the actor of one phrase, or leaves it."""
        lemma = self.tokens[phrase.head].lemma
        if self.joint.resolve(phrase, lemma):
            return
        if lemma in _REALMS and phrase.affiliation.country is not None and phrase.stop > phrase.head + 1:
            self._state(phrase)
            return
        if lemma in _STATES or phrase.role.lemma in _STATES:
            if phrase.opening == "bare" and not phrase.plural and self.parse.words(phrase.first, phrase.stop) == lemma:
                return  # "leadership matters", "big on government": the thing, nobody's in particular
            if self._state(phrase):
                return
        elif lemma in self._country_nouns and phrase.affiliation.country is None and not phrase.plural:
            self._country(phrase)
            return
        found = self._back(phrase, lemma)
        if found is not None:
            self._take(found, phrase, "description")
            return
        if self._is_actor(phrase, lemma):
            self._new(phrase, lemma)

    def _state(self, phrase: Phrase) -> bool:
        """ "the Syldavian government" is Syldavia; "the government" the state in mind, or the page's own."""
        found = phrase.affiliation
        if found.international or found.local or (found.body and found.country is None):
            return False
        if self._each_state(phrase):
            return True
        if found.country is not None and not found.country.startswith(("IGO", "NGO", "IMG", "MNC")):
            if any(self.tokens[k].lower in _LOCAL for k in range(phrase.first, phrase.head)):
                return False
            name = self.scene.lists.country_names.get(found.country)
            if name is None:
                return False
            self._take(self.scene.country(found.country, name), phrase, "government-for-country")
            return True
        if phrase.possessor is not None:
            owner = self._owner(phrase)
            if owner is None or owner.country is None or owner.country.value not in self.scene.lists.country_names:
                return False
            country = owner.country.value
            self._take(self.scene.country(country, self.scene.lists.country_names[country]), phrase, "government-of")
            return True
        if phrase.opening in ("definite", "bare") and self.scene.setting.country in self.scene.lists.country_names:
            country = self.scene.setting.country or ""
            self._take(self.scene.country(country, self.scene.lists.country_names[country]), phrase, "setting")
            return True
        return False

    def _each_state(self, phrase: Phrase) -> bool:
        """ "The Syldavian and Bordurian governments" are both states."""
        owners = joined_owners(self.parse, phrase.head) if phrase.plural else []
        states = [self._state_named(token) for token, _ in owners]
        names = self.scene.lists.country_names
        drafts = [self.scene.country(s.country, names[s.country]) for s in states if s and s.country in names]
        if len(drafts) < 2 or len(drafts) < len(states):
            return False
        self.scene.point_all(tuple(drafts), min(phrase.first, owners[0][0]), phrase.stop, phrase.head, "government-of")
        return True

    def _country(self, phrase: Phrase) -> None:
        """ "the country", "the kingdom": the state last in mind, also one that was only a place."""
        if phrase.opening == "possessive":
            self._country_of(phrase)
            return
        if phrase.opening != "definite" or phrase.first + 2 < phrase.head:
            return
        if self.tokens[phrase.head].lower == "state" or phrase.stop > phrase.head + 1:
            return
        sentence = self.tokens[phrase.head].sentence
        near = [t for t in self.memory.recent(sentence, 2) if t.draft is not None and t.draft.kind == "country"]
        near = [t for t in near if t.draft is not None and self._may_be(t.draft, self.tokens[phrase.head].lower)]
        if not near:
            return
        last = near[0].sentence
        here = {t.draft.id: t for t in near if t.sentence == last and t.draft is not None}
        chosen: Trace | None = near[0]
        placed = preposition_over(self.parse, phrase.head) is not None and near[0].sentence == sentence
        if len(here) > 1 and not placed:  # "… in Arnor for smuggling grain into the country" is the nearest
            chosen = self.memory.best([t for t in near if not self._is_adjective(t)], sentence)
        if chosen is not None and chosen.draft is not None:
            self._take(chosen.draft, phrase, "description-country")

    def _may_be(self, state: Draft, noun: str) -> bool:
        """Whether a state may be called so: only some are kingdoms or emirates."""
        called = self.scene.lists.words["descriptions"].get(f"{noun}s")
        code = state.country.value if state.country is not None else None
        return called is None or code is None or code.lower() in called or code.startswith("X")

    def _country_of(self, phrase: Phrase) -> None:
        """ "his country" is the state of the person whom "his" means."""
        owner, names = self._owner(phrase), self.scene.lists.country_names
        code = owner.country.value if owner is not None and owner.country is not None else None
        if owner is not None and owner.kind == "person" and code is not None and code in names:
            self._take(self.scene.country(code, names[code]), phrase, "country-of")

    def _is_adjective(self, trace: Trace) -> bool:
        mention = self.scene.by_head.get(trace.at)
        return mention is not None and mention.rule == "adjective"

    def _back(self, phrase: Phrase, lemma: str) -> Draft | None:
        """The last actor that a definite, or an equally bare plural, description fits."""
        if phrase.opening == "indefinite" or phrase.former:
            return None
        sentence = self.tokens[phrase.head].sentence
        seen: set[str] = set()
        fitting: list[Trace] = []
        for trace in self.memory.recent(sentence, _FAR):
            draft = trace.draft
            if draft is None or draft.id in seen or trace.at in self.scene.together:
                continue
            seen.add(draft.id)
            if self._fits(draft, phrase, lemma) and not self._elsewhere(trace, draft, phrase):
                fitting.append(trace)
        if not fitting:
            return None
        level = len(fitting) > 1 and fitting[0].sentence == fitting[1].sentence
        if level and phrase.role.number == "singular" and (fitting[1].subject or not fitting[0].subject):
            return None if fitting[1].subject == fitting[0].subject else fitting[1].draft
        return fitting[0].draft

    def _elsewhere(self, trace: Trace, draft: Draft, phrase: Phrase) -> bool:
        """Whether "the police" of a datelined page are rather its own than another state's, named in passing."""
        setting = self.scene.setting
        clause = self.scene.places.subject_of(trace.at) if trace.subject else None
        acted = trace.subject and (
            clause is None or clause.kind == "verb"
        )  # "killings by Gondor's police" is in passing
        if not setting.datelined or phrase.affiliation.country is not None or acted or draft.listed is not None:
            return False
        other = draft.country is not None and draft.country.value != setting.country
        return other and phrase.role.sector in self.scene.lists.said("country", "domestic_sectors")

    def _fits(self, draft: Draft, phrase: Phrase, lemma: str) -> bool:
        country, found = (draft.country.value if draft.country else None), phrase.affiliation
        if found.country is not None and country is not None and found.country != country:
            return False
        if phrase.role.number == "singular" and not phrase.plural:
            if draft.kind != "person" or phrase.opening == "bare":
                return False
            if phrase.role.gender and draft.gender not in (None, phrase.role.gender):
                return False
            if phrase.opening == "possessive" and found.country is None and self._owner(phrase) in (None, draft):
                return False
            if self._is_posted_elsewhere(draft, phrase):
                return False
            narrower = self.scene.lists.words["broader"].get(phrase.role.phrase, frozenset())
            return any(self._same_role(r.phrase, phrase.role.phrase) or r.lemma in narrower for r in draft.roles)
        if phrase.plural:
            same = draft.noun == lemma and draft.number == "plural"
            if found.country is not None and country is None:
                return False
            return same and (phrase.opening == "definite" or country == found.country)
        return self._fits_body(draft, phrase, lemma)

    def _is_posted_elsewhere(self, draft: Draft, phrase: Phrase) -> bool:
        """ "The ambassador to Umbar" is not he who was called "the ambassador to Rohan"."""
        post = self.parse.words(phrase.first, phrase.stop).partition(" to ")[2]
        theirs = draft.name.partition(" to ")[2]
        return bool(post and theirs) and fold(post) != fold(theirs)

    def _same_role(self, one: str, other: str) -> bool:
        """ "foreign minister" and "minister", "under secretary" and "undersecretary"."""
        a, b = one.replace("-", " ").split(), other.replace("-", " ").split()
        return a[-len(b) :] == b or b[-len(a) :] == a or (a[0] == b[0] and len(b) == 1)

    def _fits_body(self, draft: Draft, phrase: Phrase, lemma: str) -> bool:
        if draft.kind not in ("organisation", "group") or draft.number == "plural":
            return False
        if draft.noun == lemma and (phrase.opening in ("definite", "possessive") or phrase.affiliation.country):
            return True
        if phrase.opening != "definite" or phrase.affiliation.country is not None:
            return False
        if lemma in fold(draft.name).split():
            return True
        sector = draft.sector.value if draft.sector else None
        if lemma in self._group_nouns and phrase.first + 1 == phrase.head:
            if lemma == "party":
                return sector == "PTY"
            if lemma in ("union", "alliance", "bloc", "body", "organization", "organisation"):
                return (draft.country is not None and draft.country.value in ("IGO", "NGO")) or sector in (
                    "LAB",
                    "REB",
                    "SOC",
                )
            closed = draft.name.lower().rsplit(" ", 1)[-1] in self.scene.lists.said("names", "body_closers")
            return (closed or sector in _GROUPS) and self._is_named(draft)
        return sector == phrase.role.sector and sector in _GENERIC_SECTORS and draft.listed is not None

    def _is_named(self, draft: Draft) -> bool:
        """Whether a body has a name of its own, from a list or by its capitals."""
        return draft.listed is not None or sum(w[:1].isupper() for w in draft.name.split()[1:]) > 1

    def _owner(self, phrase: Phrase) -> Draft | None:
        """The actor to whom a possessor in the phrase refers ("its forces", "Boromir's aide")."""
        return self.scene.draft_at(phrase.possessor) if phrase.possessor is not None else None

    def _is_actor(self, phrase: Phrase, lemma: str) -> bool:
        """Whether a description that fits no one before is an actor itself."""
        owner = self._owner(phrase)
        owned = owner is not None and (owner.kind != "person" or _in_office(owner))
        sided = phrase.affiliation.country is not None or phrase.affiliation.body or owned or self._is_led(phrase)
        single = not phrase.role.before and not phrase.plural and not self._is_proper(phrase)
        if single and (lemma in self._weak or phrase.role.lemma in self._weak) and not sided:
            return False
        role = phrase.role
        if not sided and lemma == "commission" and phrase.opening == "indefinite" and phrase.first + 1 == phrase.head:
            return False  # "a commission on the sale" is money
        if role.number == "singular" and not phrase.plural and self._is_bare_small(phrase):
            return False  # "criminal justice", "in general"
        if role.number == "singular" and phrase.opening == "definite" and role.sector in _SOMEONE and not sided:
            return False  # "the businessman" is most likely someone already named; who, is not certain
        if role.sector in ("CVL", "UNK", "BUS", "EDU", "MED", "ELI") and not self._is_party(phrase.head):
            return sided and role.sector not in ("CVL", "BUS", "EDU", "MED")
        return True

    def _is_bare_small(self, phrase: Phrase) -> bool:
        return phrase.opening == "bare" and self.tokens[phrase.first].text.islower()

    def _is_led(self, phrase: Phrase) -> bool:
        """Whether a state's name says who leads or backs it: "the Gondor-led coalition"."""
        inside = range(phrase.first, phrase.head - 1)
        return any(self.tokens[k].text in ("-", "–") and self.tokens[k + 1].lower in _LED for k in inside)

    def _is_proper(self, phrase: Phrase) -> bool:
        """A noun for a body with a capital in mid-sentence is its name: "the House", "the Assembly"."""
        token = self.tokens[phrase.head]
        proper = phrase.role.number == "collective" and token.pos == "PROPN" and token.text.istitle()
        if not proper or phrase.opening != "definite" or phrase.first + 1 != phrase.head:
            return False
        around = [t.text for t in self.tokens[max(0, phrase.head - 6) : phrase.head + 6] if t.text.isalpha()]
        return sum(w.islower() for w in around) > len(around) // 2  # capitals mean something here

    def _is_party(self, head: int) -> bool:
        """Whether the phrase does or undergoes something, or stands in a phrase that says who did."""
        if self.scene.places.is_argument(head):
            return True
        over = preposition_over(self.parse, head)
        return over is not None and self.tokens[over].lower in _OF_PARTIES

    def _new_each(self, phrase: Phrase, lemma: str) -> bool:
        """ "Syldavian and Bordurian officials", "the presidents of Syldavia and Borduria": a group for each state."""
        words = self.parse.words(phrase.role_first, phrase.head + 1)
        owners = joined_owners(self.parse, phrase.head) if phrase.plural else []
        states = [self._state_named(token) for token, _ in owners]
        drafts: list[Draft] = []
        for (token, preposition), listed in zip(owners, states, strict=True):
            if listed is None or None in states:
                return False
            text = self.tokens[token].text
            draft = self.scene.new(f"{words} of {text}" if preposition else f"{text} {words}", "group")
            draft.noun, draft.number = lemma, "plural"
            draft.learn_country(listed.country, f'"{text}" names {listed.name}', 5)
            self.reader.take_role(draft, phrase, words, 10)
            draft.role = None
            drafts.append(draft)
        if drafts:
            first = min(phrase.first, owners[0][0])
            self.scene.point_all(tuple(drafts), first, phrase.stop, phrase.head, "collective")
        return bool(drafts)

    def _state_named(self, token: int) -> Listed | None:
        name = self.scene.names.at.get(token)
        listed = self.scene.names.adjectives.get(token) or (name.listed if name is not None else None)
        return listed if listed is not None and listed.country is not None else None

    def _new(self, phrase: Phrase, lemma: str) -> None:
        if self._new_each(phrase, lemma):
            return
        role = phrase.role
        person = role.number == "singular" and not phrase.plural
        body = role.number == "collective" and not phrase.plural
        draft = self.scene.new(
            self.parse.words(phrase.first, phrase.stop), "person" if person else "organisation" if body else "group"
        )
        draft.noun = lemma
        draft.number = "singular" if person else "either" if body else "plural"
        text = self.parse.words(phrase.role_first, max(phrase.role_stop, phrase.head + 1))
        self.reader.take_role(draft, phrase, text, 10)
        if not person:
            draft.role = None
        owner = self._owner(phrase)
        others = phrase.plural and role.lemma in BESIDE_STATES and owner is not None and owner.kind == "country"
        if owner is not None and owner.country is not None and draft.country is None and not others:
            draft.learn_country(owner.country.value, f'"{self.tokens[phrase.possessor or 0].text}" is {owner.name}', 30)
            if owner.country.value == "IGO" and role.sector in ("UNK", "GOV"):
                draft.learn_sector(None, "part of an international body", 5)
        self._take(draft, phrase, "role" if person else "collective")

    def _take(self, draft: Draft, phrase: Phrase, rule: str) -> None:
        phrase.draft = draft
        self.scene.point(draft, phrase.first, phrase.stop, phrase.head, rule)


_OF_PARTIES = frozenset("of by against with between on among at to for from".split())
_LED = frozenset({"led", "backed", "allied", "supported", "commanded", "sponsored"})


def _in_office(owner: Draft) -> bool:
    """Whether a body may be somebody's by office: "the minister's office" is one, "the singer's office" is none."""
    return owner.sector is not None and owner.sector.value not in _SOMEONE | {"CVL", None}


_LOCAL = frozenset({"local", "provincial", "regional", "city", "municipal", "county", "town", "village", "former"})
