"""Tables of the tracks room."""

from yiwang.cases.tracks.models.deeds import Deed
from yiwang.cases.tracks.models.matters import Matter, Step

__all__ = ["Deed", "Matter", "Step"]
