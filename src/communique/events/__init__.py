"""From clauses to events: what was done, to whom, how it stands, on whose word, when and where."""

from communique.events.coder import CodedEvents, Scene, code_events
from communique.events.disputes import link_disputes
from communique.events.factuality import Embedders, Standing, find_standing, load_embedders
from communique.events.relations import find_relations

__all__ = [
    "CodedEvents",
    "Embedders",
    "Scene",
    "Standing",
    "code_events",
    "find_relations",
    "find_standing",
    "link_disputes",
    "load_embedders",
]
