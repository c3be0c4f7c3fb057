"""Whether an act is told as actual, future, hypothetical or negated.

The clause's own signs come first (negation, modal verb, tense, "if"); then what stands above it, link by link, up to
the sentence: a verb or noun of the table `factuality/embedders.toml` lends its effect to the clause that it governs
("plans to", "fears that", "failed to", "talk of"). The scheme follows FactBank (Saurí & Pustejovsky 2009), reduced to
the codebook's four values. What a speaker's stance does is left to attribution.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from communique.errors import LexiconError
from communique.grammar import Clause, Parse
from communique.records import Factuality

_FOLDER = "data/lexicons/en/factuality"
_CONDITIONAL = frozenset({"if", "unless", "whether", "should", "lest", "provided", "supposing", "in case"})
_POSSIBLE = frozenset({"can", "could", "may", "might"})
_WISHED = frozenset({"should", "must", "ought", "need", "shall"})
_SAYING_PAST = frozenset({"past"})
_EFFECTS = frozenset({"actual", "future", "hypothetical", "negated", "inherit"})
_FORMS = frozenset({"to", "that", "ing", "wh", "noun", "bare"})


@dataclass(frozen=True, slots=True)
class Embedder:
    """A predicate that decides how the act below it is told; `forms` are the constructions in which it does."""

    id: str
    effect: str
    when_negated: str | None
    forms: frozenset[str]
    file: str


@dataclass(frozen=True, slots=True)
class EmbedderExample:
    """A sentence that shows an embedder at work: `trigger` is the act's word, `factuality` how it must be read."""

    embedder: str
    text: str
    trigger: str
    factuality: str


@dataclass(frozen=True, slots=True)
class Embedders:
    """The table of embedding predicates, by kind and lemma."""

    by_lemma: dict[tuple[str, str], tuple[Embedder, ...]]
    examples: tuple[EmbedderExample, ...]

    def effect(self, kind: str, lemma: str, form: str, particle: str | None) -> Embedder | None:
        """The embedder that a predicate is in a construction, or None."""
        for key in ((kind, f"{lemma} {particle}") if particle else None, (kind, lemma)):
            for embedder in self.by_lemma.get(key, ()) if key else ():
                if form in embedder.forms:
                    return embedder
        return None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an act is told, and the steps that led there, each in a few words."""

    factuality: Factuality
    steps: tuple[str, ...]


@functools.cache
def load_embedders() -> Embedders:
    """Reads the table of embedding predicates; raises LexiconError naming file and entry."""
    by_lemma: dict[tuple[str, str], list[Embedder]] = {}
    examples: list[EmbedderExample] = []
    folder = resources.files("communique") / _FOLDER
    for name in ("embedders.toml",):
        content = tomllib.loads((folder / name).read_text(encoding="utf-8"))
        for entry in content["embedder"]:
            embedder = _embedder(entry, f"lexicons/en/factuality/{name}")
            for kind, key in (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives")):
                for lemma in entry.get(key, ()):
                    by_lemma.setdefault((kind, lemma), []).append(embedder)
            rows = entry["examples"]
            examples += [EmbedderExample(embedder.id, row["text"], row["trigger"], row["is"]) for row in rows]
    return Embedders({key: tuple(some) for key, some in by_lemma.items()}, tuple(examples))


def _embedder(entry: dict[str, Any], file: str) -> Embedder:
    forms = frozenset(entry.get("forms", ("to", "that", "ing", "noun")))
    effect, negated = entry.get("effect"), entry.get("when_negated")
    if effect not in _EFFECTS or negated not in {None, *_EFFECTS} or not forms <= _FORMS or not entry.get("examples"):
        raise LexiconError(f'entry "{entry.get("id")}": unknown effect or form, or no examples', file=file, line=1)
    return Embedder(entry["id"], effect, negated, forms, file)


def find_standing(parse: Parse, clause: Clause, embedders: Embedders) -> Standing:
    """How the act that a clause names is told, with the steps of the decision.

    >>> from communique.parsing import load_parser
    >>> parse = load_parser().parse_text("Gondor plans to attack Arnor.")
    >>> find_standing(parse, parse.clauses[1], load_embedders()).factuality
    'future'
    """
    steps: list[str] = []
    told = _own(parse, clause, steps)
    at = clause
    for _ in range(8):
        above = _above(parse, at)
        if above is None:
            break
        form = _form(parse, at, above)
        effect = _effect(parse, at, above, form, embedders, steps)
        if effect is not None:
            told = _combined(told, effect)
        if at.relation not in ("complement", "modifier"):
            break
        at = above
        if form in ("ing", "bare", "noun") or (effect == "inherit"):
            told = _combined(told, _own(parse, at, steps) if form != "noun" or effect == "inherit" else "actual")
    return Standing(told, tuple(steps))


def _own(parse: Parse, clause: Clause, steps: list[str]) -> Factuality:
    """What the clause's own words say of its act."""
    tokens = parse.tokens
    if clause.negation is not None:
        steps.append(f'negated by "{tokens[clause.negation].text}"')
        return "negated"
    if clause.marker in _CONDITIONAL and clause.relation == "adverbial":
        steps.append(f'conditional: "{clause.marker}"')
        return "hypothetical"
    if clause.modal in _POSSIBLE or clause.modal in _WISHED:
        steps.append(f'modal verb "{clause.modal}"')
        return "hypothetical"
    if clause.question:
        steps.append("asked as a question")
        return "hypothetical"
    conditioned = _has_condition(parse, clause)
    if clause.modal == "would":
        if _reported_in_past(parse, clause) and not conditioned:
            steps.append('"would" under a past verb of saying: future')
            return "future"
        steps.append('modal verb "would"')
        return "hypothetical"
    if clause.tense == "future" or clause.modal == "will":
        steps.append("on a condition" if conditioned else "future tense")
        return "hypothetical" if conditioned else "future"
    return "actual"


