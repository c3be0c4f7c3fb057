"""When: time expressions of an article as TIMEX3 values, with the first and last day that each allows."""

from communique.times.bounds import bounds
from communique.times.finder import find_times

__all__ = ["bounds", "find_times"]
