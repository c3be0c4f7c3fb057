"""Whose each quotation is: the verb of saying beside it, the sentence before a colon, or the one who spoke last.

“We will go,” she said. “We will not come back.”      both hers, by the same cue
The king was blunt: “No.”                             the king's, by the colon
the so-called “corridor” / the novel “North”          nobody's: words held with tongs, titles
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.attribution.cues import Cues
from communique.attribution.drafts import Draft, Phrase, Voice
from communique.attribution.layout import Layout
from communique.attribution.patterns import SIGNATURE
from communique.attribution.quotations import Quotation
from communique.attribution.voices import find_voice, inverted_speaker, phrase_before, speaker_of
from communique.grammar import Clause

_STOPS = frozenset(".!?")
_GOES_ON = frozenset(",?!-–—…:;")  # before or after a closing mark: the sentence is not over
_LEADS = frozenset((",", ":", "that", "-", "–", "—", "as"))
_LONGEST_SIGNATURE = 14  # tokens of a dash and a name with a title
_WINDOW = 40  # tokens in which a cue beside a quotation is looked for
_MIXED_GAP = 12  # words between a cue and a quotation that may be the speaker's own
_BARE_REACH = 3  # words between a quotation without a comma and its cue
_MIN_WORDS_ALONE = 4  # a quotation without a cue of its own has to be a sentence
_IN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "ADP", "PRON", "NUM"})
_FLAT = frozenset({"PUNCT", "CCONJ", "ADV", "SCONJ", "INTJ"})


@dataclass(frozen=True, slots=True)
class Speech:
    """One quotation, or several that run on over paragraphs: their numbers, and their tokens, marks too."""

    numbers: tuple[int, ...]
    first: int
    stop: int
    begin: Quotation
    finish: Quotation


def find_speech(layout: Layout, cues: Cues, covered: Sequence[Draft]) -> list[Draft]:
    """A draft for each quotation that is somebody's speech and not already part of a longer content."""
    found: list[Draft] = []
    for speech in _speeches(layout):
        at, to = speech.begin.first, speech.finish.last
        if any(d.start <= at and to <= d.end for d in covered):
            continue
        if (
            speech.first > 0
            and (layout.parse.tokens[speech.first - 1].lower,) in cues.phrases
            and not _led_by_colon(layout, speech)
        ):
            continue
        draft = _by_cue(layout, cues, speech) or _by_neighbour(layout, speech, [*covered, *found])
        if draft is not None:
            found.append(draft)
    return found


def find_continued(layout: Layout, told: Sequence[Draft]) -> list[Draft]:
    """Quotations that go on where an aside named the speaker: `The plan is dead, she said. “It is over.”`"""
    found: list[Draft] = []
    for speech in _speeches(layout):
        at, to = speech.begin.first, speech.finish.last
        if not any(d.start <= at < d.end or at <= d.start < to for d in told):
            draft = _by_neighbour(layout, speech, [*told, *found])
            found += [] if draft is None else [draft]
    return found


def _led_by_colon(layout: Layout, speech: Speech) -> bool:
    return layout.parse.tokens[speech.first - 1].text == ":"


def _speeches(layout: Layout) -> Iterator[Speech]:
    """Quotations, those that run on joined with the next."""
    held: list[int] = []
    for number, quotation in enumerate(layout.quotations):
        held.append(number)
        if quotation.runs_on and number + 1 < len(layout.quotations):
            continue
        begin, finish = layout.quotations[held[0]], quotation
        first = layout.parse.tokens_between(begin.start, begin.end)
        last = layout.parse.tokens_between(finish.start, finish.end)
        if first and last:
            yield Speech(tuple(held), first[0], last.stop, begin, finish)
        held = []


def _by_cue(layout: Layout, cues: Cues, speech: Speech) -> Draft | None:
    voice = _voice_after(layout, cues, speech)
    if voice is not None:
        start = speech.begin.first
        floor = sentence_floor(layout, speech.first)
        if voice.cue_first > speech.first and _has_words(layout, floor, speech.first):
            start = layout.parse.tokens[floor].start
        return _spoken(layout, speech, voice, start, "speech-after")
    signed = _signature(layout, cues, speech)
    if signed is not None:
        return _spoken(layout, speech, signed, speech.begin.first, "speech-signed")
    announced = _voice_above(layout, cues, speech)
    if announced is not None:
        return _spoken(layout, speech, announced, speech.begin.first, "speech-above")
    voice = _voice_before(layout, cues, speech)
    if voice is not None:
        lead = _indirect_lead(layout, voice, speech.first)
        start = speech.begin.first if lead is None else layout.parse.tokens[lead].start
        return _spoken(layout, speech, voice, start, "speech-before")
    return _by_colon(layout, cues, speech)


