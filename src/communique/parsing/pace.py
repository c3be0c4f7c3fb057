"""The pipeline's own arithmetic and rules, done faster and with the same outcome.

Much of spaCy's time on a processor goes into matrix products, which NumPy's BLAS does two to three times as fast as the
library that thinc calls; into the attribute ruler, whose answers for a word depend on nothing but its tag, its
dependency and, for some hundred listed words, the word itself; and into base forms, which depend on word, part of
speech and morphology. What depends on so little is looked up once. Layer norms take each mean once instead of twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from thinc.api import Model, NumpyOps
from thinc.layers import layernorm

_PLAIN = frozenset({"TAG", "DEP", "ORTH", "LOWER", "IS_SPACE"})  # what a rule may look at to be remembered
_WORD = ("ORTH", "LOWER")
_SEEN = ("ORTH", "LOWER", "TAG", "DEP", "IS_SPACE")
_FORM = ("LEMMA", "ORTH", "POS", "MORPH")
_EPSILON = 1e-08  # thinc's own, added to each variance
Match = tuple[int, int, int, int]


class NumpyProducts(NumpyOps):  # type: ignore[misc]
    """Thinc's operations on the processor, with NumPy's matrix product."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """As `thinc.api.Ops.gemm`: the product of two matrices, either of them transposed first."""
        return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)


class RememberedRules:
    """The matches of an attribute ruler (`AttributeRuler.match`), remembered by what its rules look at."""

    def __init__(self, ruler: Any) -> None:
        from spacy.matcher import Matcher

        self._ruler = ruler
        self._known: dict[tuple[int, ...], tuple[tuple[int, int], ...]] = {}
        self._longer = Matcher(ruler.vocab)
        self._is_longer: set[int] = set()
        words: set[str] = set()
        for number, rule in enumerate(ruler.patterns):
            if any(len(pattern) > 1 for pattern in rule["patterns"]):
                self._is_longer.add(number)
                self._longer.add(str(number), rule["patterns"])
            else:
                words.update(w.lower() for pattern in rule["patterns"] for part in pattern for w in _words_of(part))
        self._words = frozenset(ruler.vocab.strings.add(w) for w in words)

    def match(self, doc: Any) -> list[Match]:
        """(rule, its key, first token, stop) in the order in which the rules are applied."""
        known, words = self._known, self._words
        keys: list[tuple[int, ...]] = [
            (orth if lower in words else 0, tag, dep, space)
            for orth, lower, tag, dep, space in doc.to_array(_SEEN).tolist()
        ]
        if not all(key in known for key in keys):
            return self._learn(doc, keys)
        found = [(rule, key, i, i + 1) for i, k in enumerate(keys) for rule, key in known[k]]
        for key, start, end in self._longer(doc, allow_missing=True, as_spans=False):
            found.append((int(self._ruler.vocab.strings[key]), key, start, end))
        found.sort()
        return found

    def _learn(self, doc: Any, keys: list[tuple[int, ...]]) -> list[Match]:
        found: list[Match] = type(self._ruler).match(self._ruler, doc)
        single: list[list[tuple[int, int]]] = [[] for _ in keys]
        for rule, key, start, _ in found:
            if rule not in self._is_longer:
                single[start].append((rule, key))
        self._known.update(zip(keys, map(tuple, single), strict=True))
        return found


class RememberedLemmas:
    """The base forms of a rule lemmatizer (`Lemmatizer.pipe`), remembered by word, part of speech and morphology."""

    def __init__(self, lemmatizer: Any) -> None:
        self._lemmatizer = lemmatizer
        self._known: dict[tuple[int, int, int], int] = {}

    def pipe(self, docs: Iterable[Any], *, batch_size: int = 0) -> Iterator[Any]:
        """Gives each word its base form, where it has none yet."""
        for doc in docs:
            self._lemmatize(doc)
            yield doc

    def _lemmatize(self, doc: Any) -> None:
        known = self._known
        for i, (lemma, *form) in enumerate(doc.to_array(_FORM).tolist()):
            if lemma:
                continue
            token, key = doc[i], tuple(form)
            found = known.get(key)
            if found is None:
                token.lemma_ = self._lemmatizer.lemmatize(token)[0]
                known[key] = token.lemma
            else:
                token.lemma = found


def normalise(model: Model[Any, Any], x: Any, is_train: bool) -> tuple[Any, Any]:
    """As thinc's layer norm when it predicts: each row less its mean, by its spread, scaled and shifted."""
    if is_train:
        return layernorm.forward(model, x, is_train)
    count = x.shape[1]
    apart = x - x.mean(axis=1, keepdims=True)
    spread = np.add.reduce(apart * apart, axis=1, keepdims=True)
    spread /= count
    spread += _EPSILON
    apart *= spread ** (-1.0 / 2.0)
    apart *= model.get_param("G")
    apart += model.get_param("b")
    return apart, None


def quicken(nlp: Any) -> None:
    """Lets a pipeline that runs on thinc's own processor operations run faster; any other is left as it is."""
    part: Any
    for name, part in nlp.pipeline:
        model: Any = getattr(part, "model", None)
        if type(getattr(model, "ops", None)) is NumpyOps:
            model._to_ops(NumpyProducts())
            for layer in model.walk():
                if layer._func is layernorm.forward:
                    layer._func = normalise
        if name == "attribute_ruler" and _is_plain(part.patterns):
            part.match = RememberedRules(part).match
        if getattr(part, "mode", None) == "rule" and not part.overwrite and type(part) is EnglishLemmatizer:
            part.pipe = RememberedLemmas(part).pipe  # type: ignore[method-assign, assignment]


def _is_plain(rules: Iterable[dict[str, Any]]) -> bool:
    """Whether the rules for single words look at nothing but word, tag and dependency."""
    return all(
        set(part) <= _PLAIN for rule in rules for pattern in rule["patterns"] if len(pattern) == 1 for part in pattern
    )


def _words_of(part: dict[str, Any]) -> Iterator[str]:
    """The words that one token's pattern lists, in or out."""
    for name in _WORD:
        asked = part.get(name)
        if isinstance(asked, str):
            yield asked
        elif isinstance(asked, dict):
            yield from (w for words in asked.values() if isinstance(words, list) for w in words)
