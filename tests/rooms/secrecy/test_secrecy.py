"""Grades with numbers of their own, recusal, opening by two, letters to units: result, fact, refusal."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from tests.city import PHONE, handler_of, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.secrecy import commands as secrecy
from yiwang.cases.secrecy import queries
from yiwang.cases.secrecy.states import Grade, InquiryState
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import commands as organisation_commands
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.kit.work import command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
HOUSE = Actor.job("tests")
NOISE = {"content": "鼓楼花园北门每天晚上有人摆摊，音箱放到凌晨。", "category": "neighbour.noise"}


def raised(appeal: Appeal, grade: Grade = Grade.MISCONDUCT, **told: object) -> Case:
    told = {"by": officer("ye.qingwen"), "reason": "信里说民警收钱", "named_units": ["yz.sp.yc"]} | told
    case = secrecy.raise_grade(case_id=appeal.pk, grade=grade, **told)
    case.refresh_from_db()
    return case


def facts(case: Case) -> list[str]:
    return [event.code for event in record.history(subject=case.ref)]


def seen(case: Case, by: Actor) -> bool:
    return casework.visible(by=by).filter(pk=case.pk).exists()


@pytest.mark.parametrize(
    ("named", "is_leader", "holder"),
    [
        (["yz.sp.yc"], False, "yz.inspection"),  # the county's own inspection has nobody in it
        (["yz.inspection"], False, "yz.discipline"),
        (["yz.sp"], True, "yz.discipline"),
        (["yz.inspection", "yz.discipline"], False, "yz.inspection"),  # somebody must have it
    ],
)
def test_whose_a_sealed_matter_is(named, is_leader, holder):
    assert queries.watching_unit(named=named, is_leader=is_leader) == holder


def test_the_desk_above_a_unit():
    assert [queries.desk_above(unit_code=code) for code in ("yz.sp.yc", "yz.sp", "yz.service")] == [
        "yz.sp.service", "yz.service", "yz.service",
    ]  # fmt: skip


def test_raised_by_the_desk_lowered_by_inspectors_alone():
    appeal = registered(told=NOISE)
    desk, inspector = officer("ye.qingwen"), officer("cao.zhengming")
    case = raised(appeal)
    seal = queries.seal_of(case=case)
    assert (case.confidentiality, seal.number) == (Confidentiality.SEALED, f"督〔{clock.today().year}〕1号")
    assert "yz.sp.yc" in case.excluded_units and case.unit.code == "yz.inspection"
    assert seen(case, inspector) and not seen(case, desk) and not seen(case, officer("gong.liang"))
    with pytest.raises(Missing):
        secrecy.lower_grade(by=desk, case_id=case.pk, grade="ordinary", reason="不是违纪")
    with pytest.raises(Conflict):
        secrecy.lower_grade(by=inspector, case_id=case.pk, grade="misconduct", reason="不变")
    secrecy.lower_grade(by=inspector, case_id=case.pk, grade="ordinary", reason="只是态度")
    case.refresh_from_db()
    assert (case.confidentiality, case.unit.code) == (Confidentiality.PERSONAL, "yz.sp.service")
    assert queries.seal_of(case=case).number == "" and queries.gradings_of(case=case)[1].number == seal.number
    assert raised(appeal, by=inspector) and queries.seal_of(case=case).serial == 2  # a number is never given again
    assert facts(case).count("secrecy.case.regraded") == 3


def test_who_must_not_touch_it_and_whose_it_is_then():
    case = raised(registered(told=NOISE))
    hou, cao = officer("hou.fei"), officer("cao.zhengming")
    secrecy.declare(by=cao, case_id=case.pk, reason="被反映人是我的连襟")
    assert not seen(case, cao) and seen(case, hou)
    secrecy.recuse(by=hou, case_id=case.pk, officer_code="guan.lei", ground="superior")
    made = secrecy.recuse(by=hou, case_id=case.pk, officer_code="关蕾", ground="superior")
    assert len(queries.recusals_of(case=case)) == 2
    secrecy.lift_recusal(by=hou, recusal_id=made.pk)
    with pytest.raises(Invalid):
        secrecy.recuse(by=hou, case_id=case.pk, officer_code="hou.fei", ground="related", reason=" ")
    secrecy.declare(by=hou, case_id=case.pk, reason="同事")
    case.refresh_from_db()
    assert (case.unit.code, case.officer.code) == ("yz.discipline", "huan.xiangwan")  # nobody was left where it lay
    assert seen(case, officer("guan.lei")) and "secrecy.case.recused" in facts(case)


def test_an_identity_is_opened_by_two_for_a_day():
    case = raised(registered(told=NOISE), Grade.INFORMANT, named_units=[])
    asker, leader = officer("ye.qingwen"), officer("wei.rong")
    with pytest.raises(Invalid):
        secrecy.ask_opening(by=officer("cao.zhengming"), case_id=case.pk, purpose=" ")
    wish = secrecy.ask_opening(by=officer("cao.zhengming"), case_id=case.pk, purpose="核实时间须当面问")
    with pytest.raises(Refused):
        secrecy.grant_opening(by=officer("cao.zhengming"), opening_id=wish.pk)
    with pytest.raises(Refused):
        secrecy.grant_opening(by=asker, opening_id=wish.pk)
    cao = officer("cao.zhengming").officer_id
    assert not queries.is_opened_to(case_id=case.pk, officer_id=cao)
    secrecy.grant_opening(by=leader, opening_id=wish.pk)
    secrecy.grant_opening(by=leader, opening_id=wish.pk)
    assert queries.is_opened_to(case_id=case.pk, officer_id=cao)
    assert not queries.is_opened_to(case_id=case.pk, officer_id=leader.officer_id)
    with time_machine.travel(clock.now() + timedelta(hours=24, minutes=1), tick=False):
        assert not queries.is_opened_to(case_id=case.pk, officer_id=cao)
    assert facts(case).count("secrecy.case.opening_granted") == 1


def test_a_deputy_of_who_asked_is_no_second_person():
    case = raised(registered(told=NOISE), Grade.INFORMANT, named_units=[])
    wish = secrecy.ask_opening(by=officer("cao.zhengming"), case_id=case.pk, purpose="核实时间须当面问")
    days = {"valid_from": clock.today(), "valid_to": clock.today() + timedelta(days=2)}
    deputy = officer("hou.fei").officer_id
    organisation_commands.name_deputy(by=officer("cao.zhengming"), deputy_id=deputy, reason="出差", **days)
    with pytest.raises(Refused):
        secrecy.grant_opening(by=officer("hou.fei"), opening_id=wish.pk)
    secrecy.grant_opening(by=officer("guan.lei"), opening_id=wish.pk)


def test_a_unit_is_asked_by_letter_and_never_sees_the_file():
    case = raised(registered(told=NOISE, party={"name": "祝长庚", "phone": "15400012377"}))
    inspector, head = officer("cao.zhengming"), officer("gong.liang")
    for said in ("祝长庚说你所不出警", "来电15400012377的人反映", f"{case.number}一件", "督〔2026〕1号"):
        with pytest.raises(Invalid):
            secrecy.ask_unit(by=inspector, case_id=case.pk, unit_code="yz.sp.yc", question=said)
    told = {
        "case_id": case.pk,
        "unit_code": "yz.sp.yc",
        "question": "10月3日晚的接警、出警记录和民警牛坤的执勤安排。",
    }
    letter = secrecy.ask_unit(by=inspector, **told)
    assert secrecy.ask_unit(by=inspector, **told) == letter
    assert [one.number for one in queries.letters_to(reach=organisation.reach(by=head))] == [letter.number]
    with pytest.raises(Missing):
        secrecy.answer_inquiry(by=officer("min.zhi"), inquiry_id=letter.pk, answer="不是我所")
    done = secrecy.answer_inquiry(by=head, inquiry_id=letter.pk, answer="当晚21时10分接警，21时40分到场。")
    assert done.state == InquiryState.ANSWERED and queries.inquiries_of(case=case)[0].answer == done.answer
    assert not seen(case, head)
    assert all(event.actor_id != str(head.officer_id) for event in record.history(subject=case.ref))
    with pytest.raises(Refused):
        secrecy.recall_inquiry(by=inspector, inquiry_id=letter.pk)


def test_the_register_finds_by_number_and_person_in_sight_alone():
    first, second = (raised(registered(told=NOISE), named_officers=[who]) for who in ("niu.kun", "gong.liang"))
    inspector = organisation.reach(by=officer("cao.zhengming"))

    def found(**asked: str) -> set[int]:
        return {row.pk for row in queries.sealed_register(reach=inspector, asked=queries.Asked(**asked)).rows}

    assert found(number="督1") == {first.pk} and found(number=second.number) == {second.pk}
    assert found(person="牛坤") == {first.pk} and found(person="没有这人") == set() and found(number="督99") == set()
    assert queries.sealed_register(reach=inspector).counts[Grade.MISCONDUCT] == 2
    for code in ("gong.liang", "ye.qingwen", "gu.ningxin"):
        assert not queries.sealed_register(reach=organisation.reach(by=officer(code))).rows


@command
def _sealed(*, by: Actor, case: Case) -> None:
    secrecy.seal(by=by, case=case, grade=Grade.MISCONDUCT, proposed=Grade.ORDINARY, why=["S02"], is_sure=False)


def test_sealed_with_the_registration():
    case = registered(told=NOISE).case
    _sealed(by=HOUSE, case=case)
    seal = queries.seal_of(case=case)
    assert (seal.grade, seal.proposed_grade, seal.why, seal.is_sure) == ("misconduct", "ordinary", ["S02"], False)
    assert facts(case)[-1] == "secrecy.case.graded"


def inbox(code: str) -> list[str]:
    rows = Message.objects.filter(recipient_id=officer(code).officer_id, template__startswith="sc.")
    return list(rows.order_by("id").values_list("template", flat=True))


def test_who_is_told_and_who_is_not():
    case = raised(registered(told=NOISE), Grade.INFORMANT, named_units=[])
    wish = secrecy.ask_opening(by=officer("cao.zhengming"), case_id=case.pk, purpose="核实时间须当面问")
    assert inbox("guan.lei") == inbox("wei.rong") == ["sc.opening.ask"] and not inbox("cao.zhengming")
    secrecy.refuse_opening(by=officer("guan.lei"), opening_id=wish.pk, opinion="现有材料足够")
    assert inbox("cao.zhengming") == ["sc.opening.done"]
    letter = secrecy.ask_unit(by=officer("cao.zhengming"), case_id=case.pk, unit_code="yz.sp.yc", question="执勤安排")
    assert inbox("gong.liang") == ["sc.inquiry"]
    secrecy.declare(by=officer("cao.zhengming"), case_id=case.pk, reason="亲戚")
    secrecy.answer_inquiry(by=officer("gong.liang"), inquiry_id=letter.pk, answer="附后")
    assert "sc.inquiry.answered" not in inbox("cao.zhengming")  # the file does not exist for the asker any more


def test_an_opened_identity_is_seen_by_that_hand_alone():
    case = raised(registered(told=NOISE), Grade.INFORMANT, named_units=[])
    cao, leader = officer("cao.zhengming"), officer("wei.rong")
    looking = {"case_id": case.pk, "fields": ("phone",), "purpose": "核实"}
    with pytest.raises(Refused):
        appeals.open_identity(by=cao, **looking)
    wish = secrecy.ask_opening(by=cao, case_id=case.pk, purpose="核实时间须当面问")
    secrecy.grant_opening(by=leader, opening_id=wish.pk)
    assert appeals.open_identity(by=cao, **looking).phone == PHONE
    with pytest.raises(Refused):
        appeals.open_identity(by=leader, **looking)


def test_what_was_said_is_encrypted_when_sealed_and_clear_when_lowered():
    appeal = registered(told=NOISE)
    appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
    appeals.record_contact(by=handler_of(appeal), case_id=appeal.pk, kind="call", reached=True, note="已电话联系")
    case = raised(appeal)
    assert "已电话联系" not in _stored() and case.contacts.get().note == "已电话联系"
    secrecy.lower_grade(by=officer("cao.zhengming"), case_id=case.pk, grade="ordinary", reason="只是态度")
    assert _stored() == ["已电话联系"]


def _stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM casework_contact")
        return [row[0] for row in cursor.fetchall()]
