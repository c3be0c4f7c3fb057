"""Whether the name of a country, capital or place acts in its sentence, or only says where."""

from __future__ import annotations

from communique.actors.lists import Lists
from communique.actors.phrases import is_possessor, modifies, preposition_over
from communique.grammar import Clause, Parse


class Places:
    """Tells who from where for one article."""

    def __init__(self, parse: Parse, lists: Lists) -> None:
        self.parse, self.tokens, self.lists = parse, parse.tokens, lists
        self._subject_of: dict[int, Clause] = {}
        self._object_of: dict[int, Clause] = {}
        for clause in parse.clauses:
            for argument in clause.subjects:
                self._subject_of.setdefault(argument.head, clause)
            for argument in (*clause.objects, *clause.recipients):
                self._object_of.setdefault(argument.head, clause)
        said = lists.said
        self._where = said("place", "prepositions")
        self._scenes = said("place", "scene_nouns")
        self._motion = said("place", "motion_words")
        self._towards = said("metonymy", "prepositions")
        self._dealing = said("metonymy", "dealing_words")
        self._addressing = said("metonymy", "addressing_verbs")
        self._town_verbs = said("metonymy", "town_verbs")
        self._attitudes = said("metonymy", "attitudes")
        self._town_nouns = said("metonymy", "town_nouns")
        self._government = said("metonymy", "government_nouns")

    def subject_of(self, i: int) -> Clause | None:
        """The clause whose subject a noun heads."""
        return self._subject_of.get(i)

    def object_of(self, i: int) -> Clause | None:
        """The clause whose object or recipient a noun heads."""
        return self._object_of.get(i)

    def is_argument(self, i: int) -> bool:
        """Whether a noun does, or is done to, in any clause."""
        return i in self._subject_of or i in self._object_of

    def country_acts(self, i: int) -> bool:
        """Whether a country's name is who, not where: "invaded Arnor", "talks with Arnor", not "in Arnor"."""
        governor = modifies(self.parse, i)
        if self._is_appended(i) or (governor is not None and self.tokens[governor].lemma in self._scenes):
            return False
        over = preposition_over(self.parse, i)
        if over is None:
            return True
        word = self.tokens[over].lower
        if word in self._where:
            return False
        if word in ("to", "from", "over", "on", "for", "toward", "towards"):
            return not self._is_motion(over)
        return True

    def capital_acts(self, i: int) -> bool:
        """Whether a capital (or an unlisted place) stands for its government: "Klow denied", "called on Klow to"."""
        tokens = self.tokens
        if self._is_appended(i) or self._is_dateline(i):
            return False
        if is_possessor(self.parse, i):
            owned = tokens[i].head
            return tokens[owned].lemma not in self._town_nouns and owned != i
        governor = modifies(self.parse, i)
        if governor is not None:
            return tokens[governor].lemma in self._government
        clause = self.subject_of(i)
        if clause is not None and clause.kind != "noun":
            stative = clause.kind == "adjective" and clause.lemma not in self._attitudes
            stative = stative or clause.lemma in self._town_verbs
            return not stative or len(clause.subjects) > 1  # "Klow and Szohod are alone in …" are two states
        clause = self.object_of(i)
        if clause is not None:
            return clause.lemma in self._addressing
        over = preposition_over(self.parse, i)
        if over is None:
            return False
        word = tokens[over].lower
        governor_lemma = tokens[tokens[over].head].lemma
        if word in ("to", "from", "of", "for"):
            return word != "for" and word != "of" and governor_lemma in self._dealing
        return word in self._towards and not (word == "by" and governor_lemma in self._motion)

    def _is_dateline(self, i: int) -> bool:
        """A town in capitals that opens a paragraph: "KLOW (AP)", "KLOW:"."""
        tokens = self.tokens
        if (
            not tokens[i].text.isupper()
            or i + 1 >= len(tokens)
            or i - self.parse.sentences[tokens[i].sentence].first > 3
        ):
            return False
        return tokens[i + 1].text in (":", "(", "—", "–", "-", ",", "_")

    def _is_motion(self, over: int) -> bool:
        """Whether a preposition leads from a word of movement: "flew to Arnor", "the ambassador to Arnor"."""
        tokens = self.tokens
        at = tokens[over].head
        if tokens[at].pos == "ADP" and tokens[at].head != at:  # "from Gondor to Arnor"
            at = tokens[at].head
        return tokens[over].lower in ("to", "from") and tokens[at].lemma in self._motion

    def _is_appended(self, i: int) -> bool:
        """Whether the name only follows a town: "in Klow, Syldavia"."""
        tokens = self.tokens
        return (
            i >= 2
            and tokens[i - 1].text == ","
            and tokens[i - 2].pos == "PROPN"
            and tokens[i - 2].entity in ("GPE", "LOC", "FAC")
            and tokens[i].head == i - 2
            and (i + 1 >= len(tokens) or tokens[i + 1].lower not in ("and", "or"))
            and tokens[i].dep == "appos"
        )
