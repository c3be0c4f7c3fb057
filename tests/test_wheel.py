"""The wheel: built, installed away from the repository, it codes a page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LARGEST_WHEEL = 60 * 2**20
PAGE = "Kenya's president met his Ugandan counterpart in Kampala on Tuesday."
PYTHONS = ("python3.11", "python3.12", "python3.13")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def _codes_a_page(python: Path, away: Path) -> str:
    page = away / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    command = [str(python), "-m", "communique", "read", str(page), "--date", "2030-03-14", "--no-second-opinion"]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=away, env=environment).stdout


def test_wheel_is_small_and_holds_its_data(wheel: Path) -> None:
    import zipfile

    assert wheel.stat().st_size < LARGEST_WHEEL
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "lexicons/en/events/accuse.toml",
        "ontology/",
        "places/gazetteer.tsv",
        "lexicons/en/actors/countries.csv",
    ):
        assert any(f"communique/data/{needed}" in n for n in names), needed


def test_wheel_codes_a_page_away_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    """On this Python, with this environment's packages but not its editable install."""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env/bin/python"
    site = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (Path(site) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    install = [
        str(python),
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--force-reinstall",
        "--ignore-installed",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    where = [str(python), "-c", "import communique; print(communique.__file__)"]
    assert str(tmp_path) in subprocess.run(where, check=True, capture_output=True, text=True, cwd=tmp_path).stdout
    assert "CONSULT" in _codes_a_page(python, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", PYTHONS)
def test_wheel_in_an_empty_environment(wheel: Path, tmp_path: Path, name: str) -> None:
    """On each Python present, with everything installed from the lock."""
    found = shutil.which(name)
    if found is None or subprocess.run([found, "--version"], capture_output=True, check=False).returncode:
        pytest.skip(f"{name} is not on this machine")
    subprocess.run([found, "-m", "venv", str(tmp_path / "env")], check=True)
    python = tmp_path / "env/bin/python"
    lock = ["-m", "pip", "install", "-q", "--require-hashes", "-r", str(ROOT / "requirements.lock")]
    subprocess.run([str(python), *lock], check=True, capture_output=True)
    subprocess.run(
        [str(python), "-m", "pip", "install", "-q", "--no-deps", str(wheel)], check=True, capture_output=True
    )
    assert "CONSULT" in _codes_a_page(python, tmp_path)
