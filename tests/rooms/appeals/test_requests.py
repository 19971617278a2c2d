"""Time asked for: extension and lawful pause, asked by one, decided by another, told to the citizen; and let to run on."""

from datetime import timedelta

import pytest
import time_machine

from tests.city import CITIZEN, answer, appeal_at, handler_of, head_of, officer
from tests.rooms.appeals.test_permissions import picture
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import jobs, policies, queries
from yiwang.cases.appeals.states import Move, State
from yiwang.cases.counter.commands.bodies import body_of
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files.queries import clean
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.errors import Conflict, Invalid, Refused

pytestmark = pytest.mark.usefixtures("city")

REASON = "要等物业提供监控，还差三天的录像"
PAUSE = {"ground": "expert", "proof": "云公鉴字〔2026〕118号", "reason": "噪声检测已委托，下周出报告"}


def fresh(appeal):
    return queries.get_by_id(case_id=appeal.pk)


def codes(appeal):
    return [entry.code for entry in record.history(subject=appeal.case.ref)]


def told(appeal):
    return [(one.recipient_kind, one.body) for one in messaging.of(subject=appeal.case.ref)]


def handling():
    appeal = appeal_at(State.HANDLING)
    return appeal, handler_of(appeal), head_of(appeal)


def test_an_extension_is_asked_granted_and_told():
    appeal, by, head = handling()
    foreseen = clocks.if_extended(subject=appeal.case.ref, days=(5,))[5].due_at
    asked = appeals.request_extension(by=by, case_id=appeal.pk, days=5, reason=REASON)
    again = appeals.request_extension(by=by, case_id=appeal.pk, days=5, reason=REASON)
    assert again.pk == asked.pk and codes(appeal).count("appeals.extension.requested") == 1
    assert fresh(appeal).case.due_at == appeal.case.due_at, "asked is not granted"
    assert any("申请延期5个工作日" in body for kind, body in told(appeal) if kind == "approver")
    for _ in range(2):
        appeals.grant(by=head, case_id=appeal.pk, request_id=asked.pk)
    assert codes(appeal).count("appeals.request.granted") == 1
    after = fresh(appeal)
    assert after.case.due_at == foreseen > appeal.case.due_at
    body = body_of(after)
    line = body["ledger"]["lines"][-1]
    assert line["action"] == "extend" and REASON in line["ground"] and body["due_at"] == foreseen.isoformat()
    assert body["timeline"][0]["title"] == "经批准延长5个工作日"
    assert any("延长5个工作日" in text for kind, text in told(appeal) if kind == "citizen")
    assert clocks.verify() == []


def test_once_a_round_and_before_it_is_due():
    appeal, by, head = handling()
    appeals.request_extension(by=by, case_id=appeal.pk, days=1, reason=REASON)
    with pytest.raises(Refused, match="已有一项申请"):
        appeals.request_pause(by=by, case_id=appeal.pk, **PAUSE)
    appeals.grant(by=head, case_id=appeal.pk)
    with pytest.raises(Refused, match="只许延长一次"):
        appeals.request_extension(by=by, case_id=appeal.pk, days=1, reason="还不够")
    other, by, _ = handling()
    with (
        time_machine.travel(other.case.due_at + timedelta(minutes=1), tick=False),
        pytest.raises(Refused, match="期满前"),
    ):
        appeals.request_extension(by=by, case_id=other.pk, days=1, reason=REASON)
    appeals.request_pause(by=by, case_id=other.pk, **PAUSE)
    with (
        time_machine.travel(other.case.due_at + timedelta(minutes=1), tick=False),
        pytest.raises(Refused, match="不再顺延"),
    ):
        appeals.grant(by=head, case_id=other.pk)


@pytest.mark.parametrize("days", [0, 11])
def test_no_more_days_than_the_table_allows(days):
    appeal, by, _ = handling()
    with pytest.raises(Invalid) as error:
        appeals.request_extension(by=by, case_id=appeal.pk, days=days, reason=REASON)
    assert "1到10" in error.value.fields["days"]


def test_nobody_grants_their_own_and_a_refusal_says_why():
    appeal, _, head = handling()
    asked = appeals.request_extension(by=head, case_id=appeal.pk, days=3, reason=REASON)
    with pytest.raises(Refused, match="不能批自己提的申请"):
        appeals.grant(by=head, case_id=appeal.pk)
    above = officer("dai.jun")
    with pytest.raises(Invalid):
        appeals.decline(by=above, case_id=appeal.pk, opinion=" ")
    for _ in range(2):
        appeals.decline(by=above, case_id=appeal.pk, opinion="先把能答的答了", request_id=asked.pk)
    assert codes(appeal).count("appeals.request.declined") == 1
    assert any("没有批准：先把能答的答了" in body for _, body in told(appeal))
    assert fresh(appeal).case.due_at == appeal.case.due_at
    with pytest.raises(Refused, match="没有等批准的申请"):
        appeals.grant(by=above, case_id=appeal.pk)


