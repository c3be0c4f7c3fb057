"""Correcting: what a person decided of an event or an actor, in an append-only log and never over the coding itself.

A correction finds its event again by content (article, trigger, type), so that it survives a recoding; see `overlay`.
Actors are merged and split by their names; see `renaming`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from communique.errors import UsageError
from communique.store.identity import digest
from communique.store.manifest import read_manifest
from communique.store.questions import find_event, find_reports
from communique.store.renaming import checked_merge, checked_split
from communique.store.snapshot import Snapshot
from communique.store.tables import arrow_schema
from communique.store.writing import transaction

Action = Literal["accept", "reject", "edit", "merge", "split", "merge-actors", "split-actor", "undo"]
FACTUALITIES = ("actual", "future", "hypothetical", "negated")
EDITABLE = (
    "type", "mode", "factuality", "cameo", "day", "actors", "recipients", "sources", "disputed_by", "where_name",
    "where_country",
)  # fmt: skip
_PARTY = re.compile(r"^(?P<name>[^()]*?)\s*(?:\((?P<country>[A-Z]{3}|-)?\s*(?P<sector>[A-Z]{3}|-)?\))?$")


def correct(
    path: Path,
    event_id: str,
    action: Literal["accept", "reject", "edit", "merge", "split"],
    *,
    by: str,
    note: str = "",
    changes: Mapping[str, str] | None = None,
    others: Sequence[str] = (),
) -> str:
    """Note a decision about an event; gives the correction's id.

    `changes` are an edit's fields (EDITABLE) and their new values as text, several parties or names parted by `;`, a
    party as `Name (GON GOV)`, "" for none. `others` are the events to merge with, or the reports to split off.
    """
    _check_signed(by)
    snap = Snapshot(path, read_manifest(path))
    event = find_event(snap, event_id)
    if event is None:
        raise UsageError(f"There is no event {event_id} in {path}; `communique events {path}` lists them.")
    wanted: dict[str, Any] = {}
    anchors = _anchors(snap, event_id)
    if action == "edit":
        wanted = {k: checked_value(k, v) for k, v in (changes or {}).items()}
        if not wanted:
            raise UsageError(f"An edit needs a field and its value: --set FIELD=VALUE, one of {', '.join(EDITABLE)}.")
    elif action == "merge":
        wanted = {"with": _others(snap, event, others)}
    elif action == "split":
        _check_split(event, others)
        wanted = {"reports": list(others)}
    return _append(path, action, event["event_id"], by, note, anchors=anchors, changes=wanted)


def correct_actor(
    path: Path,
    name: str,
    action: Literal["merge", "split"],
    *,
    by: str,
    note: str = "",
    others: Sequence[str] = (),
    to: str | None = None,
) -> str:
    """Note a decision about an actor, given by its full name; gives the correction's id.

    A merge: `others` are names that stand for the same actor. A split: `others` are the articles (keys) in which the
    name stands for somebody else, and `to` is that one's name.
    """
    _check_signed(by)
    snap = Snapshot(path, read_manifest(path))
    if action == "merge":
        return _append(path, "merge-actors", name, by, note, changes=checked_merge(snap, name, others))
    return _append(path, "split-actor", name, by, note, changes=checked_split(snap, name, others, to))


def _check_signed(by: str) -> None:
    if not by.strip():
        raise UsageError("A correction needs a name: say who decides, with --by NAME.")


def undo(path: Path, correction_id: str, *, by: str, note: str = "") -> str:
    """Take a correction back. The log keeps both; an undo can be undone."""
    snap = Snapshot(path, read_manifest(path))
    rows = snap.ask(
        "SELECT * FROM corrections WHERE correction_id = ?", [correction_id], views=("corrections",)
    ).to_pylist()
    if not rows:
        raise UsageError(
            f"There is no correction {correction_id} in {path}; `communique corrections {path}` lists them."
        )
    return _append(path, "undo", rows[0]["event_id"], by, note, undoes=correction_id)


def checked_value(field: str, value: str) -> Any:
    """An edit's value as it is stored; UsageError in one sentence if the field or the value is none."""
    from communique.ontology import load_ontology

    text = value.strip()
    if field not in EDITABLE:
        raise UsageError(f"“{field}” cannot be edited; write one of {', '.join(EDITABLE)}.")
    if field in ("actors", "recipients"):
        return [_party(p) for p in text.split(";") if p.strip()]
    if field in ("sources", "disputed_by"):
        return [name.strip() for name in text.split(";") if name.strip()]
    if field == "type" and text.upper() not in {t.code for t in load_ontology().types.values()}:
        raise UsageError(f"“{text}” is no PLOVER type.")
    if field == "factuality" and text not in FACTUALITIES:
        raise UsageError(f"“{text}” is no factuality; write one of {', '.join(FACTUALITIES)}.")
    if field == "where_country" and text and not re.fullmatch(r"[A-Z]{3}", text):
        raise UsageError(f"“{text}” is no country code; write three capitals (ISO 3166-1 alpha-3).")
    if field == "day" and text:
        from communique.store.filters import first_day

        if first_day(text) != text:
            raise UsageError(f"“{text}” is not a day; write it as 2019-07-18.")
    return text.upper() if field == "type" else (text or None)


def _party(text: str) -> dict[str, str | None]:
    found = _PARTY.match(text.strip())
    if found is None or not found["name"]:
        raise UsageError(f"“{text.strip()}” is no party; write it as `Name (GON GOV)`.")
    country, sector = (None if found[k] in (None, "-") else found[k] for k in ("country", "sector"))
    name = found["name"]
    return {
        "actor": None, "name": name, "text": name, "kind": None, "country": country, "sector": sector, "role": None,
    }  # fmt: skip


def _anchors(snap: Snapshot, event_id: str) -> list[dict[str, Any]]:
    names = ("report_id", "article_key", "type", "trigger", "evidence")
    return find_reports(snap, event_id).select(list(names)).to_pylist()  # type: ignore[no-any-return]


def _others(snap: Snapshot, event: Mapping[str, Any], others: Sequence[str]) -> list[Any]:
    anchors: list[Any] = []
    for other in others:
        found = find_event(snap, other)
        if found is None:
            raise UsageError(f"There is no event {other} to merge with.")
        if found["event_id"] != event["event_id"]:
            anchors.append(_anchors(snap, other))
    if not anchors:
        raise UsageError("A merge needs another event; name at least one besides the first.")
    return anchors


def _check_split(event: Mapping[str, Any], others: Sequence[str]) -> None:
    strangers = sorted(set(others) - set(event["reports"]))
    if strangers:
        raise UsageError(f"Report {strangers[0]} does not belong to event {event['event_id']}.")
    if not others or len(set(others)) == len(event["reports"]):
        raise UsageError("A split needs some, but not all, of the event's reports.")


def _append(
    path: Path,
    action: Action,
    event_id: str,
    by: str,
    note: str,
    *,
    anchors: Sequence[Any] = (),
    changes: Mapping[str, Any] | None = None,
    undoes: str | None = None,
) -> str:
    import pyarrow as pa

    now = datetime.now(UTC)
    row = {
        "correction_id": digest(now.isoformat(), by, action, event_id, json.dumps(changes), undoes),
        "at": now,
        "by": by.strip(),
        "action": action,
        "event_id": event_id,
        "anchors": json.dumps(list(anchors), ensure_ascii=False),
        "changes": json.dumps(dict(changes or {}), ensure_ascii=False),
        "note": note,
        "undoes": undoes,
    }
    with transaction(path) as act:
        act.append("corrections", pa.Table.from_pylist([row], schema=arrow_schema("corrections")))
    return str(row["correction_id"])
