"""What a reader still has in mind at each point of an article: who was mentioned, how near, in what place."""

from __future__ import annotations

from dataclasses import dataclass

from communique.actors.drafts import Draft
from communique.grammar import Parse

_WINDOW = 3  # sentences that a pronoun can reach back over
_MARGIN = 1.0  # a reading must be clearer than the next by this much, or the reader abstains


@dataclass(slots=True)
class Trace:
    """One earlier mention; `draft` is None for a noun that is no actor but competes for "it" and "they"."""

    at: int
    sentence: int
    draft: Draft | None
    subject: bool
    quoted: bool
    plural: bool
    place: bool = False


class Memory:
    """Traces in the order of the text."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.traces: list[Trace] = []
        self.count: dict[str, int] = {}

    def add(self, trace: Trace) -> None:
        """Remembers a mention."""
        self.traces.append(trace)
        if trace.draft is not None and not trace.place:
            self.count[trace.draft.id] = self.count.get(trace.draft.id, 0) + 1

    def recent(self, sentence: int, window: int = _WINDOW) -> list[Trace]:
        """The traces of this sentence and those before it within the window, nearest first."""
        out: list[Trace] = []
        for trace in reversed(self.traces):
            if sentence - trace.sentence > window:
                break
            out.append(trace)
        return out

    def salience(self, trace: Trace, sentence: int) -> float:
        """How much a trace is in mind: near, subject, and often spoken of."""
        away = sentence - trace.sentence
        times = self.count.get(trace.draft.id, 0) if trace.draft is not None else 0
        return 9.0 - 3.0 * away + (3.0 if trace.subject else 0.0) + 0.4 * min(times, 5)

    def best(self, traces: list[Trace], sentence: int, bonus: dict[int, float] | None = None) -> Trace | None:
        """The clearest candidate, or None where the next is too near it to choose."""
        scored: dict[str, tuple[float, Trace]] = {}
        for trace in traces:
            key = trace.draft.id if trace.draft is not None else f"noun{trace.at}"
            value = self.salience(trace, sentence) + (bonus or {}).get(trace.at, 0.0)
            if key not in scored or value > scored[key][0]:
                scored[key] = (value, trace)
        ranked = sorted(scored.values(), key=lambda pair: -pair[0])
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
            return None
        return ranked[0][1]


def find_quotations(parse: Parse) -> list[tuple[int, int]]:
    """The stretches between quotation marks, as (first, stop) of tokens; none runs over more than three hundred."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    mark = ""
    for token in parse.tokens:
        text = token.text
        if opened is None or text in ("“", "``"):
            if text in _OPENING:
                opened, mark = token.i, _OPENING[text]
        elif text in mark.split() and not (text == "’" and _is_apostrophe(parse, token.i)):
            if token.i - opened < 300:
                found.append((opened + 1, token.i))
            opened = None
    return found


def _is_apostrophe(parse: Parse, i: int) -> bool:
    return (
        i + 1 < len(parse.tokens)
        and parse.tokens[i].end == parse.tokens[i + 1].start
        and (parse.tokens[i + 1].text.isalpha())
    )


_OPENING = {"“": "” ''", "``": "'' ”", "''": "''", '"': '"', "‘": "’ '"}


def quoted_tokens(parse: Parse) -> set[int]:
    """The tokens inside quotation marks."""
    return {i for first, stop in find_quotations(parse) for i in range(first, stop)}
