"""Numbers as news writes them: "2 1/2", "twenty-four", "a hundred", "several" (None: no number is fixed)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

_PARTS = re.compile(r"[a-z]+|\d+/\d+|[\d.]+|\u00bd")


def read_number(text: str, words: Mapping[str, str]) -> Fraction | None:
    """The number that the words name, or None when they name none.

    >>> read_number("two and a half", {"two": "2", "a": "1", "half": "0.5"})
    Fraction(5, 2)
    """
    total, group = Fraction(0), Fraction(0)
    for part in _PARTS.findall(text.lower().replace(",", "")):
        if part == "and":
            continue
        if part == "\u00bd":
            group += Fraction(1, 2)
        elif part[0].isdigit():
            group += _digits(part)
        elif part not in words:
            return None
        elif part in ("hundred", "dozen"):
            group = (group or Fraction(1)) * int(words[part])
        elif part in ("thousand", "million"):
            total, group = total + (group or 1) * int(words[part]), Fraction(0)
        elif part == "half":
            group = Fraction(1, 2) if group == 0 else group - group % 1 + (Fraction(-1, 2) if _ends_in_a(text) else 0)
            group = group if group > Fraction(1, 2) else Fraction(1, 2)
        else:
            group += Fraction(words[part])
    return total + group or None


def _digits(part: str) -> Fraction:
    try:
        return Fraction(part.rstrip("."))
    except (ValueError, ZeroDivisionError):
        return Fraction(0)


def _ends_in_a(text: str) -> bool:
    return bool(re.search(r"\ba half\b", text))


def as_iso(amount: Fraction | None, unit: str) -> str:
    """A duration in TIMEX3's form: 5 and "H" give PT5H, None and "M" give PXM, 5/2 and "Y" give P2Y6M.

    >>> as_iso(Fraction(5, 2), "Y")
    'P2Y6M'
    """
    clock = unit in ("H", "TM", "S")
    letter = "M" if unit == "TM" else unit
    head = "PT" if clock else "P"
    if amount is None:
        return f"{head}X{letter}"
    if unit in _MULTIPLES:
        times, letter = _MULTIPLES[unit]
        return f"{head}{_plain(amount * times)}{letter}"
    whole, rest = divmod(amount, 1)
    if rest and unit in _SMALLER:
        parts, smaller = _SMALLER[unit]
        tail = f"{_plain(rest * parts)}{smaller}"
        return f"{head}{int(whole)}{letter}{tail}" if whole else f"{'PT' if clock else 'P'}{tail}"
    return f"{head}{_plain(amount)}{letter}"


_MULTIPLES = {"DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "FN": (2, "W"), "Q": (3, "M")}
_SMALLER = {"Y": (12, "M"), "TM": (60, "S"), "H": (60, "M")}


def _plain(amount: Fraction) -> str:
    return str(int(amount)) if amount.denominator == 1 else f"{float(amount):g}"
