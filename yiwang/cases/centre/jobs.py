"""Work in the background: end the calls nobody told the end of, forget whose old calls were."""

from datetime import timedelta

from yiwang.cases.centre import commands
from yiwang.cases.centre.queries import MONTHS_BACK
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job

ROUNDS = 50


@job("centre.end_lost_calls", every="7 * * * *")
def end_lost_calls(timestamp: int) -> None:
    """Each hour."""
    commands.end_lost_calls(by=Actor.job("centre.end_lost_calls"))


@job("centre.forget_calls", every="43 19 * * *")
def forget_calls(timestamp: int) -> None:
    """Each night at 03:43 in China: nobody may look back further than twelve months anyway."""
    before = clock.now() - MONTHS_BACK - timedelta(days=1)
    for _ in range(ROUNDS):
        if not commands.forget_calls(by=Actor.job("centre.forget_calls"), before=before):
            return
