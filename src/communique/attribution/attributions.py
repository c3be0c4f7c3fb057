"""On whose word: every stretch of an article that someone other than the outlet vouches for, with its whole chain.

parse = load_parser().parse_text("TASS quoted the envoy as saying that the talks had failed.")
found, = find_attributions(parse, Cast((), {}))
found.speaker_name, found.via, found.content.text     # "the envoy", ("TASS",), "that the talks had failed"
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.attribution.asides import find_aside_drafts, find_phrase_drafts, find_seeming_drafts, within_hosts
from communique.attribution.attitudes import find_attitude_drafts
from communique.attribution.carriers import Carriers, load_carriers
from communique.attribution.chains import (
    Name,
    carrier_name,
    find_told,
    is_own,
    issuer_of,
    relay_name,
    resolve_name,
    veil_over,
)
from communique.attribution.cues import load_cues
from communique.attribution.disputes import link_denials
from communique.attribution.drafts import Draft, Phrase
from communique.attribution.frames import find_clause_drafts
from communique.attribution.layout import Layout, read_layout
from communique.attribution.nouns import find_noun_drafts
from communique.attribution.patterns import NAME_RUN, OWN_WIRE
from communique.attribution.predicates import find_predicate_drafts
from communique.attribution.selection import Chosen, select_drafts
from communique.attribution.speech import find_continued, find_speech
from communique.attribution.stances import load_stances
from communique.attribution.titles import find_line_drafts
from communique.grammar import Parse
from communique.records import Attribution, Block, Cast, Manner, Span

_HELD = frozenset({"believes", "wants"})
_SIGNED = frozenset({"navigation", "appeal", "legal"})
_ASSERTING = frozenset({"as", "so"})


def find_attributions(
    parse: Parse, cast: Cast, *, blocks: Sequence[Block] = (), outlet: str | None = None, attitudes: bool = False
) -> tuple[Attribution, ...]:
    """The attributions of an article in the order of the text (CODEBOOK §4), nested ones after what holds them.

    `attitudes`: whether belief, wish, praise and blame told in the outlet's own voice are read too ("Rohan wants to
    leave"); the codebook of the reference records counts assertions and quotations only.
    `outlet` is the publisher, who carries nothing between itself and the reader. What the claims do to events is left
    to the coder of events (`load_stances`, `find_sources`). Follows PARC and PolNeAR for forms, FactBank for stance.
    """
    layout = read_layout(parse, blocks)
    reports = find_reports(layout)
    if not attitudes:
        reports = _asserted(layout, reports)
    chosen = select_drafts(layout, load_carriers(), reports, _attitudes(layout, everyone=attitudes))
    written = _Writer(layout, cast, load_carriers(), _own_names(parse, outlet, blocks)).write(chosen)
    return link_denials(parse, written)


def _attitudes(layout: Layout, *, everyone: bool) -> list[Draft]:
    """Attitudes; without `everyone` only those that assert ("called the raid a crime") or quote."""
    cues = load_cues()
    drafts = [
        *find_attitude_drafts(layout, cues),
        *find_predicate_drafts(layout, cues),
        *find_seeming_drafts(layout, cues),
    ]
    return drafts if everyone else [d for d in drafts if _asserts(d) or _quotes(layout, d)]


def _asserts(draft: Draft) -> bool:
    return draft.frame in _ASSERTING and draft.voice.entry.stance not in _HELD


def _quotes(layout: Layout, draft: Draft) -> bool:
    """Whether a content holds words in quotation marks."""
    return any(layout.quotation_of[i] >= 0 for i in layout.parse.tokens_between(draft.start, draft.end))


def _asserted(layout: Layout, reports: list[Draft]) -> list[Draft]:
    """The reports without beliefs and wishes that the outlet tells in its own words."""
    return [d for d in reports if d.voice.entry.stance not in _HELD or _quotes(layout, d)]


def find_reports(layout: Layout) -> list[Draft]:
    """All that is said, claimed, found or written by someone, before selection."""
    cues = load_cues()
    clauses = find_clause_drafts(layout, cues)
    outer = [d for d in clauses if layout.quotation_of[d.voice.cue_first] < 0]
    lines = find_line_drafts(layout, cues)
    speech = find_speech(layout, cues, [*outer, *lines])
    used = frozenset(d.voice.cue_first for d in (*clauses, *speech))
    asides = find_aside_drafts(layout, cues, used)
    phrases = within_hosts(layout, find_phrase_drafts(layout, cues), clauses)
    told = [*clauses, *lines, *speech, *asides]
    return [*told, *find_continued(layout, told), *phrases, *find_noun_drafts(layout, cues)]


def _own_names(parse: Parse, outlet: str | None, blocks: Sequence[Block]) -> frozenset[str]:
    """Names of the outlet in small letters: as given, as its dateline gives them ("BREE (AP) _"), as it signs itself.

    What a page's menu, appeal or copyright line calls by two words or more is the page's own paper if it carries words.
    """
    names = {outlet.lower(), outlet.lower().removeprefix("the ")} if outlet else set()
    names |= {m.lower() for m in OWN_WIRE.findall(parse.text[:600])}
    for block in blocks:
        if block.kind in _SIGNED:
            names |= {n for m in NAME_RUN.findall(parse.text[block.start : block.end]) for n in _endings(m.lower())}
    return frozenset(names)


def _endings(run: str) -> list[str]:
    """ "follow the shire post" also ends in "the shire post" and "shire post"."""
    words = run.split()
    return [" ".join(words[i:]) for i in range(len(words) - 1)]


class _Writer:
    """Turns chosen drafts into records, outermost first, so that a nested one knows the chain above it."""

    def __init__(self, layout: Layout, cast: Cast, carriers: Carriers, own: frozenset[str]) -> None:
        self._layout = layout
        self._parse = layout.parse
        self._cast = cast
        self._carriers = carriers
        self._own = own

    def write(self, chosen: Sequence[Chosen]) -> tuple[Attribution, ...]:
        order = sorted(range(len(chosen)), key=lambda n: _depth(chosen, n))
        written: dict[int, Attribution] = {}
        for n in order:
            host = chosen[n].host
            before = self._interrupted(chosen, n)
            written[n] = self._record(f"a{n + 1}", chosen[n], None if host is None else written[host], before)
        return tuple(written[n] for n in range(len(chosen)))

    def _record(self, id: str, chosen: Chosen, host: Attribution | None, before: str | None) -> Attribution:
        draft, parse = chosen.draft, self._parse
        voice = draft.voice
        told = find_told(self._layout, self._carriers, draft, self._own)
        speaker, documents = self._speaker(voice.speaker)
        above = () if host is None else (*host.via, *([host.speaker_name] if host.speaker_name else []))
        relays = (*chosen.relays, *([voice.relay] if voice.relay is not None else []))
        media = tuple(self._carrier(p) for p in relays)
        via = tuple(dict.fromkeys((*above, *(m for m in media if m), *told.carriers, *documents)))
        effect = load_stances()[voice.entry.stance]
        phrase = voice.speaker
        return Attribution(
            id=id,
            speaker=None if speaker is None else speaker.actor,
            source=None if phrase is None else self._span(phrase.first, phrase.stop),
            via=via,
            cue=self._span(voice.cue_first, voice.cue_stop),
            content=Span(draft.start, draft.end, parse.text[draft.start : draft.end]),
            manner=self._manner(draft),
            stance=voice.entry.stance,
            inside=None if host is None else host.id,
            rule=f"{draft.frame}:{voice.entry.id}",
            via_notes=tuple(f"{v}: {owner}" for v in via if (owner := self._carriers.owner(v))),
            addressee=told.addressee,
            anonymity=None if phrase is None else veil_over(self._layout, self._carriers, phrase),
            setting=told.setting,
            certainty=voice.entry.certainty or effect.certainty,
            polarity=effect.polarity,
            speaker_name=None if speaker is None else speaker.text,
            continues=before,
        )

    def _interrupted(self, chosen: Sequence[Chosen], n: int) -> str | None:
        """The quotation at the same cue that this one goes on with: “A,” he said. “B.”"""
        draft = chosen[n].draft
        same = [m for m in range(n) if chosen[m].draft.voice.cue_first == draft.voice.cue_first]
        return f"a{same[-1] + 1}" if same and draft.frame.startswith("speech") else None

    def _speaker(self, phrase: Phrase | None) -> tuple[Name | None, tuple[str, ...]]:
        """The speaker, and the document that speaks for them: "the ministry's statement" is the ministry's word."""
        if phrase is None:
            return None, ()
        issuer = issuer_of(self._layout, self._carriers, phrase)
        if issuer is not None:
            return resolve_name(self._parse, self._cast, issuer), (
                carrier_name(self._layout, self._carriers, phrase.head),
            )
        return resolve_name(self._parse, self._cast, phrase), ()

    def _carrier(self, phrase: Phrase) -> str | None:
        """A relay's name, unless it is the outlet itself."""
        words = self._parse.words(phrase.first, phrase.stop)
        return None if is_own(words, self._own) else relay_name(self._parse, self._cast, phrase)

    def _span(self, first: int, stop: int) -> Span:
        start, end = self._parse.tokens[first].start, self._parse.tokens[stop - 1].end
        return Span(start, end, self._parse.text[start:end])

    def _manner(self, draft: Draft) -> Manner:
        if draft.quotation is not None:
            return "direct"
        inner = self._parse.tokens_between(draft.start, draft.end)
        own = self._layout.quotation_of[draft.voice.cue_first]
        return "mixed" if any(self._layout.quotation_of[i] not in (-1, own) for i in inner) else "indirect"


def _depth(chosen: Sequence[Chosen], n: int) -> int:
    depth = 0
    host = chosen[n].host
    while host is not None and depth < len(chosen):
        depth += 1
        host = chosen[host].host
    return depth
