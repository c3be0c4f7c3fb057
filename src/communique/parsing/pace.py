"""The pipeline's own arithmetic and rules, done faster and with the same outcome.

Two things take half of spaCy's time on a processor: matrix products, which NumPy's BLAS does two to three times as
fast as the library that thinc calls, and the attribute ruler, whose answers for a word depend on nothing but its tag,
its dependency and, for some hundred listed words, the word itself, so that each is looked up once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from thinc.api import NumpyOps

_PLAIN = frozenset({"TAG", "DEP", "ORTH", "LOWER", "IS_SPACE"})  # what a rule may look at to be remembered
_WORD = ("ORTH", "LOWER")
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
        self._words: frozenset[str] = frozenset()
        self._longer = Matcher(ruler.vocab)
        self._is_longer: set[int] = set()
        words: set[str] = set()
        for number, rule in enumerate(ruler.patterns):
            if any(len(pattern) > 1 for pattern in rule["patterns"]):
                self._is_longer.add(number)
                self._longer.add(str(number), rule["patterns"])
            else:
                words.update(w.lower() for pattern in rule["patterns"] for part in pattern for w in _words_of(part))
        self._words = frozenset(words)

    def match(self, doc: Any) -> list[Match]:
        """(rule, its key, first token, stop) in the order in which the rules are applied."""
        keys = list(self._keys(doc))
        known = self._known
        if not all(key in known for key in keys):
            return self._learn(doc, keys)
        found = [(rule, key, i, i + 1) for i, k in enumerate(keys) for rule, key in known[k]]
        for key, start, end in self._longer(doc, allow_missing=True, as_spans=False):
            found.append((int(self._ruler.vocab.strings[key]), key, start, end))
        found.sort()
        return found

    def _keys(self, doc: Any) -> Iterator[tuple[int, ...]]:
        words = self._words
        for token in doc:
            listed = token.orth if token.lower_ in words else 0
            yield listed, token.tag, token.dep, token.is_space

    def _learn(self, doc: Any, keys: list[tuple[int, ...]]) -> list[Match]:
        found: list[Match] = type(self._ruler).match(self._ruler, doc)
        single: list[list[tuple[int, int]]] = [[] for _ in keys]
        for rule, key, start, _ in found:
            if rule not in self._is_longer:
                single[start].append((rule, key))
        self._known.update(zip(keys, map(tuple, single), strict=True))
        return found


def quicken(nlp: Any) -> None:
    """Lets a pipeline that runs on thinc's own processor operations run faster; any other is left as it is."""
    for name, part in nlp.pipeline:
        model = getattr(part, "model", None)
        if type(getattr(model, "ops", None)) is NumpyOps:
            model._to_ops(NumpyProducts())  # type: ignore[union-attr]
        if name == "attribute_ruler" and _is_plain(part.patterns):
            part.match = RememberedRules(part).match


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
