"""责任倒查: every hand a file passed, how long each had it, what each did late or twice; who may, and that it is logged."""

from datetime import timedelta

import pytest

from tests.city import CITIZEN, answer, appeal_at, handler_of, head_of, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.states import State
from yiwang.ground.clocks.models import Clock
from yiwang.ground.record import queries as record
from yiwang.ground.record.models import Look
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.quality.inspections import commands, queries
from yiwang.quality.inspections.states import Fault

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def travelled():
    """Answered, sent back once, answered, disputed, and signed for again by another."""
    appeal = appeal_at(State.HANDLING)
    answer(appeal)
    appeals.send_back(by=head_of(appeal), case_id=appeal.pk, reason="没有写效果")
    answer(appeal, "摊主已迁走，连续三晚复查没有再摆。")
    appeals.approve(by=head_of(appeal), case_id=appeal.pk)
    appeals.dispute(by=CITIZEN, case_id=appeal.pk, reason="昨晚又来了", round=1)
    return appeals_queries.get_by_id(case_id=appeal.pk).case


def test_every_hand_in_order_with_what_counts_against_it(travelled):
    found = queries.trace(case=travelled)
    assert [hand.part for hand in found.hands] == ["分派", "承办", "审定", "承办", "审定", "承办"]
    handler = found.hands[1]
    assert (handler.unit, handler.name) == ("yz.jc.gq", "杨墨") and found.hands[2].name == "项东"
    assert [one.fault for one in handler.found] == [Fault.SENT_BACK]
    assert [one.fault for one in found.hands[3].found] == [Fault.DISPUTED]
    assert found.hands[-1].until is None and found.rounds == 2
    ends = [hand.until for hand in found.hands[:3]]
    assert ends == [hand.since for hand in found.hands[1:4]]
    assert found.in_house == sum((hand.held for hand in found.hands), timedelta())


def test_a_missed_clock_counts_against_who_had_it_at_its_due_moment(travelled):
    handler = queries.trace(case=travelled).hands[1]
    rows = Clock.objects.filter(
        subject_kind="casework.case", subject_id=str(travelled.pk), kind="first_contact", round=1
    )
    due = handler.since + (handler.until - handler.since) / 2
    assert rows.update(due_at=due, red_at=due, stopped_at=handler.until)
    late = [one for one in queries.trace(case=travelled).hands[1].found if one.fault is Fault.CONTACT_LATE]
    assert [one.after for one in late] == [handler.until - due]


def test_the_citizens_time_is_nobodys():
    appeal = appeal_at(State.HANDLING)
    appeals.ask(by=handler_of(appeal), case_id=appeal.pk, text="烧烤摊具体在哪个门口？")
    found = queries.trace(case=appeal.case)
    assert found.hands[-1].part == queries.CITIZEN
    assert found.in_house == sum((hand.held for hand in found.hands[:-1]), timedelta())


def test_who_may_and_each_look_is_logged(travelled):
    number = travelled.number
    for _ in range(2):
        commands.trace(by=officer("shi.heng"), number=number, purpose="三级回访调查")
    assert (
        Look.objects.filter(subject_kind="casework.case", subject_id=str(travelled.pk), purpose="三级回访调查").count()
        == 2
    )
    facts = [fact for fact in record.history(subject=travelled.ref) if fact.code == "inspections.case.traced"]
    assert len(facts) == 2 and "三级回访" not in str([fact.payload for fact in facts])
    with pytest.raises(Invalid):
        commands.trace(by=officer("shi.heng"), number=number, purpose=" ")
    with pytest.raises(Refused):
        commands.trace(by=officer("yang.mo"), number=number, purpose="看看")
    for stranger in ("lan.tao", "gu.ningxin"):
        with pytest.raises(Missing):
            commands.trace(by=officer(stranger), number=number, purpose="看看")
