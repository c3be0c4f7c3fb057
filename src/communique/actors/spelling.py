"""When two spellings are one name: accents, transliteration, initials, family name first."""

from __future__ import annotations

import functools
import re
import unicodedata

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "‘": "'"})
_SAME_SOUND = (
    (re.compile(r"(?:iy|yy|ii|ij|yi|ey|ei|ie|iyy|y|ï)\b"), "i"),
    (re.compile(r"\b(?:al|el|as|ad|an|ash|at|az)-(?=\w{3})"), ""),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"kh|gh|q|c(?=[aou])"), "k"),
    (re.compile(r"ts|tz|z"), "s"),
    (re.compile(r"ph|w|v"), "f"),
    (re.compile(r"mohamm?[ae]d|muhamm?[ae]d|mahom[ae]t"), "mohamed"),
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile(r"['`.-]"), ""),
)


@functools.lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """A name without accents and case: "Peña" and "Pena" are one."""
    small = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", small)
    return "".join(c for c in plain if not unicodedata.combining(c))


@functools.lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """A name's word with the letters that transliterations vary made one: "Sergei" and "Sergey" are equal."""
    out = fold(word)
    for pattern, same in _SAME_SOUND:
        out = pattern.sub(same, out)
    return out or fold(word)


def same_person_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names, as words, can be one person's: family name alike, given names not against it.

    "Andrei Sokolin" and "Andrey Sokolin", "A. Sokolin" and "Andrei Sokolin" can;
    "Ivan Petrov" and "Oleg Petrov" cannot.
    A family name alone is never enough (see the roster and the page's own full names for that).
    """
    if len(one) < 2 or len(other) < 2:
        return False
    if sound(one[-1]) != sound(other[-1]):
        return tuple(sorted(map(sound, one))) == tuple(sorted(map(sound, other)))
    return _given_alike(one[0], other[0])


def _given_alike(one: str, other: str) -> bool:
    a, b = fold(one).rstrip("."), fold(other).rstrip(".")
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    return sound(a) == sound(b) or (len(min(a, b, key=len)) >= 3 and (a.startswith(b) or b.startswith(a)))
