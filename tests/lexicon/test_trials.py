"""The four words: coded, MISSED, OVERCODED, left. The coder here is a small made-up one."""

import pytest

from communique.lexicon import Lexicon, format_report, format_trial, try_examples
from communique.lexicon.reading import build_pattern, read_pattern_file
from communique.records import Event, Evidence, Party, Span

TEXT = """type = "ACCUSE"
[[pattern]]
id = "chide"
verbs = ["chide"]
shape = "ACTOR verb RECIPIENT"
codes = [{ text = "Gondor [chided] Arnor.", actor = "Gondor", recipient = "Arnor" }]
leaves = [{ text = "A nurse [chided] her cat.", why = "no political actor" }]
"""
LEXICON = Lexicon(tuple(build_pattern(raw) for raw in read_pattern_file(TEXT, "x.toml").entries))
HIT, MISS = "Gondor chided Arnor.", "A nurse chided her cat."


def event(
    kind="ACCUSE", rule="chide", actors=("the king of Gondor",), recipients=("Arnor",), at=(7, 13), factuality="actual"
):
    span = Span(*at, HIT[slice(*at)])

    def parties(names):
        return tuple(Party(None, n, None, None) for n in names)

    return Event(
        "e1", kind, None, (), None, 3, None, None, parties(actors), parties(recipients), factuality,
        (), None, (), None, None, span, span, rule, Evidence(rule, None, None, ""),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("word", "why", "events"),
    [
        ("coded", "", [event()]),
        ("coded", "", [event(rule="another")]),
        ("MISSED", "found nothing", []),
        ("MISSED", "found AID (chide)", [event("AID")]),
        ("MISSED", "found ACCUSE (chide)", [event(at=(0, 6))]),
        ("MISSED", "recipient: expected Arnor, found none", [event(recipients=())]),
        ("MISSED", "actor: expected Gondor, found Gondor, Rohan", [event(actors=("Gondor", "Rohan"))]),
        ("MISSED", "factuality: expected actual, found future", [event(factuality="future")]),
    ],
)
def test_examples(word, why, events):
    (verdict, _) = try_examples(lambda text: events if text == HIT else [], LEXICON).verdicts
    assert verdict.word == word
    assert why in verdict.why


@pytest.mark.parametrize(
    ("word", "events"),
    [("left", []), ("left", [event("AID", "other")]), ("left", [event(at=(0, 6))]), ("OVERCODED", [event(at=(8, 14))])],
)
def test_near_misses(word, events):
    (_, verdict) = try_examples(lambda text: events if text == MISS else [], LEXICON).verdicts
    assert verdict.word == word


def test_an_entry_that_codes_anothers_example_is_named():
    report = try_examples(lambda text: [event(rule="rebuke")] if text == HIT else [], LEXICON)
    assert report.verdicts[0].other == "rebuke"
    assert "1 coded by another entry" in format_report(report)


def test_the_report_says_file_and_line():
    report = try_examples(lambda text: [event()] if text == MISS else [], LEXICON)
    lines = format_report(report).splitlines()
    assert lines[0].startswith("x.toml:6: MISSED chide: Gondor chided Arnor.")
    assert lines[-1] == "coded 0   MISSED 1   OVERCODED 1   left 0"
    assert [v.word for v in report.wrong] == ["MISSED", "OVERCODED"]


@pytest.mark.parametrize(("expected", "only"), [(2, "chide"), (2, "ACCUSE"), (2, "x.toml"), (0, "AID")])
def test_only_some(expected, only):
    assert len(try_examples(lambda text: [], LEXICON, only).verdicts) == expected


def test_a_sentence_tried():
    assert "ACCUSE actual: the king of Gondor -> Arnor" in format_trial(HIT, [event()], LEXICON)
    assert "(x.toml:2)" in format_trial(HIT, [event()], LEXICON)
    assert "no entry codes" in format_trial(MISS, [], LEXICON)
