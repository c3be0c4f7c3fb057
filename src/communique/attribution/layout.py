"""The page as this stage sees it: tokens by paragraph, and which of them stand in quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.attribution.quotations import Paragraph, Quotation, find_quotations
from communique.grammar import Parse
from communique.records import Block

_ENDS_LINE = frozenset('.!?:”"’…')


@dataclass(frozen=True)
class Layout:
    """A parse with its paragraphs and quotations, and for every token the number of each it is in (-1: none)."""

    parse: Parse
    paragraphs: tuple[Paragraph, ...]
    kinds: tuple[str, ...]  # the block kind of each paragraph
    quotations: tuple[Quotation, ...]
    paragraph_of: tuple[int, ...]
    quotation_of: tuple[int, ...]
    first_token: tuple[int, ...]  # of each paragraph
    stop_token: tuple[int, ...]

    def inside(self, token: int) -> Quotation | None:
        """The quotation that a token stands in."""
        at = self.quotation_of[token]
        return None if at < 0 else self.quotations[at]

    def inner_tokens(self, quotation: Quotation) -> range:
        """The tokens between a quotation's marks."""
        return self.parse.tokens_between(quotation.first, quotation.last)


def read_layout(parse: Parse, blocks: Sequence[Block] = ()) -> Layout:
    """Paragraphs are the page's blocks; in a text without blocks, what blank lines and finished lines part."""
    firsts: list[int] = []
    tokens = parse.tokens
    paragraph_of: list[int] = []
    before = None
    for token in tokens:
        block = parse.sentences[token.sentence].block
        if before is None or block != before[0] or _breaks(parse.text, before[1], token.start, len(blocks) > 1):
            firsts.append(token.i)
        paragraph_of.append(len(firsts) - 1)
        before = (block, token.end)
    stops = [*firsts[1:], len(tokens)] if firsts else []
    numbers = [parse.sentences[tokens[f].sentence].block for f in firsts]
    paragraphs = tuple(
        Paragraph(n, tokens[f].start, tokens[s - 1].end, numbers[n])
        for n, (f, s) in enumerate(zip(firsts, stops, strict=True))
    )
    kinds = tuple(blocks[b].kind if b < len(blocks) else "paragraph" for b in numbers)
    quotations = find_quotations(parse.text, paragraphs)
    quotation_of = [-1] * len(tokens)
    for n, quotation in enumerate(quotations):
        for i in parse.tokens_between(quotation.start, quotation.end):
            quotation_of[i] = n
    return Layout(
        parse, paragraphs, kinds, quotations, tuple(paragraph_of), tuple(quotation_of), tuple(firsts), tuple(stops)
    )


def _breaks(text: str, start: int, end: int, in_blocks: bool) -> bool:
    """Whether a paragraph ends between two tokens of one block."""
    gap = text[start:end]
    lines = gap.count("\n")
    if lines == 0 or (in_blocks and lines < 2):
        return False
    return lines > 1 or text[start - 1] in _ENDS_LINE
