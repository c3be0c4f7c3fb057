"""Is what is generated what its sources say? Docs, gazetteer and the second opinion; exit code 1 where not."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CARD = ROOT / "src/communique/data/opinion/card.json"


def training_sha256() -> str:
    """The hash of the training text, in the order in which it is read."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "training/sentences").glob("*.txt")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Runs every check and says what to do where one fails."""
    stale = 0
    for tool in ("build_docs.py", "build_gazetteer.py"):
        stale |= subprocess.run([sys.executable, str(ROOT / "tools" / tool), "--check"], check=False).returncode
    if CARD.is_file():
        card = json.loads(CARD.read_text(encoding="utf-8"))
        if card.get("training_sha256") != training_sha256():
            print(
                "the second opinion was learnt from other text than lies in training/; run make model", file=sys.stderr
            )
            stale = 1
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
