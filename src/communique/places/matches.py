"""Which words bear a gazetteer name, and whether they stand as a name of their own or inside a larger one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.grammar import Entity, Parse, Token
from communique.places.gazetteer import Entry, Gazetteer, load_peoples
from communique.places.names import key_of
from communique.places.patterns import (
    ARTICLES,
    DATELINE,
    DIRECTIONS,
    FACILITIES,
    HEADS_AFTER,
    HEADS_BEFORE,
    JOINERS,
    LOCATIVE,
    MOTION,
    NAME_LABELS,
    PLACE_LABELS,
    REGION_NOUNS,
    SETTLEMENTS,
    TAKES_PLACE,
    UPPER_ONLY,
)

_LONGEST = 6  # tokens of a name, "Democratic Republic of the Congo" with its article


@dataclass(frozen=True, slots=True)
class Match:
    """A name's tokens `first` up to `stop`, the places that bear it, and what the words around it say of its use.

    `label` is the recogniser's, empty where it sees no name or another name. `larger` says that the words belong to the
    name of something else ("Berlin Wall"). `frame` is "in" (a static preposition), "to", "dateline", "of",
    "object" (of a verb like "besiege") or None.
    """

    first: int
    stop: int
    key: str
    entries: tuple[Entry, ...]
    label: str
    larger: bool
    frame: str | None
    other_label: str = ""  # PERSON, ORG ... where the recogniser takes exactly these words for another kind of name
    region: bool = False  # followed by "province", "oblast", ...

    @property
    def named_land(self) -> bool:
        """Whether a country or another curated stretch bears the name."""
        return any(not e.is_city for e in self.entries)


def find_matches(parse: Parse, gazetteer: Gazetteer) -> tuple[Match, ...]:
    """Every gazetteer name in the text, longest first, none overlapping, with its use; unknown GPE names too."""
    found: list[Match] = []
    framed: dict[int, str] = {}  # token after a framed name -> its frame, for lists ("in Kyiv, Lviv and Odesa")
    entity_at = _entity_at(parse)
    i = 0
    while i < len(parse.tokens):
        match = _match_at(parse, gazetteer, entity_at, framed, i)
        if match is None:
            i += 1
            continue
        found.append(match)
        if match.frame:
            framed[match.stop] = match.frame
        i = match.stop
    return tuple(found)


def _match_at(
    parse: Parse, gazetteer: Gazetteer, entity_at: dict[int, Entity], framed: dict[int, str], i: int
) -> Match | None:
    """The longest name that begins at a token, or the unknown place that the recogniser marks there."""
    token = parse.tokens[i]
    first_letter = token.text[0]
    arabic = first_letter in "ae" and token.lower[:3] in ("al-", "el-", "ad-")
    if not first_letter.isupper() and not arabic and not _lower_case_gulf(parse, i):
        return None
    entity = entity_at.get(i)
    for stop in _stops(parse, i):
        key = key_of(parse.words(i, stop))
        entries = _spelt(lookup(gazetteer, key, dotted="." in parse.words(i, stop)), parse.words(i, stop))
        if entries and not _mere_word(token, key, stop - i, entity):
            return _match(parse, entity, framed, (i, stop), key, entries)
    unknown = entity is not None and entity.first == i and entity.label == "GPE" and entity.stop - i <= 4
    if entity and unknown and _namelike(token) and not _known_inside(parse, gazetteer, entity):
        return _match(parse, entity, framed, (i, entity.stop), key_of(parse.words(i, entity.stop)), ())
    return None


def _lower_case_gulf(parse: Parse, i: int) -> bool:
    """Whether "the gulf" is the water, as some papers write it, and not a gulf between two sides."""
    if parse.tokens[i].text != "gulf" or i == 0 or parse.tokens[i - 1].lower != "the":
        return False
    return i + 1 == len(parse.tokens) or parse.tokens[i + 1].lower not in ("between", "of", "in", "that", "separating")


def _match(
    parse: Parse,
    entity: Entity | None,
    framed: dict[int, str],
    span: tuple[int, int],
    key: str,
    entries: tuple[Entry, ...],
) -> Match:
    first, stop = span
    label = entity.label if entity else ""
    return Match(
        first,
        stop,
        key,
        entries,
        label if label in PLACE_LABELS else "",
        _in_larger_name(parse, entity, first, stop, entries),
        _frame(parse, first, framed),
        label if label not in PLACE_LABELS else "",
        stop < len(parse.tokens) and parse.tokens[stop].lower in REGION_NOUNS,
    )


def _namelike(token: Token) -> bool:
    """Whether a word may begin the name of a place that the gazetteer does not know: no article, no abbreviation."""
    return token.lower != "the" and len(token.text) > 3 and "." not in token.text


def _known_inside(parse: Parse, gazetteer: Gazetteer, entity: Entity) -> bool:
    """Whether the gazetteer knows the end of a name that it does not know whole ("Serb Kosovo")."""
    return any(lookup(gazetteer, key_of(parse.words(k, entity.stop))) for k in range(entity.first + 1, entity.stop))


def _spelt(entries: tuple[Entry, ...], text: str) -> tuple[Entry, ...]:
    """The places but for the states of which this would be the abbreviation without its dot ("Miss", "Wash")."""
    if "." in text or text.isupper() or len(text) > 6:
        return entries
    return tuple(e for e in entries if not is_abbreviation(e))


def is_abbreviation(entry: Entry) -> bool:
    """Whether the place was found under a state's abbreviation, which needs a town before it."""
    return entry.feature == "admin1" and len(entry.key) <= 5 and entry.key != key_of(entry.name)


