"""A coding as rows: what each table of the store keeps of one article.

Rows are made where the article was coded (in a worker), as Arrow tables without `batch`, `version` and `added`; the
writer fills those three when it commits, so that a row's content never depends on when or by whom it was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from communique.records import Actor, Article, Attribution, Coding, Event, Page, Party, Span
from communique.store.identity import article_key, coding_id, digest, report_ids, run_id
from communique.store.tables import arrow_schema

Row = dict[str, Any]
ARTICLE_TABLES = ("articles", "blocks", "actors", "attributions", "reports", "events", "relations", "refusals")
_STOP = re.compile(r"[.!?][”’\"')]*(?:\s+|$)|\n+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """One page as read: where it came from, its hash, what was coded in it, and the sketch of its words."""

    page: Page
    page_sha256: str
    coding: Coding
    sketch: tuple[int, ...] = ()


@dataclass(frozen=True)
class Failure:
    """One page that could not be read, and why."""

    source: str
    kind: str
    message: str
    page_sha256: str | None = None


@dataclass(frozen=True)
class Batch:
    """What is written together: rows by table, as Arrow tables, and the pages that failed."""

    rows: Mapping[str, Any] = field(default_factory=dict)
    failures: Sequence[Failure] = ()
    known: int = 0

    @property
    def size(self) -> int:
        """How many articles it holds."""
        return self.rows["articles"].num_rows if self.rows else 0


def batch_of(readings: Iterable[Reading], failures: Sequence[Failure] = (), known: int = 0) -> Batch:
    """The rows of several readings, ready to be committed together."""
    import pyarrow as pa

    rows: dict[str, list[Row]] = {name: [] for name in ARTICLE_TABLES}
    for reading in readings:
        for name, more in rows_of(reading).items():
            rows[name].extend(more)
    if not rows["articles"]:
        return Batch({}, tuple(failures), known)
    tables = {name: pa.Table.from_pylist(more, schema=arrow_schema(name)) for name, more in rows.items()}
    return Batch(tables, tuple(failures), known)


def rows_of(reading: Reading) -> dict[str, list[Row]]:
    """One article's rows, by table."""
    coding = reading.coding
    key = article_key(coding.article, reading.page)
    run = run_id(coding.run)
    keys: Row = {"article_key": key, "coding": coding_id(key, reading.page_sha256, run), "batch": 0}
    cast = {a.id: a for a in coding.actors}
    reports = _report_rows(coding, keys, cast, run)
    return {
        "articles": [_article_row(reading, keys, run)],
        "blocks": _block_rows(coding.article, keys),
        "actors": [_actor_row(a, keys, coding.article) for a in coding.actors],
        "attributions": [_attribution_row(a, keys, coding.article, cast) for a in coding.attributions],
        "reports": reports,
        "events": [single_event(r) for r in reports],
        "relations": _relation_rows(coding, keys, cast),
        "refusals": [
            keys | {"stage": r.stage, "start": r.start, "end": r.end, "reason": r.reason, "rule": r.rule}
            for r in coding.refusals
        ],
    }


def single_event(report: Row) -> Row:
    """The event of one report that no other report has joined yet."""
    outlet = report["outlet"]
    return report | {
        "event_id": report["report_id"],
        "reports": [report["report_id"]],
        "articles": [report["article_key"]],
        "outlets": [outlet] if outlet else [],
        "n_reports": 1,
        "n_articles": 1,
        "n_outlets": 1 if outlet else 0,
        "n_copies": 0,
        "first_published": report["published_day"],
        "last_published": report["published_day"],
        "reasons": [],
        "contradictions": [],
        "reviewed": None,
    }


def day_of(published: str | None) -> date | None:
    """The day of a publication date; of an interval, its last."""
    found = _DAY.findall(published or "")
    return _as_day(found[-1]) if found else None


def _as_day(text: str | None) -> date | None:
    if text is None or not (found := _DAY.match(text)):
        return None
    try:
        return date.fromisoformat(found[0])
    except ValueError:
        return None


