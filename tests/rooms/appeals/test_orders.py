"""批示: given, told at once, reported, closed; late ones are told; what ends with the file."""

from datetime import timedelta

import pytest

from tests.city import CITIZEN, appeal_at, handler_of, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands import notices
from yiwang.cases.appeals.models import Instruction
from yiwang.cases.appeals.states import InstructionState, Move, State
from yiwang.ground.clocks import commands as clocks_commands
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import commands as organisation
from yiwang.ground.organisation import queries as people
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now, today
from yiwang.kit.errors import Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("city")


def given(appeal=None, text="请抓紧办理，结果报我。", by="zhai.gang", **more):
    appeal = appeal or appeal_at(State.HANDLING)
    return appeal, appeals.instruct(by=officer(by), case_id=appeal.pk, text=text, **more)


def fresh(appeal):
    return queries.get_by_id(case_id=appeal.pk)


def told(template):
    rows = Message.objects.filter(template=template)
    return {people.officer(id=int(row.recipient_id)).code for row in rows}


def clock_of(row):
    return clocks.clocks_of(subjects=[row.ref])[row.ref]["instruction"]


def test_an_order_is_told_reported_and_closed_each_once():
    appeal, row = given()
    assert given(appeal)[1].pk == row.pk
    assert told("ap.instructed") == {"yang.mo", "xiang.dong"}
    assert row.due_at == clock_of(row).due_at and row.due_at > now()
    done = appeals.report_instruction(by=handler_of(appeal), case_id=appeal.pk, report="摊主已撤走，签了保证书。")
    again = appeals.report_instruction(by=handler_of(appeal), case_id=appeal.pk, report="摊主已撤走，签了保证书。")
    assert again.pk == done.pk and clock_of(row).stopped_at and told("ap.instruction.reported") == {"zhai.gang"}
    closed = appeals.close_instruction(by=officer("zhai.gang"), case_id=appeal.pk, instruction_id=row.pk)
    assert appeals.close_instruction(by=officer("zhai.gang"), case_id=appeal.pk, instruction_id=row.pk).pk == closed.pk
    assert closed.state == InstructionState.CLOSED and told("ap.instruction.closed") == {"yang.mo"}
    codes = [entry.code for entry in record.history(subject=appeal.case.ref)]
    assert [code for code in codes if "instruction" in code] == [
        "appeals.instruction.given", "appeals.instruction.reported", "appeals.instruction.closed",
    ]  # fmt: skip
    assert "抓紧" not in str([entry.payload for entry in record.history(subject=appeal.case.ref)])


def test_a_named_day_is_the_day():
    _, row = given(due=today() + timedelta(days=9))
    assert row.due_at >= now() + timedelta(days=8)
    for wrong in (today(), today() - timedelta(days=1), today() + timedelta(days=400)):
        with pytest.raises(Invalid):
            given(due=wrong, text=f"另一句 {wrong}")
    with pytest.raises(Invalid):
        given(text="  ")


def test_who_may_and_who_may_not():
    appeal, _ = given()
    for code in ("shen.zhiyuan", "qiao.hong"):
        assert policies.may_instruct(policies.mover(officer(code)), appeal), code
    for code in ("xiang.dong", "yang.mo", "lan.tao", "cheng.bo"):
        assert not policies.may_instruct(policies.mover(officer(code)), appeal), code
    with pytest.raises(Refused):
        appeals.close_instruction(by=officer("shen.zhiyuan"), case_id=appeal.pk)
    with pytest.raises(Missing):
        given(appeal, by="lan.tao")


def test_nothing_owed_has_no_button():
    appeal = appeal_at(State.HANDLING)
    moves = {row.move for row, _ in policies.open_moves(policies.mover(handler_of(appeal)), appeal)}
    leader = {row.move for row, _ in policies.open_moves(policies.mover(officer("zhai.gang")), appeal)}
    assert Move.REPORT_INSTRUCTION not in moves and Move.CLOSE_INSTRUCTION not in leader and Move.INSTRUCT in leader


def test_it_stays_open_with_an_answer_and_is_reported_after_it():
    appeal = appeal_at(State.REPLIED)
    _, row = given(appeal)
    appeals.report_instruction(by=handler_of(appeal), case_id=appeal.pk, report="已办结，诉求人认可。")
    assert Instruction.objects.get(pk=row.pk).state == InstructionState.REPORTED


