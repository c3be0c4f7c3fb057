"""Who appears in an article: every actor named or described, placed and followed through the page (CODEBOOK §5)."""

from __future__ import annotations

from communique.actors.affiliation import Affiliations, Setting, find_setting
from communique.actors.bodies import BodyReader
from communique.actors.callings import attach_callings
from communique.actors.coreference import resolve_references
from communique.actors.describing import Describer
from communique.actors.drafts import Draft, Phrase
from communique.actors.gatekeeping import Places
from communique.actors.lists import Role, load_lists
from communique.actors.lone import know_by_roster
from communique.actors.names import Name
from communique.actors.people import BESIDE_STATES, PersonReader, identify_people
from communique.actors.phrases import antecedent, apposed_to, conjuncts, described, of_objects, phrase_start
from communique.actors.roster import Roster
from communique.actors.scene import Scene
from communique.actors.spelling import fold
from communique.actors.spotting import find_names
from communique.actors.surroundings import settle_by_opening, settle_by_sentence
from communique.grammar import Parse
from communique.records import Cast


def find_actors(parse: Parse, *, published: str | None, outlet: str | None = None, roster: Roster) -> Cast:
    """Decides who in an article is a political actor, of which country and sector, and which words refer to whom.

    "Syldavia's deputy foreign minister, Boris Jorgen, met Gen. Boda" gives a person Boris Jorgen (XSY, GOV, "deputy
    foreign minister") with both phrases as mentions, a person Boda (MIL), and the country Syldavia. Country and sector
    carry the words that decided them. What only tells where ("in Klow") is no actor.

    Words inside quotations that stand for the speaker are left to `resolve_speech`; who did what to whom, to events.
    Follows PLOVER's actor coding; the rule for historic and disputed states is in docs/actors.md.
    """
    lists = load_lists()
    on = published[:10] if published and published[:4].isdigit() else None
    names = find_names(parse, lists, on)
    know_by_roster(parse, names, roster, on)
    affiliations = Affiliations(parse, names, lists)
    scene = Scene(parse, names, lists, Places(parse, lists), Setting(None, ""), on)
    phrases = Describer(parse, names, lists, affiliations).find_phrases()
    _cast_people(scene, affiliations, roster)
    people = [d.country.value for d in scene.drafts if d.country is not None for _ in d.mentions]
    scene.setting = find_setting(parse, names, lists, outlet, people)
    BodyReader(scene, affiliations).read()
    _attach_descriptions(scene, phrases, PersonReader(lists, roster, on))
    attach_callings(scene, affiliations)
    _relatives(scene)
    resolve_references(scene, phrases, PersonReader(lists, roster, on))
    _settle(scene, phrases)
    _relatives(scene)
    return scene.as_cast()


def _cast_people(scene: Scene, affiliations: Affiliations, roster: Roster) -> None:
    """One draft per person, with titles, roster row and gender; mentions with their titles as written."""
    reader = PersonReader(scene.lists, roster, scene.on)
    describer = Describer(scene.parse, scene.names, scene.lists, affiliations)
    for words, spans in identify_people(scene.parse, scene.names, roster, scene.on):
        draft = scene.new(" ".join(words), "person")
        draft.words = words
        titled = next((n.title.phrase for n in spans if n.title is not None), None)
        for name in sorted(spans, key=lambda n: n.first):
            _mention_person(scene, draft, name)
            _read_title(scene, draft, name, reader, describer)
        reader.read_roster(draft, titled)
        reader.read_first_name(draft)
        if len(words) == 1 and titled is not None:
            draft.name = _with_title(scene, spans) or draft.name
    _cast_families(scene)
    _give_shared_titles(scene)


def _cast_families(scene: Scene) -> None:
    """ "the Krestas" are all on the page whose name that is; where one alone is named, a group around that one."""
    for name in scene.names.spans:
        text = fold(scene.parse.tokens[name.first].text)
        if name.sort == "family":
            forms = {text.removesuffix("s"), text.removesuffix("es")}
            bearers = tuple(d for d in scene.drafts if len(d.words) > 1 and fold(d.words[-1]) in forms)
            if len(bearers) > 1:
                scene.point_all(bearers, name.first - 1, name.stop, name.first, name.rule)
            elif bearers:
                one, words = bearers[0], scene.parse.words(name.first - 1, name.stop)
                group = next((d for d in scene.drafts if d.kind == "group" and d.name == words), None)
                group = group or scene.new(words, "group")
                group.number = "plural"
                if one.country is not None:
                    group.learn_country(one.country.value, f"the family of {one.name}: {one.country.why}", 30)
                scene.point(group, name.first - 1, name.stop, name.first, name.rule)


