"""Who does what to whom in each clause, once grammar is undone: passives, relatives, conjunction, control and raising.

The hinge of the project: attribution and events read these clauses and never the parser's labels. The frames follow
the Universal and CLEAR dependency manuals; what is a clause follows PropBank's practice (verbs, event nouns, and
predicative adjectives have arguments).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from communique.grammar import Argument, ClauseRelation, Oblique, Parse
from communique.parsing.drafts import Draft, draft_verb, is_relative_word
from communique.parsing.nominals import draft_nominals, lend_light_verbs
from communique.parsing.phrases import find_arguments
from communique.parsing.words import ClauseWords, load_clause_words

_BEFORE_AND_AFTER = frozenset({"after", "before", "since", "upon", "while", "until"})
_PONDERED = frozenset({"possibility", "idea", "option", "prospect", "feasibility", "likelihood"})
_COMPLEMENT = frozenset({"ccomp", "xcomp", "pcomp", "csubj", "csubjpass"})
_NOMINAL_PLACES = frozenset({"dobj", "pobj", "nsubjpass"})
_AUXILIARY = frozenset({"aux", "auxpass"})
_RELATIONS: dict[str, ClauseRelation] = {
    "advcl": "adverbial",
    "relcl": "relative",
    "conj": "conjunct",
    "parataxis": "parataxis",
}
_TOLD = frozenset(
    "report claim allegation accusation assertion suggestion statement rumour rumor speculation news fact".split()
)
_OBJECT_PREPOSITIONS = frozenset({"on", "upon", "for", "to", "with"})


def find_clauses(parse: Parse, words: ClauseWords | None = None) -> Parse:
    """The parse with its clauses: each predicate with its own and its inherited arguments.

    >>> from communique.parsing import load_parser
    >>> parse = load_parser().parse_text("The envoy, who was arrested by rebels, refused to sign the accord.")
    >>> arrest = next(c for c in parse.clauses if c.lemma == "arrest")
    >>> [parse.tokens[a.head].text for a in arrest.subjects], [parse.tokens[a.head].text for a in arrest.objects]
    (['rebels'], ['envoy'])
    """
    words = words or load_clause_words()
    drafts: dict[int, Draft] = {}
    for token in parse.tokens:
        if token.pos in ("VERB", "AUX") and token.dep not in _AUXILIARY:
            drafts[token.i] = draft_verb(parse, token.i, words)
    stands_in = draft_nominals(parse, drafts, words)
    _link(parse, drafts, stands_in, words)
    order = sorted(drafts.values(), key=lambda d: len(list(parse.ancestors(d.head))))
    for draft in order:
        if draft.kind == "verb":
            _lend(parse, draft, drafts, words)
    _share_backwards(parse, drafts)
    lend_light_verbs(parse, drafts, words)
    _nest(parse, drafts, words)
    index = {head: n for n, head in enumerate(sorted(drafts))}
    clauses = tuple(drafts[head].frozen(parse, index) for head in sorted(drafts))
    at = dict(index)
    for verb, head in stands_in.items():
        if verb not in at:
            at[verb] = index[head]
    return replace(parse, clauses=clauses, clause_at=at)


def _link(parse: Parse, drafts: dict[int, Draft], stands_in: dict[int, int], words: ClauseWords) -> None:
    """Gives each clause the clause that governs it, and the way in which it does."""
    for head, draft in drafts.items():
        start = head if draft.light is None or draft.light in drafts else draft.light
        token = parse.tokens[start]
        draft.relation = _relation(parse, draft, token.dep)
        if draft.relation == "root":
            continue
        for above in parse.ancestors(start):
            found = above if above in drafts else stands_in.get(above)
            if found is not None and found != head:
                draft.parent = found
                break
        if draft.parent is None:
            draft.relation = "relative" if draft.relation == "relative" else "root"
            continue
        parent = drafts[draft.parent]
        if draft.relation == "complement" and _tells_when(parse, draft):
            draft.relation = "adverbial"  # "called off the strike after meeting the minister"
        if draft.relation == "adverbial" and (
            _is_asked_act(draft, parent, words) or _is_own_will(parse, draft, parent, words)
        ):
            draft.relation = "complement"  # "calling on Arnor to free the pilot": what is asked, not a purpose
        if draft.relation == "complement" and _is_told_by_caller(draft, parent, words):
            draft.relation = "adverbial"  # "called the king to thank him": what he called for, by himself
        if draft.infinitive and draft.marker == "for" and draft.surface and parent.kind == "verb":
            draft.relation = "complement"  # "called for Arnor to withdraw": asked of Arnor
            parent.obliques += [Oblique("for", a._replace(via="raised")) for a in draft.surface]
        if draft.relation == "complement":
            _add_complement(parent, draft, parse)


def _is_asked_act(draft: Draft, parent: Draft, words: ClauseWords) -> bool:
    """Whether an infinitive that the parser takes for a purpose is what somebody is asked, told or forced to do."""
    if not draft.infinitive or draft.surface or parent.kind != "verb" or parent.lemma not in words.asks:
        return False
    return bool(parent.objects or parent.passive or any(o.preposition in _OBJECT_PREPOSITIONS for o in parent.obliques))


def _tells_when(parse: Parse, draft: Draft) -> bool:
    """Whether an -ing form only tells before or after what it was."""
    token = parse.tokens[draft.head if draft.light is None else draft.light]
    return token.dep == "pcomp" and parse.tokens[token.head].lower in _BEFORE_AND_AFTER


def _is_own_will(parse: Parse, draft: Draft, parent: Draft, words: ClauseWords) -> bool:
    """Whether an infinitive is what somebody means to do, told behind a time: "threatened | in June | to invade"."""
    willed = parent.kind == "verb" and parent.lemma in words.own_will and not (parent.passive or parent.objects)
    if not willed or not draft.infinitive or draft.surface or draft.head < parent.head:
        return False
    between = parse.tokens[parent.head + 1 : draft.head]
    return len(between) > 1 and not any(t.lower in ("order", "so", ",") for t in between)


def _is_told_by_caller(draft: Draft, parent: Draft, words: ClauseWords) -> bool:
    """Whether an infinitive is what somebody rings up another to tell him, not what the other is called to do."""
    called = parent.lemma == "call" and bool(parent.objects) and not parent.passive
    return called and draft.infinitive and not draft.surface and draft.lemma in words.tells


def _tells_what(parse: Parse, draft: Draft) -> bool:
    """Whether the noun that a clause hangs on names something told, and the clause lacks nothing."""
    whole = bool(draft.surface) and (draft.passive or bool(draft.objects))
    return whole and parse.tokens[parse.tokens[draft.head].head].lemma in _TOLD


def _relation(parse: Parse, draft: Draft, dep: str) -> ClauseRelation:
    if draft.kind == "noun" and (draft.light is None or dep in _NOMINAL_PLACES):
        return "modifier"
    if dep in _COMPLEMENT:
        return "complement"
    if dep == "acl":
        return "complement" if draft.infinitive or draft.marker == "that" else "relative"
    if dep == "relcl" and draft.marker == "that" and _tells_what(parse, draft):
        return "complement"  # "reports that police arrested him": the parser takes what is reported for a description
    return _RELATIONS.get(dep, "root")


def _add_complement(parent: Draft, draft: Draft, parse: Parse) -> None:
    if any(h == draft.head for h, _ in parent.complements):
        return
    token = parse.tokens[draft.head]
    if draft.marker in ("whether", "if", "how", "why", "when", "where") or draft.marker == "what":
        form = "wh"
    elif draft.infinitive:
        form = "to"
    elif draft.marker == "that" and draft.surface:
        form = "that"  # "demanded that Borduria open its archives"
    elif not draft.finite and (token.tag == "VBG" or _is_perfect_gerund(parse, draft)):
        form = "ing"
    elif draft.finite or draft.kind != "verb":
        form = "that"
    else:
        form = "bare"
    parent.complements.append((draft.head, form))


def _is_perfect_gerund(parse: Parse, draft: Draft) -> bool:
    """ "denied having shelled", "without being asked": the -ing stands at the auxiliary."""
    auxiliaries = (parse.tokens[c] for c in parse.children[draft.head] if c < draft.head)
    return draft.aux and any(t.lower in ("having", "being") for t in auxiliaries)


def _lend(parse: Parse, draft: Draft, drafts: dict[int, Draft], words: ClauseWords) -> None:
    """Fills what a clause leaves out with what the grammar of the clauses above says it means."""
    if draft.relation == "relative":
        _fill_gap(parse, draft, words)
    if draft.relation == "conjunct":
        _join(parse, draft, drafts)
    if draft.parent is None:
        return
    parent = drafts[draft.parent]
    _raise_embedded_subject(draft, parent, words)
    if draft.surface or draft.relation in ("relative", "parataxis"):
        return
    if draft.relation == "complement":
        draft.surface = _controllers(parent, drafts, words)
    elif draft.relation == "adverbial":
        draft.surface = _relabel(parent.surface, "control")
    if (
        draft.tense == "none"
        and draft.infinitive
        and (
            parent.lemma == "be"
            or (parent.lemma == "go" and parent.progressive)
            or parent.lemma in ("set", "due", "schedule")
        )
    ):
        draft.tense = "future"


def _relabel(arguments: Iterable[Argument], via: str) -> list[Argument]:
    return [a._replace(via=via) for a in arguments]


def _raise_embedded_subject(draft: Draft, parent: Draft, words: ClauseWords) -> None:
    """ "urged [Arnor to leave]": the subject of the infinitive is the one urged."""
    if (
        draft.relation == "complement"
        and draft.surface
        and draft.infinitive
        and not draft.finite
        and parent.kind == "verb"
        and parent.lemma in words.object_control
        and not parent.objects
        and not parent.passive
    ):
        parent.objects = _relabel(draft.surface, "raised")


def _controllers(parent: Draft, drafts: dict[int, Draft], words: ClauseWords) -> list[Argument]:
    """Who does what an infinitive or -ing form without a subject says, by the verb above it."""
    if parent.kind == "verb" and parent.lemma in words.object_control:
        if parent.passive:
            return _relabel(parent.surface, "control")
        done_to = parent.objects or parent.recipients
        if not done_to:
            done_to = [o.argument for o in parent.obliques if o.preposition in _OBJECT_PREPOSITIONS]
        if done_to:
            return _relabel(done_to, "control")
    if parent.kind == "noun" and not parent.surface:
        above = drafts.get(parent.parent) if parent.parent is not None and parent.lemma in _PONDERED else None
        return _relabel(above.surface if above is not None else parent.agents, "control")
    via = "raised" if parent.lemma in words.raising else "control"
    return _relabel(parent.surface, via)


def _fill_gap(parse: Parse, draft: Draft, words: ClauseWords) -> None:
    """A relative clause's missing place is the noun that it describes."""
    antecedent = parse.tokens[draft.head].head
    if antecedent == draft.head:
        return
    first, *joined = find_arguments(parse, antecedent, "relative", words)
    before = [a for a in joined if a.head < parse.left_edge[draft.head]]  # "Arnor and Gondor, which share a border"
    meant = [a._replace(via="relative") for a in (first, *before)]
    if parse.tokens[antecedent].pos not in ("NOUN", "PROPN", "PRON", "NUM"):
        return
    filled = False
    for place in (draft.surface, draft.objects, draft.recipients, draft.agents):
        for n, argument in enumerate(place):
            if is_relative_word(parse, argument.head):
                place[n : n + 1] = meant
                filled = True
    for n, oblique in enumerate(draft.obliques):
        if is_relative_word(parse, oblique.argument.head):
            draft.obliques[n : n + 1] = [Oblique(oblique.preposition, a) for a in meant]
            filled = True
    if filled:
        return
    if not draft.surface:
        draft.surface = meant
        if not draft.aux and parse.tokens[draft.head].tag in ("VBD", "VBN"):
            draft.passive = True  # "a sailor held in Umbar": without a relative pronoun it is a participle
    elif not draft.objects and not draft.passive and not draft.complements:
        draft.objects = meant


