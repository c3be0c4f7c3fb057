"""What is said, read off the finite clause below a verb of saying: "said that …", "quoted him as saying …"."""

from __future__ import annotations

from communique.attribution.cues import Cues
from communique.attribution.drafts import Draft, Voice, trimmed
from communique.attribution.layout import Layout
from communique.attribution.voices import find_voice, is_after_comma, resumed
from communique.grammar import Clause, Parse

_TURNS = frozenset({"although", "though"})  # the outlet turns against what was said
_CITING = frozenset({("citing",), ("quoting",)})
_ADVERBIAL = frozenset({"because", "until", "unless", "although", "though"})  # open no content of their own
_OPENERS = frozenset({"that", "whether", "if"})
_WIDEST_SUBJECT = 25  # tokens from "that" to its verb
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
BREAKS = frozenset((",", ".", ";", ":", "!", "?", "-", "–", "—", "because", "after", "when", "but"))
_CORE = frozenset(
    {"say", "tell", "stress", "announce", "concede"}
)  # entries whose verbs hardly ever take anything but a clause
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
    below = [c for c in below if c.first > floor and c.head != clause.head and c.marker not in _ADVERBIAL]
    below = [c for c in below if _hangs_on(parse, c, clause)]
    finite = [c for c in below if c.finite or parse.tokens[c.first].lower in _OPENERS]
    joined = [c for c in finite if not _goes_on(layout, cues, c, voice) and not _comments(parse, c.first)]
    if joined:
        first, stop = min(c.first for c in joined), max(c.stop for c in joined)
        return _before_trailing(layout, cues, voice, first, stop)
    reading = _far_clause(layout, clause, voice) or _unread_clause(layout, clause, voice)
    if reading is None or _comments(parse, reading[0]):
        return None
    return _before_trailing(layout, cues, voice, *reading)


def _comments(parse: Parse, first: int) -> bool:
    """Whether a clause is the outlet's comment behind an aside: "…, the army said, in what would be the first raid"."""
    tokens = parse.tokens
    if tokens[first].lower == "what":
        first -= 1
    led = tokens[first].lower == "in" and tokens[first + 1].lower == "what"
    return led and first > 0 and tokens[first - 1].text == ","


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
        if parse.tokens[above].tag == "VBG" and parse.tokens[above - 1].text == ",":
            return False  # "…, he said, adding that": the clause is what is added
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
            return first, _before_joint(parse, i)
        aside = _aside_within(layout, cues, parse.clauses[at])
        if aside is not None and aside > first + 2:
            return first, aside
    return first, stop


def _before_joint(parse: Parse, at: int) -> int:
    """The token where "and also" before a joined verb begins."""
    joint = at
    while parse.tokens[joint - 1].pos in ("ADV", "AUX"):
        joint -= 1
    return joint - 1 if parse.tokens[joint - 1].pos == "CCONJ" else at


def _aside_within(layout: Layout, cues: Cues, clause: Clause) -> int | None:
    """Where "…, the agency reported" begins, if that is what a clause inside a content is."""
    tokens = layout.parse.tokens
    if not clause.finite or cues.verb(clause.lemma, clause.particle, "clause") is None or not clause.subjects:
        return None
    begin = clause.subjects[0].first
    ends = clause.head + 1 >= len(tokens) or tokens[clause.head + 1].text in BREAKS
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
    if clause.kind != "verb":
        return False
    if resumed(layout.parse, clause, cues) is not None:
        return True
    if cues.verb(clause.lemma, clause.particle, "clause") is None:
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
        if parse.tokens[first].lower in _ADVERBIAL | {"to"} or (
            parse.tokens[c].tag == "VBG" and first != voice.cue_stop
        ):
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
