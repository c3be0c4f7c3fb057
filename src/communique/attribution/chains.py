"""Who is meant at each step of the chain: speaker, carriers, addressee, setting, and the words that veil a speaker."""

from __future__ import annotations

from dataclasses import dataclass

from communique.attribution.carriers import Carriers
from communique.attribution.drafts import Draft, Phrase
from communique.attribution.layout import Layout
from communique.grammar import Parse
from communique.records import Actor, Cast

_CARRIED_BY = frozenset({"in", "on", "via", "through", "by", "during", "at"})
_PLATFORMS = frozenset({"on", "via"})
_ARTICLES = frozenset({"DET", "NUM", "PUNCT", "ADV", "PART"})
_ISSUED = frozenset({"from", "by", "of"})


@dataclass(frozen=True, slots=True)
class Name:
    """Someone or something in a chain: the actor where it is one, and the name as the article gives it most fully."""

    actor: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What stands around a cue beside speaker and content."""

    carriers: tuple[str, ...]
    addressee: str | None
    setting: str | None


def resolve_name(parse: Parse, cast: Cast, phrase: Phrase) -> Name:
    """The actor that a phrase names, under its fullest name; joint speakers are joined by "and"."""
    found = [_actor_at(parse, cast, head, phrase) for head in (phrase.head, *phrase.others)]
    if phrase.others:
        texts = [
            a.name if a else parse.words(parse.left_edge[h], h + 1)
            for a, h in zip(found, (phrase.head, *phrase.others), strict=True)
        ]
        return Name(found[0].id if found[0] else None, " and ".join(dict.fromkeys(texts)))
    actor = found[0]
    if actor is not None:
        return Name(actor.id, actor.name)
    beside = _name_beside(parse, phrase)
    return Name(None, beside or parse.words(phrase.first, _without_pronoun(parse, phrase)))


def _without_pronoun(parse: Parse, phrase: Phrase) -> int:
    """Where a speaker's words end before a relative pronoun: "Baker" in "Baker, who"."""
    stop, tokens = phrase.stop, parse.tokens
    while stop - 1 > phrase.head and (
        tokens[stop - 1].lower in ("who", "which", "that") or tokens[stop - 1].text == ","
    ):
        stop -= 1
    return stop


def _name_beside(parse: Parse, phrase: Phrase) -> str | None:
    """The name set beside a description: "Gondor's ambassador, Faren Dol," is Faren Dol."""
    tokens = parse.tokens
    if tokens[phrase.head].entity == "PERSON" or tokens[phrase.head].pos == "PRON":
        return None
    at = phrase.head + 1
    while at < len(tokens) and at - phrase.head < 7 and tokens[at].text != ",":
        if tokens[at].pos in ("VERB", "AUX"):
            return None
        at += 1
    if at + 1 >= len(tokens) or tokens[at].text != "," or tokens[at + 1].entity != "PERSON":
        return None
    stop = at + 1
    while stop < len(tokens) and tokens[stop].entity == "PERSON":
        stop += 1
    return parse.words(at + 1, stop) if stop < len(tokens) and tokens[stop].text in (",", ".") else None


def _actor_at(parse: Parse, cast: Cast, head: int, phrase: Phrase) -> Actor | None:
    """The actor at a head, or at a name set beside it ("the department's spokeswoman, Mira Oll")."""
    beside = [
        i
        for i in range(head + 1, min(parse.right_edge[head] + 1, head + 8))
        if parse.tokens[i].entity == "PERSON" and i in cast.by_head
    ]
    actor = cast.at(head)
    if actor is not None and (actor.kind == "person" or not beside):
        return actor
    for i in beside:
        if not any(parse.tokens[k].pos in ("VERB", "ADP", "AUX") for k in range(head + 1, i)):
            return cast.at(i)
    return actor


