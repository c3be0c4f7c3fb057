"""To whom: the recipients of an act, as its entry found them, else as the clause around it tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from communique.events.denials import find_charged
from communique.events.helping import find_helped
from communique.events.lands import find_aims, find_fields, has_land
from communique.events.matching import Match, Reading
from communique.events.mutual import find_each_other
from communique.events.parties import code_parties
from communique.events.protesting import find_protested
from communique.grammar import Argument, Clause, Parse
from communique.records import Cast, Party, PlaceMention

Parties = Callable[[Sequence[Argument]], tuple[Party, ...]]

_PHYSICAL = frozenset({"ASSAULT", "COERCE"})
_EXPECTED = frozenset({"051", "110"})  # CAMEO: praise and disapproval, told of what another may do
_MESSAGES = frozenset({"message", "statement", "post", "video", "call", "letter", "email"})  # in which it is told
_OWNS_UP = frozenset({"claim", "admit"})  # the deed that is claimed suffers nothing
_WHEN = frozenset({"during", "after", "before", "since", "until", "following", "amid"})
_NOT_OF_THINGS = frozenset({"196"})  # a truce is broken with somebody, it suffers nothing itself
_DEEDS = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION", "AID", "RETREAT"})
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_TOWARDS = ("with", "to", "from", "against", "on", "for")  # behind these an actor is the one concerned
_BRINGS = frozenset({"AID", "MOBILIZE"})  # what they bring is no recipient, whoever it is
_MOVES = frozenset(
    "withdraw pull send deploy dispatch contribute recall move redeploy station keep extend expand commit lend add"
    " provide increase lay supply offer join raise rush".split()
)
_FORCES = frozenset(
    "troop force soldier peacekeeper personnel army police fighter unit contingent weapon arm battalion marine"
    " guard warship team mission presence convoy squad brigade".split()
)
_DECREED = frozenset(
    "state emergency law curfew rule blockade restriction lockdown ban order hour siege measure zone".split()
)
_GOES_TO = frozenset("invitation visit request offer proposal call demand appeal".split())  # have their own parties
_UNSAID = frozenset({"REJECT", "ACCUSE"})  # in these a thing stands as the recipient where nobody holds it
_SWAPS = frozenset({"exchange", "swap", "trade"})
_CROWD = frozenset({"crowd", "mob", "gathering", "crew", "patrol"})
_BESIDE = frozenset({"outside", "near", "inside", "beside", "before", "behind"})


def find_recipients(
    parse: Parse, match: Match, actors: tuple[Party, ...], readings: Sequence[Reading], cast: Cast,
    places: Sequence[PlaceMention],
) -> tuple[Party, ...]:  # fmt: skip
    """The recipients as matched; else, where the entry takes a clause in, those of the act asked or promised."""
    doers = {a.actor or a.text for a in actors}

    own = {i for a in match.actors for i in range(a.first, a.head)}  # "Togolese" in "Togolese President Boda"

    def others(arguments: Sequence[Argument]) -> tuple[Party, ...]:
        arguments = [a for a in arguments if a.head not in own]
        return tuple(p for p in code_parties(parse, arguments, cast, places) if (p.actor or p.text) not in doers)

    found = others([a for a in match.recipients if not _are_own(parse, match, a)])
    found = found or _in_its_words(parse, match, actors, cast, places, others)
    found = found or _around_it(parse, match, actors, readings, cast, places, others)
    if not found and actors and match.pattern.type in _UNSAID:
        found = others(_as_told(parse, match, places))[:1]
    if not found and actors and match.pattern.type == "PROTEST":
        told = _as_told if match.clause.lemma == "boycott" else _owners  # "protested the town's new law"
        found = others(told(parse, match, places))[:1]
    return found + tuple(p for p in others(find_fields(parse, match, places)) if p not in found)


def _in_its_words(
    parse: Parse, match: Match, actors: tuple[Party, ...], cast: Cast, places: Sequence[PlaceMention], others: Parties
) -> tuple[Party, ...]:
    """Those told in what is done: by the act taken in, or by the thing and its holders."""
    kind, things = match.pattern.type, match.things
    found: tuple[Party, ...] = ()
    if kind not in _PHYSICAL:
        found = find_each_other(parse, match, actors)
    if not found and match.pattern.embeds:
        found = others(_told_inside(parse, match, cast, places))[:1]
        if kind in _MUTUAL and len(actors) > 1:  # "agreed to exchange prisoners": with each other
            found = tuple(p for p in found if p.country is not None or p.sector not in ("CVL", None))
    if not found and kind in _BRINGS and any(parse.tokens[a.head].lemma in _FORCES for a in things):
        found = others(find_aims(parse, match, places))  # "sent teams of spies into Arnor"
    if not found and things and not (kind in _MUTUAL and len(actors) > 1):
        found = others([a for a in things if _stands_apart(cast, a, match)])
        found = found or others(_held(parse, match, cast, places))
    return found


def _around_it(
    parse: Parse, match: Match, actors: tuple[Party, ...], readings: Sequence[Reading], cast: Cast,
    places: Sequence[PlaceMention], others: Parties,
) -> tuple[Party, ...]:  # fmt: skip
    """Those told by the clause around the act, the nearest evidence first."""
    kind, things = match.pattern.type, match.things
    found = others(find_charged(parse, match.clause, kind, has_accuser=bool(actors)))
    if not found and kind in _BRINGS:
        found = others(find_aims(parse, match, places))
    found = found or others(_beside(parse, match, cast))
    if not found and kind == "MOBILIZE":
        found = others(_readied_against(parse, match))
    found = found or others(find_protested(parse, match, cast))[:1]
    found = found or others(find_aims(parse, match, places))
    if not found and things and kind in _PHYSICAL and match.pattern.cameo not in _NOT_OF_THINGS:
        found = others([a for a in things if match.clause.lemma not in _OWNS_UP and _suffers(parse, a, readings)])
    found = found or others(find_helped(parse, match, cast))
    return found or find_each_other(parse, match, actors)


def _as_told(parse: Parse, match: Match, places: Sequence[PlaceMention]) -> list[Argument]:
    """The thing refused or blamed, in the words of the text, where nobody holds it: "rejected the harbour law".

    An owner or a land inside stands for it ("the Umbar council's plan"); bare nouns ("the plan") tell nothing.
    """
    out: list[Argument] = []
    for thing in match.things:
        is_object = thing in match.clause.objects or match.clause.kind == "adjective"
        if not is_object or parse.tokens[thing.head].pos not in ("NOUN", "PROPN"):
            continue
        told = any(parse.tokens[i].pos in ("PROPN", "NOUN", "ADJ") for i in range(thing.first, thing.head))
        out += _owners_of(parse, thing, places) or ([thing] if told else [])
    return out


def _owners(parse: Parse, match: Match, places: Sequence[PlaceMention]) -> list[Argument]:
    return [a for thing in match.things for a in _owners_of(parse, thing, places)]


def _owners_of(parse: Parse, thing: Argument, places: Sequence[PlaceMention]) -> list[Argument]:
    """Whose thing it is by the words before its noun: an owner, else a land."""
    inside = [Argument(i, i, i + 1, "possessive") for i in range(thing.first, thing.head)]
    owner = next((a.head for a in inside if parse.tokens[a.head + 1].tag == "POS"), None)
    if owner is not None:
        return [Argument(owner, thing.first, owner + 1, "possessive")]
    return [a for a in inside if has_land(parse, a, places)][:1]


def _readied_against(parse: Parse, match: Match) -> list[Argument]:
    """Against whom the fight is for which forces are readied: "mobilised troops for an assault | on Arnor"."""
    below = [c for c in parse.clauses if c.parent == match.clause.index and c.kind == "noun"]
    below += [c for c in parse.clauses if c.parent in {b.index for b in below} and c.relation == "complement"]
    phrases = [o.argument for c in below for o in c.obliques if o.preposition in ("against", "on")]
    owners = [i for a in phrases for i in range(a.first, a.head) if parse.tokens[i + 1].tag == "POS"]
    return phrases + [Argument(i, parse.left_edge[i], i + 1, "possessive") for i in owners]


def _beside(parse: Parse, match: Match, cast: Cast) -> list[Argument]:
    """The actors in the clause's other places, who are the ones concerned: "voted | with Arnor"."""
    clause, taken = match.clause, match.candidate.predicate.rest
    beside = [a for a in (*clause.recipients, *clause.objects) if a not in match.things]
    beside = [a for a in beside if parse.tokens[a.head].lower not in taken and not _are_own(parse, match, a)]
    kind = match.pattern.type
    towards = ("from", "against", "on") if kind in _PHYSICAL else _TOWARDS[: 3 if kind in _MUTUAL else None]
    towards = tuple(p for p in towards if p != "with") if kind in _DEEDS else towards
    beside += [o.argument for p in towards for o in clause.obliques if o.preposition == p]
    return [a for a in beside if cast.at(a.head) is not None]


