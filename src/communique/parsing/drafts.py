"""A clause while it is being read: its own words first, then what other clauses lend it."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.grammar import Argument, Clause, ClauseKind, ClauseRelation, Complement, Oblique, Parse, Tense
from communique.parsing.phrases import find_arguments
from communique.parsing.words import NEVER_DONE_TO, ClauseWords

_NEGATORS = frozenset({"not", "n't", "n’t", "never", "hardly", "scarcely", "barely", "neither", "nor"})
_ADDING = frozenset({"only", "just", "merely", "simply", "least", "until"})
_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_MODALS = frozenset("can could may might must should would ought ca need dare cannot".split())
_MODAL_LEMMA = {"ca": "can", "wo": "will", "'ll": "will", "’ll": "will", "'d": "would", "’d": "would", "cannot": "can"}
_TENSES: dict[str, Tense] = {"VBD": "past", "VBZ": "present", "VBP": "present"}
_NAMING = frozenset({"call", "label", "brand", "term", "dub", "deem"})  # "called the raid illegal": as such
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})


@dataclass
class Draft:
    """A clause in the making. `surface` are the grammatical subjects, whatever the voice."""

    head: int
    kind: ClauseKind
    lemma: str
    sentence: int
    particle: str | None = None
    light: int | None = None
    passive: bool = False
    negation: int | None = None
    modal: str | None = None
    tense: Tense = "none"
    perfect: bool = False
    progressive: bool = False
    finite: bool = False
    infinitive: bool = False
    marker: str | None = None
    imperative: bool = False
    surface: list[Argument] = field(default_factory=list)
    agents: list[Argument] = field(default_factory=list)
    objects: list[Argument] = field(default_factory=list)
    recipients: list[Argument] = field(default_factory=list)
    obliques: list[Oblique] = field(default_factory=list)
    complements: list[tuple[int, str]] = field(default_factory=list)  # head token of the clause below, form
    adverbs: list[int] = field(default_factory=list)
    parent: int | None = None  # head token of the governing clause
    relation: ClauseRelation = "root"
    aux: bool = False  # has an auxiliary of its own
    nested: list[Oblique] = field(default_factory=list)

    def frozen(self, parse: Parse, index: dict[int, int]) -> Clause:
        """The finished record; voice is undone here: surface subjects of a passive are its objects."""
        subjects, objects, recipients = self.surface, self.objects, self.recipients
        if self.passive:
            subjects = self.agents
            if self.objects and self.kind == "verb":
                recipients = self.surface + self.recipients
            else:
                objects = self.surface + self.objects
        top = self.head if self.light is None else min((self.head, self.light), key=lambda t: _depth(parse, t))
        sentence = parse.sentences[self.sentence]
        return Clause(
            index=index[self.head],
            sentence=self.sentence,
            kind=self.kind,
            head=self.head,
            lemma=self.lemma,
            particle=self.particle,
            light=self.light,
            voice="passive" if self.passive else "active",
            negation=self.negation,
            modal=self.modal,
            tense=self.tense,
            perfect=self.perfect,
            progressive=self.progressive,
            finite=self.finite,
            question=parse.tokens[sentence.stop - 1].text == "?" and self.relation == "root",
            imperative=self.imperative,
            marker=self.marker,
            subjects=_once(subjects),
            objects=_once(objects),
            recipients=_once(recipients),
            obliques=tuple(dict.fromkeys(self.obliques)),
            complements=tuple(Complement(index[h], form) for h, form in self.complements if h in index),
            parent=None if self.parent is None else index.get(self.parent),
            relation=self.relation,
            first=parse.left_edge[top],
            stop=parse.right_edge[top] + 1,
            adverbs=tuple(self.adverbs),
            nested=tuple(self.nested),
        )


def _once(arguments: list[Argument]) -> tuple[Argument, ...]:
    """Arguments without repeats of the same head."""
    return tuple({a.head: a for a in reversed(arguments)}.values())[::-1]


def _depth(parse: Parse, token: int) -> int:
    return sum(1 for _ in parse.ancestors(token))


def draft_verb(parse: Parse, head: int, words: ClauseWords) -> Draft:
    """A verb with the arguments that stand at it in so many words."""
    token = parse.tokens[head]
    draft = Draft(head, "verb", token.lemma, token.sentence)
    tag = token.tag
    draft.finite = tag in ("VBD", "VBZ", "VBP")
    draft.tense = _TENSES.get(tag, "none")
    for child in parse.children[head]:
        _take(parse, draft, child, words)
    if draft.passive and not draft.agents:
        draft.agents = _stray_agents(parse, draft, words)
    if tag == "VBN" and not draft.aux and token.dep in ("acl", "advcl", "relcl", "ccomp", "ROOT", "dep", "amod"):
        draft.passive = not _is_mistagged(parse, draft)
        if not draft.passive:
            draft.tense, draft.finite = "past", True
    if tag == "VBG":
        draft.progressive = draft.progressive or draft.finite
    if draft.lemma == "let":
        draft.objects += _let(parse, head, words)
    if draft.lemma == "call" and not draft.passive and not draft.objects:
        _take_called(parse, draft)
    draft.imperative = tag == "VB" and token.dep == "ROOT" and not (draft.surface or draft.aux or draft.infinitive)
    return draft


def _take_called(parse: Parse, draft: Draft) -> None:
    """ "Called Boda on Friday": the parser takes the one called for what somebody is called."""
    named = [o for o in draft.obliques if o.preposition == "as" and parse.tokens[o.argument.head].pos == "PROPN"]
    draft.obliques = [o for o in draft.obliques if o not in named]
    draft.objects += [o.argument for o in named]


def _let(parse: Parse, head: int, words: ClauseWords) -> list[Argument]:
    """ "Let the hostages go": whom the parser makes the subject of the bare verb is let."""
    below = [
        c for c in parse.children[head] if parse.tokens[c].dep in ("ccomp", "xcomp") and parse.tokens[c].tag == "VB"
    ]
    subjects = [s for c in below for s in parse.children[c] if parse.tokens[s].dep in ("nsubj", "nsubjpass")]
    return [a for s in subjects for a in find_arguments(parse, s, "direct", words)]


def _is_mistagged(parse: Parse, draft: Draft) -> bool:
    """Whether a participle is a past tense: "The minister called on Arnor to leave." in a full sentence with a subject.

    A headline leaves out articles and the full stop: "Minister arrested in Arnor" is passive.
    """
    if draft.agents or not draft.surface:
        return False
    if parse.tokens[draft.head].dep == "relcl":
        return bool(draft.objects) and all(parse.tokens[a.head].tag in _RELATIVE_TAGS for a in draft.surface)
    if parse.tokens[draft.head].dep not in ("ROOT", "ccomp"):
        return False
    if draft.objects or any(
        parse.tokens[c].dep == "conj" and parse.tokens[c].tag == "VBD" for c in parse.children[draft.head]
    ):
        return True  # "Arnor reneged on the pact and announced a levy": joined to a past tense
    first = parse.tokens[parse.left_edge[draft.surface[0].head]]
    ends = parse.tokens[parse.sentences[draft.sentence].stop - 1]
    if draft.lemma in NEVER_DONE_TO:
        return True
    articled = first.pos == "DET" or any(parse.tokens[c].dep == "poss" for c in parse.children[draft.surface[0].head])
    return articled and ends.text in (".", "”", '"')


def find_agents(parse: Parse, head: int, words: ClauseWords) -> list[Argument]:
    """The doers in a by-phrase that the parser hung on this token."""
    out: list[Argument] = []
    for child in parse.children[head]:
        if parse.tokens[child].lower == "by":
            for inner in parse.children[child]:
                below = parse.tokens[inner]
                if below.dep == "pobj" and below.pos in ("NOUN", "PROPN") and below.entity not in ("DATE", "TIME"):
                    out += find_arguments(parse, inner, "agent", words)
    return out


def _stray_agents(parse: Parse, draft: Draft, words: ClauseWords) -> list[Argument]:
    """ "named as a suspect by prosecutors", "banned from running by the court": a word between holds the by."""
    last = [o.argument.head for o in draft.obliques] + [h for h, form in draft.complements if form == "ing"]
    last += [c for c in parse.children[draft.head] if parse.tokens[c].dep in ("oprd", "acomp", "xcomp")]
    for head in last:
        noun = parse.tokens[head]
        acted = any(parse.tokens[c].lower == "of" for c in parse.children[head]) or noun.tag == "NNS"
        if (noun.lemma not in words.nouns or not acted) and (found := find_agents(parse, head, words)):
            return found  # "guilty of money laundering by the court", but not "for the killing of monks by rebels"
    return []


def _take(parse: Parse, draft: Draft, child: int, words: ClauseWords) -> None:
    """Files one dependent of a predicate under the place that it fills."""
    token = parse.tokens[child]
    match token.dep:
        case "nsubj":
            draft.surface += find_arguments(parse, child, "direct", words)
        case "nsubjpass":
            draft.passive = True
            draft.surface += find_arguments(parse, child, "direct", words)
        case "dobj" | "obj":
            draft.objects += find_arguments(parse, child, "direct", words)
        case "agent":
            _take_agent(parse, draft, child, words)
        case "dative" | "iobj":
            _take_dative(parse, draft, child, words)
        case "prep":
            take_preposition(parse, draft, child, words)
        case "prt":
            draft.particle = token.lower
        case "neg":
            if not _only_adds(parse, child):
                draft.negation = child
        case "aux" | "auxpass":
            _take_auxiliary(parse, draft, child)
        case "mark":
            draft.marker = token.lower
        case "ccomp" | "xcomp" | "oprd":
            _take_small_clause(parse, draft, child, words)
        case "advmod" | "npadvmod" | "cc" | "preconj":
            take_adverb(parse, draft, child)


def _take_small_clause(parse: Parse, draft: Draft, child: int, words: ClauseWords) -> None:
    """ "holds Umbar responsible": the parser takes Umbar for a subject, it is the one held.

    So are the refugees in "took in refugees fleeing the war".
    """
    if parse.tokens[child].dep == "ccomp" and parse.tokens[child].tag == "VBG" and child > draft.head:
        below = [parse.tokens[c] for c in parse.children[child]]
        if not any(t.dep in ("aux", "auxpass", "mark", "neg") for t in below):
            for t in below:
                if t.dep == "nsubj" and draft.head < t.i < child and t.tag in ("NNS", "NNPS", "NNP"):
                    draft.objects += find_arguments(parse, t.i, "raised", words)
    if parse.tokens[child].pos in ("ADJ", "NOUN", "PROPN"):
        for inner in parse.children[child]:
            if parse.tokens[inner].dep == "nsubj":
                draft.objects += find_arguments(parse, inner, "raised", words)
        told_as = parse.tokens[child].pos != "ADJ" or draft.lemma in _NAMING
        if told_as and parse.tokens[child].dep in ("oprd", "xcomp"):
            draft.obliques += [Oblique("as", a) for a in find_arguments(parse, child, "direct", words)]


def take_adverb(parse: Parse, draft: Draft, child: int) -> None:
    """An adverb: it may negate, mark the clause ("when"), or be kept as it is."""
    token = parse.tokens[child]
    if token.lower in _NEGATORS and (token.dep != "cc" or (token.lower == "nor" and child < draft.head)):
        if not _only_adds(parse, child):
            draft.negation = child
    elif token.tag == "WRB":
        draft.marker = draft.marker or token.lower
    elif token.lower == "longer" and any(parse.tokens[c].lower == "no" for c in parse.children[child]):
        draft.negation = child
    if token.dep in ("advmod", "npadvmod"):
        draft.adverbs.append(child)


def _only_adds(parse: Parse, negator: int) -> bool:
    """Whether "not" denies no act, only that it was all, or earlier: "not only met them", "not until May did they"."""
    after = parse.tokens[negator + 1].lower if negator + 1 < len(parse.tokens) else ""
    return after in _ADDING


def _take_auxiliary(parse: Parse, draft: Draft, child: int) -> None:
    token = parse.tokens[child]
    low = token.lower
    if low == "to":
        draft.infinitive = True
        return
    draft.aux = True
    if token.dep == "auxpass":
        draft.passive = True
    if low in _FUTURE:
        draft.modal, draft.tense, draft.finite = "will", "future", True
    elif low in _MODALS or (token.tag == "MD"):
        draft.modal, draft.finite = _MODAL_LEMMA.get(low, token.lemma), True
        draft.tense = "none"
    elif token.lemma in ("have", "be", "do", "get") or low in ("'s", "’s", "'ve", "’ve", "'d", "’d", "'re", "’re"):
        draft.perfect = draft.perfect or token.lemma == "have"
        if parse.tokens[draft.head].tag == "VBG" and token.lemma == "be":
            draft.progressive = True
        if draft.tense != "future" and draft.modal is None:
            draft.tense = "past" if token.tag == "VBD" else "present" if token.tag in ("VBZ", "VBP") else draft.tense
        draft.finite = draft.finite or token.tag in ("VBD", "VBZ", "VBP")


def _take_agent(parse: Parse, draft: Draft, child: int, words: ClauseWords) -> None:
    for inner in parse.children[child]:
        if parse.tokens[inner].dep == "pobj":
            draft.agents += find_arguments(parse, inner, "agent", words)
            draft.passive = draft.passive or parse.tokens[draft.head].tag == "VBN"
        elif parse.tokens[inner].dep == "pcomp":
            draft.complements.append((inner, "ing"))


def _take_dative(parse: Parse, draft: Draft, child: int, words: ClauseWords) -> None:
    token = parse.tokens[child]
    if token.pos not in ("ADP", "PART", "SCONJ"):
        draft.recipients += find_arguments(parse, child, "direct", words)
        return
    for inner in parse.children[child]:
        if parse.tokens[inner].dep in ("pobj", "npadvmod"):
            found = find_arguments(parse, inner, "direct", words)
            draft.recipients += found
            draft.obliques += [Oblique(token.lower, a) for a in found]


def take_preposition(parse: Parse, draft: Draft, child: int, words: ClauseWords, outer: str = "") -> None:
    """A prepositional phrase: its noun phrases become obliques, its clause ("of shelling") a complement."""
    token = parse.tokens[child]
    name = f"{outer} {token.lower}".strip()
    for inner in parse.children[child]:
        below = parse.tokens[inner]
        if below.dep == "pobj":
            found = find_arguments(parse, inner, "direct", words)
            if (
                token.lower == "by"
                and draft.kind == "verb"
                and parse.tokens[draft.head].tag == "VBN"
                and not below.entity
            ):
                draft.agents += found
            draft.obliques += [Oblique(name, a) for a in found]
        elif below.dep == "pcomp":
            draft.complements.append((inner, "ing"))
        elif below.dep == "prep":
            take_preposition(parse, draft, inner, words, name)


def is_relative_word(parse: Parse, token: int) -> bool:
    """Whether a token is a relative pronoun (who, which, that as pronoun)."""
    t = parse.tokens[token]
    return t.tag in _RELATIVE_TAGS or (t.lower == "that" and t.pos in ("PRON", "SCONJ"))
