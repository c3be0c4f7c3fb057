import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(Path(__file__).parent)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this room in one process: the sample pages are read once, and one browser is enough."""
    for item in items:
        if "tests/web" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def read_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages, read into a store. Tests that write take a copy."""
    from make_demo import write_demo

    path = tmp_path_factory.mktemp("demo") / "desk"
    write_demo(path)
    return path


@pytest.fixture
def demo(read_demo: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the sample store."""
    from shutil import copytree

    yield Path(copytree(read_demo, tmp_path / "desk"))