def test_it_can_be_taken_back_by_who_asked_and_was_read_meanwhile():
    appeal, by, head = handling()
    first = appeals.request_extension(by=by, case_id=appeal.pk, days=3, reason=REASON)
    with pytest.raises(Refused):
        appeals.withdraw_request(by=head, case_id=appeal.pk)
    for _ in range(2):
        appeals.withdraw_request(by=by, case_id=appeal.pk)
    assert codes(appeal).count("appeals.request.withdrawn") == 1
    appeals.request_extension(by=by, case_id=appeal.pk, days=9, reason=REASON)
    with pytest.raises(Conflict):
        appeals.grant(by=head, case_id=appeal.pk, request_id=first.pk)


def test_a_lawful_pause_stops_the_promise_until_its_ground_is_over():
    appeal, by, head = handling()
    with pytest.raises(Invalid, match="法定事由"):
        appeals.request_pause(by=by, case_id=appeal.pk, **PAUSE | {"ground": "busy"})
    with pytest.raises(Invalid, match="凭据"):
        appeals.request_pause(by=by, case_id=appeal.pk, **PAUSE | {"proof": ""})
    paper = clean(name="委托书.png", data=picture())
    appeals.request_pause(by=by, case_id=appeal.pk, clean=paper, **PAUSE)
    appeals.grant(by=head, case_id=appeal.pk)
    held = fresh(appeal)
    assert held.case.due_at is None and clocks.promise(subject=appeal.case.ref).state == "paused"
    assert "鉴定、检测的时间依法不计入" in body_of(held)["ledger"]["lines"][-1]["ground"]
    assert any("因鉴定、检测暂停计时" in text for kind, text in told(appeal) if kind == "citizen")
    assert [one.appeal_id for one in queries.pauses(by=head)] == [appeal.pk]
    with pytest.raises(Refused, match="已经暂停计时"):
        appeals.request_extension(by=by, case_id=appeal.pk, days=3, reason=REASON)
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        foreseen = clocks.if_resumed(subject=appeal.case.ref).due_at
        for _ in range(2):
            appeals.resume(by=by, case_id=appeal.pk)
        again = fresh(appeal)
        assert again.case.due_at == foreseen > appeal.case.due_at and codes(appeal).count("appeals.pause.ended") == 1
        assert any("恢复计时" in text for kind, text in told(appeal) if kind == "citizen")
        assert policies.may_resume(policies.mover(head), again).reason == "没有批准过的暂停在计着"
    assert clocks.verify() == [] and not queries.pauses(by=head).exists()


def test_a_reply_or_an_end_leaves_nothing_waiting():
    appeal, by, head = handling()
    appeals.request_pause(by=by, case_id=appeal.pk, **PAUSE)
    appeals.grant(by=head, case_id=appeal.pk)
    answer(appeal)
    sent = fresh(appeal)
    assert sent.case.due_at is not None and codes(appeal).count("appeals.pause.ended") == 1
    assert not any("恢复计时，" in text for kind, text in told(appeal) if kind == "citizen")
    other, by, _ = handling()
    appeals.request_extension(by=by, case_id=other.pk, days=2, reason=REASON)
    appeals.withdraw(by=CITIZEN, case_id=other.pk)
    assert "appeals.request.withdrawn" in codes(other) and queries.open_request(appeal=other) is None


def test_once_a_week_a_pause_is_recalled():
    appeal, by, head = handling()
    appeals.request_pause(by=by, case_id=appeal.pk, **PAUSE)
    appeals.grant(by=head, case_id=appeal.pk)
    for _ in range(2):
        jobs.remind_paused(timestamp=0)
    reminders = [kind for kind, body in told(appeal) if "事由结束请恢复" in body and "起暂停计时" in body]
    assert sorted(reminders) == ["officer", "unit_head"]
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False):
        jobs.remind_paused(timestamp=0)
    assert codes(appeal).count("appeals.pause.reminded") == 2


def test_buttons_only_where_there_is_something_to_decide():
    appeal, by, head = handling()
    about = {Move.GRANT, Move.DECLINE, Move.WITHDRAW_REQUEST, Move.RESUME}

    def shown(hand):
        return {row.move: verdict.reason for row, verdict in policies.open_moves(policies.mover(hand), fresh(appeal))}

    assert not about & set(shown(head))
    appeals.request_extension(by=by, case_id=appeal.pk, days=2, reason=REASON)
    assert about & set(shown(head)) == {Move.GRANT, Move.DECLINE} and about & set(shown(by)) == {Move.WITHDRAW_REQUEST}
