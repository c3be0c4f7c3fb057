"""Whose a bare ministry or minister is, told by what they say: they promise for their own state, in a page of home."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from communique.actors.lists import Lists, load_lists
from communique.grammar import Clause, Parse
from communique.records import Actor, Attribution, Cast

_SERVES = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
_ABROAD = frozenset("envoy negotiator diplomat ambassador consul delegate representative chief official".split())
_BODY_WORDS = frozenset(
    "ministry department army military police parliament court government command office prosecutor administration"
    " navy service agency authority presidency cabinet".split()
)
_OFFICERS = _BODY_WORDS | frozenset(
    "minister president premier lawmaker judge governor commander general speaker".split()
)
_SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_NEAR = 400  # characters
_OPENING = 3  # sentences in which a page says whose ministries it means
_WILL = frozenset({"will", "would", "shall"})
# A promise is made for oneself; what others "will pay" or "will regret" is a threat.
_OTHERS_FATE = frozenset("pay face regret suffer lose fail collapse have be get learn die find see need".split())
_HOLDS = frozenset("want regret deplore intend thank reserve remain refuse seek plan hope expect oppose".split())


def settle_speakers(cast: Cast, parse: Parse, attributions: Sequence[Attribution]) -> Cast:
    """Gives bare institutions, their officers and spokesmen the state that their words show them to serve.

    "Gondor will not close its consulate, the ministry said", "Gondor regrets …", "Gondor is ready to talk": the speaker
    is Gondor's. "Gondor expelled two envoys, the foreign ministry said" in a page's opening says whose ministry it is.
    A page names only its home's institutions bare, so that the others then are the same state's, where all such words
    agree on one. A bare spokesman speaks for the body that spoke last.
    """
    lists = load_lists()
    actors = {a.id: a for a in cast.actors}
    homes: set[str] = set()
    for said in attributions:
        speaker = actors.get(said.speaker or "")
        if speaker is None or speaker.country is not None or speaker.sector not in _SERVES:
            continue
        state = _own_state(cast, parse, said, lists, _is_institution(speaker))
        if state is not None:
            why = f"speaks for {state.name} in what is said"
            actors[speaker.id] = replace(speaker, country=state.country, country_why=why)
            homes |= {state.country or ""} if _is_bare(speaker) else set()
    _share_home(actors, homes, lists)
    _follow_bodies(actors, attributions)
    changed = any(actors[a.id] is not a for a in cast.actors)
    return Cast(tuple(actors.values()), cast.by_head, cast.together) if changed else cast


def _own_state(cast: Cast, parse: Parse, said: Attribution, lists: Lists, institution: bool) -> Actor | None:
    """The state for which the content speaks: its top clause promises, wants or regrets for it."""
    inside = parse.tokens_between(said.content.start, said.content.end)
    for clause in _top_clauses(parse, inside):
        for subject in clause.subjects:
            state = cast.at(subject.head)
            if state is None or state.kind != "country" or state.country not in lists.country_names:
                continue
            opens = institution and clause.sentence < _OPENING and said.cue.start > said.content.end
            if opens or _speaks_for_itself(parse, clause, lists):
                return state
    return None


def _top_clauses(parse: Parse, inside: range) -> Iterable[Clause]:
    """The clauses of a content that hang on nothing within it."""
    for clause in parse.clauses:
        if clause.head in inside and clause.kind != "noun":
            above = None if clause.parent is None else parse.clauses[clause.parent]
            if above is None or above.head not in inside:
                yield clause


def _speaks_for_itself(parse: Parse, clause: Clause, lists: Lists) -> bool:
    if clause.voice == "passive":
        return False
    if clause.kind == "adjective":
        return clause.lemma in lists.said("metonymy", "attitudes") - {"guilty", "responsible", "obliged"}
    promised = clause.modal in _WILL and clause.lemma not in _OTHERS_FATE
    return promised or clause.lemma in _HOLDS


def _is_institution(actor: Actor) -> bool:
    return actor.kind == "organisation" and bool(_words(actor.name) & _BODY_WORDS)


def _is_bare(actor: Actor) -> bool:
    """Whether only an office or institution tells who it is, none that is held abroad."""
    if actor.kind == "person":
        words = _words(actor.role or "")
        return bool(words & _OFFICERS) and not words & _ABROAD
    return _is_institution(actor)


def _words(text: str) -> set[str]:
    return set(text.lower().split())


def _share_home(actors: dict[str, Actor], homes: set[str], lists: Lists) -> None:
    if len(homes) != 1:
        return
    (home,) = homes
    for actor in list(actors.values()):
        if actor.country is None and actor.sector in _SERVES and _is_bare(actor):
            why = f"its page names the institutions of {lists.country_names[home]} without saying whose"
            actors[actor.id] = replace(actor, country=home, country_why=why)


def _follow_bodies(actors: dict[str, Actor], attributions: Sequence[Attribution]) -> None:
    """ "The ministry said … A spokesman, X, said": X is the ministry's, where nothing else says whose."""
    last: tuple[Actor, int] | None = None
    for said in sorted(attributions, key=lambda a: a.content.start):
        speaker = actors.get(said.speaker or "")
        if speaker is None:
            continue
        if speaker.kind == "organisation" and speaker.sector in _SERVES:
            last = speaker, said.content.end
        elif last is not None and speaker.country is None and last[0].country and _is_spokesman(speaker):
            if said.content.start - last[1] > _NEAR:
                continue
            why = f"after {last[0].name}, whose words were told before"
            sector = last[0].sector if speaker.sector in (None, "UNK") else speaker.sector
            actors[speaker.id] = replace(speaker, country=last[0].country, country_why=why, sector=sector)


def _is_spokesman(actor: Actor) -> bool:
    """Whether no word of a spokesman's own says for whom: "a spokesman, X", "spokesman X"."""
    if (actor.role or "").lower() not in _SPOKESMEN or actor.kind != "person":
        return False
    titled = [set(m.text.lower().replace(",", " ").split()) for m in actor.mentions if m.text[:1].isalpha()]
    own = set(actor.name.lower().split()) | _SPOKESMEN | {"a", "the", "its", "he", "she", "his", "her", "who"}
    return all(words <= own for words in titled)
