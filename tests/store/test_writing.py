"""What is written: each page once for each coder, each change a new version, one clear sentence when it cannot be."""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import synthetic
from desk import batch, commit, other_run, page

from communique.errors import StoreError
from communique.store import Writer, open_store
from communique.store.identity import split_source
from communique.store.manifest import NAME, read_manifest
from communique.store.tables import FORMAT, TABLES, arrow_schema


def test_the_same_page_again_adds_nothing(tmp_path: Path) -> None:
    pages = list(synthetic.pages(20))
    first, again = commit(tmp_path / "s", pages), commit(tmp_path / "s", pages)
    assert (first.added, first.known) == (20, 0)
    assert (again.added, again.known) == (0, 20)
    assert open_store(tmp_path / "s").counts()["articles"] == 20


def test_the_same_page_twice_in_a_batch_is_one(tmp_path: Path) -> None:
    assert commit(tmp_path / "s", [synthetic.page_of(1), synthetic.page_of(1)]).added == 1


def test_a_changed_page_is_a_new_version(tmp_path: Path) -> None:
    old, new = page("Gondor shelled Arnor near Mill1."), page("Gondor aided Arnor near Mill1.")
    commit(tmp_path / "s", [old])
    done = commit(tmp_path / "s", [new])
    store = open_store(tmp_path / "s")
    assert (done.added, done.replaced) == (1, 1)
    assert [(a["version"], a["headline"]) for a in store.articles()] == [(2, "Gondor aided Arnor near Mill1.")]
    assert [e["type"] for e in store.events()] == ["AID"]
    assert commit(tmp_path / "s", [old]).added == 0, "the old version is known; it does not come back"


def test_another_coder_reads_the_same_page_anew(tmp_path: Path) -> None:
    commit(tmp_path / "s", [page("Gondor shelled Arnor near Mill1.")])
    commit(tmp_path / "s", [page("Gondor shelled Arnor near Mill1.")], other_run())
    store = open_store(tmp_path / "s")
    assert [a["version"] for a in store.articles()] == [1]
    assert [(e["n_reports"], e["run"]) for e in store.events()] == [(1, store.runs().rows()[1]["run"])]
    assert [r["articles"] for r in store.runs()] == [1, 1]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("a.csv:12", ("a.csv", "12")),
        ("a.html", ("a.html", None)),
        ("a.zip/b.html", ("a.zip/b.html", None)),
        ("https://a.example:80", ("https://a.example:80", None)),
    ],
)
def test_a_source_is_a_file_and_a_line(source: str, parts: tuple[str, str | None]) -> None:
    assert split_source(source) == parts


def test_two_files_may_use_the_same_ids(tmp_path: Path) -> None:
    from communique.records import Page

    rows = [Page(f"{f}.csv:1", f"Gondor shelled Arnor near Mill{n}.", "text", {"id": "1"}) for n, f in enumerate("ab")]
    assert commit(tmp_path / "s", rows).added == 2
    assert open_store(tmp_path / "s").counts()["articles"] == 2


def test_a_reader_keeps_what_it_saw_while_a_writer_goes_on(tmp_path: Path) -> None:
    commit(tmp_path / "s", synthetic.pages(10))
    store = open_store(tmp_path / "s")
    before = store.snapshot()
    commit(tmp_path / "s", synthetic.pages(10, start=10))
    Writer(tmp_path / "s").compact()
    assert before.ask("SELECT count(*) AS n FROM articles", views=("articles",))["n"][0].as_py() == 10
    assert store.counts()["articles"] == 20


def test_two_writers_take_turns(tmp_path: Path) -> None:
    def write(start: int) -> None:
        writer = Writer(tmp_path / "s")
        for at in range(start, start + 40, 10):
            writer.commit(batch(synthetic.pages(10, start=at)), synthetic.RUN)

    Writer(tmp_path / "s")
    threads = [threading.Thread(target=write, args=(s,)) for s in (0, 20)]  # 20 to 40 are read by both
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    articles = open_store(tmp_path / "s").articles().rows()
    assert len(articles) == 60
    assert len({a["article_key"] for a in articles}) == 60


def test_compaction_changes_no_row(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "s")
    for at in range(30):
        writer.commit(batch(synthetic.pages(1, start=at)), synthetic.RUN)
    before = open_store(tmp_path / "s").sql("SELECT * FROM reports ORDER BY ALL").table
    assert len(open_store(tmp_path / "s").snapshot().files("reports")) == 30
    writer.compact()
    after = open_store(tmp_path / "s")
    assert len(after.snapshot().files("reports")) == 1
    assert after.sql("SELECT * FROM reports ORDER BY ALL").table == before