def _spoken(layout: Layout, speech: Speech, voice: Voice, start: int, frame: str, *, continues: bool = False) -> Draft:
    """The speech as content; with words of its sentence before it, the closing mark and what follows are inside too."""
    whole = start == speech.begin.first
    end = speech.finish.last if whole or not speech.finish.closed else speech.finish.end
    if not whole and frame == "speech-before":
        end = _clause_end(layout, speech, end)
    return Draft(voice, start, end, frame, speech.numbers[0] if whole else None, continues)


def _clause_end(layout: Layout, speech: Speech, end: int) -> int:
    """Where the words around a quoted piece end: `said it was “wrong” to leave`, not `, he added`."""
    tokens = layout.parse.tokens
    limit = layout.stop_token[layout.paragraph_of[speech.stop - 1]]
    at = speech.stop
    while at < limit and not (layout.quotation_of[at] < 0 and tokens[at].pos == "PUNCT" and tokens[at].text != "-"):
        at += 1
    last = tokens[at - 1]
    inside = layout.quotation_of[at - 1]
    return max(end, layout.quotations[inside].end if inside >= 0 else last.end)


def _has_words(layout: Layout, floor: int, first: int) -> bool:
    """Whether words of the speaker's own stand before the quotation in its sentence."""
    tokens = layout.parse.tokens
    return any(tokens[i].pos not in _FLAT for i in range(floor, first))


def sentence_floor(layout: Layout, token: int) -> int:
    """The first token of the sentence that leads into a quotation; stops inside quotations do not count."""
    tokens = layout.parse.tokens
    floor = layout.first_token[layout.paragraph_of[token]]
    own = layout.quotation_of[token]
    at = token
    while at > floor:
        other = layout.quotation_of[at - 1]
        if other < 0 and tokens[at - 1].text in _STOPS:
            return at
        if other >= 0 and other != own and _is_finished(layout, layout.quotations[other]):
            return at
        at -= 1
    return at


def _is_finished(layout: Layout, quotation: Quotation) -> bool:
    """Whether a sentence ends with a quotation: a full stop before its closing mark, or after it."""
    text = layout.parse.text
    return text[quotation.last - 1 : quotation.last] == "." or text[quotation.end : quotation.end + 1] == "."


def _voice_after(layout: Layout, cues: Cues, speech: Speech) -> Voice | None:
    """The voice told right after a quotation: `…,” he said`, `…,” said the minister`."""
    tokens = layout.parse.tokens
    window = _window_after(layout, speech.stop)
    words = [i for i in window if tokens[i].pos not in ("PUNCT", "CCONJ")]
    reach = _reach_after(layout, speech, window)
    for i in words[:reach]:
        clause = _clause_at(layout, i)
        if clause is None or clause.kind != "verb":
            continue
        voice = find_voice(layout, clause, cues, "quote")
        if voice is None:
            if clause.finite and clause.relation != "relative":
                return None
            continue
        speaker = voice.speaker if voice.relay is not None else _speaker_beside(layout, voice, words[0], i)
        asked = clause.voice == "passive" and voice.entry.id == "ask"
        joined = tokens[words[0] - 1].lower == "and" and words[0] == i  # `denounced “X,” and said Y`
        if (speaker is None and not asked) or joined or _says_more(layout, clause, speech):
            return None
        return Voice(voice.cue_first, voice.cue_stop, voice.entry, speaker, voice.relay, voice.clause)
    return None


def _reach_after(layout: Layout, speech: Speech, window: list[int]) -> int:
    """How many words after a closing mark may hold the cue: none in a new sentence, two where no comma parts them."""
    if not window:
        return 0
    tokens = layout.parse.tokens
    closing = layout.parse.text[speech.finish.last - 1 : speech.finish.last]
    if closing in _GOES_ON or tokens[window[0]].text in _GOES_ON:
        return len(window)
    if speech.first > 0 and tokens[speech.first - 1].pos in _IN_PHRASE:
        return 0
    return _BARE_REACH if closing != "." or tokens[window[0]].text[:1].islower() else 0