def _join(parse: Parse, draft: Draft, drafts: dict[int, Draft]) -> None:
    """A conjoined clause takes over what it leaves out: subject, auxiliary, and the place of the one it joins."""
    if draft.parent is None:
        return
    first = drafts[draft.parent]
    if first.kind == "verb" and draft.finite and not first.finite and not draft.surface:
        first = _finite_above(first, drafts)  # "accused X of shelling … and threatened": joined to the finite verb
        draft.parent = first.head
    same_form = parse.tokens[draft.head].tag == parse.tokens[first.head].tag
    if not draft.surface:
        draft.surface = _relabel(first.surface, "shared")
        if not draft.aux and same_form:
            draft.passive = draft.passive or first.passive
            draft.tense, draft.modal, draft.finite = first.tense, first.modal, first.finite
            draft.perfect, draft.infinitive = first.perfect, draft.infinitive or first.infinitive
            joined_by_or = any(parse.tokens[c].lower in ("or", "nor") for c in parse.children[first.head])
            if joined_by_or and draft.negation is None:
                draft.negation = first.negation
    if draft.negation is None and draft.kind == "verb":
        between = (c for c in parse.children[first.head] if first.head < c < draft.head)
        draft.negation = next((c for c in between if parse.tokens[c].lower == "nor"), None)
    _take_place(draft, first, drafts)


