"""Who speaks at a cue: the subject of the verb of saying, wherever it stands, and who passes the words on."""

from __future__ import annotations

from dataclasses import replace

from communique.attribution.cues import Cue, Cues, Frame
from communique.attribution.drafts import Phrase, Voice, phrase_of
from communique.attribution.layout import Layout
from communique.attribution.patterns import DATELINE_END
from communique.grammar import Argument, Clause, Parse

_NOBODY = frozenset({"it", "there", "that", "which", "this", "what", "these", "those", "here", "such"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVES = frozenset({"who", "which", "that"})
_FINITE = frozenset({"VBZ", "VBP", "MD"})
_TO_RELATIVE = 12  # tokens between a noun and its relative pronoun
_SAME = frozenset({"he", "she", "they", "it", "i", "we"})
_RESUMING: tuple[Frame, ...] = ("clause", "so", "as", "on", "infinitive", "object")  # frames of a verb that goes on
_IN_SUBJECT = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "PART", "PRON"})


def find_voice(layout: Layout, clause: Clause, cues: Cues, frame: Frame) -> Voice | None:
    """The voice of a clause in a frame, or None when its verb is no cue there or nobody can be meant.

    "TASS quoted him as saying …" gives him, relayed by TASS; the cue is the verb that quotes.
    """
    if clause.kind != "verb":
        return None
    parse = layout.parse
    relayed = _relay_over(parse, clause, cues)
    if relayed is not None:
        return relayed
    entry = cues.verb(clause.lemma, clause.particle, frame)
    if entry is None:
        return None
    above = resumed(parse, clause, cues)
    speaker = (
        (None if above is None else speaker_of(parse, above))
        or _trailing_speaker(layout, clause, cues)
        or speaker_of(parse, clause, things=frame in ("clause", "quote") and entry.nests)
    )
    speaker = _after_dateline(layout, speaker or _misread_subject(parse, clause), clause.head)
    stop = clause.head + 1
    if clause.particle is not None:
        stop = next((c + 1 for c in parse.children[clause.head] if parse.tokens[c].lower == clause.particle), stop)
        if stop - clause.head > 3:
            stop = clause.head + 1
    return Voice(clause.head, max(stop, clause.head + 1), entry, speaker, None, clause.index)


def _misread_subject(parse: Parse, clause: Clause) -> Phrase | None:
    """The subject of "The mayor noted Friday that …", read as a participle: a passive without its auxiliary."""
    if clause.voice != "passive" or clause.relation not in ("root", "conjunct", "complement"):
        return None
    if any(parse.tokens[c].pos == "AUX" for c in parse.children[clause.head]):
        return None
    before = tuple(a for a in clause.objects if a.stop <= clause.head and a.via in ("direct", "conjunct"))
    return phrase_of(before)


def _after_dateline(layout: Layout, speaker: Phrase | None, verb: int) -> Phrase | None:
    """The subject behind a dateline that the parser took for one: "BREE, Eriador (AP) _ The council said"."""
    parse, tokens = layout.parse, layout.parse.tokens
    if speaker is None or speaker.stop >= verb:
        return speaker
    match = DATELINE_END.search(parse.text, tokens[speaker.stop - 1].end, tokens[verb].start)
    if match is None:
        return speaker
    return phrase_before(layout, parse.tokens_between(match.end(), tokens[verb].start).start, verb) or speaker


def _trailing_speaker(layout: Layout, clause: Clause, cues: Cues) -> Phrase | None:
    """ "He said the plan was dead, adding that …": who adds is who said, wherever the parser hangs the participle."""
    parse = layout.parse
    if parse.tokens[clause.head].tag != "VBG" or clause.relation != "adverbial" or not is_after_comma(parse, clause):
        return None
    above = clause
    while above.parent is not None and above.head != parse.clauses[above.parent].head:
        above = parse.clauses[above.parent]
        if above.relation not in ("complement", "adverbial", "conjunct"):
            break
    inner = None if clause.parent is None else parse.clauses[clause.parent]
    if inner is not None and above.index != inner.index and inner.relation == "complement" and above.kind == "verb":
        return speaker_of(parse, above)  # "rejected the news that the king had won, saying …": who rejected says
    if (
        above.index == clause.index
        or cues.verb(above.lemma, above.particle, "clause") is None
        or above.head > clause.head
    ):
        return None
    return speaker_of(parse, above)


def resumed(parse: Parse, clause: Clause, cues: Cues) -> Clause | None:
    """The saying that a joined verb goes on from: "He says he would stay and calls the king a friend".

    The joined verb shares the subject of what is said, a pronoun for the one who says it, and the form of the saying.
    """
    if clause.parent is None or not clause.finite or not clause.subjects or clause.relation != "complement":
        return None
    above, subject = parse.clauses[clause.parent], clause.subjects[0]
    if above.kind != "verb" or above.head > subject.head or cues.verb(above.lemma, above.particle, "clause") is None:
        return None
    same_form = parse.tokens[above.head].tag == parse.tokens[clause.head].tag and clause.modal is None
    if subject.via != "shared" or not same_form or not _may_mean(parse, subject.head, above):
        return None
    spoken = any(cues.verb(clause.lemma, clause.particle, frame) is not None for frame in _RESUMING)
    return above if spoken else None


def _may_mean(parse: Parse, pronoun: int, above: Clause) -> bool:
    """Whether a pronoun may mean the one who says: "they" not a single person."""
    word = parse.tokens[pronoun].lower
    if word != "they":
        return word in _SAME
    speaker = above.subjects[0].head if above.subjects else pronoun
    return parse.tokens[speaker].tag != "NN" and parse.tokens[speaker].entity != "PERSON"


