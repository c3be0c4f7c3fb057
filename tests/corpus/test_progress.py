"""What a run says of itself while it goes on."""

import io
import zipfile
from pathlib import Path

import pytest

from communique.corpus import progress as told
from communique.corpus.duplicates import find_agency
from communique.corpus.progress import count_pages, shown_progress
from communique.corpus.run import Progress


def test_pages_are_counted_without_reading_them(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>x")
    (tmp_path / "b.jsonl").write_text('{"text": "x"}\n{"text": "y"}')
    (tmp_path / "c.csv").write_text("text\nx\ny\nz\n")
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("x.txt", "x")
        archive.writestr("y.html", "y")
    files = [str(p) for p in sorted(tmp_path.iterdir())]
    assert count_pages(files) == 1 + 2 + 3 + 2
    assert count_pages([*files, "e.warc.gz"]) is None


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_on_a_terminal_has_rate_and_failures() -> None:
    out = Terminal()
    with shown_progress(200, out) as tell:
        tell(Progress(seen=100, coded=97, failed=3, seconds=10.0))
    shown = out.getvalue()
    assert "100 of 200 pages" in shown
    assert "9.7 pages/s" in shown
    assert "3 failed" in shown


def test_lines_now_and_then_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "LINE_SECONDS", 0.0)
    out = io.StringIO()
    with shown_progress(200, out) as tell:
        tell(Progress(seen=100, coded=97, failed=3, seconds=10.0))
    assert out.getvalue() == "100 of 200 pages, 9.7 a second, 10 s left, 3 failed\n"


def test_quiet_is_quiet() -> None:
    out = io.StringIO()
    with shown_progress(200, out, quiet=True) as tell:
        tell(Progress(seen=100, seconds=1.0))
    assert out.getvalue() == ""


@pytest.mark.parametrize(
    ("agency", "byline", "opening"),
    [
        ("Reuters", None, "MINAS TIRITH (Reuters) — Gondor closed its border."),
        ("Reuters", None, "KLOW, March 5 (Reuters) - Syldavia closed its border."),
        ("Reuters", "By Ada Brandybuck, Reuters", ""),
        (None, None, "Gondor (population 4 million) - closed its border."),
        (None, "By Ada Brandybuck", "Reuters said that Gondor closed its border."),
    ],
)
def test_an_agency_is_credited_in_byline_or_dateline(agency: str | None, byline: str | None, opening: str) -> None:
    assert find_agency(byline, opening) == agency
