"""The house is as ARCHITECTURE.md says: layers, sizes, names, and paths that exist."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/communique"
SOURCES = sorted(PACKAGE.rglob("*.py"))
LAYERS = {
    0: {"records", "grammar", "errors", "contract", "threads", "__init__"},
    1: {"lexicon", "ontology"},
    2: {"pages", "parsing", "actors", "times", "places", "attribution", "events", "store"},
    3: {"pipeline", "explain", "trial", "examination", "corpus", "api", "spacy_component"},
    4: {"cli", "web", "mcp", "__main__"},
}
LAYER_OF = {room: layer for layer, rooms in LAYERS.items() for room in rooms}
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
ONLY_DOOR = {"spacy": {"parsing"}, "deltalake": {"store"}, "duckdb": {"store"}, "sqlite3": {"store"}}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> list[tuple[str, int]]:
    """Every module imported anywhere in a file, with its line; `if TYPE_CHECKING` is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(n)
        for b in ast.walk(tree)
        if isinstance(b, ast.If) and "TYPE_CHECKING" in ast.dump(b.test)
        for n in ast.walk(b)
    }
    out = []
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            out += [(a.name, node.lineno) for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            out.append((node.module, node.lineno))
    return out


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    room = _room(path)
    assert room in LAYER_OF, f"{room} stands in no layer; give it one here and in ARCHITECTURE.md"
    if room in ("__init__", "contract", "records"):
        return  # lazy doors: they name what lies above without importing it at import time
    for module, line in _imports(path):
        parts = module.split(".")
        if parts[0] != "communique" or len(parts) < 2:
            continue
        other = parts[1]
        allowed = (
            other == room
            or LAYER_OF.get(other, 0) < LAYER_OF[room]
            or (LAYER_OF[room] in (0, 1, 3, 4) and LAYER_OF[other] <= LAYER_OF[room])
        )
        assert allowed, f"{path.relative_to(ROOT)}:{line} imports {module}: up, or from one stage into another"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_one_door_to_each_engine(path: Path) -> None:
    for module, line in _imports(path):
        doors = ONLY_DOOR.get(module.split(".")[0])
        assert doors is None or _room(path) in doors | {"spacy_component"}, (
            f"{path.relative_to(ROOT)}:{line} imports {module}"
        )


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_sizes_and_names(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    assert path.stem not in BANNED_NAMES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{path.name}:{node.lineno} {node.name} has {length} lines"


def test_architecture_names_paths_that_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:src|tests|docs|tools|training|samples)/[\w./*-]+)`", text)
    assert len(paths) > 15
    missing = [p for p in paths if not (list(ROOT.glob(p)) if "*" in p else (ROOT / p).exists())]
    assert missing == []


def test_every_room_is_told_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {_room(p) for p in SOURCES if p.parent != PACKAGE}
    assert {r for r in rooms if f"src/communique/{r}/" not in text} == set()


def test_public_names() -> None:
    import communique

    assert ["Coder", "Coding", "__version__", "code_text", "open"] == sorted(communique.__all__)


def test_version_is_said_once() -> None:
    import communique

    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert said == communique.__version__
    assert f"## {said}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_locks_name_no_index() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"index-url|https?://", text), lock.name
