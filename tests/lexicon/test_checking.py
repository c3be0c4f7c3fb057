"""Every kind of fault is found at its line; the package's own lexicon has none."""

import tomllib

import pytest

from communique.lexicon import check_lexicon, format_entry, format_problems, repair_files
from communique.lexicon.layout import in_order, repaired
from communique.lexicon.reading import build_pattern, read_pattern_file

GOOD = """type = "ACCUSE"

[[pattern]]
id = "chide"
verbs = ["chide"]
shape = "ACTOR verb RECIPIENT"
codes = [
  { text = "Gondor [chided] Arnor.", actor = "Gondor", recipient = "Arnor" },
]
leaves = [
  { text = "A nurse [chided] her cat.", why = "no political actor" },
]
"""
SECOND = GOOD.split("\n", 1)[1].replace('id = "chide"', 'id = "chide-too"\ntype = "SUPPORT"')


def problems(tmp_path, text):
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    return check_lexicon(tmp_path)


def test_a_good_file_has_none(tmp_path):
    assert problems(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("kind", "line", "text"),
    [
        ("type", 3, GOOD.replace("ACCUSE", "ACUSE")),
        ("type", 3, GOOD.replace("shape", 'when_negated = "NO"\nshape')),
        ("mode", 3, GOOD.replace("shape", 'mode = "alledge"\nshape')),
        ("context", 3, GOOD.replace("shape", 'contexts = ["humanitarian"]\nshape')),
        ("cameo", 3, GOOD.replace("shape", 'cameo = "1129"\nshape')),
        ("objects", 3, GOOD.replace("verb RECIPIENT", 'verb"\nobjects = ["x').replace('x"\n', 'x"]\n')),
        ("acts", 3, GOOD.replace("shape", 'acts = ["go"]\nshape')),
        ("example", 3, GOOD[: GOOD.index("leaves")]),
        ("example", 3, GOOD[: GOOD.index("codes")] + GOOD[GOOD.index("leaves") :]),
        ("trigger", 8, GOOD.replace("[chided] Arnor", "chided Arnor")),
        ("party", 8, GOOD.replace('actor = "Gondor"', 'actor = "Rohan"')),
        ("why", 11, GOOD.replace(', why = "no political actor"', "")),
        (
            "id",
            14,
            GOOD
            + "\n"
            + SECOND.replace("chide-too", "chide").replace('verbs = ["chide"]', 'verbs = ["scold"]').lstrip(),
        ),
        ("clash", 14, GOOD + SECOND),
        ("repeat", 14, GOOD + SECOND.replace('type = "SUPPORT"\n', "")),
        ("toml", 2, "type = 'x'\n[[pattern\n"),
        ("entry", 3, GOOD.replace("shape", "shap")),
        ("layout", 1, GOOD.replace("  {", "      {")),
    ],
)
def test_faults_are_found_at_their_line(kind, line, tmp_path, text):
    found = problems(tmp_path, text)
    assert (kind, line) in [(p.kind, p.line) for p in found], found


@pytest.mark.parametrize(
    "text",
    [
        GOOD + SECOND.replace("shape", 'objects = ["x"]\nshape', 1),  # the narrower wins
        GOOD + SECOND.replace("verb RECIPIENT", "verb to RECIPIENT"),  # another place
        GOOD + SECOND.replace('verbs = ["chide"]', 'nouns = ["chide"]'),  # another kind of word
    ],
)
def test_what_tells_two_entries_apart_is_no_clash(tmp_path, text):
    assert [p for p in problems(tmp_path, text) if p.kind in ("clash", "repeat")] == []


def test_the_packages_lexicon_is_in_order():
    assert format_problems(check_lexicon()) == "The lexicon is in order."


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("\n\n", "\n"),
        GOOD.replace("  {", "{") + "\n\n\n",
        GOOD.replace(" = ", "=").replace("\n", " \n"),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n]\n", "\n   ]\n"),
    ],
)
def test_repair_changes_the_layout_and_nothing_else(tmp_path, text):
    path = tmp_path / "x.toml"
    path.write_bytes(text.encode())
    repair_files([path])
    fresh = path.read_text(encoding="utf-8")
    assert tomllib.loads(fresh) == tomllib.loads(GOOD)
    assert in_order(fresh)
    assert repair_files([path]) == []


def test_repair_keeps_comments_with_their_entry():
    text = GOOD + "# of scolding\n" + SECOND.lstrip()
    assert '\n\n# of scolding\n[[pattern]]\nid = "chide-too"' in repaired(text)


def test_a_pasted_entry_is_an_entry():
    text = 'type = "ACCUSE"\n\n' + format_entry(
        id="chide", verbs=["chide"], shape="ACTOR verb RECIPIENT", sentence='Gondor chided "Arnor".', trigger=(7, 13),
        actors=["Gondor"], recipients=["Arnor"],
    )  # fmt: skip
    (raw,) = read_pattern_file(text, "x.toml").entries
    (example,) = build_pattern(raw).codes
    assert (example.text, example.marks[0].text, example.recipients) == ('Gondor chided "Arnor".', "chided", ("Arnor",))
    assert in_order(text)
