"""紧急警示: rings on the duty desk with its own clock, answered by name, else the duty leader."""

from datetime import timedelta

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.shared import taken_up
from yiwang.cases.appeals.events import AlarmAcknowledged, AlarmEscalated, AlarmRaised
from yiwang.cases.appeals.models import Alarm
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock, jobs
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

BELL = Actor.job("appeals.alarm")
"""Whoever takes danger in rings for it, also where the file itself will lie outside of that officer's scope."""


@command
def raise_alarm(*, by: Actor, case_id: int, page: str) -> Alarm:
    """Ring the duty desk. `page`: which tripwire page was shown (danger, self_harm, domestic, missing, money, discreet)."""
    appeal = queries.lock_appeal(by=BELL, case_id=case_id)
    if known := queries.alarm_of(appeal=appeal):
        return unchanged(known)
    now = clock.now()
    alarm = Alarm.objects.create(
        appeal=appeal, page=page, unit=queries.house_unit("duty_unit"), raised_at=now,
        due_at=now + timedelta(minutes=float(queries.setting("alarm_minutes"))),
    )  # fmt: skip
    jobs.enqueue("appeals.escalate_alarm", at=alarm.due_at, case_id=case_id)
    record.write(by=by, event=AlarmRaised(appeal.case.ref, alarm.pk, page))
    return alarm


@command
def acknowledge(*, by: Actor, case_id: int) -> Alarm:
    """确认警示: somebody answers by name; the ringing stops."""
    who = policies.mover(by)
    appeal = queries.lock_alarmed(by=by, case_id=case_id)
    alarm = queries.alarm_of(appeal=appeal)
    if alarm and alarm.acknowledged_by_id == by.officer_id and alarm.acknowledged_at:
        return unchanged(alarm)
    policies.may_acknowledge(who, appeal).require()
    officer = organisation.officer(id=by.officer_id or 0)
    assert alarm is not None  # may_acknowledge refuses where there is none
    alarm.acknowledged_by, alarm.acknowledged_at = officer, clock.now()
    alarm.save(update_fields=["acknowledged_by", "acknowledged_at"])
    record.write(by=by, event=AlarmAcknowledged(appeal.case.ref, alarm.pk, officer.code))
    return alarm


@command
def escalate(*, by: Actor, case_id: int) -> Alarm:
    """警示升级: two minutes have passed and nobody answered; once."""
    _, appeal = taken_up(by=by, case_id=case_id)
    alarm = queries.alarm_of(appeal=appeal)
    if alarm is None or alarm.acknowledged_at or alarm.escalated_at or alarm.due_at > clock.now():
        return unchanged(alarm)  # type: ignore[return-value]
    alarm.escalated_at = clock.now()
    alarm.save(update_fields=["escalated_at"])
    record.write(by=by, event=AlarmEscalated(appeal.case.ref, alarm.pk))
    return alarm
