"""The article under reading: its parse, names, setting, the drafts so far, and which token stands for which draft."""

from __future__ import annotations

from communique.actors.affiliation import Setting
from communique.actors.drafts import Draft, Phrase
from communique.actors.gatekeeping import Places
from communique.actors.lists import Lists, Role
from communique.actors.names import Names
from communique.grammar import Parse
from communique.records import ActorKind, Cast, Mention


class Scene:
    """Working state of one article; `as_cast` freezes it."""

    def __init__(
        self, parse: Parse, names: Names, lists: Lists, places: Places, setting: Setting, on: str | None
    ) -> None:
        self.parse, self.names, self.lists, self.places = parse, names, lists, places
        self.setting, self.on = setting, on
        self.drafts: list[Draft] = []
        self.by_head: dict[int, Mention] = {}
        self.draft_by_id: dict[str, Draft] = {}
        self.countries: dict[str, Draft] = {}
        self.silent: dict[int, Draft] = {}  # tokens that name a country only as a place
        self.callings: dict[str, Draft | None] = {}  # "surveyor" -> whom the page calls so, None where two are
        self.shared_titles: dict[int, Role] = {}
        self.owned: list[tuple[Draft, Phrase]] = []
        self.together: dict[int, tuple[Draft, ...]] = {}

    def new(self, name: str, kind: ActorKind) -> Draft:
        """A new actor in the making."""
        draft = Draft(f"a{len(self.drafts) + 1}", name, kind)
        self.drafts.append(draft)
        self.draft_by_id[draft.id] = draft
        return draft

    def point(self, draft: Draft, first: int, stop: int, head: int, rule: str) -> Mention:
        """Says that words refer to an actor; the first to claim a head keeps it."""
        made = draft.mention(self.parse, first, stop, head, rule)
        self.by_head.setdefault(head, made)
        draft.place_only = False
        return made

    def point_all(self, drafts: tuple[Draft, ...], first: int, stop: int, head: int, rule: str) -> None:
        """Says that one phrase refers to several actors."""
        self.point(drafts[0], first, stop, head, rule)
        for other in drafts[1:]:
            other.mention(self.parse, first, stop, head, rule)
            other.place_only = False
        self.together[head] = drafts

    def also_head(self, i: int, head: int) -> None:
        """Lets a second token of a phrase lead to the same mention (where the parser split the phrase)."""
        mention = self.by_head.get(head)
        if mention is not None:
            self.by_head.setdefault(i, mention)

    def draft_at(self, i: int) -> Draft | None:
        """The actor that a token stands for, or None."""
        mention = self.by_head.get(i)
        return None if mention is None else self.draft_by_id[mention.actor]

    def head_of(self, first: int, stop: int) -> int:
        """The token of a stretch that is governed from outside it; the last of those, else the last token."""
        tokens = self.parse.tokens
        for i in range(stop - 1, first - 1, -1):
            if not first <= tokens[i].head < stop or tokens[i].head == i:
                return i
        return stop - 1

    def country(self, iso3: str, name: str) -> Draft:
        """The draft of a country, made when it is first met."""
        found = self.countries.get(iso3)
        if found is None:
            found = self.new(name, "country")
            found.place_only = True
            found.learn_country(iso3, f"the country {name}", 0)
            found.learn_sector("GOV", "a country acts through its government", 0)
            self.countries[iso3] = found
        return found

    def _name_countries(self) -> None:
        """A country's name is its fullest form on the page; its capital's, where only that is named."""
        parts = self.lists.said("country", "parts")
        for draft in self.countries.values():
            for rule in ("country", "capital-for-government"):
                forms = [m.text.removeprefix("the ").removeprefix("The ") for m in draft.mentions if m.rule == rule]
                whole = [f for f in forms if f.lower() not in parts]
                if whole and draft.name not in whole:
                    draft.name = max(whole, key=len)
                if whole:
                    break

    def as_cast(self) -> Cast:
        """The finished cast: actors with at least one mention, in the order of their first."""
        kept = [d for d in self.drafts if d.mentions]
        kept.sort(key=lambda d: min(m.start for m in d.mentions))
        renamed = {d.id: f"a{n}" for n, d in enumerate(kept, 1)}
        actors = []
        mapped: dict[int, Mention] = {}
        self._name_countries()
        for draft in kept:
            old = draft.id
            draft.id = renamed[old]
            draft.mentions = [_renamed(m, draft.id) for m in draft.mentions]
            actors.append(draft.as_actor())
        for head, mention in self.by_head.items():
            mapped[head] = _renamed(mention, renamed[mention.actor])
        together = {head: tuple(d.id for d in drafts if d.mentions) for head, drafts in self.together.items()}
        return Cast(tuple(actors), mapped, together)


def _renamed(mention: Mention, actor: str) -> Mention:
    if mention.actor == actor:
        return mention
    return Mention(mention.start, mention.end, mention.text, mention.head, actor, mention.rule)
