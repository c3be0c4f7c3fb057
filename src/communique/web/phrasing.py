"""Fields of the record in the words that the pages use. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from communique.explain import chain_in_words, day_in_words
from communique.ontology import load_ontology

TOLD, FUTURE, POSSIBLE, DISPUTED, DENIED = "told", "future", "possible", "disputed", "denied"
STATUS_SAYS = {
    TOLD: "told as done",
    FUTURE: "told as to come",
    POSSIBLE: "told as possible",
    DISPUTED: "disputed",
    DENIED: "told as not done",
}
_STATUS_OF = {"actual": TOLD, "future": FUTURE, "hypothetical": POSSIBLE, "negated": DENIED}
LONGEST_NAME = 160  # characters of a name in lists and on cards; the article shows all of it
BLOCK_SAYS = {
    "navigation": "links", "promo": "other stories", "appeal": "appeal", "legal": "legal notice",
    "comment": "comments", "credit": "photo credit", "byline": "byline",
}  # fmt: skip


def status_of(event: Mapping[str, Any]) -> str:
    """How an act stands: told, future, possible, disputed (someone denies it) or denied (told as not done)."""
    if event["factuality"] == "negated":
        return DENIED
    return DISPUTED if event["disputed_by"] else _STATUS_OF.get(event["factuality"], TOLD)


def tone_of(quad: int) -> str:
    """Whether a quad class is cooperation or conflict."""
    return "cooperation" if quad in (1, 2) else "conflict"


def is_deed(quad: int) -> bool:
    """Whether a quad class is of deeds, not words."""
    return quad in (2, 4)


def type_in_words(code: str) -> str:
    """ASSAULT is “Assault”."""
    return code.capitalize()


def what_in_words(event: Mapping[str, Any]) -> str:
    """Type and mode: “Coerce (arrest)”."""
    return type_in_words(event["type"]) + (f" ({event['mode']})" if event.get("mode") else "")


@cache
def country_names() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 codes and the countries' usual English names."""
    from communique.lexicon.tables import read_csv

    columns = ("iso3", "name", "aliases", "adjectives", "people", "capital")
    folder = Path(__file__).resolve().parent.parent / "data/lexicons/en/actors"
    return {r["iso3"]: r["name"] for f in ("countries", "invented") for r in read_csv(folder / f"{f}.csv", columns)}


def country(code: str | None) -> str:
    """A country's name, or its code where it has no entry."""
    return country_names().get(code or "", code or "unknown")


def party_in_words(party: Mapping[str, Any], names: Mapping[str, Any]) -> str:
    """One side of an act: the actor's full name and country, or the words that name it."""
    actor = names.get(party.get("actor") or "")
    name = (actor or {}).get("name") or party.get("name") or party["text"]
    code = party.get("country")
    is_land = (actor or party).get("kind") == "country"
    name = clean(str(name))
    name = name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "…"
    return name if code is None or is_land else f"{name} ({code})"


def sides_of(event: Mapping[str, Any], actors: Iterable[Mapping[str, Any]] = ()) -> tuple[list[str], list[str]]:
    """The names on both sides of an act; an empty list where nobody is named."""
    names = {a["id"]: a for a in actors}
    doers, others = (list(dict.fromkeys(party_in_words(p, names) for p in event[k])) for k in ("actors", "recipients"))
    return doers, others


def chain_and_gap(event: Mapping[str, Any], outlet: str | None, attribution: Mapping[str, Any] | None) -> list[str]:
    """Whose word it is, outwards, and what the chain leaves unsaid, each in its own line."""
    sources = event["sources"]
    lines = [chain_in_words(sources, outlet) if sources else f"{outlet or 'the paper'} itself"]
    if attribution is not None and not attribution["source"] and sources:
        lines.append(f"who told {sources[-1]} is not said")
    elif attribution is not None and attribution.get("anonymity"):
        lines.append(f"unnamed: “{clean(attribution['anonymity'])}”")
    if attribution is not None:
        lines += list(attribution.get("via_notes") or ())
    return lines


def place_and_time(event: Mapping[str, Any]) -> str:
    """Where and when, as far as the text says; a gap is said."""
    where = event["where"]["name"] if event.get("where") else None
    when = event.get("when")
    if when is None:
        told = None
    elif when["start"] and when["start"] == when["end"] and when["start"][0] != "-":
        told = day_in_words(when["start"])
    else:
        told = f"“{clean(when['text'])}”"
    return f"{where or 'place not said'}, {told or 'time not said'}"


def day(value: date | str | None) -> str:
    """A day as a reader writes it; “no date” for none."""
    return day_in_words(str(value)) if value else "no date"


def day_of(event: Mapping[str, Any]) -> str:
    """The day of a row of `events`; the text's own words where they say less than a day."""
    if event["day_how"] == "told" and event["when_start"] != event["when_end"] and event["when_text"]:
        return f"“{clean(event['when_text'])}”"
    return day(event["day"])


def many(count: int, one: str, several: str | None = None) -> str:
    """A number with its noun: “1 event”, “12,031 events”."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def clean(text: str | None) -> str:
    """Words on one line."""
    return " ".join((text or "").split())


def listed(names: Sequence[str] | None, most: int = 3) -> str:
    """Names in a row, the rest counted: “Kenya, Ethiopia and 2 more”."""
    names = names or ()
    shown = ", ".join(names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")


def type_tones() -> Mapping[str, str]:
    """Each PLOVER type and whether it is cooperation or conflict."""
    return {code: tone_of(t.quad) for code, t in load_ontology().types.items()}
