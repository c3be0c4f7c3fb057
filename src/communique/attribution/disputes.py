"""Denials linked to what they deny, inside one article: by the words that both sides share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.grammar import Parse
from communique.records import Attribution

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_MIN_SHARED = 2  # words in common
_MIN_SHARE = 0.4  # of the shorter side's words


def link_denials(parse: Parse, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, each denial with the id of the nearest claim by someone else that it denies.

    A denial with no claim near enough in words keeps None: the claim may be the outlet's own, or not told at all.
    """
    words = {a.id: _words(parse, a) for a in attributions}
    out = []
    for n, attribution in enumerate(attributions):
        if attribution.stance != "denies":
            out.append(attribution)
            continue
        rivals = [a for a in attributions if a.stance != "denies" and a.speaker_name != attribution.speaker_name]
        rivals = [a for a in rivals if _is_about(words[attribution.id], words[a.id])]
        nearest = min(rivals, key=lambda a: (abs(attributions.index(a) - n), a.content.start), default=None)
        out.append(attribution if nearest is None else replace(attribution, denies=nearest.id))
    return tuple(out)


def _words(parse: Parse, attribution: Attribution) -> frozenset[str]:
    """The lemmas that carry a content's meaning."""
    inner = parse.tokens_between(attribution.content.start, attribution.content.end)
    return frozenset(parse.tokens[i].lemma for i in inner if parse.tokens[i].pos in _CONTENT)


def _is_about(denied: frozenset[str], claimed: frozenset[str]) -> bool:
    shared = len(denied & claimed)
    return shared >= _MIN_SHARED and shared >= _MIN_SHARE * min(len(denied), len(claimed))
