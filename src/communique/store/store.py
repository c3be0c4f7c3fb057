"""The store, asked: events, quotes, claims, dyads, actors, articles, words. `open_store(path)` is the door.

    store = communique.open("desk")
    store.events(Filters(dyad=("USA", "RUS"), since="2019-07")).pandas()

Every answer is a `Result`. A store object may be used by many threads; each question sees the newest acknowledged
state, and a writer beside it never makes it wait.
"""

from __future__ import annotations

import shlex
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from communique.errors import StoreError, UsageError
from communique.store import agreement, differences, dyads, eventpages, fulltext, overviews, questions
from communique.store.filters import Condition, Filters, event_condition, quote_condition, told_in_quotes
from communique.store.manifest import NAME, Manifest, read_manifest
from communique.store.result import Result
from communique.store.snapshot import Snapshot

NOTHING = Filters()


def open_store(path: str | Path) -> Store:
    """The store in this folder, for asking; StoreError in one clear sentence if there is none."""
    return Store(Path(path))


class Store:
    """One store. Opening it is cheap; nothing is read before a question is asked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] = (0, 0)
        self._snapshot = Snapshot(path, read_manifest(path))

    def __repr__(self) -> str:
        return f"<store {str(self.path)!r}>"

    @property
    def manifest(self) -> Manifest:
        """The state that the next question will see."""
        return self.snapshot().manifest

    def snapshot(self) -> Snapshot:
        """The newest acknowledged state. Ask one snapshot several times to have the answers agree with each other."""
        try:
            seen = (self.path / NAME).stat()
        except OSError:
            read_manifest(self.path)
            raise StoreError(f"The store at {self.path} went away while it was read; open it again.") from None
        stamp = (seen.st_mtime_ns, seen.st_ino)
        with self._lock:
            if stamp != self._stamp:
                manifest = read_manifest(self.path)
                if manifest != self._snapshot.manifest:
                    self._snapshot = Snapshot(self.path, manifest)
                self._stamp = stamp
            return self._snapshot

    # --- events -----------------------------------------------------------------------------------------------

    def events(
        self,
        filters: Filters = NOTHING,
        *,
        limit: int | None = None,
        offset: int = 0,
        order: eventpages.EventOrder = "newest",
        columns: Sequence[str] | None = None,
    ) -> Result:
        """Acts, one row each, with the columns of the table `events` (docs/store.md); newest first.

        `order`: newest, oldest, reports (most reported first), intensity (most hostile first), review (least certain
        first: unreviewed, decided by the encoder, hypothetical or disputed before the rest).
        """
        return self._events("events", event_condition(self._ready(filters)), filters, limit, offset, order, columns)

    def claims(
        self,
        filters: Filters = NOTHING,
        *,
        limit: int | None = None,
        offset: int = 0,
        order: eventpages.EventOrder = "newest",
    ) -> Result:
        """Acts that rest on someone's word, or are denied: `events` with a column `claim` (attributed or disputed)."""
        asked = event_condition(self._ready(filters))
        claim = "(len(sources) > 0 OR len(disputed_by) > 0)"
        sql = f"{asked.sql} AND {claim}" if asked.sql else claim
        return self._events("claims", Condition(sql, asked.values), filters, limit, offset, order, None)

    def event(self, event_id: str) -> dict[str, Any] | None:
        """One event by its id or by the id of one of its reports, rejected ones too; None if there is none."""
        return questions.find_event(self.snapshot(), event_id)

    def event_record(self, event_id: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The whole record of the article that speaks for an event (or for one of its reports), and the event in it."""
        return questions.find_event_record(self.snapshot(), event_id)

    def reports(self, event_id: str) -> Result:
        """The reports of one event, the fullest first: the columns of the table `reports`."""
        rows = questions.find_reports(self.snapshot(), event_id)
        return Result("reports", rows, f"communique explain {shlex.quote(str(self.path))} {event_id}")

    # --- overviews: what drawings show ------------------------------------------------------------------------

    def places(self, filters: Filters = NOTHING, *, limit: int = 200) -> Result:
        """Where the events are: name, country, lat, lon, quad, events, reports, event_id (one of them)."""
        rows = overviews.count_places(self.snapshot(), self._ready(filters), limit)
        return Result("places", rows, self._command("events", filters, None))

    def lanes(self, filters: Filters = NOTHING, *, by: dyads.Period = "day") -> Result:
        """The events by type, standing and period: type, period, quad, factuality, disputed, events, reports, event_id.

        `reports` is the largest number of reports of one of them, `event_id` that event; denied means disputed here.
        """
        rows = overviews.count_lanes(self.snapshot(), self._ready(filters), by)
        return Result("lanes", rows, self._command("events", filters, None))

    def extract(self, filters: Filters = NOTHING) -> overviews.Extract:
        """The events of one question, to be counted in several ways (`lanes`, `places`) while they are read once."""
        return overviews.Extract(self.snapshot(), self._ready(filters))

    def pairs(self, filters: Filters = NOTHING, *, limit: int | None = None) -> Result:
        """Pairs of countries whichever of them acts: one, other, events, reports, cooperation, conflict, last_day."""
        rows = overviews.count_pairs(self.snapshot(), self._ready(filters), limit)
        return Result("pairs", rows, self._command("events", filters, None))

    def elsewhere(self, article: str) -> Result:
        """The same acts in other articles: event_id, report_id, article_key, outlet, headline, published_day, type."""
        rows = overviews.find_elsewhere(self.snapshot(), article)
        return Result("reports", rows, f"communique events {shlex.quote(str(self.path))} --article {article}")

    # --- words ------------------------------------------------------------------------------------------------

    def quotes(self, filters: Filters = NOTHING, *, limit: int | None = None, offset: int = 0) -> Result:
        """What was said, by whom, through whom: the columns of the table `attributions`; newest first.

        `actor` and `who` name the speaker, `source` anyone in the chain; since, until, outlet, stance and article hold.
        All other filters are about acts: only what is said of an act that they fit (a dyad, a type, a place …).
        """
        asked = quote_condition(filters)
        told = told_in_quotes(filters)
        if told is not None:
            asked = questions.quoting(asked, self._ready(told))
        snap = self.snapshot()
        sql = (
            f"SELECT * FROM attributions{asked.where} ORDER BY published_day DESC NULLS LAST, "
            f"article_key, content_start"
        )
        table = snap.ask(sql + _page(limit, offset), asked.values, views=("attributions", "events", "reports"))
        return Result("quotes", table, self._command("quotes", filters, limit), _counter(snap, "attributions", asked))

    def search(self, words: str, *, limit: int | None = None, offset: int = 0) -> Result:
        """Articles that hold all these words (a "quoted phrase" as one): key, id, day, outlet, headline, url, snippet.

        Best match first. In `snippet`, the words found stand between \\x02 and \\x03.
        """
        snap = self.snapshot()
        table, total = fulltext.search(snap, words, limit=limit, offset=offset)
        command = f"communique search {shlex.quote(str(self.path))} {shlex.quote(words)}" + _limit_option(limit)
        return Result("search", table, command, lambda: total)

    # --- counts -----------------------------------------------------------------------------------------------

    def dyad(self, a: str, b: str, *, by: dyads.Period = "week", filters: Filters = NOTHING) -> Result:
        """Two parties over time: a row per period, direction and quad class.

        Columns: period (its first day), actor, recipient, quad, events, reports, intensity (sum), mean_intensity.
        A joint act counts in both directions; `undirected_events` counts it once.
        """
        rows = dyads.count_dyad(self.snapshot(), a, b, by, self._ready(filters))
        command = f"communique dyad {shlex.quote(str(self.path))} {shlex.quote(a)} {shlex.quote(b)} --by {by}"
        options = filters.as_options()
        return Result("dyad", rows, f"{command} {options}".rstrip())

    def dyads(self, filters: Filters = NOTHING, *, by: dyads.Period | None = None, limit: int | None = None) -> Result:
        """All pairs of countries: actor, recipient, [period,] events, reports, intensity; most events first."""
        rows = dyads.count_dyads(self.snapshot(), self._ready(filters), by, limit)
        return Result("dyads", rows, self._command("dyad", filters, limit))

    def facets(self, filters: Filters = NOTHING, *, top: int = 12, only: Sequence[str] = ()) -> Result:
        """Counts for narrowing a search: facet, value, events.

        Facets: type, factuality, quad, who, whom, place, outlet, source, month, reviewed, disputed; the commonest `top`
        values of each; `only` some of them.
        """
        return Result(
            "facets",
            questions.count_facets(self.snapshot(), self._ready(filters), top, only),
            self._command("events", filters, None),
        )

    def counts(self) -> dict[str, int]:
        """How much there is: articles, events, reports, quotes, outlets, errors, corrections."""
        return questions.count_all(self.snapshot())

    # --- actors -----------------------------------------------------------------------------------------------

    def actors(self, words: str = "", *, limit: int | None = None) -> Result:
        """Actors by name or country, commonest first.

        Columns: name, kind, country, sector, roles, articles, first_day, last_day.
        """
        rows = questions.count_actors(self.snapshot(), words, limit)
        return Result("actors", rows, f"communique actor {shlex.quote(str(self.path))} {shlex.quote(words)}")

    def actor(self, name: str, filters: Filters = NOTHING) -> Result:
        """One actor over time: a row for each role, country and sector given to it, with the words and where they
        stand; `filters` may narrow it by since, until, outlet and article.

        Columns: name, kind, country, sector, role, country_why, sector_why, articles, first_day, last_day,
        article_key (of the first), outlets. What it said, did and was done to: `quotes(Filters(actor=name))`,
        `events(Filters(who=name))`, `events(Filters(whom=name))`; its standing relations: `relations(name)`.
        """
        rows = questions.roles_of(self.snapshot(), name, filters)
        command = f"communique actor {shlex.quote(str(self.path))} {shlex.quote(name)} {filters.as_options()}"
        return Result("actor", rows, command.rstrip())

    def relations(self, name: str | None = None, *, dyad: tuple[str, str] | None = None) -> Result:
        """Standing relations: the columns of the table `relations`, of one party, of a pair, or all; newest first."""
        rows = questions.find_relations(self.snapshot(), name, dyad)
        return Result("relations", rows, f"communique actor {shlex.quote(str(self.path))} {shlex.quote(name or '')}")

    # --- articles ---------------------------------------------------------------------------------------------

    def articles(
        self, *, outlet: str | None = None, since: str | None = None, limit: int | None = None, offset: int = 0
    ) -> Result:
        """Articles without their text, newest first: the columns of the table `articles` less text, record, sketch."""
        rows, count = questions.find_articles(self.snapshot(), outlet, since, limit, offset)
        return Result("articles", rows, f"communique export {shlex.quote(str(self.path))} DIR --as csv", count)

    def record(self, article: str) -> dict[str, Any] | None:
        """One article's whole machine-readable record (docs/data-dictionary.md), by its key or its id; None if unknown.

        Beside the contract's fields it has `store`: article_key, version, versions, story (near-duplicates), events
        (the record's event id → event_id, report_id, reviewed, n_reports, n_outlets).
        """
        return questions.find_record(self.snapshot(), article)

    def outlets(self) -> Result:
        """Outlets: outlet, articles, events, first_day, last_day, copies; most articles first."""
        return Result(
            "outlets", questions.count_outlets(self.snapshot()), f"communique events {shlex.quote(str(self.path))}"
        )

    def carriers(self, *, limit: int | None = None) -> Result:
        """Who relays whom: outlet, via (its carrier), speaker, quotes; commonest first."""
        return Result(
            "carriers",
            questions.count_carriers(self.snapshot(), limit),
            f"communique quotes {shlex.quote(str(self.path))}",
        )

    # --- the store itself -------------------------------------------------------------------------------------

    def runs(self) -> Result:
        """The coders that read the pages: run, version, lexicon_sha256, model, articles, known, errors, first, last."""
        return Result("runs", questions.count_runs(self.snapshot()), f"communique diff {shlex.quote(str(self.path))}")

    def errors(self) -> Result:
        """Pages that could not be read: the columns of the table `errors`."""
        rows = self.snapshot().ask("SELECT * FROM errors ORDER BY batch, source, message", views=("errors",))
        return Result("errors", rows, f"communique code PATHS --into {shlex.quote(str(self.path))} --errors FILE")

    def corrections(self) -> Result:
        """The log of corrections, oldest first, with what became of each: `state` and `says` (see store/overlay.py)."""
        return Result(
            "corrections",
            questions.find_corrections(self.snapshot()),
            f"communique corrections {shlex.quote(str(self.path))}",
        )

    def diff(self, run_a: str, run_b: str) -> Result:
        """What two coders read differently in the pages that both have read (store/differences.py says how it is told).

        Columns: change, article_key, headline, trigger, type_a, type_b, fields, before, after, evidence, day.
        """
        command = f"communique diff {shlex.quote(str(self.path))} {run_a} {run_b}"
        return Result("diff", differences.find_differences(self.snapshot(), run_a, run_b), command)

    def agreement(self, one: str, other: str) -> Result:
        """How far two reviewers agree on the events that both judged: field, units, agreed, alpha (Krippendorff's)."""
        command = f"communique agreement {shlex.quote(str(self.path))} {shlex.quote(one)} {shlex.quote(other)}"
        return Result("agreement", agreement.count_agreement(self.snapshot(), one, other), command)

    def sql(self, text: str) -> Result:
        """Any SQL over the tables as the store shows them: acknowledged, current, corrected."""
        from communique.store.tables import TABLES

        if not text.lstrip().casefold().startswith(("select", "with", "from")):
            raise UsageError("Only questions can be asked here: begin with SELECT, WITH or FROM.")
        return Result("sql", self.snapshot().ask(text, views=tuple(TABLES)), text)

    def stream_events(self, filters: Filters = NOTHING) -> Iterator[Any]:
        """Events as Arrow batches, oldest first, for exports: memory does not grow with their number."""
        asked = event_condition(self._ready(filters))
        sql = f"SELECT * FROM events{asked.where} ORDER BY day NULLS LAST, event_id"
        return self.snapshot().stream(sql, asked.values, views=("events",))

    # ----------------------------------------------------------------------------------------------------------

    def _ready(self, filters: Filters) -> Filters:
        """The filters with their words looked up."""
        if filters.words is None:
            return filters
        return replace(filters, words=None, articles=fulltext.keys_with(self.snapshot(), filters.words))

    def _events(
        self,
        kind: str,
        asked: Condition,
        filters: Filters,
        limit: int | None,
        offset: int,
        order: eventpages.EventOrder,
        columns: Sequence[str] | None,
    ) -> Result:
        snap = self.snapshot()
        table = eventpages.find_events(snap, asked, kind, order, columns, limit, offset)
        return Result(kind, table, self._command(kind, filters, limit), _counter(snap, "events", asked))

    def _command(self, name: str, filters: Filters, limit: int | None) -> str:
        parts = ["communique", name, shlex.quote(str(self.path)), filters.as_options()]
        return " ".join(p for p in parts if p) + _limit_option(limit)


def _counter(snap: Snapshot, view: str, asked: Condition) -> Any:
    def count() -> int:
        table = snap.ask(f"SELECT count(*) AS n FROM {view}{asked.where}", asked.values, views=(view,))
        return int(table["n"][0].as_py())

    return count


def _page(limit: int | None, offset: int) -> str:
    return (f" LIMIT {int(limit)}" if limit is not None else "") + (f" OFFSET {int(offset)}" if offset else "")


def _limit_option(limit: int | None) -> str:
    return f" --limit {limit}" if limit is not None else ""
