"""Background work of appeals: alarms that nobody answers, windows that have passed."""

from yiwang.cases.appeals import commands, queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job


@job("appeals.escalate_alarms", every="* * * * *")
def escalate_alarms(timestamp: int) -> None:
    """Every minute: alarms past their two minutes go to the duty leader."""
    for alarm in queries.overdue_alarms(now=clock.now()):
        commands.escalate(by=Actor.job("appeals.escalate_alarms"), case_id=alarm.appeal_id)


@job("appeals.escalate_alarm")
def escalate_alarm(case_id: int) -> None:
    """At the very moment an alarm's time is up."""
    commands.escalate(by=Actor.job("appeals.escalate_alarm"), case_id=case_id)


@job("appeals.close_settled", every="*/10 * * * *")
def close_settled(timestamp: int) -> None:
    """Answers whose window to dispute has passed are closed."""
    for case_id in queries.to_close(now=clock.now()):
        commands.close(by=Actor.job("appeals.close_settled"), case_id=case_id)
