"""When a page was published, and who says so: the call, the row, metadata, URL, dateline or text, in that order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from communique.errors import UsageError
from communique.pages import patterns
from communique.pages.datelines import Dateline
from communique.pages.furniture import load_signs

YEARS = range(1800, 2101)
_ISO = re.compile(r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\D|$|\d{6}$)")
_SLASHED_YEAR_FIRST = re.compile(r"^\s*(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_SLASHED = re.compile(r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_EPOCH = re.compile(r"^\s*(\d{10}|\d{13})\s*$")
_URL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|[1-9](?=[/_-]))[/_-]?(0[1-9]|[12]\d|3[01]|[1-9](?=[/_-]))(?!\d)"
)
_URL_YEAR = re.compile(r"/((?:19|20)\d\d)/")


_YEAR = re.compile(r"(?<![\d,.$€£])(?:19|20)\d\d(?![\d,.]\d)")
_LOOKS_BACK = re.compile(
    r"\b(?:years? (?:ago|later|after|earlier)|anniversar|decades?|commemorat|in memory)", re.IGNORECASE
)
LEAD = 600  # characters


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date in ISO form and where it was found; `note` says why there is none."""

    date: str | None
    how: str | None
    note: str | None = None


def resolve_published(
    *,
    option: str | None = None,
    given: str | None = None,
    metadata: Iterable[str] = (),
    url: str | None = None,
    dateline: Dateline | None = None,
    lines: Iterable[str] = (),
    story: str = "",
) -> Published:
    """Decides when a page was published, by the first source that states a whole date.

    >>> resolve_published(url="https://post.example/2031/03/14/envoys-meet").date
    '2031-03-14'

    `lines` are the page's own lines about itself ("Published 14 March 2031"). The `story` fixes a
    week at best. A dateline without a year takes it from the URL or stays unknown; nothing is ever
    guessed from today's date.
    """
    if option is not None:
        return Published(check_date(option), "option")
    for how, values in (("given", [given] if given else []), ("metadata", metadata)):
        for value in values:
            found = read_date(value)
            if found is not None:
                return Published(found, how)
    found = _date_in_url(url) if url else None
    if found is not None:
        return Published(found, "url")
    if dateline is not None and dateline.month and dateline.day:
        year = dateline.year or _year_in_url(url)
        found = _iso(year, dateline.month, dateline.day) if year else None
        if found is not None:
            return Published(found, "dateline")
    for line in lines:
        found = find_date_in(line)
        if found is not None:
            return Published(found, "text")
    week = find_week(story)
    if week is not None:
        return Published(week, "text", "the story's own words fix its date within a week")
    if dateline is not None and dateline.month and dateline.day:
        return Published(None, None, "the dateline names a day but no year; give the publication date with --date")
    return Published(None, None, "the page states no publication date")


def find_week(story: str) -> str | None:
    """The week in which a story was published, where its lead names a weekday with its whole date, as a day just past.

    >>> find_week("Gondor's envoy arrived in Bree on Friday, March 14, 2031.")
    '2031-03-14/2031-03-20'

    None where weekday and date disagree, or where the story speaks of a later year: then it looks back.
    """
    lead = story[:LEAD]
    for found in patterns.dated_weekday().finditer(lead):
        value = find_date_in(found["date"])
        if value is None:
            continue
        day = date.fromisoformat(value)
        agrees = day.strftime("%a").lower() == found["weekday"][:3].lower()
        later = any(int(y) > day.year for y in _YEAR.findall(story))
        if agrees and not later and not _LOOKS_BACK.search(story):
            return f"{day.isoformat()}/{(day + timedelta(days=6)).isoformat()}"
    return None


def check_date(value: str) -> str:
    """The date of a call's `--date`, which must be a whole one: 2031-03-14."""
    found = read_date(value) if _ISO.match(value) else None
    if found is None:
        raise UsageError(f"{value!r} is not a date; write it as 2031-03-14")
    return found


def read_date(value: str) -> str | None:
    """A stated date as an ISO date, or None where it is not whole or can be read in two ways ("03/04/2031")."""
    value = value.strip()
    for pattern in (_ISO, _SLASHED_YEAR_FIRST, _COMPACT):
        found = pattern.match(value)
        if found is not None:
            return _iso(int(found[1]), int(found[2]), int(found[3]))
    found = _SLASHED.match(value)
    if found is not None:
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        if first == second or second > 12:
            return _iso(year, first, second)
        return _iso(year, second, first) if first > 12 else None
    found = _EPOCH.match(value)
    if found is not None:
        seconds = int(found[1]) / (1000 if len(found[1]) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds < 4e9 else None
    return find_date_in(value) or _read_mail_date(value)


def find_date_in(line: str) -> str | None:
    """The first whole date written out in a line: "14 March 2031", "March 14, 2031", "14/03/2031", "2031-03-14"."""
    found = patterns.written_date().search(line[:400])
    if found is None:
        return None
    months = load_signs()["months"]
    if found["iso"]:
        return read_date(found["iso"])
    month = months[(found["month"] or found["month_after"]).lower().rstrip(".")]
    return _iso(int(found["year"] or found["year_after"]), month, int(found["day"] or found["day_before"]))


def _read_mail_date(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _date_in_url(url: str) -> str | None:
    for found in _URL_DATE.finditer(url):
        value = _iso(int(found[1]), int(found[2]), int(found[3]))
        if value is not None:
            return value
    return None


def _year_in_url(url: str | None) -> int | None:
    found = _URL_YEAR.search(url) if url else None
    return int(found[1]) if found else None


def _iso(year: int, month: int, day: int) -> str | None:
    if year not in YEARS:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
