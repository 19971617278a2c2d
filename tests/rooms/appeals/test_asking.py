"""To and fro with the citizen: the promise waits for an answer and counts on, whatever ends the wait; twice is once."""

from datetime import datetime, timedelta

import pytest
import time_machine

from tests.city import CITIZEN, appeal_at, handler_of, head_of
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import jobs, policies, queries
from yiwang.cases.appeals.commands import asking
from yiwang.cases.appeals.models import Appeal, Question, Supplement, Urge
from yiwang.cases.appeals.states import QuestionState, State
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.events import DeadlineMoved
from yiwang.ground.clocks.states import State as ClockState
from yiwang.ground.messaging.models import Message
from yiwang.ground.record.models import Event
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused

pytestmark = pytest.mark.usefixtures("city")
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=clock.now().tzinfo)
ASKED = "那辆车的车牌是多少？"


@pytest.fixture
def appeal() -> Appeal:
    return appeal_at(State.HANDLING)


def fresh(appeal: Appeal) -> Appeal:
    return queries.get_by_id(case_id=appeal.pk)


def ask(appeal: Appeal, text: str = ASKED) -> Question:
    return appeals.ask(by=handler_of(appeal), case_id=appeal.pk, text=text)


def promise(appeal: Appeal):
    found = clocks.promise(subject=appeal.case.ref)
    case = fresh(appeal).case
    assert (case.due_at, case.amber_at) == (found.due_at, found.amber_at), "the cover says what the ledger says"
    return found


def told(template: str, channel: str = "sms") -> list[Message]:
    return list(Message.objects.filter(template=template, channel=channel).order_by("pk"))


def codes(appeal: Appeal) -> list[str]:
    return list(Event.objects.filter(subject_id=str(appeal.pk)).order_by("seq").values_list("code", flat=True))


def test_asking_stops_the_promise_and_tells_the_citizen(appeal):
    before = promise(appeal).due_at
    question = ask(appeal)
    assert promise(appeal).state is ClockState.PAUSED
    assert 5 <= (question.due_at - clock.now()).days + 1 <= 8  # five days, and to the end of a working day
    (sms,) = told("ap.ask_back")
    assert appeal.case.number in sms.body and "5日内" in sms.body and ASKED not in sms.body
    assert not any(ASKED in str(event.payload) for event in Event.objects.all())
    with pytest.raises(Refused, match="已经有一个提问"):
        ask(fresh(appeal), "还有一个问题")
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        appeals.answer(by=CITIZEN, case_id=appeal.pk, text="云A", question_id=question.pk)
        after = promise(appeal)
    assert after.state is ClockState.RUNNING and after.due_at > before


def test_an_answer_counts_once(appeal):
    question = ask(appeal)
    for _ in range(2):
        appeals.answer(by=CITIZEN, case_id=appeal.pk, text="云A12345", question_id=question.pk)
    question.refresh_from_db()
    assert (question.state, question.answer) == (QuestionState.ANSWERED, "云A12345")
    assert codes(appeal).count("appeals.question.answered") == len(told("ap.answered")) == 1
    with pytest.raises(Refused, match="没有等回答"):
        appeals.answer(by=CITIZEN, case_id=appeal.pk, text="再答一次")
    with pytest.raises(Invalid):
        appeals.answer(by=CITIZEN, case_id=appeal.pk, text=" ", question_id=ask(fresh(appeal)).pk)
    with pytest.raises(Conflict):
        appeals.answer(by=CITIZEN, case_id=appeal.pk, text="x", question_id=0x7FFFFFFF)


def test_taken_back_it_counts_on(appeal):
    question = ask(appeal)
    for _ in range(2):
        appeals.take_back_question(by=handler_of(appeal), case_id=appeal.pk, question_id=question.pk)
    assert promise(appeal).state is ClockState.RUNNING
    assert codes(appeal).count("appeals.question.taken_back") == 1


def test_reminded_once_then_lapsed_with_what_is_there(appeal):
    question = ask(appeal)
    with time_machine.travel(question.asked_at + timedelta(days=2, hours=23), tick=False):
        jobs.remind_questions(0)
        assert told("ap.ask_back.remind") == []
    with time_machine.travel(question.asked_at + timedelta(days=3, minutes=5), tick=False):
        for _ in range(2):
            jobs.remind_questions(0)
        assert len(told("ap.ask_back.remind")) == 1
        jobs.lapse_questions(0)
        assert promise(appeal).state is ClockState.PAUSED
    with time_machine.travel(question.due_at + timedelta(minutes=1), tick=False):
        for _ in range(2):
            jobs.lapse_questions(0)
            jobs.lapse_question(appeal.pk)
        assert promise(appeal).state is ClockState.RUNNING
    question.refresh_from_db()
    assert question.state == QuestionState.LAPSED and len(told("ap.ask_back.lapsed")) == 1


