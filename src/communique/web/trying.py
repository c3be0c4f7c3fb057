"""Try a pattern: a sentence, how it is read, which entry fits and why others do not, and a block to paste."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from communique.web.site import page

LONGEST = 600  # characters of a sentence
_one_at_a_time = threading.Lock()  # the language model is not asked by two threads at once


def show_trial(request: Request) -> Response:
    """`/try?sentence=…`: the reading of one sentence. Nothing is kept."""
    sentence = " ".join(request.query_params.get("sentence", "").split())[:LONGEST]
    return page(
        request,
        "try.html",
        title="Try a pattern",
        sentence=sentence,
        longest=LONGEST,
        reading=_reading(sentence) if sentence else None,
        command=f"communique lexicon try {_quoted(sentence)}",
    )


def _reading(sentence: str) -> str:
    from communique.lexicon import load_patterns
    from communique.trial import explain_sentence

    with _one_at_a_time:
        return explain_sentence(_coder().code_sentence(sentence), load_patterns())


@cache
def _coder() -> Any:
    """The coder, loaded when the first sentence is tried."""
    from communique.pipeline import Coder

    return Coder.load(second_opinion=False)


def _quoted(sentence: str) -> str:
    import shlex

    return shlex.quote(sentence) if sentence else '"SENTENCE"'
