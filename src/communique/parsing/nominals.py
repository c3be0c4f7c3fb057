"""Acts named by a noun or an adjective: "talks between X and Y", "the arrest of X by Y", "was critical of"."""

from __future__ import annotations

from communique.grammar import Argument, Oblique, Parse, Token
from communique.parsing.drafts import Draft, find_agents, take_adverb, take_preposition
from communique.parsing.phrases import find_arguments
from communique.parsing.words import ClauseWords

_COPULAS = frozenset("be remain become seem appear stay feel look sound prove grow get turn".split())
_HOLDS_ACTOR = frozenset({"NORP", "GPE", "ORG", "PERSON", "LOC"})
_HOLDS_NO_ACTOR = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "EVENT"})
_NEGATIVE = frozenset({"no", "neither", "zero"})
_ENTERED = frozenset({"in", "into"})
_FROM = ("from", "by")
_CHARGES = frozenset({"charge", "accusation", "allegation", "claim", "criticism", "complaint", "demand", "request"})
_BEHIND_ACTS = frozenset({"by", "against", "between", "among"})
_SUFFERED = frozenset(
    "murder assassination arrest detention imprisonment abduction kidnapping execution beheading deportation".split()
)
_TAKES_LANDS = frozenset({"invasion", "occupation", "annexation", "siege", "blockade", "embargo"})
_SET_PHRASES = frozenset({("in", "charge"), ("by", "force"), ("in", "force"), ("in", "question"), ("at", "large")})
_COMPANY = ("between", "among", "with", "involving", "against", "by")


def draft_nominals(parse: Parse, drafts: dict[int, Draft], words: ClauseWords) -> dict[int, int]:
    """Adds a draft for each noun and adjective that names an act or a state.

    Returns which light verb or copula each of them stands in for: verb token -> noun or adjective token.
    """
    stands_in: dict[int, int] = {}
    for token in parse.tokens:
        if token.dep in ("attr", "acomp", "oprd") and token.pos in ("NOUN", "PROPN", "ADJ", "VERB"):
            verb = drafts.get(token.head)
            if verb is not None and verb.lemma in _COPULAS and token.dep != "oprd":
                _draft_predicative(parse, drafts, token.i, verb, words)
                stands_in[verb.head] = token.i
                continue
        if token.pos == "ADJ" and token.lemma in words.adjectives and token.i not in drafts:
            _draft_apposed(parse, drafts, token.i, words)
        if token.pos == "NOUN" and token.lemma in words.nouns and token.dep not in ("compound", "nmod", "npadvmod"):
            if (parse.tokens[token.i - 1].lower, token.lower) in _SET_PHRASES:
                continue
            drafts[token.i] = _draft_noun(parse, token.i, words)
            verb = _light_verb(parse, token.i, drafts, words)
            if verb is not None:
                drafts[token.i].light = verb.head
                stands_in.setdefault(verb.head, token.i)
    for verb_head, head in stands_in.items():
        if verb_head in drafts and drafts[verb_head].lemma in _COPULAS and drafts[head].light == verb_head:
            del drafts[verb_head]
    return stands_in


def _draft_predicative(parse: Parse, drafts: dict[int, Draft], head: int, verb: Draft, words: ClauseWords) -> None:
    """ "Gondor is an ally of Arnor": the copula's subject, tense and negation go to the predicate."""
    token = parse.tokens[head]
    draft = (
        _draft_noun(parse, head, words)
        if token.pos in ("NOUN", "PROPN")
        else Draft(head, "adjective", token.lemma, token.sentence)
    )
    if draft.kind == "adjective":
        for child in parse.children[head]:
            if parse.tokens[child].dep in ("prep", "agent"):
                take_preposition(parse, draft, child, words)
            elif parse.tokens[child].dep in ("advmod", "neg"):
                take_adverb(parse, draft, child)
    draft.light = verb.head
    draft.surface = verb.surface or draft.surface
    _take_verbal(draft, verb)
    draft.obliques += verb.obliques
    draft.complements += verb.complements
    draft.marker = verb.marker
    drafts[head] = draft


