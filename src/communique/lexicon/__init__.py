"""Reads and checks lexicon files: event patterns (TOML) and flat tables (CSV)."""

from communique.lexicon.patterns import (
    Candidate,
    Example,
    Lexicon,
    Mark,
    NearMiss,
    Pattern,
    Predicate,
    Problem,
)
from communique.lexicon.reading import lexicon_sha256, load_patterns, pattern_files
from communique.lexicon.shapes import Shape, ShapeError, Slot, read_shape
from communique.lexicon.tables import Row, read_csv

__all__ = [
    "Candidate", "Example", "Lexicon", "Mark", "NearMiss", "Pattern", "Predicate", "Problem", "Row", "Shape",
    "ShapeError", "Slot", "lexicon_sha256", "load_patterns", "pattern_files", "read_csv", "read_shape",
]  # fmt: skip
