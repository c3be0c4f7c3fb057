"""One act in many papers: reports that tell the same act become one event, with the reasons.

Reports are compared within a week of each other, then joined, the surest pair first, as long as no two of a group
exclude each other (two reports of one article always do). The result depends on the reports alone, not on their order.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from communique.corpus.duplicates import Sketched, find_agency, find_copies
from communique.corpus.likeness import (
    SAME,
    WINDOW_DAYS,
    Likeness,
    Report,
    Side,
    compare_reports,
    content_words,
    figures_in,
    scenes_in,
)
from communique.corpus.patterns import NEIGHBOURS, OWNING


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports that may tell one act."""

    points: float
    a: str
    b: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Reports of one act, and why they are one."""

    reports: tuple[str, ...]
    reasons: tuple[str, ...]


def find_groups(reports: Iterable[Report]) -> tuple[Group, ...]:
    """The groups of two or more reports that tell one act; all other reports stand alone.

    `reports` come in the order of (day, report_id); only a window of them is held.
    """
    pairs: list[Pair] = []
    held: dict[str, Report] = {}
    for a, b, alike in _alike(reports):
        pairs.append(Pair(alike.points, min(a.report_id, b.report_id), max(a.report_id, b.report_id), alike.reasons))
        held[a.report_id], held[b.report_id] = a, b
    return _joined(pairs, held)


def merge_store(path: Path) -> int:
    """Group near-duplicate articles and merge reports across the whole store; gives the number of merged events."""
    from communique.store.merged import report_rows, sketch_rows, unmerged, write_merged

    state = unmerged(path)
    if state is None:
        return 0
    copies = find_copies(read_sketched(row) for row in sketch_rows(state))
    stories = {c.article_key: c.story for c in copies}
    groups = find_groups(read_report(row, stories) for row in report_rows(state))
    write_merged(path, state, [(g.reports, g.reasons) for g in groups], [asdict(c) for c in copies])
    return len(groups)


def read_report(row: Mapping[str, Any], stories: Mapping[str, str]) -> Report:
    """A report's row as it is compared."""
    sides = {
        side: tuple(
            Side(p["name"] or p["text"], p["kind"], p["country"], p["sector"], p["text"].casefold().startswith(OWNING))
            for p in row[side]
        )
        for side in ("actors", "recipients")
    }
    told = row["day_how"] in ("told", "range")
    words = " ".join(dict.fromkeys((row["sentence"], *(t["text"] for t in row["tellings"] or ()))))
    names = [p["name"] or "" for side in ("actors", "recipients") for p in row[side]] + [row["where_name"] or ""]
    scenes = scenes_in(words, names)
    return Report(
        row["report_id"],
        row["article_key"],
        row["type"],
        row["mode"],
        row["factuality"],
        sides["actors"],
        sides["recipients"],
        row["day"] if told else None,
        (until_of(row["when_end"]) or row["day"]) if told else None,
        row["published_day"],
        row["where_name"],
        row["where_country"],
        row["lat"],
        row["lon"],
        tuple((q["what"], q["least"], q["most"]) for q in row["quantities"]),
        content_words(words, [*names, *scenes]),
        figures_in(words),
        stories.get(row["article_key"]),
        row["outlet"],
        scenes,
    )


def until_of(day: str | None) -> date | None:
    """The last day of a time that the text fixes, None where it fixes less than a day."""
    try:
        return None if day is None else date.fromisoformat(day[:10])
    except ValueError:
        return None


def read_sketched(row: Mapping[str, Any]) -> Sketched:
    """An article's row as it is grouped."""
    agency = find_agency(row["byline"], row["opening"])
    return Sketched(row["article_key"], tuple(row["sketch"]), row["outlet"], row["published_day"], agency)


def _alike(reports: Iterable[Report]) -> Iterator[tuple[Report, Report, Likeness]]:
    """Pairs of reports that reach the points of one act, found within the window.

    Reports that name two parties meet those that name the same two, and those that name one of them alone.
    """
    blocks: dict[tuple[str, ...], deque[Report]] = defaultdict(deque)
    for report in reports:
        seen: set[str] = set()
        asked, kept = _keys(report)
        for key in asked:
            block = blocks[key]
            while block and _apart(block[0].day, report.day) > WINDOW_DAYS:
                block.popleft()
            for other in block:
                if other.report_id not in seen:
                    seen.add(other.report_id)
                    alike = compare_reports(report, other)
                    if alike is not None and alike.points >= SAME:
                        yield report, other, alike
        for key in kept:
            blocks[key].append(report)


def _apart(a: date | None, b: date | None) -> int:
    return 0 if a is None and b is None else WINDOW_DAYS + 1 if a is None or b is None else abs((a - b).days)


def _keys(report: Report) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The blocks in which a report looks for others, and those in which others find it."""
    families = ["/".join(sorted(n)) for n in NEIGHBOURS if report.type in n] or [report.type]
    everyone = report.actors + report.recipients
    countries = {p.country for p in everyone if p.country}
    parties = sorted(countries or {p.name.casefold().split()[-1] for p in everyone if p.name})
    pairs: list[tuple[str, ...]] = [(f, "pair", *pair) for f in families for pair in combinations(parties, 2)]
    lone: list[tuple[str, ...]] = [(f, "lone", p) for f in families for p in parties]
    every: list[tuple[str, ...]] = [(f, "all", p) for f in families for p in parties]
    return (pairs + lone, pairs + every) if pairs else (every, lone + every)


def _joined(pairs: Sequence[Pair], held: Mapping[str, Report]) -> tuple[Group, ...]:
    """Groups, by joining the surest pairs first while no two members exclude each other."""
    group_of: dict[str, int] = {}
    members: dict[int, list[str]] = {}
    reasons: dict[int, list[str]] = {}
    for pair in sorted(pairs, key=lambda p: (-p.points, p.a, p.b)):
        for name in (pair.a, pair.b):
            if name not in group_of:
                group_of[name] = len(group_of)
                members[group_of[name]], reasons[group_of[name]] = [name], []
        x, y = group_of[pair.a], group_of[pair.b]
        if x == y or not _may_join(members[x], members[y], held):
            continue
        if len(members[x]) < len(members[y]):
            x, y = y, x
        members[x] += members.pop(y)
        reasons[x] += [*reasons.pop(y), f"{pair.a} + {pair.b}: " + "; ".join(pair.reasons)]
        for name in members[x]:
            group_of[name] = x
    found = [Group(tuple(sorted(members[g])), tuple(reasons[g])) for g in members if len(members[g]) > 1]
    return tuple(sorted(found, key=lambda g: g.reports))


def _may_join(a: Sequence[str], b: Sequence[str], held: Mapping[str, Report]) -> bool:
    """No member of one excludes a member of the other, and on the whole they are alike."""
    points = []
    for x in a:
        for y in b:
            alike = compare_reports(held[x], held[y])
            if alike is None:
                return False
            points.append(alike.points)
    return sum(points) / len(points) >= SAME - 1.5
