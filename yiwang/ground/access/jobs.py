"""Background work: answers kept for repeated requests are erased when their day is over."""

from yiwang.ground.access import commands
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job


@job("access.forget_answers", every="37 * * * *")
def forget_answers(timestamp: int) -> None:
    """Every hour."""
    commands.forget_answers(by=Actor.job("access.forget_answers"))
