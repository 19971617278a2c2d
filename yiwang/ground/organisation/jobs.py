"""Background work of the organisation: closings whose day is over."""

from yiwang.ground.organisation import commands, queries
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job


@job("organisation.close_units", every="5 * * * *")
def close_units(timestamp: int) -> None:
    """Each hour, so that midnight in China is never missed by more than that: closings whose last day is over."""
    for code in queries.closings_due():
        commands.end_unit(by=Actor.job("organisation.close_units"), code=code)
