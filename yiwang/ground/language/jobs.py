"""Learning again: when the categories' examples changed, and each night from what people decided."""

from yiwang.ground.language import commands, queries
from yiwang.ground.language.states import ModelCause
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job
from yiwang.kit.refs import Ref


@job("language.learn", queue=LONG)
def learn(ref: str) -> None:
    """Train anew on what is in force. `ref`: the approved ruleset; only categories teach."""
    if rules.ruleset(ruleset_id=int(Ref.parse(ref).id)).kind == Kind.CATEGORIES:
        commands.learn(by=Actor.job("language.learn"), cause=ModelCause.CATEGORIES)


@job("language.learn_nightly", queue=LONG, retry=1, every="30 15 * * *")
def learn_nightly(timestamp: int) -> None:
    """At 23:30 in China (cron lines count in UTC): learn from what was decided."""
    commands.learn_by_night(by=Actor.job("language.learn_nightly"), day=clock.today())


@job("language.count_weeks", queue=LONG, every="50 14 * * *")
def count_weeks(timestamp: int) -> None:
    """At 22:50 in China: how suggestions stood before people, for the weeks whose decisions still come."""
    for monday in queries.mondays_to_count(today=clock.today()):
        commands.count_week(by=Actor.job("language.count_weeks"), monday=monday)
