"""The lexicon's own examples, its checks, and the messages with file and line."""

import shutil
from pathlib import Path

import pytest

from communique.errors import LexiconError
from communique.times import find_times
from communique.times.lexicon import FOLDER, Example, load_lexicon
from communique.times.readings import READINGS

LEXICON = load_lexicon(readings=frozenset(READINGS))
EXAMPLES = [(p.id, e) for p in LEXICON.patterns for e in p.examples]


@pytest.mark.parametrize(("pattern", "example"), EXAMPLES, ids=[f"{i}-{e.line}" for i, e in EXAMPLES])
def test_each_example_of_the_lexicon_is_found(pattern: str, example: Example, parser) -> None:
    found = find_times(parser.parse_text(example.text), example.published)
    assert tuple((t.text, t.type, t.value) for t in found) == example.expected, f"{example.file}:{example.line}"
    if example.expected:
        assert pattern in {t.rule for t in found}, f"{example.file}:{example.line}: another pattern wins"


def test_every_reading_is_used() -> None:
    assert {p.reads for p in LEXICON.patterns} == set(READINGS)


BROKEN = [
    ('id = "x"\nshape = "WEEKDAY"\nreads = "weekday"', "has no examples"),
    ('id = "x"\nshape = "WEEKDY"\nreads = "weekday"\nexamples = ["a | b | c = DATE 1"]', "unknown word class WEEKDY"),
    ('id = "x"\nshape = "(WEEKDAY"\nreads = "weekday"\nexamples = ["a | b | c = DATE 1"]', "bracket"),
    ('id = "x"\nshape = "the of"\nreads = "weekday"\nexamples = ["a | b | c = DATE 1"]', "rare enough"),
    ('id = "x"\nshape = "WEEKDAY"\nreads = "wekday"\nexamples = ["a | b | c = DATE 1"]', "none of"),
    ('id = "x"\nshape = "WEEKDAY"\nreads = "weekday"\nexamples = ["a | b"]', "three parts"),
    ('id = "x"\nshape = "WEEKDAY"\nreads = "weekday"\nexamples = ["a | b | Friday is DATE 1"]', "not of the form"),
    (
        'id = "x"\nshap = "WEEKDAY"\nshape = "WEEKDAY"\nreads = "weekday"\nexamples = ["a | b | c = DATE 1"]',
        "unknown key",
    ),
    ('id = "X y"\nshape = "WEEKDAY"\nreads = "weekday"\nexamples = ["a | b | c = DATE 1"]', "kebab-case"),
    (
        'id = "weekday"\nshape = "WEEKDAY"\nreads = "weekday"\nexamples = ["a | b | c = DATE 1"]',
        "is taken by relative.toml",
    ),
    ('id = "x"\ntype = "DAY"\nshape = "WEEKDAY"\nreads = "weekday"\nexamples = ["a | b | c = DATE 1"]', "type 'DAY'"),
]


@pytest.mark.parametrize(("entry", "message"), BROKEN, ids=[m for _, m in BROKEN])
def test_a_broken_entry_is_named_by_file_and_line(entry: str, message: str, tmp_path: Path) -> None:
    folder = tmp_path / "times"
    shutil.copytree(FOLDER, folder)
    (folder / "zz.toml").write_text("# one line before\n[[pattern]]\n" + entry + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=message) as caught:
        load_lexicon(folder, readings=frozenset(READINGS))
    assert caught.value.file == "zz.toml"
    assert caught.value.line >= 2


def test_a_broken_word_list_is_named_by_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "times"
    shutil.copytree(FOLDER, folder)
    lines = (folder / "words.csv").read_text(encoding="utf-8").splitlines()
    (folder / "words.csv").write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="already") as caught:
        load_lexicon(folder)
    assert (caught.value.file, caught.value.line) == ("words.csv", len(lines) + 1)
