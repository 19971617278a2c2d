"""A question over the border of two networks: its page lies outside, is answered there once, and is shut in time."""

from datetime import timedelta

import pytest
import time_machine

from tests.city import CITIZEN, officer
from tests.rooms.counter.networks import Networks
from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.models import Invitation
from yiwang.cases.counter.states import Side
from yiwang.ground.messaging import policies as messaging
from yiwang.ground.messaging.states import CITIZEN as PERSON
from yiwang.ground.messaging.states import Recipient
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing, Refused
from yiwang.kit.refs import Ref
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.queries import About, Whom
from yiwang.quality.asking.queries.texts import token_of
from yiwang.quality.asking.states import AskState, Door, Grade, Purpose
from yiwang.quality.ratings import commands as ratings
from yiwang.quality.ratings.models import Rating
from yiwang.quality.ratings.states import PointKind

JOB = Actor.job("asking.send_due")


@pytest.fixture(autouse=True)
def by_day(monkeypatch):
    """Texts go out at whatever hour the test runs."""
    monkeypatch.setattr(messaging, "is_quiet", lambda now: False)
    monkeypatch.setattr(messaging, "earliest", lambda at, **_: at)


def put(service: int) -> Ask:
    """Somebody who was served is asked, and the page of the link has been carried out."""
    to = Recipient(kind=PERSON, phone=f"154000{service:05d}")
    asked = asking.plan(
        by=JOB, purpose=Purpose.SERVICE, subject=Ref("served.service", service), unit=organisation.unit(code="yz.jc.gq"),
        whom=Whom(recipient=to), about=About(feed="hukou"), params={"date": "11月22日", "place": "公安窗口"},
    )  # fmt: skip
    asking.send_due(by=JOB)
    return Ask.objects.get(pk=asked.pk)


def test_an_invitation_is_answered_outside_once_and_becomes_a_rating_inside(networks: Networks):
    one = put(1)
    token = token_of(one)
    networks.work()
    with networks.outside():
        invited = queries.invited(token=token)
        assert invited and invited.body["grades"] and not (invited.is_answered or invited.is_over)
        assert "154000" not in Invitation.objects.get().body, "nothing outside says whose it is"
        said = {"grade": "dissatisfied", "reasons": ["slow"], "words": "等了两个小时"}
        assert commands.answer_invitation(by=CITIZEN, token=token, **said)
        assert not commands.answer_invitation(by=CITIZEN, token=token, grade="satisfied"), "the first answer stays"
    networks.work()
    one.refresh_from_db()
    assert (one.state, one.grade, one.door) == (AskState.ANSWERED, Grade.DISSATISFIED, Door.LINK)
    assert Rating.objects.get().is_bad and Rating.objects.get().reasons == ["slow"]
    with networks.outside():
        assert queries.invited(token=token).is_answered
    assert networks.compared().problems == []


def test_a_page_whose_time_is_over_is_shut_outside_and_an_answer_late_on_its_way_changes_nothing(networks: Networks):
    quiet, late = put(2), put(3)
    networks.work()
    with networks.outside():  # answered in time, but the gate is closed
        assert commands.answer_invitation(by=CITIZEN, token=token_of(late), grade="satisfied")
    Ask.objects.update(lapse_at=clock.now() - timedelta(minutes=1))
    asking.lapse(by=JOB)
    networks.work()
    assert set(Ask.objects.values_list("state", flat=True)) == {AskState.SILENT} and not Rating.objects.exists()
    with networks.outside(), pytest.raises(Refused, match="过期"):
        commands.answer_invitation(by=CITIZEN, token=token_of(quiet), grade="satisfied")
    assert networks.compared().problems == []


def test_a_window_is_rated_outside_by_its_code(networks: Networks):
    head, unit = officer("xiang.dong"), organisation.unit(code="yz.jc.gq")
    point = ratings.open_point(by=head, unit=unit, kind=PointKind.WINDOW, name="户籍3号窗口")
    networks.work()
    said = {"reasons": [], "words": "", "phone": "", "browser": "b", "source": "10.0.0.9", "ticket": "A1"}
    with networks.outside():
        assert commands.rate_window(by=CITIZEN, code=point.code, grade="very_satisfied", **said)
    networks.work()
    assert (Rating.objects.get().point, Rating.objects.get().grade) == (point, Grade.VERY_SATISFIED)
    ratings.change_point(by=head, point_id=point.pk, name=point.name, is_on=False)
    networks.work()
    with networks.outside(), pytest.raises(Missing, match="停用"):
        commands.rate_window(by=CITIZEN, code=point.code, grade="satisfied", **(said | {"ticket": "A2"}))


def test_an_outer_side_made_anew_gets_open_pages_again(networks: Networks):
    one = put(4)
    networks.work()
    with networks.outside():
        Invitation.objects.all().delete()
    commands.begin_again(by=officer("gu.ningxin"), side=Side.INNER)
    networks.work()
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False), networks.outside():
        assert queries.invited(token=token_of(one)) and queries.invited(token=token_of(one)).body["grades"]
