"""Work in the background: end the calls nobody told the end of, forget whose old calls were, count the days."""

from datetime import timedelta

from yiwang.cases.centre import commands, queries
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


@job("centre.tally", every="*/10 * * * *")
def tally(timestamp: int) -> None:
    """Every ten minutes: yesterday and today, or all days since the last time."""
    if days := queries.days_to_count():
        commands.tally_days(by=Actor.job("centre.tally"), first=days[0], last=days[1])


@job("centre.tally_whole", every="10 18 * * *")
def tally_whole(timestamp: int) -> None:
    """Each night at 02:10 in China: every day from the first file on, since old files are brought in and sealed later."""
    if days := queries.days_to_count(whole=True):
        commands.tally_days(by=Actor.job("centre.tally_whole"), first=days[0], last=days[1])
