"""The Python door: `communique.open("desk")` gives the store, and `Filters` says what is asked of it.

>>> import communique                                                    # doctest: +SKIP
>>> desk = communique.open("desk")                                       # doctest: +SKIP
>>> desk.events(Filters(dyad=("USA", "RUS"), since="2019-07")).pandas()  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path

from communique.store import Filters, Result, Store, open_store

__all__ = ["Filters", "Result", "Store", "open", "open_store"]


def open(path: str | Path) -> Store:
    """The store in this folder, for asking, notebooks included; StoreError in one sentence if there is none."""
    return open_store(path)
