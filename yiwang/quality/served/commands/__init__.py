"""Writes of the room: feeds, rows taken in, samples drawn, pick-ups told."""

from yiwang.quality.served.commands.drawing import BATCH, Drawn, draw
from yiwang.quality.served.commands.feeds import begin_file, change_feed, end_file, open_feed
from yiwang.quality.served.commands.keeping import SERVICES
from yiwang.quality.served.commands.taking import Taken, take, take_sent
from yiwang.quality.served.commands.telling import tell_ready
from yiwang.quality.served.queries import Rejected, Row

__all__ = [
    "BATCH",
    "SERVICES",
    "Drawn",
    "Rejected",
    "Row",
    "Taken",
    "begin_file",
    "change_feed",
    "draw",
    "end_file",
    "open_feed",
    "take",
    "take_sent",
    "tell_ready",
]
