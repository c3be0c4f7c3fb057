"""Who: every actor named, placed and followed through the page."""

from communique.actors.casting import find_actors
from communique.actors.roster import Holder, Roster, load_roster

__all__ = ["Holder", "Roster", "find_actors", "load_roster"]
