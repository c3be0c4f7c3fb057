"""CSV tables: comments, quoting, lines, faults."""

import pytest

from communique.errors import LexiconError
from communique.lexicon import read_csv


def table(tmp_path, text):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_know_their_lines_and_keep_their_zeros(tmp_path):
    rows = read_csv(table(tmp_path, '# head\n\ncode,name\n"010","a, b"\n# more\n NO , \n'), ("code",))
    assert [(r["code"], r["name"], r.line) for r in rows] == [("010", "a, b", 4), ("NO", "", 6)]
    assert rows[1].get("name") is None
    assert rows[1].get("absent") is None


def test_last_cells_may_be_left_out(tmp_path):
    (row,) = read_csv(table(tmp_path, "a,b,c\n1,2\n"))
    assert (row["b"], row["c"]) == ("2", "")


def test_numbers_and_lists(tmp_path):
    (row,) = read_csv(table(tmp_path, "n,many,word\n2.5,a; b;,x\n"))
    assert (row.number("n"), row.many("many")) == (2.5, ("a", "b"))
    with pytest.raises(LexiconError, match="no number"):
        row.number("word")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (":3: 3 cells under 2 columns", "a,b\n1,2\n1,2,3\n"),
        (':1: lacks the column "a"', "b,c\n1,2\n"),
        (":2: names a column twice", "#\na,a\n"),
        (":1: has no header", "# nothing\n"),
    ],
)
def test_faults(expected, tmp_path, text):
    with pytest.raises(LexiconError) as error:
        read_csv(table(tmp_path, text), ("a",))
    assert expected in str(error.value)


def test_a_missing_file(tmp_path):
    with pytest.raises(LexiconError, match="cannot be read"):
        read_csv(tmp_path / "none.csv")
