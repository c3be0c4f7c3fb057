"""When and where: (date or None, country or None, the act's word, text), published on Thursday, 18 July 2019."""

from __future__ import annotations

import pytest

from communique.pipeline import Coder

TEXTS = [
    ("2019-07-15", "NOR", "met", "The king of Gondor met the queen of Arnor in Oslo on Monday."),
    ("2019-07-09", "KEN", "killed", "The rebels killed nine soldiers near Nairobi on July 9."),
    ("2012-01-01", None, "expelled", "Gondor expelled the envoy of Arnor in 2012."),
    # neither is told
    (None, None, "accused", "Gondor accused Arnor of shelling a village."),
    # a noun carried by a light verb takes what stands at the verb
    ("2019-07-12", "PER", "attack", "The army of Gondor launched an attack on the rebels in Peru on Friday."),
    # what is said of a place is not said there; whose a thing is tells no place
    (None, None, "condemned", "Gondor condemned the killings of villagers by the rebels in Peru."),
    (None, None, "attacked", "The rebels attacked U.S. embassies."),
    # the place of the attack is the place of the killing
    (None, "KEN", "killed", "An attack by the rebels in Nairobi killed nine soldiers."),
    # the parts of one scene take the scene's time and place
    (
        "2019-07-15",
        "NOR",
        "signed",
        "The king of Gondor met the queen of Arnor in Oslo on Monday. The two leaders signed an accord on fishing.",
    ),
    (
        "2019-07-15",
        "NOR",
        "discuss",
        "The king of Gondor met the queen of Arnor in Oslo on Monday. The meeting did not discuss the prisoners.",
    ),
    # a blow at a state's own land falls there, one at its soldiers anywhere
    (None, "KEN", "shelled", "The army of Gondor shelled Kenya."),
    (None, None, "killed", "The rebels killed three Kenyan soldiers."),
    (None, "PER", "visited", "The king of Gondor visited Peru."),
    # a site without a name lies where the place named before it lies; a state's own actors do not tell where
    (None, "PER", "arrested", "Floods hit Peru. Police arrested nine students outside parliament."),
    (None, "KEN", "protested", "In Nairobi, lawmakers met. Hundreds of students protested outside the ministry."),
    (None, "KEN", "blocked", "Kenyan villagers blocked the road to the mine."),
    (None, None, "killed", "The army of Gondor killed nine rebels near the border."),
    # "where" tells more of the place before it
    (None, "QAT", "met", "The king of Gondor flew to Doha, where he met the queen of Arnor."),
    (None, "QAT", "urged", "The king flew to Doha, where he met the queen of Arnor and urged Umbar to withdraw."),
    # "here" is where the story was filed, outside quotations
    (None, "NOR", "met", "OSLO, July 18 (GP) -- The king of Gondor met the queen of Arnor here."),
    (None, None, "met", 'OSLO, July 18 (GP) -- "Gondor met Arnor here," he said.'),
    # a gathering has its place wherever that is told; a speech has that of the words quoted next
    (None, "BEL", "urged", "A summit in Brussels was short. The king of Gondor urged Arnor at the summit to withdraw."),
    (None, "BEL", "condemned", "The king of Gondor condemned Arnor. The king said in Brussels that it would fail."),
    # a ministry stands in its own land; a place that no gazetteer knows lies where the named ones beside it do
    (None, "NOR", "summoned", "The envoy of Arnor was summoned to the Norwegian foreign ministry."),
    (None, "PER", "attacked", "Prices rose in Peru. Rebels of Gondor attacked a camp near Xanathar."),
    # who met says it there for his state
    (
        None,
        "NOR",
        "rejected",
        "The king of Gondor met the queen of Arnor in Oslo. The king of Gondor said Umbar rejected the plan.",
    ),
    # those who met are still heard there when they turn to others
    (None, "NOR", "urged", "The king of Gondor met the queen of Arnor in Oslo. The king urged Umbar to withdraw."),
    # its own time comes before that of what it is about
    ("2019-04-01", None, "arrested", "Police of Gondor arrested the rebel in April for an attack on July 9."),
    # whoever meets somebody else meets elsewhere; who talks to a state need not be there
    (
        None,
        None,
        "spoke",
        "The king of Gondor met the queen of Arnor in Oslo on Monday. The king spoke to the envoy of Umbar.",
    ),
    (None, None, "talked", "The envoy of Gondor talked to Peru."),
    # the programme of a coming day
    ("2019-07-22", None, "meet", "The king of Gondor and the queen of Arnor meet on Monday."),
    # the time that a clause explains
    ("1985-01-01", None, "seized", "Since 1985, when the army of Gondor seized the town, Arnor has complained."),
    # a place told again, and a province by name
    (None, "COD", "killed", "The rebels hold the town of Goma. The army killed ten rebels in the town."),
    (None, "ARG", "Clashes", "Clashes between the army and the rebels in Mendoza province left ten dead."),
    # what was talked of is elsewhere, unless it is a town
    (None, None, "discussed", "The king of Gondor and the queen of Arnor discussed challenges in Europe."),
    (None, "NOR", "discussed", "The king of Gondor and the queen of Arnor discussed the border in Oslo."),
    # a place inside the quotation is not that of the shouting
    (None, None, "chanted", '"Stop the war in Peru," the protesters chanted against the government of Gondor.'),
    # one more blow in the fighting just told; the act that an act accompanies; the host state's president
    (
        "2019-07-15",
        "PER",
        "killed",
        "The army of Gondor fought the rebels in Peru. On Monday the army of Gondor killed two rebels.",
    ),
    (
        "2019-07-15",
        "NOR",
        "warning",
        "The king of Gondor met the queen of Arnor in Oslo on Monday, warning Umbar of an attack.",
    ),
    # a time that dates another act, or only tells which thing is meant
    (None, None, "lift", "Arnor said it would not lift the sanctions imposed on Gondor in 1990."),
    (None, None, "condemned", "Gondor condemned the current government of Arnor."),
    (None, None, "investigate", "Gondor would investigate the genocide by the rebels four years ago."),
    # joined clauses with subjects of their own share only a time that stands before both
    (None, None, "expelled", "Gondor recalled its envoy on Monday, and Arnor expelled two diplomats of Umbar."),
    ("2019-07-15", None, "expelled", "On Monday Gondor recalled its envoy and Arnor expelled two diplomats of Umbar."),
    ("2019-07-15", None, "recalled", "Gondor recalled its envoy from Arnor and closed the border on Monday."),
    (None, None, "hosted", "Gondor has hosted talks with Arnor, and in 2013 Umbar freed the envoy."),
    # a measure of how rare a thing is dates nothing
    (None, None, "shelled", "Arnor shelled the capital of Gondor for the first time since 1971."),
    ("1971-01-01", None, "shelled", "Arnor has shelled the capital of Gondor since 1971."),
    # what happened when something else did; the way to an act; what only goes with a finite act
    ("2019-07-16", None, "killed", "Two civilians were killed when the army of Arnor shelled the town on Tuesday."),
    ("2019-07-16", None, "shelled", "On Tuesday two civilians were killed when the army of Arnor shelled the town."),
    ("2019-07-19", None, "arrest", "Aides said the police of Gondor would fly to Klow on Friday to arrest the rebels."),
    ("2019-07-14", None, "accusing", "Gondor threatened on Sunday to strike, accusing Arnor of breaking the truce."),
    # the words that an act is done in; the agent's further deeds
    (
        "2019-06-01",
        None,
        "threatened",
        "In a video released last month, the rebels threatened to kill the envoy of Gondor.",
    ),
    (
        "2018-12-01",
        None,
        "killed",
        "The envoy of Gondor was kidnapped last December by rebels who killed two soldiers.",
    ),
    # a time right behind an act, whatever the parser hung it on
    (
        "2018-11-01",
        None,
        "signed",
        "President Bo, who signed the treaty with Umbar, his neighbour, in Klow last November, praised Arnor.",
    ),
    (
        None,
        None,
        "praised",
        "President Bo, who signed the treaty with Umbar, his neighbour, in Klow last November, praised Arnor.",
    ),
    ("2019-07-14", None, "detained", "The court extended the arrest of Bo, detained by police on Sunday."),
    (
        "2019-06-01",
        None,
        "detained",
        "A court freed Bo, an envoy of Arnor detained by police in June on charges of spying.",
    ),
    # when it was said is not when what is told as past, or to come, took place; performing is on the day
    (
        None,
        None,
        "targeted",
        "An official of Gondor said on Friday that hackers of Arnor have targeted its ministries.",
    ),
    (None, None, "arrested", "The newspaper reported on Monday that Gondor had arrested two envoys of Arnor."),
    (None, None, "investigate", "The Bree Union said on Monday that it would investigate the killings by rebels."),
    (
        "2019-07-15",
        None,
        "ordered",
        "Gondor has ordered two envoys of Arnor to leave, its Foreign Ministry said Monday.",
    ),
    (None, None, "called", "The king of Gondor said on Monday that he had long called for talks with Arnor."),
    # a time that tells which thing is meant, or when something else came to pass
    (None, None, "arrested", "Police arrested the rebel in connection with last year's raid on the mint of Gondor."),
    (None, None, "accused", "Gondor accused Arnor after the rebels had signed the 1951 treaty."),
    ("2014-01-01", None, "killed", "The rebels have killed 300 soldiers of Gondor since the war broke out in 2014."),
    (None, "XUM", "sent", "Gondor has sent soldiers to Umbar, but there was no word of it in Arnor on Tuesday."),
    (None, None, "condemned", "Gondor condemned Friday's attack on the villagers of Arnor."),
    ("2019-07-12", None, "accused", "In Friday's talks Gondor accused Arnor of shelling a village."),
    (None, None, "accused", "Gondor accused Arnor of breaking the 1951 Klow convention."),
    ("1991-01-01", None, "expelled", "In 1991 Gondor expelled the envoy of Arnor."),
    (
        "2019-07-14",
        None,
        "rallied",
        "Students marched against Gondor on Sunday. Elsewhere, hundreds rallied against it.",
    ),
    (
        "2019-07-15",
        None,
        "ready",
        "The king of Gondor named the rebels in a speech on Monday, saying that he was ready to meet their leader.",
    ),
    (None, None, "request", "Bo was arrested in Umbar in March at the request of the prosecutors of Gondor."),
    ("2019-07-14", None, "shot down", "Gondor said on Monday it had shot down a drone of Arnor on Sunday."),
    (None, None, "urged", "Before Monday's summit, Gondor urged Arnor to free the envoy."),
    # summed up, then told again with its day
    (
        "2019-07-17",
        None,
        "freed",
        "Gondor has freed two envoys of Arnor. Gondor released the envoys on Wednesday at the border.",
    ),
    # counted from another act, or a month in which what it caused broke out
    (
        "2019-06-15",
        None,
        "expelled",
        "Gondor freed the envoy on Saturday, four weeks after Arnor expelled two diplomats.",
    ),
    (
        "2019-06-01",
        None,
        "expelled",
        "Gondor recalled its envoy on Monday, a month after Arnor expelled two diplomats.",
    ),
    ("2019-06-01", None, "killed", "Fear rose last month after a bomber killed forty soldiers of Gondor."),
    (None, "XUM", "seized", "Gondor closed its border in 2015 after the rebels seized Umbar."),
    (
        "2019-07-16",
        None,
        "killed",
        "Gondor was calmer than on Tuesday, when two rebels were arrested and soldiers killed three envoys of Arnor.",
    ),
    # outsiders are not part of a scene; what a march is about is not done at it; a march is when police met it
    (None, None, "urged", "Gondor and Arnor met last month. Umbar urged both sides to sign the accord."),
    (None, None, "killing", "Gondorians marched on Sunday to protest the killing of villagers by soldiers of Arnor."),
    (
        "2019-07-14",
        None,
        "took to the streets",
        "Thousands took to the streets against the government. On Sunday police beat the protesters.",
    ),
]


SPANS = [
    ("2019-07-15", "2019-07-17", "From Monday to Wednesday, the armies of Gondor and Arnor held joint exercises."),
    ("2018-03-01", "2018-05-31", "The armies of Gondor and Arnor held joint exercises between March and May 2018."),
    ("2019-05-03", "2019-05-09", "Rebels killed nine soldiers from May 3 to May 9."),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(second_opinion=False)


@pytest.mark.parametrize(("when", "where", "trigger", "text"), TEXTS)
def test_setting(coder: Coder, when: str | None, where: str | None, trigger: str, text: str) -> None:
    events = coder.code_text(text, date="2019-07-18").events
    event = next(e for e in events if trigger in e.trigger.text)
    assert when == (event.when and event.when.start)
    assert where == (event.where and event.where.country)


@pytest.mark.parametrize(("start", "end", "text"), SPANS)
def test_a_stretch_has_both_its_ends(coder: Coder, start: str, end: str, text: str) -> None:
    (event,) = coder.code_text(text, date="2019-07-18").events
    assert event.when is not None and event.when.text in text
    assert (event.when.start, event.when.end) == (start, end)
