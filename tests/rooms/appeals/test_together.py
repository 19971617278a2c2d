"""Helping units and consultations: what each move does, records, tells and refuses; twice is once; what ends with the file."""

from datetime import timedelta

import pytest

from tests.city import CITIZEN, answer, appeal_at, handler_of, head_of, officer
from yiwang.cases.appeals import commands, policies, queries
from yiwang.cases.appeals.commands import consulting, notices_together, parts
from yiwang.cases.appeals.models import Consultation, Part, Return
from yiwang.cases.appeals.states import ConsultationGround, PartState, State
from yiwang.cases.casework.models import Case
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineMoved
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("city")
HELPER, HELPERS, OTHER = "yz.wh.hm", "min.zhi", "yz.sp.yc"
EXPERT, CONVENER = "su.wenbin", "dai.jun"


@pytest.fixture
def appeal():
    return appeal_at(State.HANDLING)


def call(appeal, *units, task="查一查摊主登记的住址"):
    return commands.call_in(by=handler_of(appeal), case_id=appeal.pk, tasks=[(unit, task) for unit in units])


def convene(appeal, **changes):
    asked = {
        "ground": "several_lines",
        "question": "占道和噪声一起怎么治",
        "unit_codes": [HELPER],
        "lines": ["traffic"],
    }
    return commands.convene(by=officer(CONVENER), case_id=appeal.pk, **(asked | changes))


def codes(appeal):
    return [entry.code.removeprefix("appeals.") for entry in record.history(subject=appeal.case.ref)]


def told(template):
    """Who: by SMS, in the inbox, or both."""
    found = Message.objects.filter(template=template).order_by("id")
    return list(dict.fromkeys(message.recipient_id for message in found))


def fresh(appeal):
    return queries.get_by_id(case_id=appeal.pk)


def test_a_unit_called_in_has_its_own_clock_reads_the_file_and_reports(appeal):
    part = call(appeal, HELPER)[0]
    promise = clocks.promise(subject=part.ref, kind="co_handling")
    assert promise and promise.due_at == part.due_at and part.due_at > part.called_at + timedelta(days=2)
    assert told("ap.cosign") == [str(organisation.head_of(unit_code=HELPER).pk)]
    assert queries.get_appeal(for_=officer(HELPERS), number=appeal.case.number).case.is_lent
    assert [one.pk for one in queries.parts_owed(reach=organisation.reach(by=officer(HELPERS)))] == [part.pk]
    commands.report_part(by=officer(HELPERS), case_id=appeal.pk, answer="登记在乙小区3栋")
    acts = queries.acts_of(fresh(appeal))
    assert [(one.state, one.officer) for one in acts.parts] == [(PartState.REPORTED, "闵直")] and not acts.open_parts
    stopped = clocks.promise(subject=part.ref, kind="co_handling")
    assert stopped and stopped.state == "stopped"
    assert codes(appeal)[-2:] == ["part.called_in", "part.reported"]
    assert told("ap.cosign.done") == [str(appeal.case.officer.pk)]
    assert not queries.parts_owed(reach=organisation.reach(by=officer(HELPERS)))


def test_the_same_call_report_and_recall_twice_is_once(appeal):
    part = call(appeal, HELPER)[0]
    before = codes(appeal)
    assert call(appeal, HELPER)[0].pk == part.pk and codes(appeal) == before
    for _ in range(2):
        commands.report_part(by=officer(HELPERS), case_id=appeal.pk, answer="查到了", part_id=part.pk)
    assert codes(appeal).count("part.reported") == 1
    other = call(appeal, OTHER)[0]
    for _ in range(2):
        commands.recall_part(by=handler_of(appeal), case_id=appeal.pk, part_id=other.pk)
    assert codes(appeal).count("part.recalled") == 1


@pytest.mark.parametrize(
    ("tasks", "says"),
    [
        ([], "请选"),
        ([(HELPER, "")], "请写明"),
        ([("yz.jc.gq", "查")], "主办单位不用请"),
        ([("nowhere", "查")], "没有这个单位"),
        ([(HELPER, "查"), (HELPER, "再查")], "不同的单位"),
    ],
)
def test_calls_that_cannot_be(appeal, tasks, says):
    with pytest.raises(Invalid) as refused:
        commands.call_in(by=handler_of(appeal), case_id=appeal.pk, tasks=tasks)
    assert says in str(refused.value) + "".join(refused.value.fields.values())


