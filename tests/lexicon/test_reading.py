"""Pattern files into records: fields, lines, predicates, brackets, faults."""

import pytest

from communique.errors import LexiconError
from communique.lexicon import Mark, lexicon_sha256, load_patterns
from communique.lexicon.reading import build_pattern, read_pattern_file, read_predicate, unmark

FILE = """type = "ACCUSE"

# a remark with [[pattern]] in it
[[pattern]]
id = "chide-actor"
verbs = ["chide", "hit out at"]
nouns = ["public chiding", "chiding of kings"]
shape = "ACTOR verb RECIPIENT"
cameo = "010"
codes = [
  { text = "Gondor [chided] Arnor.", actor = "Gondor", recipient = ["Arnor"] },
  # { text = "not this one" },
  { text = "Arnor was [chided].", recipient = "Arnor", factuality = "negated" },
]
leaves = [
  { text = "A nurse [chided] her cat.", why = "no political actor" },
]

[[pattern]]
type = "REJECT"
id = "other"
adjectives = ["unwilling"]
shape = "ACTOR verb CLAUSE-TO"
embeds = true
acts = ["yield"]
codes = [{ text = "A was [unwilling] to yield.", actor = "A" }, { text = "B was [unwilling] to yield.", actor = "B" }]
"""


def test_an_entrys_fields_and_lines():
    first, second = (build_pattern(raw) for raw in read_pattern_file(FILE, "x.toml").entries)
    assert (first.id, first.type, first.line, first.cameo) == ("chide-actor", "ACCUSE", 4, "010")
    assert [(e.line, e.actors, e.recipients, e.factuality) for e in first.codes] == [
        (11, ("Gondor",), ("Arnor",), "actual"),
        (13, (), ("Arnor",), "negated"),
    ]
    assert [(m.line, m.why) for m in first.leaves] == [(16, "no political actor")]
    assert (second.type, second.line, second.embeds, second.acts) == ("REJECT", 19, True, {"yield"})
    assert [e.line for e in second.codes] == [26, 26]


@pytest.mark.parametrize(
    ("lemma", "rest", "before", "kind", "text"),
    [
        ("accuse", (), (), "verb", "accuse"),
        ("hit", ("out", "at"), (), "verb", "Hit out at"),
        ("call", (), ("phone",), "noun", "phone call"),
        ("show", ("of", "force"), (), "noun", "show of force"),
        ("state", ("of", "emergency"), (), "noun", "state of emergency"),
        ("critical", (), (), "adjective", "critical"),
    ],
)
def test_predicates(lemma, rest, before, kind, text):
    found = read_predicate(kind, text)
    assert (found.lemma, found.rest, found.before) == (lemma, rest, before)


@pytest.mark.parametrize(
    ("plain", "marks", "marked"),
    [
        ("A met B.", (Mark(2, 5, "met"),), "A [met] B."),
        ("A called B up.", (Mark(2, 8, "called"), Mark(11, 13, "up")), "A [called] B [up]."),
        ("nothing", (), "nothing"),
    ],
)
def test_brackets(plain, marks, marked):
    assert unmark(marked) == (plain, marks)
    assert all(plain[m.start : m.end] == m.text for m in marks)


ENTRY = '[[pattern]]\nid = "a-b"\ntype = "AID"\nverbs = ["a"]\nshape = "ACTOR verb"\n'


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ('unknown key "verb"', ENTRY + 'verb = "x"'),
        ('"verbs" must be a list', ENTRY.replace('["a"]', '"a"')),
        ('"embeds" must be true or false', ENTRY + 'embeds = "yes"'),
        ('"cameo" must be text', ENTRY + "cameo = 10"),
        ('lacks "shape"', ENTRY.replace('shape = "ACTOR verb"', "")),
        ("not in kebab-case", ENTRY.replace("a-b", "A b")),
        ("bad shape", ENTRY.replace("ACTOR verb", "ACTOR")),
        ("names no verb", ENTRY.replace('verbs = ["a"]', "")),
        ('"needs" must be one of', ENTRY + 'needs = "all"'),
        ('unknown key "actors"', ENTRY + 'codes = [{ text = "x", actors = "x" }]'),
        ("an example must be", ENTRY + 'codes = ["x"]'),
        ('factuality "true"', ENTRY + 'codes = [{ text = "x", factuality = "true" }]'),
    ],
)
def test_faults_say_what_and_where(expected, text):
    (raw,) = read_pattern_file(text, "x.toml").entries
    with pytest.raises(LexiconError) as error:
        build_pattern(raw)
    assert expected in str(error.value)
    assert error.value.file == "x.toml"
    assert error.value.line >= 1


def test_a_file_that_is_no_toml_says_its_line():
    (problem,) = read_pattern_file('type = "AID"\n[[pattern]]\nid = \n', "x.toml").problems
    assert (problem.file, problem.line, problem.kind) == ("x.toml", 3, "toml")


def test_the_packages_own_lexicon_is_whole():
    lexicon = load_patterns()
    assert not lexicon.problems
    assert len(lexicon.patterns) >= 80
    assert len(lexicon_sha256()) == 64


def test_candidates_with_more_words_come_first():
    words = [c.predicate.text for c in load_patterns().candidates("verb", "call")]
    assert "call on" in words
    assert [len(w.split()) for w in words] == sorted((len(w.split()) for w in words), reverse=True)
    assert load_patterns().candidates("verb", "no-such-word") == ()


def test_a_users_entry_wins_by_id(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(ENTRY.replace("a-b", "accuse-of"), encoding="utf-8")
    assert load_patterns(mine).by_id["accuse-of"].type == "AID"
    assert load_patterns().by_id["accuse-of"].type == "ACCUSE"


@pytest.mark.parametrize("text", ["[[pattern", ENTRY + "x = 1", ENTRY + ENTRY])
def test_a_users_broken_file_is_an_error(tmp_path, text):
    mine = tmp_path / "mine.toml"
    mine.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        load_patterns(mine)
    assert error.value.file == str(mine)


def test_a_missing_extra_is_an_error(tmp_path):
    with pytest.raises(LexiconError, match="no such file"):
        load_patterns(tmp_path / "none.toml")


def test_the_compiled_copy_says_the_same(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "cache"))
    load_patterns.cache_clear()
    fresh = load_patterns()
    assert list((tmp_path / "cache").glob("lexicon-*.json"))
    load_patterns.cache_clear()
    assert load_patterns() == fresh
    monkeypatch.setenv("COMMUNIQUE_CACHE", "/proc/no/such/place")
    load_patterns.cache_clear()
    assert load_patterns() == fresh
    load_patterns.cache_clear()