def _draft_apposed(parse: Parse, drafts: dict[int, Draft], head: int, words: ClauseWords) -> None:
    """ "The bishops, critical of the junta, …": an adjective behind its noun says of it what a copula would."""
    token = parse.tokens[head]
    noun = parse.tokens[token.head]
    behind = any(parse.tokens[c].dep in ("prep", "xcomp") and c > head for c in parse.children[head])
    if not behind or token.dep not in ("amod", "appos", "acl", "advcl", "relcl", "conj"):
        return
    draft = Draft(head, "adjective", token.lemma, token.sentence)
    if noun.pos in ("NOUN", "PROPN") and noun.i < head:
        draft.surface += find_arguments(parse, noun.i, "apposition", words)
    elif noun.i in drafts and token.dep == "advcl":
        draft.surface += drafts[noun.i].surface
    else:
        return
    for child in parse.children[head]:
        if parse.tokens[child].dep == "prep":
            take_preposition(parse, draft, child, words)
        elif parse.tokens[child].dep in ("advmod", "neg"):
            take_adverb(parse, draft, child)
    drafts[head] = draft


def _take_verbal(draft: Draft, verb: Draft) -> None:
    """Tense, modality and negation stand at the verb, whoever names the act."""
    draft.negation = draft.negation if draft.negation is not None else verb.negation
    draft.modal, draft.tense, draft.finite = verb.modal, verb.tense, verb.finite
    draft.perfect, draft.progressive, draft.infinitive = verb.perfect, verb.progressive, verb.infinitive
    draft.adverbs += verb.adverbs


def _draft_noun(parse: Parse, head: int, words: ClauseWords) -> Draft:
    """A noun that names an act, with the actors that stand at it: possessive, by, of, with, between, adjective."""
    token = parse.tokens[head]
    draft = Draft(head, "noun", token.lemma, token.sentence)
    for child in parse.children[head]:
        below = parse.tokens[child]
        match below.dep:
            case "poss":
                draft.surface += find_arguments(parse, child, "possessive", words)
            case "prep" | "agent":
                _take_noun_preposition(parse, draft, child, words)
            case "amod" | "compound" | "nmod":
                if _is_land_taken(token.lemma, below):
                    draft.objects += find_arguments(parse, child, "of", words)
                elif below.entity in _HOLDS_ACTOR or (below.pos == "PROPN" and below.entity not in _HOLDS_NO_ACTOR):
                    draft.surface += find_arguments(parse, child, "adjectival", words)
                    draft.surface += _joined(parse, child, words)
                elif below.pos == "NOUN":
                    draft.obliques += [
                        Oblique("compound", a) for a in find_arguments(parse, child, "adjectival", words)
                    ]
            case "det":
                if below.lower in _NEGATIVE:
                    draft.negation = child
    _take_from_measure(parse, draft, words)
    if not draft.agents:
        # "the massacre of monks by soldiers": the parser hangs the soldiers on the monks
        draft.agents = [a for thing in draft.objects for a in find_agents(parse, thing.head, words)]
    return draft


def _is_land_taken(lemma: str, modifier: Token) -> bool:
    """Whether a bare name before "invasion" is the land: "the Arnor invasion", not "the Arnorian" or "the U.S." one."""
    name = modifier.text
    plain = modifier.pos == "PROPN" and name[:1].isupper() and not name.isupper() and "." not in name
    return lemma in _TAKES_LANDS and modifier.entity in ("GPE", "LOC") and plain


def _take_from_measure(parse: Parse, draft: Draft, words: ClauseWords) -> None:
    """ "The second day of an offensive by X against Y": what stands behind an act is the act's, not the day's."""
    of = parse.tokens[parse.tokens[draft.head].head]
    measure = parse.tokens[of.head]
    if parse.tokens[draft.head].dep != "pobj" or of.lower != "of" or measure.pos != "NOUN":
        return
    if measure.lemma in words.nouns:
        return
    for child in parse.children[measure.i]:
        if child > draft.head and parse.tokens[child].lower in _BEHIND_ACTS:
            _take_noun_preposition(parse, draft, child, words)


