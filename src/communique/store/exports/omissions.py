"""What a format cannot hold: counted while it is written, said at the end, never dropped in silence."""

from __future__ import annotations

from collections import Counter

from communique.store.rows import Row


class Omissions:
    """Counts of what was left out or had to be put otherwise, by a sentence that has the number in it."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, sentence: str, times: int = 1) -> None:
        """Note something; `sentence` holds `{n}` where the count goes."""
        if times:
            self._counts[sentence] += times

    def sentences(self) -> tuple[str, ...]:
        """What to tell the user, most frequent first."""
        return tuple(s.replace("{n}", f"{c:,}") for s, c in sorted(self._counts.items(), key=lambda x: (-x[1], x[0])))


def holds(event: Row, omissions: Omissions, *, factuality: bool, undated: bool = False) -> bool:
    """Whether a format can hold an event at all; what it cannot hold of it is noted either way."""
    if not factuality and event["factuality"] != "actual":
        omissions.add(f"{{n}} events left out: told as {event['factuality']}, which the format cannot say")
        return False
    if event["day"] is None and not undated:
        omissions.add("{n} events left out: without any date, which the format requires")
        return False
    if event["day_how"] == "published":
        omissions.add("{n} events stand under their day of publication: the text gives no day of the act")
    if event["day_how"] == "range":
        omissions.add("{n} events stand under the first day of the time told")
    if event["sources"]:
        omissions.add("{n} events lose who vouches for them (the chain of sources)")
    if event["disputed_by"]:
        omissions.add("{n} events lose who disputes them")
    if event["contradictions"]:
        omissions.add("{n} events lose the contradictions between their reports")
    return True
