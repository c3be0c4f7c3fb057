"""The same pages give the same store, whoever does the work and however it went."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import synthetic

from communique.corpus.run import Progress, code_in_order, code_into_store
from communique.corpus.work import Recipe
from communique.errors import CommuniqueError, UnreadableInput, UsageError
from communique.records import Coding, Page
from communique.store import Store, open_store
from communique.store.rows import Failure

RECIPE = Recipe(synthetic.SyntheticCoder.load)
TABLES = ("articles", "blocks", "actors", "attributions", "reports", "events", "relations", "errors", "copies")


def content(store: Store) -> dict[str, Any]:
    """All that a store holds, but for the moment at which it was written."""
    found = {}
    for name in TABLES:
        table = store.sql(f"SELECT * FROM {name} ORDER BY ALL").table
        found[name] = table.drop_columns([c for c in ("added",) if c in table.column_names])
    return found


class Deadly:
    """A coder that dies, with its whole process, on some pages: once, or whenever it meets them."""

    def __init__(self, mark: str) -> None:
        self.run = synthetic.RUN
        self._mark = Path(mark)

    def code_pages(self, pages: Any, *, date: str | None = None) -> Iterator[Any]:
        for page in pages:
            if "always deadly" in page.body or ("deadly once" in page.body and not self._mark.exists()):
                self._mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield synthetic.coding_of(page)


def refuse(**_: Any) -> Any:
    raise CommuniqueError("There is no such model.")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "store"
    code_into_store(synthetic.pages(300), path, RECIPE, workers=1)
    return path


def test_two_workers_write_what_one_writes(alone: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    done = code_into_store(synthetic.pages(300), tmp_path / "two", RECIPE, workers=2, report=told.append)
    assert (done.seen, done.known, done.coded, done.failed) == (300, 0, 300, 0)
    assert [p.seen for p in told] == [128, 256, 300]
    assert content(open_store(alone)) == content(open_store(tmp_path / "two"))


def test_the_same_pages_again_add_nothing(alone: Path) -> None:
    before = content(open_store(alone))
    done = code_into_store(synthetic.pages(300), alone, RECIPE, workers=1)
    assert (done.seen, done.known, done.coded) == (300, 300, 0)
    assert before == content(open_store(alone))


def test_a_worker_that_dies_once_costs_nothing(alone: Path, tmp_path: Path) -> None:
    pages = list(synthetic.pages(300))
    marked = [
        Page(p.source, p.body + ("\ndeadly once" if i == 77 else ""), p.media, p.given) for i, p in enumerate(pages)
    ]
    recipe = Recipe(Deadly, {"mark": str(tmp_path / "died")})
    code_into_store(marked, tmp_path / "deadly", recipe, workers=2)
    code_into_store(marked, tmp_path / "living", RECIPE, workers=1)
    assert (tmp_path / "died").exists()
    assert content(open_store(tmp_path / "living")) == content(open_store(tmp_path / "deadly"))


def test_a_page_that_always_kills_is_a_failure_and_the_rest_is_coded(tmp_path: Path) -> None:
    pages = [
        Page(f"p{i}.txt", "always deadly" if i == 11 else p.body, "text", {}) for i, p in enumerate(synthetic.pages(40))
    ]
    failures: list[Failure] = []
    recipe = Recipe(Deadly, {"mark": str(tmp_path / "died")})
    done = code_into_store(pages, tmp_path / "s", recipe, workers=2, on_failure=failures.append)
    assert (done.coded, done.failed) == (39, 1)
    assert [(f.source, f.kind) for f in failures] == [("p11.txt", "WorkerDied")]
    assert [e["source"] for e in open_store(tmp_path / "s").errors()] == ["p11.txt"]


def test_errors_are_kept_once_and_do_not_stop_the_run(tmp_path: Path) -> None:
    items = [
        UnreadableInput("gone.txt does not exist", source="gone.txt"),
        *synthetic.pages(3),
        Page("e.txt", " ", "text"),
    ]
    for _ in range(2):
        done = code_into_store(items, tmp_path / "s", RECIPE)
        assert done.failed == 2
    assert sorted(e["source"] for e in open_store(tmp_path / "s").errors()) == ["e.txt", "gone.txt"]


@pytest.mark.parametrize("workers", [1, 2])
def test_records_come_in_the_order_of_the_input(workers: int) -> None:
    items = [*synthetic.pages(20), UnreadableInput("broken", source="x"), *synthetic.pages(20, start=20)]
    found = list(code_in_order(items, RECIPE, workers=workers))
    assert [f"p{i}" for i in range(40)] == [x.article.id for x in found if isinstance(x, Coding)]
    assert isinstance(found[20], Failure)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_coder_that_cannot_be_loaded_ends_the_run(workers: int, tmp_path: Path) -> None:
    with pytest.raises(CommuniqueError, match="no such model"):
        code_into_store(synthetic.pages(3), tmp_path / "s", Recipe(refuse), workers=workers)


def test_an_unknown_engine(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no engine"):
        code_into_store([], tmp_path / "s", RECIPE, engine="abacus")  # type: ignore[arg-type]


@pytest.mark.slow
def test_ray_on_two_nodes_writes_what_one_process_writes(alone: Path, tmp_path: Path, monkeypatch: Any) -> None:
    import ray
    from ray.cluster_utils import Cluster

    tools = str(Path(synthetic.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([tools, str(Path(__file__).parent)]))
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        cluster.add_node(num_cpus=1)
        cluster.connect()
        code_into_store(synthetic.pages(150), tmp_path / "ray", RECIPE, workers=2, engine="ray")
        code_into_store(synthetic.pages(300), tmp_path / "ray", RECIPE, workers=2, engine="ray")  # resumed
    finally:
        ray.shutdown()
        cluster.shutdown()
    code_into_store(synthetic.pages(150), tmp_path / "pool", RECIPE, workers=1)
    code_into_store(synthetic.pages(300), tmp_path / "pool", RECIPE, workers=1)
    assert content(open_store(tmp_path / "pool")) == content(open_store(tmp_path / "ray"))