def _take_place(draft: Draft, first: Draft, drafts: dict[int, Draft]) -> None:
    """The joined clause stands where the first one stands: under the same verb of saying, the same "if"."""
    if first.relation in ("complement", "adverbial", "relative") and first.parent is not None:
        draft.marker = draft.marker or first.marker
        form = next((f for h, f in drafts[first.parent].complements if h == first.head), None)
        draft.parent = first.parent
        draft.relation = first.relation if first.relation != "relative" else "conjunct"
        if form is not None:
            drafts[first.parent].complements.append((draft.head, form))


def _nest(parse: Parse, drafts: dict[int, Draft], words: ClauseWords) -> None:
    """Keeps the phrases hung on an argument, as a second reading: "rebuked by Arnor for the raid"."""
    for draft in drafts.values():
        own = {o.argument.head for o in draft.obliques}
        if draft.kind == "verb":
            draft.nested += _hung_on_particles(parse, draft, words)
        for argument in (*draft.objects, *draft.agents, *draft.recipients, *_passive_subjects(draft)):
            if argument.via in ("relative", "control", "shared"):
                continue
            for child in parse.children[argument.head]:
                if parse.tokens[child].dep in ("prep", "dative"):
                    if parse.tokens[child].lower == "of" and parse.tokens[argument.head].pos != "PROPN":
                        continue  # "the army of Umbar": its own
                    draft.nested += [o for o in _obliques_at(parse, child, words) if o.argument.head not in own]


