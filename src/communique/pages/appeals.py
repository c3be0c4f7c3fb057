"""What the outlet asks of its reader: money, a subscription, a sign-up; how much, and how often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from communique.pages import patterns
from communique.pages.furniture import load_signs
from communique.pages.lines import Line

_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
OFFER = 30  # words of a line that sells a subscription
KINDS_NEEDED = 4  # of the five kinds of appeal words: gift, reader, outlet, press, thanks


@dataclass(frozen=True, slots=True)
class Ask:
    """What an appeal asks for; None where it does not say."""

    asks_for: str | None = None
    amount: float | None = None
    currency: str | None = None
    period: str | None = None


def find_ask(text: str) -> Ask:
    """Decides what an appeal asks for, and the smallest sum that it names.

    >>> find_ask("Please support us monthly starting from just $2.")
    Ask(asks_for='donation', amount=2.0, currency='USD', period='monthly')
    """
    low = text.lower().replace("’", "'")
    signs = load_signs()
    sums = [
        (float((m[2] or m[3]).replace(",", "").replace(" ", "")), signs["currency"][(m[1] or m[4])])
        for m in patterns.money().finditer(low)
    ]
    amount, currency = min(sums, default=(None, None), key=lambda x: x[0] or 0.0)
    return Ask(
        asks_for=next((k for k, words in signs["asks"].items() if any(w in low for w in words)), None),
        amount=amount,
        currency=currency,
        period=next((k for k, words in signs["period"].items() if any(w in low for w in words)), None),
    )


def is_appeal(line: Line) -> bool:
    """Whether a paragraph asks the reader, in the outlet's own name, for help with its work.

    Needs the outlet ("we", "us") and words of the press, and in all four of five kinds of appeal words; reported speech
    is none.
    """
    if line.words < 6 or line.text[:1] in "\"“'‘":
        return False
    words = set(_WORD.findall(line.text.lower().replace("’", "'")))
    if words & _signs("reporting", "words"):
        return False
    if _offers_access(line):
        return True
    kinds = {k for k in ("gift", "reader", "outlet", "press", "thanks") if words & _signs("appeal", k)}
    return "outlet" in kinds and "gift" in kinds and len(kinds) >= KINDS_NEEDED and asks_for_the_press(line.text)


def _offers_access(line: Line) -> bool:
    """Whether a short line sells the paper: "Get unlimited digital access for just 99 cents a month"."""
    low = line.text.lower()
    offers = any(w in low for w in load_signs()["asks"]["subscription"]) and line.words <= OFFER
    return offers and (patterns.money().search(low) is not None or " cents" in low or " free" in low)


def asks_for_the_press(text: str) -> bool:
    """Whether a text speaks of the press, of money or of a gift by name; an opinion piece asks its readers for more."""
    low = text.lower().replace("’", "'")
    words = set(_WORD.findall(low))
    return (
        bool(words & (_signs("appeal", "press") | _signs("appeal", "named")))
        or patterns.money().search(low) is not None
    )


def is_appeal_tool(text: str) -> bool:
    """Whether a short line is a button or a choice of an appeal: "Other amount", "Remind me", "$5"."""
    low = text.lower().replace("’", "'").strip(" .?!:[]()")
    return any(low.startswith(t) for t in _signs("appeal", "tools")) or patterns.money().fullmatch(low) is not None


@cache
def _signs(table: str, name: str) -> frozenset[str]:
    return frozenset(load_signs()[table][name])
