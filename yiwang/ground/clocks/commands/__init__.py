"""Writing clocks: lines of the ledger inside others' commands; telling what is near or missed; following a new calendar."""

from yiwang.ground.clocks.commands.ledger import cancel_all, change, extend, hush, pause, resume, start, stop
from yiwang.ground.clocks.commands.telling import Told, recompute, recompute_all, sweep

__all__ = [
    "Told", "cancel_all", "change", "extend", "hush", "pause", "recompute", "recompute_all", "resume",
    "start", "stop", "sweep",
]  # fmt: skip