def is_after_comma(parse: Parse, clause: Clause) -> bool:
    """Whether a comma stands before a clause's verb, adverbs aside."""
    at = clause.head - 1
    while at > 0 and parse.tokens[at].pos in ("ADV", "CCONJ"):
        at -= 1
    return parse.tokens[at].text in (",", "”", '"', "''")


def _relay_over(parse: Parse, clause: Clause, cues: Cues) -> Voice | None:
    """The voice of "X quoted Y as saying", met at either verb."""
    above = clause
    if (
        cues.verb(clause.lemma, None, "clause") is not None
        and clause.parent is not None
        and _is_as_saying(parse, clause)
    ):
        above = parse.clauses[clause.parent]
    entry = cues.verb(above.lemma, above.particle, "relay")
    if entry is None or above.kind != "verb":
        return None
    below = [parse.clauses[c.clause] for c in above.complements if c.form == "ing"]
    saying = [c for c in below if cues.verb(c.lemma, None, "clause") is not None and _is_as_saying(parse, c)]
    if not saying and above.lemma != "quote":
        return None
    spoken = phrase_of(above.objects)
    if spoken is None:
        return None
    relays = [*above.subjects, *(o.argument for c in saying for o in c.obliques if o.preposition == "by")]
    return Voice(above.head, above.head + 1, entry, spoken, phrase_of(tuple(relays[:1])), above.index)


def _is_as_saying(parse: Parse, clause: Clause) -> bool:
    """Whether a participle stands after "as" or right after the one quoted: "as saying", "quoted him saying"."""
    return parse.tokens[clause.head].tag == "VBG"


def speaker_of(parse: Parse, clause: Clause, *, things: bool = False) -> Phrase | None:
    """The phrase for who speaks, from the clause's subjects; None for "there" and words that point at things.

    `things`: whether "it" may be meant, a paper or a ministry that says something.
    """
    nobody = _NOBODY - {"it"} if things else _NOBODY
    named = tuple(a for a in clause.subjects if parse.tokens[a.head].lower not in nobody)
    phrase = None if not named or named[0].head == clause.head else phrase_of(named)
    return _with_relative(parse, clause, phrase) if phrase is not None and named[0].via == "relative" else phrase


def _with_relative(parse: Parse, clause: Clause, phrase: Phrase) -> Phrase:
    """ "Baker, who": the words that name a speaker reach to the relative pronoun."""
    for i in range(phrase.stop, min(clause.head, phrase.stop + _TO_RELATIVE)):
        if parse.tokens[i].lower in _RELATIVES:
            return replace(phrase, stop=i + 1)
    return phrase


def inverted_speaker(layout: Layout, verb: int) -> Phrase | None:
    """The phrase right after a verb of saying: "…," said Eitan, the minister."""
    parse = layout.parse
    tokens = parse.tokens
    at = verb + 1
    while at < len(tokens) and tokens[at].pos in ("ADV", "PUNCT") and tokens[at].text != "," and at - verb < 3:
        at += 1
    if (
        at >= len(tokens)
        or tokens[at].pos not in _IN_SUBJECT
        or tokens[at].pos == "ADP"
        or layout.quotation_of[at] >= 0
    ):
        return None
    found = nominal_run(parse, at)
    return None if found is None or _begins_content(parse, found) else found


def _begins_content(parse: Parse, phrase: Phrase) -> bool:
    """Whether a phrase behind "said" is the subject of what is said: "…, and said the dam is safe"."""
    if phrase.stop >= len(parse.tokens) or parse.tokens[phrase.stop].sentence != parse.tokens[phrase.head].sentence:
        return False
    return parse.tokens[phrase.stop].tag in _FINITE and parse.tokens[phrase.stop - 1].lower not in _RELATIVES


def nominal_run(parse: Parse, first: int) -> Phrase | None:
    """The run of nominal words from a token on; its head is the last noun before a preposition, or the name in it."""
    tokens = parse.tokens
    stop, head = first, None
    while stop < len(tokens) and tokens[stop].sentence == tokens[first].sentence:
        hyphen = tokens[stop].text == "-" and first < stop and tokens[stop - 1].end == tokens[stop].start
        if tokens[stop].pos not in _IN_SUBJECT and not hyphen:
            break
        if tokens[stop].pos in _NOUNS and not _past_preposition(parse, first, stop):
            head = stop
        stop += 1
    return None if head is None else Phrase(head, first, stop if tokens[stop - 1].pos in _NOUNS else head + 1)


def _past_preposition(parse: Parse, first: int, at: int) -> bool:
    return any(parse.tokens[i].pos == "ADP" for i in range(first, at))


def phrase_before(layout: Layout, floor: int, verb: int) -> Phrase | None:
    """The last nominal phrase between a token and a verb, where the parser found no subject."""
    tokens = layout.parse.tokens
    at = verb - 1
    while at >= floor and tokens[at].pos in ("ADV", "AUX", "PUNCT", "PART"):
        at -= 1
    if at < floor or tokens[at].pos not in _NOUNS or layout.quotation_of[at] >= 0:
        return None
    first = at
    while first > floor and tokens[first - 1].pos in _IN_SUBJECT and tokens[first - 1].pos != "ADP":
        first -= 1
    return Phrase(at, min(first, max(floor, layout.parse.left_edge[at])), at + 1)


def argument_phrase(argument: Argument) -> Phrase:
    """An argument as a phrase."""
    return Phrase(argument.head, argument.first, argument.stop)


def entry_of(cues: Cues, clause: Clause, frame: Frame) -> Cue | None:
    """The cue entry of a verb clause in a frame."""
    return cues.verb(clause.lemma, clause.particle, frame) if clause.kind == "verb" else None
