"""Words of danger sent all the same: the duty desk rings, answers by name, else the duty leader."""

from datetime import timedelta

import pytest
import time_machine

from tests.city import CITIZEN, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import jobs, queries
from yiwang.cases.appeals.states import State
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Role
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.errors import Missing, Refused

pytestmark = pytest.mark.usefixtures("city")


def urgent(page="danger"):
    return registered(
        is_urgent=True, tripwire={"page": page, "words": ["拿着刀"]},
        told={"type": "help", "content": "他拿着刀正在砸门，鼓楼花园3栋", "category": ""},
    )  # fmt: skip


def duty(role=Role.DUTY_OFFICER):
    person = organisation.holders(role=role, unit_code="yz.command")[0]
    return organisation.actor_for(officer=person)


def sent(appeal):
    return [message.template for message in messaging.of(subject=appeal.case.ref)]


def test_it_rings_and_is_answered_by_name():
    appeal = urgent()
    assert appeal.case.priority == "urgent"
    assert [alarm.appeal_id for alarm in queries.open_alarms(by=duty())] == [appeal.pk]
    assert "ap.alarm" in sent(appeal)
    appeals.acknowledge(by=duty(), case_id=appeal.pk)
    appeals.acknowledge(by=duty(), case_id=appeal.pk)
    assert queries.open_alarms(by=duty()) == []
    assert [e.code for e in record.history(subject=appeal.case.ref)].count("appeals.alarm.acknowledged") == 1
    with pytest.raises(Refused):
        appeals.acknowledge(by=duty(Role.DUTY_LEADER), case_id=appeal.pk)


def test_unanswered_for_two_minutes_the_duty_leader_rings_once():
    appeal = urgent()
    jobs.escalate_alarm(appeal.pk)
    assert "ap.alarm.leader" not in sent(appeal), "not before its time"
    with time_machine.travel(clock.now() + timedelta(minutes=2, seconds=1), tick=False):
        jobs.escalate_alarm(appeal.pk)
        jobs.escalate_alarms(0)
    assert [e.code for e in record.history(subject=appeal.case.ref)].count("appeals.alarm.escalated") == 1
    assert "ap.alarm.leader" in sent(appeal)


@pytest.mark.parametrize("page", ["domestic", "discreet", "self_harm"])
def test_no_sms_to_a_phone_somebody_else_may_hold(page):
    assert not [template for template in sent(urgent(page)) if template in ("ap.registered", "ap.alarm.taken")]


def test_a_station_officer_elsewhere_has_no_say():
    appeal = urgent()
    with pytest.raises((Refused, Missing)):
        appeals.acknowledge(by=officer("niu.kun"), case_id=appeal.pk)


def test_an_alarm_does_not_stop_the_ordinary_way():
    appeal = urgent()
    assert appeal.case.state in (State.PUSHED, State.REGISTERED)
    assert appeals.withdraw(by=CITIZEN, case_id=appeal.pk).state == State.WITHDRAWN