def lookup(gazetteer: Gazetteer, key: str, *, dotted: bool = False) -> tuple[Entry, ...]:
    """The places of a key; an Arabic article at its beginning may be missing from the gazetteer."""
    if len(key) < 3 and key not in UPPER_ONLY and not dotted:
        return ()
    found: tuple[Entry, ...] = gazetteer.find(key)
    if len(key) < 3 and key not in UPPER_ONLY:
        return tuple(e for e in found if is_abbreviation(e))
    if not found and key.startswith(ARTICLES):
        rest = key.split(" ", 1)[1]
        found = gazetteer.find(rest) if len(rest) > 3 else ()
    if not found and len(key) >= 6 and " " not in key:  # Hodeida, Hodeidah: the ending that transliterations drop
        found = gazetteer.find(key[:-1] if key.endswith("h") else key + "h")
    return found


def _stops(parse: Parse, first: int) -> Iterator[int]:
    """Where a name that begins at a token may end, the longest first: capitalised words and the joiners between."""
    tokens = parse.tokens
    ends = [first + 1]
    stop = first + 1
    sentence = tokens[first].sentence
    while stop < len(tokens) and stop - first < _LONGEST and tokens[stop].sentence == sentence:
        token = tokens[stop]
        gap = parse.text[tokens[stop - 1].end : token.start]
        if "\n" in gap:
            break
        if token.text[0].isupper() or token.lower in REGION_NOUNS or token.lower in FACILITIES:
            ends.append(stop + 1)
        elif token.lower not in JOINERS and not (gap == "" and token.text[0].isalpha()):
            break
        elif gap == "" and token.text[0].isalpha():
            ends.append(stop + 1)
        stop += 1
    return reversed(ends)


_OF_PEOPLES = frozenset({"NORP", "LANGUAGE"})


def _mere_word(token: Token, key: str, length: int, entity: Entity | None) -> bool:
    """Whether the key is written as an ordinary word here: a pronoun in capitals, a verb in a headline."""
    if key in UPPER_ONLY:
        return not token.text.isupper() or token.pos == "PRON"
    if length > 1 or (entity and entity.label in PLACE_LABELS):
        return False
    if entity and entity.label in _OF_PEOPLES:
        return True  # "the English town" is in no town called so
    return token.pos not in ("PROPN", "NOUN", "ADJ", "X") or len(key) < 3


