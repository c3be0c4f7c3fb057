"""What is said by way of a noun: "the ministry's claim that …", "sent signals that …"; never without a claimant."""

from __future__ import annotations

from communique.attribution.carriers import Carriers, load_carriers
from communique.attribution.cues import Cues
from communique.attribution.drafts import Draft, Phrase, Voice, phrase_of
from communique.attribution.frames import draft_of
from communique.attribution.layout import Layout
from communique.grammar import Clause, Parse


def find_noun_drafts(layout: Layout, cues: Cues) -> list[Draft]:
    """Contents that complete a noun of saying whose speaker is told: a possessor, "from X", or the subject above."""
    found: list[Draft] = []
    parse = layout.parse
    for clause in parse.clauses:
        noun = _above(parse, clause)
        entry = cues.nouns.get(parse.tokens[noun].lemma) if parse.tokens[noun].pos == "NOUN" else None
        if entry is None or noun >= clause.first or not _completes(parse, clause):
            continue
        speaker = _speaker(parse, load_carriers(), noun)
        if speaker is None:
            continue
        draft = draft_of(layout, Voice(noun, noun + 1, entry, speaker, None, None), clause.first, clause.stop, "noun")
        if draft is not None:
            found.append(draft)
    return found


def _above(parse: Parse, clause: Clause) -> int:
    """The token outside a clause that it hangs on."""
    at = clause.head
    while clause.first <= parse.tokens[at].head < clause.stop and parse.tokens[at].head != at:
        at = parse.tokens[at].head
    return parse.tokens[at].head


def _completes(parse: Parse, clause: Clause) -> bool:
    """Whether a clause says what the noun above it claims, not which one is meant: "that" with its own subject."""
    opening = parse.tokens[clause.first].lower
    if opening == "to":
        return not clause.finite
    if any(a.via == "relative" for a in (*clause.subjects, *clause.objects)):
        return False
    own = [a for a in clause.subjects if a.via in ("direct", "conjunct") and parse.tokens[a.head].lower != "that"]
    return opening == "that" and (clause.finite or clause.voice == "passive") and bool(own or clause.objects)


def _speaker(parse: Parse, carriers: Carriers, noun: int) -> Phrase | None:
    """Whose claim: "the king's claim", "signals from Arnor", or the subject of a verb that issues it."""
    tokens = parse.tokens
    for child in parse.children[noun]:
        owns = tokens[child].tag == "PRP$" or any(tokens[c].tag == "POS" for c in parse.children[child])
        if child < noun and owns:
            return Phrase(child, parse.left_edge[child], child + 1)
        if child > noun and tokens[child].lower in ("from", "by", "of"):
            named = [c for c in parse.children[child] if tokens[c].pos in ("PROPN", "NOUN", "PRON")]
            if named:
                return Phrase(named[0], parse.left_edge[named[0]], named[0] + 1)
    above = parse.clauses[parse.clause_at[tokens[noun].head]] if tokens[noun].head in parse.clause_at else None
    if above is None or above.lemma not in carriers.issuing or not any(a.head == noun for a in above.objects):
        return None
    return phrase_of(above.subjects)