def _has_condition(parse: Parse, clause: Clause) -> bool:
    return any(
        c.parent == clause.index and c.relation == "adverbial" and c.marker in _CONDITIONAL
        for c in parse.clauses[max(0, clause.index - 6) : clause.index + 7]
    )


def _reported_in_past(parse: Parse, clause: Clause) -> bool:
    above = _above(parse, clause)
    return clause.relation == "complement" and above is not None and (above.tense == "past" or above.perfect)


def _above(parse: Parse, clause: Clause) -> Clause | None:
    return None if clause.parent is None else parse.clauses[clause.parent]


def _form(parse: Parse, clause: Clause, above: Clause) -> str:
    """The construction by which a clause hangs on the one above: to, that, ing, wh, bare, or noun."""
    if clause.relation == "modifier":
        return "noun"
    if clause.relation == "adverbial":
        return "purpose" if _is_infinitive(parse, clause) else "adverbial"
    return next(
        (c.form for c in above.complements if c.clause == clause.index), "noun" if clause.kind == "noun" else "none"
    )


def _is_infinitive(parse: Parse, clause: Clause) -> bool:
    top = clause.head if clause.light is None else clause.light
    return parse.tokens[top].tag == "VB" and not clause.finite


def _effect(
    parse: Parse, clause: Clause, above: Clause, form: str, embedders: Embedders, steps: list[str]
) -> Factuality | str | None:
    """What the clause above does to the act below it."""
    if form == "purpose":
        steps.append(f'a purpose of "{above.lemma}"')
        return "future"
    embedder = embedders.effect(above.kind, above.lemma, form, above.particle)
    if embedder is None:
        if form == "to" and above.kind != "noun":
            steps.append(f'infinitive under "{above.lemma}"')
            return "future"
        if form == "wh" and clause.marker in ("whether", "if"):
            steps.append(f'an open question: "{clause.marker}"')
            return "hypothetical"
        return None
    if form == "noun" and not _governs(parse, clause, above):
        return None
    negated = above.negation is not None and embedder.when_negated is not None
    effect = embedder.when_negated if negated else embedder.effect
    if effect not in ("actual", "inherit"):
        steps.append(f'{effect} under {"not " if negated else ""}"{above.lemma}" ({embedder.id})')
    return effect


def _governs(parse: Parse, noun: Clause, above: Clause) -> bool:
    """Whether a noun is what the predicate above is about: its object, or the phrase after its preposition."""
    heads = {a.head for a in above.objects} | {
        o.argument.head
        for o in above.obliques
        if o.preposition in ("of", "for", "to", "out", "from", "about", "compound", "against")
    }
    return noun.head in heads


def _combined(below: Factuality, above: Factuality | str) -> Factuality:
    """What holds of the act when both links are taken together: the further from fact wins, two negations cancel."""
    if above in ("inherit", "actual"):
        return below
    if above == "negated":
        return "negated" if below != "negated" else "actual"
    if below == "negated":
        return "negated"
    if "hypothetical" in (below, above):
        return "hypothetical"
    return "future" if "future" in (below, above) else below
