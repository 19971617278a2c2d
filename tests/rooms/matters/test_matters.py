"""One problem, many people: put together, one answer, a notice to each; nobody's data goes to somebody else."""

import json
from datetime import timedelta

import pytest
import time_machine

from tests.city import CITIZEN, NOISE, answer, appeal_at, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import State
from yiwang.cases.counter import commands as counter
from yiwang.cases.matters import commands as matters
from yiwang.cases.matters import jobs
from yiwang.cases.matters import queries as found
from yiwang.cases.matters.models import Matter, Member, Run, Step
from yiwang.cases.matters.states import LeftGround, MatterState, RunKind, RunState
from yiwang.cases.secrecy import commands as secrecy
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.states import State as ClockState
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("city")
HANDLER, HEAD, OPERATOR = "yang.mo", "xiang.dong", "ye.qingwen"
BRIBE = "盐场派出所的民警收了烧烤摊老板的钱，每次检查之前都给他通风报信，我要举报他贪污受贿。"
TEXT = "已到现场，摊主当晚撤走，每晚十点后加巡。"


def fresh(appeal):
    return queries.get_by_id(case_id=appeal.pk)


def told(appeal, template):
    return [message for message in messaging.of(subject=appeal.case.ref) if message.template == template]


def shown(appeal):
    return json.loads(counter.project(by=Actor.job("test.job"), case_id=appeal.pk).body)


def neighbour(name, phone, state=State.PUSHED, **changes):
    return appeal_at(state, party={"name": name, "phone": phone}, **changes)


def opened(*others, main=None, by=HANDLER):
    main = main or appeal_at(State.HANDLING)
    keys = [one.pk for one in others]
    return matters.open_matter(by=officer(by), main_id=main.pk, case_ids=keys, title="鼓楼花园北门夜市噪声"), main


def run(matter):
    """The background does it twice: the second time nothing changes."""
    for _ in range(2):
        for one in matter.runs.order_by("id"):
            jobs.carry_out(one.pk)


def test_three_citizens_one_approval_and_each_their_own_answer():
    li, zhao = neighbour("李先生", "15400012346"), neighbour("赵女士", "15400012347", state=State.HANDLING)
    matter, main = opened(li, zhao)
    assert matter.number == f"同〔{clock.local(clock.now()).year}〕1号"
    due = fresh(li).case.due_at
    follower = fresh(li)
    assert (follower.case.state, follower.case.officer, follower.case.due_at) == (
        State.HANDLING,
        main.case.officer,
        due,
    )
    views = clocks.clocks_of(subjects=[li.case.ref])[li.case.ref]
    assert views["handle"].state is ClockState.RUNNING and views["sign"].state is ClockState.STOPPED
    assert len(told(li, "ap.joined")) == 1

    matters.note(by=officer(HANDLER), matter_id=matter.pk, case_id=zhao.pk, more="赵女士说的停车位另由交警划线。")
    answer(main)
    with pytest.raises(Refused, match="正在审批"):
        matters.note(by=officer(HANDLER), matter_id=matter.pk, case_id=li.pk, more="后来想到的一句")
    appeals.approve(by=officer(HEAD), case_id=main.pk)
    assert [fresh(one).case.state for one in (main, li, zhao)] == [State.REPLIED, State.HANDLING, State.HANDLING]
    run(matter)

    own = {one: queries.answer_of(appeal=fresh(one)) for one in (main, li, zhao)}
    assert [fresh(one).case.state for one in own] == [State.REPLIED] * 3
    assert own[li].text == own[main].text == TEXT and own[zhao].text.startswith(TEXT) and "停车位" in own[zhao].text
    assert {reply.decided_by.code for reply in own.values()} == {HEAD}
    assert {len(told(one, "ap.replied")) for one in own} == {1}
    assert all(fresh(one).dispute_until for one in own)
    views = clocks.clocks_of(subjects=[li.case.ref])[li.case.ref]
    assert views["handle"].state is ClockState.STOPPED and views["handle"].was_kept
    done = Run.objects.get(matter=matter, kind=RunKind.SEND)
    assert (done.state, done.done, done.refused) == (RunState.DONE, 2, 0)
    sums = found.spared_by(matter=matter)
    assert (sums.answers, sums.files, sums.minutes) == (1, 2, 2 * found.MINUTES_AN_ANSWER)
    now = clock.now()
    period = found.spared(by=officer(HEAD), since=now - timedelta(days=1), until=now + timedelta(minutes=1))
    assert (period.files, period.all, period.percent) == (2, 3, 66.7)


