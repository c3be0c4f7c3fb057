"""Do the examples hold? Each is coded and judged in one of four words.

    coded      an example is coded by its entry, with the parties and the factuality it names
    MISSED     it is not, or not so
    OVERCODED  a near miss is coded as what it is not
    left       a near miss is left alone

The coder is given, a function from a sentence to events: this room knows nothing of parsers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from communique.lexicon.patterns import Example, Lexicon, Mark, NearMiss, Pattern
from communique.lexicon.reading import load_patterns
from communique.records import Event, Party

Word = Literal["coded", "MISSED", "OVERCODED", "left"]
Coder = Callable[[str], Sequence[Event]]

EITHER_SIDE = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # CODEBOOK: which party stands where is not scored


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one example. `why` says what was off; `other` is the entry that coded it in its stead."""

    word: Word
    pattern: str
    text: str
    file: str
    line: int
    why: str = ""
    other: str | None = None

    @property
    def right(self) -> bool:
        """Whether the example holds."""
        return self.word in ("coded", "left")


@dataclass(frozen=True)
class Report:
    """The verdicts on every example, in the order of the lexicon."""

    verdicts: tuple[Verdict, ...]

    def count(self, word: Word) -> int:
        """How many verdicts have this word."""
        return sum(v.word == word for v in self.verdicts)

    @property
    def wrong(self) -> tuple[Verdict, ...]:
        """The verdicts that are MISSED or OVERCODED."""
        return tuple(v for v in self.verdicts if not v.right)


def try_examples(coder: Coder, lexicon: Lexicon | None = None, only: str | None = None) -> Report:
    """Code every example of the lexicon and judge it; `only` is an entry's id, a type, or part of a file's name."""
    lexicon = load_patterns() if lexicon is None else lexicon
    verdicts: list[Verdict] = []
    for pattern in lexicon.patterns:
        if only is not None and only not in (pattern.id, pattern.type) and only not in pattern.file:
            continue
        verdicts += [judge_example(pattern, example, coder(example.text)) for example in pattern.codes]
        verdicts += [judge_near_miss(pattern, miss, coder(miss.text)) for miss in pattern.leaves]
    return Report(tuple(verdicts))


def judge_example(pattern: Pattern, example: Example, events: Sequence[Event]) -> Verdict:
    """Coded when an event of the right type lies on the trigger, with the parties and factuality that are named.

    Another entry may have coded it: the verdict then names that entry, and is MISSED only if the type differs.
    """
    expected = example.type or pattern.type
    here = [e for e in events if _touches(e, example.marks)]
    right = sorted((e for e in here if e.type == expected), key=lambda e: e.rule != pattern.id)
    if not right:
        found = here or list(events)
        why = f"expected {expected}, found " + (", ".join(f"{e.type} ({e.rule})" for e in found) or "nothing")
        return _verdict("MISSED", pattern, example, why, here[0].rule if here else None)
    event = right[0]
    other = None if event.rule == pattern.id else event.rule
    faults = [*_faults_of_parties(event, example), *_fault_of_factuality(event, example)]
    return _verdict("MISSED" if faults else "coded", pattern, example, "; ".join(faults), other)


def judge_near_miss(pattern: Pattern, miss: NearMiss, events: Sequence[Event]) -> Verdict:
    """Left when nothing of the entry's type lies there; another entry may rightly code another type."""
    over = [e for e in events if (e.type == pattern.type or e.rule == pattern.id) and _touches(e, miss.marks)]
    if not over:
        return _verdict("left", pattern, miss, miss.why, None)
    event = over[0]
    why = f'coded as {event.type} on "{event.trigger.text}", but {miss.why}'
    return _verdict("OVERCODED", pattern, miss, why, None if event.rule == pattern.id else event.rule)


def format_report(report: Report, *, every: bool = False) -> str:
    """The wrong verdicts (all with `every`), one a line with file and line, and the sums."""
    lines = [_format_verdict(v) for v in (report.verdicts if every else report.wrong)]
    shadowed = sum(v.word == "coded" and v.other is not None for v in report.verdicts)
    words: tuple[Word, ...] = ("coded", "MISSED", "OVERCODED", "left")
    sums = "   ".join(f"{word} {report.count(word)}" for word in words)
    if shadowed:
        sums += f"   ({shadowed} coded by another entry of the same type)"
    return "\n".join([*lines, sums])


def format_trial(sentence: str, events: Sequence[Event], lexicon: Lexicon | None = None) -> str:
    """A sentence's events in words: type, parties, standing, and the entry with file and line."""
    lexicon = load_patterns() if lexicon is None else lexicon
    if not events:
        return f"{sentence}\n  left: no entry codes anything here"
    lines = [sentence]
    for event in events:
        pattern = lexicon.by_id.get(event.rule)
        where = f" ({pattern.file}:{pattern.line})" if pattern else ""
        mode = f"/{event.mode}" if event.mode else ""
        lines.append(
            f"  {event.type}{mode} {event.factuality}: {_names(event.actors)} -> {_names(event.recipients)}"
            f' on "{event.trigger.text}", by {event.rule}{where}'
        )
    return "\n".join(lines)


def _faults_of_parties(event: Event, example: Example) -> list[str]:
    if event.type in EITHER_SIDE:
        wanted = (*example.actors, *example.recipients)
        return _fault("parties", wanted, (*event.actors, *event.recipients))
    faults = _fault("actor", example.actors, event.actors)
    return faults + _fault("recipient", example.recipients, event.recipients)


def _fault(side: str, wanted: Sequence[str], found: Sequence[Party]) -> list[str]:
    """Every wanted name is some party, and no party is left over."""
    missing = [name for name in wanted if not any(_same(name, p.text) for p in found)]
    spare = [p.text for p in found if not any(_same(name, p.text) for name in wanted)]
    if not missing and not spare:
        return []
    return [f"{side}: expected {', '.join(wanted) or 'none'}, found {_names(found)}"]


def _fault_of_factuality(event: Event, example: Example) -> list[str]:
    if event.factuality == example.factuality:
        return []
    return [f"factuality: expected {example.factuality}, found {event.factuality}"]


def _same(name: str, text: str) -> bool:
    one, other = name.casefold(), text.casefold()
    return one in other or other in one


def _touches(event: Event, marks: Sequence[Mark]) -> bool:
    """Whether the trigger shares a character with a bracketed stretch; true where nothing is bracketed."""
    return not marks or any(event.trigger.start < m.end and m.start < event.trigger.end for m in marks)


def _verdict(word: Word, pattern: Pattern, of: Example | NearMiss, why: str, other: str | None) -> Verdict:
    return Verdict(word, pattern.id, of.text, of.file, of.line, why, other)


def _format_verdict(verdict: Verdict) -> str:
    by = f" [by {verdict.other}]" if verdict.other else ""
    why = f"\n    {verdict.why}" if verdict.why else ""
    return f"{verdict.file}:{verdict.line}: {verdict.word} {verdict.pattern}{by}: {verdict.text}{why}"


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(p.text for p in parties) or "none"
