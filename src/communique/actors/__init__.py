"""Who: every actor named, placed and followed through the page."""

from communique.actors.allegiance import settle_speakers
from communique.actors.casting import find_actors
from communique.actors.learning import RosterLearner, read_learnt
from communique.actors.neighbours import settle_neighbours
from communique.actors.roster import Holder, Roster, load_roster
from communique.actors.speech import resolve_speech

__all__ = [
    "Holder",
    "Roster",
    "RosterLearner",
    "find_actors",
    "load_roster",
    "read_learnt",
    "resolve_speech",
    "settle_neighbours",
    "settle_speakers",
]
