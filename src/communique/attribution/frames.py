"""What is said, read off the clause after a verb: "said that …", "promised to …", "called it a crime", "backed it".

frame        content
clause       the finite clause below the verb of saying
passive      "is said to be ill": subject and infinitive, nobody's word
infinitive, gerund, object, as, so, on     what the lexicon gives the verb; attitudes, so in the outlet's own voice only
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from communique.attribution.carriers import load_carriers
from communique.attribution.cues import Cues, Frame
from communique.attribution.drafts import Draft, Voice, trimmed
from communique.attribution.layout import Layout
from communique.attribution.voices import find_voice, is_after_comma, speaker_of
from communique.grammar import Argument, Clause, Parse

_TURNS = frozenset({"although", "though"})  # the outlet turns against what was said
_CITING = frozenset({("citing",), ("quoting",)})
_OPENERS = frozenset({"that", "whether", "if"})
_WIDEST_SUBJECT = 25  # tokens from "that" to its verb
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ARTICLES = frozenset({"a", "an", "the"})
_BREAKS = frozenset((",", ".", ";", ":", "!", "?", "-", "–", "—", "because", "after", "when", "but"))
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
        if voice is None or (voice.speaker is None and (clause.voice == "active" or not clause.finite)):
            continue
        content = _clause_after(layout, cues, clause, voice)
        if voice.entry.id == "allege" and clause.objects:
            continue  # "charged the inspectors with finding out that …": nobody says so
        if content is None or _is_quotation(layout, voice, *content):
            continue
        draft = draft_of(layout, voice, *content, "clause")
        if draft is not None:
            found.append(draft)
    return found


def _clause_after(layout: Layout, cues: Cues, clause: Clause, voice: Voice) -> Reading | None:
    """The finite clause that completes a verb, up to words that are no longer part of what is said."""
    parse = layout.parse
    floor = max(voice.cue_first, clause.head)
    below = [parse.clauses[c.clause] for c in clause.complements if c.form != "to"]
    below = [c for c in below if c.first > floor and c.head != clause.head and _hangs_on(parse, c, clause)]
    finite = [c for c in below if c.finite or parse.tokens[c.first].lower in _OPENERS]
    joined = [c for c in finite if not _goes_on(layout, cues, c, voice)]
    if joined:
        first, stop = min(c.first for c in joined), max(c.stop for c in joined)
        return _before_trailing(layout, cues, voice, first, stop)
    reading = _far_clause(layout, clause, voice) or _unread_clause(layout, clause, voice)
    return None if reading is None else _before_trailing(layout, cues, voice, *reading)


def _far_clause(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    """A that-clause that the parser hung on a phrase beside the verb: "said in a report that …", "told by him that"."""
    parse = layout.parse
    if voice.entry.id not in _CORE:
        return None
    for i in range(voice.cue_stop, parse.right_edge[clause.head] + 1):
        if parse.tokens[i].lower not in _OPENERS or parse.tokens[i].pos not in ("SCONJ", "PRON", "DET"):
            continue
        within = _clause_from(parse, i)
        if within is not None and _climbs_to(parse, within, clause.head):
            return i, within.stop
    return None


def _clause_from(parse: Parse, first: int) -> Clause | None:
    """The finite clause that begins at a token."""
    for k in range(first + 1, min(first + _WIDEST_SUBJECT, len(parse.tokens))):
        at = parse.clause_at.get(k)
        if at is not None and parse.clauses[at].first == first and parse.clauses[at].finite:
            return parse.clauses[at]
    return None


def _climbs_to(parse: Parse, within: Clause, head: int) -> bool:
    """Whether only a noun phrase or a prepositional one stands between a clause and a verb."""
    for above in parse.ancestors(within.head):
        if above == head:
            return True
        if parse.tokens[above].pos == "VERB" and parse.tokens[above].tag not in ("VBN", "VBG"):
            return False
    return False


def _before_trailing(layout: Layout, cues: Cues, voice: Voice, first: int, stop: int) -> Reading:
    """The content up to what outlet or speaker adds: "…, adding that", "… and warned that", "…, a claim that"."""
    parse = layout.parse
    for i in range(first + 2, stop):
        if layout.quotation_of[i] >= 0:
            continue
        if _names_source(layout, cues, i, stop):
            return first, i
        at = parse.clause_at.get(i)
        if at is None or parse.clauses[at].head != i:
            continue
        if _goes_on(layout, cues, parse.clauses[at], voice):
            return first, i - (parse.tokens[i - 1].pos == "CCONJ")
        aside = _aside_within(layout, cues, parse.clauses[at])
        if aside is not None and aside > first + 2:
            return first, aside
    return first, stop


def _aside_within(layout: Layout, cues: Cues, clause: Clause) -> int | None:
    """Where "…, the agency reported" begins, if that is what a clause inside a content is."""
    tokens = layout.parse.tokens
    if not clause.finite or cues.verb(clause.lemma, clause.particle, "clause") is None or not clause.subjects:
        return None
    begin = clause.subjects[0].first
    ends = clause.head + 1 >= len(tokens) or tokens[clause.head + 1].text in _BREAKS
    alone = clause.subjects[0].via == "direct" and 0 < begin < clause.head and tokens[begin - 1].text == ","
    return begin if ends and alone else None


def _names_source(layout: Layout, cues: Cues, i: int, stop: int) -> bool:
    """Whether after a comma a source ("according to") or a word for the whole statement ("a claim that") begins."""
    tokens = layout.parse.tokens
    if tokens[i - 1].text != ",":
        return False
    if tokens[i].lower in ("a", "an") and i + 2 < stop:
        return tokens[i + 1].lemma in cues.nouns and tokens[i + 2].lower in _OPENERS | {"which"}
    words = (tokens[i].lower,)
    if words[0] in _TURNS or words in _CITING:
        return True
    if any(tokens[k].tag in _FINITE_TAGS for k in range(i, stop)):
        return False
    return words in cues.phrases or (words[0], tokens[min(i + 1, stop - 1)].lower) in cues.phrases


def _goes_on(layout: Layout, cues: Cues, clause: Clause, voice: Voice) -> bool:
    """Whether a verb of saying goes on for the same speaker, by a participle after a comma or by "and"."""
    if clause.kind != "verb" or cues.verb(clause.lemma, clause.particle, "clause") is None:
        return False
    if layout.parse.tokens[clause.head].tag == "VBG":
        return clause.relation == "adverbial" and is_after_comma(layout.parse, clause)
    shared = [a for a in clause.subjects if a.via in ("shared", "control")]
    return bool(shared) and voice.speaker is not None and shared[0].head == voice.speaker.head and clause.finite


def _unread_clause(layout: Layout, clause: Clause, voice: Voice) -> Reading | None:
    """A clause right after the verb whose predicate the parser took for an adjective, a noun or a gerund."""
    parse = layout.parse
    for c in parse.children[clause.head]:
        first, stop = parse.left_edge[c], parse.right_edge[c] + 1
        if parse.tokens[first].lower == "to" or (parse.tokens[c].tag == "VBG" and first != voice.cue_stop):
            continue
        if parse.tokens[c].pos != "VERB" and any(a.head == c for a in (*clause.subjects, *clause.objects)):
            continue
        if c <= voice.cue_stop or first not in (voice.cue_stop, voice.cue_stop + 1) or (c == first and stop - c < 4):
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


def _with_preposition(layout: Layout, clause: Clause, cues: Cues, frame: Frame) -> Voice | None:
    """The voice of a verb that the lexicon lists with its preposition: "spoke about", "spoke out against"."""
    parse = layout.parse
    verb = clause.lemma if clause.particle is None else f"{clause.lemma} {clause.particle}"
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
    while stop < limit and (tokens[stop].text not in _BREAKS or layout.quotation_of[stop] >= 0):
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
    "infinitive": _infinitive,
    "gerund": _gerund,
    "as": _as,
    "so": _so,
    "on": _on,
    "object": _object,
    "finding": _finding,
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