def _says_more(layout: Layout, clause: Clause, speech: Speech) -> bool:
    """Whether the verb has a content of its own after it, and the quotation is a question before it, or a title.

    `“Why?” He said the plan was dead`; `In his book, “North,” he said the plan was dead`
    """
    closing = layout.parse.text[speech.finish.last - 1 : speech.finish.last]
    below = (layout.parse.clauses[c.clause] for c in clause.complements if c.form != "bare")
    if not any(c.head > clause.head and layout.quotation_of[c.head] < 0 for c in below):
        return False
    floor = sentence_floor(layout, speech.first)
    bare = closing not in _GOES_ON and layout.parse.tokens[speech.stop].text not in _GOES_ON
    return bare or closing in "?!" or (floor < speech.first and not _has_verb(layout, floor, speech.first))


def _has_verb(layout: Layout, first: int, stop: int) -> bool:
    return any(layout.parse.tokens[i].pos in ("VERB", "AUX") for i in range(first, stop))


def _window_after(layout: Layout, stop: int) -> list[int]:
    """The tokens after a quotation up to the end of the sentence or the next quotation."""
    tokens = layout.parse.tokens
    limit = layout.stop_token[layout.paragraph_of[stop - 1]]
    out: list[int] = []
    for i in range(stop, min(limit, stop + _WINDOW)):
        if layout.quotation_of[i] >= 0 or tokens[i].text in _STOPS:
            break
        out.append(i)
    return out


def _clause_at(layout: Layout, token: int) -> Clause | None:
    at = layout.parse.clause_at.get(token)
    if at is None:
        return None
    clause = layout.parse.clauses[at]
    return clause if clause.head == token else None


def _speaker_beside(layout: Layout, voice: Voice, first: int, verb: int) -> Phrase | None:
    """The speaker at a cue after a quotation: before the verb from the window's first word on, or right after it."""
    speaker = voice.speaker
    tokens = layout.parse.tokens
    told_before = speaker is not None and first <= speaker.head < verb
    if not told_before and all(tokens[i].pos in ("ADV", "AUX", "PUNCT") for i in range(first, verb)):
        inverted = inverted_speaker(layout, verb)
        if inverted is not None and speaker is not None and inverted.first <= speaker.head < inverted.stop:
            return speaker
        return inverted or (speaker if speaker is not None and speaker.head < first else None)
    if told_before or (speaker is not None and layout.quotation_of[speaker.head] < 0):
        return speaker
    return phrase_before(layout, first, verb)


def _voice_before(layout: Layout, cues: Cues, speech: Speech) -> Voice | None:
    """The voice told before a quotation in its sentence: `she said: “…`, `told reporters in Bree, “…`."""
    tokens = layout.parse.tokens
    opening = speech.first
    floor = sentence_floor(layout, opening)
    led = opening > floor and tokens[opening - 1].lower in _LEADS
    other_verb = False
    for i in range(opening - 1, max(floor, opening - _WINDOW) - 1, -1):
        if layout.quotation_of[i] >= 0:
            return None
        clause = _clause_at(layout, i)
        if clause is None or clause.kind != "verb":
            continue
        voice = find_voice(layout, clause, cues, "quote")
        gap = opening - i
        if voice is not None and (voice.speaker is not None or clause.voice == "passive"):
            beside = gap <= 2 or (led and not other_verb)
            mixed = gap <= _MIXED_GAP and "clause" in voice.entry.takes and _names_content(layout, i, opening)
            return voice if beside or mixed else None
        other_verb = other_verb or clause.finite
    return None


def _voice_above(layout: Layout, cues: Cues, speech: Speech) -> Voice | None:
    """The voice of the paragraph before, when that ends with a colon and the quotation opens this one."""
    parse, tokens = layout.parse, layout.parse.tokens
    number = layout.paragraph_of[speech.first]
    if speech.first != layout.first_token[number] or speech.first == 0 or tokens[speech.first - 1].text != ":":
        return None
    floor = sentence_floor(layout, speech.first - 1)
    named: Voice | None = None
    for i in range(speech.first - 1, floor - 1, -1):
        clause = _clause_at(layout, i)
        if clause is None or clause.kind != "verb" or layout.quotation_of[i] >= 0:
            continue
        voice = find_voice(layout, clause, cues, "quote")
        if voice is not None and voice.speaker is not None:
            return voice
        speaker = speaker_of(parse, clause)
        if clause.finite and speaker is not None:
            named = Voice(speech.first - 1, speech.first, cues.phrases[(":",)], speaker, None, None)
    return named


