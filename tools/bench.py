"""Runs the reference scorers on the reference data, where both are present, and prints one table.

    python tools/bench.py --shared ../shared [--only gold,times] [--errors N] [--no-second-opinion]

Predictions go to bench-out/. The texts are for measuring only: nothing here, and nothing that ships, is fitted to them.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench-out"
NUMBERS = re.compile(r"(\w+) ([\d.]+)")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    wanted: str


class Bench:
    """The datasets, the coder, and the scorers."""

    def __init__(self, shared: Path, errors: int, second_opinion: bool) -> None:
        from communique.pipeline import Coder

        self.with_attitudes = lambda: Coder.load(second_opinion=False, attitudes=True)

        self.shared = shared
        self.errors = errors
        self.coder = Coder.load(second_opinion=second_opinion)
        self.second_opinion = second_opinion

    def _score(self, scorer: str, *arguments: str | Path, show: bool = True) -> str:
        command = [sys.executable, str(self.shared / "score" / scorer), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{scorer} failed:\n{done.stderr[-2000:]}")
        if show and self.errors:
            print(done.stdout)
        return done.stdout

    def _write(self, name: str, records: Iterable[dict[str, Any]]) -> Path:
        OUT.mkdir(exist_ok=True)
        path = OUT / name
        with path.open("w", encoding="utf-8") as file:
            for record in records:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        return path

    def _codings(
        self, pages: Iterable[Any], date: Callable[[Any], str | None] = lambda _: None
    ) -> Iterable[dict[str, Any]]:
        from communique.errors import InputError

        for page in pages:
            try:
                yield self.coder.code_page(page, date=date(page)).to_json()
            except InputError as problem:
                record = getattr(problem, "record", None)
                if record is None:
                    print(f"not read: {page.source}: {problem}", file=sys.stderr)
                else:
                    yield record.to_json()

    def gold(self) -> list[Row]:
        """The hand-coded articles."""
        from communique.records import Page

        folder = self.shared / "gold"
        dates = {}
        for meta in folder.glob("*.meta.json"):
            said = json.loads(meta.read_text())
            dates[meta.name.removesuffix(".meta.json")] = said.get("published") or said.get("published_assumed")
        pages = [Page(str(p), p.read_text(encoding="utf-8"), "text") for p in sorted(folder.glob("*.txt"))]
        path = self._write("gold.jsonl", self._codings(pages, lambda p: dates.get(Path(p.source).stem)))
        out = self._score("score_events.py", path, folder, *(["--errors"] if self.errors else []))
        said = json.loads(out[out.index("\n{") if "\n{" in out else out.index("{") :])
        on = said["on_dyad_pairs"]
        rows = [
            Row(f"gold events {k}", _prf(said[f"events_{k}"]), w)
            for k, w in (("found", ".75"), ("typed", ".68"), ("dyad", ".45 / .60"))
        ]
        rows += [
            Row(f"gold {k} on {on['n']} dyad pairs", str(on[k]), w)
            for k, w in (
                ("factuality", ""),
                ("factuality_of_nonactual", ".75"),
                ("source", ".85"),
                ("whole_chain", ".70"),
                ("when", ".85"),
                ("where_country", ".90"),
            )
        ]
        rows.append(
            Row(
                "gold attributions",
                f"{_prf(said['attributions'])}, via {said['attributions']['via']}",
                ".70 / .85, via .85",
            )
        )
        rows.append(
            Row(
                "gold actors found / country / sector",
                " / ".join(str(v) for v in said["actors"].values()),
                ".90 / .95 / .88",
            )
        )
        rows.append(Row("gold page characters right", str(said.get("page_characters_right")), ".99"))
        return rows

    def relate(self) -> list[Row]:
        """PLV: type given the pair."""
        from communique.pipeline import Relater

        items = self.shared / "data/plv/train.jsonl"
        rows = [json.loads(line) for line in items.read_text(encoding="utf-8").splitlines() if line.strip()]
        relater = Relater.load(second_opinion=self.second_opinion)
        path = self._write("relate.jsonl", relater.relate(rows))
        said = json.loads(self._score("score_relate.py", path, items, "--errors", str(self.errors)).splitlines()[-1])
        return [
            Row(
                "PLV relate root / quad / binary",
                f"{said['root']} / {said['quad']} / {said['binary']}",
                "65 / 82, 92, 96",
            )
        ]

    def spans(self) -> list[Row]:
        """Actor and recipient spans of single sentences."""
        from communique.records import Page

        items = self.shared / "data/actor_spans/train.jsonl"
        rows = [json.loads(line) for line in items.read_text(encoding="utf-8").splitlines() if line.strip()]
        pages = [Page(f"{r['id']}", r["sentence"], "text", {"id": str(r["id"])}) for r in rows]
        path = self._write("spans.jsonl", self._codings(pages))
        said = json.loads(
            self._score("score_actor_spans.py", path, items, "--errors", str(self.errors)).splitlines()[-1]
        )
        return [
            Row(
                "actor spans: actor / recipient / both / no event",
                " / ".join(str(said[k]) for k in ("actor", "recipient", "both", "no_event")),
                "90 / 80 / 68 / ≤ 8",
            )
        ]

    def attribution(self) -> list[Row]:
        """PolNeAR dev."""
        from communique.records import Page

        data = self.shared / "data/polnear"
        pages = [
            Page(str(p), p.read_bytes().decode("utf-8").replace("\r\n", "\n"), "text")
            for p in sorted((data / "dev/text").glob("*.txt"))
        ]
        own = self._polnear("as recorded", self._write("polnear.jsonl", self._codings(pages)))
        default, self.coder = self.coder, self.with_attitudes()
        joined = map(_joined, self._codings(pages))
        wide = self._polnear("--attitudes, halves joined", self._write("polnear-attitudes.jsonl", joined))
        self.coder = default
        return own + wide

    def _polnear(self, how: str, path: Path) -> list[Row]:
        data = self.shared / "data/polnear"
        out = self._score("score_attribution.py", path, "--data", data, "--split", "dev", "--errors", str(self.errors))
        found = {
            line.strip()[:26].strip(): dict(NUMBERS.findall(line[28:]))
            for line in out.splitlines()
            if line.startswith("  ")
        }
        direct = found["attribution@0.5 direct"]
        return [
            Row(f"PolNeAR dev attribution@0.5 F1, {how}", found["attribution@0.5"]["F1"], "72"),
            Row(f"PolNeAR dev direct P / R, {how}", f"{direct['P']} / {direct['R']}", "92 / 90"),
            Row(f"PolNeAR dev content exact F1, {how}", found["content exact"]["F1"], "60"),
        ]

    def times(self) -> list[Row]:
        """TimeBank and AQUAINT."""
        from communique.records import Page

        out = []
        for name in ("timebank", "aquaint"):
            items = self.shared / f"data/timex/{name}.jsonl"
            rows = [json.loads(line) for line in items.read_text(encoding="utf-8").splitlines() if line.strip()]
            pages = [
                Page(
                    r["id"],
                    r["text"],
                    "text",
                    {"id": r["id"]} | ({"published": r["published"]} if r["published"] else {}),
                )
                for r in rows
            ]
            path = self._write(f"{name}.jsonl", self._codings(pages))
            said = json.loads(self._score("score_times.py", path, items, "--errors", str(self.errors)).splitlines()[-1])
            out.append(Row(f"{name} value / strict F1", f"{said['value_f1']} / {said['strict_f1']}", "70 / 80, 80"))
        return out

    def blocks(self) -> list[Row]:
        """Pasted pages: article or furniture."""
        from communique.pages import read_article
        from communique.records import Page

        items = self.shared / "data/flat/dev.jsonl"
        rows = [json.loads(line) for line in items.read_text(encoding="utf-8").splitlines() if line.strip()]
        pages = [Page(r["id"], "\n".join(r["lines"]), "text", {"id": r["id"]}) for r in rows]
        path = self._write("flat.jsonl", _blocks_only(pages, read_article))
        said = json.loads(self._score("score_blocks.py", path, items, "--errors", str(self.errors)).splitlines()[-1])
        return [Row("pasted text, word F1", str(said["word_f1"]), ".92")]

    def html(self) -> list[Row]:
        """HTML pages: the article's 4-grams."""
        from communique.pages import read_article
        from communique.records import Page

        folder = self.shared / "data/html"
        pages = [
            Page(p.name.removesuffix(".gz"), gzip.decompress(p.read_bytes()).decode("utf-8", "replace"), "html")
            for p in sorted(folder.glob("*.html.gz"))
        ]
        path = self._write("html.jsonl", _blocks_only(pages, read_article))
        said = json.loads(
            self._score("score_html.py", path, folder / "ground-truth.json", "--errors", str(self.errors)).splitlines()[
                -1
            ]
        )
        return [Row("HTML, 4-gram F1", str(said["f1"]), ".95")]

    def silence(self) -> list[Row]:
        """Pages where nothing political happens."""
        from score_silence import measure

        words, events = measure(self.coder, self.shared / "data/html", bool(self.errors))
        return [Row("events per 1,000 words of pages without politics", f"{1000 * events / words:.2f}", "≤ .3")]

    def speed(self) -> list[Row]:
        """Time beyond the bare spaCy pipeline, on the hand-coded articles."""
        from communique.pages import read_article
        from communique.parsing.parser import DEFAULT_MODEL
        from communique.records import Page

        texts = [p.read_text(encoding="utf-8") for p in sorted((self.shared / "gold").glob("*.txt"))]
        articles = [read_article(Page("x", t, "text"), date="1999-01-01") for t in texts]
        words = sum(len(t.split()) for t in texts)
        paragraphs = [[a.text[b.start : b.end] for b in a.blocks if b.part_of_article] for a in articles]
        nlp = importlib.import_module(DEFAULT_MODEL).load()  # as spaCy runs it, without parsing.pace
        bare, whole = [], []
        for _ in range(5):
            started = time.perf_counter()
            for some in paragraphs:
                list(nlp.pipe(some))
            bare.append(time.perf_counter() - started)
            started = time.perf_counter()
            for text in texts:
                self.coder.code_page(Page("x", text, "text"), date="1999-01-01")
            whole.append(time.perf_counter() - started)
        base, ours = sorted(bare)[2], sorted(whole)[2]
        return [Row("words a second: bare pipeline / all of it", f"{words / base:.0f} / {words / ours:.0f}", ""),
                Row("time beyond the bare pipeline", f"{100 * (ours / base - 1):.0f} %", "25 % / 15 %, 40 % with the encoder")]  # fmt: skip


