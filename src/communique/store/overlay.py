"""Corrections laid over the coding: which events they change, and how those read now.

Each correction looks for its event by content: the report with the same article, trigger and type; failing that, the
report of the same article with the same trigger. What it finds decides its state:

    applied   its report is there; the change is laid over it
    moot      an edit of the type: the newer reading has that type already
    look      the same words are now read as another type; a person should look again, nothing is laid over
    lost      its words are no longer found in the article
    undone    taken back
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from communique.store.eventrows import event_of
from communique.store.renaming import ON_ACTORS
from communique.store.rows import Row, dyads_of

if TYPE_CHECKING:
    from communique.store.snapshot import Snapshot

_DONE = {"accept": "accepted", "reject": "rejected", "edit": "edited", "merge": "merged", "split": "split"}


@dataclass(frozen=True)
class Status:
    """What became of one correction: its row, its state, and a sentence about it."""

    correction: Row
    state: str
    says: str


@dataclass(frozen=True)
class Overlay:
    """The stored events that corrections touch (`hidden`), those shown in their place, and each correction's fate."""

    hidden: tuple[str, ...]
    shown: tuple[Row, ...]
    fates: tuple[Status, ...]


@dataclass
class _Desk:
    """Events under correction: those at work now, their reports, and which event a report belongs to."""

    events: dict[str, Row]
    reports: dict[str, Row]
    by_words: dict[tuple[str, str], list[Row]]
    fates: list[Status] = field(default_factory=list)

    def event_with(self, report_id: str) -> Row | None:
        return next((e for e in self.events.values() if report_id in e["reports"]), None)


def overlay_of(snap: Snapshot, *, by: str | None = None) -> Overlay:
    """All corrections, or one person's, laid over the events of a snapshot in the order in which they were made."""
    log = snap.ask('SELECT * FROM corrections ORDER BY "at", correction_id', views=("corrections",)).to_pylist()
    active = not_undone(log)
    log = [c for c in log if by in (None, c["by"])]
    parsed = [c | {"anchors": json.loads(c["anchors"]), "changes": json.loads(c["changes"])} for c in log]
    desk = _desk(snap, [c for c in parsed if c["correction_id"] in active])
    hidden = tuple(sorted(desk.events))
    for correction in parsed:
        if correction["action"] == "undo" or correction["action"] in ON_ACTORS:
            continue
        if correction["correction_id"] not in active:
            desk.fates.append(Status(correction, "undone", "taken back"))
        else:
            _apply(desk, correction)
    shown = tuple(desk.events[k] for k in sorted(desk.events))
    return Overlay(hidden, shown, tuple(desk.fates))


def not_undone(log: Sequence[Row]) -> set[str]:
    """Ids of the corrections in force. An undo is itself undone by a later one."""
    undone: set[str] = set()
    for correction in reversed(log):
        if correction["action"] == "undo" and correction["correction_id"] not in undone:
            undone.add(correction["undoes"])
    return {c["correction_id"] for c in log if c["correction_id"] not in undone}


def _desk(snap: Snapshot, active: Sequence[Row]) -> _Desk:
    """The events and reports that the corrections in force can touch."""
    anchors = [a for c in active for a in _all_anchors(c)]
    articles = sorted({a["article_key"] for a in anchors})
    nearby = snap.ask(
        "SELECT * FROM reports_as_read WHERE list_contains(?, article_key)", [articles], views=("reports",)
    ).to_pylist()
    ids = {a["report_id"] for a in anchors}
    words = {(a["article_key"], _plain(a["trigger"])) for a in anchors}
    wanted = [
        r["report_id"] for r in nearby if r["report_id"] in ids or (r["article_key"], _plain(r["trigger"])) in words
    ]
    events = snap.ask(
        "SELECT * FROM events_as_merged WHERE list_contains(?, event_id) OR (n_reports > 1 AND "
        "list_has_any(reports, ?))",
        [wanted, wanted],
        views=("events_as_merged",),
    ).to_pylist()
    members = sorted({r for e in events for r in e["reports"]})
    reports = snap.ask(
        "SELECT * FROM reports_as_read WHERE list_contains(?, report_id)", [members], views=("reports",)
    ).to_pylist()
    by_words: dict[tuple[str, str], list[Row]] = {}
    for r in sorted(nearby, key=lambda r: (r["trigger_start"], r["report_id"])):
        by_words.setdefault((r["article_key"], _plain(r["trigger"])), []).append(r)
    return _Desk({e["event_id"]: e for e in events}, {r["report_id"]: r for r in reports}, by_words)


