"""The pictures of the docs, taken of the sample pages in Debian's chromium: docs/pictures/*.png.

python tools/take_pictures.py
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from make_demo import write_demo

OUT = Path(__file__).resolve().parent.parent / "docs" / "pictures"
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 780}
PICTURES = (
    ("article", "{article}", DESK, "light"),
    ("article-phone", "{article}", PHONE, "light"),
    ("dyad", "/dyad?a=ETH&b=KEN", DESK, "light"),
    ("dyad-dark", "/dyad?a=ETH&b=KEN", DESK, "dark"),
    ("search", "/search?q=dam", DESK, "light"),
    ("review", "/review", DESK, "light"),
)


def main() -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or sys.exit("Debian's chromium is not installed.")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        desk = Path(folder) / "desk"
        write_demo(desk)
        article = _article(desk)
        command = [sys.executable, "-m", "communique", "serve", str(desk), "--port", "0", "--by", "Ada"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            assert server.stderr is not None
            found = re.search(r"http://[\d.:]+", server.stderr.readline())
            assert found is not None
            browser = play.chromium.launch(executable_path=chromium, args=QUIET)
            for name, path, size, scheme in PICTURES:
                page = browser.new_page(viewport=size, color_scheme=scheme, base_url=found[0])
                page.goto(path.format(article=article))
                page.screenshot(path=OUT / f"{name}.png")
                page.close()
            browser.close()
            server.terminate()


def _article(desk: Path) -> str:
    from communique.store import open_store

    return f"/article/{open_store(desk).search('surveyor Geneva', limit=1).rows()[0]['article_key']}"


if __name__ == "__main__":
    main()