def test_it_ends_with_a_file_that_is_withdrawn():
    appeal, row = given()
    appeals.withdraw(by=CITIZEN, case_id=appeal.pk)
    ended = Instruction.objects.get(pk=row.pk)
    assert ended.state == InstructionState.CLOSED and clock_of(row).stopped_at
    assert told("ap.instruction.closed") == {"zhai.gang"}


def test_the_head_is_told_of_what_is_late_and_so_is_who_gave_it():
    _, row = given(due=today() + timedelta(days=1))
    late = clock_of(row).red_at + timedelta(minutes=1)
    sweep = {"by": Actor.job("clocks.sweep"), "now": late}
    clocks_commands.sweep(**sweep)
    sent = Message.objects.filter(template="ap.instruction.late").count()
    clocks_commands.sweep(**sweep)
    assert told("ap.instruction.late") == {"xiang.dong", "zhai.gang"}
    assert Message.objects.filter(template="ap.instruction.late").count() == sent


def test_the_lists_of_either_side():
    appeal, row = given()
    second = given(appeal, text="再报一次进展。")[1]
    leader, head = officer("zhai.gang"), officer("xiang.dong")
    assert [one.pk for one in queries.orders_by(by=leader)] == [row.pk, second.pk]
    assert [one.pk for one in queries.orders_on(by=head)] == [row.pk, second.pk]
    assert not queries.orders_on(by=officer("ke.xiang")) and not queries.orders_by(by=officer("shen.zhiyuan"))
    appeals.report_instruction(by=head, case_id=appeal.pk, report="办了。", instruction_id=second.pk)
    assert [one.pk for one in queries.orders_by(by=leader)] == [second.pk, row.pk]
    assert [one.pk for one in queries.orders_on(by=head)] == [row.pk]


def test_a_stand_in_orders_and_closes_in_the_others_name():
    appeal, row = given()
    fang = people.officer_by_code(code="fang.yu")
    organisation.name_deputy(
        by=officer("zhai.gang"),
        deputy_id=fang.pk,
        valid_from=today(),
        valid_to=today() + timedelta(days=1),
        reason="休假",
    )
    by = officer("fang.yu")
    given(appeal, text="请会同交警。", by="fang.yu")
    assert record.history(subject=appeal.case.ref)[-1].on_behalf_of == "翟刚"
    assert row.pk in [one.pk for one in queries.orders_by(by=by)]
    appeals.close_instruction(by=by, case_id=appeal.pk, instruction_id=row.pk)


def test_an_order_of_somebody_who_left_can_be_closed_by_another():
    appeal, row = given()
    appeals.leave(by=officer("gu.ningxin"), officer_id=people.officer_by_code(code="zhai.gang").pk, reason="退休")
    assert appeals.close_instruction(by=officer("shen.zhiyuan"), case_id=fresh(appeal).pk).pk == row.pk


def test_by_night_whoever_is_on_the_roster_hears_of_what_is_urgent(monkeypatch):
    miao = people.officer_by_code(code="miao.wenlan")
    line = organisation.DutyLine(day=people.duty_day(), officer_ids=(miao.pk,))
    organisation.set_duty(by=officer("xiang.dong"), unit_code="yz.jc.gq", lines=[line])
    monkeypatch.setattr(notices, "_is_night", lambda: False)
    registered(is_urgent=True)
    assert told("ap.pushed.unit") == set()
    monkeypatch.setattr(notices, "_is_night", lambda: True)
    registered()
    assert told("ap.pushed.unit") == set()
    registered(is_urgent=True)
    assert told("ap.pushed.unit") == {"miao.wenlan"}


def test_an_alarm_rings_for_who_is_on_duty_now():
    on = people.officer_by_code(code="cen.xiaoman")
    line = organisation.DutyLine(day=people.duty_day(), officer_ids=(on.pk,))
    organisation.set_duty(by=officer("bai.qihang"), unit_code="yz.command", lines=[line])
    registered(is_urgent=True, tripwire={"page": "danger"})
    assert told("ap.alarm") == {"cen.xiaoman"}
