"""Who fills the places of an entry's shape in a clause: actors, recipients, things and the acts taken in."""

from __future__ import annotations

from communique.events.bearers import Bearers
from communique.events.heads import counts_people, find_named, look_like_persons, names_of
from communique.events.issuers import find_issuers
from communique.events.means import find_wielders
from communique.events.parties import may_be_party
from communique.grammar import Argument, Clause, Complement, Parse
from communique.lexicon import Pattern, Predicate, Shape, Slot
from communique.records import Cast

_NOUN_OBJECT = ("of", "against", "on", "upon", "toward", "towards", "at")
_NOUN_COMPANY = ("with", "between", "among", "involving")
_ONESELF = frozenset({"it", "they", "he", "she", "we", "i"})
_DATIVE = ("to", "for")
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_PHYSICAL = frozenset({"ASSAULT", "COERCE"})
_ON_PERSONS = frozenset({"RETREAT", "CONCEDE", "AID"})  # done to persons and things of no name too, by who has power
_IN_WORDS = frozenset({"ACCUSE", "REQUEST", "THREATEN", "SUPPORT"})
_DONE_TO_PEOPLE = _PHYSICAL | {"RETREAT", "SANCTION"}
_POWERFUL = frozenset("GOV MIL COP JUD LEG REB SPY PRM UAF".split())