def issuer_of(layout: Layout, carriers: Carriers, phrase: Phrase) -> Phrase | None:
    """Who speaks in a document: "the ministry's statement", "a resolution of the council", "a Kremlin letter"."""
    parse, tokens = layout.parse, layout.parse.tokens
    head = phrase.head
    if carriers.kind_of_noun(tokens[head].lemma) != "document":
        return None
    for child in parse.children[head]:
        if (
            child < head
            and tokens[child].pos in ("PROPN", "NOUN", "PRON")
            and tokens[child].entity not in ("DATE", "TIME")
        ):
            owns = any(tokens[c].tag == "POS" for c in parse.children[child]) or tokens[child].tag == "PRP$"
            if owns or (tokens[child].pos == "PROPN" and tokens[child].entity in ("ORG", "GPE", "PERSON", "NORP")):
                return Phrase(child, parse.left_edge[child], child + 1)
        if child > head and tokens[child].lower in _ISSUED:
            named = [c for c in parse.children[child] if tokens[c].pos in ("PROPN", "NOUN")]
            if named:
                return Phrase(named[0], parse.left_edge[named[0]], named[0] + 1)
    return _issuing_subject(parse, carriers, head)


def _issuing_subject(parse: Parse, carriers: Carriers, noun: int) -> Phrase | None:
    """The subject of the verb about a document: "issued a statement", "a resolution adopted by the council"."""
    for clause in parse.clauses:
        if clause.kind == "verb" and any(a.head == noun for a in clause.objects) and clause.subjects:
            who = clause.subjects[0]
            if clause.lemma not in carriers.issued_by:
                continue
            if who.head != noun:
                return Phrase(who.head, who.first, who.stop)
    return None


def carrier_name(layout: Layout, carriers: Carriers, head: int) -> str:
    """A carrier as the chain names it: without article, and without words that only say when ("recent")."""
    parse, tokens = layout.parse, layout.parse.tokens
    first = max(parse.left_edge[head], head - 6)
    while first < head and (
        tokens[first].pos in _ARTICLES
        or tokens[first].lower in carriers.passed_over
        or tokens[first].tag in ("POS", "PRP$")
    ):
        first += 1
    return parse.words(first, head + 1)


def relay_name(parse: Parse, cast: Cast, phrase: Phrase) -> str:
    """A relay as the text names it ("ITAR-Tass"); a description ("the paper") by the name of what it refers to."""
    words = [i for i in range(phrase.first, phrase.stop) if parse.tokens[i].lower not in ("the", "a", "an")]
    if any(parse.tokens[i].pos == "PROPN" for i in words):
        return parse.words(words[0], words[-1] + 1)
    return _without_article(resolve_name(parse, cast, phrase).text)


def find_told(layout: Layout, carriers: Carriers, draft: Draft, outlets: frozenset[str]) -> Told:
    """Carriers, addressee and setting around a cue; `outlets` are names of the outlet itself, which carries nothing."""
    parse, tokens = layout.parse, layout.parse.tokens
    voice = draft.voice
    if voice.clause is None:
        return Told((), None, None)
    clause = parse.clauses[voice.clause]
    content = parse.tokens_between(draft.start, draft.end)
    documents: list[str] = []
    setting: str | None = None
    for i in _around_cue(layout, draft):
        kind = carriers.kind_of_noun(tokens[i].lemma) or carriers.kind_of_noun(tokens[i].lower)
        before = parse.left_edge[i] - 1
        preposition = tokens[before].lower if before >= 0 else ""
        if kind in ("document", "occasion") and preposition in _CARRIED_BY:
            documents.append(
                _occasion_name(layout, carriers, i) if kind == "occasion" else carrier_name(layout, carriers, i)
            )
        if kind in ("document", "occasion", "setting") and preposition in _CARRIED_BY and setting is None:
            stop = min(parse.right_edge[i] + 1, before + 14, content.start if content.start > before else before + 14)
            setting = parse.words(before, stop)
        if preposition in _PLATFORMS and tokens[i].pos == "PROPN" and carriers.owner(tokens[i].text):
            documents.append(tokens[i].text)
    documents = [*_carried_by(layout, carriers, draft), *documents]
    told = [
        a
        for a in (*clause.recipients, *clause.objects)
        if a.head not in content and layout.quotation_of[a.head] < 0 and a.first > voice.cue_first
    ]
    addressee = next(
        (a for a in told if clause.lemma in carriers.addressing),
        None,
    )
    media: tuple[str, ...] = ()
    words = None
    if addressee is not None:
        words = parse.words(addressee.first, addressee.stop)
        if is_medium(layout, carriers, addressee.head, words):
            media = () if is_own(words, outlets) else (_without_article(words),)
            documents = [d for d in documents if "interview" not in d]
    return Told((*media, *dict.fromkeys(documents)), words, setting)


