"""How fast the pages are: a server on stores of 100,000 and 1 M events, each page asked cold and then again.

    python tools/bench_pages.py [--events 100000 --events 1000000]

The events are made up (tools/varied_events.py), with some hundred synthetic articles beside them; exit code 1 when a page is slower
than its bound: 1 s from start to first page, 200 ms a page at 100,000 events, 500 ms at 1 M.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
FIRST_BOUND, BOUNDS = 1000, {100_000: 200, 1_000_000: 500}
TIMES = 5
PAGES = (
    "/", "/?added=2020-01-01", "/article/{article}", "/event/{event}", "/dyads", "/dyad?a=AAX&b=ABX",
    "/dyad?a=AAX&b=ABX&way=there", "/dyad?a=AAX&b=ABX&by=month", "/dyad?a=CBX&b=DCX", "/actors", "/actor?name=AAX",
    "/actor?name=DCX", "/search", "/search?q=shelled", "/search?type=ACCUSE", "/search?who=AAX&type=ACCUSE&since=2019",
    "/search?page=50", "/search?factuality=negated&disputed=true", "/review", "/sources", "/codebook",
)  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, action="append")
    worst = 0
    for count in options.parse_args().events or list(BOUNDS):
        with tempfile.TemporaryDirectory() as folder:
            worst = max(worst, _bench(Path(folder) / "desk", count))
    return worst


def _bench(path: Path, count: int) -> int:
    _fill(path, count)
    bound = next((b for n, b in sorted(BOUNDS.items()) if count <= n), BOUNDS[max(BOUNDS)])
    started = time.perf_counter()
    command = [sys.executable, "-m", "communique", "serve", str(path), "--port", "0", "--by", "bench"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            found = re.search(r"http://\S+", server.stderr.readline())
            assert found is not None
            base = found[0].rstrip("/")
            first, _ = _ask(base + "/", started)
            print(f"\n{count:,} events: start to first page {first:.0f} ms (bound {FIRST_BOUND})", flush=True)
            print(f"{'page':52} {'cold ms':>8} {'warm ms':>8} {'kB':>6}")
            slow = first > FIRST_BOUND
            for page in PAGES:
                slow |= _measure(base, _named(page, path), page, bound)
        finally:
            server.terminate()
    return int(slow)


def _measure(base: str, address: str, page: str, bound: int) -> bool:
    cold, size = _ask(base + address)
    warm = median(_ask(base + address)[0] for _ in range(TIMES))
    late = max(cold, warm) > bound
    print(
        f"{page:52} {cold:8.0f} {warm:8.0f} {size / 1000:6.0f}{'  SLOWER than ' + str(bound) if late else ''}",
        flush=True,
    )
    return late


def _ask(address: str, since: float | None = None) -> tuple[float, int]:
    since = time.perf_counter() if since is None else since
    with urllib.request.urlopen(address, timeout=60) as answer:
        size = len(answer.read())
    return (time.perf_counter() - since) * 1000, size


def _fill(path: Path, count: int) -> None:
    import synthetic
    import varied_events

    from communique.store import Writer
    from communique.store.identity import page_hash
    from communique.store.rows import Reading, batch_of

    varied_events.write(path, count)
    pages = list(synthetic.pages(300))
    batch = batch_of([Reading(p, page_hash(p), synthetic.coding_of(p)) for p in pages])
    Writer(path).commit(batch, synthetic.RUN)


def _named(page: str, path: Path) -> str:
    from communique.store import Filters, open_store

    if "{" not in page:
        return page
    store = open_store(path)
    article = store.articles(limit=1).rows()[0]["article_key"]
    event = store.events(Filters(article=article), limit=1).rows()[0]["event_id"]
    return page.format(article=article, event=event)


if __name__ == "__main__":
    sys.exit(main())
