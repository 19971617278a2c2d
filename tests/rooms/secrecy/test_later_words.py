"""What comes after the registration: words that tell of misconduct, a grade that was none, whose misconduct is whose."""

import pytest

from tests.city import CITIZEN, appeal_at, officer, registered
from tests.rooms.secrecy.test_secrecy import NOISE, facts, raised, seen
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.secrecy import commands as secrecy
from yiwang.cases.secrecy import queries
from yiwang.cases.secrecy.states import Grade
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
RUDE = "鼓前派出所户籍窗口的人爱答不理，问三句答半句，让我跑了三趟，态度太差了。"


def now_of(appeal):
    appeal = appeals_queries.get_by_id(case_id=appeal.pk)
    return appeal, appeal.case, queries.seal_of(case=appeal.case)


def test_a_dispute_that_tells_of_misconduct_leaves_the_unit_it_is_about():
    appeal = appeal_at(State.REPLIED)
    unit, handler, head = appeal.case.unit.code, appeal.case.officer, officer("xiang.dong")
    appeals.dispute(by=CITIZEN, case_id=appeal.pk, reason="出警的民警收了摊主的红包，还推搡我父亲。")
    appeal, case, seal = now_of(appeal)
    assert (seal.grade, seal.set_by, seal.named_units) == (Grade.MISCONDUCT, None, [unit])
    assert case.confidentiality == Confidentiality.SEALED and not appeal.content and case.unit.code != unit
    assert not seen(case, head) and seen(case, officer("guan.lei"))
    told = Message.objects.filter(subject_id=str(case.pk), recipient_id__in=[str(handler.pk), str(head.officer_id)])
    assert not told.filter(channel="inbox").exists() and not told.filter(template="ap.reopened").exclude(
        state="cancelled"
    )
    assert not any("红包" in step.reason for step in queries.gradings_of(case=case))


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("还在吵，民警态度敷衍，电话也不接。", None),  # of who answered, not another matter
        ("请为我保密，别让摊主知道是我说的。", Grade.INFORMANT),
        ("昨晚又摆到两点，附上照片。", None),
    ],
)
def test_a_supplement_raises_what_its_words_say(words, grade):
    appeal = registered(told=NOISE)
    for _ in range(2):
        appeals.supplement(by=CITIZEN, case_id=appeal.pk, key="s1", text=words)
    _, case, seal = now_of(appeal)
    assert (seal.grade if seal else None) == grade
    assert facts(case).count("secrecy.case.regraded") == (1 if grade else 0)


def test_the_desk_asks_and_an_inspector_strikes_what_is_no_complaint():
    desk, inspector = officer("ye.qingwen"), officer("hou.fei")
    appeal = registered(told={"content": RUDE, "type": "complaint", "category": ""})
    _, case, seal = now_of(appeal)
    assert seal.grade == Grade.ORDINARY and case.state == State.PUSHED
    with pytest.raises(Refused):
        secrecy.strike_grade(by=desk, case_id=case.pk, reason="不是投诉")
    for _ in range(2):
        secrecy.doubt_grade(by=desk, case_id=case.pk)
    assert [one.case_id for one in queries.doubted(reach=organisation.reach(by=inspector))] == [case.pk]
    secrecy.keep_grade(by=inspector, case_id=case.pk)
    assert now_of(appeal)[2].doubted_at is None
    secrecy.doubt_grade(by=desk, case_id=case.pk)
    secrecy.strike_grade(by=inspector, case_id=case.pk, reason="说的是物业窗口")
    appeal, case, seal = now_of(appeal)
    assert seal is None and (case.state, case.unit, case.excluded_units) == (State.REGISTERED, None, [])
    assert not appeal.suggestion["grade"] and facts(case).count("secrecy.case.grade_doubted") == 2
    appeals.push(by=desk, case_id=case.pk, unit_code="yz.jc.gq", category="neighbour.property")
    assert now_of(appeal)[1].unit.code == "yz.jc.gq", (
        "an operator's decision grades nothing again that inspectors struck"
    )


def test_money_goes_to_the_discipline_group_and_roughness_to_inspection():
    told = [registered(told=NOISE) for _ in range(2)]
    held = [raised(appeal, line=line).unit.code for appeal, line in zip(told, ("discipline", ""), strict=True)]
    assert held == ["yz.discipline", "yz.inspection"]


def test_an_operator_who_calls_it_corruption_sends_it_to_discipline():
    appeal = appeal_at(State.REGISTERED)
    appeals.push(
        by=officer("ye.qingwen"), case_id=appeal.pk, unit_code="yz.service", type="complaint",
        category="conduct.corruption",
    )  # fmt: skip
    _, case, seal = now_of(appeal)
    assert (seal.grade, case.unit.code) == (Grade.MISCONDUCT, "yz.discipline")
