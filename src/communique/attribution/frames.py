"""What is said, read off clauses after the verb: "said that …", "promised to …", "called it a crime", "backed the plan".

frame        content
clause       the finite clause below the verb of saying
passive      "is said to be ill": subject and infinitive, nobody's word
infinitive, gerund, object, as, so, on     what the lexicon gives the verb; attitudes, so in the outlet's own voice only
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from communique.attribution.cues import Cues, Frame
from communique.attribution.drafts import Draft, Voice, trimmed
from communique.attribution.layout import Layout
from communique.attribution.voices import find_voice, is_after_comma, speaker_of
from communique.grammar import Argument, Clause

_FINITE_FORMS = frozenset({"that", "wh"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENS_ASIDE = frozenset({"who", "which", "whose", "whom", "where", "when", "although", "though", "but", "while"})
_WITH_OBJECT = frozenset({"accuse", "compare"})
_ANYONE = frozenset({"you", "anyone", "someone", "somebody", "anybody", "nobody", "one"})
_PREDICATES = frozenset({"NOUN", "PROPN", "ADJ", "PRON", "NUM", "DET"})
_CORE = frozenset(
    {"say", "tell", "stress", "announce", "concede"}
)  # entries whose verbs hardly ever take anything but a clause
_LONGEST_ASKED = 12  # words for the one who is asked to do something
Reading = tuple[int, int]  # content tokens, first and stop


def find_clause_drafts(layout: Layout, cues: Cues) -> list[Draft]:
    """Contents that are a clause after the verb of saying: "said (that) …", "quoted him as saying …"."""
    found: list[Draft] = []
    for clause in layout.parse.clauses:
        voice = find_voice(layout, clause, cues, "clause")
        if voice is None or (voice.speaker is None and clause.voice == "active"):
            continue
        content = _clause_after(layout, clause, voice)
        if content is None or _is_quotation(layout, voice, *content):
            continue
        content = _before_trailing(layout, cues, *content)
        draft = draft_of(layout, voice, *content, "clause")
        if draft is not None:
            found.append(draft)
    return found


def _clause_after(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    parse = layout.parse
    floor = max(voice.cue_first, clause.head)
    below = [parse.clauses[c.clause] for c in clause.complements if c.form in _FINITE_FORMS]
    below = [c for c in below if c.first > floor and c.head != clause.head and _hangs_on(parse, c, clause)]
    if not below:
        return _unread_clause(layout, clause, voice)
    return min(c.first for c in below), max(c.stop for c in below)


def _before_trailing(layout: Layout, cues: Cues, first: int, stop: int) -> Reading:
    """The content up to a participle of saying that goes on for the same speaker: "…, adding that …"."""
    parse = layout.parse
    for i in range(first + 2, stop):
        at = parse.clause_at.get(i)
        if at is None or parse.tokens[i].tag != "VBG" or layout.quotation_of[i] >= 0:
            continue
        clause = parse.clauses[at]
        says = cues.verb(clause.lemma, clause.particle, "clause") is not None
        if says and clause.relation == "adverbial" and is_after_comma(parse, clause):
            return first, i
    return first, stop


def _unread_clause(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    """A clause right after the verb whose predicate the parser took for an adjective, a noun or a gerund."""
    parse = layout.parse
    for c in parse.children[clause.head]:
        first, stop = parse.left_edge[c], parse.right_edge[c] + 1
        if c <= voice.cue_stop or first not in (voice.cue_stop, voice.cue_stop + 1) or c == first and stop - c < 4:
            continue
        inner = range(first, stop) if voice.entry.id in _CORE else (c, *(i for i in parse.children[c] if i < c))
        finite = any(parse.tokens[i].tag in _FINITE_TAGS for i in inner)
        if finite and any(parse.tokens[i].pos in ("NOUN", "PROPN", "PRON") for i in inner) and stop - first > 2:
            return first, stop
    return None


def _hangs_on(parse: Parse, below: Clause, clause: Clause) -> bool:
    """Whether a clause completes the verb itself, or its object ("made the claim that"), not something further down."""
    above = parse.tokens[below.light if below.light is not None else below.head].head
    own = {clause.head, clause.light, *(a.head for a in (*clause.objects, *clause.recipients))}
    return above in own or _joins(parse, above, own)


def _joins(parse: Parse, above: int, own: set[int | None]) -> bool:
    """Whether the token above is itself a joined part of a clause that completes the verb."""
    return parse.tokens[above].pos in ("VERB", "AUX") and parse.tokens[above].head in own


def _is_quotation(layout: Layout, voice: Voice, first: int, stop: int) -> bool:
    """Whether a clause stands wholly in quotation marks that do not hold its verb of saying: `speech` reads those."""
    own = layout.quotation_of[voice.cue_first]
    words = [i for i in range(first, stop) if layout.parse.tokens[i].pos != "PUNCT"]
    inside = {layout.quotation_of[i] for i in words}
    return len(inside) == 1 and inside != {own} and -1 not in inside


def find_attitude_drafts(layout: Layout, cues: Cues) -> list[Draft]:
    """Contents of belief, wish, praise and blame: the first frame that the lexicon gives the verb and the clause fills."""
    found: list[Draft] = []
    for clause in layout.parse.clauses:
        if clause.kind != "verb" or layout.quotation_of[clause.head] >= 0 or not _is_told(clause):
            continue
        for frame, read in _ATTITUDES.items():
            voice = find_voice(layout, clause, cues, frame) or (
                _with_preposition(layout, clause, cues) if frame == "on" else None
            )
            if voice is None or voice.relay is not None or not _has_holder(layout, clause, voice):
                continue
            content = read(layout, clause, voice)
            draft = content and draft_of(layout, voice, *content, frame)
            if draft:
                found.append(draft)
                break
    return found


def _is_told(clause: Clause) -> bool:
    """Whether an attitude is told of someone: not of a noun by a participle ("anyone wanting to learn more")."""
    return clause.finite or clause.relation != "relative"


def _has_holder(layout: Layout, clause: Clause, voice: Voice) -> bool:
    """Whether somebody holds the attitude: a subject who is not just anyone."""
    if voice.speaker is None:
        return clause.voice == "passive" and clause.finite
    return layout.parse.tokens[voice.speaker.head].lower not in _ANYONE


def _with_preposition(layout: Layout, clause: Clause, cues: Cues) -> Voice | None:
    """The voice of a verb that the lexicon lists with its preposition: "spoke about", "spoke out against"."""
    parse = layout.parse
    verb = clause.lemma if clause.particle is None else f"{clause.lemma} {clause.particle}"
    for c in parse.children[clause.head]:
        entry = cues.verbs.get((f"{verb} {parse.tokens[c].lower}", "on"))
        if entry is not None and c > clause.head:
            entry = replace(entry, prepositions=frozenset({parse.tokens[c].lower}))
            return Voice(clause.head, clause.head + 1, entry, speaker_of(parse, clause), None, clause.index)
    return None


def _infinitive(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    parse = layout.parse
    below = [parse.clauses[c.clause] for c in clause.complements if c.form == "to"]
    below = [c for c in below if c.first >= voice.cue_stop]
    if not below:
        return None
    first = min(c.first for c in below)
    if voice.entry.stance == "demands" and first - voice.cue_stop <= _LONGEST_ASKED:
        first = voice.cue_stop + (layout.parse.tokens[voice.cue_stop].lower in ("on", "upon", "for"))
    told = [a.first for a in clause.objects if voice.cue_stop <= a.first < first]
    return min([first, *told]), max(c.stop for c in below)


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
    return told[0].first, _without_aside(layout, told[0].first, max(layout.parse.right_edge[a.head] + 1 for a in told))


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
    """ "called the raid a crime": two nominal phrases side by side after the verb."""
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
    inner = [c for c in parse.children[after[0]] if c < after[0] and parse.tokens[c].pos in ("NOUN", "PROPN", "PRON")]
    small_clause = any(parse.right_edge[c] + 1 < after[0] for c in inner) or parse.tokens[after[0]].pos == "ADJ"
    if len(after) == 1 and not small_clause:
        return None
    last = after[min(1, len(after) - 1)]
    return first, parse.right_edge[last] + 1


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
    "infinitive": _infinitive,
    "gerund": _gerund,
    "as": _as,
    "so": _so,
    "on": _on,
    "object": _object,
}


def draft_of(layout: Layout, voice: Voice, first: int, stop: int, frame: str) -> Draft | None:
    """Tokens `first` up to `stop` as content; a quotation that begins inside belongs to it whole."""
    stop = min(stop, layout.stop_token[layout.paragraph_of[first]])
    start, end = trimmed(layout.parse, first, stop)
    if start >= end:
        return None
    own = layout.inside(voice.cue_first)
    for i in range(first, stop):
        quotation = layout.inside(i)
        if quotation is None or quotation is own:
            continue
        if quotation.end > end:
            end = quotation.end if quotation.closed else quotation.last
        start = min(start, quotation.start)
    return Draft(voice, start, end, frame)
