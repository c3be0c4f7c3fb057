"""Speakers named by the page's form: transcripts ("BAKER: …"), headlines ("Talks difficult: Baker")."""

from __future__ import annotations

from collections.abc import Iterator

from communique.attribution.carriers import load_carriers
from communique.attribution.cues import Cues
from communique.attribution.drafts import Draft, Phrase, Voice, trimmed
from communique.attribution.layout import Layout
from communique.attribution.patterns import TRANSCRIPT

_CLOSERS = frozenset({'"', "”"})
_LINES = frozenset({"headline", "subheading", "caption"})
_LONGEST_LINE = 14  # tokens of a headline among paragraphs
_LONGEST_NAME = 7  # tokens of a speaker named before or after a colon
_NAMES = frozenset({"PERSON", "ORG", "NORP"})


def find_line_drafts(layout: Layout, cues: Cues) -> list[Draft]:
    """Contents of transcript lines and of headlines that name a speaker before or after a colon."""
    found: list[Draft] = []
    for number, kind in enumerate(layout.kinds):
        found += (_headline if kind in _LINES or _is_line(layout, number) else _transcript)(layout, cues, number)
    return found


def _is_line(layout: Layout, number: int) -> bool:
    """Whether a paragraph is set like a headline: short, and without a stop at its end."""
    first, stop = layout.first_token[number], layout.stop_token[number]
    return stop - first <= _LONGEST_LINE and layout.parse.tokens[stop - 1].pos != "PUNCT"


def _transcript(layout: Layout, cues: Cues, number: int) -> Iterator[Draft]:
    """ "BAKER: We never asked for this.": the whole paragraph is the speaker's."""
    parse, paragraph = layout.parse, layout.paragraphs[number]
    match = TRANSCRIPT.match(parse.text, paragraph.start, paragraph.end)
    if match is None:
        return
    colon = parse.tokens_between(match.start("colon"), match.end("colon"))
    first, stop = layout.first_token[number], layout.stop_token[number]
    quoted = match.start("who") > paragraph.start
    first, stop = first + quoted, stop - (quoted and parse.tokens[stop - 1].text in _CLOSERS)
    if not colon or not 0 < colon[0] - first <= _LONGEST_NAME or stop - colon[0] < 6:
        return
    if parse.tokens[colon[0] - 1].lower in load_carriers().labels:
        return
    names = [i for i in range(first, colon[0]) if parse.tokens[i].pos == "PROPN"]
    shouted = match.group("who").isupper()
    named = any(parse.tokens[i].entity in ("PERSON", "ORG") for i in names)
    if not (shouted or named or _is_known(layout, colon[0] - 1) or (number == 0 and _is_name(layout, first, colon[0]))):
        return
    voice = Voice(
        colon[0], colon[0] + 1, cues.phrases[(":",)], Phrase((names or [first])[-1], first, colon[0]), None, None
    )
    yield Draft(voice, *trimmed(parse, colon[0] + 1, stop), "transcript")


def _is_known(layout: Layout, last: int) -> bool:
    """Whether a word before a colon ends the name of a person elsewhere in the text."""
    tokens = layout.parse.tokens
    people = (e for e in layout.parse.entities if e.label == "PERSON" and e.stop - e.first > 1)
    return any(tokens[e.stop - 1].lower == tokens[last].lower for e in people)


def _headline(layout: Layout, cues: Cues, number: int) -> Iterator[Draft]:
    """ "Talks difficult: Baker", "Baker: talks difficult"."""
    tokens = layout.parse.tokens
    first, stop = layout.first_token[number], layout.stop_token[number]
    colons = [i for i in range(first, stop) if tokens[i].text == ":" and layout.quotation_of[i] < 0]
    if len(colons) != 1:
        return
    colon = colons[0]
    voice = None
    if _is_name(layout, first, colon):
        voice, content = (
            Voice(colon, colon + 1, cues.phrases[(":",)], Phrase(colon - 1, first, colon), None, None),
            (colon + 1, stop),
        )
    elif _is_name(layout, colon + 1, stop):
        voice, content = (
            Voice(colon, colon + 1, cues.phrases[(":",)], Phrase(stop - 1, colon + 1, stop), None, None),
            (first, colon),
        )
    if voice is not None and content[1] - content[0] > 1:
        yield Draft(voice, *trimmed(layout.parse, *content), "headline")


def _is_name(layout: Layout, first: int, stop: int) -> bool:
    """Whether a stretch is no more than a name or a title with one."""
    tokens = layout.parse.tokens
    if not 0 < stop - first <= 4:
        return False
    if tokens[stop - 1].lower in load_carriers().sayers and stop - first <= 3:
        return True
    last = tokens[stop - 1]
    if stop - first <= 2 and load_carriers().kind_of_noun(last.lower) == "document":
        return True
    return (last.entity in _NAMES or (last.pos == "PROPN" and not last.entity)) and all(
        tokens[i].pos in ("PROPN", "NOUN", "ADJ", "PART") for i in range(first, stop)
    )
