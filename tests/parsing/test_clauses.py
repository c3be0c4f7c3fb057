"""Clauses: who does what to whom, once grammar is undone. One row a sentence; expected value first."""

from __future__ import annotations

import pytest

from communique.grammar import Argument, Clause, Parse
from communique.parsing import Parser, load_parser

# (subjects, predicate, objects, sentence): the heads of the phrases; "-" where there is none
VOICE = [
    ("Gondor", "attack", "Arnor", "Gondor attacked Arnor."),
    ("Gondor", "attack", "Arnor", "Arnor was attacked by Gondor."),
    ("-", "attack", "Arnor", "Arnor was attacked on Tuesday."),
    ("rebels", "kill", "soldiers", "Three soldiers were killed by rebels in the north."),
    ("police", "beat", "protesters", "Dozens of protesters were beaten by police."),
    ("army", "release", "prisoners", "The prisoners have been released by the army."),
    ("court", "sentence", "editor", "The editor was sentenced to death by a military court."),
    ("governor", "say", "-", "The rebels fled on Sunday, the governor of Arnor, Imre Tarko, said."),
    ("minister", "tell", "reporters", "Arnor would not yield, the deputy minister, Boris Jorgen, told reporters."),
    ("people", "protest", "-", "In Klow, about 3,000 people protested outside the hall late on Tuesday."),
    (
        "Gunmen",
        "kill",
        "villagers",
        "Gunmen on horses killed nine villagers in northern Arnor on Monday, the governor said.",
    ),
    ("ministry", "call", "move", "The ministry called the move groundless."),
    ("army", "declare", "frontier", "The army declared the frontier a closed zone and went home."),
]
RELATIVES = [
    ("rebels", "arrest", "envoy", "The envoy, who was arrested by rebels, fled."),
    ("Gondor", "bomb", "Arnor", "Gondor, which bombed Arnor, apologised."),
    ("Gondor", "bomb", "port", "The port that Gondor bombed is closed."),
    ("rebels", "attack", "country", "The country the rebels attacked fell."),
    ("-", "hold", "surveyor", "Freedonia freed a surveyor held in the capital."),
    ("council", "impose", "sanctions", "The sanctions imposed by the council hurt Arnor."),
    ("people", "protest", "-", "On Tuesday hundreds of people protested outside the court."),
    ("soldiers", "guard", "bridge", "Soldiers guarding the bridge fled."),
]
CONTROL = [
    ("Arnor", "withdraw", "troops", "Gondor urged Arnor to withdraw its troops."),
    ("Arnor", "free", "pilot", "Gondor called on Arnor to free the pilot."),
    ("journalists", "enter", "camp", "The army prevented journalists from entering the camp."),
    ("Arnor", "shell", "village", "Gondor accused Arnor of shelling a village."),
    ("king", "congratulate", "him", "The king called the president of Arnor on Friday to congratulate him."),
    ("witnesses", "testify", "-", "The court called two witnesses to testify."),
    ("minister", "take", "bribes", "The minister was accused of taking bribes."),
    ("Gondor", "invade", "island", "Gondor threatened to invade the island."),
    ("president", "visit", "Rohan", "The president is expected to visit Rohan."),
    ("army", "shell", "town", "The army began to shell the town."),
    ("bishops", "mediate", "-", "Gondor's bishops offered on Monday to mediate in the dispute."),
    ("king", "send", "troops", "The king of Umbar threatened in June to send troops across the river."),
    ("Gondor", "send", "troops", "Gondor did not rule out sending troops."),
    ("minister", "attack", "rivals", "Speaking in Klow, the minister attacked his rivals."),
    ("Syldavia", "exchange", "prisoners", "Syldavia is ready to exchange prisoners."),
]
CONJUNCTION = [
    ("Gondor", "condemn", "Arnor", "Gondor condemned and sanctioned Arnor."),
    ("Gondor", "sanction", "Arnor", "Gondor condemned and sanctioned Arnor."),
    ("police", "beat", "protesters", "Protesters were beaten and detained by police."),
    ("Gondor", "retaliate", "-", "Gondor accused Arnor of shelling a village and threatened to retaliate."),
    ("France Germany Britain", "support", "summit", "France, Germany and Britain will attend or support the summit."),
    ("Gondor", "attack", "port ship", "Gondor attacked a port and a ship."),
    ("he Boda", "discuss", "Rohan", "He and Boda discussed Rohan but failed to agree."),
]
NOMINALS = [
    ("police", "arrest", "journalist", "The arrest of the journalist by police sparked anger."),
    ("rebels", "talk", "-", "The rebels held talks with the government."),
    ("its", "invasion", "Kuwait", "The council punished Iraq for its invasion of Kuwait."),
    ("Russian", "interference", "-", "Russian interference in the vote was alleged."),
    ("Gondor", "rejection", "offer", "Gondor's rejection of the offer came on Monday."),
    ("Syldavia", "threat", "-", "Syldavia issued a threat against Borduria."),
    ("police", "arrest", "editor", "The editor's arrest by police was condemned."),
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


ALL = VOICE + RELATIVES + CONTROL + CONJUNCTION + NOMINALS


@pytest.mark.parametrize(("subjects", "predicate", "objects", "sentence"), ALL)
def test_who_does_what_to_whom(parser: Parser, subjects: str, predicate: str, objects: str, sentence: str) -> None:
    parse = parser.parse_text(sentence)
    read = [(_heads(parse, c.subjects), c.lemma, _heads(parse, c.objects)) for c in parse.clauses]
    assert (subjects.lower(), predicate, objects.lower()) in read


# (expected companions as "preposition:head", predicate, sentence)
OBLIQUES = [
    ("between:gondor between:arnor", "talk", "Talks were held between Gondor and Arnor."),
    ("with:government", "talk", "The rebels held talks with the government."),
    ("on:gondor", "call", "Arnor called on Gondor to stop."),
    ("to:arnor", "send", "Gondor sent troops to Arnor."),
    ("of:president", "ally", "Russia and China are staunch allies of the president."),
    ("of:plan", "critical", "Gondor was critical of the plan."),
    ("from:klow", "withdraw", "The army withdrew from Klow."),
]


@pytest.mark.parametrize(("companions", "predicate", "sentence"), OBLIQUES)
def test_companions(parser: Parser, companions: str, predicate: str, sentence: str) -> None:
    parse = parser.parse_text(sentence)
    clause = _clause(parse, predicate)
    read = {f"{o.preposition}:{parse.tokens[o.argument.head].lower}" for o in clause.obliques}
    assert set(companions.split(" ")) <= read


# (expected field and value, predicate, sentence)
SIGNS = [
    ({"negation": "not", "modal": "will", "tense": "future"}, "lift", "The council will not lift the sanctions."),
    ({"negation": "never"}, "meet", "The two never met."),
    ({"negation": "no"}, "talk", "No talks were held."),
    ({"modal": "may", "tense": "none"}, "attack", "Gondor may attack Arnor."),
    ({"modal": "would"}, "strike", "Gondor said it would strike Arnor."),
    ({"tense": "past", "perfect": True}, "leave", "The envoy had left the city."),
    ({"tense": "present", "progressive": True}, "march", "Workers are marching on the palace."),
    ({"marker": "if", "relation": "adverbial"}, "attack", "If Gondor attacks, Arnor will retaliate."),
    ({"marker": "if"}, "seize", "If Gondor attacks and seizes the port, Arnor will retaliate."),
    ({"particle": "down"}, "back", "The minister backed down."),
    ({"voice": "passive"}, "arrest", "The editor was arrested."),
    ({"question": True}, "attack", "Will Gondor attack?"),
    ({"tense": "future"}, "send", "Gondor is to send troops to Arnor."),
    ({"relation": "complement"}, "withdraw", "Gondor refused to withdraw."),
]


@pytest.mark.parametrize(("signs", "predicate", "sentence"), SIGNS)
def test_signs(parser: Parser, signs: dict[str, object], predicate: str, sentence: str) -> None:
    parse = parser.parse_text(sentence)
    clause = _clause(parse, predicate)
    read = {name: getattr(clause, name) for name in signs}
    if isinstance(read.get("negation"), int):
        read["negation"] = parse.tokens[read["negation"]].lower
    assert signs == read


def test_headline_is_read_as_a_sentence(parser: Parser) -> None:
    from communique.records import Article, Block

    text = "Envoys Meet in Helsinki as Kenya Rejects Peace Offer\n\n"
    text += "The envoys meet today. Kenya rejects any peace offer, it said."
    cut = text.index("\n")
    article = Article("a", "a", text, (Block("headline", 0, cut, "x"), Block("paragraph", cut, len(text), "x")))
    parse = next(parser.parse_articles([article]))
    assert {"meet", "reject"} <= {c.lemma for c in parse.clauses if parse.tokens[c.head].end <= cut}


def test_offsets_lead_back_to_the_text(parser: Parser) -> None:
    text = "``We left,'' he  said _ twice.\n\tThen\u00a0they   met."
    parse = parser.parse_text(text)
    assert [text[t.start : t.end] for t in parse.tokens] == [t.text for t in parse.tokens]
    assert all(parse.tokens[s.first].start == s.start for s in parse.sentences)


def _clause(parse: Parse, lemma: str) -> Clause:
    return next(c for c in parse.clauses if c.lemma == lemma)


def _heads(parse: Parse, arguments: tuple[Argument, ...]) -> str:
    return " ".join(parse.tokens[a.head].lower for a in arguments) or "-"


@pytest.mark.parametrize("title", ["Col.", "Lt.", "Sgt.", "Maj.", "Capt.", "Brig."])
def test_a_title_ends_no_sentence(title: str) -> None:
    assert len(load_parser().parse_text(f"Two soldiers fell on Monday, {title} Imre Tarko said.").sentences) == 1
