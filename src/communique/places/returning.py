"""Places told again by a noun or an adverb: "in the troubled region", "the town", "there" mean a place named before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.grammar import Parse
from communique.places.patterns import ANYWHERE, KIND_OF_NOUN, STATIC, THERE
from communique.records import PlaceMention

_REACH = 3  # sentences back to the name
_LARGE = frozenset({"country", "continent", "sea"})
_LONGEST = 4  # words between the article and the noun
_OPENS = frozenset({"the", "this", "that"})


def find_returning(
    parse: Parse, named: Sequence[PlaceMention], names: Mapping[str, PlaceMention]
) -> list[PlaceMention]:
    """Mentions of an earlier place by its kind, after a static preposition; none where no fitting name stands near.

    "Rebels hold the town of Goma. Clashes in the town killed ten" gives "the town", name Goma, rule
    `place-told-again`. A noun takes the nearest earlier place of its kind: a settlement for "the city", a stretch of
    land for "the region", a country for "the country"; `names` gives a country's own mention by its code.
    """
    found: list[PlaceMention] = []
    ordered = sorted(named, key=lambda m: m.start)
    for token in parse.tokens:
        first = _opens(parse, token.i)
        if first is None:
            continue
        kinds = None if token.lower in THERE else KIND_OF_NOUN[token.lower]
        earlier = [m for m in ordered if m.end <= parse.tokens[first].start and _near(parse, m, token.sentence)]
        antecedent = next((m for m in reversed(earlier) if kinds is None or _fits(m, kinds)), None)
        if antecedent is None and kinds is not None and "country" in kinds and earlier:
            antecedent = names.get(earlier[-1].country or "")
        if antecedent is not None:
            found.append(_again(parse, first, token.i + 1, antecedent))
    return found


def _opens(parse: Parse, last: int) -> int | None:
    """Where a phrase begins that tells a place again and ends at a token; None if the token ends none."""
    token = parse.tokens[last]
    if token.lower in THERE:
        after = parse.tokens[last + 1] if last + 1 < len(parse.tokens) else None
        expletive = token.dep == "expl" or (after is not None and after.pos in ("AUX", "VERB"))
        return None if expletive or token.pos != "ADV" else last
    if token.lower not in KIND_OF_NOUN or token.pos != "NOUN" or _goes_on(parse, last):
        return None
    first = last
    while first > 0 and last - first <= _LONGEST and parse.tokens[first].lower not in _OPENS:
        before = parse.tokens[first - 1]
        if before.sentence != token.sentence or before.pos not in ("ADJ", "DET", "VERB", "ADV", "PUNCT", "NOUN"):
            return None
        first -= 1
    if first == 0 or parse.tokens[first].lower not in _OPENS:
        return None
    return first if parse.tokens[first - 1].lower in STATIC | {"throughout", "across", "over"} else None


def _goes_on(parse: Parse, last: int) -> bool:
    """Whether the noun is named or described behind: "the city of X", "the region's people", "the province council"."""
    after = parse.tokens[last + 1] if last + 1 < len(parse.tokens) else None
    return after is not None and (after.lower in ("of", "'s", "’s", "that", "which") or after.pos in ("NOUN", "PROPN"))


def _near(parse: Parse, mention: PlaceMention, sentence: int) -> bool:
    covered = parse.tokens_between(mention.start, mention.end)
    return bool(covered) and 0 <= sentence - parse.tokens[covered[0]].sentence <= _REACH


def _fits(mention: PlaceMention, kinds: frozenset[str]) -> bool:
    feature = mention.feature or ""
    if feature == "country" and (mention.rule.endswith("+dated") or "province" in mention.text.lower()):
        feature = "region"  # a land that another state held then
    return feature in kinds or (kinds is ANYWHERE and feature not in _LARGE)


def _again(parse: Parse, first: int, stop: int, place: PlaceMention) -> PlaceMention:
    start, end = parse.tokens[first].start, parse.tokens[stop - 1].end
    values = {f: getattr(place, f) for f in PlaceMention.__slots__}
    told = {"start": start, "end": end, "text": parse.text[start:end], "rule": "place-told-again"}
    return PlaceMention(**values | told)
