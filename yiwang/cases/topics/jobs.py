"""Background work of topics: found each night for each period, then warned of."""

from yiwang.cases.topics import commands, queries
from yiwang.cases.topics.states import PERIODS
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job


@job("topics.find", queue=LONG, every="10 4 * * *")
def find(timestamp: int) -> None:
    """Each night: topics of each period, then warnings of what rose."""
    for days in PERIODS:
        commands.keep(by=Actor.job("topics.find"), survey=queries.survey(days=days))
    commands.warn(by=Actor.job("topics.find"))


@job("topics.find_now", queue=LONG)
def find_now(days: int) -> None:
    """When somebody asks: topics of one period."""
    commands.keep(by=Actor.job("topics.find_now"), survey=queries.survey(days=days))
