"""The pipeline made faster says what it said before."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thinc.api import LayerNorm, NumpyOps

from communique.parsing.pace import NumpyProducts, RememberedLemmas, RememberedRules, normalise, quicken
from communique.parsing.parser import DEFAULT_MODEL
from communique.threads import one_thread

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))


@pytest.fixture(scope="module")
def plain() -> Any:
    return importlib.import_module(DEFAULT_MODEL).load()


@pytest.fixture(scope="module")
def quick() -> Any:
    nlp = importlib.import_module(DEFAULT_MODEL).load()
    quicken(nlp)
    return nlp


def told(doc: Any) -> list[tuple[object, ...]]:
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_type_, t.is_sent_start) for t in doc
    ]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_a_text_is_parsed_the_same(plain: Any, quick: Any, path: Path) -> None:
    texts = [p for p in path.read_text("utf-8").split("\n\n") if p.strip()]
    for _ in range(2):  # once learning, once from memory
        with one_thread():
            assert list(map(told, plain.pipe(texts))) == list(map(told, quick.pipe(texts)))


_words = st.sampled_from(
    "I you it me had does 'd got is there that which The of 2,000 . , \n said reigns Got".split(" ")
)


@given(st.lists(_words, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_remembered_rules_match_as_the_ruler(plain: Any, quick: Any, words: list[str]) -> None:
    ruler = plain.get_pipe("attribute_ruler")
    doc = plain.make_doc(" ".join(words))
    for name in ("tok2vec", "tagger", "parser"):
        doc = plain.get_pipe(name)(doc)
    expected = sorted(set(ruler.match(doc)))
    rules = RememberedRules(ruler)
    assert sorted(set(rules.match(doc))) == expected
    assert sorted(set(rules.match(doc))) == expected


@given(st.lists(_words, min_size=1, max_size=12))
@settings(max_examples=30, deadline=None)
def test_remembered_lemmas_are_the_lemmatizers(plain: Any, words: list[str]) -> None:
    lemmatizer = plain.get_pipe("lemmatizer")
    remembered = RememberedLemmas(lemmatizer)
    expected = [t.lemma_ for t in plain(" ".join(words))]
    for _ in range(2):
        doc = plain(" ".join(words), disable=["lemmatizer"])
        told = [t.lemma_ for t in doc]
        assert [t.lemma_ for t in next(remembered.pipe([doc]))] == expected
        assert all(old in ("", new) for old, new in zip(told, expected, strict=True))  # what stands is kept


@given(st.integers(1, 40), st.integers(2, 96))
@settings(max_examples=30, deadline=None)
def test_a_layer_norm_is_thincs_to_the_last_bit(rows: int, width: int) -> None:
    dice = np.random.default_rng(rows * 97 + width)
    layer = LayerNorm(width)
    layer.initialize()
    layer.set_param("G", dice.random(width, dtype=np.float32))
    layer.set_param("b", dice.random(width, dtype=np.float32))
    x = dice.random((rows, width), dtype=np.float32) * 9 - 4
    kept = x.copy()
    assert normalise(layer, x, False)[0].tobytes() == layer.predict(x).tobytes()
    assert x.tobytes() == kept.tobytes()
    assert normalise(layer, x, True)[0].tobytes() == layer.predict(x).tobytes()


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40), st.booleans(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_products_are_those_of_thinc(rows: int, inner: int, columns: int, first: bool, second: bool) -> None:
    dice = np.random.default_rng(rows * 1681 + inner * 41 + columns)
    x = dice.random((inner, rows) if first else (rows, inner), dtype=np.float32)
    y = dice.random((columns, inner) if second else (inner, columns), dtype=np.float32)
    expected = NumpyOps().gemm(x, y, trans1=first, trans2=second)
    np.testing.assert_allclose(NumpyProducts().gemm(x, y, trans1=first, trans2=second), expected, rtol=1e-5)
    out = np.empty((rows, columns), dtype=np.float32)
    assert NumpyProducts().gemm(x, y, out=out, trans1=first, trans2=second) is out


def test_a_pipeline_of_another_make_is_left_alone() -> None:
    import spacy

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"SHAPE": "dd"}]], {"POS": "NUM"})
    quicken(nlp)
    assert "match" not in vars(ruler)
    assert [t.pos_ for t in nlp("In 12 days")] == ["", "NUM", ""]
