"""What pronouns and descriptions refer to, and what is left open: invented countries, near misses beside each kind."""

from __future__ import annotations

import pytest

from communique import code_text
from communique.actors import find_actors, load_roster, resolve_speech
from communique.parsing import load_parser
from communique.records import Attribution, Cast, Span

# name of the actor (None: left open), the words (last occurrence), text
REFERENCES = [
    # he, she
    ("Boris Jorgen", "He", "Foreign Minister Boris Jorgen arrived. He declined to comment."),
    ("Ana Kresta", "She", "Peter Boda met Ana Kresta. She declined to comment."),
    ("Ana Kresta", "her", "Ana Kresta said her country would answer."),
    ("Ana Kresta", "she", '"The talks failed," Ana Kresta said. "No one came," she added.'),
    ("Peter Boda", "him", "Peter Boda was freed after Ana Kresta praised him."),
    (None, "him", "Peter Boda met him."),
    (None, "She", "Peter Boda arrived. She declined to comment."),
    # never across the speaker of a quotation
    ("Peter Boda", "He", 'Milan Torvik met Peter Boda. "He lied," Milan Torvik said.'),
    # it, its
    ("Syldavia", "it", "Syldavia rejected the offer. On Monday it attacked the port."),
    ("Syldavia", "its", "Syldavia recalled its ambassador."),
    (None, "It", "Syldavia rejected the offer. It rained."),
    (None, "It", "Syldavia rejected the offer. It was clear that talks had failed."),
    (None, "it", "The storm hit Syldavia. Then it moved east."),
    # its: theirs who are blamed or punished for it, who are joined to it, who are to do it; else open between two
    ("Borduria", "its", "Syldavia imposed sanctions on Borduria after its invasion of Ruritania."),
    ("Borduria", "its", "Syldavia condemned Borduria for its silence."),
    ("Borduria", "its", "NATO suspended cooperation with Borduria after its annexation of Ruritania."),
    ("Borduria", "its", "Syldavia urged Borduria to withdraw its troops."),
    ("Borduria", "its", "Syldavia signed a treaty with Borduria and its allies."),
    ("Syldavia", "its", "Syldavia withdrew its envoy from Borduria."),
    ("Syldavia", "its", "Syldavia sent Borduria its condolences."),
    (None, "its", "Syldavia attacked Borduria after its envoy was killed."),
    ("Bordurian rebels", "their", "Syldavian troops condemned Bordurian rebels for their raids."),
    ("Peter Boda", "his", "Boris Jorgen criticised Peter Boda for his silence."),
    # they, their
    ("Bordurian rebels", "They", "Bordurian rebels shelled the town. They also burned a bridge."),
    ("Bordurian rebels", "their", "Bordurian rebels laid down their arms."),
    (None, "They", "The talks failed. They had lasted two days."),
    # roles
    ("Boris Jorgen", "minister", "Syldavian Foreign Minister Boris Jorgen arrived. The minister declined to comment."),
    ("Ana Kresta", "undersecretary", "Ana Kresta, undersecretary for trade, arrived. The undersecretary spoke."),
    (None, "general", "Syldavian Foreign Minister Boris Jorgen spoke in general."),
    ("Boris Jorgen", "diplomat", "Syldavia's envoy, Boris Jorgen, arrived. The diplomat declined to comment."),
    # bodies, groups
    ("Bordurian Liberation Front", "group", "The Bordurian Liberation Front claimed the attack. The group had split."),
    # countries
    ("Syldavia", "country", "Syldavia rejected the offer. The country needs grain."),
    (None, "country", "Two tourists like the country."),
    ("Syldavia", "country", "Syldavia's ambassador, Boris Jorgen, said his country would protest."),
    (None, "country", "Boris Jorgen said his country would protest."),
    # an object is not its own clause's subject, nor is whoever lets, tells or wants "them" to
    ("the crowd", "them", "The police stopped the crowd but let them go."),
    ("the rebels", "them", "The army surrounded the rebels and shelled them."),
    ("Borduria", "them", "The Syldavians met the Bordurians and told them to leave."),
    ("Syldavia", "they", "The Syldavians said they would leave."),
    # governments
    ("Syldavia", "government", "The Syldavian government fell."),
]  # fmt: skip


def read(text: str) -> tuple[Cast, dict[str, int]]:
    parse = load_parser().parse_text(text)
    cast = find_actors(parse, published="2019-07-18", roster=load_roster())
    return cast, {t.text: t.i for t in parse.tokens}


@pytest.mark.parametrize(("name", "word", "text"), REFERENCES)
def test_reference(name: str | None, word: str, text: str) -> None:
    cast, at = read(text)
    actor = cast.at(at[word])
    assert name == (actor.name if actor else None) or (name and actor and name in actor.name)