def _give_shared_titles(scene: Scene) -> None:
    for noun, role in scene.shared_titles.items():
        one = scene.draft_at(noun)
        if one is not None and one.kind == "person":
            one.learn_sector(role.sector, f'one of "{role.phrase}"', 14)
            one.roles.append(role)
            one.role = one.role or singular(role)


def _with_title(scene: Scene, spans: list[Name]) -> str | None:
    """ "President Clinton" where the page gives no first name."""
    for name in spans:
        if name.title is None or name.title_first is None:
            continue
        if scene.parse.tokens[name.title_first].text[:1].isupper():
            return scene.parse.words(name.title_first, name.stop)
    return None


def _mention_person(scene: Scene, draft: Draft, name: Name) -> None:
    head = scene.head_of(name.first, name.stop)
    first = name.first if name.title_first is None else min(name.title_first, name.first)
    if name.title is not None:
        first = min(first, phrase_start(scene.parse, head)) if head >= first else first
        first = max(first, name.first - 12)
    scene.point(draft, first, name.stop, head, name.rule)
    for i in range(name.first, name.stop):
        if i != head and scene.parse.tokens[i].head not in range(first, name.stop):
            scene.also_head(i, head)
    if name.stop - 1 != head:
        scene.also_head(name.stop - 1, head)
    governor = scene.parse.tokens[head].head
    titled = name.title_first is not None and governor in range(name.title_first, name.first)
    if titled and scene.parse.tokens[governor].pos in ("NOUN", "PROPN"):
        scene.also_head(governor, head)  # "special envoy Boris Jorgen", where the parser made the title the head


def _read_title(scene: Scene, draft: Draft, name: Name, reader: PersonReader, describer: Describer) -> None:
    if name.gender and draft.gender is None:
        draft.gender = name.gender
    if name.sector is not None:
        title = scene.parse.words(name.title_first if name.title_first is not None else name.first, name.first + 1)
        draft.learn_sector(name.sector, f'"{title}"', 15)
        draft.role = draft.role or title.removesuffix(scene.parse.tokens[name.first].text).strip() or None
    role = name.title
    if role is not None and name.title_first is not None:
        head = name.title_first + len(role.before)
        phrase = describer.phrase(head, role)
        phrase.first = min(phrase.first, phrase_start(scene.parse, scene.head_of(name.first, name.stop)), head)
        phrase.first = max(phrase.first, head - 10)
        phrase.affiliation = describer.affiliations.around(head, phrase.first, role)
        phrase.former = phrase.former or any(
            scene.parse.tokens[k].lower in scene.lists.said("country", "ended_words") for k in range(phrase.first, head)
        )
        text = scene.parse.words(_joined_from(scene, name.title_first), min(name.first, head + 1 + len(role.after)))
        if role.number == "plural":
            text = singular(role)
            _share_title(scene, name, role)
        reader.take_role(draft, phrase, text, 10)
        if phrase.possessor is not None:
            scene.owned.append((draft, phrase))
    start = name.first
    if role is None and name.title_first is not None:
        start = min(phrase_start(scene.parse, scene.head_of(name.first, name.stop)), name.title_first)
    affiliation = describer.affiliations.around(scene.head_of(name.first, name.stop), start, None)
    if affiliation.country and not affiliation.body:
        draft.learn_country(affiliation.country, affiliation.country_why, 20)


def _joined_from(scene: Scene, first: int) -> int:
    """Where a title begins that is joined to another: "COO and president Boda"."""
    if first < 2 or scene.parse.tokens[first - 1].lower not in ("and", "&"):
        return first
    roles = scene.lists.roles.get(scene.parse.tokens[first - 2].lower, [])
    return first - 2 if any(r.sector == "BUS" for r in roles) else first


def _share_title(scene: Scene, name: Name, role: Role) -> None:
    """ "Presidents A of Gondor and B of Arnor": the second is a president too."""
    for noun in conjuncts(scene.parse, scene.head_of(name.first, name.stop)):
        scene.shared_titles[noun] = role


def _attach_descriptions(scene: Scene, phrases: list[Phrase], reader: PersonReader) -> None:
    """Appositions and predicates: "Boromir, a captain of Gondor", "the captain, Boromir", "Boromir, who is captain"."""
    for phrase in phrases:
        draft = _named_beside(scene, phrase)
        if draft is None:
            continue
        if draft.kind == "person" and phrase.role.number != "singular":
            _share(scene, draft, phrase)
            continue
        phrase.draft = draft
        text = scene.parse.words(phrase.role_first, max(phrase.role_stop, phrase.stop))
        if draft.kind in ("person", "organisation", "group"):
            reader.take_role(draft, phrase, text, 12 if draft.kind == "person" else 25)
        scene.point(draft, phrase.first, phrase.stop, phrase.head, "apposition")


