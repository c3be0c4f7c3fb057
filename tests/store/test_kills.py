"""Kill -9 at any moment, with a reader beside it: nothing acknowledged is lost, nothing is doubled, nothing is torn."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from communique.errors import StoreError
from communique.store import Store, Writer, open_store

TOOL = Path(__file__).parents[2] / "tools" / "killed_run.py"
TABLES = ("articles", "blocks", "actors", "attributions", "reports", "events", "relations", "copies", "superseded")


def look(store: Store, seen: dict[str, int]) -> int:
    """What a reader sees is whole: each article with all its rows, each once, and none that was there is gone."""
    snap = store.snapshot()
    articles = snap.ask("SELECT article_key, coding, n_events, version FROM articles", views=("articles",)).to_pylist()
    keys = [a["article_key"] for a in articles]
    assert len(set(keys)) == len(keys), "an article is doubled"
    assert all(seen[k] <= v for k, v in ((a["article_key"], a["version"]) for a in articles) if k in seen)
    assert set(seen) <= set(keys), "an acknowledged article is lost"
    told = snap.ask("SELECT coding, count(*) AS n FROM reports GROUP BY coding", views=("reports",)).to_pylist()
    assert {r["coding"]: r["n"] for r in told} == {a["coding"]: a["n_events"] for a in articles if a["n_events"]}, (
        "torn"
    )
    one = snap.ask(
        "SELECT count(*) AS n, count(DISTINCT r) AS d FROM (SELECT unnest(reports) AS r FROM events)", views=("events",)
    )
    assert one["n"] == one["d"], "a report is in two events"
    if not snap.ask(
        "SELECT 1 FROM superseded WHERE batch > ?", [snap.manifest.merged_batch], views=("superseded",)
    ).num_rows:
        assert one["n"][0].as_py() == sum(a["n_events"] for a in articles), "events and reports disagree"
    seen.update((a["article_key"], a["version"]) for a in articles)
    return len(articles)


def kill_again_and_again(path: Path, kills: int, pages: int, seed: int) -> tuple[int, int]:
    """Start the run, kill it at a random moment, start it again; a reader looks all the while."""
    dice, seen, looks, hit = random.Random(seed), {}, 0, 0
    Writer(path)
    for _ in range(kills):
        child = subprocess.Popen([sys.executable, str(TOOL), str(path), str(pages)])
        began = time.monotonic()
        store = open_store(path)
        before = store.manifest.sequence
        waits = dice.uniform(0.0, 0.6)
        while child.poll() is None:
            started = store.manifest.sequence != before
            if started and time.monotonic() - began > waits:
                break
            if not started:
                began = time.monotonic()
            look(store, seen)
            looks += 1
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
            hit += 1
        child.wait()
        look(open_store(path), seen)
    return looks, hit


def check_end(path: Path, whole: Path, pages: int) -> None:
    """After the last kill the run goes on to its end, and the store is the one that no kill had touched."""
    for store in (path, whole):
        subprocess.run([sys.executable, str(TOOL), str(store), str(pages)], check=True)
    killed, untouched = open_store(path), open_store(whole)
    look(killed, {})
    for name in TABLES:
        hidden = [c for c in ("batch", "added") if c in killed.sql(f"SELECT * FROM {name} LIMIT 0").table.column_names]
        without = "EXCLUDE (" + ", ".join(hidden) + ")" if hidden else ""
        sql = f"SELECT * {without} FROM {name} ORDER BY ALL"
        assert killed.sql(sql).table.equals(untouched.sql(sql).table), name


def test_a_few_kills(tmp_path: Path) -> None:
    looks, hit = kill_again_and_again(tmp_path / "killed", kills=3, pages=240, seed=1)
    assert looks >= 3 and hit >= 2
    check_end(tmp_path / "killed", tmp_path / "whole", 240)


@pytest.mark.slow
def test_sixty_kills(tmp_path: Path) -> None:
    looks, hit = kill_again_and_again(tmp_path / "killed", kills=60, pages=6_000, seed=2)
    assert looks >= 60 and hit >= 50
    check_end(tmp_path / "killed", tmp_path / "whole", 6_000)


def test_a_store_is_never_made_over_other_files(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(StoreError, match="a folder with other things in it"):
        Writer(tmp_path)
