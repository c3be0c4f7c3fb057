"""Which drafts stand: one per cue, relays folded into what they relay, and what may be nested in what.

Every word is vouched for by the innermost speech over it. Inside someone's words only speech is nested ("he stressed
that …"), never that person's own wishes and beliefs: those are part of what is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.attribution.carriers import Carriers
from communique.attribution.chains import is_medium
from communique.attribution.drafts import Draft, Phrase
from communique.attribution.layout import Layout
from communique.grammar import Clause

_ORDER = ("speech", "transcript", "headline", "clause", "as-clause", "aside", "phrase", "noun")
_NESTED_STANCES = frozenset({"asserts", "confirms", "denies", "alleges", "promises", "predicts"})
_FIRST_SECOND = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
_OPEN_MARKERS = frozenset({"if", "unless", "until", "whether", "when", "before", "to"})
_SAME = frozenset({"he", "she", "it", "they"})  # inside indirect speech mostly the speaker
_BODIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_SLACK = 3  # words that a relay may have around what it relays
_SHARED = 0.5  # share of a content that another one without nesting may hold


@dataclass(frozen=True, slots=True)
class Chosen:
    """A draft that stands, who relays it (outermost first), and its number of the draft that it is nested in."""

    draft: Draft
    relays: tuple[Phrase, ...]
    host: int | None


def select_drafts(
    layout: Layout, carriers: Carriers, reports: Sequence[Draft], attitudes: Sequence[Draft]
) -> list[Chosen]:
    """The drafts that stand, in the order of the text."""
    kept, relays = _fold_relays(layout, carriers, _one_per_cue(layout, reports))
    kept = [d for d in kept if _may_stand(layout, d, kept)]
    kept = _without_overlap(layout, kept)
    for draft in attitudes:
        if not any(_meets(layout, draft, other) for other in kept):
            kept.append(draft)
    kept.sort(key=lambda d: (d.start, -d.end))
    out: list[Chosen] = []
    for draft in kept:
        host = _host(layout, draft, kept)
        out.append(Chosen(draft, relays.get(id(draft), ()), None if host is None else kept.index(host)))
    return out


def _rank(draft: Draft) -> int:
    return next((n for n, kind in enumerate(_ORDER) if draft.frame.startswith(kind)), len(_ORDER))


def _quotes(draft: Draft) -> bool:
    return draft.frame.startswith("speech")


def _one_per_cue(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Quotations may share a cue; of other drafts at the same cue the better frame stands."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=_rank):
        same = [d for d in kept if d.voice.cue_first == draft.voice.cue_first]
        continued = draft.frame == "speech-continued" or all(d.frame == "speech-continued" for d in same)
        if continued or (_quotes(draft) and all(_quotes(d) or d.frame == "clause" for d in same)):
            kept.append(draft)
    return kept


def cue_inside(layout: Layout, draft: Draft, other: Draft) -> bool:
    """Whether the cue of one draft stands in the content of another, and is not around it."""
    token = layout.parse.tokens[draft.voice.cue_first]
    return (
        draft is not other
        and other.start <= token.start
        and token.end <= other.end
        and draft.voice.cue_first != other.voice.cue_first
    )


def _host(layout: Layout, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The innermost draft that a draft is nested in."""
    around = [d for d in drafts if cue_inside(layout, draft, d) and not cue_inside(layout, d, draft)]
    return min(around, key=lambda d: d.end - d.start, default=None)