def _share(scene: Scene, draft: Draft, phrase: Phrase) -> None:
    """ "the ministers, A and B": the plural role is each one's, and the phrase stands for all of them."""
    people = [draft, *_named_after(scene, draft, _nearest(draft, phrase))]
    if phrase.role.sector not in ("CVL", "UNK"):
        for one in people:
            one.learn_sector(phrase.role.sector, f'one of "{phrase.role.phrase}"', 14)
            one.roles.append(phrase.role)
            scene.owned.append((one, phrase))
            one.role = one.role or singular(phrase.role)
    if len(people) > 1 and phrase.head not in scene.by_head:
        scene.point_all(tuple(people), phrase.first, phrase.stop, phrase.head, "apposition")


def _nearest(draft: Draft, phrase: Phrase) -> int:
    """Where an actor is named next after a phrase, else first."""
    return next((m.head for m in draft.mentions if m.head > phrase.head), draft.mentions[0].head)


def _named_after(scene: Scene, draft: Draft, head: int) -> list[Draft]:
    """The people named on after one: "A, B of Gondor and C", however the parser hung them."""
    tokens, at = scene.parse.tokens, scene.names.at
    found: list[Draft] = []
    i = head + 1
    while i < len(tokens):
        name = at.get(i)
        if name is not None and name.sort == "person":
            one = scene.draft_at(name.stop - 1)
            if one is not None and one is not draft:
                found.append(one)
            i = name.stop
        elif name is not None and tokens[i - 1].lower in ("of", "from", "the"):
            i = name.stop
        elif tokens[i].lower in (",", "and", "of", "from", "the"):
            i += 1
        else:
            break
    joining = {tokens[k].lower for k in range(head, i)}
    return found if "and" in joining else []


def _named_beside(scene: Scene, phrase: Phrase) -> Draft | None:
    """The named actor that a phrase stands beside or is said of."""
    parse = scene.parse
    before = apposed_to(parse, phrase.head)
    if before is not None:
        found = scene.draft_at(before)
        if found is not None and _agrees(found, phrase):
            return found
    if phrase.role.number == "plural":  # "the foreign ministers of A of Gondor and B of Arnor"
        for preposition, noun in of_objects(parse, phrase.head):
            found = scene.draft_at(noun) if preposition == "of" else None
            if found is not None and found.kind == "person" and len(_named_after(scene, found, noun)) > 0:
                return found
    for child in parse.children[phrase.head]:
        if apposed_to(parse, child) == phrase.head:
            found = scene.draft_at(child)
            if found is not None and _agrees(found, phrase):
                return found
    beside = _after_comma(scene, phrase)
    if beside is not None:
        return beside
    subject = described(parse, phrase.head)
    if subject is not None:
        found = scene.draft_at(subject)
        if found is not None and found.kind == "person" and _agrees(found, phrase):
            return found
    return None


def _after_comma(scene: Scene, phrase: Phrase) -> Draft | None:
    """ "the ambassador to Arnor, Faramir, said": a name between commas after a role, however the parser hung it."""
    tokens = scene.parse.tokens
    at = phrase.stop
    if at + 1 >= len(tokens) or tokens[at].text != "," or phrase.role.number != "singular":
        return None
    name = scene.names.at.get(at + 1)
    if name is None or name.sort != "person" or name.title is not None or name.first != at + 1:
        return None
    closed = name.stop >= len(tokens) or tokens[name.stop].text in (",", ".", ";", ")", "—", "–")
    return scene.draft_at(name.stop - 1) if closed else None


def _agrees(draft: Draft, phrase: Phrase) -> bool:
    """Whether a phrase can describe an actor: a person a role, a body a body."""
    if draft.kind == "country":
        return False
    if draft.kind == "person":
        return phrase.role.number != "collective"
    return phrase.role.number != "singular" or phrase.role.lemma in ("ally", "giant", "owner", "operator")


def _settle(scene: Scene, phrases: list[Phrase]) -> None:
    """What is still open: whose aide or spokesman someone is, then the page's own country for its institutions."""
    setting: Setting = scene.setting
    domestic = scene.lists.said("country", "domestic_sectors")
    pairs = (*scene.owned, *((p.draft, p) for p in phrases if p.draft is not None))
    owned = {held.id for held, phrase in pairs if phrase.opening == "possessive"}
    for held, phrase in pairs:
        owner = scene.draft_at(phrase.possessor) if phrase.possessor is not None else None
        others = phrase.plural and phrase.role.lemma in BESIDE_STATES and owner is not None and owner.kind == "country"
        if others and held is not None:
            held.learn_sector("GOV", f'"{phrase.role.phrase}" of a state are states', 5)
        elif owner is not None and held is not owner:
            _take_from_owner(held, phrase, owner)
    for draft in scene.drafts:
        if (
            draft.country is None
            and not draft.words
            and draft.listed is None
            and draft.kind in ("group", "organisation")
        ):
            settle_by_sentence(scene, draft)
    for draft in scene.drafts:
        if draft.country is None and draft.kind == "person" and any(r.follows_body for r in draft.roles):
            _take_from_namesake(scene, draft)
    for draft in scene.drafts:
        if draft.country is None and draft.kind in ("person", "organisation"):
            settle_by_opening(scene, draft, domestic)
    for draft in scene.drafts:
        sector = draft.sector.value if draft.sector else None
        if setting.country is None or sector not in domestic or draft.kind == "country" or draft.noun in BESIDE_STATES:
            continue
        if _is_domestic(draft) and (not setting.presumed or (draft.id not in owned and _governs(draft, sector))):
            draft.learn_country(setting.country, setting.why, 90)