def _carried_by(layout: Layout, carriers: Carriers, draft: Draft) -> list[str]:
    """ "in comments carried by the agency": the medium that a participle near the cue names."""
    parse, voice = layout.parse, draft.voice
    content = parse.tokens_between(draft.start, draft.end)
    found: list[str] = []
    for i in parse.subtree(voice.cue_first):
        at = parse.clause_at.get(i)
        if at is None or i in content or parse.clauses[at].lemma not in carriers.carrying:
            continue
        found += [
            _without_article(parse.words(a.first, a.stop)) for a in parse.clauses[at].subjects if a.via == "agent"
        ]
    return found


def _around_cue(layout: Layout, draft: Draft) -> list[int]:
    """The tokens that hang on the cue, outside content, speaker and quotations."""
    parse, voice = layout.parse, draft.voice
    clause = parse.clauses[voice.clause] if voice.clause is not None else None
    head = clause.head if clause is not None else voice.cue_first
    if clause is not None and clause.relation == "adverbial" and not clause.finite and clause.parent is not None:
        head = parse.clauses[clause.parent].head
    content = parse.tokens_between(draft.start, draft.end)
    speaker = range(voice.speaker.first, voice.speaker.stop) if voice.speaker is not None else range(0)
    own = layout.quotation_of[voice.cue_first]
    return [
        i
        for i in parse.subtree(head)
        if i not in content
        and i not in speaker
        and layout.quotation_of[i] == own
        and layout.parse.tokens[i].pos in ("NOUN", "PROPN")
    ]


def _occasion_name(layout: Layout, carriers: Carriers, head: int) -> str:
    """ "television interview", "interview with the Bree Gazette"."""
    parse, tokens = layout.parse, layout.parse.tokens
    name = carrier_name(layout, carriers, head)
    for child in parse.children[head]:
        if child > head and tokens[child].lower in ("with", "to", "on") and parse.right_edge[child] - child <= 6:
            inner = parse.words(child + 1, parse.right_edge[child] + 1)
            if carriers.owner(inner) or carriers.kind_of_noun(tokens[parse.right_edge[child]].lemma) == "medium":
                return f"{name} {tokens[child].text} {_without_article(inner)}"
    return name


def is_medium(layout: Layout, carriers: Carriers, head: int, words: str) -> bool:
    """Whether a phrase names a news medium."""
    token = layout.parse.tokens[head]
    if token.pos == "PROPN" and token.lower in carriers.title_words:
        return True
    kinds = (carriers.kind_of_noun(token.lower), carriers.kind_of_noun(token.lemma))
    return "medium" in kinds or carriers.owner(words) is not None


def is_own(words: str, outlets: frozenset[str]) -> bool:
    """Whether a medium is the outlet itself, by name or by its initials."""
    name = _without_article(words)
    initials = "".join(w[0] for w in name.replace("-", " ").split() if w[:1].isupper())
    return name.lower() in outlets or initials.lower() in outlets


def _without_article(words: str) -> str:
    return words[4:] if words.lower().startswith("the ") else words


def veil_over(layout: Layout, carriers: Carriers, phrase: Phrase) -> str | None:
    """The words that leave a speaker unnamed, or None."""
    parse, tokens = layout.parse, layout.parse.tokens
    sentence = parse.sentences[tokens[phrase.head].sentence]
    text = parse.text[sentence.start : sentence.end]
    low = text.lower()
    for veil in carriers.veil_phrases:
        at = low.find(veil)
        if at >= 0:
            return text[at : at + len(veil)]
    named = any(tokens[i].entity == "PERSON" for i in range(phrase.first, phrase.stop))
    words = range(max(parse.left_edge[phrase.head], phrase.head - 6), phrase.head)
    unnamed = tokens[phrase.head].lower in carriers.veil_nouns or any(
        tokens[i].lower in carriers.veil_adjectives for i in words
    )
    return parse.words(phrase.first, phrase.stop) if unnamed and not named else None