def _are_own(parse: Parse, match: Match, argument: Argument) -> bool:
    """Whether a phrase names the forces that the act itself moves: "withdrew its troops", "sent in 260 soldiers"."""
    kind, lemma = match.pattern.type, match.clause.lemma
    if kind not in ("MOBILIZE", "RETREAT", "AGREE") or argument not in match.clause.objects:
        return False
    return (kind == "MOBILIZE" or lemma in _MOVES) and _are_forces(parse, argument)


def _are_forces(parse: Parse, argument: Argument) -> bool:
    tokens = parse.tokens
    named = any(tokens[i].pos == "PROPN" or tokens[i].entity == "NORP" for i in range(argument.first, argument.stop))
    return tokens[argument.head].lemma in _FORCES and not named


def _stands_apart(cast: Cast, thing: Argument, match: Match) -> bool:
    """Whether a thing is an actor told behind a preposition: "furious with Arnor"; troops "sent in" are moved."""
    if match.pattern.type in ("MOBILIZE", "AID"):
        return False
    return cast.at(thing.head) is not None and thing not in match.clause.objects


def _suffers(parse: Parse, thing: Argument, readings: Sequence[Reading]) -> bool:
    """Whether a thing is what an act of force is done to: no other act, and nothing that is decreed."""
    if parse.tokens[thing.head].lemma in _DECREED:
        return False
    at = parse.clause_at.get(thing.head)
    if at is None or parse.clauses[at].kind != "noun":
        return True
    return readings[at].best is None and all(lost.why.endswith("in full") for lost in readings[at].lost)


