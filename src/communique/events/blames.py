"""What a speaker says another does harm by: "Arnor is a barrier, she said" is a charge (CODEBOOK §3, ACCUSE)."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator, Sequence
from importlib import resources

from communique.events.merging import Telling
from communique.events.saying import Said, code_said, find_nearest, is_another
from communique.events.setting import Settings
from communique.events.spans import span_of
from communique.grammar import Argument, Clause, Parse
from communique.records import Attribution, Cast

_LINKS = frozenset({"be", "remain", "constitute", "represent", "pose", "become", "present"})
_CARRIERS = frozenset({"continue", "remain", "pose", "constitute", "represent", "present", "keep", "seem"})
_ASSERTED = frozenset({"asserts", "alleges"})
_HARM = frozenset(
    "attack death killing bombing murder violence war massacre crisis crime blast explosion raid shelling strike abuse"
    " atrocity violation unrest bloodshed famine hack poisoning assassination shooting assault ambush failure collapse"
    " escalation destruction breach genocide torture disappearance suffering".split()
)
_UNSURE = frozenset({"if", "unless", "whether"})


def code_blames(parse: Parse, cast: Cast, attributions: Sequence[Attribution], settings: Settings) -> list[Telling]:
    """The charges of an article that are only told as what another is or does, by the speaker against that other."""
    told = (code_said(parse, cast, said, settings) for said in _find_blames(parse, cast, attributions))
    return [t for t in told if t is not None]


def _find_blames(parse: Parse, cast: Cast, attributions: Sequence[Attribution]) -> Iterator[Said]:
    words = load_blames()
    for clause in parse.clauses:
        if (clause.kind, clause.lemma) not in words or clause.negation is not None or clause.marker in _UNSURE:
            continue
        if clause.modal is not None or (clause.kind == "noun" and not _is_predicate(parse, clause)):
            continue
        if clause.kind == "adjective" and not _is_for_harm(parse, clause):
            continue
        said = find_nearest(clause, parse, cast, attributions)
        if said is None or said.stance not in _ASSERTED:
            continue
        blamed = tuple(a for a in _blamed(parse, clause) if is_another(cast, a.head, said))
        if blamed:
            trigger = span_of(parse, clause.head, clause.head + 1)
            why = "said of another that it does harm: ACCUSE"
            yield Said("ACCUSE", "blame-of-harm", why, clause, trigger, said, blamed)


def _is_predicate(parse: Parse, clause: Clause) -> bool:
    """Whether a noun is said of somebody: "is a threat", "poses a threat"; not "the threat"."""
    over = parse.tokens[clause.light] if clause.light is not None else parse.tokens[parse.tokens[clause.head].head]
    return over.lemma in _LINKS


def _is_for_harm(parse: Parse, clause: Clause) -> bool:
    """Whether it is harm that somebody is called responsible for, or nothing is named."""
    told = [parse.tokens[o.argument.head].lemma for o in clause.obliques if o.preposition in ("for", "of", "in")]
    return not told or any(t in _HARM for t in told)


def _blamed(parse: Parse, clause: Clause) -> list[Argument]:
    """Whoever is said to do it, and whoever's deeds are: "Arnor's actions"."""
    subjects = list(clause.subjects)
    above = parse.clauses[clause.parent] if clause.parent is not None else None
    if not subjects and above is not None and above.lemma in _CARRIERS and above.negation is None:
        subjects = list(above.subjects)
    out = list(subjects)
    for subject in subjects:
        noun = parse.clause_at.get(subject.head)
        out += parse.clauses[noun].subjects if noun is not None and noun != clause.index else ()
    return out


@functools.cache
def load_blames() -> frozenset[tuple[str, str]]:
    """The words of harm, each as verb or noun, from the package's list."""
    path = resources.files("communique") / "data/lexicons/en/events/blames.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return frozenset((row["kind"], row["word"]) for row in csv.DictReader(lines))