def _joined(record: dict[str, Any]) -> dict[str, Any]:
    """A record as PolNeAR writes it: quotations joined over interruptions, contents without cue and source, none nested."""
    by_id = {a["id"]: a for a in record["attributions"]}
    kept = []
    for attribution in record["attributions"]:
        first = by_id.get(attribution.get("continues") or "")
        if first is None:
            attribution["content"] = _without_aside(attribution)
            kept.append(attribution)
        else:
            while first.get("joins") is not None:
                first = first["joins"]
            first["content"] = [*first["content"], attribution["content"]]
            attribution["joins"] = first
    kept = [a for a in kept if not any(_holds(b, a) for b in kept)]
    return record | {"attributions": [{k: v for k, v in a.items() if k != "joins"} for a in kept]}


def _without_aside(attribution: dict[str, Any]) -> list[dict[str, int]]:
    """The stretches of a content on either side of its own cue: "The plan, he said, would fail" without "he said"."""
    content, cue, source = attribution["content"], attribution["cue"], attribution.get("source")
    start, end = content["start"], content["end"]
    inner = [s for s in (cue, source) if s and start <= s["start"] and s["end"] <= end]
    if cue not in inner:
        return [content]
    before, after = min(s["start"] for s in inner), max(s["end"] for s in inner)
    return [{"start": s, "end": e} for s, e in ((start, before), (after, end)) if s < e]


