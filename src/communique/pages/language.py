"""Which language a page is written in, and whether that is one the coder knows."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import cache

from communique.pages.furniture import load_signs

CODED = "en"
ENOUGH_WORDS = 25  # below this a text with one English function word has the benefit of the doubt
SURE_SHARE = 0.12  # share of function words that only English has; running English has a fifth or more
FEW_WORDS = 10  # below this, without one function word
MANY_WORDS = 100
LIKELY_SHARE = 0.06  # enough for a sentence or two
SAMPLE = 4_000  # characters
LAST_LATIN = "\u024f"  # letters after it belong to other scripts
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text, None where too little of it is there to say; `supported` when it may be coded."""

    code: str | None
    supported: bool


def find_language(text: str) -> Language:
    """Decides whether a text is English, and if not, what it is.

    >>> find_language("Envoys of Gondor and Arnor met on the banks of the river to end the war.").code
    'en'

    Function words settle plain cases at once; py3langid is asked about the rest. A very short text in Latin letters
    is taken for English without saying so (`code` None, `supported` true).
    """
    sample = text[:SAMPLE]
    words = _WORD.findall(sample.lower())
    letters = sum(map(len, words))
    if not letters:
        return Language(None, True)
    foreign_script = sum(len(w) for w in words if w[0] <= LAST_LATIN) < 0.5 * letters
    if not foreign_script:
        telling = sum(1 for w in words if w in _telling())
        if telling and telling >= SURE_SHARE * len(words):
            return Language(CODED, True)
        if len(words) < FEW_WORDS or (telling and len(words) < ENOUGH_WORDS):
            return Language(None, True)
        if telling >= LIKELY_SHARE * len(words) and len(words) < MANY_WORDS:
            return Language(CODED, True)  # a list of names with "the" and "and" between them
    likeliest = _identify(sample)
    if CODED in likeliest[1:] and not foreign_script and len(words) < MANY_WORDS:
        return Language(None, True)
    return Language(likeliest[0], likeliest[0] == CODED)


def _identify(text: str) -> tuple[str, ...]:
    """The two likeliest languages of a text, the likelier first."""
    import py3langid

    with _LOCK:
        return tuple(str(code) for code, _ in py3langid.rank(text)[:2])


@cache
def _telling() -> frozenset[str]:
    signs = load_signs()["language"]
    return frozenset(signs["words"]) - frozenset(signs["shared"])
