"""The stages in order: from a page to its coding. Nothing is decided here; each stage decides for itself.

page → article, blocks → parse, clauses → times → actors → attributions → who speaks → places → events, relations
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from communique import __version__
from communique.actors import Roster, find_actors, load_roster, resolve_speech, settle_neighbours, settle_speakers
from communique.attribution import find_attributions
from communique.errors import InputError, UnreadableInput, UnsupportedLanguage
from communique.events import Embedders, Scene, code_events, find_relations, link_disputes, load_embedders
from communique.events.opinion import Opinion, load_opinion
from communique.events.relating import Pair, relate_pairs
from communique.grammar import Parse
from communique.lexicon import Lexicon, lexicon_sha256, load_patterns
from communique.pages import find_dateline, read_article
from communique.parsing import Parser, load_parser
from communique.places import find_places
from communique.records import Article, Block, Cast, Coding, Page, Refusal, Run
from communique.times import find_times


@dataclass(frozen=True)
class Stages:
    """What one article's coding went through, for whoever asks why: the record, and what stood behind it."""

    coding: Coding
    parse: Parse
    cast: Cast


class Coder:
    """Codes pages. Loading it costs the language model's load; coding keeps nothing from one page to the next."""

    def __init__(
        self,
        parser: Parser,
        lexicon: Lexicon,
        embedders: Embedders,
        roster: Roster,
        opinion: Opinion | None = None,
        *,
        attitudes: bool = False,
    ) -> None:
        self.parser = parser
        self._attitudes = attitudes
        self._lexicon = lexicon
        self._embedders = embedders
        self._roster = roster
        self._opinion = opinion
        self.run = Run(
            version=__version__,
            lexicon_sha256=lexicon_sha256(),
            model=parser.name,
            second_opinion=None if opinion is None else opinion.name,
        )

    @classmethod
    def load(
        cls,
        model: str | None = None,
        *,
        actors: Path | None = None,
        lexicon: Path | None = None,
        second_opinion: bool = True,
        attitudes: bool = False,
    ) -> Coder:
        """The coder with the packaged lexicons; `actors` and `lexicon` name the user's own files on top of them.

        `attitudes`: whether belief, wish, praise and blame are listed among the attributions too; the codebook lists
        assertions and quotations only.
        """
        return cls(
            load_parser(model),
            load_patterns(lexicon),
            load_embedders(),
            load_roster(actors),
            load_opinion() if second_opinion else None,
            attitudes=attitudes,
        )

    def code_page(self, page: Page, *, date: str | None = None) -> Coding:
        """One page's record. Raises InputError when the page cannot be read or is in another language."""
        return self.code_article(read_article(page, date=date)).coding

    def code_pages(
        self, pages: Iterable[Page | InputError], *, date: str | None = None
    ) -> Iterator[Coding | InputError]:
        """The records of many pages, in their order; what could not be read comes out as the error it met."""
        for page in pages:
            if isinstance(page, InputError):
                yield page
                continue
            try:
                yield self.code_page(page, date=date)
            except UnsupportedLanguage as problem:
                if problem.article is not None:
                    problem.record = self.set_aside(problem.article, str(problem))
                yield problem
            except InputError as problem:
                yield problem
            except RecursionError:
                yield UnreadableInput(f"{page.source} is nested too deeply to be read", source=page.source)

    def set_aside(self, article: Article, reason: str) -> Coding:
        """The record of an article of which nothing is coded, with its blocks, and the reason as its one refusal."""
        refusal = Refusal("pages", 0, len(article.text), reason, "language-not-coded")
        return Coding(article, (), (), (), (), (), (), (refusal,), self.run)

    def code_text(self, text: str, *, date: str | None = None) -> Coding:
        """A text given as it is, as a page of its own."""
        return self.code_page(Page(source="-", body=text, media="text"), date=date)

    def code_sentence(self, sentence: str) -> Stages:
        """A sentence that is known to be one: no blocks are looked for, all of it is read."""
        block = Block("paragraph", 0, len(sentence), "given-as-sentence")
        return self.code_article(Article("sentence", "-", sentence, (block,), language="en"))

    def code_article(self, article: Article) -> Stages:
        """An article that is read already, through every later stage."""
        parse = next(self.parser.parse_articles([article]))
        datelines = [(b.start, b.end) for b in article.blocks if b.kind == "dateline"]
        times = find_times(parse, article.published, datelines=datelines)
        cast = find_actors(parse, published=article.published, outlet=article.outlet, roster=self._roster)
        attributions = find_attributions(
            parse, cast, blocks=article.blocks, outlet=article.outlet, attitudes=self._attitudes
        )
        cast = resolve_speech(settle_speakers(cast, parse, attributions), parse, attributions)
        taken = frozenset(m.head for m in cast.by_head.values())
        places = find_places(parse, taken=taken, published=article.published, filed=_filed(article))
        cast = settle_neighbours(cast, parse, places)
        scene = Scene(article, parse, cast, times, places, attributions)
        coded = code_events(scene, self._lexicon, self._embedders, self._opinion)
        events = link_disputes(scene, coded.events)
        coding = Coding(
            article=article,
            actors=cast.actors,
            times=times,
            places=places,
            attributions=attributions,
            events=events,
            relations=find_relations(scene),
            refusals=coded.refusals,
            run=self.run,
        )
        return Stages(coding, parse, cast)


def _filed(article: Article) -> str | None:
    """The place of the article's first dateline, in its words."""
    block = next((b for b in article.blocks if b.kind == "dateline"), None)
    found = None if block is None else find_dateline(article.text[block.start : block.end])
    return None if found is None else found.place


class Relater:
    """Says what one given party does to another in a sentence."""

    def __init__(self, parser: Parser, lexicon: Lexicon, embedders: Embedders, opinion: Opinion | None) -> None:
        self._parser = parser
        self._lexicon = lexicon
        self._embedders = embedders
        self._opinion = opinion

    @classmethod
    def load(cls, model: str | None = None, *, second_opinion: bool = True) -> Relater:
        """The relater with the packaged lexicon."""
        return cls(load_parser(model), load_patterns(), load_embedders(), load_opinion() if second_opinion else None)

    def relate(self, items: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """For each {"id", "sentence", "actor": [start, end], "recipient": [start, end]} the contract's answer."""
        rows = list(items)
        pairs = [Pair(self._parser.parse_text(r["sentence"]), tuple(r["actor"]), tuple(r["recipient"])) for r in rows]
        answers = relate_pairs(pairs, self._lexicon, self._embedders, self._opinion)
        for row, answer in zip(rows, answers, strict=True):
            yield {"id": row["id"], **asdict(answer)}


@functools.lru_cache(maxsize=1)
def default_coder() -> Coder:
    """The coder with everything as packaged, loaded once."""
    return Coder.load()
