"""In whose words a stretch of the article lies, and who stands between them and the reader (CODEBOOK §2, sources)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.attribution.cues import Cue, load_cues
from communique.grammar import Parse
from communique.records import Attribution

_HELD = frozenset(
    {"object", "infinitive", "gerund", "as", "so", "on", "finding"}
)  # frames by which the outlet tells an attitude


def find_sources(parse: Parse, attributions: Sequence[Attribution], token: int) -> tuple[str, ...]:
    """The chain of names, outermost first, of whoever vouches for the words at a token; empty in the outlet's voice.

    An attitude that the outlet tells in its own voice ("Gondor wants to leave") makes nobody a source.
    """
    word = parse.tokens[token]
    said = [a for a in attributions if not _is_held(a) or a.stance == "alleges"]
    found = covering(said, word.start, word.end)
    if found is None:
        return ()
    return found.via if found.speaker_name is None else (*found.via, found.speaker_name)


def covering(attributions: Iterable[Attribution], start: int, end: int) -> Attribution | None:
    """The innermost attribution whose content covers characters `start` to `end`, or None.

    Cue and source of an aside ("The plan, he said, would fail") are the outlet's words, though they stand inside.
    """
    over = [
        a for a in attributions if a.content.start <= start and end <= a.content.end and not _is_aside(a, start, end)
    ]
    return min(over, key=lambda a: a.content.end - a.content.start, default=None)


def _is_held(attribution: Attribution) -> bool:
    """Whether an attribution is an attitude that the outlet tells."""
    frame = attribution.rule.split(":", 1)[0]
    return frame in _HELD or frame.startswith("predicate")


def _is_aside(attribution: Attribution, start: int, end: int) -> bool:
    """Whether characters stand in the attribution's own cue or source."""
    spans = (attribution.cue, attribution.source)
    return any(s is not None and s.start <= start and end <= s.end for s in spans)


def find_hedge(parse: Parse, token: int) -> Cue | None:
    """The adjective or adverb by which the outlet leaves an act open ("the alleged raid", "reportedly fled").

    Its entry says with what stance and certainty; what that makes of the act is left to the coder of events.
    """
    cues = load_cues()
    for child in parse.children[token]:
        low = parse.tokens[child].lower
        found = cues.adjectives.get(low) or cues.adverbs.get(low)
        if found is not None:
            return found
    return None
