"""What is held, by way of an adjective: "is worried about the dam", "was convinced that …", "is ready to sign"."""

from __future__ import annotations

from dataclasses import replace

from communique.attribution.cues import Cue, Cues
from communique.attribution.drafts import Draft, Voice
from communique.attribution.frames import Reading, draft_of
from communique.attribution.layout import Layout
from communique.attribution.voices import speaker_of
from communique.grammar import Clause


def find_predicate_drafts(layout: Layout, cues: Cues) -> list[Draft]:
    """Contents of predicative adjectives and participles that the lexicon lists, in the outlet's own voice."""
    found: list[Draft] = []
    parse = layout.parse
    for clause in parse.clauses:
        word = parse.tokens[clause.head].lower
        if layout.quotation_of[clause.head] >= 0 or clause.kind == "noun":
            continue
        for frame in ("clause", "infinitive", "on"):
            entry = cues.predicates.get((word, frame))
            content = entry and _content(layout, clause, entry, frame)
            holder = _holder(clause)
            if entry is None or not content or holder is None:
                continue
            speaker = speaker_of(parse, holder)
            if speaker is None:
                continue
            voice = Voice(clause.head, clause.head + 1, entry, speaker, None, clause.index)
            draft = draft_of(layout, voice, *content, f"predicate-{frame}")
            if draft is not None:
                found.append(draft)
                break
    return found


def _holder(clause: Clause) -> Clause | None:
    """The clause with whoever holds the attitude as its subject: a passive's object is its surface subject."""
    if clause.voice != "passive":
        return clause
    return replace(clause, subjects=clause.objects, voice="active") if clause.finite else None


def _content(layout: Layout, clause: Clause, entry: Cue, frame: str) -> Reading | None:
    """The clause, infinitive or prepositional phrase after the adjective."""
    parse = layout.parse
    if frame == "on":
        for c in parse.children[clause.head]:
            if c > clause.head and parse.tokens[c].lower in entry.prepositions and parse.right_edge[c] > c:
                return c + 1, parse.right_edge[c] + 1
        return None
    below = [parse.clauses[c.clause] for c in clause.complements if (c.form == "to") == (frame == "infinitive")]
    below = [c for c in below if c.first > clause.head]
    return (min(c.first for c in below), max(c.stop for c in below)) if below else None
