"""Notices as officers want them: at once, gathered, into the group once; robots that are slow, wrong, silent or stopped."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from tests.city import appeal_at, handler_of, head_of, officer
from tests.gateways.serving import Served, sandbox
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State as Stage
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.messaging import commands, policies, queries
from yiwang.ground.messaging.gateways import sandbox_robots
from yiwang.ground.messaging.models import Message, Robot
from yiwang.ground.messaging.policies import Wish
from yiwang.ground.messaging.states import Channel, Files, Node, Pace, Reason, State, Way
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.kit.settings import settings

JOB = Actor.job("messaging.post")
ADMIN = "gu.ningxin"
ALL = frozenset({Way.INBOX, Way.SMS, Way.WORK_APP})

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def served(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with sandbox(tmp_path) as found:
        found.behave()
        monkeypatch.setenv("YIWANG_ROBOT_HOSTS", found.url.removeprefix("http://"))
        settings.cache_clear()
        yield found
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def noon() -> Iterator[time_machine.Traveller]:
    """Nobody sleeps, and one minute is told from the next."""
    there = (clock.local(clock.now()) + timedelta(days=1)).replace(hour=12, minute=0)
    with time_machine.travel(there, tick=False) as traveller:
        yield traveller


def robot(served: Served, unit: str = "") -> Robot:
    address = f"{served.url}{sandbox_robots.WECOM_PATH}?key={sandbox_robots.WECOM_KEY}"
    return commands.add_robot(
        by=officer(ADMIN), unit=unit or appeal_unit(), kind="wecom", name="鼓前所工作群", address=address
    )


def appeal_unit() -> str:
    return organisation.officer_by_code(code="xiang.dong").unit.code


def group(served: Served, app: str = "wecom") -> list[str]:
    store = served.store.of_phone(sandbox_robots.KEYS[app])
    return [kept.content for kept in store]


def notices(actor: Actor, node: Node) -> list[tuple[str, str]]:
    rows = Message.objects.filter(recipient_id=str(actor.officer_id), node=node).order_by("id")
    return [(row.channel, row.state) for row in rows]


def test_a_head_hears_by_default_and_as_chosen(served: Served, noon) -> None:
    appeal = appeal_at(Stage.PUSHED)
    head, hand = head_of(appeal), handler_of(appeal)
    robot(served, appeal.case.unit.code)
    chosen = commands.prefer(by=head, wishes={Node.SIGN: Wish(ways=ALL, files=Files.OWN)})
    assert list(chosen) == [Node.SIGN]
    assert list(commands.prefer(by=head, wishes={Node.SIGN: Wish(ways=ALL, files=Files.OWN)})) == []
    appeals.sign(by=hand, case_id=appeal.pk)
    assert notices(head, Node.SIGN) == [("inbox", "delivered"), ("sms", "queued")]
    assert notices(hand, Node.SIGN) == [], "nobody is told of what they did"
    assert commands.post_notices(by=JOB) == 1
    assert commands.post_notices(by=JOB) == 0
    (said,) = group(served)
    assert appeal.case.number in said and "签收" in said
    for personal in ("王女士", "15400012345", "烧烤"):
        assert personal not in said
    posted = Message.objects.get(channel=Channel.WORK_APP)
    assert posted.state == State.DELIVERED
    codes = [entry.code for entry in record.history(subject=appeal.case.ref)]
    assert codes.count("messaging.message.delivered") == 1


def test_who_is_asked_to_approve_is_not_told_twice(noon) -> None:
    appeal = appeal_at(Stage.REVIEW)
    mine = Message.objects.filter(subject_id=str(appeal.pk), recipient_id=str(head_of(appeal).officer_id))
    assert set(mine.exclude(node="").values_list("node", flat=True)) <= {
        Node.SIGN.value,
        Node.HANDLE.value,
    }
    appeals.approve(by=head_of(appeal), case_id=appeal.pk)
    assert notices(handler_of(appeal), Node.REPLY) == [("inbox", "delivered")]


def test_too_many_texts_wait_for_the_digest(monkeypatch: pytest.MonkeyPatch, noon) -> None:
    monkeypatch.setenv("YIWANG_NOTICE_TEXTS", "1")
    settings.cache_clear()
    first, second, third = appeal_at(Stage.PUSHED), appeal_at(Stage.PUSHED), appeal_at(Stage.PUSHED)
    head = head_of(first)
    commands.prefer(by=head, wishes={Node.SIGN: Wish(ways=frozenset({Way.SMS}), files=Files.BELOW)})
    for appeal in (first, second, third):
        appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
    assert [state for _, state in notices(head, Node.SIGN)] == ["queued", "gathered", "gathered"]
    assert commands.send_digests(by=JOB) == 1
    assert commands.send_digests(by=JOB) == 0
    digest = Message.objects.get(template="nt.digest")
    assert "2条" in digest.body and "签收2" in digest.body and digest.recipient_id == str(head.officer_id)
    assert Message.objects.filter(error_code=Reason.IN_DIGEST).count() == 2
    monkeypatch.undo()
    settings.cache_clear()


def test_a_gathered_wish_calls_nobody_at_once(served: Served, noon) -> None:
    appeal = appeal_at(Stage.PUSHED)
    robot(served, appeal.case.unit.code)
    wish = Wish(ways=frozenset({Way.WORK_APP}), files=Files.OWN, pace=Pace.DIGEST)
    commands.prefer(by=head_of(appeal), wishes={Node.SIGN: wish})
    appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
    assert commands.post_notices(by=JOB) == 0
    commands.send_digests(by=JOB)
    assert commands.post_notices(by=JOB) == 1
    assert "1条" in group(served)[0]


def test_of_a_sealed_file_nothing_leaves_the_house(served: Served, noon) -> None:
    appeal = appeal_at(Stage.PUSHED)
    robot(served, appeal.case.unit.code)
    type(appeal.case).objects.filter(pk=appeal.pk).update(confidentiality=Confidentiality.SEALED)
    head = head_of(appeal)
    above = organisation.head_of(unit_code=appeal.case.supervising_unit.code)
    overseer = organisation.actor_for(officer=above)
    for actor in (head, overseer):
        commands.prefer(by=actor, wishes={Node.SIGN: Wish(ways=ALL, files=Files.BELOW)})
    appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
    assert notices(head, Node.SIGN) == [("inbox", "delivered")]
    assert notices(overseer, Node.SIGN) == []
    assert not Message.objects.filter(channel=Channel.WORK_APP).exists()


def test_a_robot_that_speaks_too_fast_rests(served: Served, noon) -> None:
    row = robot(served)
    for _ in range(25):
        commands.try_robot(by=officer(ADMIN), robot_id=row.pk)
    assert commands.post_notices(by=JOB) == 20
    assert commands.post_notices(by=JOB) == 0, "not more than twenty a minute"
    noon.shift(timedelta(seconds=61))
    served.misbehave(fail_rate=1, fail_code="45009", times=1)
    assert commands.post_notices(by=JOB) == 0
    row.refresh_from_db()
    assert row.error == "errcode_45009" and row.rests_until
    noon.shift(timedelta(seconds=121))
    assert commands.post_notices(by=JOB) == 5
    row.refresh_from_db()
    assert row.error == "" and row.rests_until is None
    assert len(group(served)) == 25


def test_what_is_in_doubt_is_never_said_again(served: Served, noon, monkeypatch: pytest.MonkeyPatch) -> None:
    row = robot(served)
    commands.try_robot(by=officer(ADMIN), robot_id=row.pk)
    (claimed,) = commands.claim_posts(by=JOB, limit=10)
    noon.shift(policies.LEASE + timedelta(seconds=1))
    assert commands.post_notices(by=JOB) == 0
    claimed.refresh_from_db()
    assert (claimed.state, claimed.error_code) == (State.UNKNOWN, Reason.NO_ANSWER)
    assert group(served) == []


def test_only_the_system_office_sets_a_robot_up_and_only_where_it_may_live(served: Served) -> None:
    good = f"{served.url}{sandbox_robots.WECOM_PATH}?key=x"
    with pytest.raises(Refused):
        commands.add_robot(by=officer("xiang.dong"), unit=appeal_unit(), kind="wecom", name="群", address=good)
    we = "qyapi.weixin.qq.com/cgi-bin/webhook/send"
    elsewhere = "https://example.com/cgi-bin/webhook/send?key=x"
    for bad in (elsewhere, f"http://{we}?key=x", f"https://{we}", f"https://a:b@{we}?key=x"):
        with pytest.raises(Invalid):
            commands.add_robot(by=officer(ADMIN), unit=appeal_unit(), kind="wecom", name="群", address=bad)
    ding = "https://oapi.dingtalk.com/robot/send?access_token=x"
    with pytest.raises(Invalid):
        commands.add_robot(by=officer(ADMIN), unit=appeal_unit(), kind="dingtalk", name="群", address=ding)
    row = robot(served)
    with pytest.raises(Conflict):
        robot(served)
    commands.try_robot(by=officer(ADMIN), robot_id=row.pk)
    commands.stop_robot(by=officer(ADMIN), robot_id=row.pk)
    assert commands.stop_robot(by=officer(ADMIN), robot_id=row.pk).address == ""
    assert Message.objects.get(channel=Channel.WORK_APP).state == State.CANCELLED
    codes = [entry.code for entry in record.history(subject=row.ref)]
    assert codes == ["messaging.robot.added", "messaging.robot.tried", "messaging.robot.stopped"]


def test_a_trial_goes_by_the_ways_that_exist(noon) -> None:
    me = officer("xiang.dong")
    assert set(commands.try_out(by=me, ways=ALL)) == {Way.INBOX, Way.SMS}
    assert queries.unread_count(officer_id=me.officer_id or 0) >= 1
    with pytest.raises(Refused):
        commands.try_out(by=JOB, ways=ALL)
