"""What is held: belief, wish, praise and blame, as a verb takes it: "promised to …", "called it a crime", "backed it".

The lexicon gives each verb its frames: infinitive, gerund, object, as, so, on, finding. Read in the outlet's own voice
only. Of a passive its subject is part of what is held: "The king is expected to sign".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from communique.attribution.carriers import load_carriers
from communique.attribution.cues import Cues, Frame
from communique.attribution.drafts import Draft, Voice
from communique.attribution.frames import BREAKS, Reading, draft_of
from communique.attribution.layout import Layout
from communique.attribution.voices import find_voice, speaker_of
from communique.grammar import Argument, Clause

_ARTICLES = frozenset({"a", "an", "the"})
_OPENS_ASIDE = frozenset({"who", "which", "whose", "whom", "where", "when", "although", "though", "but", "while"})
_WITH_OBJECT = frozenset({"accuse", "compare"})
_ANYONE = frozenset({"you", "anyone", "someone", "somebody", "anybody", "nobody", "one"})
_PREDICATES = frozenset({"NOUN", "PROPN", "ADJ", "PRON", "NUM", "DET"})
_SUPPOSED = frozenset({"would", "could"})
_OPEN = frozenset({"that", "how", "whether", "if", "unless"})
_REASONS = frozenset({"for", "as", "over"})
_OF_SUBJECT = frozenset({"infinitive", "so", "as", "on"})  # frames whose passive says something of its subject
_LONGEST_ASKED = 12  # words for the one who is asked to do something


def find_attitude_drafts(layout: Layout, cues: Cues) -> list[Draft]:
    """Contents of belief, wish, praise and blame: the first frame that the lexicon gives and the clause fills."""
    found: list[Draft] = []
    for clause in layout.parse.clauses:
        if clause.kind != "verb" or layout.quotation_of[clause.head] >= 0 or not _is_told(clause):
            continue
        for frame, read in _ATTITUDES.items():
            voice = find_voice(layout, clause, cues, frame) or _with_preposition(layout, clause, cues, frame)
            if voice is None or voice.relay is not None or not _has_holder(layout, clause, voice):
                continue
            content = read(layout, clause, voice)
            if content and frame in _OF_SUBJECT and clause.voice == "passive":
                voice, content = _with_surface_subject(layout, clause, voice, content)
            draft = content and draft_of(layout, voice, *content, frame)
            if draft:
                found.append(draft)
                break
    return found


def _with_surface_subject(layout: Layout, clause: Clause, voice: Voice, content: Reading) -> tuple[Voice, Reading]:
    """ "The king is expected to sign": the passive's subject is part of what is held, its auxiliaries of the cue."""
    parse = layout.parse
    before = [a for a in clause.objects if a.stop <= voice.cue_first and a.via in ("direct", "conjunct")]
    helpers = [c for c in parse.children[clause.head] if c < clause.head and parse.tokens[c].pos == "AUX"]
    if not before or not helpers or content[0] < clause.head:
        return voice, content
    first = min(a.first for a in before)
    return replace(voice, cue_first=min(helpers)), (first, content[1])


def _is_told(clause: Clause) -> bool:
    """Whether an attitude is told of someone: not of a noun by a participle, nor supposed ("if he backed it")."""
    if clause.modal in _SUPPOSED or clause.marker in _OPEN:
        return False
    return clause.finite or clause.relation != "relative"


def _has_holder(layout: Layout, clause: Clause, voice: Voice) -> bool:
    """Whether somebody holds the attitude: a subject who is not just anyone."""
    if voice.speaker is None:
        return clause.voice == "passive" and clause.finite
    return layout.parse.tokens[voice.speaker.head].lower not in _ANYONE


