"""Acts done in words take the place of the speech that the next words quote (CODEBOOK §6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.events.merging import Telling
from communique.events.setting import Settings
from communique.grammar import Parse
from communique.records import Attribution

_IN_WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def lend_speeches(
    parse: Parse, tellings: Sequence[Telling], attributions: Sequence[Attribution], settings: Settings
) -> list[Telling]:
    """The tellings of promises, demands and charges with the place where their speaker is next quoted as speaking.

    "The president vowed to find them. “We must find them,” he told a rally in Klow": he vowed it there. Only the same
    sentence and the next count, and only an act without a place of its own.
    """
    out = []
    for telling in tellings:
        event = telling.event
        words = event.type in _IN_WORDS and event.factuality == "actual" and not telling.background
        if not words or event.where is not None or telling.clause is None:
            out.append(telling)
            continue
        sentence, speakers = parse.clauses[telling.clause].sentence, {p.actor for p in event.actors if p.actor}
        for said in attributions:
            covered = parse.tokens_between(said.cue.start, said.cue.end)
            clause = parse.clause_over(covered[0]) if covered and said.speaker in speakers else None
            if clause is None or not 0 <= clause.sentence - sentence <= 1:
                continue
            if (where := settings.where(clause)) is not None:
                event = replace(event, where=replace(where, rule="where-speech-quoted-next"))
                break
        out.append(replace(telling, event=event))
    return out
