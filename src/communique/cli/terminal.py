"""A page's communiqué in a terminal: 80 columns are enough, colour is not needed."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from communique.explain import chain_in_words, day_in_words
from communique.records import Actor, Coding, Event, Party

_FURNITURE_NAMES = {
    "navigation": "links", "promo": "other stories", "appeal": "appeal", "legal": "legal", "comment": "comments",
    "credit": "photo credit", "byline": "byline",
}  # fmt: skip
_LEAST_WIDTH = 80


def show_coding(coding: Coding, page: str) -> None:
    """Prints headline, what was read and set apart, the events as a table, denials, standing relations and refusals."""
    width = max(_LEAST_WIDTH, min(shutil.get_terminal_size((_LEAST_WIDTH, 24)).columns, 132))
    console = Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)
    article = coding.article
    console.print(article.headline or "(no headline)", style="bold", markup=False)
    console.print(f"{_masthead(coding)} · {_words_read(coding)}", markup=False)
    for note in article.notes:
        console.print(f"Note: {note}", markup=False)
    console.print()
    if coding.events:
        console.print(_event_table(coding))
    else:
        console.print("  No political act is told on this page.")
    tail = [*_denials(coding), *_standing(coding), *_not_coded(coding)]
    if tail:
        console.print()
    for line in tail:
        console.print(f"  {line}", markup=False)
    console.print()
    console.print(
        f"  communique explain {page} 1 · --json for machines · code {page} --into desk/ to keep", markup=False
    )


def _masthead(coding: Coding) -> str:
    article = coding.article
    outlet = article.outlet or "outlet not stated"
    return f"{outlet}, {day_in_words(article.published) if article.published else 'date not stated'}"


def _words_read(coding: Coding) -> str:
    read, apart = 0, Counter[str]()
    for block in coding.article.blocks:
        words = len(coding.article.text[block.start : block.end].split())
        if block.part_of_article:
            read += words
        else:
            apart[_FURNITURE_NAMES.get(block.kind, block.kind)] += words
    if not apart:
        return f"{read} words read"
    parts = ", ".join(f"{name} {n}" for name, n in apart.most_common() if n)
    return f"{read} words read, {sum(apart.values())} set apart ({parts})"


def _event_table(coding: Coding) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="", expand=False)
    for name, least, most in (
        ("#", 4, 4),
        ("WHO", 8, 20),
        ("WHAT", 8, 22),
        ("WHOM", 6, 18),
        ("WHERE, WHEN", 8, 20),
        ("ON WHOSE WORD", 8, 24),
    ):
        table.add_column(f"  {name}" if name == "#" else name, min_width=least, max_width=most, overflow="fold")
    by_id = {a.id: a for a in coding.actors}
    for number, event in enumerate(coding.events, start=1):
        table.add_row(
            f"{number:3}",
            _sides(event.actors, by_id),
            _what(event),
            _sides(event.recipients, by_id),
            _setting(event),
            chain_in_words(event.sources, coding.article.outlet),
        )
    return table


def _sides(parties: Sequence[Party], by_id: dict[str, Actor]) -> str:
    return ", ".join(_side(p, by_id) for p in parties) or "-"


def _side(party: Party, by_id: dict[str, Actor]) -> str:
    actor = by_id.get(party.actor or "")
    if actor is not None and actor.kind == "country":
        return party.country or party.text
    return f"{party.country} {party.text}" if party.country else party.text


def _what(event: Event) -> str:
    told = {"actual": "", "future": " (future)", "hypothetical": " (may be)", "negated": " (not done)"}[
        event.factuality
    ]
    disputed = f" (denied by {', '.join(event.disputed_by)})" if event.disputed_by else ""
    return f"{event.trigger.text} [{event.type}]{told}{disputed}".replace("[", "(").replace("]", ")")


def _setting(event: Event) -> str:
    where = event.where.name if event.where else ""
    when = ""
    if event.when is not None:
        fixed = event.when.start if event.when.start == event.when.end else None
        when = day_in_words(fixed) if fixed else event.when.text
    return ", ".join(part for part in (where, when) if part) or "-"


def _denials(coding: Coding) -> list[str]:
    return [
        f"Denied: {n}, by {', '.join(e.disputed_by)}" for n, e in enumerate(coding.events, start=1) if e.disputed_by
    ]


def _standing(coding: Coding) -> list[str]:
    names = {a.id: (a.country if a.kind == "country" else a.name) or a.name for a in coding.actors}
    return [f"Standing: {names[r.subject]} – {names[r.object]}: {r.relation}" for r in coding.relations]


def _not_coded(coding: Coding) -> list[str]:
    if not coding.refusals:
        return []
    reasons = Counter(r.reason for r in coding.refusals)
    told = "; ".join(f"{n} × {reason}" if n > 1 else reason for reason, n in reasons.most_common(3))
    return [f"Not coded: {len(coding.refusals)} stretches ({told})"]
