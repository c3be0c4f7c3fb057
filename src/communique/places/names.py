"""The key under which a place's name is filed: one spelling for all ways to write it."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ə": "a"}
)
_DROPPED = re.compile(r"[.'’‘`ʻʼʹʿʾ´]")
_GAPS = re.compile(r"[\s\-‐‑–/,_]+")


def key_of(name: str) -> str:
    """The gazetteer's key of a name: lower case, no accents, dots or apostrophes, hyphens as blanks, Saint in full.

    >>> key_of("Port-au-Prince"), key_of("St. Petersburg"), key_of("Xi'an"), key_of("Málaga")
    ('port au prince', 'saint petersburg', 'xian', 'malaga')
    """
    text = name.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).lower().translate(_LETTERS)
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = _GAPS.sub(" ", _DROPPED.sub("", text)).strip()
    return "saint " + text[3:] if text.startswith("st ") else text