def _governs(draft: Draft, sector: str | None) -> bool:
    """Whether an office is one that a page names bare for its home state: a minister, a court; no envoy, no soldier."""
    words = set((draft.role or draft.name).lower().split())
    told = draft.mentions[0].text.lower() if draft.mentions else ""
    owned = "'s " in told or "’s " in told or told.startswith(("its ", "his ", "her ", "their "))
    return sector in ("GOV", "LEG", "JUD") and not owned and not words & _HELD_ABROAD


def _is_domestic(draft: Draft) -> bool:
    """Whether an actor without a country of its own is the page's: its ministers, its police; not any spokesman."""
    if draft.kind == "person":
        stated = any(not r.follows_body or r.lemma in _AT_HOME for r in draft.roles)
        return draft.role is not None and (stated or not draft.roles)
    if draft.kind == "group":
        return draft.noun in _INSTITUTIONS and draft.name.lower().startswith(("the ", "police", "security", "author"))
    return draft.listed is None


_HELD_ABROAD = frozenset("envoy negotiator diplomat ambassador consul delegate mission delegation".split())
_UNDER_ARMS = frozenset({"REB", "PRM", "UAF", "CRM", "OPP"})  # whose negotiator is no state's
_AT_HOME = frozenset({"president", "official", "adviser", "advisor", "aide", "commissioner", "administrator"})


def _take_from_owner(draft: Draft, phrase: Phrase, owner: Draft) -> None:
    """ "the department's spokeswoman" serves the department's state; "Boromir's aide" that of Boromir."""
    if owner.country is not None:
        draft.learn_country(owner.country.value, f'"{phrase.role.phrase}" of {owner.name}: {owner.country.why}', 30)
        if owner.country.value == "IGO" and phrase.role.sector in ("GOV", "UNK"):
            draft.learn_sector(None, f"serves {owner.name}", 8)
            return
    if owner.kind == "group" and owner.sector is not None and owner.sector.value in _UNDER_ARMS:
        draft.learn_sector(owner.sector.value, f'"{phrase.role.phrase}" of {owner.name}: {owner.sector.why}', 9)
    if owner.kind == "organisation" and owner.sector is not None and phrase.role.follows_body:
        draft.learn_sector(owner.sector.value, f'"{phrase.role.phrase}" of {owner.name}: {owner.sector.why}', 9)


def _take_from_namesake(scene: Scene, draft: Draft) -> None:
    """ "A Pentagon spokesman said … said spokesman X": X speaks for the body whose spokesman was told before."""
    lemmas = {r.lemma for r in draft.roles if r.follows_body}
    at = draft.mentions[0].start
    earlier = [
        d for d in scene.drafts
        if not d.words and d.kind == "person" and d.country and d.noun in lemmas and d.mentions[0].start < at
    ]  # fmt: skip
    if earlier and draft.words:
        last = max(earlier, key=lambda d: d.mentions[-1].start)
        draft.learn_country(last.country.value if last.country else None, f'after "{last.name}"', 35)
        if last.sector is not None:
            draft.learn_sector(last.sector.value, f'after "{last.name}"', 9)


def singular(role: Role) -> str:
    """A plural role as one of them holds it."""
    return " ".join((*role.before, role.lemma, *role.after)) if role.number == "plural" else role.phrase


_INSTITUTIONS = frozenset({"authority", "police", "prosecutor", "lawmaker", "troop", "soldier", "force", "official"})


def _relatives(scene: Scene) -> None:
    """ "who", "which" and "that" after an actor are that actor."""
    parse = scene.parse
    for token in parse.tokens:
        if token.tag in ("WP", "WDT") and token.lower in ("who", "which", "that", "whom"):
            noun = antecedent(parse, token.i)
            if noun is None or noun >= token.i:
                continue
            draft = scene.draft_at(noun)
            if draft is not None and token.i not in scene.by_head:
                scene.point(draft, token.i, token.i + 1, token.i, "relative-pronoun")