class Filling:
    """The slots of one entry being filled from one clause."""

    def __init__(
        self,
        parse: Parse,
        clause: Clause,
        predicate: Predicate,
        pattern: Pattern,
        shape: Shape,
        cast: Cast,
        lenient: bool,
    ) -> None:
        self._lenient = lenient
        self._parse, self._clause, self._cast = parse, clause, cast
        self._predicate, self._pattern, self._shape = predicate, pattern, shape
        self._near = Bearers(parse, clause, cast)
        self.actors: list[Argument] = []
        self.recipients: list[Argument] = []
        self.things: list[Argument] = []
        self.embedded: list[int] = []
        self.filled = 0
        self._unnamed: list[Argument] = []

    def fill(self) -> str | None:
        """Fills every slot; says what is missing, or None when the entry matches."""
        for slot in self._shape.slots:
            problem = None
            match slot.role:
                case "actor" | "actors":
                    problem = self._fill_actor(slot)
                case "recipient":
                    problem = self._fill_recipient(slot)
                case "object":
                    problem = self._fill_object(slot)
                case "subject":
                    problem = self._fill_subject()
                case "clause":
                    problem = self._fill_clause(slot)
            if problem:
                return problem
        told = self._pattern.type not in _MUTUAL and any(a.via != "possessive" for a in self.recipients)
        if not self.actors and self._clause.kind == "verb" and told:
            self.actors += self._unnamed  # whoever does it to a political actor, in the words of the text
        return self._constraints()

    def _fill_actor(self, slot: Slot) -> str | None:
        found = self._arguments(slot) or self._from_whom(slot)
        if self._is_joint():
            told = {p for s in self._shape.slots if s.role == "recipient" for p in s.prepositions}
            beside = [p for p in _NOUN_COMPANY if p not in told or not found]
            found += self._obliques(tuple(beside))
        if slot.place == "subject" and not found and self._clause.kind == "noun" and not self._has_object():
            found = list(self._clause.objects)  # "the resignation of X"
            if self._pattern.type == "ACCUSE":
                self.recipients += [
                    b for a in found for b in self._near.inside(a, self.actors)
                ]  # "allegations of X's meddling"
                found = []
        if self._is_joint() and self._clause.kind == "noun" and len(found) < 2:
            found += self._of_governing_clause()
        borne = [b for a in found for b in (*self._bearers(a, slot), *self._near.beside(a))]
        if len(borne) == 1 and borne[0] in self._obliques(("between",)):
            borne += self._near.after_and(borne[0])
        if borne:
            self.actors += borne
            self.filled += 1
        elif found and slot.place != "subject" and not slot.optional:
            return f"{slot.role.upper()} is filled by no actor"
        elif found:
            found = [s for a in found for s in (self._sayers(a) or [a])]
            self.actors += [a for a in found if self._may_stay_unnamed(a)]
            self._unnamed += [a for a in found if a not in self.actors]
        return None

    def _held_for_it(self) -> list[Argument]:
        """Who is charged when the charge is what somebody is held or tried for: "jailed on treason charges"."""
        parse, clause = self._parse, self._clause
        if clause.kind != "noun" or clause.parent is None or self._pattern.type != "ACCUSE":
            return []
        above = parse.clauses[clause.parent]
        hangs = {o.argument.head: o.preposition for o in above.obliques}
        return list(above.objects) if hangs.get(clause.head) in ("on", "over", "for", "under") else []

    def _from_whom(self, slot: Slot) -> list[Argument]:
        """Whose words a noun tells: "charges | from the opposition", "an invitation | from Arnor"."""
        told = any("from" in s.prepositions for s in self._shape.slots)
        if slot.place != "subject" or self._clause.kind != "noun" or told or self._pattern.type not in _IN_WORDS:
            return []
        return self._obliques(("from",))

    def _of_governing_clause(self) -> list[Argument]:
        """Who is in talks when the noun names one side only: "drafted the rules in consultation with Arnor"."""
        parse, clause = self._parse, self._clause
        if clause.parent is None or clause.light is not None or not clause.obliques:
            return []
        above = parse.clauses[clause.parent]
        hangs = {o.argument.head: o.preposition for o in above.obliques}
        within = ("in", "during", "after", "following", "at") if self._pattern.type in _MUTUAL else ("in", "during")
        return list(above.subjects) if hangs.get(clause.head) in within else []

    def _fill_recipient(self, slot: Slot) -> str | None:
        found = self._arguments(slot) or self._held_for_it()
        if slot.place == "direct" and self._pattern.objects and not self._shape.has("object"):
            told, found = found, self._named(found)
            if told and not found and self._lenient:
                return "its object is none that the entry names"
        borne = [b for a in found for b in (*self._bearers(a, slot), *self._near.beside(a))]
        if borne:
            self.recipients += borne
            self.filled += 1
            return None
        if found and self._clause.kind == "noun" and self._pattern.type == "ASSAULT" and self.actors:
            self.things += found  # "an airstrike on a camp"
        if found and self._controls() and self._has_known_actor():
            self.recipients += found  # whoever is told to do something can do it: "called on its partners to share"
            return None
        if slot.optional or self._clause.kind == "noun" or self._lenient:
            return None
        names = [a for a in found if self._parse.tokens[a.head].pos == "PROPN"]
        named = [a for a in names if may_be_party(self._parse, a.head)]
        if named and self._has_known_actor():
            self.recipients += named  # somebody whom only a name tells
            self.filled += 1
            return None
        if found and slot.place == "direct" and self._pattern.type in _PHYSICAL and self._has_known_actor():
            self.things += found  # a thing is attacked or seized: what it is stands as the recipient, in its words
            return None
        counted = bool(found) and all(counts_people(self._parse, a.head) for a in found)
        if counted and self._pattern.type in _DONE_TO_PEOPLE and not self._is_effect():
            self.recipients += found  # "at least 38 were arrested"
            return None
        if found and self._pattern.type in _ON_PERSONS and self._has_power() and look_like_persons(self._parse, found):
            self.recipients += found  # "pardoned 7,000 petty offenders"
            return None
        return "RECIPIENT is filled by no actor" if found else "RECIPIENT is missing"

    def _fill_object(self, slot: Slot) -> str | None:
        found = self._arguments(slot)
        if slot.place == "direct" and self._shape.has("recipient"):
            found += self._obliques(("as",))  # "called Arnor a liar"
        if self._pattern.objects:
            found = self._named(found)
        if not found:
            return None if slot.optional else "OBJECT is missing or is another one"
        self.things += found
        self.filled += 1
        return None

    def _controls(self) -> bool:
        """Whether the entry takes in a clause whose doer is the recipient: "urged X to leave"."""
        return self._pattern.type == "REQUEST" and any(s.role == "clause" and s.form == "to" for s in self._shape.slots)

    def _has_known_actor(self) -> bool:
        known = any(self._cast.at(a.head) is not None for a in (*self._clause.subjects, *self.actors))
        return known or bool(find_wielders(self._parse, self._clause, self._pattern.type, self._cast))

    def _is_effect(self) -> bool:
        """Whether the subject is an act that a noun of its own tells: "the attack on the port killed nine"."""
        at = [self._parse.clause_at.get(a.head) for a in self._clause.subjects]
        return any(i is not None and self._parse.clauses[i].kind == "noun" for i in at)

    def _has_power(self) -> bool:
        """Whether a subject is a state or serves one, or bears arms against it."""
        known = [self._cast.at(a.head) for a in self._clause.subjects]
        return any(a is not None and (a.kind == "country" or a.sector in _POWERFUL) for a in known)

    def _named(self, arguments: list[Argument]) -> list[Argument]:
        return find_named(self._parse, self._clause, arguments, self._pattern.objects)

    def _fill_subject(self) -> str | None:
        clause = self._clause
        if not self._shape.has("actor") and not self._shape.has("actors"):
            self.actors += self._parties_of_acts(clause.subjects)  # "the talks between Gondor and Arnor collapsed"
        if not clause.subjects and (self._pattern.subject or not clause.objects) and clause.kind != "noun":
            return "the subject is missing"
        return None

    def _parties_of_acts(self, arguments: tuple[Argument, ...]) -> list[Argument]:
        out: list[Argument] = []
        for argument in arguments:
            at = self._parse.clause_at.get(argument.head)
            noun = None if at is None else self._parse.clauses[at]
            if noun is not None and noun.kind == "noun":
                beside = (o.argument for o in noun.obliques if o.preposition in _NOUN_COMPANY)
                out += [a for a in (*noun.subjects, *beside) if self._cast.at(a.head) is not None]
        return out

    def _fill_clause(self, slot: Slot) -> str | None:
        found = [c.clause for c in self._complements() if c.form == slot.form]
        if not found and slot.form == "that":
            found = [c.clause for c in self._complements() if c.form in ("that", "quote")]
        if found and not any(self._is_act(c) for c in found):
            return "the act in its clause is none that the entry takes"
        if (
            found
            and slot.form == "that"
            and self._pattern.type == "ACCUSE"
            and all(self._is_of_oneself(i) for i in found)
        ):
            return "who says so speaks of himself"
        lemmas = {self._parse.clauses[i].lemma for i in found}
        if found and self._pattern.acts and not lemmas & self._pattern.acts:
            return "the act in its clause is none that the entry names"
        if lemmas & self._pattern.not_acts:
            return "the act in its clause is one that the entry excludes"
        if found and self._pattern.type == "THREATEN" and slot.form == "that" and all(self._is_done(i) for i in found):
            return "what is told has been done, it threatens nothing"
        if found and not self._takes(found):
            return "the act in its clause is done to none that the entry names"
        if not found:
            return None if slot.optional else f"there is no {slot.form}-clause"
        self.embedded += found
        self.filled += 2  # an act that is taken in says more than a thing
        return None

    def _is_of_oneself(self, clause: int) -> bool:
        """Whether a told act is the teller's own: "the rebels claimed that they had shot the jet down"."""
        parse, cast = self._parse, self._cast
        mine = {cast.by_head[a.head].actor for a in self._clause.subjects if a.head in cast.by_head}
        subjects = parse.clauses[clause].subjects
        pronouns = [a for a in subjects if parse.tokens[a.head].lower in _ONESELF]
        others = [a for a in pronouns if a.head in cast.by_head and cast.by_head[a.head].actor not in mine]
        return bool(pronouns) and not others

    def _is_done(self, clause: int) -> bool:
        """Whether an act is told as past: "told reporters that officers shot two men"."""
        told = self._parse.clauses[clause]
        past = told.tense == "past" and told.modal is None and not told.progressive
        return past and told.kind == "verb" and told.lemma not in ("be", "have")

    def _takes(self, clauses: list[int]) -> bool:
        """Whether the taken-in act has one of `objects`, where the entry itself has nothing that they could be."""
        heads = self._pattern.objects
        if not heads or self._shape.has("object") or self._shape.has("recipient"):
            return True
        tokens, all_clauses = self._parse.tokens, self._parse.clauses
        return any(tokens[a.head].lemma in heads for i in clauses for a in all_clauses[i].objects)

    def _complements(self) -> tuple[Complement, ...]:
        """The clauses below the predicate, or below a noun that belongs to it: "reserved the right to strike"."""
        if self._clause.complements or not self._predicate.rest:
            return self._clause.complements
        nouns = (self._parse.clause_at.get(a.head) for a in self._clause.objects)
        return tuple(c for at in nouns if at is not None for c in self._parse.clauses[at].complements)

    def _is_act(self, clause: int) -> bool:
        """Whether the act in a clause is one that `acts` and `not_acts` let through."""
        lemma, pattern = self._parse.clauses[clause].lemma, self._pattern
        return lemma not in pattern.not_acts and (not pattern.acts or lemma in pattern.acts)

    def _constraints(self) -> str | None:
        pattern = self._pattern
        done_to = [*self._clause.objects, *self.things, *self.recipients]
        if pattern.not_objects and any(names_of(self._parse, a) & pattern.not_objects for a in done_to):
            return "its object is one that the entry excludes"
        subjects = [names_of(self._parse, a) for a in self._clause.subjects]
        meant = [*subjects, *self._meant_subjects()]
        if pattern.subject and subjects and not any(s & pattern.subject for s in meant):
            return "its subject is none that the entry names"
        if pattern.not_subject and any(s & pattern.not_subject for s in subjects):
            return "its subject is one that the entry excludes"
        return None

    def _meant_subjects(self) -> list[set[str]]:
        """The words of the names that a pronoun as subject stands for: "it", the Aid Commission, is a commission."""
        if not any(self._parse.tokens[a.head].pos == "PRON" for a in self._clause.subjects):
            return []
        meant = (self._cast.at(a.head) for a in self.actors)
        return [set(actor.name.lower().split()) for actor in meant if actor is not None]

    def _arguments(self, slot: Slot) -> list[Argument]:
        """The phrases that stand in a slot's place in this clause."""
        clause = self._clause
        if slot.place == "subject":
            return list(clause.subjects)
        if slot.place == "oblique":
            found = self._obliques(slot.prepositions)
            if (
                not found
                and clause.voice == "passive"
                and slot.role == "recipient"
                and slot.prepositions[0] in self._predicate.rest
            ):
                found = list(clause.objects)
            if not found and "to" in slot.prepositions:
                found = list(clause.recipients) or (self._after_description() if slot.role == "recipient" else [])
            return found
        if slot.place == "dative":
            beside = list(clause.recipients) or self._obliques(_DATIVE)
            if not beside and self._obliques(("as",)):
                beside = list(clause.objects)  # "called Arnor a liar"
            return beside or [a for a in self._obliques(("compound",)) if self._cast.at(a.head) is not None]
        if clause.kind == "noun":
            return list(clause.objects) or self._obliques(_NOUN_OBJECT[1:]) or self._obliques(("compound",))
        rest = self._predicate.rest
        after = tuple(
            " ".join(rest[k:]) for k in range(len(rest))
        )  # "walk out of" takes what follows "out of", or "of"
        behind = self._obliques(after) if after else []
        if behind and slot.role == "object" and clause.voice == "active":
            return behind  # "asked Arnor for grain": what is asked for is the grain
        return behind + list(clause.objects)

    def _after_description(self) -> list[Argument]:
        """Who gets what a long phrase describes: "returned a ring engraved with her name | to Arnor"."""
        parse, clause = self._parse, self._clause
        if clause.kind != "verb" or clause.voice != "active" or self._pattern.type not in ("RETREAT", "AID"):
            return []
        ends = [(a.stop, parse.right_edge[a.head] + 1) for a in clause.objects]
        behind = [i for first, stop in ends for i in range(first, stop) if parse.tokens[i].lower == "to"]
        heads = [c for i in behind for c in parse.children[i] if self._cast.at(c) is not None]
        return [Argument(c, parse.left_edge[c], c + 1, "direct") for c in heads[-1:]]

    def _obliques(self, prepositions: tuple[str, ...]) -> list[Argument]:
        """The phrases behind these prepositions: the clause's own, else those that the parser hung on an argument."""
        own = [o.argument for o in self._clause.obliques if o.preposition in prepositions]
        return own or [o.argument for o in self._clause.nested if o.preposition in prepositions]

    def _has_object(self) -> bool:
        return self._shape.takes_direct_object or any(s.place == "direct" for s in self._shape.slots)

    def _is_joint(self) -> bool:
        return self._shape.has("actors")

    def _bearers(self, argument: Argument, slot: Slot) -> list[Argument]:
        """The actors in a phrase: its head, or those whose act or thing its head is ("Arnor" in "Arnor's offer")."""
        if self._cast.at(argument.head) is not None:
            return [argument]
        if slot.role in ("actor", "actors"):
            if said := self._who_says(argument) or find_issuers(self._parse, argument, self._cast, self._pattern.type):
                return said
            if members := self._near.whose_members(argument):
                return members
            return [] if self._clause.kind != "noun" else self._near.inside(argument, self.actors)
        return self._near.inside(argument, self.actors)

    def _who_says(self, argument: Argument) -> list[Argument]:
        """Who is meant by an "it" or "they" that nobody else has claimed: the one who says so of himself."""
        return [a for a in self._sayers(argument) if self._cast.at(a.head) is not None]

    def _sayers(self, argument: Argument) -> list[Argument]:
        parse, clause = self._parse, self._clause
        if parse.tokens[argument.head].lower not in _ONESELF or clause.parent is None:
            return []
        above = parse.clauses[clause.parent]
        return list(above.subjects) if clause.relation == "complement" and above.kind == "verb" else []

    def _may_stay_unnamed(self, argument: Argument) -> bool:
        """Whether a subject that is no known actor is kept as named: pronouns, names, and means of violence."""
        token = self._parse.tokens[argument.head]
        counted = self._pattern.needs == "none" and counts_people(self._parse, argument.head)
        return token.pos in ("PRON", "PROPN") or self._pattern.type == "ASSAULT" or counted
