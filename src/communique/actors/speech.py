"""Who "I" and "we" are inside quotations: the speaker, and the state or body that the speaker speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.actors.lists import Lists, load_lists
from communique.actors.memory import quoted_tokens
from communique.grammar import Parse
from communique.records import Actor, Attribution, Cast, Mention


def resolve_speech(cast: Cast, parse: Parse, attributions: Sequence[Attribution]) -> Cast:
    """Decides whom "I", "we" and their forms inside quotations refer to, once it is known who speaks.

    'We will answer,' the Syldavian foreign minister said: "We" is Syldavia. "I" is the minister. "We" of a person who
    speaks for no state or body on record is left open. The innermost quotation around a word decides.
    """
    lists = load_lists()
    first = lists.said("pronouns", "i") | lists.said("pronouns", "we")
    spoken = [
        t for t in parse.tokens if t.lower in first and t.pos in ("PRON", "DET", "PROPN") and t.i not in cast.by_head
    ]
    if not spoken or not attributions:
        return cast
    quoted = quoted_tokens(parse)
    actors = {a.id: a for a in cast.actors}
    by_head = dict(cast.by_head)
    for token in spoken:
        if token.i not in quoted:
            continue
        around = [
            a
            for a in attributions
            if a.speaker in actors and a.content.start <= token.start and token.end <= a.content.end
        ]
        if not around:
            continue
        speaker = actors[min(around, key=lambda a: a.content.end - a.content.start).speaker or ""]
        meant = speaker if token.lower in lists.said("pronouns", "i") else _spoken_for(speaker, actors, lists)
        if meant is None:
            continue
        rule = "speech-i" if meant is speaker and speaker.kind == "person" else "speech-we"
        made = Mention(token.start, token.end, token.text, token.i, meant.id, rule)
        kept = actors.get(meant.id, meant)
        actors[meant.id] = replace(kept, mentions=tuple(sorted((*kept.mentions, made), key=lambda m: m.start)))
        by_head[token.i] = made
    return Cast(tuple(actors.values()), by_head, cast.together)


def _spoken_for(speaker: Actor, actors: dict[str, Actor], lists: Lists) -> Actor | None:
    """The state or body for which a speaker says "we"."""
    if speaker.kind != "person":
        return speaker
    if speaker.sector not in _OF_THE_STATE or speaker.country not in lists.country_names:
        return None
    for actor in actors.values():
        if actor.kind == "country" and actor.country == speaker.country:
            return actor
    return Actor(
        id=f"a{max((int(i[1:]) for i in actors), default=0) + 1}",
        name=lists.country_names[speaker.country],
        kind="country",
        country=speaker.country,
        sector="GOV",
        role=None,
        mentions=(),
        country_why=f'"we" of {speaker.name}, who speaks for it',
        sector_why="a country acts through its government",
    )


_OF_THE_STATE = frozenset({"GOV", "MIL", "SPY"})
