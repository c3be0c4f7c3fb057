"""Whether an act is told as actual, future, hypothetical or negated.

The clause's own signs come first (negation, modal verb, tense, "if"); then what stands above it, link by link, up to
the sentence: a word of the table `factuality/embedders.toml` lends its effect to the clause that it governs ("plans
to", "fears that", "failed to", "talk of"), describes ("a possible attack") or is said of ("the visit is due"). Words
that deny or put ahead are read by `signs`. The scheme follows FactBank (Saurí & Pustejovsky 2009), reduced to
the codebook's four values. What a speaker's stance does is left to attribution.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from communique.errors import LexiconError
from communique.events.signs import (
    find_denial,
    find_supposition,
    find_time_ahead,
    find_verge,
    is_few,
    preposition_before,
    to_infinitive,
)
from communique.grammar import Clause, Parse
from communique.records import Factuality

_FOLDER = "data/lexicons/en/factuality"
_CONDITIONAL = frozenset({"if", "unless", "whether", "should", "lest", "provided", "supposing", "in case"})
_POSSIBLE = frozenset({"can", "could", "may", "might"})
_WISHED = frozenset({"should", "must", "ought", "need", "shall"})
_MEANWHILE = frozenset({"when", "before", "after", "once", "until", "while", "as"})
_EFFECTS = frozenset({"actual", "future", "hypothetical", "negated", "inherit"})
_ADJUNCT = frozenset({"before", "after", "by", "while", "since", "for", "despite", "upon", "without", "when"})
_FORMS = frozenset({"to", "that", "ing", "wh", "noun", "bare", "subject", "attribute", "adverb"})
_FIRSTS = frozenset({"first", "last", "only", "latest", "second", "third"})

_KNOWN = frozenset({"the", "this", "these", "those"})
_ANSWERS = frozenset(  # verbs by which one answers to what was done
    "protest condemn denounce deplore criticise criticize mourn mark commemorate avenge investigate probe punish"
    " applaud hail celebrate regret lament examine study".split()
)


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

    def effect(self, kind: str, lemma: str, form: str, beside: Iterable[str] = ()) -> Embedder | None:
        """The embedder that a predicate is in a construction, or None.

        `beside` are the words that may belong to it ("stop short", "take place", "keep from"); with one of them it is
        another predicate than alone.
        """
        for key in (*(f"{lemma} {word}" for word in beside), lemma):
            for embedder in self.by_lemma.get((kind, key), ()):
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
            for kind, key in (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives"), ("adverb", "adverbs")):
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
    told = _described(parse, clause, embedders, _own(parse, clause, embedders, steps), steps)
    at = clause
    for _ in range(8):
        above = _above(parse, at)
        if above is None:
            break
        form = _form(parse, at, above)
        if form == "purpose" and at is not clause and clause.finite and clause.tense == "past":
            break  # "changed his story to say that they did meet"
        effect: Factuality | str | None
        if form == "adverbial":
            effect = _meanwhile(parse, at, above, steps) if at is clause else None
        else:
            effect = _effect(parse, at, above, form, embedders, steps)
        if effect is not None:
            told = _combined(told, effect)
        if at.relation not in ("complement", "modifier") or (
            effect is None and _is_taken_as_done(parse, at, above, form)
        ):
            break
        at = above
        if form == "ing" or effect == "inherit":
            told = _combined(told, _own(parse, at, embedders, steps, parties=form not in ("noun", "subject")))
    return Standing(told, tuple(steps))


def _is_taken_as_done(parse: Parse, clause: Clause, above: Clause, form: str) -> bool:
    """Whether the words above take the act as known: "marched to protest the killings", "will ask who shot him"."""
    if form == "wh":
        return clause.marker not in ("whether", "if")
    known = any(parse.tokens[c].lower in _KNOWN for c in parse.children[clause.head])
    return clause.kind == "noun" and known and above.lemma in _ANSWERS


def _is_called_something(parse: Parse, clause: Clause, above: Clause) -> bool:
    """Whether an act is only given a name, not called for: "called his murder a crime"."""
    if clause.kind != "noun" or above.lemma != "call" or preposition_before(parse, clause) is not None:
        return False
    return any(parse.tokens[c].dep == "poss" or parse.tokens[c].lower in _KNOWN for c in parse.children[clause.head])


def _own(parse: Parse, clause: Clause, embedders: Embedders, steps: list[str], *, parties: bool = True) -> Factuality:
    """What the clause's own words say of its act."""
    denial = find_denial(parse, clause, parties=parties)
    if denial is not None:
        above = _above(parse, clause)
        if denial.lower() == "without" and above is not None and above.modal is not None:
            steps.append(f'supposed away by "{denial}"')
            return "hypothetical"  # "without a truce the town would fall"
        steps.append(f'negated by "{denial}"')
        return "negated"
    if clause.marker == "before" and clause.modal in _POSSIBLE:
        steps.append(f'"before" with "{clause.modal}": it did not come to that')
        return "negated"
    if clause.marker in _CONDITIONAL and (clause.relation == "adverbial" or clause.marker == "whether"):
        steps.append(f'conditional: "{clause.marker}"')
        return "hypothetical"
    supposed = find_supposition(parse, clause)
    if supposed is not None:
        steps.append(f'supposed: "{supposed}"')
        return "hypothetical"
    if clause.modal in _POSSIBLE or clause.modal in _WISHED:
        steps.append(f'modal verb "{clause.modal}"')
        return "hypothetical"
    if clause.question:
        steps.append("asked as a question")
        return "hypothetical"
    for adverb in clause.adverbs:
        embedder = embedders.effect("adverb", parse.tokens[adverb].lower, "adverb")
        if embedder is not None and embedder.effect == "hypothetical":
            steps.append(f'"{parse.tokens[adverb].text}" ({embedder.id})')
            return "hypothetical"
    return _timed(parse, clause, steps)