def _in_larger_name(parse: Parse, entity: Entity | None, first: int, stop: int, entries: tuple[Entry, ...]) -> bool:
    """Whether the words are part of the name of a person, body, paper, treaty, battle, club ..."""
    tokens = parse.tokens
    if entity and entity.label in NAME_LABELS:
        outside = [*tokens[entity.first : first], *tokens[stop : entity.stop]]
        if any(t.text[0].isalnum() and not _harmless(t) for t in outside):
            return True
    after = tokens[stop] if stop < len(tokens) else None
    label = entity.label if entity else ""
    if after and after.text in ("-", "–") and after.start == tokens[stop - 1].end:
        return stop + 1 < len(tokens) and tokens[stop + 1].start == after.end  # "the Brussels-based think tank"
    if after and _adjoins(parse, tokens[stop - 1], after) and after.text[0].isupper():
        if after.lower in HEADS_AFTER:
            return True
        known = label in PLACE_LABELS and entity is not None and entity.stop == stop
        if after.pos == "PROPN" and not known and not _harmless(after) and after.lower not in FACILITIES:
            return not after.text.isupper()
    if first == 0:
        return False
    before = tokens[first - 1]
    if before.text == "The" and before.i != parse.sentences[before.sentence].first:
        return not any(e.feature in ("country", "facility") for e in entries)  # a paper: "writes in The Atlantic"
    if before.lower == "of" and first > 1 and tokens[first - 2].text[0].isupper():
        return tokens[first - 2].lower in HEADS_BEFORE
    if not _adjoins(parse, before, tokens[first]):
        return False
    if before.text in ("-", "–") and first > 1 and tokens[first - 2].text[0].isalpha():
        return before.end == tokens[first].start and not any(not e.is_city for e in entries)
    inside = entity is not None and entity.first == first and label in PLACE_LABELS
    return before.pos == "PROPN" and before.text[0].isupper() and not _harmless(before) and not inside


def _harmless(token: Token) -> bool:
    """Whether a word beside a name leaves it a place: the, northern, province, city, 's."""
    lower = token.lower
    return (
        token.text in load_peoples().demonyms
        or lower in DIRECTIONS
        or lower in REGION_NOUNS
        or lower in SETTLEMENTS
        or lower in ("the", "'s", "’s", "of", "in", "near", "at", "greater")
        or token.entity in ("NORP", "DATE")
    )


def _adjoins(parse: Parse, left: Token, right: Token) -> bool:
    """Whether two words stand side by side on one line of one sentence."""
    return left.sentence == right.sentence and "\n" not in parse.text[left.end : right.start]


def _frame(parse: Parse, first: int, framed: dict[int, str]) -> str | None:
    """How the words before a name use it: place, direction, dateline, "city of", or a list that one of these heads."""
    tokens = parse.tokens
    at = tokens[first].start
    if (first == 0 or "\n" in parse.text[tokens[first - 1].end : at]) and DATELINE.match(parse.text[at : at + 110]):
        return "dateline"
    i = first - 1
    sentence = tokens[first].sentence
    while i >= 0 and tokens[i].sentence == sentence and first - i <= 7:
        token = tokens[i]
        if token.lower in STEPS and not (token.lower in LOCATIVE and token.pos == "ADP"):
            i -= 1
        elif (
            token.lower == "of"
            and i > 0
            and (tokens[i - 1].lower in SETTLEMENTS or tokens[i - 1].lower in REGION_NOUNS)
        ):
            return "of"
        elif token.entity == "NORP" or (token.pos == "ADJ" and token.text[0].islower()):
            i -= 1
        else:
            break
    if i < 0 or tokens[i].sentence != sentence:
        return None
    lower = tokens[i].lower
    if lower in LOCATIVE:
        return "in"
    if tokens[i].lemma in TAKES_PLACE and tokens[i].pos == "VERB":
        return "object"
    if lower in MOTION:
        return "to"
    if lower in (",", "and", "or", "&"):
        while i > 0 and tokens[i].lower in (",", "and", "or", "in"):
            i -= 1
        return framed.get(i + 1)
    return None


STEPS = DIRECTIONS | {"the", "'s"} | SETTLEMENTS


def _entity_at(parse: Parse) -> dict[int, Entity]:
    return {i: e for e in parse.entities for i in range(e.first, e.stop)}
