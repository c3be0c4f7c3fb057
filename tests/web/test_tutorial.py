"""docs/tutorial.md is run as it stands: each command, in order, in an empty folder beside the samples."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
SERVED = re.compile(r"^communique serve ")


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def test_the_tutorial_runs(tmp_path: Path, read_demo: Path) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    done = []
    for command in commands():
        if SERVED.match(command):
            continue  # the pages have tests of their own
        words = shlex.split(command)
        assert words[0] == "communique"
        run = [sys.executable, "-m", *words]
        answer = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, f"{command}\n{answer.stderr}"
        done.append(answer.stdout)
    assert len(done) >= 9
    assert "accused" in done[1] and "2030" in done[2]
    assert (tmp_path / "kenya-ethiopia.html").stat().st_size > 20_000
    assert (tmp_path / "events.parquet").stat().st_size > 1_000
    code = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    for block in code:
        subprocess.run([sys.executable, "-c", block], cwd=tmp_path, check=True, capture_output=True)


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"\]\((pictures/[\w.-]+)\)", TEXT)
    assert len(pictures) >= 2
    for picture in pictures:
        assert (ROOT / "docs" / picture).read_bytes().startswith(b"\x89PNG")
