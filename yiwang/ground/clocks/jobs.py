"""The clocks' minute, and the recount that follows a new calendar."""

from yiwang.ground.clocks import commands
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job


@job("clocks.sweep", every="* * * * *")
def sweep(timestamp: int) -> None:
    """Tell of every deadline that drew near or was missed, until nothing is left to tell."""
    while commands.sweep(by=Actor.job("clocks.sweep")).is_full:
        continue


@job("clocks.recompute", queue=LONG)
def recompute(ref: str = "") -> None:
    """Count every clock again. `ref`: the approved ruleset that asks for it."""
    commands.recompute_all(by=Actor.job("clocks.recompute"), ruleset=ref)