def _timed(parse: Parse, clause: Clause, steps: list[str]) -> Factuality:
    """Whether a clause that nothing denies or doubts is told as ahead."""
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
    ahead = find_time_ahead(parse, clause) or find_verge(parse, clause)
    if ahead is not None:
        steps.append(f'ahead: "{ahead}"')
        return "future"
    if _is_announced(parse, clause):
        steps.append("an infinitive that stands alone, as headlines announce")
        return "future"
    return "actual"


def _is_announced(parse: Parse, clause: Clause) -> bool:
    """Whether an infinitive is all that a headline says of its subject: "Gondor to free rebels"."""
    if clause.parent is not None or clause.kind == "adjective" or not clause.subjects + clause.objects:
        return False
    if clause.relation == "relative":
        first = parse.sentences[clause.sentence].first
        if any(t.lower in _FIRSTS for t in parse.tokens[first : clause.first]):
            return False  # "the first king to visit Arnor"
    return clause.relation in ("root", "relative") and to_infinitive(parse, clause)


def _described(parse: Parse, clause: Clause, embedders: Embedders, told: Factuality, steps: list[str]) -> Factuality:
    """What the words before a noun say of its act: "planned talks"; a noun whose act is told as done is done."""
    if clause.kind != "noun" or _went_ahead(parse, clause, embedders):
        return told
    for child in parse.children[clause.head]:
        word = parse.tokens[child]
        embedder = embedders.effect("adjective", word.lower, "attribute") if child < clause.head else None
        if embedder is not None:
            steps.append(f'described as "{word.text}" ({embedder.id})')
            told = _combined(told, embedder.effect)
    return told


def _went_ahead(parse: Parse, clause: Clause, embedders: Embedders) -> bool:
    above = _above(parse, clause)
    if clause.light is not None:
        return clause.tense == "past" and clause.negation is None and clause.modal is None
    if above is None or _form(parse, clause, above) != "subject" or above.tense != "past":
        return False
    embedder = embedders.effect(above.kind, above.lemma, "subject", _beside(parse, above, clause))
    return embedder is not None and embedder.effect == "inherit" and find_denial(parse, above) is None


def _has_condition(parse: Parse, clause: Clause) -> bool:
    return any(
        c.parent == clause.index
        and ((c.relation == "adverbial" and c.marker in _CONDITIONAL) or find_supposition(parse, c) is not None)
        for c in parse.clauses[max(0, clause.index - 6) : clause.index + 7]
    )


def _reported_in_past(parse: Parse, clause: Clause) -> bool:
    above = _above(parse, clause)
    return clause.relation == "complement" and above is not None and (above.tense == "past" or above.perfect)


def _above(parse: Parse, clause: Clause) -> Clause | None:
    return None if clause.parent is None else parse.clauses[clause.parent]


def _form(parse: Parse, clause: Clause, above: Clause) -> str:
    """The construction by which a clause hangs on the one above: to, that, ing, wh, bare, noun, or subject."""
    if clause.relation == "modifier":
        done_to = above.objects if above.voice == "passive" else above.subjects
        return "subject" if clause.head in {a.head for a in done_to} else "noun"
    if clause.relation == "adverbial":
        return "purpose" if _is_infinitive(parse, clause) else "adverbial"
    carried = {clause.index, parse.clause_at.get(clause.light, -1) if clause.light is not None else clause.index}
    return next((c.form for c in above.complements if c.clause in carried), "noun" if clause.kind == "noun" else "none")


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
    if form == "ing" and preposition_before(parse, clause) in _ADJUNCT:
        return None
    if _is_called_something(parse, clause, above):
        return None
    beside = _beside(parse, above, clause)
    embedder = embedders.effect(above.kind, above.lemma, form, beside)
    if embedder is None and form == "subject" and not (above.kind == "adjective" and above.complements):
        embedder = embedders.effect(above.kind, above.lemma, "noun", beside) if above.kind != "noun" else None
        if above.kind == "verb" and above.voice == "active":
            embedder = None
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
    if form == "subject" and above.complements:
        return None  # "the arrest is likely to anger Arnor": what is likely is the anger
    denial = find_denial(parse, above, parties=form not in ("noun", "subject"))
    negated = embedder.when_negated is not None and (denial is not None or is_few(parse, above))
    effect = embedder.when_negated if negated else embedder.effect
    if effect == "future" and _has_condition(parse, above):
        effect = "hypothetical"
    if effect not in ("actual", "inherit"):
        steps.append(f'{effect} under {"not " if negated else ""}"{above.lemma}" ({embedder.id})')
    return effect


def _beside(parse: Parse, above: Clause, below: Clause) -> tuple[str, ...]:
    """The words that may belong to a predicate: its particle, its adverbs, its bare object, the preposition taken."""
    words = [above.particle] if above.particle else []
    words += [parse.tokens[a].lower for a in above.adverbs]
    words += [parse.tokens[a.head].lower for a in above.objects if a.stop - a.first == 1 and above.voice == "active"]
    preposition = preposition_before(parse, below)
    return (*words, preposition) if preposition else tuple(words)


def _meanwhile(parse: Parse, clause: Clause, above: Clause, steps: list[str]) -> Factuality | None:
    """A present tense beside a future one lies ahead too: "when he meets the queen, he will ask"."""
    if clause.marker not in _MEANWHILE or clause.tense != "present" or not clause.finite:
        return None
    if above.modal is None and above.tense != "future":
        return None
    steps.append(f'"{clause.marker}" beside "{above.modal or "will"}"')
    return "future"


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
