"""The tables of a store, column by column: what is kept, under which name, in which type, and what it means.

`FORMAT` is the number of this layout. It rises whenever a column comes, goes or changes its meaning.
docs/store.md is written from here (`python -m communique.store.tables`), and a test holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

FORMAT = 1

TEXT, INT, REAL, FLAG, DAY, TIME = "text", "int", "real", "flag", "day", "time"
TEXTS = "texts"  # a list of text
SPANS = "spans"  # a list of {start, end, text}
PARTIES = "parties"  # a list of {actor, name, text, kind, country, sector, role}
QUANTITIES = "quantities"  # a list of {what, least, most, text}
CONTRADICTIONS = "contradictions"  # a list of {field, values: [{value, reports, outlets}]}
NUMBERS = "numbers"  # a list of 64-bit numbers


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its kind (above), and what it says."""

    name: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the store and what a row of it is."""

    name: str
    says: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(c.name for c in self.columns)


def _columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


_KEYS = _columns(
    ("article_key", TEXT, "which article, across its versions (a hash of URL, file and id, or content)"),
    ("coding", TEXT, "which reading of it: this version of the page, read by this run"),
    ("batch", INT, "the number of the batch that brought the row; acknowledged once `articles` holds it"),
)
_PUBLISHED = _columns(
    ("published_day", DAY, "the day of publication; null when the page does not say"),
    ("outlet", TEXT, "who published the article; null when not known"),
)

_REPORT = _columns(
    ("report_id", TEXT, "this telling, by its content (article, trigger, type): the same after a recoding"),
    ("event", TEXT, "the event's id inside its article's record"),
    ("day", DAY, "for sorting and charts: the told day, else the day of publication (see day_how)"),
    ("day_how", TEXT, "`told` when the text fixes the day, `published` when only the publication does, else null"),
    ("type", TEXT, "PLOVER type"),
    ("mode", TEXT, "PLOVER mode, or null"),
    ("contexts", TEXTS, "PLOVER contexts"),
    ("cameo", TEXT, "CAMEO code, as text (leading zeros matter)"),
    ("quad", INT, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    ("intensity", REAL, "PLOVER intensity, or null"),
    ("goldstein", REAL, "Goldstein value of the CAMEO code, or null"),
    ("factuality", TEXT, "actual, future, hypothetical or negated"),
    ("dyads", TEXT, "all directed pairs of countries, as in `GON>ARN GON>SYL`; a joint act counts both ways"),
    ("actor_countries", TEXT, "the doers' countries, in alphabetical order, separated by blanks"),
    ("recipient_countries", TEXT, "the recipients' countries, likewise"),
    ("actor_names", TEXTS, "the doers' full names"),
    ("recipient_names", TEXTS, "the recipients' full names"),
    ("actors", PARTIES, "the doers"),
    ("recipients", PARTIES, "to whom"),
    ("sources", TEXTS, "who vouches for it, outermost first; empty when the outlet itself does"),
    ("attribution", TEXT, "id of the attribution that it stands in (see `attributions`), or null"),
    ("disputed_by", TEXTS, "who is said to deny it"),
    ("when_text", TEXT, "the words that give the time, or null"),
    ("when_value", TEXT, "their TIMEX3 value"),
    ("when_start", TEXT, "ISO date, partial (`--06-28`) where the text fixes less"),
    ("when_end", TEXT, "ISO date, likewise"),
    ("where_text", TEXT, "the words that give the place, or null"),
    ("where_name", TEXT, "the place's name"),
    ("where_country", TEXT, "the place's country (ISO 3166-1 alpha-3)"),
    ("geonameid", INT, "the place in GeoNames"),
    ("lat", REAL, "latitude of the place"),
    ("lon", REAL, "longitude of the place"),
    ("quantities", QUANTITIES, "numbers told with the act"),
    ("trigger", TEXT, "the words that name the act"),
    ("trigger_start", INT, "where they start in `articles.text`"),
    ("trigger_end", INT, "where they end"),
    ("evidence", TEXT, "the clause or sentence that tells the act, exactly as in the text"),
    ("evidence_start", INT, "where it starts in `articles.text`"),
    ("evidence_end", INT, "where it ends"),
    ("sentence", TEXT, "the whole sentence around the evidence"),
    ("tellings", SPANS, "every place in the article that tells the act"),
    ("rule", TEXT, "the lexicon entry or rule that decided it"),
    ("decided_by", TEXT, "lexicon or encoder"),
    ("why", TEXT, "the evidence record as JSON: file, line, clause, steps, what was considered"),
    ("headline", TEXT, "the article's headline"),
    ("url", TEXT, "the article's URL"),
    ("source", TEXT, "the path or URL that was given"),
    ("run", TEXT, "which coder read it (see `runs`)"),
    ("added", TIME, "when the row was written"),
)

_EVENT = _columns(
    ("event_id", TEXT, "the act: the id of its earliest published report"),
    ("reports", TEXTS, "ids of all its reports, the fullest first"),
    ("articles", TEXTS, "keys of the articles that report it"),
    ("outlets", TEXTS, "outlets that report it"),
    ("n_reports", INT, "how many reports"),
    ("n_articles", INT, "how many articles"),
    ("n_outlets", INT, "how many outlets"),
    ("n_copies", INT, "how many of its reports stand in wire copy of another article among them"),
    ("first_published", DAY, "the earliest publication among its reports"),
    ("last_published", DAY, "the latest publication among its reports"),
    ("reasons", TEXTS, "why the reports are one event, a line each"),
    ("contradictions", CONTRADICTIONS, "where the reports differ: two dates, two death tolls"),
    ("reviewed", TEXT, "accepted, edited, merged or split by a person; null when nobody looked (filled by the view)"),
)

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        Table(
            "articles",
            "one version of a page, read by one coder",
            _KEYS
            + _columns(
                ("article_id", TEXT, "the id given with the page, else a hash of its content"),
                ("version", INT, "1 for the first content seen, 2 for the next, ..."),
                ("source", TEXT, "the path or URL as given"),
                ("url", TEXT, "the page's URL, or null"),
                ("outlet", TEXT, "who published it, or null"),
                ("headline", TEXT, "its headline, or null"),
                ("byline", TEXT, "its byline, or null"),
                ("published", TEXT, "ISO date, date-time or interval, or null"),
                ("published_how", TEXT, "where that date comes from"),
                ("published_day", DAY, "its day (an interval's last), or null"),
                ("language", TEXT, "language code"),
                ("bytes_sha256", TEXT, "hash of the original bytes, where known"),
                ("page_sha256", TEXT, "hash of page, metadata and options as read: the same page is never read twice"),
                ("n_words", INT, "words of the article, furniture set apart"),
                ("n_events", INT, "events told in it"),
                ("n_attributions", INT, "attributed stretches in it"),
                ("notes", TEXTS, "what degraded while reading"),
                ("sketch", NUMBERS, "MinHash of the article's words, for near-duplicates"),
                ("text", TEXT, "the whole text; every offset of the store counts in it"),
                ("record", TEXT, "the machine-readable record as JSON, without the text"),
                ("run", TEXT, "which coder read it (see `runs`)"),
                ("added", TIME, "when the row was written"),
            ),
        ),
        Table(
            "blocks",
            "a stretch of a page of one kind",
            _KEYS
            + _columns(
                ("number", INT, "position in the page"),
                ("kind", TEXT, "headline, paragraph, appeal, navigation, ..."),
                ("start", INT, "where it starts in `articles.text`"),
                ("end", INT, "where it ends"),
                ("part_of_article", FLAG, "false for furniture"),
                ("rule", TEXT, "what decided it"),
                ("asks_for", TEXT, "appeals: donation, subscription, ..."),
                ("amount", REAL, "appeals: how much"),
                ("currency", TEXT, "appeals: ISO 4217"),
                ("period", TEXT, "appeals: once, weekly, monthly, yearly"),
            ),
        ),
        Table(
            "actors",
            "a political actor in one article",
            _KEYS
            + _columns(
                ("actor", TEXT, "its id inside the article's record"),
                ("name", TEXT, "the fullest name that the article gives"),
                ("kind", TEXT, "person, organisation, country or group"),
                ("country", TEXT, "ISO 3166-1 alpha-3, or IGO IMG NGO MNC; null when unknown"),
                ("sector", TEXT, "PLOVER sector, or null"),
                ("role", TEXT, "its role as stated, or null"),
                ("country_why", TEXT, "the words that decided the country"),
                ("sector_why", TEXT, "the words that decided the sector"),
                ("roster_id", TEXT, "its entry in the roster, or null"),
                ("mentions", SPANS, "the words that refer to it"),
            )
            + _PUBLISHED,
        ),
        Table(
            "attributions",
            "a stretch that someone other than the outlet vouches for",
            _KEYS
            + _columns(
                ("attribution_id", TEXT, "its id in the store"),
                ("attribution", TEXT, "its id inside the article's record"),
                ("speaker", TEXT, "the resolved name, or null"),
                ("speaker_country", TEXT, "the speaker's country, or null"),
                ("speaker_sector", TEXT, "the speaker's sector, or null"),
                ("source_text", TEXT, "the words that name the speaker"),
                ("via", TEXTS, "the carriers between outlet and speaker, outermost first"),
                ("via_notes", TEXTS, "what is known of them"),
                ("cue", TEXT, "the word that attributes"),
                ("cue_start", INT, "where it starts"),
                ("cue_end", INT, "where it ends"),
                ("content", TEXT, "what is said"),
                ("content_start", INT, "where it starts"),
                ("content_end", INT, "where it ends"),
                ("manner", TEXT, "direct, indirect or mixed"),
                ("stance", TEXT, "asserts, denies, alleges, promises, ..."),
                ("inside", TEXT, "id of the attribution that it is nested in, or null"),
                ("denies", TEXT, "id (inside the record) of what it denies, or null"),
                ("addressee", TEXT, "to whom it was said, or null"),
                ("anonymity", TEXT, "the words that veil the speaker, or null"),
                ("certainty", TEXT, "how sure the speaker is"),
                ("polarity", TEXT, "whether the speaker holds it to be so"),
                ("rule", TEXT, "what decided it"),
            )
            + _PUBLISHED
            + _columns(("headline", TEXT, "the article's headline"), ("url", TEXT, "the article's URL")),
        ),
        Table("reports", "an event as one article tells it", _KEYS + _REPORT + _PUBLISHED),
        Table(
            "events",
            "an act, with all its reports; the fullest report lends its fields",
            _KEYS + _REPORT + _PUBLISHED + _EVENT,
        ),
        Table(
            "relations",
            "a standing state between two actors",
            _KEYS
            + _columns(
                ("subject", TEXT, "who"),
                ("subject_country", TEXT, "its country"),
                ("relation", TEXT, "allied, backs, opposes, strained, hostile, cooperates, member-of, occupies"),
                ("object", TEXT, "to whom"),
                ("object_country", TEXT, "its country"),
                ("evidence", TEXT, "the words that state it"),
                ("evidence_start", INT, "where they start"),
                ("evidence_end", INT, "where they end"),
                ("rule", TEXT, "what decided it"),
            )
            + _PUBLISHED,
        ),
        Table(
            "refusals",
            "what was seen and deliberately not coded",
            _KEYS
            + _columns(
                ("stage", TEXT, "which stage refused"),
                ("start", INT, "where the words start"),
                ("end", INT, "where they end"),
                ("reason", TEXT, "why"),
                ("rule", TEXT, "what decided it"),
            ),
        ),
        Table(
            "runs",
            "one batch of a run: what read it, and how it went",
            _columns(
                ("run", TEXT, "the coder: a hash of the four columns below"),
                ("version", TEXT, "the package's version"),
                ("lexicon_sha256", TEXT, "hash of all lexicon files"),
                ("model", TEXT, "the language model"),
                ("second_opinion", TEXT, "the encoder, or null"),
                ("batch", INT, "the batch"),
                ("n_articles", INT, "articles that it added"),
                ("n_known", INT, "pages that the store already held"),
                ("n_errors", INT, "pages that could not be read"),
                ("added", TIME, "when it was written"),
            ),
        ),
        Table(
            "corrections",
            "what a person decided about an event or an actor; append-only",
            _columns(
                ("correction_id", TEXT, "its id"),
                ("at", TIME, "when"),
                ("by", TEXT, "who"),
                ("action", TEXT, "accept, reject, edit, merge, split, merge-actors, split-actor or undo"),
                ("event_id", TEXT, "the event as it was called then; for an actor its name"),
                ("anchors", TEXT, "JSON: the words by which its reports are found again"),
                (
                    "changes",
                    TEXT,
                    "JSON: field and value of an edit, event ids of a merge, report ids of a split, names",
                ),
                ("note", TEXT, "why"),
                ("undoes", TEXT, "the correction that an undo takes back"),
            ),
        ),
        Table(
            "errors",
            "a page that could not be read",
            _columns(
                ("source", TEXT, "the path or URL as given"),
                ("kind", TEXT, "the kind of error"),
                ("message", TEXT, "what went wrong, in a sentence"),
                ("page_sha256", TEXT, "hash of the page, where it could be opened"),
                ("run", TEXT, "which coder failed on it"),
                ("batch", INT, "the batch"),
                ("added", TIME, "when the row was written"),
            ),
        ),
        Table(
            "copies",
            "an article that is a near-duplicate of others",
            _columns(
                ("article_key", TEXT, "which article"),
                ("story", TEXT, "the group: the key of its earliest article"),
                ("kind", TEXT, "`wire` when an agency is credited or several outlets share the text, else `repeat`"),
                ("agency", TEXT, "the agency credited, or null"),
                ("likeness", REAL, "share of word sequences in common with the nearest in the group, estimated"),
                ("n_articles", INT, "how many articles the group has"),
            ),
        ),
        Table(
            "superseded",
            "a reading that a later one replaced; readers leave its rows out",
            _columns(
                ("coding", TEXT, "the reading that was replaced"),
                ("by", TEXT, "the reading that replaced it"),
                ("batch", INT, "the batch that did so"),
            ),
        ),
    )
}


@cache
def arrow_schema(name: str) -> Any:
    """The Arrow schema of one table."""
    import pyarrow as pa

    span = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
    party = pa.struct([(n, pa.string()) for n in ("actor", "name", "text", "kind", "country", "sector", "role")])
    quantity = pa.struct([("what", pa.string()), ("least", pa.int64()), ("most", pa.int64()), ("text", pa.string())])
    value = pa.struct([("value", pa.string()), ("reports", pa.list_(pa.string())), ("outlets", pa.list_(pa.string()))])
    kinds = {
        TEXT: pa.string(),
        INT: pa.int64(),
        REAL: pa.float64(),
        FLAG: pa.bool_(),
        DAY: pa.date32(),
        TIME: pa.timestamp("us", tz="UTC"),
        TEXTS: pa.list_(pa.string()),
        NUMBERS: pa.list_(pa.int64()),
        SPANS: pa.list_(span),
        PARTIES: pa.list_(party),
        QUANTITIES: pa.list_(quantity),
        CONTRADICTIONS: pa.list_(pa.struct([("field", pa.string()), ("values", pa.list_(value))])),
    }
    return pa.schema([(c.name, kinds[c.kind]) for c in TABLES[name].columns])


def tables_as_markdown() -> str:
    """All tables as the section "The tables" of docs/store.md."""
    lines: list[str] = []
    for table in TABLES.values():
        lines += [
            f"### {table.name}",
            "",
            f"One row: {table.says}.",
            "",
            "| column | kind | says |",
            "| --- | --- | --- |",
        ]
        lines += [f"| `{c.name}` | {c.kind} | {c.says} |" for c in table.columns]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    print(tables_as_markdown())