def test_who_writes_later_is_answered_at_once_and_who_disputes_goes_alone():
    li = neighbour("李先生", "15400012346")
    matter, main = opened(li)
    answer(main)
    appeals.approve(by=officer(HEAD), case_id=main.pk)
    run(matter)
    late = neighbour("钱先生", "15400012348")
    matters.add(by=officer(HANDLER), matter_id=matter.pk, case_id=late.pk)
    run(matter)
    assert queries.answer_of(appeal=fresh(late)).text == TEXT

    appeals.dispute(by=CITIZEN, case_id=li.pk, reason="昨晚又吵到两点")
    assert Member.objects.get(case=li.pk).ground == LeftGround.DISPUTED
    assert found.matter(id=matter.pk).state == MatterState.ANSWERED
    assert shown(late)["together"]["is_member"] and shown(li)["together"] is None
    appeals.dispute(by=CITIZEN, case_id=main.pk, reason="还是吵")
    again = found.matter(id=matter.pk)
    assert (again.state, again.answer, again.main_id) == (MatterState.OPEN, None, main.pk)


def test_nobodys_data_goes_to_the_others():
    li = neighbour("李小芳", "15400012346")
    matter, main = opened(li)
    for words in ("已联系李小芳，摊位撤走。", "有事打15400012346。", "车牌云A12345已移走。"):
        appeals_contact(main)
        with pytest.raises(Invalid) as refused:
            appeals.submit_reply(by=officer(HANDLER), case_id=main.pk, text=words, outcome="resolved")
        assert "每一位诉求人" in refused.value.fields["text"]
    with pytest.raises(Invalid, match="别人的信息"):
        matters.note(by=officer(HANDLER), matter_id=matter.pk, case_id=li.pk, more="王女士家已回访。")
    matters.note(by=officer(HANDLER), matter_id=matter.pk, case_id=li.pk, more="李小芳，您家楼下另装了隔音板。")
    unit = main.case.unit
    appeals.submit_reply(
        by=officer(HANDLER), case_id=main.pk, text=f"已撤走，再有噪声打{unit.duty_phone}。", outcome="resolved"
    )
    appeals.approve(by=officer(HEAD), case_id=main.pk)
    run(matter)
    assert "隔音板" in queries.answer_of(appeal=fresh(li)).text and "隔音板" not in shown(main)["reply"]["text"]
    assert "李小芳" not in json.dumps(shown(main), ensure_ascii=False)


def appeals_contact(appeal):
    appeals.record_contact(by=officer(HANDLER), case_id=appeal.pk, kind="call", reached=True, note="电话联系过")


def test_an_answer_from_before_is_given_to_others_only_by_who_approves_and_never_with_data():
    main = appeal_at(State.REPLIED)
    plain, _ = opened(neighbour("李先生", "15400012346"), main=main)
    with pytest.raises(Refused, match="自己起草"):
        matters.share(by=officer(HANDLER), matter_id=plain.pk)
    matters.share(by=officer(HEAD), matter_id=plain.pk)
    assert matters.share(by=officer(HEAD), matter_id=plain.pk).state == MatterState.ANSWERED
    assert plain.runs.count() == 1

    other = appeal_at(State.HANDLING)
    answer(other, text="王女士，摊位已撤走。")
    appeals.approve(by=officer(HEAD), case_id=other.pk)
    named, _ = opened(neighbour("赵女士", "15400012347"), main=other)
    with pytest.raises(Invalid, match="王女士"):
        matters.share(by=officer(HEAD), matter_id=named.pk)


def test_a_file_goes_back_where_it_was_and_comes_again():
    waiting, there = appeal_at(State.REGISTERED), neighbour("李先生", "15400012346", state=State.HANDLING)
    matter, main = opened(there)
    with pytest.raises((Refused, Missing)):
        matters.add(by=officer(HANDLER), matter_id=matter.pk, case_id=waiting.pk)
    matters.add(by=officer(OPERATOR), matter_id=matter.pk, case_id=waiting.pk)
    assert fresh(waiting).case.unit == main.case.unit
    with pytest.raises(Invalid):
        matters.remove(by=officer(HANDLER), matter_id=matter.pk, case_id=waiting.pk, reason=" ")
    for _ in range(2):
        matters.remove(by=officer(HANDLER), matter_id=matter.pk, case_id=waiting.pk, reason="不是一回事")
    back = fresh(waiting).case
    assert (back.state, back.unit, back.officer) == (State.REGISTERED, None, None)
    assert clocks.clocks_of(subjects=[back.ref])[back.ref]["triage"].state is ClockState.RUNNING
    assert len(told(waiting, "ap.alone")) == 1
    matters.add(by=officer(OPERATOR), matter_id=matter.pk, case_id=waiting.pk)
    assert [one.case_id for one in found.members(matter=matter)] == [main.pk, there.pk, waiting.pk]
    with pytest.raises(Refused, match="主件不能移出"):
        matters.remove(by=officer(HANDLER), matter_id=matter.pk, case_id=main.pk, reason="x")
    matters.pass_lead(by=officer(HANDLER), matter_id=matter.pk, case_id=there.pk)
    assert found.matter(id=matter.pk).main_id == there.pk
    with pytest.raises(Invalid, match="同〔"):
        opened(main, main=appeal_at(State.HANDLING))


