"""Bytes → Page → Article: formats, extraction, and blocks (what is article, what is furniture)."""

from communique.pages import archives, documents, tables
from communique.pages.article import read_article
from communique.pages.blocks import find_blocks
from communique.pages.datelines import find_dateline
from communique.pages.sources import find_inputs, known_suffixes, read_pages, read_stream, register_reader

__all__ = [
    "find_blocks",
    "find_dateline",
    "find_inputs",
    "known_suffixes",
    "read_article",
    "read_pages",
    "read_stream",
    "register_reader",
]
_READERS = (archives, documents, tables)  # imported so that they register themselves
