"""Which pronouns and descriptions refer to whom; where two readings are near each other, none is taken."""

from __future__ import annotations

from collections.abc import Callable

from communique.actors.descriptions import DescriptionReader
from communique.actors.drafts import Draft, Phrase
from communique.actors.memory import Memory, Trace, find_quotations
from communique.actors.owning import find_owner
from communique.actors.people import PersonReader
from communique.actors.phrases import describing_around, is_plural, preposition_over
from communique.actors.scene import Scene
from communique.actors.together import joined
from communique.grammar import Clause, Token


def resolve_references(scene: Scene, phrases: list[Phrase], reader: PersonReader) -> None:
    """Goes through the text once, in order: names are remembered, descriptions and pronouns resolved or left.

    "I", "we" and their forms are left to the speaker (see `resolve_speech`).
    """
    resolver = _Resolver(scene, reader)
    alone = scene.lists.said("descriptions", "pair_nouns")
    open_phrases = {p.head: p for p in phrases}
    for token in scene.parse.tokens:
        phrase = open_phrases.get(token.i)
        if phrase is not None and phrase.draft is None and token.i not in scene.by_head:
            resolver.descriptions.resolve(phrase)
        elif token.lemma in scene.callings and token.i not in scene.by_head:
            resolver.calling(token)
        elif token.tag in ("PRP", "PRP$") and token.i not in scene.by_head:
            resolver.pronoun(token)
        elif phrase is None and token.lower in alone and token.i not in scene.by_head:
            resolver.descriptions.joint.alone(token)
        resolver.remember(token)


