"""Whose it is: given back twice at most, then designated by the superior; or handed back to where it came from."""

from datetime import timedelta

import pytest
import time_machine

from tests.city import appeal_at, handler_of, head_of, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.states import Move, State
from yiwang.cases.counter.commands.bodies import body_of
from yiwang.ground.clocks import commands as clocks_commands
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("city")

BACK = {"ground": "not_here", "reason": "事发在文津街道，归文津所管", "suggested": "yz.jc.wj"}
DESK = "ye.qingwen"


def fresh(appeal):
    return queries.get_by_id(case_id=appeal.pk)


def codes(appeal):
    return [entry.code for entry in record.history(subject=appeal.case.ref)]


def told(appeal):
    return [(one.recipient_kind, one.body) for one in messaging.of(subject=appeal.case.ref)]


def returned_twice():
    """Given back by 鼓前, pushed to 文津, and given back again."""
    appeal = appeal_at(State.PUSHED)
    appeals.return_to_desk(by=handler_of(appeal), case_id=appeal.pk, **BACK)
    appeals.push(by=officer(DESK), case_id=appeal.pk, unit_code="yz.jc.wj")
    again = BACK | {"reason": "噪声在鼓楼花园", "suggested": "yz.jc.gq"}
    appeals.return_to_desk(by=head_of(fresh(appeal)), case_id=appeal.pk, **again)
    return fresh(appeal)


def test_given_back_it_waits_for_the_operators_and_the_promise_runs_on():
    appeal = appeal_at(State.HANDLING)
    by = handler_of(appeal)
    appeals.return_to_desk(by=by, case_id=appeal.pk, **BACK)
    after = fresh(appeal)
    assert (after.case.state, after.case.unit, after.case.officer) == (State.REGISTERED, None, None)
    assert after.case.due_at == appeal.case.due_at and after.case.signed_at is None
    assert set(clocks.running(subject=appeal.case.ref)) == {"handle", "triage"}
    assert [one.pk for one in queries.triage_queue(by=officer(DESK))] == [appeal.pk]
    assert any(kind == "operator" and "鼓前派出所退办" in body for kind, body in told(appeal))
    assert body_of(after)["timeline"][0]["title"] == "重新分派"
    with pytest.raises(Missing):
        appeals.return_to_desk(by=by, case_id=appeal.pk, **BACK)
    assert clocks.verify() == []


def test_within_two_working_days_of_the_push():
    appeal = appeal_at(State.HANDLING)
    until = queries.return_until(appeal=appeal)
    with time_machine.travel(until + timedelta(minutes=1), tick=False):
        verdict = policies.may_return_to_desk(policies.mover(handler_of(appeal)), fresh(appeal))
        assert verdict.reason == "已过退办期限（推送后2个工作日）"
        with pytest.raises(Refused):
            appeals.return_to_desk(by=handler_of(appeal), case_id=appeal.pk, **BACK)
    with time_machine.travel(until - timedelta(minutes=1), tick=False):
        assert appeals.return_to_desk(by=handler_of(appeal), case_id=appeal.pk, **BACK).number == 1


@pytest.mark.parametrize("wrong", [{"ground": "busy"}, {"reason": " "}, {"suggested": "yz.jc.gq"}, {"suggested": "x"}])
def test_a_ground_a_reason_and_another_unit_are_asked(wrong):
    appeal = appeal_at(State.PUSHED)
    with pytest.raises(Invalid) as error:
        appeals.return_to_desk(by=handler_of(appeal), case_id=appeal.pk, **BACK | wrong)
    assert set(error.value.fields) == set(wrong)