def _fold_relays(
    layout: Layout, carriers: Carriers, drafts: list[Draft]
) -> tuple[list[Draft], dict[int, tuple[Phrase, ...]]]:
    """ "R said X, according to TASS" is R, through TASS; "TASS said X, citing R" is R through TASS too."""
    relays: dict[int, tuple[Phrase, ...]] = {}
    kept = list(drafts)
    for outer in sorted(drafts, key=lambda d: d.end - d.start):
        speaker = outer.voice.speaker
        held = [d for d in kept if cue_inside(layout, d, outer) and _is_whole(layout, d, outer)]
        inner = max(held, key=lambda d: d.end - d.start, default=None)
        if speaker is None or inner is None:
            continue
        if outer.voice.entry.id == "citing" and (id(inner) in relays or not _can_say(layout, carriers, speaker)):
            kept = [d for d in kept if d is not outer]
        elif outer.voice.entry.id == "citing" and inner.voice.speaker is not None:
            cited = replace(outer, start=inner.start, end=inner.end, quotation=inner.quotation)
            kept = [cited if d is inner else d for d in kept if d is not outer]
            relays[id(cited)] = (*relays.get(id(inner), ()), inner.voice.speaker)
        elif _relays(layout, carriers, outer, speaker):
            kept = [d for d in kept if d is not outer]
            relays[id(inner)] = (*relays.get(id(outer), ()), speaker, *relays.get(id(inner), ()))
    return [d for d in kept if d.voice.entry.id != "citing" or id(d) in relays], relays


def _can_say(layout: Layout, carriers: Carriers, speaker: Phrase) -> bool:
    """Whether what is cited can vouch for something: people, bodies, papers; not "bad weather"."""
    token = layout.parse.tokens[speaker.head]
    return token.entity in _BODIES or token.lower in carriers.sayers or carriers.kind_of_noun(token.lemma) is not None


def _relays(layout: Layout, carriers: Carriers, outer: Draft, speaker: Phrase) -> bool:
    """Whether an outer source only passes on: one named by a phrase ("according to"), or a news medium."""
    if outer.frame.startswith("phrase"):
        return True
    words = layout.parse.words(speaker.first, speaker.stop)
    return outer.frame.startswith(("aside", "clause")) and is_medium(layout, carriers, speaker.head, words)


def _is_whole(layout: Layout, inner: Draft, outer: Draft) -> bool:
    """Whether the inner draft, with its cue and speaker, is all that the outer one holds."""
    parse = layout.parse
    inner_tokens = set(parse.tokens_between(inner.start, inner.end)) | set(
        range(inner.voice.cue_first, inner.voice.cue_stop)
    )
    if inner.voice.speaker is not None:
        inner_tokens |= set(range(inner.voice.speaker.first, inner.voice.speaker.stop))
    rest = [
        i
        for i in parse.tokens_between(outer.start, outer.end)
        if i not in inner_tokens and parse.tokens[i].pos in ("NOUN", "PROPN", "VERB")
    ]
    return len(rest) <= _SLACK


def _may_stand(layout: Layout, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a draft inside another's content is speech by someone else, told as having been uttered."""
    host = _host(layout, draft, drafts)
    if host is None:
        return draft.frame == "transcript" or layout.quotation_of[draft.voice.cue_first] < 0
    voice = draft.voice
    if voice.speaker is None or voice.entry.stance not in _NESTED_STANCES or not voice.entry.nests:
        return False
    word = layout.parse.tokens[voice.speaker.head].lower
    if word in _FIRST_SECOND or (word in _SAME and layout.quotation_of[voice.cue_first] < 0):
        return False
    clause = None if voice.clause is None else layout.parse.clauses[voice.clause]
    return clause is None or _is_told_as_fact(clause)


def _is_told_as_fact(clause: Clause) -> bool:
    """Whether a verb of saying is told as said: not "if he said", "would say", "did not say"."""
    if clause.modal is not None or clause.negation is not None or clause.imperative or clause.marker in _OPEN_MARKERS:
        return False
    return clause.finite or clause.voice == "passive" or clause.relation == "adverbial"


def _without_overlap(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Drops a draft that mostly says again what a better one says, when neither is nested in the other."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=_rank):
        rivals = [d for d in kept if not cue_inside(layout, draft, d) and not cue_inside(layout, d, draft)]
        if not any(_shared(draft, d) > _SHARED for d in rivals):
            kept.append(draft)
    return kept


def _shared(draft: Draft, other: Draft) -> float:
    return max(0, min(draft.end, other.end) - max(draft.start, other.start)) / max(1, draft.end - draft.start)


def _meets(layout: Layout, draft: Draft, other: Draft) -> bool:
    """Whether an attitude is told inside other words, or at the same cue."""
    return (
        cue_inside(layout, draft, other) or _shared(draft, other) > 0 or draft.voice.cue_first == other.voice.cue_first
    )