class _Resolver:
    def __init__(self, scene: Scene, reader: PersonReader) -> None:
        self.scene, self.parse, self.lists = scene, scene.parse, scene.lists
        self.memory = Memory(scene.parse)
        self.quotation = {i: span for span in find_quotations(scene.parse) for i in range(*span)}
        self.quoted = self.quotation.keys()
        self._label: tuple[int, Draft] | None = None  # "BOROMIR:" in a transcript
        self._speaker: tuple[int, Draft] | None = None  # who spoke last, and in which sentence
        self.descriptions = DescriptionReader(scene, reader, self.memory)
        said = scene.lists.said
        self._forms = {w: kind for kind in ("he", "she", "it", "they") for w in said("pronouns", kind)}
        self._agent_verbs = said("pronouns", "agent_verbs")
        self._pleonastic = said("pronouns", "pleonastic_verbs")
        self._saying = said("pronouns", "saying_verbs")
        self._possessive = said("pronouns", "possessive")

    def remember(self, token: Token) -> None:
        """Adds what a token stands for to the memory: an actor, a place's country, or a competing noun."""
        scene, i = self.scene, token.i
        draft = scene.draft_at(i)
        if draft is None and token.pos != "NOUN" and i not in scene.silent:
            return
        clause = scene.places.subject_of(i)
        subject = clause is not None or self._is_topic(i)
        says = clause is not None and clause.lemma in self._saying and i not in self.quoted
        if says and draft is not None and draft.kind == "person":
            self._speaker = token.sentence, draft
        if draft is not None:
            if draft.kind == "person" and self._is_label(token):
                self._label = token.sentence, draft
            if token.tag in ("WP", "WDT"):
                return
            plural = draft.number == "plural" or scene.by_head[i].rule == "people-for-country"
            self.memory.add(Trace(i, token.sentence, draft, subject, i in self.quoted, plural))
            return
        silent = scene.silent.get(i)
        if silent is not None:
            self.memory.add(Trace(i, token.sentence, silent, False, i in self.quoted, False, place=True))
        elif token.pos == "NOUN" and (subject or scene.places.object_of(i) is not None):
            self.memory.add(Trace(i, token.sentence, None, subject, i in self.quoted, is_plural(self.parse, i)))

    def _is_topic(self, i: int) -> bool:
        """ "As for Boromir, he …": a fronted topic is as good as a subject."""
        tokens = self.parse.tokens
        over = preposition_over(self.parse, i)
        return over is not None and over > 0 and tokens[over].lower == "for" and tokens[over - 1].lower == "as"

    def _is_label(self, token: Token) -> bool:
        """Whether a name in capitals with a colon opens someone's turn in a transcript."""
        tokens = self.parse.tokens
        return token.text.isupper() and token.i + 1 < len(tokens) and tokens[token.i + 1].text == ":"

    def _speakers(self, i: int) -> set[str]:
        """Who seems to speak the quotation around a token: a subject beside it, or the last speaker."""
        span = self.quotation.get(i)
        if span is None:
            return set()
        tokens, scene = self.parse.tokens, self.scene
        out: set[str] = set()
        others: list[tuple[int, str]] = []
        first = self.parse.sentences[tokens[span[0]].sentence].first
        end = min(span[1] + 1, len(tokens) - 1)
        stop = self.parse.sentences[tokens[end].sentence].stop
        for k in (*range(first, span[0]), *range(span[1], stop)):
            clause = None if k in self.quoted else scene.places.subject_of(k)
            draft = scene.draft_at(k)
            if clause is None or draft is None or draft.kind != "person":
                continue
            if clause.lemma in self._saying:
                out.add(draft.id)
            else:
                others.append((min(abs(k - span[0]), abs(k - span[1])), draft.id))
        if not out and others:
            out.add(min(others)[1])
        if not out and self._speaker is not None and tokens[i].sentence - self._speaker[0] <= 3:
            out.add(self._speaker[1].id)
        return out

    def pronoun(self, token: Token) -> None:
        """One pronoun, by its form."""
        kind = self._forms.get(token.lower)
        if kind is None:
            return
        owned = find_owner(self.scene, token, _FITS[kind]) if token.tag == "PRP$" else None
        if owned is not None:
            if owned.owner is not None:
                self._take(token, owned.owner, f"pronoun-{kind}-owner")
        elif kind in ("he", "she"):
            self._person(token, "m" if kind == "he" else "f")
        elif kind == "it":
            self._thing(token)
        else:
            self._several(token)

    def calling(self, token: Token) -> None:
        """ "the surveyor": the one person whom the page has called so."""
        draft = self.scene.callings[token.lemma]
        before = self.parse.tokens[token.i - 1]
        if draft is not None and token.tag == "NN" and before.lower == "the" and before.head == token.i:
            self.scene.point(draft, token.i - 1, token.i + 1, token.i, "description")

    def _own_clause(self, token: Token) -> Clause | None:
        return self.parse.clause_over(token.head if token.head != token.i else token.i)

    def _person(self, token: Token, gender: str) -> None:
        """ "he", "she": a person of fitting gender, not the one who acts on him in the same clause, not the speaker."""
        i, sentence = token.i, token.sentence
        inside = i in self.quoted
        barred = self._co_arguments(token) | self._speakers(i)
        if self._label is not None and sentence - self._label[0] <= _TURN:
            barred.add(self._label[1].id)
        described = self._described(token, gender, barred)
        if described is not None:
            self._take(token, described, "pronoun-described")
            return
        candidates: list[Trace] = []
        bonus: dict[int, float] = {}
        own = self._subject_before(token)
        for trace in self.memory.recent(sentence):
            draft = trace.draft
            if draft is None or draft.kind != "person" or draft.number == "plural" or draft.id in barred:
                continue
            if draft.gender not in (None, gender) or trace.at in self.scene.together:
                continue
            candidates.append(trace)
            bonus[trace.at] = (2.0 if draft.gender == gender else 0.0) + (2.0 if trace.at == own else 0.0)
            if draft.words == ():
                bonus[trace.at] -= 2.0
            if trace.quoted and not inside:
                bonus[trace.at] -= 3.0
        chosen = self.memory.best(candidates, sentence, bonus)
        if chosen is None or chosen.draft is None:
            return
        chosen.draft.gender = chosen.draft.gender or gender
        self._take(token, chosen.draft, f"pronoun-{'he' if gender == 'm' else 'she'}")

    def _described(self, token: Token, gender: str, barred: set[str]) -> Draft | None:
        """The person whom the phrase around a pronoun describes ("Boromir, a captain held on charges that he denies").

        Another person who does something between the two leaves it open.
        """
        scene = self.scene
        for noun in describing_around(self.parse, token.i):
            draft = scene.draft_at(noun)
            if draft is None or draft.kind != "person" or draft.number == "plural":
                continue
            between = (scene.draft_at(k) for k in range(noun + 1, token.i) if scene.places.subject_of(k) is not None)
            if any(d is not None and d is not draft and d.kind == "person" for d in between):
                return None
            if draft.id not in barred and draft.gender in (None, gender):
                draft.gender = draft.gender or gender
                return draft
        return None

    def _subject_before(self, token: Token) -> int | None:
        """The subject of the clause that a pronoun is in or under, when it stands before the pronoun."""
        clause = self._own_clause(token)
        for _ in range(4):
            if clause is None:
                return None
            for argument in clause.subjects:
                if argument.head < token.i:
                    return argument.head
            clause = self.parse.clauses[clause.parent] if clause.parent is not None else None
        return None

    def _co_arguments(self, token: Token) -> set[str]:
        """Who cannot be meant because they already act in the pronoun's own clause ("he met him")."""
        if (token.lower in self._possessive and token.tag == "PRP$") or token.lower.endswith("self"):
            return set()
        clause = self._own_clause(token)
        if clause is None:
            return set()
        heads = {a.head for a in (*clause.objects, *clause.recipients) if a.via not in _DISTANT}
        heads |= {
            a.head for a in clause.subjects if a.via != "raised"
        }  # "barred her and held him": one subject for both
        heads |= {o.argument.head for o in clause.obliques if o.argument.head > clause.head}
        if token.i not in heads:
            return set()
        if token.lower in _OBJECTIVE and clause.parent is not None and token.i in {a.head for a in clause.subjects}:
            heads |= {a.head for a in self.parse.clauses[clause.parent].subjects}  # "let them go", "wants him to go"
        heads.discard(token.i)
        return {d.id for d in map(self.scene.draft_at, heads) if d is not None}

    def _thing(self, token: Token) -> None:
        """ "it", "its": a state or body that is the subject in mind; where anything else is, none is taken."""
        possessive = token.tag == "PRP$"
        clause = self._own_clause(token)
        if not possessive and not self._acts(token, clause):
            return
        candidates = []
        of_state = possessive and self.parse.tokens[token.head].lemma in _OF_STATES
        for trace in self.memory.recent(token.sentence, 1):
            if of_state and (trace.draft is None or trace.draft.kind != "country"):
                continue
            if trace.place or trace.plural or (trace.draft is not None and trace.draft.kind == "person"):
                continue
            if trace.draft is not None and self._is_adjective(trace):
                continue
            if not trace.subject and not (possessive and trace.sentence == token.sentence and trace.draft is not None):
                continue
            candidates.append(trace)
        barred = self._co_arguments(token)
        candidates = [c for c in candidates if c.draft is None or c.draft.id not in barred]
        own = self._subject_before(token) if possessive else None
        chosen = self.memory.best(candidates, token.sentence, {own: 3.0} if own is not None else None)
        if chosen is None or chosen.draft is None:
            return
        self._take(token, chosen.draft, "pronoun-it")

    def _is_adjective(self, trace: Trace) -> bool:
        mention = self.scene.by_head.get(trace.at)
        return mention is not None and mention.rule == "adjective"

    def _acts(self, token: Token, clause: Clause | None) -> bool:
        """Whether "it" decides, says or does in its clause; weather, "it is" and "it seems" are no one."""
        if clause is None or token.i not in {a.head for a in clause.subjects}:
            return False
        if clause.kind != "verb" or clause.lemma in self._pleonastic or clause.voice == "passive":
            return False
        return clause.lemma in self._agent_verbs

    def _several(self, token: Token) -> None:
        """ "they", "their": a plural actor, two conjoined ones, or a body that is spoken of as many."""
        i, sentence = token.i, token.sentence
        barred = self._co_arguments(token)
        candidates: list[Trace] = []
        own = self._subject_before(token)
        for trace in self.memory.recent(sentence, 2):
            draft = trace.draft
            if trace.place or (draft is not None and draft.id in barred):
                continue
            parts = joined(self.scene, trace.at)
            if draft is None:
                if trace.plural and trace.subject:
                    candidates.append(trace)
            elif self._is_adjective(trace):
                continue
            elif (
                draft.number in ("plural", "either")
                or len(parts) > 1
                or trace.at in self.scene.together
                or (trace.plural and draft.kind == "country")  # "the Syldavians"
            ):
                candidates.append(trace)
        chosen = self.memory.best(candidates, sentence, {own: 3.0} if own is not None else None)
        if chosen is None or chosen.draft is None:
            return
        together = self.scene.together.get(chosen.at) or tuple(joined(self.scene, chosen.at))
        self._take(token, chosen.draft, "pronoun-they")
        if len(together) > 1:
            self.scene.together[i] = together
            for other in together[1:]:
                other.mention(self.parse, i, i + 1, i, "pronoun-they")

    def _take(self, token: Token, draft: Draft, rule: str) -> None:
        self.scene.point(draft, token.i, token.i + 1, token.i, rule)


_FITS: dict[str, Callable[[Draft], bool]] = {
    "he": lambda d: d.kind == "person" and d.number != "plural" and d.gender != "f",
    "she": lambda d: d.kind == "person" and d.number != "plural" and d.gender != "m",
    "it": lambda d: d.kind in ("country", "organisation", "group") and d.number != "plural",
    "they": lambda d: d.number in ("plural", "either"),
}
# Only a state has these: "its foreign minister" is not the company's, nor a thing's.
_OF_STATES = frozenset("minister ministry president premier parliament army navy ambassador embassy".split())
_TURN = 10  # sentences that one turn of a transcript may run over
_OBJECTIVE = frozenset({"him", "her", "them"})
_DISTANT = frozenset({"shared", "raised"})
