"""Drawings in SVG: each a function from counted rows to escaped text. Every mark in them is a link to its words."""

from communique.web.drawings.columns import Link, draw_columns
from communique.web.drawings.lanes import draw_lanes
from communique.web.drawings.periods import draw_periods
from communique.web.drawings.roles import draw_roles
from communique.web.drawings.worldmap import draw_map

__all__ = ["Link", "draw_columns", "draw_lanes", "draw_map", "draw_periods", "draw_roles"]
