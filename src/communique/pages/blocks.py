"""What each stretch of a page is: headline, story, or one of the kinds of furniture (CODEBOOK §8).

`find_blocks` reads text without markup, as people paste it. Every character ends in exactly one block: a block runs up
to where the next begins, so the gap after a line belongs to that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.pages.appeals import find_ask, is_appeal, is_appeal_tool
from communique.pages.credits import find_credit
from communique.pages.datelines import find_dateline
from communique.pages.furniture import load_signs
from communique.pages.headlines import find_headline, is_byline, is_byline_only
from communique.pages.lines import Line, find_lines
from communique.pages.story import TITLE_WORDS, Story, find_story, is_clipped, is_dated_item, is_quoted_post_end
from communique.records import Block, BlockKind

DECK_REACH = 5  # lines below the headline in which its deck stands
CAPTION_REACH = 8  # lines above or below the story in which a caption is the story's
_SAYS_CAPTION = frozenset({"image caption", "caption", "media caption", "photo caption"})
_BY = re.compile(r"^\W*(?:by|posted by|written by)\s+", re.IGNORECASE)
_TWO_NAMES = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z]\.)? [A-Z][\w'’-]+")
RULES = {
    "text-is-all-story": "nothing on the page speaks of furniture",
    "extracted": "trafilatura counts the line to the article",
    "not-extracted": "trafilatura does not count the line to the article",
    "headline-in-markup": "the line repeats the stated headline, or is the only main heading above the article",
    "heading-in-markup": "a heading element inside the article",
    "caption-in-markup": "a figure's caption",
    "credit-in-markup": "a caption or credit outside the article",
    "byline-in-markup": "marked as byline or time",
    "comment-in-markup": "inside the part of the page marked as comments",
    "no-words": "nothing but blanks",
    "story-paragraph": "a line in the stretch that reads as running prose",
    "story-list": "a line of a list that the story announces with a colon",
    "story-subheading": "a short line between paragraphs",
    "headline-above-story": "the title-like line nearest above the story",
    "deck-below-headline": "the line that enlarges on the headline, above the byline",
    "lead-above-story": "a sentence between byline and story, which furniture cut off",
    "clipped-teaser": "a line cut off by dots, as teasers of other stories are",
    "quoted-post": "a post quoted from a social network, signed with its handle",
    "date-in-story": "a date or an hour on a line of its own",
    "headline-given": "the headline that came with the page",
    "byline-above-story": "a name or a date between headline and story",
    "dateline": "place, date or agency, and a dash before the first sentence",
    "dateline-alone": "a place in capitals on a line of its own, above the first sentence",
    "caption-after-label": "the line below a label that announces a caption",
    "caption-before-credit": "the words before a photo credit on the same line",
    "photo-credit": "a line that ends in who took the picture",
    "link-in-story": "a title without a stop inside the story",
    "links-in-story": "several lines without a stop, one after another",
    "said-twice": "the same line stands elsewhere on the page",
    "appeal-words": "asks the reader, in the outlet's name, for support",
    "appeal-tool": "a button or choice inside an appeal",
    "link-outside-story": "a short line above or below the story",
    "other-story": "prose or a title above or below the story",
    "comment-section": "below the line that opens the readers' comments",
    "author-note": "who wrote the story, below it",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stretch of text with its kind, before the gaps between stretches are closed."""

    start: int
    kind: BlockKind
    rule: str


def find_blocks(text: str, *, headline: str | None = None) -> tuple[Block, ...]:
    """Decides of every character of a pasted page whether it is the article, and if not, what else.

    >>> [b.kind for b in find_blocks("Read more\\n\\nEnvoys of Gondor met Arnor's king on Monday to end the war.")]
    ['navigation', 'paragraph']

    Left to others: HTML, where the markup helps (`markup`). Source: CODEBOOK §8.
    """
    lines = find_lines(text)
    if not lines:
        return (Block("navigation", 0, len(text), "no-words"),) if text else ()
    story = find_story(lines)
    kinds = label_lines(text, story, headline)
    return close_gaps(
        text, [piece for line, kind in zip(lines, kinds, strict=True) for piece in split_line(text, line, kind)]
    )


def label_lines(text: str, story: Story, headline: str | None = None) -> list[Labelled]:
    """The kind of each line, in order."""
    title = find_headline(text, story, headline)
    body = _label_body(story)
    labels = [
        *_label_above(story, title),
        *(
            replace(x, kind="headline", rule="headline-above-story") if i == title else x
            for i, x in enumerate(body, story.first)
        ),
        *_label_below(story),
    ]
    return _spread_appeals(story.lines, _with_author_notes(story.lines, labels))


