"""On whose word each stretch of an article stands: cue, content, speaker, and the chain between outlet and speaker."""

from communique.attribution.attributions import find_attributions
from communique.attribution.stances import StanceEffect, load_stances

__all__ = ["StanceEffect", "find_attributions", "load_stances"]
