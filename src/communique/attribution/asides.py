"""What is said, where the source stands beside it: "…, he said", "according to him, …", "As he said, …", "reportedly".

The content is the sentence around the aside. What stands after it belongs to it only when the sentence's own predicate
does: "The plan, he said, would fail"; not in "They met, he said, amid tensions".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from communique.attribution.cues import Cues
from communique.attribution.drafts import Draft, Phrase, Voice
from communique.attribution.frames import draft_of
from communique.attribution.layout import Layout
from communique.attribution.speech import sentence_floor
from communique.attribution.voices import find_voice, inverted_speaker, nominal_run, phrase_before
from communique.grammar import Clause

_STOPS = frozenset(".!?;")
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_EDGES = frozenset((",", "-", "–", "—", ";", ":", "(", ")", "--"))
_LONGEST_ASIDE = 10  # tokens from the cue to the comma that closes an aside
_ALWAYS_ASIDE = frozenset({"say", "tell", "announce"})  # entries whose verbs need no sign from the parser
_LINKS = frozenset({"but", "and", "yet", "so", "still", "however", "indeed", "nevertheless", "meanwhile", "now"})
_LINKS_OF_TWO = frozenset({("in", "addition"), ("in", "fact"), ("in", "contrast"), ("for", "example")})
_GOES_ON_WITH = frozenset({"including", "since", "until", "because", "unless", "for", "by"})


def find_aside_drafts(layout: Layout, cues: Cues, used: Collection[int]) -> list[Draft]:
    """Contents around verbs of saying that no other frame has used (`used`: their tokens)."""
    found: list[Draft] = []
    for clause in layout.parse.clauses:
        if clause.head in used or layout.quotation_of[clause.head] >= 0:
            continue
        voice = find_voice(layout, clause, cues, "clause")
        voice = voice and _with_inverted(layout, clause, voice)
        if (
            voice is None
            or voice.speaker is None
            or not (clause.finite or (clause.voice == "passive" and clause.relation == "relative"))
        ):
            continue
        draft = _as_clause(layout, clause, voice) or _aside(layout, clause, voice)
        if draft is not None:
            found.append(draft)
    return found


def _with_inverted(layout: Layout, clause: Clause, voice: Voice) -> Voice | None:
    """The voice with its speaker after the verb ("…, noted the mayor"); None where the verb has said its object."""
    if voice.speaker is None and layout.parse.tokens[voice.cue_first - 1].text == "," and voice.cue_first > 0:
        return replace(voice, speaker=inverted_speaker(layout, voice.cue_first))
    bare = not any(layout.parse.tokens[c].pos == "AUX" for c in layout.parse.children[clause.head])
    if voice.speaker is None and bare and voice.entry.id in _ALWAYS_ASIDE:
        before = phrase_before(layout, sentence_floor(layout, voice.cue_first), voice.cue_first)
        beside = before is not None and layout.parse.tokens[before.first - 1].text == ","
        return replace(voice, speaker=before) if beside else None
    return None if _has_object(layout, clause, voice) else voice


def _aside(layout: Layout, clause: Clause, voice: Voice) -> Draft | None:
    """ "…, he said": the part of the sentence before, or all of it where the predicate comes after."""
    tokens, speaker = layout.parse.tokens, voice.speaker
    if speaker is None or not _is_aside(layout, clause, voice):
        return None
    begin = min(voice.cue_first, layout.parse.left_edge[speaker.head], speaker.first)
    floor = sentence_floor(layout, voice.cue_first)
    if begin < floor:
        begin = min(voice.cue_first, speaker.first) if speaker.first >= floor else voice.cue_first
    if begin - floor < 2 or tokens[begin - 1].text not in _EDGES:
        return None
    if tokens[begin - 1].text == ";" and voice.entry.id not in _ALWAYS_ASIDE:
        return None
    end = _aside_end(layout, voice)
    ceiling = _sentence_ceiling(layout, end)
    if _predicate_in(layout, floor, begin):
        if tokens[end - 1].text == "," and end < ceiling and tokens[end].lower in _GOES_ON_WITH:
            return draft_of(layout, voice, _past_links(layout, floor, begin), ceiling, "aside-amid")
        return draft_of(layout, voice, _past_links(layout, floor, begin), begin, "aside")
    if not _predicate_in(layout, end, ceiling) or tokens[end - 1].text == ":" or end - voice.cue_stop > _LONGEST_ASIDE:
        return None
    first = floor if _has_noun(layout, floor, begin) else end
    return draft_of(layout, voice, first, ceiling, "aside-amid")


def _past_links(layout: Layout, first: int, stop: int, *, joined: bool = False) -> int:
    """The first word of a sentence behind what only links it to the one before: "However,", "In addition,".

    `joined`: whether a bare "but" or "and" is such a link too.
    """
    tokens = layout.parse.tokens
    for length in (1, 2):
        after = first + length
        if after + 1 >= stop or layout.quotation_of[first] >= 0:
            return first
        words = tuple(tokens[i].lower for i in range(first, after))
        closed = tokens[after].text == ","
        if (length == 1 and words[0] in _LINKS and (closed or (joined and tokens[first].pos == "CCONJ"))) or (
            closed and words in _LINKS_OF_TWO
        ):
            return after + closed
    return first


def _is_aside(layout: Layout, clause: Clause, voice: Voice) -> bool:
    """Whether the parser, or the verb itself, shows that the words before are its content."""
    parse = layout.parse
    before = any(parse.clauses[c.clause].first < clause.head for c in clause.complements)
    signs = (
        before
        or (clause.voice == "passive" and voice.entry.id in ("say", "tell"))
        or clause.relation == "parataxis"
        or voice.relay is not None
    )
    return signs or (voice.entry.id in _ALWAYS_ASIDE and _is_own_clause(clause))


def _is_own_clause(clause: Clause) -> bool:
    """Whether a clause stands beside others: a relative clause only where it was read for an aside."""
    if clause.relation == "relative":
        return any(a.via in ("direct", "conjunct") for a in clause.subjects)
    return clause.relation in ("root", "parataxis", "complement")


def _has_object(layout: Layout, clause: Clause, voice: Voice) -> bool:
    """Whether a verb of saying has what it says as its object ("declared bankruptcy"), beside whom it tells."""
    told = [a for a in clause.objects if a.first >= voice.cue_stop and a.via in ("direct", "conjunct")]
    return bool(told) and voice.entry.id != "tell" and voice.relay is None


def _aside_end(layout: Layout, voice: Voice) -> int:
    """The token after the aside: past the next comma after the cue and the speaker."""
    tokens = layout.parse.tokens
    speaker = voice.speaker
    at = max(voice.cue_stop, speaker.stop if speaker is not None else 0)
    limit = layout.stop_token[layout.paragraph_of[voice.cue_first]]
    while at < limit and tokens[at].text not in _EDGES and tokens[at].text not in _STOPS:
        at += 1
    return min(at + 1, limit)


def _sentence_ceiling(layout: Layout, at: int) -> int:
    """The token after the sentence around `at`, stops inside quotations not counted."""
    tokens = layout.parse.tokens
    limit = layout.stop_token[layout.paragraph_of[min(at, len(tokens) - 1)]]
    while at < limit and not (tokens[at].text in _STOPS and layout.quotation_of[at] < 0):
        at += 1
    return at


def _predicate_in(layout: Layout, first: int, stop: int) -> bool:
    """Whether a finite clause, or a quotation of some length, stands in a stretch."""
    parse = layout.parse
    for i in range(first, stop):
        if parse.tokens[i].tag not in _FINITE_TAGS:
            continue
        clause = parse.clause_over(i)
        if clause is None or clause.relation not in ("relative", "adverbial"):
            return True
    return False


def _has_noun(layout: Layout, first: int, stop: int) -> bool:
    return any(layout.parse.tokens[i].pos in ("NOUN", "PROPN", "PRON") for i in range(first, stop))


def _as_clause(layout: Layout, clause: Clause, voice: Voice) -> Draft | None:
    """ "As the mayor observed, the bridge is shut": all that follows the comma."""
    tokens = layout.parse.tokens
    if clause.marker != "as" or any(c.form in ("that", "wh") for c in clause.complements):
        return None
    floor = sentence_floor(layout, voice.cue_first)
    if clause.first - floor > 2:
        return None
    first = _aside_end(layout, voice)
    if tokens[first - 1].text not in (",", ":"):
        return None
    return draft_of(layout, voice, first, _sentence_ceiling(layout, first), "as-clause")


def find_phrase_drafts(layout: Layout, cues: Cues) -> list[Draft]:
    """Contents beside "according to X" and the like, and around "reportedly"."""
    return [*_according(layout, cues), *_adverbs(layout, cues)]


def _according(layout: Layout, cues: Cues) -> Iterator[Draft]:
    tokens = layout.parse.tokens
    phrases = {**cues.phrases, **cues.counts}
    openings = {words[0] for words in phrases if words != (":",)}
    for i, token in enumerate(tokens):
        if token.lower not in openings:
            continue
        for words, entry in phrases.items():
            stop = i + len(words)
            if stop >= len(tokens) or any(tokens[i + n].lower != w for n, w in enumerate(words)):
                continue
            speaker = _named_after(layout, stop)
            voice = Voice(i, stop, entry, speaker, None, None)
            if speaker is None or (words == ("per",) and tokens[speaker.head].pos != "PROPN"):
                break
            if entry.objects and not (tokens[speaker.head].lemma in entry.objects and _opens_sentence(layout, i)):
                break
            draft = _around(layout, voice, speaker)
            if draft:
                yield draft
                break


def _opens_sentence(layout: Layout, token: int) -> bool:
    return token - sentence_floor(layout, token) <= 1


def within_hosts(layout: Layout, phrases: Sequence[Draft], clauses: Sequence[Draft]) -> list[Draft]:
    """Sources named inside another's words vouch for what follows them there: "said that, according to X, …"."""
    out: list[Draft] = []
    for draft in phrases:
        token = layout.parse.tokens[draft.voice.cue_first]
        host = next((c for c in clauses if c.start <= token.start and token.end <= c.end), None)
        speaker = draft.voice.speaker
        if host is None or speaker is None:
            out.append(draft)
            continue
        rest = layout.parse.tokens_between(layout.parse.tokens[speaker.stop - 1].end, host.end)
        if len(rest) > 2:
            inner = draft_of(layout, draft.voice, rest[0], rest[-1] + 1, "nested-phrase")
            out += [inner] if inner is not None else []
    return out


