"""Background work on those who are served."""

from yiwang.ground.people import commands
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job

_ROUNDS = 40
"""Batches a run; the next run goes on where this one ended."""


@job("people.index_names", queue=LONG, every="43 * * * *")
def index_names(timestamp: int) -> None:
    """Every hour, until all have one: an index for names that were kept before there was one."""
    by = Actor.job("people.index_names")
    for _ in range(_ROUNDS):
        if not commands.index_names(by=by):
            break
