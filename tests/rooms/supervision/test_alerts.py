"""A warning is an alert to a unit: signed for with measures, followed up, looked at from above, reported where it is late."""

from datetime import timedelta

import pytest
import time_machine

from tests.city import officer, registered
from yiwang.cases.topics import commands as topics
from yiwang.cases.topics.events import CategoryRose
from yiwang.cases.topics.models import Rise
from yiwang.cases.topics.states import RiseState
from yiwang.ground.clocks import commands as clocks_commands
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.work import command
from yiwang.quality.supervision import commands, queries
from yiwang.quality.supervision.models import Alert
from yiwang.quality.supervision.states import AlertState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
SWEEP, HEAD, ABOVE = Actor.job("clocks.sweep"), "xiang.dong", "dai.jun"


@command
def rise(*, by):
    """As the nightly look gives one (tests/rooms/topics looks at that)."""
    unit = registered().case.unit
    row = Rise.objects.create(
        kind="category", thing="category:public_order.noise:x", day=clock.today(), category="public_order.noise", unit=unit,
        supervising_unit=organisation.supervising_unit(unit_code=unit.code), seen=9, expected=2.0, chance=0.0001,
        at=clock.now(),
    )  # fmt: skip
    record.write(by=by, event=CategoryRose(row.ref, row.category, row.area_code, 9, 100))
    return row


@pytest.fixture
def alert():
    rise(by=Actor.job("topics.find"))
    return Alert.objects.get()


def test_the_whole_way(alert):
    assert (alert.state, alert.unit.code, alert.seen) == (AlertState.SENT, "yz.jc.gq", 9)
    assert clocks.stored(subject=alert.ref, kind=queries.ACK).due_at == alert.owed_by
    with pytest.raises(Refused):
        commands.acknowledge_alert(by=officer(ABOVE), alert_id=alert.pk, measures="夜查")
    with pytest.raises(Invalid):
        commands.acknowledge_alert(by=officer(HEAD), alert_id=alert.pk, measures=" ")
    for _ in range(2):
        row = commands.acknowledge_alert(by=officer(HEAD), alert_id=alert.pk, measures="每晚十点夜查，副所长带队")
    assert row.state == AlertState.ACKNOWLEDGED and clocks.stored(subject=row.ref, kind=queries.FOLLOW)
    assert Rise.objects.get().state == RiseState.ACKNOWLEDGED and Rise.objects.get().note == row.measures
    for _ in range(2):
        row = commands.report_alert(by=officer(HEAD), alert_id=alert.pk, result="夜查五次，摊点全部撤走")
    assert (row.state, row.after) == (AlertState.REPORTED, 0)
    with pytest.raises(Refused):
        commands.close_alert(by=officer(HEAD), alert_id=alert.pk)
    row = commands.send_back_alert(by=officer(ABOVE), alert_id=alert.pk, why="再看一周")
    assert clocks.stored(subject=row.ref, kind=queries.FOLLOW).round == 2
    commands.report_alert(by=officer(HEAD), alert_id=alert.pk, result="又一周没有新来的件")
    for _ in range(2):
        row = commands.close_alert(by=officer(ABOVE), alert_id=alert.pk)
    assert row.state == AlertState.CLOSED and record_queries.verify().ok
    assert not queries.open_alerts(reach=organisation.reach(by=officer(ABOVE)))


def test_an_answer_at_the_warnings_own_page_is_the_same_answer(alert):
    topics.acknowledge(by=officer(HEAD), rise_id=alert.rise, note="已安排夜查")
    alert.refresh_from_db()
    assert (alert.state, alert.measures) == (AlertState.ACKNOWLEDGED, "已安排夜查")


def test_who_does_not_sign_in_time_is_reported(alert):
    with time_machine.travel(
        clocks.stored(subject=alert.ref, kind=queries.ACK).red_at + timedelta(minutes=1), tick=False
    ):
        for _ in range(2):
            clocks_commands.sweep(by=SWEEP)
    alert.refresh_from_db()
    codes = [entry.code for entry in record_queries.history(subject=alert.ref)]
    assert alert.escalated_at and codes.count("supervision.alert.escalated") == 1
    assert Message.objects.filter(template="sv.warn.late").exists()


def test_whoever_stands_over_neither_unit_sees_nothing(alert):
    with pytest.raises(Missing):
        queries.alert(reach=organisation.reach(by=officer("min.zhi")), id=alert.pk)