def _joined(parse: Parse, child: int, words: ClauseWords) -> tuple[Argument, ...]:
    """The other side of "U.S.-Russia talks": a name joined by a hyphen to the one that modifies the noun."""
    for inner in parse.children[child]:
        if parse.tokens[inner].entity in _HOLDS_ACTOR and inner + 2 == child and parse.tokens[inner + 1].text in "-–/":
            return find_arguments(parse, inner, "adjectival", words)
    return ()


def _take_noun_preposition(parse: Parse, draft: Draft, child: int, words: ClauseWords) -> None:
    before = len(draft.obliques)
    take_preposition(parse, draft, child, words)
    for oblique in draft.obliques[before:]:
        if oblique.preposition == "by":
            draft.agents.append(oblique.argument._replace(via="agent"))
        elif oblique.preposition == "of":
            draft.objects.append(oblique.argument._replace(via="of"))


def _light_verb(parse: Parse, head: int, drafts: dict[int, Draft], words: ClauseWords) -> Draft | None:
    """The verb that only carries the noun: "held" in "held talks", "engaged" in "engaged in talks"."""
    token = parse.tokens[head]
    if token.dep in ("dobj", "nsubjpass"):
        verb = drafts.get(token.head)
        if verb is None and parse.tokens[token.head].dep == "conj":
            verb = drafts.get(parse.tokens[token.head].head)
    elif token.dep == "pobj" and parse.tokens[token.head].lower in _ENTERED:
        verb = drafts.get(parse.tokens[token.head].head)
        if verb is not None and verb.lemma not in ("engage", "enter", "join", "take"):
            verb = None
    elif token.dep == "pobj" and parse.tokens[token.head].lower in ("under", "with"):
        verb = drafts.get(parse.tokens[token.head].head)
        passive = verb is not None and verb.lemma == ("come" if parse.tokens[token.head].lower == "under" else "meet")
        verb = verb if passive else None  # "came under attack from", "met with resistance from"
    else:
        return None
    if verb is None or verb.kind != "verb" or (verb.particle is not None and verb.lemma != "carry"):
        return None  # "put off the signing" carries nothing
    return verb if verb.lemma in words.light or _is_converse(drafts[head], verb, words) else None


def _is_converse(draft: Draft, verb: Draft, words: ClauseWords) -> bool:
    """Whether the verb's subject suffers the act: "drew criticism from Arnor", "suffered an attack"."""
    if verb.passive or verb.lemma not in words.converse:
        return False
    return verb.lemma in words.converse_bare or any(o.preposition in _FROM for o in (*draft.obliques, *verb.obliques))


def _take_inner_source(draft: Draft, verb: Draft, drafts: dict[int, Draft], words: ClauseWords) -> None:
    """ "Received a note of protest from Arnor": what the parser hung on the protest is the note's."""
    inner = [d for a in draft.objects if (d := drafts.get(a.head)) is not None and d.kind == "noun"]
    for noun in inner if verb.lemma in words.converse else ():
        sources = [o for o in noun.obliques if o.preposition in _FROM]
        draft.obliques += sources
        noun.obliques = [o for o in noun.obliques if o not in sources]


def _turn_round(draft: Draft, verb: Draft) -> None:
    """The act's doers are behind "from" or "by"; the verb's subject is the one it is done to."""
    doers = [o for o in (*draft.obliques, *verb.obliques) if o.preposition in _FROM]
    draft.surface = [o.argument._replace(via="agent") for o in doers]
    draft.recipients += [a._replace(via="direct") for a in verb.surface]
    draft.obliques = [o for o in (*draft.obliques, *verb.obliques) if o not in doers]


def _take_company(parse: Parse, draft: Draft, verb: Draft | None, words: ClauseWords) -> None:
    """ "Fighting erupted in Gao between X and Y": what the parser hung on the verb of beginning is the act's."""
    if verb is None or verb.kind != "verb" or verb.passive or verb.lemma not in words.carriers:
        return
    if all(a.head != draft.head for a in verb.surface):
        return
    strays = [c for o in verb.obliques for c in parse.children[o.argument.head]]
    for child in strays:
        if parse.tokens[child].lower == "between":  # "in the capital between X and Y"
            take_preposition(parse, draft, child, words)
    for oblique in verb.obliques:
        if oblique.preposition in _COMPANY and oblique not in draft.obliques:
            draft.obliques.append(oblique)
            if oblique.preposition == "by":
                draft.agents.append(oblique.argument._replace(via="agent"))


