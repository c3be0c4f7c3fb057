"""A store on the command line: what the pages can narrow, the commands narrow alike."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from communique.cli import main
from communique.records import Page
from communique.store import Store, Writer, open_store
from communique.store.identity import page_hash
from communique.store.rows import Reading, batch_of

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import synthetic


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("commands") / "s"
    pages = list(synthetic.pages(300))
    readings = [Reading(p, page_hash(p), synthetic.coding_of(p, synthetic.RUN)) for p in pages]
    Writer(path).commit(batch_of(readings), synthetic.RUN)
    return open_store(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[Any], str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), [json.loads(line) for line in out.splitlines() if line.startswith("{")], err


def test_a_dyad_is_narrowed_as_its_page_is(capsys: pytest.CaptureFixture[str], store: Store) -> None:
    where = str(store.path)
    everything = run(capsys, "dyad", where, "GON", "ARN", "--by", "quarter")[1]
    told = run(capsys, "dyad", where, "GON", "ARN", "--by", "quarter", "--quad", "4", "--factuality", "actual")[1]
    assert {r["quad"] for r in told} == {4} < {r["quad"] for r in everything}
    late = run(capsys, "dyad", where, "GON", "ARN", "--since", "2031")[1]
    assert late and all(r["period"] >= "2030-12-30" for r in late)
    there = run(capsys, "dyad", where, "GON", "ARN", "--way", "there", "--by", "year")[1]
    wanted = [r for r in run(capsys, "dyad", where, "GON", "ARN", "--by", "year")[1] if r["actor"] == "GON"]
    assert [(r["period"], r["quad"], r["events"]) for r in there if r["actor"] == "GON"] == [
        (r["period"], r["quad"], r["events"]) for r in wanted
    ]
    code, _, says = run(capsys, "dyad", where, "GON", "ARN", "--way", "back", "--who", "ARN")
    assert (code, "--way" in says) == (2, True)


@pytest.mark.parametrize("part", ["roles", "did", "undergone", "said", "denied", "standing"])
def test_every_part_of_an_actors_page(part: str, capsys: pytest.CaptureFixture[str], store: Store) -> None:
    code, rows, _ = run(capsys, "actor", str(store.path), "GON", "--part", part)
    assert code == 0
    if part in ("did", "undergone"):
        side = {"did": "actor_countries", "undergone": "recipient_countries"}[part]
        assert rows and all("GON" in r[side] for r in rows)
    if part in ("said", "denied"):
        assert all(r["speaker_country"] == "GON" for r in rows)


def test_an_actor_is_narrowed(capsys: pytest.CaptureFixture[str], store: Store) -> None:
    where = str(store.path)
    everything = run(capsys, "actor", where, "GON")[1]
    late = run(capsys, "actor", where, "GON", "--since", "2031-06")[1]
    assert sum(r["articles"] for r in late) < sum(r["articles"] for r in everything)
    assert all(r["first_day"] >= "2031-06-01" for r in late)
    did = run(capsys, "actor", where, "GON", "--part", "did", "--type", "aid")[1]
    assert did and {r["type"] for r in did} == {"AID"}
    for more, says in (
        (("GON", "--type", "AID"), "--part did"),
        (("GON", "--part", "did", "--who", "ARN"), "leave that out"),
        (("GON", "--part", "said", "--actor", "ARN"), "leave --actor"),
        (("--part", "did"), "needs the actor's NAME"),
        (("--since", "2031"), "nothing else"),
    ):
        code, _, err = run(capsys, "actor", where, *more)
        assert (code, says in err) == (2, True), err


def test_quotes_about_an_act(capsys: pytest.CaptureFixture[str], store: Store) -> None:
    where = str(store.path)
    every = run(capsys, "quotes", where)[1]
    some = run(capsys, "quotes", where, "--dyad", "GON", "ARN")[1]
    assert len(some) < len(every)
    told = {(r["coding"], r["attribution"]) for r in store.sql("SELECT * FROM reports WHERE attribution IS NOT NULL")}
    assert all((r["coding"], r["attribution"]) in told for r in some)


def test_actors_are_merged_and_split_on_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "s"
    page = Page("a.txt", "Gondor met Arnor near Mill1.", "text", {"id": "a", "published": "2031-01-01"})
    reading = Reading(page, page_hash(page), synthetic.coding_of(page, synthetic.RUN))
    Writer(path).commit(batch_of([reading]), synthetic.RUN)
    by = ("--by", "Ada")
    assert run(capsys, "correct", str(path), "Gondor", "--actor", "--merge", "Arnor", *by)[0] == 0
    assert [a["name"] for a in run(capsys, "actor", str(path))[1]] == ["Gondor"]
    key = open_store(path).articles().rows()[0]["article_key"]
    assert run(capsys, "correct", str(path), "Gondor", "--actor", "--split", key, "--as", "The ship", *by)[0] == 0
    assert [a["name"] for a in run(capsys, "actor", str(path))[1]] == ["The ship"]
    assert run(capsys, "correct", str(path), "Gondor", "--actor", "--accept", *by)[0] == 2
    assert [c["action"] for c in run(capsys, "corrections", str(path))[1]] == ["merge-actors", "split-actor"]


def test_a_run_says_what_it_did_and_why_pages_failed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("Gondor accused Arnor of shelling a village.", encoding="utf-8")
    command = ("code", str(good), str(tmp_path / "gone.txt"), "--into", str(tmp_path / "s"), "--no-second-opinion")
    code, _, err = run(capsys, *command, "--workers", "1")
    assert code == 3
    assert "gone.txt does not exist" in err
    assert "1 page coded, 1 event told; 1 failed." in err
    assert "1 input failed" in err