def _named_after(layout: Layout, first: int) -> Phrase | None:
    """The phrase that a preposition governs, with what belongs to it up to a comma."""
    parse, tokens = layout.parse, layout.parse.tokens
    governed = [
        c for c in parse.children[first - 1] if c >= first and tokens[c].pos in ("NOUN", "PROPN", "PRON", "NUM")
    ]
    if not governed:
        return nominal_run(parse, first)
    head = governed[0]
    stop = head + 1
    while stop <= parse.right_edge[head] and tokens[stop].text not in _EDGES and layout.quotation_of[stop] < 0:
        stop += 1
    return Phrase(head, parse.left_edge[head], stop)


def _around(layout: Layout, voice: Voice, speaker: Phrase) -> Draft | None:
    """The sentence around a phrase that names a source."""
    tokens = layout.parse.tokens
    floor = sentence_floor(layout, voice.cue_first)
    own = layout.inside(voice.cue_first)
    if voice.cue_first - floor <= 1 or (own is not None and own.first > tokens[voice.cue_first].start - 3):
        first = _aside_end(layout, voice)
        ceiling = _sentence_ceiling(layout, first)
        return draft_of(layout, voice, first, ceiling, "phrase-first") if ceiling - first > 1 else None
    if _predicate_in(layout, floor, voice.cue_first) or layout.kinds[layout.paragraph_of[floor]] == "headline":
        return draft_of(
            layout, voice, _past_links(layout, floor, voice.cue_first, joined=True), voice.cue_first, "phrase"
        )
    end = _aside_end(layout, voice)
    ceiling = _sentence_ceiling(layout, end)
    if _predicate_in(layout, end, ceiling):
        return draft_of(
            layout, voice, floor if _has_noun(layout, floor, voice.cue_first) else end, ceiling, "phrase-amid"
        )
    return draft_of(layout, voice, floor, voice.cue_first, "phrase")