def test_nobody_it_is_about_and_nobody_twice(appeal):
    Case.objects.filter(pk=appeal.pk).update(excluded_units=[HELPER])
    with pytest.raises(Invalid):
        call(appeal, HELPER)
    with pytest.raises(Invalid):
        convene(appeal, lines=[])
    call(appeal, OTHER)
    with pytest.raises(Invalid):
        call(appeal, OTHER, task="另一件事")


def test_who_may_report_recall_and_who_may_not(appeal):
    part = call(appeal, HELPER)[0]
    for code in (appeal.case.officer.code, "gong.liang"):
        with pytest.raises((Refused, Missing)):
            commands.report_part(by=officer(code), case_id=appeal.pk, answer="我来答")
    with pytest.raises((Refused, Missing)):
        commands.recall_part(by=officer(HELPERS), case_id=appeal.pk, part_id=part.pk)
    commands.recall_part(by=head_of(appeal), case_id=appeal.pk, part_id=part.pk)
    with pytest.raises(Missing):
        queries.get_appeal(for_=officer(HELPERS), number=appeal.case.number)
    again = call(appeal, HELPER, task="还是请你们")[0]
    commands.report_part(by=officer(HELPERS), case_id=appeal.pk, answer="好")
    with pytest.raises(Conflict):
        commands.recall_part(by=head_of(appeal), case_id=appeal.pk, part_id=again.pk)


def test_a_guest_makes_no_other_move_and_experts_open_no_name(appeal):
    call(appeal, HELPER)
    convene(appeal)
    for code, may_look in ((HELPERS, True), (EXPERT, False)):
        lent = queries.get_appeal(for_=officer(code), number=appeal.case.number)
        who = policies.mover(officer(code))
        moves = {row.move for row, verdict in policies.open_moves(who, lent) if verdict}
        assert moves == ({"report_part", "opine"} if code == HELPERS else {"opine"})
        assert bool(policies.may_open_identity(who, lent)) is may_look
        with pytest.raises(Refused):
            commands.record_contact(by=officer(code), case_id=appeal.pk, kind="call", reached=True, note="x")
    commands.report_part(by=officer(HELPERS), case_id=appeal.pk, answer="好")
    lent = queries.get_appeal(for_=officer(HELPERS), number=appeal.case.number)
    assert not policies.may_open_identity(policies.mover(officer(HELPERS)), lent)


def test_a_late_part_is_told_to_the_helping_head_and_who_handles_it(appeal):
    part = call(appeal, HELPER)[0]
    event = DeadlineMissed(part.ref, "co_handling", 1, "ap.cosign", part.due_at)
    by = Actor.job("clocks.sweep")
    notices_together.tell_part_missed(by=by, event=event)
    assert told("ap.cosign.late") == [str(organisation.head_of(unit_code=HELPER).pk)]
    assert told("ap.cosign.late.officer") == [str(appeal.case.officer.pk)]


def test_a_new_calendar_moves_what_the_lists_show(appeal):
    part, held, by = call(appeal, HELPER)[0], convene(appeal), Actor.job("clocks.recompute")
    later = clock.now() + timedelta(days=20)
    for subject, kind in ((part.ref, "co_handling"), (appeal.case.ref, "joint_consultation")):
        event = DeadlineMoved(subject, kind, 1, later, later, later, part.due_at, False)
        parts.follow_part(by=by, event=event)
        consulting.follow_consultation(by=by, event=event)
    assert Part.objects.get(pk=part.pk).due_at == later and Consultation.objects.get(pk=held.pk).due_at == later


