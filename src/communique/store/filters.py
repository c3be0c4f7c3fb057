"""Which events, quotes or claims are asked for: one record of filters, and what it means in the store's columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from communique.errors import UsageError

_COUNTRY = re.compile(r"[A-Z]{3}")
REVIEWED = ("open", "unreviewed", "accepted", "edited", "merged", "split", "rejected", "any")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; None or empty means everything. Several values in one field mean any of them.

    Parties are country codes (`USA`, three capitals) or names, whole or in part, in either case. Rejected events are
    left out unless `reviewed` says "rejected" or "any".
    """

    dyad: tuple[str, str] | None = None  # two parties, in either direction
    actor: str | None = None  # a party on either side
    who: str | None = None  # a party that does it
    whom: str | None = None  # a party to whom it is done
    type: tuple[str, ...] = ()  # PLOVER types
    quad: tuple[int, ...] = ()
    factuality: tuple[str, ...] = ()
    source: str | None = None  # anyone in the chain of sources
    outlet: tuple[str, ...] = ()
    place: str | None = None  # a country code or a place's name
    since: str | None = None  # ISO day, month or year; inclusive
    until: str | None = None  # likewise, inclusive
    disputed: bool | None = None
    reviewed: str | None = None  # one of REVIEWED
    article: str | None = None  # key or id of an article that reports it
    stance: tuple[str, ...] = ()  # quotes only
    articles: tuple[str, ...] | None = None  # keys: any of these reports it
    words: str | None = None  # only what articles with all these words report (see `Store.search`)
    added: str | None = None  # only what came into the store after this moment (ISO date or date-time, UTC)

    def given(self) -> dict[str, Any]:
        """The filters that are set, by name."""
        return {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) not in (None, ())}

    def as_options(self) -> str:
        """The same filters as command-line options."""
        parts: list[str] = []
        for name, value in self.given().items():
            if name == "dyad":
                parts += ["--dyad", _quoted(value[0]), _quoted(value[1])]
            elif name == "disputed":
                parts.append("--disputed" if value else "--undisputed")
            else:
                for each in value if isinstance(value, tuple) else (value,):
                    parts += [f"--{name}", _quoted(str(each))]
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter in SQL: the text of a WHERE clause ("" for none) and the values of its question marks."""

    sql: str
    values: tuple[Any, ...]

    @property
    def where(self) -> str:
        """With its WHERE, or nothing."""
        return f" WHERE {self.sql}" if self.sql else ""


def event_condition(filters: Filters) -> Condition:
    """What the filters mean for rows of `events`; `words` the store looks up beforehand."""
    parts: list[tuple[str, tuple[Any, ...]]] = []
    if filters.dyad is not None:
        parts.append(dyad_test(*filters.dyad))
    if filters.actor is not None:
        (left, a), (right, b) = party_test("actor", filters.actor), party_test("recipient", filters.actor)
        parts.append((f"({left} OR {right})", a + b))
    for side, name in (("actor", filters.who), ("recipient", filters.whom)):
        if name is not None:
            parts.append(party_test(side, name))
    if filters.type:
        parts.append(_any_of("type", tuple(t.upper() for t in filters.type)))
    for column in ("quad", "factuality"):
        parts += [_any_of(column, getattr(filters, column))] if getattr(filters, column) else []
    if filters.outlet:
        marks = ",".join("?" * len(filters.outlet))
        parts.append((f"list_has_any(outlets, [{marks}])", filters.outlet))
    if filters.source is not None:
        parts.append(
            ("len(sources) > 0 AND contains(lower(array_to_string(sources, ' | ')), lower(?))", (filters.source,))
        )
    if filters.place is not None:
        parts.append(_place(filters.place))
    if filters.disputed is not None:
        parts.append((f"len(disputed_by) {'>' if filters.disputed else '='} 0", ()))
    if filters.article is not None:
        parts.append(("list_contains(articles, ?)", (filters.article,)))
    if filters.articles is not None:
        keys = list(filters.articles)  # most events have one report: its article stands in a column of its own
        told = "(article_key IN (SELECT unnest(?)) OR (n_reports > 1 AND list_has_any(articles, ?)))"
        parts.append((told, (keys, keys)))
    parts += _days("day", filters)
    if filters.added is not None:
        parts.append(("added > CAST(? AS TIMESTAMPTZ)", (_moment(filters.added),)))
    parts.append(_reviewed(filters.reviewed))
    return _joined(parts)


def quote_condition(filters: Filters) -> Condition:
    """What the filters mean for rows of `attributions`: the actor is the speaker, the source anyone in the chain."""
    parts: list[tuple[str, tuple[Any, ...]]] = []
    speaker = filters.actor or filters.who
    if speaker is not None:
        column = "speaker_country" if is_country(speaker) else "speaker"
        parts.append(_named(column, speaker))
    if filters.source is not None:
        chain = "concat_ws(' | ', array_to_string(via, ' | '), speaker, source_text)"
        parts.append((f"contains(lower({chain}), lower(?))", (filters.source,)))
    if filters.stance:
        parts.append(_any_of("stance", filters.stance))
    if filters.outlet:
        parts.append(_any_of("outlet", filters.outlet))
    if filters.article is not None:
        parts.append(("article_key = ?", (filters.article,)))
    parts += _days("published_day", filters)
    return _joined(parts)


_OF_QUOTES = frozenset({"actor", "who", "source", "stance", "outlet", "article", "since", "until"})


def told_in_quotes(filters: Filters) -> Filters | None:
    """What the filters ask of the acts that a quote tells (dyad, type, standing …); None where they ask nothing.

    The rest is about the quote itself: who speaks, through whom, in which paper, when; see `quote_condition`.
    """
    kept = {k: v for k, v in filters.given().items() if k not in _OF_QUOTES}
    return Filters(**kept) if kept else None


def actor_condition(filters: Filters) -> Condition:
    """What the filters mean for rows of `actors`: where and when the actor is named; UsageError for any other."""
    odd = sorted(filters.given().keys() - {"since", "until", "outlet", "article"})
    if odd:
        raise UsageError(
            f"Roles can be narrowed by since, until, outlet and article, not by {odd[0]}; ask for what the actor did "
            "or said instead (--part did, undergone, said)."
        )
    parts = _days("published_day", filters)
    if filters.outlet:
        parts.append(_any_of("outlet", filters.outlet))
    if filters.article is not None:
        parts.append(("article_key = ?", (filters.article,)))
    return _joined(parts)


def first_day(text: str) -> str:
    """The first day that an ISO day, month or year covers."""
    return _day(text, "-01-01", "-01")


def last_day(text: str) -> str:
    """The last day that an ISO day, month or year covers."""
    if re.fullmatch(r"\d{4}-\d{2}", text):
        year, month = int(text[:4]), int(text[5:])
        following = _day(f"{year + month // 12:04}-{month % 12 + 1:02}-01", "", "")
        return date.fromordinal(date.fromisoformat(following).toordinal() - 1).isoformat()
    return _day(text, "-12-31", "")


def _day(text: str, after_year: str, after_month: str) -> str:
    whole = text
    if re.fullmatch(r"\d{4}", text):
        whole += after_year
    elif re.fullmatch(r"\d{4}-\d{2}", text):
        whole += after_month
    try:
        return date.fromisoformat(whole).isoformat()
    except ValueError:
        raise UsageError(f"“{text}” is not a date; write 2019-07-18, 2019-07 or 2019.") from None


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"“{text}” is not a moment; write 2019-07-18 or 2019-07-18T09:30.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _days(column: str, filters: Filters) -> list[tuple[str, tuple[Any, ...]]]:
    parts: list[tuple[str, tuple[Any, ...]]] = []
    if filters.since is not None:
        parts.append((f"{column} >= CAST(? AS DATE)", (first_day(filters.since),)))
    if filters.until is not None:
        parts.append((f"{column} <= CAST(? AS DATE)", (last_day(filters.until),)))
    return parts


def dyad_test(a: str, b: str) -> tuple[str, tuple[Any, ...]]:
    """Whether an event stands between two parties, in either direction or together."""
    if is_country(a) and is_country(b):  # one dictionary-encoded column answers this, however many the events
        return "(contains(dyads, ?) OR contains(dyads, ?))", (f"{a}>{b}", f"{b}>{a}")
    (a_does, v1), (b_is_done_to, v2) = party_test("actor", a), party_test("recipient", b)
    (b_does, v3), (a_is_done_to, v4) = party_test("actor", b), party_test("recipient", a)
    joint = f"({a_does} AND {b_does})"
    sql = f"(({a_does} AND {b_is_done_to}) OR ({b_does} AND {a_is_done_to}) OR (len(recipients) = 0 AND {joint}))"
    return sql, v1 + v2 + v3 + v4 + v1 + v3


def party_test(side: str, name: str) -> tuple[str, tuple[Any, ...]]:
    """Whether a party stands on a side (actor, recipient) of an event."""
    if is_country(name):
        return f"contains({side}_countries, ?)", (name,)
    return f"contains(lower(array_to_string({side}_names, ' | ')), lower(?))", (name,)


def _named(column: str, name: str) -> tuple[str, tuple[Any, ...]]:
    if is_country(name):
        return f"{column} = ?", (name,)
    return f"contains(lower({column}), lower(?))", (name,)


def _place(name: str) -> tuple[str, tuple[Any, ...]]:
    if is_country(name):
        return "where_country = ?", (name,)
    return "contains(lower(concat_ws(' | ', where_name, where_text)), lower(?))", (name,)


def _reviewed(which: str | None) -> tuple[str, tuple[Any, ...]]:
    if which is not None and which not in REVIEWED:
        raise UsageError(f"“{which}” is no state of review; write one of {', '.join(REVIEWED)}.")
    if which is None:
        return "(reviewed IS NULL OR reviewed <> 'rejected')", ()
    if which in ("open", "unreviewed"):
        return "reviewed IS NULL", ()
    return ("", ()) if which == "any" else ("reviewed = ?", (which,))


def _any_of(column: str, values: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    return f"{column} IN ({','.join('?' * len(values))})", values


def _joined(parts: list[tuple[str, tuple[Any, ...]]]) -> Condition:
    kept = [p for p in parts if p[0]]
    return Condition(" AND ".join(p[0] for p in kept), tuple(v for p in kept for v in p[1]))


def is_country(name: str) -> bool:
    """Whether a party is given as a country's code."""
    return _COUNTRY.fullmatch(name) is not None


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(text)
