"""What an expression takes from the words beside it: "the day after Christmas", "10:35 a.m. (0735 GMT) Friday"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.records import TimeExpression
from communique.times.dates import as_value, grain, read_day, step
from communique.times.patterns import CLOCK_PAIR, DAY_BESIDE
from communique.times.setting import Reading


def beside_day(lower: str, free: int, start: int, reading: Reading) -> tuple[int, Reading]:
    """Where an expression begins, and its reading, when "the day before" or "the day after" stands before a day."""
    if reading.type != "DATE" or grain(reading.value) != "D":
        return start, reading
    found = DAY_BESIDE.search(lower, max(free, start - 20), start)
    if found is None:
        return start, reading
    day = read_day(reading.value)
    moved = step(day, "D", 1 if found["side"] == "after" else -1) if day else None
    return found.start(), replace(reading, value=as_value(moved, "D"))


def with_shared_day(text: str, times: Sequence[TimeExpression]) -> Iterator[tuple[int, str]]:
    """Clock times that tell the newest one's moment in another zone, each with its place and the value on that day."""
    last = times[-1]
    day = last.value.partition("T")[0]
    if grain(last.value) != "D" and not day.startswith("XXXX-WXX-"):
        return
    start = last.start
    for i in range(len(times) - 2, max(-1, len(times) - 4), -1):
        if ":" not in times[i].value or not CLOCK_PAIR.fullmatch(text, times[i].end, start):
            return
        yield i, f"{day}T{times[i].value.partition('T')[2]}"
        start = times[i].start


def on_day(clock: str, day: str) -> str | None:
    """A clock time on a day; "5:30" with "this morning" is 05:30, with "last night" 17:30 of that day."""
    day, _, part = day.partition("T")
    time = clock.partition("T")[2]
    if not part:
        return f"{day}T{time}"
    if part not in ("MO", "AF", "EV", "NI") or not time[:2].isdigit():
        return None
    hour = int(time[:2])
    if part != "MO" and 4 < hour < 12:
        hour += 12
    return f"{day}T{hour:02d}{time[2:]}"
