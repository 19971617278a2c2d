"""Tasks have an owner, a day and a standard; somebody else accepts them; a notice rests on what the tasks say alone."""

from datetime import timedelta

import pytest

from tests.city import officer
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.errors import Invalid, Refused
from yiwang.quality.campaigns import commands, jobs, queries
from yiwang.quality.campaigns.commands import Wish
from yiwang.quality.campaigns.models import Programme, Task
from yiwang.quality.campaigns.states import Colour, NoticeState, TaskState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
PLANNER, DECIDER = "dai.jun", "qiao.hong"


@pytest.fixture
def programme() -> Programme:
    today = clock.today()
    return commands.open_programme(
        by=officer(PLANNER), title="“万千百十”工程", unit="yz.jc", starts_on=today - timedelta(days=60),
        ends_on=today + timedelta(days=200),
    )  # fmt: skip


def task(programme: Programme, *, days: int, unit: str = "yz.jc.gq", parent: int | None = None) -> Task:
    wish = Wish(
        title="走访一百户", unit=unit, officer="", due_on=clock.today() + timedelta(days=days), parent=parent,
        standard="一百户都有走访记录，抽查十户属实",
    )  # fmt: skip
    return commands.add_task(by=officer(PLANNER), programme_id=programme.pk, wish=wish)


def test_a_task_from_note_to_acceptance_by_another(programme):
    heading = commands.add_task(by=officer(PLANNER), programme_id=programme.pk, wish=Wish(title="百"))
    one = task(programme, days=3, parent=heading.pk)
    with pytest.raises(Invalid, match="标题下面"):
        task(programme, days=3, parent=one.pk)
    with pytest.raises(Invalid, match="验收标准"):
        commands.add_task(
            by=officer(PLANNER), programme_id=programme.pk,
            wish=Wish(title="x", unit="yz.jc.gq", due_on=clock.today()),
        )  # fmt: skip
    with pytest.raises(Invalid, match="范围"):
        task(programme, days=3, unit="yz.wh.hm")
    commands.note_task(by=officer("yang.mo"), task_id=one.pk, text="走了四十户", percent=40)
    commands.note_task(by=officer("yang.mo"), task_id=one.pk, text="走了四十户", percent=40)
    tree = queries.branches(programme=programme)
    assert [(b.number, b.depth, b.percent, b.heat) for b in tree] == [("1", 0, 40, ""), ("1.1", 1, 40, "soon")]
    later = one.due_on + timedelta(days=4)
    with pytest.raises(Refused):
        commands.move_task(by=officer("yang.mo"), task_id=one.pk, due_on=later, reason="人手不够")
    for _ in range(2):
        commands.move_task(by=officer(PLANNER), task_id=one.pk, due_on=later, reason="小区封闭管理三天")
    one.refresh_from_db()
    assert one.due_on == later and "封闭管理" in one.notes.first().text and one.notes.count() == 2
    over = task(programme, days=-1, parent=heading.pk)
    with pytest.raises(Refused, match="过期照记"):
        commands.move_task(by=officer(PLANNER), task_id=over.pk, due_on=later, reason="忘了")
    commands.drop_task(by=officer(PLANNER), task_id=over.pk, verdict="另作安排")
    commands.report_task(by=officer("yang.mo"), task_id=one.pk, result="一百户都有记录")
    with pytest.raises(Refused):
        commands.accept_task(by=officer("yang.mo"), task_id=one.pk)
    commands.return_task(by=officer(DECIDER), task_id=one.pk, verdict="抽查两户没有走访")
    assert Task.objects.get(pk=one.pk).percent == 40
    commands.report_task(by=officer("yang.mo"), task_id=one.pk, result="补走两户，抽查属实")
    commands.accept_task(by=officer(DECIDER), task_id=one.pk)
    commands.accept_task(by=officer(DECIDER), task_id=one.pk)
    assert Task.objects.get(pk=one.pk).state == TaskState.ACCEPTED and record.verify().ok
    assert commands.close_programme(by=officer(PLANNER), programme_id=programme.pk).closed_at


def test_a_notice_names_units_by_their_tasks_and_is_issued_by_another(programme):
    with pytest.raises(Refused, match="还没有能通报的"):
        commands.draft_notice(by=officer(PLANNER), programme_id=programme.pk, until=clock.today())
    done, open_ = task(programme, days=1), task(programme, days=1, unit="yz.jc")
    commands.report_task(by=officer("yang.mo"), task_id=done.pk, result="都走了")
    commands.accept_task(by=officer(DECIDER), task_id=done.pk)
    Task.objects.filter(pk=open_.pk).update(due_on=clock.today() - timedelta(days=1))
    for _ in range(2):
        notice = commands.draft_notice(by=officer(PLANNER), programme_id=programme.pk, until=clock.today())
    assert {(line.unit.code, line.colour) for line in notice.lines.all()} == {
        ("yz.jc.gq", Colour.RED), ("yz.jc", Colour.BLACK),
    }  # fmt: skip
    with pytest.raises(Refused, match="自己拟的"):
        commands.issue_notice(by=officer(PLANNER), notice_id=notice.pk)
    commands.issue_notice(by=officer(DECIDER), notice_id=notice.pk)
    commands.issue_notice(by=officer(DECIDER), notice_id=notice.pk)
    assert programme.notices.get().state == NoticeState.ISSUED
    assert Message.objects.filter(template="cg.notice", channel="sms").count() == 2
    assert not queries.seen_programmes(reach=organisation.reach(by=officer("gu.ningxin"))).exists()


def test_owners_are_reminded_once_before_and_weekly_after(programme):
    one = task(programme, days=2)
    jobs.remind(timestamp=0)
    jobs.remind(timestamp=0)
    assert Message.objects.filter(template="cg.due", channel="sms").count() == 1
    Task.objects.filter(pk=one.pk).update(due_on=clock.today() - timedelta(days=1))
    Task.objects.update(told_on=clock.today() - timedelta(days=3))
    jobs.remind(timestamp=0)
    jobs.remind(timestamp=0)
    assert Message.objects.filter(template="cg.late", channel="sms").count() == 1
    Task.objects.update(told_on=clock.today() - timedelta(days=0))
    jobs.remind(timestamp=0)
    assert Message.objects.filter(template="cg.late", channel="sms").count() == 1