def test_a_round_waits_five_days_in_all(appeal):
    question = ask(appeal)
    with time_machine.travel(question.asked_at + timedelta(days=3), tick=False):
        appeals.answer(by=CITIZEN, case_id=appeal.pk, text="云A", question_id=question.pk)
        assert queries.days_to_ask(appeal=fresh(appeal)) == 2
        second = ask(fresh(appeal), "哪天的事？")
    with time_machine.travel(second.due_at + timedelta(minutes=1), tick=False):
        jobs.lapse_questions(0)
        with pytest.raises(Refused, match="满了期限"):
            ask(fresh(appeal), "第三个")


def test_nobody_is_asked_who_cannot_be_reached():
    silent = appeal_at(State.HANDLING, tripwire={"page": "domestic"})
    anonymous = appeal_at(
        State.HANDLING, told={"type": "report"}, party={"is_anonymous": True, "name": "", "phone": "", "identity_level": "none"}
    )  # fmt: skip
    for appeal, why in ((silent, "别人手里"), (anonymous, "没有留手机号")):
        with pytest.raises(Refused, match=why):
            ask(appeal)


def test_what_is_overdue_stays_overdue(appeal):
    with (
        time_machine.travel(promise(appeal).due_at + timedelta(minutes=1), tick=False),
        pytest.raises(Refused, match="期限"),
    ):
        ask(appeal)


def test_what_is_open_ends_with_the_file(appeal):
    question = ask(appeal)
    appeals.withdraw(by=CITIZEN, case_id=appeal.pk)
    question.refresh_from_db()
    assert question.state == QuestionState.TAKEN_BACK
    assert clocks.running(subject=appeal.case.ref) == {}


def test_a_reply_is_not_submitted_while_an_answer_is_waited_for(appeal):
    by = handler_of(appeal)
    appeals.record_contact(by=by, case_id=appeal.pk, kind="call", reached=False, note="没有接")
    ask(fresh(appeal))
    verdict = policies.may_submit_reply(policies.mover(handler_of(appeal)), fresh(appeal))
    assert "等诉求人回答" in verdict.reason and "收回" in verdict.way_out


def test_supplements_reach_who_has_it_and_stand_once(appeal):
    for _ in range(2):
        appeals.supplement(by=CITIZEN, case_id=appeal.pk, key="k1", text="昨天又有一次")
    assert Supplement.objects.get(appeal=appeal).text == "昨天又有一次" and len(told("ap.supplemented", "inbox")) == 1
    with pytest.raises(Invalid):
        appeals.supplement(by=CITIZEN, case_id=appeal.pk, key="k2", text="")
    for n in range(4):
        appeals.supplement(by=CITIZEN, case_id=appeal.pk, key=f"m{n}", text="x")
    with pytest.raises(Refused, match="今天已经补充了"):
        appeals.supplement(by=CITIZEN, case_id=appeal.pk, key="last", text="x")
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1), tick=False):
        appeals.supplement(by=CITIZEN, case_id=appeal.pk, key="last", text="x")


def test_urged_once_a_working_day_and_the_supervising_unit_hears(appeal):
    with time_machine.travel(MONDAY + timedelta(days=4), tick=False):  # a Friday
        for _ in range(2):
            appeals.urge(by=CITIZEN, case_id=appeal.pk)
        assert Urge.objects.filter(appeal=appeal).count() == len(told("ap.urged")) == 1
    (text,) = told("ap.urged")
    assert "第1次" in text.body and text.recipient_kind == "supervisor"
    assert text.recipient_id != handler_of(appeal).id
    with time_machine.travel(MONDAY + timedelta(days=5), tick=False), pytest.raises(Refused, match="已经催过"):
        appeals.urge(by=CITIZEN, case_id=appeal.pk)
    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        appeals.urge(by=CITIZEN, case_id=appeal.pk)
        assert "第2次" in told("ap.urged")[-1].body


def test_after_the_answer_nothing_is_added_or_urged():
    appeal = appeal_at(State.REPLIED)
    for act in (
        lambda: appeals.urge(by=CITIZEN, case_id=appeal.pk),
        lambda: appeals.supplement(by=CITIZEN, case_id=appeal.pk, key="late", text="x"),
    ):
        with pytest.raises(Refused):
            act()


def test_the_head_may_ask_too_and_a_new_round_has_days_of_its_own(appeal):
    appeals.ask(by=head_of(appeal), case_id=appeal.pk, text=ASKED)
    assert queries.waits_for(appeal=fresh(appeal)) == "question"


def test_a_new_calendar_moves_until_when_an_answer_is_waited_for(appeal):
    asked, by = ask(appeal), Actor.job("clocks.recompute")
    later = asked.due_at + timedelta(days=3)
    event = DeadlineMoved(appeal.case.ref, "ask_back_answer", 1, later, later, later, asked.due_at, False)
    asking.follow_question(by=by, event=event)
    asking.follow_question(by=by, event=event)
    assert queries.open_question(appeal=fresh(appeal)).due_at == later
    with time_machine.travel(asked.due_at + timedelta(minutes=1), tick=False):
        jobs.lapse_question(appeal.pk)
    assert queries.open_question(appeal=fresh(appeal)) is not None, "the old moment ends nothing"
    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        jobs.lapse_question(appeal.pk)
    assert queries.open_question(appeal=fresh(appeal)) is None