def _told_inside(parse: Parse, match: Match, cast: Cast, places: Sequence[PlaceMention]) -> list[Argument]:
    """The actors in the clause taken in, its own arguments first: "pledged to stand with Arnor against Umbar"."""
    inner = [parse.clauses[i] for i in match.embedded]
    if match.pattern.cameo in _EXPECTED:
        return _expected(parse, inner, cast)
    threat = match.pattern.type == "THREATEN"  # the one who would do it is not threatened
    own: list[Argument] = []
    dropped = {i for c in inner if c.lemma in _SWAPS for a in c.objects for i in range(a.first, a.stop)}
    for clause in inner:
        for a in (
            *(() if threat else clause.subjects),
            *clause.recipients,
            *clause.objects,
            *(o.argument for o in clause.obliques),
        ):
            if clause.lemma in _SWAPS and a in clause.objects:
                continue  # "agreed to exchange prisoners" with somebody
            moved = clause.lemma in _MOVES and a in clause.objects and _are_forces(parse, a)
            if parse.tokens[a.first].tag == "PRP$" or moved:  # "agreed to withdraw its troops from Arnor"
                dropped |= set(range(a.first, a.stop))
            else:
                own += [*([_holding_land(parse, a, places)] if a in clause.objects else []), a]
    deeper = (b for b in parse.clauses for c in inner if b.finite and c.head < b.first and b.stop <= c.stop)
    dropped |= {
        i for b in deeper if b.kind == "verb" for i in range(b.first, b.stop)
    }  # "for vows that Arnor will stay"
    inside = (i for c in inner for i in range(c.head, c.stop) if i not in dropped and i in cast.by_head)
    rest = [Argument(i, i, i + 1, "direct") for i in inside if parse.tokens[parse.left_edge[i]].tag != "PRP$"]
    doing = [*match.actors, *(a for c in inner if threat for a in c.subjects)]
    doers = {cast.by_head[a.head].actor for a in doing if a.head in cast.by_head}
    known = [a for a in own if a.head in cast.by_head or has_land(parse, a, places)]
    if match.pattern.type == "REQUEST" and not known:
        known = [a for c in inner for a in c.subjects if parse.tokens[a.head].pos == "PROPN"]
    known += rest
    return [a for a in known if a.head not in cast.by_head or cast.by_head[a.head].actor not in doers]


