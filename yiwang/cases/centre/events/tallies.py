"""Facts of the figures."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class DaysTallied(Event):
    """渠道日数重数: so many days' figures are others than before. `first`, `last`: the days that were counted."""

    code: ClassVar[str] = "centre.days.tallied"
    first: str
    last: str
    changed: int