def _hung_on_particles(parse: Parse, draft: Draft, words: ClauseWords) -> list[Oblique]:
    """ "stood firm | against the rebels", "voted in favour of | the text": what follows the words of the predicate."""
    out: list[Oblique] = []
    for child in parse.children[draft.head]:
        if parse.tokens[child].dep in ("acomp", "oprd", "advmod", "prt"):
            below = (c for c in parse.children[child] if parse.tokens[c].dep == "prep")
            out += [o for c in below for o in _obliques_at(parse, c, words)]
    for oblique in draft.obliques:
        noun = oblique.argument.head
        for child in parse.children[noun]:
            if parse.tokens[child].lower == "of":
                name = f"{oblique.preposition} {parse.tokens[noun].lower} of"
                out += [Oblique(name, o.argument) for o in _obliques_at(parse, child, words)]
    return out


def _passive_subjects(draft: Draft) -> list[Argument]:
    return draft.surface if draft.passive else []


def _obliques_at(parse: Parse, preposition: int, words: ClauseWords) -> list[Oblique]:
    name = parse.tokens[preposition].lower
    below = (c for c in parse.children[preposition] if parse.tokens[c].dep == "pobj")
    return [Oblique(name, a) for c in below for a in find_arguments(parse, c, "direct", words)]


def _finite_above(draft: Draft, drafts: dict[int, Draft]) -> Draft:
    at = draft
    while at.parent is not None and not at.finite:
        at = drafts[at.parent]
    return at if at.finite else draft


def _share_backwards(parse: Parse, drafts: dict[int, Draft]) -> None:
    """ "condemned and sanctioned Arnor": the object told once, after the last verb, is everyone's."""
    for draft in drafts.values():
        token = parse.tokens[draft.head]
        if token.dep != "conj" or draft.kind != "verb":
            continue
        first = drafts.get(token.head)
        if first is None or first.kind != "verb" or not 0 < draft.head - first.head <= 3:
            continue
        if not first.passive and not first.objects and not first.obliques and not first.complements:
            first.objects = _relabel(draft.objects, "shared")
        if first.passive and draft.passive and not first.agents:
            first.agents = _relabel(draft.agents, "shared")
