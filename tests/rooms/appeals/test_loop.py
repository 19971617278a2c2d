"""One whole loop: registered, pushed, signed, contacted, answered, approved, read, disputed, answered again, closed."""

from datetime import timedelta

import pytest
import time_machine

from tests.city import CITIZEN, answer, appeal_at, handler_of, head_of, officer, registered, submission
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import State
from yiwang.ground.clocks import commands as clocks_commands
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.states import State as ClockState
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("city")


def codes(appeal: Appeal) -> list[str]:
    return [entry.code.removeprefix("appeals.") for entry in record.history(subject=appeal.case.ref)]


def templates(appeal: Appeal) -> list[str]:
    return [message.template for message in messaging.of(subject=appeal.case.ref)]


def fresh(appeal: Appeal) -> Appeal:
    return queries.get_by_id(case_id=appeal.case.pk)


def test_it_goes_straight_to_the_station_and_the_person():
    appeal = registered()
    case = appeal.case
    assert (case.state, case.unit.code, case.officer.code) == (State.PUSHED, "yz.jc.gq", "yang.mo")
    assert case.supervising_unit.code == "yz.jc"
    assert appeal.route == "direct"
    assert codes(appeal) == ["appeal.registered", "appeal.pushed"]
    assert {"ap.registered", "ap.pushed", "ap.pushed.super"} <= set(templates(appeal))


def test_the_promise_runs_from_registration_whoever_signs_when():
    appeal = registered()
    due = appeal.case.due_at
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        appeals.sign(by=handler_of(appeal), case_id=appeal.case.pk)
    assert fresh(appeal).case.due_at == due == clocks.stored(subject=appeal.case.ref, kind="handle").due_at


def test_the_whole_loop():
    appeal = appeal_at(State.REPLIED)
    assert codes(appeal)[2:] == ["appeal.signed", "appeal.contacted", "reply.submitted", "reply.approved"]
    assert all(
        c.state == ClockState.STOPPED for c in clocks.clocks_of(subjects=[appeal.case.ref])[appeal.case.ref].values()
    )
    appeals.read_reply(by=CITIZEN, case_id=appeal.case.pk)
    before = appeal.case.officer
    appeals.dispute(by=CITIZEN, case_id=appeal.case.pk, reason="昨晚又来了", round=1)
    again = fresh(appeal)
    assert (again.case.state, again.case.round) == (State.PUSHED, 2)
    assert again.case.officer != before, "another officer handles what was not accepted"
    assert clocks.stored(subject=appeal.case.ref, kind="handle").round == 2
    appeals.sign(by=handler_of(again), case_id=appeal.case.pk)
    answer(fresh(appeal), text="已约谈摊主，签了承诺书。")
    person = appeals.approver_of(fresh(appeal), queries.open_reply(appeal=fresh(appeal)))
    appeals.approve(by=Actor.officer(person.pk, person.name), case_id=appeal.case.pk)
    with time_machine.travel(clock.now() + timedelta(days=16), tick=False):
        assert queries.to_close(now=clock.now()) == [appeal.case.pk]
        appeals.close(by=Actor.job("appeals.close_settled"), case_id=appeal.case.pk)
        appeals.close(by=Actor.job("appeals.close_settled"), case_id=appeal.case.pk)
    assert codes(appeal).count("appeal.closed") == 1
    assert {"ap.signed", "ap.approve.ask", "ap.replied", "ap.reopened"} <= set(templates(appeal))


def test_the_same_submission_twice_is_one_case():
    once = submission(key="same")
    first = appeals.register(by=CITIZEN, submission=once)
    assert appeals.register(by=CITIZEN, submission=once) == first
    assert codes(queries.get_by_id(case_id=first.pk)).count("appeal.registered") == 1


@pytest.mark.parametrize("move", ["sign", "approve"])
def test_the_same_move_twice_changes_nothing(move):
    appeal = appeal_at(State.PUSHED if move == "sign" else State.REVIEW)
    by = handler_of(appeal) if move == "sign" else head_of(appeal)
    act = getattr(appeals, move)
    act(by=by, case_id=appeal.case.pk)
    seen = codes(appeal)
    act(by=by, case_id=appeal.case.pk)
    assert codes(appeal) == seen


def test_contact_comes_before_the_answer():
    appeal = appeal_at(State.HANDLING)
    with pytest.raises(Refused, match="还没有联系过诉求人"):
        appeals.submit_reply(by=handler_of(appeal), case_id=appeal.case.pk, text="好了", outcome="resolved")


def test_nobody_approves_their_own_answer():
    appeal = appeal_at(State.HANDLING)
    head = head_of(appeal)
    appeals.record_contact(by=head, case_id=appeal.case.pk, kind="visit", reached=True, note="去看过")
    appeals.submit_reply(by=head, case_id=appeal.case.pk, text="已经处理。", outcome="resolved")
    with pytest.raises(Refused, match="不能审自己起草的答复"):
        appeals.approve(by=head, case_id=appeal.case.pk)
    asked = appeals.approver_of(fresh(appeal), queries.open_reply(appeal=fresh(appeal)))
    assert asked is not None
    assert asked.pk != head.officer_id


def test_sent_back_with_a_reason_keeps_the_words():
    appeal = appeal_at(State.REVIEW)
    with pytest.raises(Invalid):
        appeals.send_back(by=head_of(appeal), case_id=appeal.case.pk, reason=" ")
    appeals.send_back(by=head_of(appeal), case_id=appeal.case.pk, reason="请写明下一步和日期")
    draft = queries.open_reply(appeal=fresh(appeal))
    assert draft.state == "draft"
    assert draft.text.startswith("已到现场")
    assert "ap.sendback" in templates(appeal)
    with pytest.raises(Conflict):
        appeals.submit_reply(by=handler_of(appeal), case_id=appeal.case.pk, text="x", outcome="resolved")
        appeals.approve(by=head_of(appeal), case_id=appeal.case.pk, reply_id=-1)