def test_unacknowledged_commits_are_not_seen_and_are_taken_back(tmp_path: Path) -> None:
    from deltalake import DeltaTable, write_deltalake

    commit(tmp_path / "s", synthetic.pages(5))
    rows = batch(synthetic.pages(5, start=5)).rows
    write_deltalake(str(tmp_path / "s" / "reports"), rows["reports"], mode="append")  # and there the writer died
    whole = open_store(tmp_path / "s").sql("SELECT count(*) AS n FROM reports").rows()
    assert DeltaTable(str(tmp_path / "s" / "reports")).to_pyarrow_table().num_rows > whole[0]["n"]
    Writer(tmp_path / "s")
    assert DeltaTable(str(tmp_path / "s" / "reports")).to_pyarrow_table().num_rows == whole[0]["n"]


def test_the_tables_open_as_they_are(tmp_path: Path) -> None:
    import polars

    commit(tmp_path / "s", synthetic.pages(5))
    for name in TABLES:
        frame = polars.read_delta(str(tmp_path / "s" / name))
        assert frame.columns == list(arrow_schema(name).names)


def test_every_column_is_told_in_the_docs() -> None:
    from communique.store.tables import tables_as_markdown

    docs = (Path(__file__).parents[2] / "docs" / "store.md").read_text("utf-8")
    assert tables_as_markdown() in docs, "run: python -m communique.store.tables, and put it into docs/store.md"


@pytest.mark.parametrize("where", ["nowhere", "empty"])
def test_no_store(where: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match=r"no store at|not a Communiqué store"):
        open_store(tmp_path / where)


def test_a_store_from_a_newer_version(tmp_path: Path) -> None:
    commit(tmp_path / "s", synthetic.pages(1))
    file = tmp_path / "s" / NAME
    file.write_text(json.dumps(json.loads(file.read_text()) | {"communique_store": FORMAT + 1, "written_by": "9.0"}))
    for door in (open_store, Writer):
        with pytest.raises(StoreError, match=r"newer Communiqué \(9.0, layout .* upgrade with"):
            door(tmp_path / "s")


def test_a_store_of_an_older_layout(tmp_path: Path) -> None:
    commit(tmp_path / "s", synthetic.pages(1))
    file = tmp_path / "s" / NAME
    file.write_text(json.dumps(json.loads(file.read_text()) | {"communique_store": FORMAT - 1}))
    with pytest.raises(StoreError, match="layout of an older Communiqué"):
        open_store(tmp_path / "s")


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"communique_store": "x"}'])
def test_a_damaged_manifest(damage: str, tmp_path: Path) -> None:
    commit(tmp_path / "s", synthetic.pages(1))
    (tmp_path / "s" / NAME).write_text(damage)
    with pytest.raises(StoreError, match="damaged"):
        open_store(tmp_path / "s")


def test_a_table_that_is_gone(tmp_path: Path) -> None:
    commit(tmp_path / "s", synthetic.pages(1))
    shutil.rmtree(tmp_path / "s" / "reports")
    with pytest.raises(StoreError, match="table “reports” cannot be opened"):
        open_store(tmp_path / "s").counts()


FULL_DISK = """
import resource, signal, sys
sys.path[:0] = {path!r}
import synthetic
from pathlib import Path
from desk import batch
from communique.errors import StoreError
from communique.store import Writer
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
writer = Writer(Path(sys.argv[1]))
writer.commit(batch(synthetic.pages(5)), synthetic.RUN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    writer.commit(batch(synthetic.pages(400, start=5)), synthetic.RUN)
except StoreError as why:
    print(why)
"""


def test_a_full_disk_says_so_and_loses_nothing(tmp_path: Path) -> None:
    code = FULL_DISK.format(path=[str(Path(__file__).parent), str(Path(synthetic.__file__).parent)])
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "s")], capture_output=True, text=True, check=False
    )
    assert "The disk is full" in done.stdout, done.stderr
    assert open_store(tmp_path / "s").counts()["articles"] == 5
    assert commit(tmp_path / "s", synthetic.pages(405)).added == 400


READ_ONLY = """
import os, sys
from pathlib import Path
sys.path[:0] = {path!r}
import synthetic
from desk import batch
from communique.errors import StoreError
from communique.store import Writer, open_store
other = Path(sys.argv[1]).parent / "other"  # everything is imported before the rights are given up
Writer(other).commit(batch(synthetic.pages(3)), synthetic.RUN)
open_store(other).search("Gondor")
os.setuid(65534) if os.getuid() == 0 else None
print(len(open_store(Path(sys.argv[1])).search("Gondor")))
try:
    Writer(Path(sys.argv[1]))
except StoreError as why:
    print(why)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter; pytest's own shut again whenever another run begins."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_read_only_folder_can_be_asked_but_not_written(open_folder: Path) -> None:
    path = open_folder / "s"
    commit(path, synthetic.pages(5))
    found = len(open_store(path).search("Gondor"))
    shutil.rmtree(path / ".search")
    for part in [path, *path.rglob("*")]:
        part.chmod(0o555 if part.is_dir() else 0o444)
    code = READ_ONLY.format(path=[str(Path(__file__).parent), str(Path(synthetic.__file__).parent)])
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert done.stdout.startswith(f"{found}\n"), done.stderr
    assert "read-only for this user" in done.stdout, done.stderr
    assert read_manifest(path).batch == 1
