"""Is what is generated what its sources say? Docs, gazetteer and the second opinion; exit code 1 where not."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CARD = ROOT / "src/communique/data/opinion/card.json"


def training_lines() -> dict[str, int]:
    """How many lines each file of the training text has."""
    files = sorted((ROOT / "training/sentences").glob("*.txt"))
    return {f.name: len(f.read_text(encoding="utf-8").splitlines()) for f in files}


def training_sha256(lines: dict[str, int]) -> str:
    """The hash of the first so many lines of each file, in the order in which they are read."""
    digest = hashlib.sha256()
    for name, count in sorted(lines.items()):
        path = ROOT / "training/sentences" / name
        text = path.read_text(encoding="utf-8").splitlines()[:count] if path.is_file() else []
        digest.update("\n".join([name, *text]).encode())
    return digest.hexdigest()


def main() -> int:
    """Runs every check and says what to do where one fails."""
    stale = 0
    for tool in ("build_docs.py", "build_gazetteer.py"):
        stale |= subprocess.run([sys.executable, str(ROOT / "tools" / tool), "--check"], check=False).returncode
    if CARD.is_file():
        card = json.loads(CARD.read_text(encoding="utf-8"))
        if card["training_sha256"] != training_sha256(card["training_lines"]):
            print(
                "the second opinion was learnt from other text than lies in training/; run make model", file=sys.stderr
            )
            stale = 1
        more = sum(training_lines().values()) - sum(card["training_lines"].values())
        if more:
            print(f"{more} training sentences came after the second opinion was built; make model would learn them")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
