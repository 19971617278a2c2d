"""The day on which another station serves an area."""

from yiwang.ground.places import commands
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job


@job("places.turn_over", every="*/5 * * * *")
def turn_over(timestamp: int) -> None:
    """Every five minutes, so that a day begins within its first: handovers whose day has come are carried out."""
    commands.turn_over(by=Actor.job("places.turn_over"))