@pytest.mark.parametrize(
    ("outcome", "ground", "field"), [("", "", "outcome"), ("not_supported", "", "ground"), ("nonsense", "", "outcome")]
)
def test_an_answer_names_its_outcome_and_ground(outcome, ground, field):
    appeal = appeal_at(State.HANDLING)
    by = handler_of(appeal)
    appeals.record_contact(by=by, case_id=appeal.case.pk, kind="call", reached=False, note="没有人接")
    with pytest.raises(Invalid) as caught:
        appeals.submit_reply(by=by, case_id=appeal.case.pk, text="说明", outcome=outcome, ground=ground)
    assert field in caught.value.fields


def test_withdrawn_stops_every_clock():
    appeal = appeal_at(State.WITHDRAWN)
    assert clocks.running(subject=appeal.case.ref) == {}
    appeals.withdraw(by=CITIZEN, case_id=appeal.case.pk)
    assert codes(appeal).count("appeal.withdrawn") == 1


def test_an_unsure_one_waits_for_an_operator_who_may_take_it_back():
    appeal = appeal_at(State.REGISTERED)
    assert (appeal.case.state, appeal.case.unit) == (State.REGISTERED, None)
    desk = officer("ye.qingwen")
    assert appeal in queries.triage_queue(by=desk)
    appeals.push(by=desk, case_id=appeal.case.pk, unit_code="yz.jc.gq", type="help", category="help.lost_property")
    pushed = fresh(appeal)
    assert (pushed.type, pushed.category, pushed.route) == ("help", "help.lost_property", "operator")
    assert clocks.stored(subject=pushed.case.ref, kind="handle").limit == "ap.handle.help"
    assert pushed.case.due_at == clocks.stored(subject=pushed.case.ref, kind="handle").due_at
    appeals.take_back(by=desk, case_id=appeal.case.pk)
    assert fresh(appeal).case.state == State.REGISTERED
    appeals.push(by=desk, case_id=appeal.case.pk, unit_code="yz.jc.gq")
    with (
        time_machine.travel(clock.now() + timedelta(minutes=2), tick=False),
        pytest.raises(Refused, match="已过收回的时间"),
    ):
        appeals.take_back(by=desk, case_id=appeal.case.pk)


def test_outside_the_scope_it_does_not_exist():
    appeal = appeal_at(State.HANDLING)
    stranger = officer("niu.kun")
    with pytest.raises(Missing):
        queries.get_appeal(for_=stranger, number=appeal.case.number)
    with pytest.raises(Missing):
        appeals.record_contact(by=stranger, case_id=appeal.case.pk, kind="call", reached=True, note="x")


@pytest.mark.parametrize("code", ["gu.ningxin", "cheng.bo", "fan.rui"])
def test_the_three_offices_read_no_case(code):
    appeal = registered()
    with pytest.raises(Missing):
        queries.get_appeal(for_=officer(code), number=appeal.case.number)


def test_the_window_to_dispute_closes():
    appeal = appeal_at(State.REPLIED)
    with time_machine.travel(clock.now() + timedelta(days=15, minutes=1), tick=False), pytest.raises(Refused):
        appeals.dispute(by=CITIZEN, case_id=appeal.case.pk, reason="还是没好")


def test_reassigned_within_the_unit_only():
    appeal = appeal_at(State.HANDLING)
    with pytest.raises(Refused, match="只能交给本单位的民警"):
        appeals.reassign(by=head_of(appeal), case_id=appeal.case.pk, officer_code="niu.kun")
    appeals.reassign(by=head_of(appeal), case_id=appeal.case.pk, officer_code="xiang.dong")
    assert fresh(appeal).case.officer.code == "xiang.dong"
    assert {"ap.assigned", "ap.unassigned"} <= set(templates(appeal))


def test_the_citizen_s_texts_stand_in_no_event():
    appeal = appeal_at(State.REPLIED)
    appeals.dispute(by=CITIZEN, case_id=appeal.case.pk, reason="我叫张三丰，还没好")
    told = str([entry.payload for entry in record.history(subject=appeal.case.ref)])
    for personal in ("张三丰", "烧烤摊", "15400012345", "王女士", "摊主当晚"):
        assert personal not in told


def test_words_that_may_mean_danger_wait_for_an_operator_fifteen_minutes():
    appeal = registered(tripwire={"page": "soft", "is_soft": True, "words": ["去年", "拿刀"]})
    assert appeal.case.state == State.REGISTERED
    triage = clocks.stored(subject=appeal.case.ref, kind="triage")
    assert triage.due_at - triage.started_at == timedelta(minutes=15)


def test_late_dispatch_and_late_approval_are_told():
    waiting, review = appeal_at(State.REGISTERED), appeal_at(State.REVIEW)
    with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
        clocks_commands.sweep(by=Actor.job("clocks.sweep"))
        clocks_commands.sweep(by=Actor.job("clocks.sweep"))
    assert "ap.triage.late" in templates(waiting)
    assert templates(review).count("ap.approve.ask") >= 2


def test_the_direct_share_counts_what_the_house_pushed_itself():
    since = clock.now()
    registered()
    by_hand = appeal_at(State.REGISTERED)
    appeals.push(by=officer("ye.qingwen"), case_id=by_hand.case.pk, unit_code="yz.jc.gq")
    appeal_at(State.REGISTERED)
    share = queries.direct_share(by=officer("ye.qingwen"), since=since)
    assert (share.direct, share.pushed, share.percent) == (1, 2, 50.0)