def lend_light_verbs(parse: Parse, drafts: dict[int, Draft], words: ClauseWords) -> None:
    """A noun carried by a light verb takes that verb's subject, companions, tense, negation and place."""
    for draft in drafts.values():
        if draft.kind != "noun":
            continue
        _take_stray_agent(parse, draft, drafts)
        _take_company(parse, draft, drafts.get(parse.tokens[draft.head].head), words)
        if draft.light is not None and draft.light in drafts:
            verb = drafts[draft.light]
            _take_inner_source(draft, verb, drafts, words)
            if _is_converse(draft, verb, words):
                _turn_round(draft, verb)
            else:
                doers = verb.agents if verb.passive else verb.surface
                draft.surface = [a._replace(via="direct") for a in doers] or draft.surface
                draft.obliques += [o for o in verb.obliques if o not in draft.obliques]
            draft.objects += [a for a in verb.recipients if a not in draft.objects]
            _take_verbal(draft, verb)
            draft.parent, draft.relation, draft.marker = verb.parent, verb.relation, verb.marker
            if draft.parent == draft.head:
                draft.parent, draft.relation = None, "root"
            draft.complements += [c for c in verb.complements if c[0] != draft.head and c not in draft.complements]
        elif (carried := _joined_to(parse, draft, drafts)) is not None and not draft.surface and not draft.agents:
            draft.surface = list(carried.surface)  # "voiced its support and admiration": both are voiced
        elif _is_suffered(parse, draft):
            draft.objects = [a for a in draft.surface if a.via == "possessive"]
            draft.surface = draft.agents + [a for a in draft.surface if a.via not in ("possessive", "adjectival")]
        elif draft.agents:
            possessors = [a for a in draft.surface if a.via == "possessive"]
            if possessors and not draft.objects:
                draft.objects = possessors  # "the journalist's arrest by police"
                draft.surface = [a for a in draft.surface if a.via != "possessive"]
            draft.surface = draft.agents + [a for a in draft.surface if a.via != "adjectival"]


def _joined_to(parse: Parse, draft: Draft, drafts: dict[int, Draft]) -> Draft | None:
    """The verb that carries the noun to which a noun is joined, when it only carries it."""
    first = drafts.get(parse.tokens[draft.head].head) if parse.tokens[draft.head].dep == "conj" else None
    if first is None or first.kind != "noun" or first.light is None:
        return None
    verb = drafts.get(first.light)
    return verb if verb is not None and verb.kind == "verb" and not verb.passive else None


def _is_suffered(parse: Parse, draft: Draft) -> bool:
    """Whether a person in the possessive is the one it is done to: "Orla Brand's murder", "his arrest"."""
    if draft.lemma not in _SUFFERED or draft.objects:
        return False
    owners = [parse.tokens[a.head] for a in draft.surface if a.via == "possessive"]
    return bool(owners) and all(t.entity == "PERSON" or t.lower in ("his", "her") or t.pos == "NOUN" for t in owners)


def _take_stray_agent(parse: Parse, draft: Draft, drafts: dict[int, Draft]) -> None:
    """ "protested the killing of monks by soldiers": an active verb has no agent, the noun beside it has."""
    verb = drafts.get(parse.tokens[draft.head].head)
    if verb is None or verb.kind != "verb" or verb.passive or draft.agents or parse.tokens[draft.head].dep != "dobj":
        return
    stray = [o for o in verb.obliques if o.preposition == "by" and o.argument.head > draft.head]
    stray = [o for o in stray if parse.tokens[o.argument.head].pos in ("NOUN", "PROPN")]
    if stray and (draft.objects or (draft.lemma in _CHARGES and not draft.surface)):
        draft.agents = [o.argument._replace(via="agent") for o in stray]
        verb.obliques = [o for o in verb.obliques if o not in stray]