def _holds(outer: dict[str, Any], inner: dict[str, Any]) -> bool:
    """Whether one attribution is told in the content of another: PolNeAR gives a word to one attribution only."""
    cue = inner["cue"]
    return outer is not inner and any(c["start"] <= cue["start"] and cue["end"] <= c["end"] for c in outer["content"])


def _blocks_only(pages: Iterable[Any], read_article: Any) -> Iterable[dict[str, Any]]:
    from communique.errors import InputError
    from communique.records import Coding, Run

    for page in pages:
        try:
            article = read_article(page)
        except InputError as problem:
            article = getattr(problem, "article", None)
            if article is None:
                print(f"not read: {page.source}: {problem}", file=sys.stderr)
                continue
        yield Coding(article, (), (), (), (), (), (), (), Run("", "", "")).to_json()


def _prf(said: dict[str, float]) -> str:
    return f"P {said['P']:.3f} R {said['R']:.3f} F1 {said['F1']:.3f}"


def _write_page(rows: list[Row]) -> None:
    """Puts the table between its marks in docs/accuracy.md."""
    page = ROOT / "docs/accuracy.md"
    before, _, rest = page.read_text(encoding="utf-8").partition("<!-- bench -->\n")
    _, _, after = rest.partition("<!-- /bench -->\n")
    table = ["| measure | measured | wanted |", "| --- | --- | --- |"]
    table += [f"| {r.what} | {r.measured} | {r.wanted} |" for r in rows]
    page.write_text(f"{before}<!-- bench -->\n" + "\n".join(table) + f"\n<!-- /bench -->\n{after}", encoding="utf-8")


def main() -> None:
    """Runs what is asked for and prints the table."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    ap.add_argument("--only", default="gold,relate,spans,attribution,times,blocks,html,silence,speed")
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--no-second-opinion", action="store_true")
    ap.add_argument("--write", action="store_true", help="put the table into docs/accuracy.md")
    a = ap.parse_args()
    if not (a.shared / "score").is_dir():
        print(f"The scorers and reference data are not here ({a.shared}); nothing was measured.")
        return
    bench = Bench(a.shared, a.errors, not a.no_second_opinion)
    rows: list[Row] = []
    for name in a.only.split(","):
        started = time.time()
        rows += getattr(bench, name)()
        print(f"{name}: {time.time() - started:.0f} s", file=sys.stderr)
    if a.write:
        _write_page(rows)
    width = max(len(r.what) for r in rows)
    print(f"\n| {'measure':{width}} | {'measured':40} | wanted |")
    print(f"| {'-' * width} | {'-' * 40} | --- |")
    for row in rows:
        print(f"| {row.what:{width}} | {row.measured:40} | {row.wanted} |")


if __name__ == "__main__":
    main()
