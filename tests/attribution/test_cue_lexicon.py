"""Each entry of the cue lexicon is read as its own examples say."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

import pytest

from communique.attribution import find_attributions, find_hedge
from communique.attribution.carriers import load_carriers
from communique.attribution.cues import FOLDER, load_cues
from communique.attribution.stances import load_stances
from communique.parsing import load_parser
from communique.records import Attribution, Cast

FILES = ("verbs.toml", "nouns.toml", "prepositions.toml", "adverbs.toml", "predicates.toml")
MARKS = re.compile(r"[\[\]{}]")


def entries(*files: str) -> list[tuple[str, dict[str, Any]]]:
    out = []
    for name in files:
        text = (resources.files("communique") / FOLDER / name).read_text(encoding="utf-8")
        out += [(f"{name}:{e['id']}", e) for e in tomllib.loads(text)["cue"]]
    return out


def examples(key: str) -> list[Any]:
    return [
        pytest.param(entry, example, id=f"{name}-{n}")
        for name, entry in entries(*FILES)
        for n, example in enumerate(entry.get(key, ()))
    ]


def read(text: str) -> tuple[Attribution, ...]:
    return find_attributions(load_parser().parse_text(text), Cast((), {}), attitudes=True)


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize(("entry", "example"), examples("reads"))
def test_an_entry_reads_its_examples(entry: dict[str, Any], example: dict[str, str]) -> None:
    text = MARKS.sub("", example["text"])
    content = " ".join(re.findall(r"\{(.*?)\}", example["text"]))
    found = [a for a in read(text) if a.rule.endswith(f":{entry['id']}")]
    assert found, f"no attribution by {entry['id']!r} in {text!r}"
    best = found[0]
    assert words(example["by"]) == words(best.speaker_name or "")
    assert set(words(content).split()) - set(words(best.content.text).split()) == set()
    assert len(words(best.content.text).split()) <= len(words(content).split()) + 2
    assert entry["stance"] == best.stance


@pytest.mark.parametrize(("entry", "example"), examples("leaves"))
def test_an_entry_leaves_its_near_misses(entry: dict[str, Any], example: dict[str, str]) -> None:
    found = [a for a in read(example["text"]) if a.rule.endswith(f":{entry['id']}")]
    assert found == [], example["why"]


def test_every_stance_has_an_effect_and_every_effect_a_stance() -> None:
    used = {cue.stance for cue in load_cues().verbs.values()} | {cue.stance for cue in load_cues().nouns.values()}
    assert used == set(load_stances())


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("state-owned, RUS", "TASS"),
        ("state-owned, RUS", "Russia's state-run TASS news agency"),
        ("public broadcaster, GBR", "the BBC"),
        (None, "the Bree Gazette"),
    ],
)
def test_owners_of_media(owner: str | None, name: str) -> None:
    assert owner == load_carriers().owner(name)


def table(name: str, list_of: str) -> list[dict[str, Any]]:
    text = (resources.files("communique") / FOLDER / name).read_text(encoding="utf-8")
    return list(tomllib.loads(text)[list_of])


@pytest.mark.parametrize("veil", table("anonymity.toml", "veil"), ids=lambda v: str(v["id"]))
def test_veils_by_their_examples(veil: dict[str, Any]) -> None:
    for example in veil["reads"]:
        assert [a.anonymity for a in read(example["text"])] == [example["veil"]]
    for example in veil["leaves"]:
        assert [a.anonymity for a in read(example["text"])] == [None], example["why"]


@pytest.mark.parametrize("group", table("carriers.toml", "carriers"), ids=lambda g: str(g["kind"]))
def test_carriers_by_their_examples(group: dict[str, Any]) -> None:
    carries = group["kind"] in ("document", "occasion", "medium")
    for example in group["reads"]:
        (found,) = read(MARKS.sub("", example["text"]))
        named = re.findall(r"\[(.*?)\]", example["text"])[0]
        assert (words(example["by"]), carries) == (words(found.speaker_name or ""), any(named in v for v in found.via))


@pytest.mark.parametrize("entry", table("adjectives.toml", "cue"), ids=lambda e: str(e["id"]))
def test_adjectives_that_leave_a_noun_open(entry: dict[str, Any]) -> None:
    for key, expected in (("veils", entry["stance"]), ("leaves", None)):
        for example in entry[key]:
            parse = load_parser().parse_text(example["text"])
            noun = next(t.i for t in parse.tokens if t.text == example.get("noun", "raid"))
            hedge = find_hedge(parse, noun)
            assert expected == (None if hedge is None else hedge.stance)
