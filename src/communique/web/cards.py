"""What a card says of one act: who, whom, what, its standing, where and when, on whose word, why; what was decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.explain import explain_record
from communique.store import Store
from communique.web import phrasing

ACTION_SAYS = {"accept": "accepted", "reject": "rejected", "edit": "edited", "merge": "merged", "split": "split"}


@dataclass(frozen=True, slots=True)
class Decision:
    """A correction in force: what was decided, by whom, and its id, to take it back."""

    correction_id: str
    says: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """One act as a card shows it."""

    number: int
    event_id: str
    report_id: str
    tone: str
    status: str
    doers: list[str]
    others: list[str]
    what: str
    words: str
    setting: str
    chain: list[str]
    disputed_by: list[str]
    rule: str
    where_rule: str
    why: str
    reviewed: str | None
    decisions: tuple[Decision, ...]
    elsewhere: tuple[Mapping[str, Any], ...]
    n_reports: int
    numbers: tuple[str, ...]
    fields: Mapping[str, str]


def cards_of(store: Store | None, record: Mapping[str, Any]) -> tuple[Card, ...]:
    """The cards of one article, in the order of its events; `record` as `Store.record` gives it, None for no store."""
    known = record["store"]["events"]
    elsewhere: dict[str, list[Mapping[str, Any]]] = {}
    if store is not None and any(k["n_reports"] > 1 for k in known.values()):
        for row in store.elsewhere(record["store"]["article_key"]):
            elsewhere.setdefault(row["event_id"], []).append(row)
    decided = decisions_by_event(store) if store is not None else {}
    cards = []
    for number, event in enumerate(record["events"], start=1):
        kept = known.get(event["id"])
        now = store.event(kept["event_id"]) if store and kept and kept["reviewed"] == "edited" else None
        cards.append(_card(number, record, event, kept, now, decided, elsewhere))
    return tuple(cards)


def decisions_by_event(store: Store) -> dict[str, tuple[Decision, ...]]:
    """The corrections in force, under the event that each was made on."""
    out: dict[str, tuple[Decision, ...]] = {}
    for row in store.corrections():
        if row["action"] not in ACTION_SAYS or row["state"] == "undone":
            continue
        made = Decision(row["correction_id"], _decision_in_words(row), row["by"], row["note"])
        out[row["event_id"]] = (*out.get(row["event_id"], ()), made)
    return out


def fields_of(event: Mapping[str, Any]) -> dict[str, str]:
    """What can be edited of a row of `events`, as text in the form that `communique correct --set` takes."""
    return {
        "type": event["type"],
        "factuality": event["factuality"],
        "actors": "; ".join(_party(p) for p in event["actors"]),
        "recipients": "; ".join(_party(p) for p in event["recipients"]),
        "sources": "; ".join(event["sources"]),
        "disputed_by": "; ".join(event["disputed_by"]),
    }


def _card(
    number: int,
    record: Mapping[str, Any],
    event: Mapping[str, Any],
    kept: Mapping[str, Any] | None,
    now: Mapping[str, Any] | None,
    decided: Mapping[str, tuple[Decision, ...]],
    elsewhere: Mapping[str, Sequence[Mapping[str, Any]]],
) -> Card:
    outlet = record["article"]["outlet"]
    said = next((a for a in record["attributions"] if a["id"] == event["attribution"]), None)
    shown = {**event, **{k: now[k] for k in _EDITED}} if now else event
    doers, others = phrasing.sides_of(shown, () if now else record["actors"])
    why = event["why"]
    event_id = kept["event_id"] if kept else ""
    return Card(
        number=number,
        event_id=event_id,
        report_id=kept["report_id"] if kept else event["id"],
        tone=phrasing.tone_of(shown["quad"]),
        status=phrasing.status_of(shown),
        doers=doers,
        others=others,
        what=phrasing.what_in_words(shown),
        words=phrasing.clean(event["trigger"]["text"]),
        setting=phrasing.place_and_time(event),
        chain=phrasing.chain_and_gap(shown, outlet, said),
        disputed_by=list(shown["disputed_by"]),
        rule=event["rule"],
        where_rule=f"{why['file']}:{why['line']}" if why["file"] else event["decided_by"],
        why=explain_record(dict(record), dict(event)),
        reviewed=kept["reviewed"] if kept else None,
        decisions=decided.get(event_id, ()),
        elsewhere=tuple(elsewhere.get(event_id, ())),
        n_reports=kept["n_reports"] if kept else 1,
        numbers=tuple(phrasing.clean(q["text"]) for q in event["quantities"]),
        fields=fields_of(shown),
    )


_EDITED = ("type", "mode", "factuality", "quad", "actors", "recipients", "sources", "disputed_by")


def _party(party: Mapping[str, Any]) -> str:
    name = party.get("name") or party["text"]
    code, sector = party.get("country"), party.get("sector")
    return f"{name} ({code or '-'} {sector or '-'})" if code or sector else str(name)


def _decision_in_words(row: Mapping[str, Any]) -> str:
    says = ACTION_SAYS[row["action"]]
    if row["action"] == "edit":
        changes = json.loads(row["changes"])
        says += ": " + "; ".join(f"{k} is now {_value(v)}" for k, v in changes.items())
    return f"{says} ({row['says']})" if row["says"] else says


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(v) for v in value) or "nothing"
    if isinstance(value, dict):
        return _party(value)
    return str(value) if value is not None else "nothing"