def _when(event: Event, published: date | None) -> tuple[date | None, str | None]:
    """The day that an event is sorted under, and how it is known."""
    if event.when is not None and (told := _as_day(event.when.start)):
        same = event.when.end is None or _as_day(event.when.end) == told
        return told, "told" if same else "range"
    return (published, "published") if published else (None, None)


def dyads_of(actors: Sequence[str | None], recipients: Sequence[str | None]) -> str:
    """All directed pairs of countries. Where an act is joint and has no recipient, each doer faces each other one."""
    doers, others = [c for c in actors if c], [c for c in recipients if c]
    pairs = {(a, r) for a in doers for r in others}
    if not others:
        pairs = {(a, b) for i, a in enumerate(doers) for j, b in enumerate(doers) if i != j and a != b}
    return " ".join(f"{a}>{b}" for a, b in sorted(pairs))


def _countries(parties: Sequence[Party]) -> str:
    return " ".join(sorted({p.country for p in parties if p.country}))


def _party(party: Party, cast: Mapping[str, Actor]) -> Row:
    actor = cast.get(party.actor) if party.actor else None
    name = actor.name if actor else party.text
    return {
        "actor": party.actor,
        "name": name,
        "text": party.text,
        "kind": actor.kind if actor else None,
        "country": party.country,
        "sector": party.sector,
        "role": actor.role if actor else None,
    }


def _span(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.text}


def _article_row(reading: Reading, keys: Row, run: str) -> Row:
    coding, article = reading.coding, reading.coding.article
    record = coding.to_json()
    del record["article"]["text"]
    words = sum(len(article.text[b.start : b.end].split()) for b in article.blocks if b.part_of_article)
    return keys | {
        "article_id": article.id,
        "version": 1,
        "source": article.source,
        "url": article.url,
        "outlet": article.outlet,
        "headline": article.headline,
        "byline": article.byline,
        "published": article.published,
        "published_how": article.published_how,
        "published_day": day_of(article.published),
        "language": article.language,
        "bytes_sha256": article.bytes_sha256,
        "page_sha256": reading.page_sha256,
        "n_words": words,
        "n_events": len(coding.events),
        "n_attributions": len(coding.attributions),
        "notes": list(article.notes),
        "sketch": list(reading.sketch),
        "text": article.text,
        "record": json.dumps(record, ensure_ascii=False),
        "run": run,
    }


def _block_rows(article: Article, keys: Row) -> list[Row]:
    return [
        keys
        | {
            "number": i,
            "kind": b.kind,
            "start": b.start,
            "end": b.end,
            "part_of_article": b.part_of_article,
            "rule": b.rule,
            "asks_for": b.asks_for,
            "amount": b.amount,
            "currency": b.currency,
            "period": b.period,
        }
        for i, b in enumerate(article.blocks)
    ]


def _actor_row(actor: Actor, keys: Row, article: Article) -> Row:
    return keys | {
        "actor": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "sector": actor.sector,
        "role": actor.role,
        "country_why": actor.country_why,
        "sector_why": actor.sector_why,
        "roster_id": actor.roster_id,
        "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in actor.mentions],
        "published_day": day_of(article.published),
        "outlet": article.outlet,
    }