def _expected(parse: Parse, inner: Sequence[Clause], cast: Cast) -> list[Argument]:
    """Of whom something is hoped or doubted: who does it, or whose it is; nobody further inside."""
    out: list[Argument] = []
    for clause in inner:
        for a in clause.objects if clause.voice == "passive" else clause.subjects:
            owners = [i for i in range(a.first, a.head) if parse.tokens[i + 1].tag == "POS" and i in cast.by_head]
            out += [a] if cast.at(a.head) else [Argument(i, i, i + 1, "possessive") for i in owners]
        if not clause.finite:  # "pessimism about holding talks with Arnor"
            out += [Argument(i, i, i + 1, "direct") for i in range(clause.head, clause.stop) if i in cast.by_head]
    return out


def _holding_land(parse: Parse, thing: Argument, places: Sequence[PlaceMention]) -> Argument:
    """The land whose thing it is: "Arnor" in "Arnor's independence", where the land was taken for a place only."""
    holders = [c for c in parse.children[thing.head] if parse.tokens[c].pos == "PROPN" and c < thing.head]
    lands = [Argument(i, parse.left_edge[i], i + 1, "possessive") for i in holders]
    return next((a for a in lands if has_land(parse, a, places)), thing)


def _held(parse: Parse, match: Match, cast: Cast, places: Sequence[PlaceMention]) -> list[Argument]:
    """Whose thing it is: "lifted sanctions on Arnor", "rejected Arnor's offer"."""
    out: list[Argument] = []
    doers = {cast.by_head[a.head].actor for a in match.actors if a.head in cast.by_head}
    for thing in match.things:
        noun = parse.clause_at.get(thing.head)
        if noun is not None and parse.clauses[noun].kind == "noun":
            clause = parse.clauses[noun]
            timeless = [o for o in clause.obliques if o.preposition not in _WHEN]
            obliques = [o for o in timeless if clause.lemma not in _CROWD or o.preposition not in _BESIDE]
            near = [*clause.subjects, *clause.objects, *(o.argument for o in obliques)]
            out += [a for a in near if a.head in cast.by_head and cast.by_head[a.head].actor not in doers]
            holders = [a for a in clause.subjects if cast.at(a.head) is not None]
            if len(holders) > 1 or (out and clause.lemma in _GOES_TO):
                continue  # "rejected Arnorian and Umbarian objections to a Rohirric ruling": theirs, nobody else's
            towards = (o.argument for o in clause.obliques if o.preposition in ("to", "with"))
            if not out and any(lands := [a for a in towards if has_land(parse, a, places)]):
                out += lands  # "cancelled a visit to Umbar after a ruling of Arnor"
                continue
        told = [c for c in parse.clauses if c.relation == "relative" and any(a.head == thing.head for a in c.objects)]
        out += [o.argument for c in told for o in c.obliques if cast.at(o.argument.head) is not None]
        if match.pattern.type == "MOBILIZE" and cast.at(thing.head) is not None:
            continue  # "Arnor's troops were deployed": nothing is done to Arnor
        brought = match.pattern.type in _BRINGS and parse.tokens[thing.head].lemma in _FORCES
        whole = _phrase_and_clauses(parse, thing)
        phrase = range(thing.first, thing.head) if brought else whole  # "sent teams of spies": who is sent gets nothing
        out += [
            Argument(i, i, i + 1, "possessive")
            for i in phrase
            if i != thing.head and i in cast.by_head and not any(i in range(a.first, a.stop) for a in out)
        ]
    return out


def _phrase_and_clauses(parse: Parse, thing: Argument) -> list[int]:
    """The tokens of a thing's phrase, then those of what describes it: "reforms proposed by the assembly"."""
    people = thing.head not in parse.clause_at or parse.tokens[thing.head].lemma in _CROWD
    inside: list[int] = []
    for i in range(thing.first, parse.right_edge[thing.head] + 1):
        token = parse.tokens[i]
        apart = token.text == "," or token.tag in ("WRB", "WP", "WDT") or token.lemma in _MESSAGES
        if i >= thing.stop and apart:
            break  # what is added behind a comma tells of something else
        if i > thing.head and people and token.lower in _BESIDE:
            break  # "fired on a crowd outside the ministry": where they were
        inside.append(i)
    return inside