def _signature(layout: Layout, cues: Cues, speech: Speech) -> Voice | None:
    """`“…” — Mira Oll` at the end of a paragraph: a quotation signed with a name."""
    parse = layout.parse
    stop = layout.stop_token[layout.paragraph_of[speech.stop - 1]]
    match = SIGNATURE.match(parse.text, speech.finish.end)
    if match is None or stop - speech.stop > _LONGEST_SIGNATURE:
        return None
    name = parse.tokens_between(match.start("who"), match.end("who"))
    dash = parse.tokens_between(match.start("dash"), match.end("dash"))
    if not name or not dash or match.end("who") < parse.tokens[stop - 1].start:
        return None
    return Voice(dash[0], dash[-1] + 1, cues.phrases[(":",)], Phrase(name[-1], name[0], name[-1] + 1), None, None)


def _names_content(layout: Layout, verb: int, opening: int) -> bool:
    """Whether the words between a cue and a quotation already are content: `said it was “a crime”`."""
    tokens = layout.parse.tokens
    between = range(verb + 1, opening)
    return any(tokens[i].pos in ("AUX", "VERB") for i in between) and not any(
        tokens[i].text in (";", ":") for i in between
    )


def _indirect_lead(layout: Layout, voice: Voice, first: int) -> int | None:
    """The first word of `he was` in `said he was “not sure”`, else None."""
    tokens = layout.parse.tokens
    between = range(voice.cue_stop, first)
    if not between or tokens[first - 1].lower in _LEADS:
        return None
    words = [i for i in between if tokens[i].pos != "PUNCT"]
    return words[0] if any(tokens[i].pos in ("VERB", "AUX") for i in words) else None


def _by_colon(layout: Layout, cues: Cues, speech: Speech) -> Draft | None:
    """`The king was blunt: “No.”`: the subject of the sentence before the colon speaks."""
    parse, tokens, opening = layout.parse, layout.parse.tokens, speech.first
    if (
        opening == 0
        or tokens[opening - 1].text != ":"
        or layout.paragraph_of[opening - 1] != layout.paragraph_of[opening]
    ):
        return None
    floor = sentence_floor(layout, opening - 1)
    for i in range(floor, opening):
        clause = _clause_at(layout, i)
        speaker = speaker_of(parse, clause) if clause is not None and clause.finite else None
        if speaker is not None and speaker.first >= floor:
            voice = Voice(opening - 1, opening, cues.phrases[(":",)], speaker, None, None)
            return _spoken(layout, speech, voice, speech.begin.first, "speech-colon")
    return None


def _by_neighbour(layout: Layout, speech: Speech, told: Sequence[Draft]) -> Draft | None:
    """A quotation that is a sentence of its own goes on with the voice before it.

    In the same paragraph, or at the start of the next one: `“A,” he said. “B.”`, `He said that A. / “B.”`
    """
    parse = layout.parse
    if sentence_floor(layout, speech.first) != speech.first:
        return None
    before = max(
        (d for d in told if d.end <= speech.begin.start),
        key=lambda d: max(d.end, parse.tokens[d.voice.cue_first].end),
        default=None,
    )
    if before is None or before.voice.speaker is None:
        return None
    reached = max(before.voice.cue_first, parse.tokens_between(before.start, before.end).stop - 1)
    gap = layout.paragraph_of[speech.first] - layout.paragraph_of[reached]
    if gap > 1 or (gap == 1 and speech.first != layout.first_token[layout.paragraph_of[speech.first]]):
        return None
    if gap == 1 and before.quotation is None:
        return None
    if not _is_sentence(layout, speech, 1 if gap == 0 and before.quotation is not None else _MIN_WORDS_ALONE):
        return None
    if _sentences_between(layout, reached, speech.first) > (1 if gap else 2):
        return None
    return _spoken(layout, speech, before.voice, speech.begin.first, "speech-continued", continues=gap == 0)


def _is_sentence(layout: Layout, speech: Speech, least: int) -> bool:
    """Whether a quotation stands as a sentence: long enough, and ended as one."""
    text = layout.parse.text
    words = sum(layout.parse.tokens[i].pos != "PUNCT" for i in range(speech.first, speech.stop))
    ended = (
        text[speech.finish.last - 1 : speech.finish.last] in ".!?…"
        or text[speech.finish.end : speech.finish.end + 1] in ".!?"
    )
    inner = text[speech.begin.first : speech.finish.last - 1]
    return words >= least and (ended or ". " in inner)


def _sentences_between(layout: Layout, before: int, first: int) -> int:
    """Stops outside quotations between two tokens."""
    tokens = layout.parse.tokens
    return sum(tokens[i].text in _STOPS and layout.quotation_of[i] < 0 for i in range(before, first))
