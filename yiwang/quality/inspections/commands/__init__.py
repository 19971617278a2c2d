"""Writes of inspections: drawn, scored, shown, appealed against, closed; a file traced."""

from yiwang.quality.inspections.commands import keeping
from yiwang.quality.inspections.commands.drawing import asked, digest, draw, drop, score
from yiwang.quality.inspections.commands.notices import tell_contested, tell_decided, tell_shown
from yiwang.quality.inspections.commands.showing import close, contest, decide_contest, show
from yiwang.quality.inspections.commands.tracing import trace

__all__ = [
    "asked",
    "close",
    "contest",
    "decide_contest",
    "digest",
    "draw",
    "drop",
    "keeping",
    "score",
    "show",
    "tell_contested",
    "tell_decided",
    "tell_shown",
    "trace",
]
