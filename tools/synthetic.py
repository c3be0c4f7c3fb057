"""Made-up codings, the same for the same seed: for tests of the store and for measuring it at size.

The countries and people are invented. Nothing here says anything about how well the coder reads.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from communique.errors import InputError, UnreadableInput
from communique.records import (
    Actor,
    Article,
    Attribution,
    Block,
    Coding,
    Event,
    Evidence,
    Mention,
    Page,
    Party,
    Quantity,
    Relation,
    Run,
    Span,
    When,
    Where,
)

COUNTRIES = {
    "GON": "Gondor",
    "ARN": "Arnor",
    "SYL": "Syldavia",
    "BOR": "Borduria",
    "FRE": "Freedonia",
    "RUR": "Ruritania",
}
ACTS = {
    "ASSAULT": ("shelled", "190", 4, -9.0, "killed"),
    "ACCUSE": ("accused", "112", 3, -3.0, None),
    "CONSULT": ("met", "040", 1, 2.5, None),
    "SANCTION": ("sanctioned", "163", 4, -7.0, None),
    "AID": ("aided", "070", 2, 10.0, None),
    "COERCE": ("arrested", "173", 4, -6.0, "arrested"),
}
OUTLETS = ("The Gondor Herald", "Arnor Today", "Syldavia Post", "Borduria Star")
RUN = Run("0.0.1", "0" * 64, "synthetic")


def page_of(number: int, *, edition: int = 1, outlet: str | None = None, seed: int = 7) -> Page:
    """The page with this number; another edition of it has other words."""
    dice = random.Random(f"{seed}-{number}-{edition}")
    names = dice.sample(list(COUNTRIES), 2)
    day = date(2030, 1, 1) + timedelta(days=dice.randrange(720))
    lines = []
    for _ in range(dice.randrange(1, 5)):
        kind = dice.choice(list(ACTS))
        verb, _, _, _, what = ACTS[kind]
        a, b = names if dice.random() < 0.8 else dice.sample(list(COUNTRIES), 2)
        tail = f", {dice.randrange(2, 60)} {what}" if what else ""
        lines.append(f"{COUNTRIES[a]} {verb} {COUNTRIES[b]} near Mill{dice.randrange(40)}{tail}.")
    if dice.random() < 0.6:
        lines.append(f"“We stand by {COUNTRIES[names[0]]}, come what may,” the minister of {COUNTRIES[names[1]]} said.")
    given = {
        "id": f"p{number}",
        "url": f"https://{dice.choice('abcd')}.example/{number}-story",
        "outlet": outlet or dice.choice(OUTLETS),
        "headline": lines[0].rstrip("."),
        "published": day.isoformat(),
    }
    return Page(f"synthetic.jsonl:{number + 1}", "\n".join(lines), "text", given)


def pages(count: int, *, start: int = 0, seed: int = 7) -> Iterator[Page]:
    """The first so many pages."""
    return (page_of(n, seed=seed) for n in range(start, start + count))


@dataclass(frozen=True)
class SyntheticCoder:
    """Reads only pages made here, quickly. It stands where `communique.pipeline.Coder` stands."""

    run: Run = RUN

    @classmethod
    def load(cls, **_: Any) -> SyntheticCoder:
        return cls()

    def code_pages(self, pages: Iterable[Page], *, date: str | None = None) -> Iterator[Coding | InputError]:
        for page in pages:
            if not page.body.strip():
                yield UnreadableInput(f"{page.source} is empty.", source=page.source)
            else:
                yield coding_of(page, self.run)


def coding_of(page: Page, run: Run = RUN) -> Coding:
    """What the synthetic coder reads in a page."""
    text, given = page.body, page.given
    actors: dict[str, Actor] = {}
    events: list[Event] = []
    said: list[Attribution] = []
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", at, at + len(line), "synthetic"))
        if line.startswith("“"):
            said.append(_attribution(line, at, actors, len(said)))
        else:
            event = _event(line, at, actors, given, len(events))
            if event is not None:
                events.append(event)
        at += len(line) + 1
    article = Article(
        id=given.get("id", page.source),
        source=page.source,
        text=text,
        blocks=tuple(blocks),
        url=given.get("url"),
        outlet=given.get("outlet"),
        headline=given.get("headline"),
        published=given.get("published"),
        published_how="given",
        language="en",
        given=given,
    )
    names = list(actors)
    relations = ()
    if len(names) > 1 and len(events) > 2:
        span = Span(0, len(text.split("\n")[0]), text.split("\n")[0])
        relations = (Relation(names[0], names[1], "strained", span, "synthetic"),)
    return Coding(article, tuple(actors.values()), (), (), tuple(said), tuple(events), relations, (), run)


def _actor(actors: dict[str, Actor], name: str, at: int, country: str, sector: str = "GOV") -> str:
    for known in actors.values():
        if known.name == name:
            return known.id
    fresh = f"a{len(actors) + 1}"
    mention = Mention(at, at + len(name), name, 0, fresh, "synthetic")
    role = "minister" if " of " in name else None
    kind: Any = "country" if role is None else "person"
    actors[fresh] = Actor(fresh, name, kind, country, sector, role, (mention,))
    return fresh


def _event(line: str, at: int, actors: dict[str, Actor], given: Any, number: int) -> Event | None:
    codes = {v: k for k, v in COUNTRIES.items()}
    words = line.split()
    kinds = {v[0]: k for k, v in ACTS.items()}
    if len(words) < 3 or words[1] not in kinds or words[0] not in codes or words[2] not in codes:
        return None
    kind = kinds[words[1]]
    _, cameo, quad, intensity, what = ACTS[kind]
    parties = []
    for word in (words[0], words[2]):
        actor = _actor(actors, word, at + line.index(word), codes[word])
        parties.append(Party(actor, word, codes[word], "GOV"))
    start = at + line.index(words[1])
    count = next((w for w in words if w.isdigit()), None)
    quantities = (Quantity(what, int(count), int(count), count),) if what and count else ()
    place = next((w.strip(".,") for w in words if w.startswith("Mill")), None)
    where = None
    if place:
        n = int(place[4:])
        where = Where(place, place, codes[words[2]], 1000 + n, 40.0 + n / 10, 20.0 + n / 10, "synthetic")
    told = given.get("published") if number == 0 else None
    return Event(
        id=f"e{number + 1}", type=kind, mode=None, contexts=(), cameo=cameo, quad=quad, intensity=intensity,
        goldstein=intensity, actors=(parties[0],), recipients=(parties[1],), factuality="actual",
        sources=("GNA",) if number == 2 else (), attribution=None, disputed_by=("Arnor",) if number == 3 else (),
        when=When("that day", told, told, told, "synthetic") if told else None, where=where,
        trigger=Span(start, start + len(words[1]), words[1]), evidence=Span(at, at + len(line), line), rule="synthetic",
        why=Evidence("synthetic", None, None, line), tellings=(Span(at, at + len(line), line),), quantities=quantities,
    )  # fmt: skip


def _attribution(line: str, at: int, actors: dict[str, Actor], number: int) -> Attribution:
    close = line.index("”")
    name = line[close + 2 :].removesuffix(" said.")
    country = {v: k for k, v in COUNTRIES.items()}[name.split(" of ")[1]]
    speaker = _actor(actors, name, at + close + 2, country)
    cue = at + len(line) - 5
    return Attribution(
        f"s{number + 1}",
        speaker,
        Span(at + close + 2, at + close + 2 + len(name), name),
        ("GNA",) if number % 2 else (),
        Span(cue, cue + 4, "said"),
        Span(at + 1, at + close, line[1:close]),
        "direct",
        "asserts",
        None,
        "synthetic",
        speaker_name=name,
    )
