"""Places: which words name a place of the world, which one, and what only looks like a place (CODEBOOK §6)."""

from communique.places.gazetteer import Entry, Gazetteer, load_gazetteer
from communique.places.mentions import find_places

__all__ = ["Entry", "Gazetteer", "find_places", "load_gazetteer"]
