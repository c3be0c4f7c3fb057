"""The sample pages (samples/demo: invented people and papers, a year, several dyads) read into a store, and shown.

python tools/make_demo.py [--store demo-desk] [--open] [--port N]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "samples" / "demo"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--store", type=Path, default=Path("demo-desk"))
    options.add_argument("--open", action="store_true", help="serve it and open a browser")
    options.add_argument("--port", default="8765")
    given = options.parse_args()
    if (given.store / "communique.json").exists():
        shutil.rmtree(given.store)
    write_demo(given.store)
    if given.open:
        command = [sys.executable, "-m", "communique", "serve", str(given.store), "--port", given.port, "--open"]
        sys.exit(subprocess.run(command, check=False).returncode)


def write_demo(path: Path) -> None:
    """The sample pages as a store, by the command that a reader would use."""
    code = [sys.executable, "-m", "communique", "code", str(PAGES), "--into", str(path)]
    subprocess.run([*code, "--no-second-opinion", "--workers", "1"], check=True)


if __name__ == "__main__":
    main()