def test_secret_files_never_stand_in_one_and_leave_when_they_become_so():
    sealed = registered(
        told={
            "content": "盐场派出所的民警收了烧烤摊老板的钱，每次检查之前都通风报信，我要举报他受贿。",
            "category": "",
            "type": "",
        }
    )
    assert sealed.case.confidentiality == "sealed"
    main, li = appeal_at(State.HANDLING), neighbour("李先生", "15400012346")
    with pytest.raises((Missing, Refused, Invalid)):
        opened(sealed, main=main)
    urgent = registered(is_urgent=True, tripwire={"page": "danger"})
    with pytest.raises(Invalid, match="紧急"):
        opened(urgent, main=main, by=HEAD)
    matter, _ = opened(li, main=main)
    name = main.case.title
    secrecy.raise_grade(by=officer(OPERATOR), case_id=main.pk, grade="misconduct", reason="牵涉民警")
    left = Member.objects.get(case=main.pk)
    assert (left.ground, left.more) == (LeftGround.SECRET, "")
    now = found.matter(id=matter.pk)
    assert now.main_id == li.pk and now.is_live and name not in (now.title if name != li.case.title else "")
    assert shown(main)["together"] is None
    appeals.withdraw(by=CITIZEN, case_id=li.pk)
    assert found.matter(id=matter.pk).state == MatterState.CLOSED
    assert {entry.code for entry in record.history(subject=matter.ref)} >= {
        "matters.matter.opened", "matters.matter.lead_passed", "matters.matter.closed"
    }  # fmt: skip


def test_many_come_in_one_by_one_and_what_was_cut_off_goes_on(monkeypatch):
    monkeypatch.setattr("yiwang.cases.matters.commands.opening.AT_ONCE", 1)
    li, gone = neighbour("李先生", "15400012346"), neighbour("钱先生", "15400012348")
    matter, main = opened(li, gone)
    [adding] = matter.runs.all()
    assert [one.case_id for one in found.members(matter=matter)] == [main.pk]
    appeals.withdraw(by=CITIZEN, case_id=gone.pk)
    jobs.resume(0)
    jobs.resume(0)
    adding.refresh_from_db()
    assert (adding.done, adding.refused, adding.state) == (1, 1, RunState.DONE)
    [step] = found.refused(by=officer(HANDLER), matter=matter)
    assert step.case_id == gone.pk and "已撤回" in step.reason
    assert Step.objects.count() == 2


def test_what_is_quiet_for_a_month_is_over():
    matter, main = opened(neighbour("李先生", "15400012346"))
    answer(main)
    appeals.approve(by=officer(HEAD), case_id=main.pk)
    run(matter)
    later = clock.now() + timedelta(days=31)
    with time_machine.travel(later, tick=False):
        jobs.close_quiet(0)
        assert found.matter(id=matter.pk).is_live
        for one in found.members(matter=matter):
            appeals.close(by=Actor.job("appeals.close_settled"), case_id=one.case_id)
        jobs.close_quiet(0)
        jobs.close_quiet(0)
    assert Matter.objects.get(pk=matter.pk).state == MatterState.CLOSED


def test_somebody_elses_page_says_how_far_it_is_but_never_who_or_how_few():
    first = registered(told={"content": NOISE + "请快来。"}, party={"name": "孙先生", "phone": "15400012349"})
    appeals.withdraw(by=CITIZEN, case_id=first.pk)
    matter, main = opened(neighbour("李先生", "15400012346", told={"content": "烧烤摊太吵，鼓楼花园北门，请管一管。"}))
    same = registered(told={"content": NOISE + "真的很吵。"}, party={"name": "钱先生", "phone": "15400012348"})
    said = shown(same)["together"]  # both repeat the one that was withdrawn
    assert (said["is_member"], said["people"], said["unit"], said["reply"]) == (
        False,
        0,
        main.case.unit.short_name,
        None,
    )
    assert same.pk in [one.pk for one in found.alike(by=officer(HANDLER), matter=matter)]
    answer(main)
    appeals.approve(by=officer(HEAD), case_id=main.pk)
    said = shown(same)["together"]
    assert said["reply"]["text"] == TEXT
    words = json.dumps(said, ensure_ascii=False)
    assert main.case.number not in words and "王" not in words
    assert same.pk in found.told(matter_id=matter.pk)