# names of all that the word (its last occurrence) stands for (none: left open), the word, text
TOGETHER = [
    ({"Boris Jorgen", "Ana Kresta"}, "leaders", "Ministers Boris Jorgen and Ana Kresta met. The two leaders smiled."),
    ({"Syldavia", "Borduria"}, "countries", "Syldavia and Borduria signed the pact. The two countries had fought."),
    ({"Syldavia", "Borduria"}, "sides", "Syldavia met Borduria. Both sides agreed to stop."),
    ({"Syldavia", "Borduria", "Ruritania"}, "countries",
     "Syldavia, Borduria and Ruritania signed the pact. The three countries had fought."),
    ({"Syldavia", "Borduria"}, "two", "Gondor met Syldavia and Borduria. The two agreed to talk."),
    ({"Syldavia", "Borduria"}, "Both", "Syldavia and Borduria signed the pact. Both want peace."),
    ({"Syldavia", "Borduria"}, "countries",
     "Syldavian President Boris Jorgen met Bordurian Premier Ana Kresta. Their countries had broken off ties."),
    ({"Boris Jorgen", "Ana Kresta"}, "pair",
     "Syldavian President Boris Jorgen met Bordurian Premier Ana Kresta. The pair agreed to meet again."),
    ({"Boris Jorgen", "Ana Kresta"}, "ministers", "The ministers, Boris Jorgen and Ana Kresta, met in Klow."),
    ({"Boris Jorgen", "Ana Kresta", "Peter Boda"}, "ministers",
     "The ministers, Boris Jorgen of Syldavia, Ana Kresta of Borduria and Peter Boda of Ruritania, met."),
    ({"Boris Jorgen", "Peter Boda"}, "envoys",
     "Envoys Boris Jorgen and Peter Boda met in Klow. They smiled. Then the envoys left."),
    ({"Boris Jorgen", "Ana Kresta"}, "ministers",
     "The foreign ministers of Boris Jorgen of Syldavia and Ana Kresta of Borduria signed the pact."),
    ({"Syldavian officials", "Bordurian officials"}, "officials", "Syldavian and Bordurian officials met on Monday."),
    ({"presidents of Syldavia", "presidents of Borduria"}, "presidents",
     "The presidents of Syldavia and Borduria met on Monday."),
    (set(), "countries", "Syldavia signed the pact. The two countries had fought."),
    (set(), "two", "Syldavia signed the pact. The two agreed to talk."),
    (set(), "two", "Syldavia and Borduria signed two pacts."),
]  # fmt: skip


@pytest.mark.parametrize(("names", "word", "text"), TOGETHER)
def test_several_at_once(names: set[str], word: str, text: str) -> None:
    cast, at = read(text)
    assert {a.name for a in cast.all_at(at[word])} == names


def _said(text: str, speaker: str, quote: str) -> Attribution:
    start = text.index(quote)
    cue = text.index("said")
    return Attribution(
        id="q1", speaker=speaker, source=None, via=(), cue=Span(cue, cue + 4, "said"),
        content=Span(start, start + len(quote), quote), manner="direct", stance="asserts", inside=None, rule="test",
    )  # fmt: skip


def test_first_person_goes_to_the_speaker_and_the_speakers_state() -> None:
    text = '"I told them that we will answer," Syldavian Foreign Minister Boris Jorgen said.'
    parse = load_parser().parse_text(text)
    cast = find_actors(parse, published="2019-07-18", roster=load_roster())
    speaker = next(a for a in cast.actors if a.name == "Boris Jorgen")
    spoken = resolve_speech(cast, parse, [_said(text, speaker.id, "I told them that we will answer,")])
    at = {t.text: t.i for t in parse.tokens}
    assert (spoken.at(at["I"]).name, spoken.at(at["we"]).country) == ("Boris Jorgen", "XSY")  # type: ignore[union-attr]
    assert spoken.at(at["we"]).kind == "country"  # type: ignore[union-attr]


def test_first_person_of_a_private_speaker_speaks_for_no_state() -> None:
    text = '"I think we lost," Syldavian journalist Boris Jorgen said.'
    parse = load_parser().parse_text(text)
    cast = find_actors(parse, published=None, roster=load_roster())
    speaker = next(a for a in cast.actors if a.name == "Boris Jorgen")
    spoken = resolve_speech(cast, parse, [_said(text, speaker.id, "I think we lost,")])
    at = {t.text: t.i for t in parse.tokens}
    assert spoken.at(at["I"]) is not None
    assert spoken.at(at["we"]) is None


def test_first_person_without_quotation_stays_open() -> None:
    text = "We waited. Foreign Minister Boris Jorgen said the talks had failed."
    parse = load_parser().parse_text(text)
    cast = find_actors(parse, published=None, roster=load_roster())
    speaker = next(a for a in cast.actors if a.name == "Boris Jorgen")
    assert cast.by_head == resolve_speech(cast, parse, [_said(text, speaker.id, "the talks had failed")]).by_head


def test_the_police_of_a_datelined_page_are_not_those_named_in_passing() -> None:
    cast, _ = read(
        "KLOW, Syldavia (AP) — Some 500 people marched on Sunday to protest the killings of students by Bordurian "
        "police. The police barred the crowd from the embassy."
    )
    assert "XSY" == next(a.country for a in cast.actors if "The police" in [m.text for m in a.mentions])


def test_only_some_states_are_kingdoms() -> None:
    text = "Norway and France met. France won, and the kingdom agreed to a truce."
    assert next(a.country for a in code_text(text).actors for m in a.mentions if m.text == "the kingdom") == "NOR"