def _all_anchors(correction: Row) -> Iterator[Row]:
    yield from correction["anchors"]
    for group in correction["changes"].get("with", ()):
        yield from group


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _apply(desk: _Desk, correction: Row) -> None:
    event, state, says = _find(desk, correction["anchors"], correction["changes"].get("type"))
    if event is None or state == "look":
        desk.fates.append(Status(correction, state, says))
        return
    action = correction["action"]
    if action == "merge":
        says = _merge(desk, correction, event)
    elif action == "split":
        says = _split(desk, correction, event)
    else:
        row = event if action != "edit" else edited(event, correction["changes"])
        desk.events[event["event_id"]] = row | {"reviewed": _DONE[action]}
    desk.fates.append(Status(correction, state, says))


def _find(desk: _Desk, anchors: Sequence[Row], new_type: str | None) -> tuple[Row | None, str, str]:
    for anchor in anchors:
        event = desk.event_with(anchor["report_id"])
        if event is not None:
            return event, "applied", ""
    for anchor in anchors:
        for report in desk.by_words.get((anchor["article_key"], _plain(anchor["trigger"])), ()):
            event = desk.event_with(report["report_id"])
            if event is None:
                continue
            if report["type"] == new_type:
                return event, "moot", f"the newer reading has type {new_type} already"
            says = f"“{anchor['trigger']}” is now read as {report['type']}, not {anchor['type']}: look again"
            return event, "look", says
    gone = anchors[0]["trigger"] if anchors else "?"
    return None, "lost", f"its words “{gone}” are no longer read as an event in that article"


def _merge(desk: _Desk, correction: Row, event: Row) -> str:
    joined, missing = [event], 0
    for anchors in correction["changes"]["with"]:
        other, state, _ = _find(desk, anchors, None)
        if other is None or state == "look":
            missing += 1
        elif all(other["event_id"] != e["event_id"] for e in joined):
            joined.append(other)
    if len(joined) > 1:
        reports = [desk.reports[r] for e in joined for r in e["reports"] if r in desk.reports]
        reasons = [*event["reasons"], f"merged by {correction['by']}"]
        for e in joined:
            del desk.events[e["event_id"]]
        merged = event_of(reports, reasons) | {"reviewed": "merged"}
        desk.events[merged["event_id"]] = merged
    return f"{missing} of the events to merge with can no longer be found" if missing else ""


def _split(desk: _Desk, correction: Row, event: Row) -> str:
    off = set(correction["changes"]["reports"])
    leaving = [desk.reports[r] for r in event["reports"] if r in off and r in desk.reports]
    staying = [desk.reports[r] for r in event["reports"] if r not in off and r in desk.reports]
    if not leaving or not staying:
        return "the reports stand apart already"
    del desk.events[event["event_id"]]
    for part in (staying, leaving):
        row = event_of(part, [*event["reasons"], f"split by {correction['by']}"]) | {"reviewed": "split"}
        desk.events[row["event_id"]] = row
    return ""


def edited(event: Row, changes: Mapping[str, Any]) -> Row:
    """An event with some fields changed by hand, and with what follows from them."""
    row = dict(event) | {k: v for k, v in changes.items() if k != "day"}
    if "day" in changes:
        row |= {"day": date.fromisoformat(changes["day"]) if changes["day"] else None, "day_how": "told"}
        row |= {"when_start": changes["day"], "when_end": changes["day"]}
    for side in ("actor", "recipient"):
        if f"{side}s" in changes:
            parties = changes[f"{side}s"]
            row[f"{side}_names"] = [p["name"] for p in parties]
            row[f"{side}_countries"] = " ".join(sorted({p["country"] for p in parties if p["country"]}))
    row["dyads"] = dyads_of([p["country"] for p in row["actors"]], [p["country"] for p in row["recipients"]])
    if "type" in changes or "mode" in changes:
        row |= _measures(row, changes)
    return row


def _measures(row: Row, changes: Mapping[str, Any]) -> Row:
    """Mode, CAMEO code, quad class and numbers of a type or mode set by hand."""
    from communique import ontology

    mode = changes.get("mode", row["mode"] if "type" not in changes else None)
    cameo = ontology.cameo_for(row["type"], mode, row["contexts"], changes.get("cameo"))
    return {
        "mode": mode,
        "cameo": cameo,
        "quad": ontology.quad(row["type"]),
        "intensity": ontology.intensity(row["type"], mode),
        "goldstein": ontology.goldstein(cameo),
    }