def _with_author_notes(lines: Sequence[Line], labels: list[Labelled]) -> list[Labelled]:
    """Notes about the writer, below or at the end of the story: they open with the name in the byline."""
    bylines = [_BY.sub("", lines[i].text) for i, x in enumerate(labels) if x.kind == "byline"]
    names = {m[0] for text in bylines if (m := _TWO_NAMES.match(text)) is not None}
    out = list(labels)
    story_below = False
    for i in range(len(labels) - 1, 0, -1):
        found = _TWO_NAMES.match(lines[i].text) if labels[i].kind in ("paragraph", "promo") else None
        verb = lines[i].text[found.end() :].split(maxsplit=1)[:1] if found is not None and found[0] in names else []
        if verb and verb[0].strip(",") in load_signs()["author"]["verbs"] and not story_below:
            out[i] = replace(labels[i], kind="byline", rule="author-note")
        story_below = story_below or out[i].kind == "paragraph"
    return out


def close_gaps(text: str, pieces: Sequence[Labelled]) -> tuple[Block, ...]:
    """Blocks that tile the text: each ends where the next begins; neighbouring furniture of one kind is one block."""
    merged: list[Labelled] = []
    for piece in pieces:
        same = merged and merged[-1].kind == piece.kind and merged[-1].rule == piece.rule
        if not (same and piece.kind in ("navigation", "promo", "legal", "comment")):
            merged.append(piece)
    blocks = []
    for i, piece in enumerate(merged):
        start = 0 if i == 0 else piece.start
        end = merged[i + 1].start if i + 1 < len(merged) else len(text)
        blocks.append(_block(text, piece, start, end))
    return tuple(blocks)


def _block(text: str, piece: Labelled, start: int, end: int) -> Block:
    if piece.kind != "appeal":
        return Block(piece.kind, start, end, piece.rule)
    ask = find_ask(text[start:end])
    return Block("appeal", start, end, piece.rule, ask.asks_for, ask.amount, ask.currency, ask.period)


def split_line(text: str, line: Line, label: Labelled) -> Iterator[Labelled]:
    """A labelled line in its parts: dateline and paragraph, caption and credit."""
    if label.kind == "paragraph":
        dateline = find_dateline(line.text, text)
        if dateline is not None:
            yield Labelled(line.start, "dateline", "dateline")
            rest = line.text[dateline.length :]
            if rest.strip():
                at = line.start + dateline.length + len(rest) - len(rest.lstrip())
                yield replace(label, start=at, kind="paragraph")
            return
    if label.rule in ("caption-before-credit", "photo-credit"):
        credit = find_credit(line.text, text)
        if credit is not None:
            if credit.start > 0:
                yield Labelled(line.start, "caption", "caption-before-credit")
            yield Labelled(line.start + credit.start, "credit", "photo-credit")
            return
    yield label


def _label_body(story: Story) -> list[Labelled]:
    """The lines inside the story."""
    lines, known = story.lines, story.known
    labels = []
    runs = _short_runs(story)
    for i in range(story.first, story.stop):
        line, rule = lines[i], known[i]
        if story.rule == "text-is-all-story":
            short = line.link_like and 0 < i < len(lines) - 1 and line.words <= 12
            if rule is not None and len(lines) > 1 and (line.link_like or rule.id == "reported-by"):
                labels.append(Labelled(line.start, rule.kind, rule.id))
            else:
                labels.append(Labelled(line.start, "subheading" if short else "paragraph", story.rule))
        elif rule is not None and len(lines) > 1:
            labels.append(Labelled(line.start, rule.kind, rule.id))
        elif line.words <= 60 and find_credit(line.text, None) is not None:
            labels.append(Labelled(line.start, "caption", "caption-before-credit"))
        elif is_appeal(line):
            labels.append(Labelled(line.start, "appeal", "appeal-words"))
        elif is_quoted_post_end(line) or (i + 1 < len(lines) and is_quoted_post_end(lines[i + 1])):
            labels.append(Labelled(line.start, "paragraph", "quoted-post"))
        elif is_clipped(line) and (line.words < TITLE_WORDS or i == 0 or lines[i - 1].link_like):
            labels.append(Labelled(line.start, "promo", "clipped-teaser"))
        elif line.link_like:
            labels.append(_label_short(story, i, runs[i]))
        else:
            labels.append(Labelled(line.start, "paragraph", "story-paragraph"))
    return labels


def _short_runs(story: Story) -> dict[int, tuple[int, int]]:
    """For each short unknown line inside the story, the half-open run of such lines that it stands in."""
    runs: dict[int, tuple[int, int]] = {}
    first = story.first
    for i in range(story.first, story.stop + 1):
        short = i < story.stop and story.lines[i].link_like and story.known[i] is None
        if not short:
            runs.update(dict.fromkeys(range(first, i), (first, i)))
            first = i + 1
    return runs


