"""Reads and checks lexicon files: event patterns (TOML) and flat tables (CSV)."""

from communique.lexicon.checking import check_lexicon, format_problems
from communique.lexicon.layout import format_entry, repair_files
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
from communique.lexicon.trials import Report, Verdict, format_report, format_trial, try_examples

__all__ = [
    "Candidate", "Example", "Lexicon", "Mark", "NearMiss", "Pattern", "Predicate", "Problem", "Report", "Row",
    "Shape", "ShapeError", "Slot", "Verdict", "check_lexicon", "format_entry", "format_problems", "format_report",
    "format_trial", "lexicon_sha256", "load_patterns", "pattern_files", "read_csv", "read_shape", "repair_files",
    "try_examples",
]  # fmt: skip