def find_seeming_drafts(layout: Layout, cues: Cues) -> list[Draft]:
    """Clauses that somebody, the outlet does not say who, takes to be so: "The king seems to be ill"."""
    parse = layout.parse
    found: list[Draft] = []
    for clause in parse.clauses:
        entry = cues.seeming.get(clause.lemma) if clause.kind == "verb" and clause.finite else None
        if entry is None or layout.quotation_of[clause.head] >= 0 or not _has_predicate(layout, clause):
            continue
        voice = Voice(clause.head, clause.head + 1, entry, None, None, clause.index)
        first = _past_links(layout, clause.first, clause.head)
        draft = draft_of(layout, voice, first, clause.stop, "seeming")
        found += [draft] if draft is not None else []
    return found


def _has_predicate(layout: Layout, clause: Clause) -> bool:
    """Whether an infinitive or an adjective says what it is that seems."""
    after = (c for c in layout.parse.children[clause.head] if c > clause.head)
    return any(layout.parse.tokens[c].pos in ("ADJ", "VERB", "AUX") for c in after)


def _adverbs(layout: Layout, cues: Cues) -> Iterator[Draft]:
    parse = layout.parse
    for token in parse.tokens:
        entry = cues.adverbs.get(token.lower)
        if entry is None or layout.quotation_of[token.i] >= 0:
            continue
        clause = parse.clause_over(token.i)
        if clause is not None and clause.kind == "verb":
            draft = draft_of(
                layout, Voice(token.i, token.i + 1, entry, None, None, None), clause.first, clause.stop, "adverb"
            )
            if draft is not None:
                yield draft
