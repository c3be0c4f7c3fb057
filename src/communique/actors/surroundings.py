"""Whose an unnamed group is when its own words do not say: its fellows, who sends it, the one place of its sentence."""

from __future__ import annotations

from communique.actors.drafts import Draft
from communique.actors.phrases import conjuncts, preposition_over
from communique.actors.scene import Scene


def settle_by_sentence(scene: Scene, draft: Draft) -> None:
    """Gives a group the country of what it is joined to, of whoever sends it, or of the one state that is its place.

    "Rohan's riders and other raiders", "Gondor sent troops", "police in Arnor". Two places in one sentence are none.
    """
    sector = draft.sector.value if draft.sector else None
    if sector in _ROOTLESS:
        return
    head = draft.mentions[0].head
    fellow = _fellow(scene, head)
    if fellow is not None and fellow.country is not None:
        draft.learn_country(fellow.country.value, f'named together with "{fellow.name}"', 80)
        return
    sender = _sender(scene, draft, head)
    if sender is not None and sender.country is not None:
        draft.learn_country(sender.country.value, f"sent by {sender.name}", 80)
        return
    if sector not in _AT_PLACE:
        return
    topic = scene.setting.topic
    if draft.mentions[0].rule == "people":
        if topic is not None:
            draft.learn_country(topic, "the state that the page mostly speaks of", 92)
        return
    sentence = scene.parse.sentences[scene.parse.tokens[head].sentence]
    places = {
        d.id: d
        for i, d in scene.silent.items()
        if sentence.first <= i < sentence.stop
        and i not in scene.by_head
        and preposition_over(scene.parse, i) is not None
        and scene.parse.clause_over(i) is scene.parse.clause_over(head)
    }
    if len(places) == 1 and sector != "MIL":
        place = next(iter(places.values()))
        if place.country is not None:
            name = scene.lists.country_names.get(place.country.value or "", place.name)
            draft.learn_country(place.country.value, f"{name} is the only place that its sentence names", 85)
    elif not places and topic is not None and sector in _OF_TOPIC:
        draft.learn_country(topic, "the state that the page mostly speaks of", 92)


def settle_by_opening(scene: Scene, draft: Draft, sectors: frozenset[str]) -> None:
    """Gives an official the state in whose capital the sentence opens: "In Klow, the deputy minister said"."""
    sector = draft.sector.value if draft.sector else None
    if sector not in sectors or not draft.mentions:
        return
    parse, head = scene.parse, draft.mentions[0].head
    first = parse.sentences[parse.tokens[head].sentence].first
    name = scene.names.at.get(first + 1)
    if parse.tokens[first].lower != "in" or name is None or name.listed is None or name.listed.sort != "capital":
        return
    closed = name.stop < len(parse.tokens) and parse.tokens[name.stop].text == ","
    subject = scene.places.subject_of(head)
    if closed and subject is not None and subject.kind == "verb":
        draft.learn_country(name.listed.country, f"its sentence opens in {name.listed.name}", 82)


_AT_PLACE = frozenset({"CVL", "COP", "REF", "REB", "OPP", "MIL"})
_OF_TOPIC = frozenset({"CVL", "MIL", "COP", "REF", "REB", "OPP"})
_ROOTLESS = frozenset({"SOC", "REL", "JRN", "BUS", "IGO", "UAF", "PTY", "LAB", "ELI"})


def _fellow(scene: Scene, head: int) -> Draft | None:
    """The actor before "and other …"."""
    parse = scene.parse
    opening = {parse.tokens[k].lower for k in parse.children[head] if k < head}
    if "other" not in opening:
        return None
    for i in range(head - 1, max(head - 12, 0), -1):
        one = scene.draft_at(i)
        if one is not None and head in conjuncts(parse, i):
            return one
    return None


def _sender(scene: Scene, draft: Draft, head: int) -> Draft | None:
    """The state or body that sends, moves or keeps a force."""
    clause = scene.places.object_of(head)
    said = scene.lists.said
    sector = draft.sector.value if draft.sector else "UNK"
    if (
        clause is None
        or clause.lemma not in said("country", "sending_verbs")
        or sector not in said("country", "sent_sectors")
    ):
        return None
    for subject in clause.subjects:
        one = scene.draft_at(subject.head)
        if one is not None and one.kind in ("country", "organisation"):
            return one
    return None
