"""From an article's text to its tokens, sentences and clauses: the only door to spaCy."""

from communique.parsing.clauses import find_clauses
from communique.parsing.parser import Parser, load_parser

__all__ = ["Parser", "find_clauses", "load_parser"]