def _label_short(story: Story, i: int, run: tuple[int, int]) -> Labelled:
    """A line inside the story that does not end as a sentence: subheading, list, or links."""
    lines, known = story.lines, story.known
    first, stop = run
    start = lines[i].start
    if first > story.first and lines[first - 1].text.endswith(":"):
        return Labelled(start, "paragraph", "story-list")
    if stop - first >= 3 and is_dated_item(lines[i]):
        return Labelled(start, "paragraph", "story-list")
    if is_byline_only(lines[i]):
        return Labelled(start, "byline", "date-in-story")
    opened = first > story.first and known[first - 1] is not None and known[first - 1].opens is not None  # type: ignore[union-attr]
    if opened or stop - first >= 3:
        return Labelled(start, "promo", "links-in-story")
    if lines[i].words >= 13 or lines[i].bullet:
        return Labelled(start, "promo", "link-in-story")
    return Labelled(start, "subheading", "story-subheading")


def _label_above(story: Story, title: int | None) -> Iterator[Labelled]:
    """The lines above the story: up to the headline furniture; then deck, byline, captions and a lead cut off."""
    lines, known = story.lines, story.known
    head = len(lines) if title is None else title
    signed = False  # whether a byline has passed, after which a sentence is the story's lead
    for i in range(story.first):
        line, rule = lines[i], known[i]
        if i == title:
            yield Labelled(line.start, "headline", "headline-above-story")
        elif rule is not None:
            signed = signed or (i > head and rule.kind == "byline")
            yield Labelled(line.start, rule.kind, rule.id)
        elif i and lines[i - 1].text.lower().strip(" :") in _SAYS_CAPTION:
            yield Labelled(line.start, "caption", "caption-after-label")
        elif i >= story.first - CAPTION_REACH and find_credit(line.text, None) is not None:
            yield Labelled(line.start, "caption", "caption-before-credit")
        elif is_appeal(line):
            yield Labelled(line.start, "appeal", "appeal-words")
        elif i > head and is_byline(line):
            signed = True
            yield Labelled(line.start, "byline", "byline-above-story")
        elif i == story.first - 1 and line.text.isupper() and line.words <= 4:
            yield Labelled(line.start, "dateline", "dateline-alone")
        elif i > head and line.sentence and (signed or i > head + DECK_REACH or _is_lead(story, i)):
            yield Labelled(line.start, "paragraph", "lead-above-story")
        elif i > head and not signed and (line.sentence or (i <= head + DECK_REACH and line.words >= 3)):
            yield Labelled(line.start, "headline", "deck-below-headline")
        elif story.rule == "text-is-all-story":
            yield Labelled(line.start, "subheading", story.rule)
        else:
            yield _label_outside(line)


def _is_lead(story: Story, i: int) -> bool:
    """Whether a sentence between headline and story is the lead, not the deck: another sentence stands beside it."""
    near = (story.lines[j] for j in (i - 1, i + 1) if j < story.first and story.known[j] is None)
    return story.lines[i].words >= 12 and any(x.sentence and x.words >= 12 for x in near)


def _label_below(story: Story) -> Iterator[Labelled]:
    """The lines below the story."""
    in_comments = False
    for i in range(story.stop, len(story.lines)):
        line, rule = story.lines[i], story.known[i]
        if rule is not None:
            if rule.opens is not None or rule.kind == "legal":
                in_comments = rule.opens == "comment"
            yield Labelled(line.start, rule.kind, rule.id)
        elif in_comments:
            yield Labelled(line.start, "comment", "comment-section")
        elif is_appeal(line):
            yield Labelled(line.start, "appeal", "appeal-words")
        elif i < story.stop + CAPTION_REACH and find_credit(line.text, None) is not None:
            yield Labelled(line.start, "caption", "caption-before-credit")
        else:
            yield _label_outside(line)


def _label_outside(line: Line) -> Labelled:
    if line.words >= 8 or (line.sentence and line.words < TITLE_WORDS):
        return Labelled(line.start, "promo", "other-story")
    return Labelled(line.start, "navigation", "link-outside-story")


def _spread_appeals(lines: Sequence[Line], labels: list[Labelled]) -> list[Labelled]:
    """An appeal's buttons and choices, which say little alone, follow the appeal they stand under or between."""
    out = list(labels)
    appeals = [i for i, x in enumerate(labels) if x.kind == "appeal"]
    for i, label in enumerate(labels):
        if label.kind not in ("navigation", "promo") or lines[i].words > 12 or not appeals:
            continue
        above = any(out[j].kind == "appeal" for j in range(max(0, i - 2), i))
        below = any(labels[j].kind == "appeal" for j in range(i + 1, min(len(labels), i + 3)))
        unknown = label.rule in ("link-outside-story", "other-story")
        if above and ((below and unknown) or is_appeal_tool(lines[i].text)):
            out[i] = replace(label, kind="appeal", rule="appeal-tool")
    return out
