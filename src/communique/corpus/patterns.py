"""The word lists that comparing reports needs."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]{3,}")
CREDIT = re.compile(r"\(([^()\n]{2,40})\)\s*[—–-]")  # "PARIS (AFP) —"
BYLINE_PART = re.compile(r"[/|,;·•—–]|\bby\b|\band\b|\bwith\b|\bfor\b", re.IGNORECASE)
STOP_WORDS = frozenset(
    "the and for that this with from they them their there then than has have had having was were "
    "been being are is its "
    "his her hers him she who whom whose which what when where while will would could should may "
    "might must can not but "
    "also about after before over under into onto between against during near said says say told tells reported "
    "according new two three one more most least some any all other another such only just yet still out off down "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december today yesterday tomorrow week month year day morning evening night late early".split()
)
ENDINGS = ("ations", "ation", "ings", "ing", "ments", "ment", "ions", "ion", "ers", "er", "ied", "ies", "ed", "es", "s")
ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "some", "several", "about"})
# "in Klow", "through the capital, Klow", "the town of Zlip": a place, whether or not any gazetteer lists it
PLACED = re.compile(
    r"\b(?:in|at|near|through|outside|around|into|across|inside|(?:capital|town|city|village|port|district)(?: of|,)?)"
    r" (?:the )?([A-Z][^\W\d_]{3,})"
)
OWNING = ("its ", "their ", "his ", "her ")
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
YEAR = re.compile(r"(?:19|20|21)\d\d")
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
MUTUAL_TYPES = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Types that the codebook allows for one act: serving a sentence, a yielding announced and carried out, a signed treaty.
NEIGHBOURS = (
    frozenset({"COERCE", "SANCTION"}),
    frozenset({"CONCEDE", "RETREAT"}),
    frozenset({"SUPPORT", "AGREE"}),
    frozenset({"COERCE", "ASSAULT"}),
)


def stem(word: str) -> str:
    """A word without a common ending, for comparing only.

    >>> stem("shelling") == stem("shelled") == stem("shells")
    True
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
