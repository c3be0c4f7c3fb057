"""Why: an event's way from its words to its code, in sentences a reader can check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from communique.errors import UsageError
from communique.records import Coding

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DECIDERS = {"lexicon": "the lexicon", "encoder": "the second opinion (sentence encoder)"}
_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def explain_event(coding: Coding, which: str) -> str:
    """The way to one event of a page: `which` is its number in the table, or its id. UsageError if there is none."""
    record = coding.to_json()
    events = record["events"]
    for number, event in enumerate(events, start=1):
        if which in (str(number), event["id"]):
            return explain_record(record, event)
    held = f"it holds {len(events)}" if events else "no event was coded on it"
    raise UsageError(f"There is no event {which} on this page; {held}.")


def explain_stored(store: Path, event_id: str) -> str:
    """The way to one event of a store, from its stored article."""
    from communique.store import open_store

    found = open_store(store).event_record(event_id)
    if found is None:
        raise UsageError(f"There is no event {event_id} in {store}; `communique events {store}` lists them.")
    record, event = found
    return explain_record(record, event)


def explain_record(record: dict[str, Any], event: dict[str, Any]) -> str:
    """An event's explanation from its record: words, clause, entry, steps, sources, setting, losers."""
    article, why = record["article"], event["why"]
    lines = [
        f"{event['id']}  {_who(event)}",
        "",
        f'  Words      "{_clean(event["evidence"]["text"])}"',
        f"             characters {event['evidence']['start']}–{event['evidence']['end']} of {article['source']}",
        f"  Clause     {why['clause']}",
        f"  Rule       {why['rule']}" + (f"  ({why['file']}:{why['line']})" if why["file"] else ""),
        f"  Decided by {_DECIDERS[event['decided_by']]}",
        f"  Type       {event['type']}" + (f", mode {event['mode']}" if event["mode"] else "")
        + f"; CAMEO {event['cameo']}, quad {event['quad']}",
        f"             intensity {event['intensity']} (PLOVER), {event['goldstein']} (Goldstein)",
        f"  Told as    {event['factuality']}",
    ]  # fmt: skip
    lines += [f"             {step}" for step in why["steps"]]
    lines.append(f"  On whose   {chain_in_words(event['sources'], article['outlet'])}")
    lines += _attribution_lines(record, event)
    if event["disputed_by"]:
        lines.append(f"  Denied by  {', '.join(event['disputed_by'])}")
    lines += _setting_lines(event)
    lines += _party_lines(record, event)
    if len(event["tellings"]) > 1:
        lines.append(f"  Also told  {len(event['tellings']) - 1} more times on the page:")
        lines += [f'             "{_clean(t["text"])}"' for t in event["tellings"][1:]]
    if why["considered"]:
        lines.append("  Set aside")
        lines += [f"             {lost}" for lost in why["considered"]]
    return "\n".join(lines)


def chain_in_words(sources: Sequence[str], outlet: str | None) -> str:
    """Who vouches, from the one whose word it is outwards: "Sergei Ivanov → RIA → The Example Post"."""
    paper = outlet or "the paper"
    return " → ".join([*reversed(sources), *([outlet] if outlet and sources else [])]) if sources else paper


def day_in_words(iso: str) -> str:
    """A day as a reader writes it: 2030-03-14 is "Thu 14 Mar 2030"; partial and interval values stay as they are."""
    try:
        day = date.fromisoformat(iso[:10]) if len(iso) >= 10 and "/" not in iso else None
    except ValueError:
        day = None
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}" if day else iso


def _who(event: dict[str, Any]) -> str:
    sides = [", ".join(p["text"] for p in event[k]) or "(no one named)" for k in ("actors", "recipients")]
    return f"{sides[0]} → {sides[1]}: {event['trigger']['text']}"


def _attribution_lines(record: dict[str, Any], event: dict[str, Any]) -> list[str]:
    found = next((a for a in record["attributions"] if a["id"] == event["attribution"]), None)
    if found is None:
        return []
    notes = f"; {'; '.join(found['via_notes'])}" if found["via_notes"] else ""
    return [f'             cue "{found["cue"]["text"]}", {found["manner"]}, {found["stance"]} ({found["rule"]}){notes}']


def _setting_lines(event: dict[str, Any]) -> list[str]:
    out = []
    if event["when"]:
        when = event["when"]
        out.append(
            f'  When       "{when["text"]}" = {when["value"]}, {when["start"]} to {when["end"]} ({when["rule"]})'
        )
    if event["where"]:
        where = event["where"]
        ident = f", geonameid {where['geonameid']}" if where["geonameid"] else ""
        out.append(f'  Where      "{where["text"]}" = {where["name"]}, {where["country"]}{ident} ({where["rule"]})')
    return out


def _party_lines(record: dict[str, Any], event: dict[str, Any]) -> list[str]:
    by_id = {a["id"]: a for a in record["actors"]}
    out = []
    for party in (*event["actors"], *event["recipients"]):
        actor = by_id.get(party["actor"])
        if actor is None:
            continue
        reasons = "; ".join(r for r in (actor["country_why"], actor["sector_why"]) if r)
        mentions = ", ".join(dict.fromkeys(f'"{_clean(m["text"])}"' for m in actor["mentions"]))
        out.append(
            f"  {'Actor' if party in event['actors'] else 'Recipient':10} {actor['name']}:"
            f" {actor['country'] or '?'} {actor['sector'] or '?'}" + (f" ({reasons})" if reasons else "")
        )
        out.append(f"             called {mentions}")
    return out


def _clean(text: str) -> str:
    return " ".join(text.split())
