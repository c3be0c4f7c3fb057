"""What carries words to the outlet: news media and their owners, documents, occasions; and what veils a speaker.

load_carriers().kind_of_noun("statement")     # "document"
load_carriers().owner("TASS")                 # "state-owned, RUS"
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from communique.attribution.cues import FOLDER, read_toml


@dataclass(frozen=True)
class Carriers:
    """Nouns by what they carry, media by name, and the phrases and nouns that leave a speaker unnamed."""

    nouns: Mapping[str, str]  # lemma or plural -> document, occasion, setting, medium, addressee
    owners: Mapping[str, str]  # name in small letters -> "state-owned, RUS"
    passed_over: frozenset[str]  # words left out of a carrier's name in the chain
    title_words: frozenset[str]  # last words of the names of news media
    carrying: frozenset[str]  # verbs by which a medium passes words on
    issuing: frozenset[str]  # verbs whose subject says what the object noun says
    issued_by: frozenset[str]  # verbs whose subject speaks in the document that they put out
    sayers: frozenset[str]  # nouns for people and papers that are cited, and head headlines ("Truce holds: officials")
    labels: frozenset[str]  # words before a colon that name no speaker
    addressing: frozenset[str]  # verbs whose object is the one spoken to
    veil_phrases: tuple[str, ...]
    veil_nouns: frozenset[str]
    veil_adjectives: frozenset[str]

    def kind_of_noun(self, lemma: str) -> str | None:
        """What kind of carrier a noun names, or None."""
        return self.nouns.get(lemma)

    def owner(self, name: str) -> str | None:
        """Who owns a medium of that name ("the state-run TASS news agency" counts as TASS), or None."""
        low = name.lower().removeprefix("the ").strip()
        if low in self.owners:
            return self.owners[low]
        words = low.split()
        for size in (4, 3, 2, 1):
            for at in range(len(words) - size + 1):
                found = self.owners.get(" ".join(words[at : at + size]))
                if found and len(words) - size <= 4:
                    return found
        return None


@functools.cache
def load_carriers() -> Carriers:
    """Reads carriers.toml, media.csv and anonymity.toml of the package."""
    listed = read_toml("carriers.toml")
    nouns = {noun: group["kind"] for group in listed["carriers"] for noun in group["nouns"]}
    table = (resources.files("communique") / FOLDER / "media.csv").read_text(encoding="utf-8")
    owners = {row["name"].lower(): f"{row['owner']}, {row['country']}" for row in csv.DictReader(table.splitlines())}
    veils = read_toml("anonymity.toml")["veil"]
    return Carriers(
        nouns=nouns,
        owners=owners,
        carrying=frozenset(listed["carrying"]),
        issuing=frozenset(listed["issuing"]),
        issued_by=frozenset(listed["issued_by"]),
        sayers=frozenset(listed["sayers"]),
        labels=frozenset(listed["labels"]),
        addressing=frozenset(listed["addressing"]),
        title_words=frozenset(listed["title_words"]),
        passed_over=frozenset(listed["passed_over"]),
        veil_phrases=tuple(p for veil in veils for p in veil.get("phrases", ())),
        veil_nouns=frozenset(n for veil in veils for n in veil.get("nouns", ())),
        veil_adjectives=frozenset(a for veil in veils for a in veil.get("adjectives", ())),
    )