def _with_preposition(layout: Layout, clause: Clause, cues: Cues, frame: Frame) -> Voice | None:
    """The voice of a verb that the lexicon lists with its preposition: "spoke about", "spoke out against"."""
    parse = layout.parse
    verb = clause.lemma if clause.particle is None else f"{clause.lemma} {clause.particle}"
    if verb not in cues.with_more:
        return None
    for c in parse.children[clause.head]:
        entry = cues.verbs.get((f"{verb} {parse.tokens[c].lower}", frame))
        if entry is not None and c > clause.head:
            entry = replace(entry, prepositions=frozenset({parse.tokens[c].lower}))
            return Voice(clause.head, clause.head + 1, entry, speaker_of(parse, clause), None, clause.index)
    return None


def _infinitive(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    parse = layout.parse
    below = [parse.clauses[c.clause] for c in clause.complements if c.form == "to"]
    below = [c for c in below if c.first >= voice.cue_stop]
    if not below:
        return _called_on(layout, clause, voice)
    first = min(c.first for c in below)
    if voice.entry.stance == "demands" and first - voice.cue_stop <= _LONGEST_ASKED:
        first = voice.cue_stop + (layout.parse.tokens[voice.cue_stop].lower in ("on", "upon", "for"))
    told = [a.first for a in clause.objects if voice.cue_stop <= a.first < first]
    return min([first, *told]), max(c.stop for c in below)


def _called_on(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    """ "called on both armies to stop", where the parser hung what is asked on those who are asked."""
    parse = layout.parse
    for c in parse.children[clause.head]:
        asked = c >= voice.cue_stop and parse.tokens[c].lower in ("on", "upon") and voice.entry.stance == "demands"
        if asked and any(parse.tokens[i].tag == "TO" for i in range(c, parse.right_edge[c])):
            return c + 1, parse.right_edge[c] + 1
    return None


def _gerund(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    below = [layout.parse.clauses[c.clause] for c in clause.complements if c.form == "ing"]
    below = [c for c in below if voice.cue_stop <= c.first <= voice.cue_stop + 1]
    return (below[0].first, below[0].stop) if below else None


def _objects(clause: Clause, voice: Voice) -> list[Argument]:
    return [a for a in clause.objects if a.first >= voice.cue_stop and a.via in ("direct", "conjunct", "shared")]


def _object(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    told = _objects(clause, voice)
    if clause.voice == "passive":
        told = [a for a in clause.objects if a.stop <= voice.cue_first and a.via == "direct"]
        return (told[0].first, told[0].stop) if told and voice.speaker is not None else None
    if not told:
        return None
    stop = max(layout.parse.right_edge[a.head] + 1 for a in told)
    whole = _without_aside(layout, told[0].first, stop)
    return told[0].first, whole if whole < stop else _with_reason(layout, clause, stop)


def _stand(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    """ "voiced concern about the dam", "made the case for a truce": what the stand is about, after its noun."""
    parse = layout.parse
    for told in _objects(clause, voice)[:1]:
        if parse.tokens[told.head].lemma not in voice.entry.objects:
            return None
        for c in (*parse.children[told.head], *parse.children[clause.head]):
            first = parse.left_edge[c]
            if first != told.head + 1 or parse.right_edge[c] == first:
                continue
            if parse.tokens[first].lower in voice.entry.prepositions:
                return first + (parse.tokens[first].lower != "that"), parse.right_edge[c] + 1
    return None


def _with_reason(layout: Layout, clause: Clause, stop: int) -> int:
    """Where an object with its reason ends: "criticised the king for the raid", "announced steps to end it"."""
    parse = layout.parse
    for c in parse.children[clause.head]:
        first = parse.left_edge[c]
        reason = parse.tokens[c].lower in _REASONS and first == c
        if first == stop and (reason or parse.tokens[first].tag == "TO") and parse.right_edge[c] > c:
            return parse.right_edge[c] + 1
    return stop


def _as(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    """ "described the raid as a mistake": from the object to the end of the as-phrase."""
    told = _objects(clause, voice)
    if not told:
        return None
    parse = layout.parse
    for i in range(told[0].stop, min(parse.right_edge[clause.head] + 1, told[0].stop + 12)):
        if parse.tokens[i].lower == "as" and parse.children[i] and parse.right_edge[i] > i:
            return told[0].first, parse.right_edge[i] + 1
    return None


def _so(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    """ "called the raid a crime": two nominal phrases, or one and an adjective, side by side after the verb."""
    parse = layout.parse
    after: list[int] = []
    reached = voice.cue_stop
    for c in (c for c in parse.children[clause.head] if c >= voice.cue_stop):
        if parse.left_edge[c] > reached + 1 or parse.tokens[c].pos not in _PREDICATES:
            break
        after.append(c)
        reached = parse.right_edge[c] + 1
    if not after:
        return None
    first = parse.left_edge[after[0]]
    if clause.voice == "passive":
        return first, parse.right_edge[after[0]] + 1
    inner = [c for c in parse.children[after[0]] if c < after[0] and parse.tokens[c].pos in ("NOUN", "PROPN", "PRON")]
    small_clause = any(parse.right_edge[c] + 1 < after[0] for c in inner) or parse.tokens[after[0]].pos == "ADJ"
    if len(after) == 1 and not small_clause:
        return _beside(layout, voice)
    last = after[min(1, len(after) - 1)]
    return first, parse.right_edge[last] + 1


def _beside(layout: Layout, voice: Voice) -> Reading | None:
    """The same, where the parser made one phrase of the two: an article right behind a noun begins the second."""
    tokens = layout.parse.tokens
    stop = _phrase_end(layout, voice.cue_stop)
    for i in range(voice.cue_stop + 1, stop):
        behind = tokens[i - 1].pos in ("NOUN", "PROPN", "PRON") and layout.quotation_of[i - 1] < 0
        if behind and (tokens[i].lower in _ARTICLES or (tokens[i].pos == "ADJ" and i + 1 == stop)):
            return voice.cue_stop, stop
    return None


def _phrase_end(layout: Layout, first: int) -> int:
    """The next comma or stop outside quotation marks."""
    tokens = layout.parse.tokens
    limit = layout.stop_token[layout.paragraph_of[first]]
    stop = first
    while stop < limit and (tokens[stop].text not in BREAKS or layout.quotation_of[stop] >= 0):
        stop += 1
    return stop


def _finding(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    """ "A poll shows Baker ahead": all that a paper or a count shows; of people and pictures nothing."""
    if (
        voice.speaker is None
        or load_carriers().kind_of_noun(layout.parse.tokens[voice.speaker.head].lemma) != "document"
    ):
        return None
    stop = _phrase_end(layout, voice.cue_stop)
    return (voice.cue_stop, stop) if stop - voice.cue_stop > 1 else None


def _on(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    """ "called for a truce", "accused Arnor of shelling the port": the prepositional phrase, and the one accused."""
    parse = layout.parse
    told = _objects(clause, voice) if voice.entry.id in _WITH_OBJECT else []
    for c in parse.children[clause.head]:
        if c < voice.cue_stop or parse.right_edge[c] == c or parse.tokens[c].lower not in voice.entry.prepositions:
            continue
        if voice.entry.id not in _WITH_OBJECT and (clause.objects or clause.voice == "passive"):
            return None
        stop = parse.right_edge[c] + 1
        after = [parse.clauses[x.clause] for x in clause.complements if x.form == "to"]
        stop = max([stop, *(b.stop for b in after if b.first == stop)])
        first = told[0].first if told and told[0].first < c else c + 1
        return first, _without_aside(layout, first, stop)
    return None


def _without_aside(layout: Layout, first: int, stop: int) -> int:
    """Where a noun phrase ends when a comma opens an apposition or a clause about it."""
    tokens = layout.parse.tokens
    for i in range(first + 1, stop - 1):
        if tokens[i].text == "," and tokens[i + 1].lower in _OPENS_ASIDE and layout.quotation_of[i] < 0:
            return i
    return stop


_ATTITUDES: dict[Frame, Callable[[Layout, Clause, Voice], Reading | None]] = {
    "stand": _stand,
    "infinitive": _infinitive,
    "gerund": _gerund,
    "as": _as,
    "so": _so,
    "on": _on,
    "object": _object,
    "finding": _finding,
}
