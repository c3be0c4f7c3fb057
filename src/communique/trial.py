"""A sentence tried against the lexicon: how it is read, which entry fits, why others do not, a block to paste."""

from __future__ import annotations

from communique.events.matching import Reading, find_reading
from communique.grammar import Argument, Clause, Parse
from communique.lexicon import Lexicon
from communique.lexicon.layout import format_entry
from communique.pipeline import Stages

_MOST_LOST = 6


def explain_sentence(stages: Stages, lexicon: Lexicon) -> str:
    """Clauses with their parties, the reading of each, the events that come of it, and for a clause that nothing reads
    a block to paste into the lexicon.
    """
    parse, cast = stages.parse, stages.cast
    lines = []
    unread: Clause | None = None
    for clause in parse.clauses:
        reading = find_reading(parse, clause, cast, lexicon)
        lines += _clause_lines(parse, clause, reading)
        if reading.best is None and unread is None and clause.kind != "adjective" and clause.subjects:
            unread = clause
    lines.append("")
    lines += _event_lines(stages)
    if not stages.coding.events and unread is not None:
        lines += ["", "Nothing was coded. A block to begin with:", "", _block(parse, unread)]
    return "\n".join(lines)


def _clause_lines(parse: Parse, clause: Clause, reading: Reading) -> list[str]:
    signs = [clause.kind, clause.voice, clause.tense] + [s for s in (clause.modal, clause.marker) if s]
    if clause.negation is not None:
        signs.append(f'negated by "{parse.tokens[clause.negation].text}"')
    sides = f"{_named(parse, clause.subjects)} → {_named(parse, (*clause.objects, *clause.recipients))}"
    beside = "; ".join(f"{o.preposition} {parse.words(o.argument.first, o.argument.stop)}" for o in clause.obliques)
    lines = [f"{parse.tokens[clause.head].text} ({', '.join(signs)}): {sides}" + (f"; {beside}" if beside else "")]
    if reading.best is not None:
        pattern = reading.best.pattern
        lines.append(f"    fits  {pattern.id} ({pattern.type}), {pattern.file}:{pattern.line}")
    lines += [f"    not   {lost.pattern.id} ({lost.pattern.type}): {lost.why}" for lost in reading.lost[:_MOST_LOST]]
    return lines


def _event_lines(stages: Stages) -> list[str]:
    lines = []
    for event in stages.coding.events:
        sides = [", ".join(p.text for p in side) or "–" for side in (event.actors, event.recipients)]
        lines.append(f"coded: {event.type}, {event.factuality}: {sides[0]} → {sides[1]} by {event.rule}")
        lines += [f"    {step}" for step in event.why.steps]
    for refusal in stages.coding.refusals:
        lines.append(f"left: {stages.parse.text[refusal.start : refusal.end]!r}: {refusal.reason} ({refusal.rule})")
    return lines


def _block(parse: Parse, clause: Clause) -> str:
    token = parse.tokens[clause.head]
    word = f"{clause.lemma} {clause.particle}" if clause.particle else clause.lemma
    return format_entry(
        id=f"{clause.lemma}-somebody",
        verbs=[word] if clause.kind == "verb" else [],
        nouns=[word] if clause.kind == "noun" else [],
        shape="ACTOR verb RECIPIENT" if clause.objects else "ACTOR verb",
        sentence=parse.text,
        trigger=(token.start, token.end),
        actors=[parse.words(a.first, a.stop) for a in clause.subjects],
        recipients=[parse.words(a.first, a.stop) for a in clause.objects],
    )


def _named(parse: Parse, arguments: tuple[Argument, ...]) -> str:
    return ", ".join(parse.words(a.first, a.stop) for a in arguments) or "–"