def test_opinions_and_one_conclusion(appeal):
    held = convene(appeal)
    asked = {one.officer.code for one in queries.opinions_of(consultation=held)}
    assert {HELPERS, EXPERT} <= asked and CONVENER not in asked
    assert len(told("ap.consult.ask")) == len(asked)
    running = clocks.promise(subject=appeal.case.ref, kind="joint_consultation")
    assert running and running.due_at == held.due_at
    for _ in range(2):
        commands.opine(by=officer(EXPERT), case_id=appeal.pk, text="先错时摆摊，再装隔音")
    commands.opine(by=officer(HELPERS), case_id=appeal.pk, text="我所可以派人夜间加巡")
    assert codes(appeal).count("consultation.opinion_given") == 2
    assert told("ap.consult.given") == [str(organisation.officer_by_code(code=CONVENER).pk)]
    for _ in range(2):
        commands.conclude(
            by=officer(CONVENER), case_id=appeal.pk, conclusion="由花园所牵头", minutes="三方到会", unit_code=HELPER,
            consultation_id=held.pk,
        )  # fmt: skip
    done = queries.acts_of(fresh(appeal)).consultations[0]
    assert (done.state, done.unit_code, done.conclusion) == ("concluded", HELPER, "由花园所牵头")
    assert codes(appeal).count("consultation.concluded") == 1
    stopped = clocks.promise(subject=appeal.case.ref, kind="joint_consultation")
    assert stopped and stopped.state == "stopped"
    with pytest.raises((Refused, Missing)):
        commands.opine(by=officer(EXPERT), case_id=appeal.pk, text="我改主意了")
    assert queries.get_appeal(for_=officer(EXPERT), number=appeal.case.number).case.is_lent, "reads how it ended"
    assert fresh(appeal).case.unit.code == "yz.jc.gq", "the conclusion moves nothing by itself"


def test_who_may_speak_conclude_and_cancel(appeal):
    convene(appeal)
    with pytest.raises(Refused):
        commands.opine(by=handler_of(appeal), case_id=appeal.pk, text="我也说")
    with pytest.raises(Refused):
        commands.conclude(by=head_of(appeal), case_id=appeal.pk, conclusion="我来定")
    with pytest.raises(Refused):
        commands.convene(
            by=officer("xiang.dong"), case_id=appeal.pk, ground="important", question="再来一次", lines=["traffic"]
        )
    for _ in range(2):
        commands.cancel_consultation(
            by=officer(CONVENER),
            case_id=appeal.pk,
            reason="已经自行解决",
            consultation_id=Consultation.objects.get().pk,
        )
    assert codes(appeal).count("consultation.cancelled") == 1
    with pytest.raises(Invalid):
        convene(appeal, question="没有人可请", lines=[], unit_codes=[])


@pytest.mark.parametrize("how", ["withdraw", "approve"])
def test_what_is_open_ends_with_the_file(appeal, how):
    part, _ = call(appeal, HELPER)[0], convene(appeal)
    if how == "withdraw":
        commands.withdraw(by=CITIZEN, case_id=appeal.pk)
    else:
        answer(appeal)
        commands.approve(by=head_of(appeal), case_id=appeal.pk)
    assert Part.objects.get(pk=part.pk).state == PartState.RECALLED
    assert Consultation.objects.get().state == "cancelled"
    stopped = clocks.promise(subject=part.ref, kind="co_handling")
    assert stopped and stopped.state == "stopped"
    assert codes(appeal).count("part.recalled") == codes(appeal).count("consultation.cancelled") == 1


def test_the_house_proposes_and_does_nothing_itself(appeal):
    reach, by = organisation.reach(by=officer(CONVENER)), officer(CONVENER)
    assert queries.proposals(by=by, reach=reach) == []
    long_ago = clock.now() - timedelta(days=60)
    Case.objects.filter(pk=appeal.pk).update(registered_at=long_ago, due_at=long_ago + timedelta(days=10))
    found = queries.proposals(by=by, reach=reach)
    assert [(one.appeal.pk, one.ground) for one in found] == [(appeal.pk, ConsultationGround.LONG_STANDING)]
    again = fresh(appeal)
    assert queries.proposal_of(appeal=again, acts=queries.acts_of(again)) is ConsultationGround.LONG_STANDING
    for number in (1, 2):
        Return.objects.create(
            appeal=appeal, number=number, unit=appeal.case.unit, ground="not_ours", reason="x", by=appeal.case.officer,
            at=clock.now(),
        )  # fmt: skip
    assert [one.ground for one in queries.proposals(by=by, reach=reach)] == [ConsultationGround.OWNERLESS]
    convene(appeal, ground="ownerless")
    assert queries.proposals(by=by, reach=reach) == [] and Consultation.objects.count() == 1