def _attribution_row(said: Attribution, keys: Row, article: Article, cast: Mapping[str, Actor]) -> Row:
    actor = cast.get(said.speaker) if said.speaker else None
    return keys | {
        "attribution_id": digest(keys["article_key"], said.cue.text, str(said.content.start), said.content.text),
        "attribution": said.id,
        "speaker": said.speaker_name or (actor.name if actor else None),
        "speaker_country": actor.country if actor else None,
        "speaker_sector": actor.sector if actor else None,
        "source_text": said.source.text if said.source else None,
        "via": list(said.via),
        "via_notes": list(said.via_notes),
        "cue": said.cue.text,
        "cue_start": said.cue.start,
        "cue_end": said.cue.end,
        "content": said.content.text,
        "content_start": said.content.start,
        "content_end": said.content.end,
        "manner": said.manner,
        "stance": said.stance,
        "inside": said.inside,
        "denies": said.denies,
        "addressee": said.addressee,
        "anonymity": said.anonymity,
        "certainty": said.certainty,
        "polarity": said.polarity,
        "rule": said.rule,
        "published_day": day_of(article.published),
        "outlet": article.outlet,
        "headline": article.headline,
        "url": article.url,
    }


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence, or sentences, that a stretch stands in, by full stops and line breaks alone.

    >>> sentence_around("It rained. Gondor, he said, shelled Arnor. All slept.", 11, 17)
    'Gondor, he said, shelled Arnor.'
    """
    before = [m.end() for m in _STOP.finditer(text, max(0, start - 600), start)]
    after = _STOP.search(text, max(start, end - 1), end + 600)
    first = before[-1] if before else max(0, start - 600)
    return " ".join(text[first : after.end() if after else min(len(text), end + 600)].split())


def _report_rows(coding: Coding, keys: Row, cast: Mapping[str, Actor], run: str) -> list[Row]:
    ids = report_ids(keys["article_key"], coding.events)
    return [
        keys | {"report_id": name, "run": run} | _report_row(e, coding.article, cast)
        for name, e in zip(ids, coding.events, strict=True)
    ]


def _report_row(event: Event, article: Article, cast: Mapping[str, Actor]) -> Row:
    published = day_of(article.published)
    day, how = _when(event, published)
    return {
        "event": event.id,
        "day": day,
        "day_how": how,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        "quad": event.quad,
        "intensity": event.intensity,
        "goldstein": event.goldstein,
        "factuality": event.factuality,
        **_sides(event, cast),
        "sources": list(event.sources),
        "attribution": event.attribution,
        "disputed_by": list(event.disputed_by),
        **_setting(event),
        "quantities": [{"what": q.what, "least": q.least, "most": q.most, "text": q.text} for q in event.quantities],
        **_wording(event, article.text),
        "headline": article.headline,
        "url": article.url,
        "source": article.source,
        "published_day": published,
        "outlet": article.outlet,
    }


def _sides(event: Event, cast: Mapping[str, Actor]) -> Row:
    actors, recipients = ([_party(p, cast) for p in side] for side in (event.actors, event.recipients))
    return {
        "dyads": dyads_of([p.country for p in event.actors], [p.country for p in event.recipients]),
        "actor_countries": _countries(event.actors),
        "recipient_countries": _countries(event.recipients),
        "actor_names": [p["name"] for p in actors],
        "recipient_names": [p["name"] for p in recipients],
        "actors": actors,
        "recipients": recipients,
    }


def _setting(event: Event) -> Row:
    when, where = event.when, event.where
    return {
        "when_text": when.text if when else None,
        "when_value": when.value if when else None,
        "when_start": when.start if when else None,
        "when_end": when.end if when else None,
        "where_text": where.text if where else None,
        "where_name": where.name if where else None,
        "where_country": where.country if where else None,
        "geonameid": where.geonameid if where else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
    }


def _wording(event: Event, text: str) -> Row:
    why = {k: getattr(event.why, k) for k in ("rule", "file", "line", "clause", "steps", "considered")}
    return {
        "trigger": event.trigger.text,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "evidence": event.evidence.text,
        "evidence_start": event.evidence.start,
        "evidence_end": event.evidence.end,
        "sentence": sentence_around(text, event.evidence.start, event.evidence.end),
        "tellings": [_span(s) for s in event.tellings],
        "rule": event.rule,
        "decided_by": event.decided_by,
        "why": json.dumps(why, ensure_ascii=False),
    }


def _relation_rows(coding: Coding, keys: Row, cast: Mapping[str, Actor]) -> list[Row]:
    rows = []
    for r in coding.relations:
        subject, object_ = cast.get(r.subject), cast.get(r.object)
        rows.append(
            keys
            | {
                "subject": subject.name if subject else r.subject,
                "subject_country": subject.country if subject else None,
                "relation": r.relation,
                "object": object_.name if object_ else r.object,
                "object_country": object_.country if object_ else None,
                "evidence": r.evidence.text,
                "evidence_start": r.evidence.start,
                "evidence_end": r.evidence.end,
                "rule": r.rule,
                "published_day": day_of(coding.article.published),
                "outlet": coding.article.outlet,
            }
        )
    return rows
