"""Who took the picture: the credit at the end of a line, and the caption before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.pages import patterns

_LABELLED = re.compile(
    r"(?:^|(?<=[\s(]))\(?(?:(?:Photo(?:graph)?|Image|Picture|Illustration|Graphic|Video)s?\s*(?:[Cc]redits?)?|Credit|Source|CREDIT|PHOTO|IMAGE)"
    r"\s*(?::|\bby\b|[Cc]ourtesy(?: of)?\b)[\s.…]*[A-Z@(][^.]{1,80}\)?\.?$"
    r"|(?:^|(?<=[.”\"]\s))Credit\s?(?:\.\.\.|…)\s*\S.{1,80}$"
)
_CAPITALISED = re.compile(r"(?:[A-Z][\w.'’&-]*)$")
MAX_CAPTION = 400  # characters


@dataclass(frozen=True, slots=True)
class Credit:
    """Where the credit begins in its line; the caption, if any, stands before it."""

    start: int


def find_credit(line: str, page: str | None) -> Credit | None:
    """Decides where a caption ends and the picture's credit begins, or that the line has none.

    >>> find_credit("Envoys in Bree Shire Photo / Odo Proudfoot", "The envoys in Bree met.").start
    15

    `page` is the whole text: words of it that open the line are the caption's, not the owner's name. Left to `blocks`:
    whether a line without a credit is a caption.
    """
    if len(line) > MAX_CAPTION:
        return None
    for find in (_owner_and_name, _bracketed, _name_and_owner, _dashed):
        found = find(line, page)
        if found is not None:
            return Credit(found)
    labelled = _LABELLED.search(line)
    return None if labelled is None else Credit(labelled.start())


def _owner_and_name(line: str, page: str | None) -> int | None:
    """ "… U.S. Mission Photo / Jane Doe": the owner is the run of capitals before "Photo /", less the caption's own."""
    found = patterns.owner_and_name().search(line)
    if found is None:
        return None
    words = line[: found.start()].split()
    run = 0
    while (
        run < len(words)
        and run < 6
        and _CAPITALISED.match(words[-1 - run])
        and (run == 0 or not _closes(words[-1 - run]))
    ):
        run += 1
    before = len(words) - run
    if before == 0 and run > 2:
        before = _caption_words(words, page)
    prefix = re.match(rf"\s*(?:\S+\s+){{{before}}}", line)
    return prefix.end() if prefix is not None and before else 0


def _name_and_owner(line: str, page: str | None) -> int | None:
    """ "The ministry in Bree. Odo Proudfoot / Shire Herald": after the last stop a name, a stroke and the paper's."""
    found = patterns.name_and_owner().search(line)
    return None if found is None else found.start("name")


def _dashed(line: str, page: str | None) -> int | None:
    """ "A farmer in Bree. — AFP", "— Photo by author": behind the last stop a dash, and an agency or "photo"."""
    found = patterns.dashed_credit().search(line)
    return None if found is None else found.start("dash")


def _closes(word: str) -> bool:
    """Whether a word closes a sentence, so that what follows it begins anew; initials ("U.S.") do not."""
    return word.endswith((".", "!", "?", ",", ";")) and word.count(".") < 2 and len(word) > 2


def _caption_words(words: list[str], page: str | None) -> int:
    """How many of the words that open a line of capitals are the caption: those which the page says elsewhere."""
    for n in range(len(words) - 1, 1, -1):
        name = " ".join(words[:n])
        if page is not None and page.count(name) >= 2:
            return n
    return 2


def _bracketed(line: str, page: str | None) -> int | None:
    """ "… greets fans. (Odo Proudfoot/AP)": the bracket at the end names an agency or a photographer."""
    found = patterns.bracketed_credit().search(line)
    return None if found is None else found.start()
