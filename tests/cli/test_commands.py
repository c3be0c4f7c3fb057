"""The command line: what goes to standard output, what is said, and with which exit code it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.cli import COMMANDS, main

SAMPLE = Path(__file__).resolve().parents[2] / "samples/envoys-in-geneva.txt"
SENTENCE = "France's foreign minister met her Kenyan counterpart in Nairobi on Tuesday."
FRENCH = (
    "Le ministre des affaires étrangères a rencontré hier son homologue kényan à Nairobi pour parler de la frontière. "
    "Les deux hommes ont signé un accord qui entrera en vigueur au printemps, selon un communiqué publié à Paris."
)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_sample_page_becomes_its_communique(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "read", str(SAMPLE), "--date", "2030-03-14", "--no-second-opinion")
    assert code == 0
    for words in ("Envoys Meet in Geneva", "WHO", "ON WHOSE WORD", "Geneva", "set apart (appeal", "Standing:"):
        assert words in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_read_gives_the_record_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "read", str(SAMPLE), "--json", "--date", "2030-03-14", "--no-second-opinion")
    record = json.loads(out)
    assert (code, record["article"]["published"]) == (0, "2030-03-14")
    appeal = next(b for b in record["blocks"] if b["kind"] == "appeal" and b["amount"])
    assert (appeal["amount"], appeal["currency"], appeal["period"]) == (3.0, "USD", "monthly")
    assert not any(
        b["start"] <= e["trigger"]["start"] < b["end"]
        for e in record["events"]
        for b in record["blocks"]
        if not b["part_of_article"]
    )


def test_every_span_is_the_text_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "read", str(SAMPLE), "--json", "--date", "2030-03-14", "--no-second-opinion")
    record = json.loads(out)
    text = record["article"]["text"]
    spans = [e[k] for e in record["events"] for k in ("trigger", "evidence")]
    spans += [a[k] for a in record["attributions"] for k in ("cue", "content", "source") if a[k]]
    spans += [m for a in record["actors"] for m in a["mentions"]] + record["times"] + record["places"]
    assert spans
    assert [text[s["start"] : s["end"]] for s in spans] == [s["text"] for s in spans]


def test_explain_names_rule_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "explain", str(SAMPLE), "1", "--date", "2030-03-14", "--no-second-opinion")
    assert code == 0
    for words in ("Words", "Clause", "Rule", "lexicons/en/events/consult.toml:", "On whose", "When", "Where"):
        assert words in out


def test_code_writes_one_record_per_row_in_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps({"id": i, "text": SENTENCE}) + "\n" for i in "ba"), encoding="utf-8")
    code, out, _ = run(capsys, "code", str(rows), "--jsonl", "-", "--date", "2030-03-14", "--no-second-opinion")
    records = [json.loads(line) for line in out.splitlines()]
    assert (code, [r["article"]["id"] for r in records]) == (0, ["b", "a"])
    assert [[e["type"] for e in r["events"]] for r in records] == [["CONSULT"], ["CONSULT"]]


# (expected exit code, words that are said, what the file holds or None where there is no file)
BAD_INPUT = [
    (3, "not in English", FRENCH.encode()),
    (3, "is empty", b""),
    (3, "binary", bytes(range(256)) * 40),
    (3, "does not exist", None),
]


@pytest.mark.parametrize(("wanted", "said", "content"), BAD_INPUT)
def test_a_bad_page_is_said_and_the_run_goes_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, wanted: int, said: str, content: bytes | None
) -> None:
    bad, good, errors = tmp_path / "bad.txt", tmp_path / "good.txt", tmp_path / "errors.jsonl"
    if content is not None:
        bad.write_bytes(content)
    good.write_text(SENTENCE, encoding="utf-8")
    code, out, err = run(
        capsys, "code", str(bad), str(good), "--jsonl", "-", "--errors", str(errors), "--no-second-opinion"
    )
    assert code == wanted
    assert any(json.loads(line)["events"] for line in out.splitlines())
    listed = [json.loads(line) for line in errors.read_text(encoding="utf-8").splitlines()]
    assert len(listed) == 1
    assert str(bad) in listed[0]["source"]
    assert said in err or said in listed[0]["reason"]


def test_nothing_coded_is_exit_code_four(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("The bakery on the corner sells bread.", encoding="utf-8")
    code, _, _ = run(capsys, "code", str(page), "--jsonl", "-", "--fail-empty", "--no-second-opinion")
    assert code == 4


def test_usage_is_exit_code_two(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "code", str(SAMPLE))
    assert (code, "--jsonl" in err) == (2, True)
    code, _, err = run(capsys, "read", str(SAMPLE), "--date", "yesterday")
    assert (code, "2019-07-18" in err) == (2, True)


def test_relate_always_answers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    items = tmp_path / "items.jsonl"
    rows = [
        {"id": 1, "sentence": "Gondor accused Arnor of shelling a village.", "actor": [0, 6], "recipient": [15, 20]},
        {"id": 2, "sentence": "Gondor and Arnor lie on one river.", "actor": [0, 6], "recipient": [11, 16]},
    ]
    items.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    code, out, _ = run(capsys, "relate", "--jsonl", str(items), "--no-second-opinion")
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, [a["id"] for a in answers], answers[0]["type"]) == (0, [1, 2], "ACCUSE")
    assert set(answers[0]) == {"id", "type", "mode", "quad", "factuality", "rule"}
    assert all(a["type"] for a in answers)


def test_lexicon_try_shows_the_reading(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "lexicon", "try", "Gondor rebuked Arnor over the dam.")
    assert (code, "fits  condemn-act" in out, "coded: ACCUSE" in out) == (0, True, True)
    code, out, _ = run(capsys, "lexicon", "try", "Gondor befuddled Arnor.")
    assert (code, "[[pattern]]" in out) == (0, True)


def test_lexicon_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "lexicon", "check")
    assert (code, err, "sound" in out) == (0, "", True)


def test_doctor_finds_everything_that_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "doctor")
    assert (code, "language model" in out) == (0, True)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    assert all(name in out for name in COMMANDS)


def test_help_imports_nothing_heavy() -> None:
    import subprocess
    import sys

    script = "import sys\nfrom communique.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    script += "print([m for m in ('spacy', 'duckdb', 'rich', 'numpy', 'trafilatura') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
