"""The only door to SQL and Delta: what is kept, how it is asked, corrected and exported."""

from communique.store.corrections import correct, correct_actor, undo
from communique.store.filters import Filters
from communique.store.formats import FORMATS, write_rows
from communique.store.result import Result
from communique.store.store import Store, open_store
from communique.store.writer import Writer

__all__ = [
    "FORMATS", "Filters", "Result", "Store", "Writer", "correct", "correct_actor", "open_store", "undo", "write_rows",
]  # fmt: skip
