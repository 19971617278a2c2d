"""值班表: written by days, read at a moment; who rings, and which days nobody has."""

from datetime import datetime, timedelta

import pytest

from tests.rooms.organisation import bureau
from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.commands import DutyLine
from yiwang.ground.organisation.models import Duty
from yiwang.ground.organisation.states import DutyKind
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.errors import Invalid, Refused

DAY = timedelta(days=1)


@pytest.fixture
def head(units):
    return bureau.serving("head.one", "unit_head", unit="yz.sp")


@pytest.fixture
def duty(units):
    return [bureau.serving(code, "duty_officer", unit="yz.sp").officer_id for code in ("duty.a", "duty.b", "duty.c")]


def lines(*people, leader=None, first=None, phone=""):
    first = first or queries.duty_day()
    return [
        DutyLine(day=first + step * DAY, officer_ids=(key,), leader_id=leader, phone=phone)
        for step, key in enumerate(people)
    ]


def test_days_are_written_whole_and_twice_is_once(head, duty):
    a, b, c = duty
    unit = queries.unit(code="yz.sp")
    assert commands.set_duty(by=head, unit_code="yz.sp", lines=lines(a, b, leader=head.officer_id, phone="0309-1")) == 2
    assert commands.set_duty(by=head, unit_code="yz.sp", lines=lines(a, b, leader=head.officer_id, phone="0309-1")) == 0
    assert commands.set_duty(by=head, unit_code="yz.sp", lines=lines(a, c, leader=head.officer_id, phone="0309-1")) == 1
    first, second = queries.roster_of(unit=unit, first=queries.duty_day(), days=2)
    assert [p.pk for p in first.officers] == [a] and first.leader.code == "head.one" and first.phone == "0309-1"
    assert [p.pk for p in second.officers] == [c]
    assert [e.code for e in record.history(subject=unit.ref)].count("organisation.duty.set") == 2
    assert commands.set_duty(by=head, unit_code="yz.sp", lines=[DutyLine(day=queries.duty_day())]) == 1
    assert queries.on_duty(unit=unit).is_empty


def test_the_turn_lasts_until_the_hour_of_handing_over(units):
    at = datetime(2026, 11, 24, 8, 29, tzinfo=clock.CHINA)
    assert queries.duty_day(at=at).day == 23
    assert queries.duty_day(at=at + timedelta(minutes=1)).day == 24


def test_who_rings_is_on_the_roster_else_everybody_of_the_role(head, duty):
    a, b, c = duty

    def ringing(unit="yz.sp"):
        return [p.pk for p in queries.who_rings(kind=DutyKind.OFFICER, unit_code=unit)]

    assert ringing() == [a, b, c]
    commands.set_duty(by=head, unit_code="yz.sp", lines=lines(b))
    assert ringing() == [b] == ringing("yz.sp.yc")
    handler = bureau.serving("no.duty", "handler", unit="yz.sp").officer_id
    commands.set_duty(by=head, unit_code="yz.sp", lines=lines(handler))
    assert ringing() == [a, b, c]  # whoever may not answer an alarm is not the only one to hear it
    assert [p.pk for p in queries.on_roster(kind=DutyKind.OFFICER, unit_code="yz.sp")] == [handler]
    Duty.objects.all().update(day=queries.duty_day() - DAY)
    assert ringing() == [a, b, c]


def test_gaps_are_told_where_a_roster_is_kept(head, duty):
    unit = queries.unit(code="yz.sp")
    assert queries.gaps(unit=unit) == []
    commands.set_duty(by=head, unit_code="yz.sp", lines=lines(*duty))
    today = queries.duty_day()
    assert queries.gaps(unit=unit) == [today + step * DAY for step in range(3, 7)]


def test_last_week_is_copied_a_week_on(head, duty):
    unit, today = queries.unit(code="yz.sp"), queries.duty_day()
    commands.set_duty(by=head, unit_code="yz.sp", lines=lines(*duty))
    on = commands.a_week_on(queries.roster_of(unit=unit, first=today, days=7))
    assert commands.set_duty(by=head, unit_code="yz.sp", lines=on) == 3
    assert [p.pk for p in queries.roster_of(unit=unit, first=today + 7 * DAY, days=1)[0].officers] == [duty[0]]


def test_who_may_not_and_what_cannot_be(head, duty):
    other = bureau.serving("head.two", "unit_head", unit="yz.spx")
    with pytest.raises(Refused, match="负责人排"):
        commands.set_duty(by=other, unit_code="yz.sp", lines=lines(duty[0]))
    with pytest.raises(Refused):
        commands.set_duty(
            by=bureau.serving("just.one", "handler", unit="yz.sp"), unit_code="yz.sp", lines=lines(duty[0])
        )
    with pytest.raises(Invalid, match="有岗位"):
        commands.set_duty(by=head, unit_code="yz.sp", lines=lines(other.officer_id))
    with pytest.raises(Invalid, match="两次"):
        commands.set_duty(by=head, unit_code="yz.sp", lines=[*lines(duty[0]), *lines(duty[1])])
    with pytest.raises(Invalid, match="最多排"):
        commands.set_duty(by=head, unit_code="yz.sp", lines=lines(*[duty[0]] * 63))
