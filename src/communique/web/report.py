"""One self-contained file about a dyad, to mail or to archive: the same drawings, every link inside the file."""

from __future__ import annotations

import base64
import hashlib
import re
import shlex
from datetime import date
from typing import Any

from markupsafe import Markup

from communique.store import Filters, Store
from communique.web.pairs import pair_content
from communique.web.rows import COLUMNS, rows_of
from communique.web.site import DATA, render

MOST_ROWS = 5_000
_LINK = re.compile(r' href="(/[^"]*)"')
_EVENT = re.compile(r"/event/([\w-]+)")
_REPORT = re.compile(r"/article/[\w-]+#r-([\w-]+)")


def dyad_report(store: Store, a: str, b: str) -> str:
    """The report as HTML: it fetches nothing, runs nothing, and says by which command it was made."""
    name = shlex.quote(str(store.path))
    content = pair_content(store, a, b, None, name)
    rows = rows_of(store.events(Filters(dyad=(a, b)), limit=MOST_ROWS, columns=COLUMNS))
    style = (DATA / "static" / "pages.css").read_text(encoding="utf-8")
    content |= {
        "events": rows,
        "style": Markup(style),  # ours, from the package; everything from the store is escaped
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        "made": date.today().isoformat(),
        "articles": sorted({r.event["article_key"] for r in rows}),
        "counts": store.counts(),
        "command": f"communique report {name} --dyad {shlex.quote(a)} {shlex.quote(b)} -o FILE.html",
    }
    known = {r.event["event_id"]: r.event["report_id"] for r in rows}
    return _LINK.sub(lambda m: _inside(m[1], known), render("report.html", **content))


def standalone(template: str, **content: Any) -> str:
    """A template as a page of its own with the packaged style in it: for notebooks."""
    style = (DATA / "static" / "pages.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = render(template, style=Markup(style), style_hash=digest, **content)
    return _LINK.sub(lambda m: _inside(m[1], {}), page)


def _inside(link: str, known: dict[str, str]) -> str:
    """A link of the site as a link inside the file: to the act's row, else to the rows, else none."""
    if (found := _EVENT.match(link)) and found[1] in known:
        return f' href="#e-{found[1]}"'
    if found := _REPORT.match(link):
        return f' href="#e-{found[1]}"' if found[1] in known else ""
    return ' href="#rows"' if link.startswith("/search") and known else ""
