"""On whose word each stretch of an article stands: cue, content, speaker, and the chain between outlet and speaker."""

from communique.attribution.attributions import find_attributions
from communique.attribution.scope import covering, find_hedge, find_sources
from communique.attribution.stances import StanceEffect, load_stances

__all__ = ["StanceEffect", "covering", "find_attributions", "find_hedge", "find_sources", "load_stances"]
