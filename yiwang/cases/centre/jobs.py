"""Work in the background: end the calls nobody told the end of, count the days."""

from yiwang.cases.centre import commands, queries
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job


@job("centre.end_lost_calls", every="7 * * * *")
def end_lost_calls(timestamp: int) -> None:
    """Each hour."""
    commands.end_lost_calls(by=Actor.job("centre.end_lost_calls"))


@job("centre.tally", every="*/10 * * * *")
def tally(timestamp: int) -> None:
    """Every ten minutes: yesterday and today, or all days since the last time."""
    if days := queries.days_to_count():
        commands.tally_days(by=Actor.job("centre.tally"), first=days[0], last=days[1])


@job("centre.tally_whole", queue=LONG, every="10 18 * * *")
def tally_whole(timestamp: int) -> None:
    """Each night at 02:10 in China: every day from the first file on, since old files are brought in and sealed later."""
    if days := queries.days_to_count(whole=True):
        commands.tally_days(by=Actor.job("centre.tally_whole"), first=days[0], last=days[1])
