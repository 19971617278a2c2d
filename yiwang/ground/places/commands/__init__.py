"""Writes of areas and places: one by one, by the table, and from one station to another on a day."""

from yiwang.ground.places.commands.areas import add_area, change_area, retire_area
from yiwang.ground.places.commands.handing import call_off, hand_over, turn_over
from yiwang.ground.places.commands.spots import add_place, change_place, retire_place
from yiwang.ground.places.commands.tables import Loaded, load_areas, load_gazetteer

__all__ = [
    "Loaded", "add_area", "add_place", "call_off", "change_area", "change_place", "hand_over", "load_areas", "load_gazetteer",
    "retire_area", "retire_place", "turn_over",
]  # fmt: skip