def test_after_two_returns_only_the_superior_says_whose_it_is():
    appeal = returned_twice()
    assert (appeal.case.state, appeal.case.unit.code) == (State.REGISTERED, "yz.jc")
    assert queries.triage_queue(by=officer(DESK)) == [], "it does not wait for the operators"
    with pytest.raises(Refused, match="已两次退办，请上级指定管辖"):
        appeals.push(by=officer(DESK), case_id=appeal.pk, unit_code="yz.jc.gq")
    boss = officer("zhai.gang")
    assert [one.pk for one in queries.to_designate(by=boss)] == [appeal.pk]
    assert any("请您指定承办单位" in body for _, body in told(appeal))
    with pytest.raises(Refused):
        appeals.designate(by=officer(DESK), case_id=appeal.pk, unit_code="yz.jc.gq", reason="x")
    why = "事发地在鼓楼花园，属鼓前辖区"
    for _ in range(2):
        appeals.designate(by=boss, case_id=appeal.pk, unit_code="yz.jc.gq", reason=why)
    after = fresh(appeal)
    assert (after.case.state, after.case.unit.code) == (State.PUSHED, "yz.jc.gq")
    assert codes(appeal).count("appeals.appeal.designated") == 1
    assert set(clocks.running(subject=appeal.case.ref)) == {"handle", "sign"}
    assert any("已指定你单位办理" in body for kind, body in told(appeal) if kind == "unit_head")
    with pytest.raises(Refused, match="已由上级指定管辖"):
        appeals.return_to_desk(by=handler_of(after), case_id=appeal.pk, **BACK)
    assert not queries.to_designate(by=boss).exists() and clocks.verify() == []


def test_a_superior_who_is_late_is_told_and_so_is_the_one_above():
    appeal = returned_twice()
    late = clocks.promise(subject=appeal.case.ref, kind="designate").red_at + timedelta(minutes=1)
    with time_machine.travel(late, tick=False):
        for _ in range(2):
            clocks_commands.sweep(by=Actor.job("clocks.sweep"))
    heard = [body for _, body in told(appeal) if "还没有指定，请督促" in body]
    assert len([body for body in heard if body.startswith("【")]) == 2, "one text to each, however often it is swept"


def test_the_superior_stands_above_both_and_is_never_the_unit_it_is_about():
    assert queries.superior_of(codes=["yz.jc.gq", "yz.jc.wj"]).code == "yz.jc"
    assert queries.superior_of(codes=["yz.jc.gq", "yz.wh.hm"]).code == "yz"
    assert queries.superior_of(codes=["yz.jc.gq", "yz.jc"]).code == "yz"
    assert queries.superior_of(codes=["yz.jc.gq", "yz.jc.wj"], excluded=["yz.jc"]).code == "yz"


def test_a_sealed_file_is_not_shown_around():
    appeal = registered(
        told={"category": "conduct.attitude", "content": "鼓前派出所的民警态度恶劣，当众骂人，请处理。"}
    )
    verdict = policies.may_return_to_desk(policies.mover(head_of(appeal)), appeal)
    assert verdict.reason == "密封件不退办"


def test_the_sender_takes_back_what_is_not_ours():
    appeal = registered(told={"channel": "12345"}, external_id="GD1", ordered_at=clock.now())
    by = head_of(appeal)
    appeals.instruct(by=officer("zhai.gang"), case_id=appeal.pk, text="请抓紧")
    for _ in range(2):
        appeals.hand_back(by=by, case_id=appeal.pk, ground="夜市占道属城管", body="城市管理局", phone="0309-12345678")
    after = fresh(appeal)
    assert (after.case.state, bool(after.case.closed_at), after.outcome) == (State.HANDED_BACK, True, "other_body")
    assert codes(appeal).count("appeals.appeal.handed_back") == 1 and clocks.running(subject=appeal.case.ref) == {}
    assert [body for kind, body in told(appeal) if "属城市管理局职责" in body and "0309-12345678" in body]
    assert queries.acts_of(after).open_instructions == (), "what was ordered about it is over, too"
    newest = body_of(after)["timeline"][0]
    assert newest["title"] == "已退回转来的平台" and "城市管理局" in newest["text"]
    assert clocks.verify() == []


def test_not_after_its_term_and_not_where_nobody_takes_it_back():
    own = appeal_at(State.PUSHED)
    with pytest.raises(Refused, match="不能退回来源"):
        appeals.hand_back(by=head_of(own), case_id=own.pk, ground="不归我们")
    moves = {row.move for row, _ in policies.open_moves(policies.mover(head_of(own)), fresh(own))}
    assert Move.HAND_BACK not in moves, "no button where it can never be"
    sent = registered(told={"channel": "12345"}, external_id="GD2", ordered_at=clock.now() - timedelta(days=9))
    with pytest.raises(Refused, match="收到后2个工作日"):
        appeals.hand_back(by=head_of(sent), case_id=sent.pk, ground="不归我们")
    again = registered(told={"channel": "12345"}, external_id="GD3", ordered_at=clock.now())
    appeals.hand_back(by=officer(DESK), case_id=again.pk, ground="不归我们")
    assert any("已退回12345政务热线" in body for _, body in told(again))
