"""Background work: questions go out, are reminded of once, lapse; what is over is forgotten."""

from yiwang.ground.messaging import commands as messaging
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job
from yiwang.quality.asking import commands

ROUNDS = 100
"""Batches of one run, so that messages and envelopes get their turn."""


@job("asking.send_due", poll=5.0)
def send_due() -> None:
    """Every five seconds: what is due, batch after batch."""
    by = Actor.job("asking.send_due")
    for _ in range(ROUNDS):
        if commands.send_due(by=by) < commands.BATCH:
            return


@job("asking.remind", every="7 * * * *")
def remind(timestamp: int) -> None:
    """Every hour: one reminder to who has not answered."""
    by = Actor.job("asking.remind")
    for _ in range(ROUNDS):
        if commands.remind(by=by) < commands.BATCH:
            return


@job("asking.lapse", every="*/10 * * * *")
def lapse(timestamp: int) -> None:
    """Every ten minutes: whose time is over is silent."""
    by = Actor.job("asking.lapse")
    for _ in range(ROUNDS):
        if commands.lapse(by=by) < commands.BATCH:
            return


@job("asking.forget", every="47 18 * * *")
def forget(timestamp: int) -> None:
    """Every night at 02:47: touches of a year ago, and answers that were expected long ago."""
    by = Actor.job("asking.forget")
    commands.forget_touches(by=by)
    messaging.forget_expected(by=by)
