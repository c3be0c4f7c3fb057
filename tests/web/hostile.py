"""A store in which everything that a page can say is hostile."""

from dataclasses import replace
from pathlib import Path

import synthetic

from communique.records import Coding, Page, Party, Span
from communique.store import Writer
from communique.store.identity import page_hash
from communique.store.rows import Reading, batch_of

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(2)>"
QUOTES = "\"'><svg onload=alert(3)>"
RIGHT_TO_LEFT = "invoice\u202etxt.exe\u2066 \u200f"
TEMPLATE = "{{ 7*7 }}{% raw %}${7*7}"
NULLS = "a\x00b\x1bc\x7f"
LONG_TITLE = "Kingdom " * 25_000  # 200 kB
WORDS = (SCRIPT, IMAGE, QUOTES, RIGHT_TO_LEFT, TEMPLATE)


def write_hostile(path: Path) -> None:
    readings = []
    for number, bad in enumerate((*WORDS, LONG_TITLE)):
        page = _page(number, bad)
        readings.append(Reading(page, page_hash(page), _coding(page, bad)))
    Writer(path).commit(batch_of(readings), synthetic.RUN)


def _page(number: int, bad: str) -> Page:
    lines = [
        f"Gondor shelled Arnor near Mill3 {bad[:3000]}.",
        f"“We {bad[:300]} stand by Gondor,” the minister of Arnor said.",
    ]
    given = {
        "id": f"bad{number}", "outlet": bad[:300], "headline": bad, "published": "2031-03-05",
        "url": f"javascript:alert('{number}')",
    }  # fmt: skip
    return Page(f"{bad[:100]}.html", "\n".join(lines), "text", given)


def _coding(page: Page, bad: str) -> Coding:
    made = synthetic.coding_of(page)
    name = bad[:3000]
    events = tuple(
        replace(
            e,
            actors=(Party(None, name, "XGO", "GOV"),),
            sources=(name,),
            disputed_by=(name,),
            rule=name[:100],
            trigger=Span(e.trigger.start, e.trigger.end, e.trigger.text),
            where=None if e.where is None else replace(e.where, name=name[:200], text=name[:200]),
            why=replace(e.why, clause=name, steps=(name,), considered=(name,)),
        )
        for e in made.events
    )
    actors = tuple(replace(a, name=name, role=name, country_why=name) for a in made.actors)
    article = replace(made.article, byline=bad[:500], notes=(bad[:500],))
    said = tuple(replace(a, speaker_name=name, via=(name,), via_notes=(name,)) for a in made.attributions)
    return replace(made, article=article, events=events, actors=actors, attributions=said)
