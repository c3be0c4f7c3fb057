"""What a page's URL asks for, as the store's filters, and the other way round: every view is a URL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from communique.errors import UsageError
from communique.store import Filters

_SEVERAL = ("type", "factuality", "outlet", "stance")
_NAMES = tuple(f.name for f in fields(Filters))
LONGEST_VALUE = 300  # characters of one value in a URL; a longer one is refused in a sentence
_WORDS_OF = {"true": True, "false": False}


def filters_in(query: QueryParams) -> Filters:
    """The filters that a URL's query gives; UsageError in one sentence for a value that cannot be one."""
    given: dict[str, Any] = {}
    for name in _NAMES:
        values = tuple(v.strip() for v in query.getlist(name) if v.strip())
        if any(len(v) > LONGEST_VALUE for v in values):
            raise UsageError(f"The value of “{name}” is longer than {LONGEST_VALUE} characters.")
        if not values:
            continue
        if name in _SEVERAL:
            given[name] = values
        elif name == "quad":
            given[name] = tuple(_quad(v) for v in values)
        elif name == "disputed":
            given[name] = _WORDS_OF.get(values[0])
        elif name == "dyad":
            given[name] = _pair(values)
        else:
            given[name] = values[0]
    if "type" in given:
        given["type"] = tuple(t.upper() for t in given["type"])
    return Filters(**given)


def pairs_of(filters: Filters) -> list[tuple[str, str]]:
    """The filters as names and values of a query, in the order of the record."""
    out: list[tuple[str, str]] = []
    for name, value in filters.given().items():
        if isinstance(value, bool):
            out.append((name, str(value).lower()))
        elif isinstance(value, tuple):
            out += [(name, str(v)) for v in value]
        else:
            out.append((name, str(value)))
    return out


def address(path: str, *more: Iterable[tuple[str, str]], **values: Any) -> str:
    """A URL of this site: a path and its query; None leaves a value out.

    >>> address("/dyad", a="USA", b="RUS")
    '/dyad?a=USA&b=RUS'
    """
    pairs = [p for part in more for p in part] + [(k, str(v)) for k, v in values.items() if v is not None]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def with_value(pairs: Iterable[tuple[str, str]], name: str, value: str) -> list[tuple[str, str]]:
    """The query with a facet's value switched on, or off where it was on; several values only where that means any."""
    kept = list(pairs)
    if (name, value) in kept:
        return [p for p in kept if p != (name, value)]
    if name not in _SEVERAL and name != "quad":
        kept = [p for p in kept if p[0] != name]
    return [*kept, (name, value)]


def page_number(query: Mapping[str, str]) -> int:
    """Which page of rows is asked for, from 1."""
    text = query.get("page", "1")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:7]) <= 1_000_000:
        raise UsageError("“page” is a number from 1.")
    return int(text[:7])


def _quad(text: str) -> int:
    if text not in ("1", "2", "3", "4"):
        raise UsageError(f"“{text}” is no quad class; write 1, 2, 3 or 4.")
    return int(text)


def _pair(values: tuple[str, ...]) -> tuple[str, str]:
    if len(values) != 2:
        raise UsageError("A dyad has two parties: write dyad=USA&dyad=RUS.")
    return values[0], values[1]
