"""What Communiqué says of a page: frozen, typed records, with the field's names. Their JSON form is `coding.to_json()`.

Offsets are half-open character offsets into `Article.text`. Unknown is None: never "", never the publication date.
"Source" always means who vouches for a statement, never the actor of an event (PLOVER says actor and recipient).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

BlockKind = Literal[
    "headline", "byline", "dateline", "credit", "caption", "paragraph", "subheading",
    "appeal", "navigation", "promo", "legal", "comment",
]  # fmt: skip
ARTICLE_KINDS: frozenset[str] = frozenset({"headline", "dateline", "caption", "subheading", "paragraph"})
ActorKind = Literal["person", "organisation", "country", "group"]
Factuality = Literal["actual", "future", "hypothetical", "negated"]
Manner = Literal["direct", "indirect", "mixed"]
Stance = Literal[
    "asserts", "denies", "alleges", "promises", "demands", "predicts", "doubts", "confirms", "believes", "wants"
]
RelationKind = Literal["allied", "backs", "opposes", "strained", "hostile", "cooperates", "member-of", "occupies"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article: `text` is exactly `article.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One input before it is read as an article: text or HTML, with what its container said of it.

    `media` says how `body` is to be read. `given` holds metadata that came with the page (a CSV row's columns, a feed
    item's fields): id, url, outlet, headline, byline, published; other columns are kept under their own names.
    """

    source: str  # the path or URL as given
    body: str
    media: Literal["text", "html", "markdown"]
    given: Mapping[str, str] = field(default_factory=dict)
    bytes_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page of one kind (CODEBOOK §8); `rule` names what decided it."""

    kind: BlockKind
    start: int
    end: int
    rule: str
    asks_for: str | None = None  # appeals: donation, subscription, sign-up, ...
    amount: float | None = None
    currency: str | None = None  # ISO 4217
    period: str | None = None  # once, weekly, monthly, yearly

    @property
    def part_of_article(self) -> bool:
        """Whether the block is the article, not furniture."""
        return self.kind in ARTICLE_KINDS


@dataclass(frozen=True, slots=True)
class Article:
    """A page as read: its whole text, the blocks that tell article from furniture, and its metadata."""

    id: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    url: str | None = None
    outlet: str | None = None
    headline: str | None = None
    byline: str | None = None
    published: str | None = None  # ISO date, or date-time, or an interval "2019-07-15/2019-07-21"
    published_how: str | None = None  # given, metadata, url, dateline, text, option
    language: str | None = None
    bytes_sha256: str | None = None
    notes: tuple[str, ...] = ()  # what degraded while reading, in words
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an actor; `head` is the token that heads them and `rule` says why they are this actor's."""

    start: int
    end: int
    text: str
    head: int
    actor: str
    rule: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A political actor of the page, under its fullest name, with the words that decided country and sector."""

    id: str
    name: str
    kind: ActorKind
    country: str | None  # ISO 3166-1 alpha-3, or IGO IMG NGO MNC
    sector: str | None  # PLOVER sector
    role: str | None
    mentions: tuple[Mention, ...]
    country_why: str | None = None
    sector_why: str | None = None
    roster_id: str | None = None
    gender: str | None = None  # f, m, or None when not known


@dataclass(frozen=True)
class Cast:
    """Everyone who appears in an article, and which words refer to whom."""

    actors: tuple[Actor, ...]
    by_head: Mapping[int, Mention]  # head token index -> mention
    together: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # head -> ids, for "the two", "both sides"

    def all_at(self, head: int) -> tuple[Actor, ...]:
        """Every actor that the phrase headed by this token refers to: two for "the two", else one or none."""
        several = self.together.get(head)
        if several:
            return tuple(self.by_id[i] for i in several)
        one = self.at(head)
        return () if one is None else (one,)

    def at(self, head: int) -> Actor | None:
        """The actor that the phrase headed by this token refers to, or None."""
        mention = self.by_head.get(head)
        return None if mention is None else self.by_id[mention.actor]

    @property
    def by_id(self) -> Mapping[str, Actor]:
        """Actors by their id."""
        cached = self.__dict__.get("_by_id")
        if cached is None:
            cached = {a.id: a for a in self.actors}
            object.__setattr__(self, "_by_id", cached)
        return cached


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3: `value` in its form; `earliest` and `latest` ISO dates, partial ("--06-28") or None where unfixed."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: str | None
    latest: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text, with its gazetteer entry where one is certain enough."""

    start: int
    end: int
    text: str
    name: str
    country: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    feature: str | None  # country, admin1, city, region, sea, ...
    rule: str
    admin: str | None = None
    precision_km: float | None = None
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch that someone other than the outlet vouches for (CODEBOOK §4), with its whole chain.

    `via` lists the carriers between outlet and speaker, outermost first. `inside` is the attribution that this one is
    nested in. `certainty` and `polarity` are FactBank's: how the speaker holds the content.
    """

    id: str
    speaker: str | None  # actor id
    source: Span | None  # the words that name the speaker
    via: tuple[str, ...]
    cue: Span
    content: Span
    manner: Manner
    stance: Stance
    inside: str | None
    rule: str
    via_notes: tuple[str, ...] = ()  # e.g. "TASS: state-owned, RUS"
    addressee: str | None = None
    anonymity: str | None = None  # the words that veil the speaker
    setting: str | None = None  # place and time of the saying, in the text's words
    certainty: Literal["certain", "probable", "possible", "unknown"] = "certain"
    polarity: Literal["positive", "negative", "unknown"] = "positive"
    denies: str | None = None  # id of the attribution or event that this denies
    speaker_name: str | None = None  # the resolved name, also when the speaker is no actor of the cast
    continues: str | None = None  # id of the quotation that this one goes on with after "he said" interrupted it


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event, as named there."""

    actor: str | None  # actor id
    text: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class When:
    """The time of an event, and the rule by which it was found."""

    text: str
    value: str | None
    start: str | None
    end: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event, and the rule by which it was found."""

    text: str
    name: str
    country: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    rule: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number told with an event: how many of what ("killed", "arrested", "protesters"), in whose words."""

    what: str
    least: int | None
    most: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an event is coded so: the rule with its file and line, and what raised or changed type and status."""

    rule: str
    file: str | None
    line: int | None
    clause: str  # the clause in the text's words, with its parts named
    steps: tuple[str, ...] = ()  # each step of the way in a sentence
    considered: tuple[str, ...] = ()  # entries that lost, and why


@dataclass(frozen=True, slots=True)
class Event:
    """An act said to involve a political actor (CODEBOOK §1 and §2)."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    intensity: float | None
    goldstein: float | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    factuality: Factuality
    sources: tuple[str, ...]
    attribution: str | None
    disputed_by: tuple[str, ...]
    when: When | None
    where: Where | None
    trigger: Span
    evidence: Span
    rule: str
    why: Evidence
    tellings: tuple[Span, ...] = ()  # every place in the article that tells the act, the fullest first
    quantities: tuple[Quantity, ...] = ()
    decided_by: Literal["lexicon", "encoder"] = "lexicon"

    def _repr_html_(self) -> str:
        """The act in a notebook: who, whom, what, and its sentence."""
        from communique.web.notebook import event_html

        return event_html(self)


@dataclass(frozen=True, slots=True)
class Relation:
    """A standing state between two actors (CODEBOOK §7), not an act."""

    subject: str
    object: str
    relation: RelationKind
    evidence: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was seen and deliberately not coded, and why."""

    stage: str
    start: int
    end: int
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Run:
    """What made a record: the package's version, the hash of all lexicon files, and the language model."""

    version: str
    lexicon_sha256: str
    model: str
    second_opinion: str | None = None


@dataclass(frozen=True)
class Coding:
    """An article with everything that was read in it: one line of the machine-readable record."""

    article: Article
    actors: tuple[Actor, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
    refusals: tuple[Refusal, ...]
    run: Run

    def to_json(self) -> dict[str, Any]:
        """The record as in the machine-readable contract (docs/data-dictionary.md), ready for `json.dumps`."""
        from communique.contract import coding_as_json

        return coding_as_json(self)

    def _repr_html_(self) -> str:
        """The marked article with its cards, for a notebook."""
        from communique.web.notebook import coding_html

        return coding_html(self)
