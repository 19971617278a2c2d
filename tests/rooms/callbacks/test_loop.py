"""Not satisfied: level by level to a settled, silent or explained end; said on the portal or to a call, it is one thing, once."""

import pytest

from tests.city import CITIZEN, PHONE, answer, appeal_at, handler_of, head_of, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies as appeals_policies
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.states import State
from yiwang.cases.counter.commands.bodies import timeline
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.events import DeadlineMissed
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.ground.record.models import Look
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.events import AskLapsed
from yiwang.quality.asking.models import Ask, Task
from yiwang.quality.asking.states import Door, Grade, Purpose
from yiwang.quality.callbacks import commands, jobs, policies, queries
from yiwang.quality.callbacks.models import Loop, Turn
from yiwang.quality.callbacks.states import Ground, LoopLevel, LoopState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
LEADER, DEPUTY = "wei.rong", "shen.zhiyuan"
BODIES = ("yz.discipline", "yz.inspection", "yz.legal")


def fresh(appeal):
    return appeals_queries.get_by_id(case_id=appeal.pk)


def loop_of(appeal):
    return Loop.objects.get(case=appeal.pk)


def answered(appeal):
    """The officer who has it now signs and answers, and the head approves; the loop hears of it, twice."""
    now = fresh(appeal)
    appeals.sign(by=handler_of(now), case_id=now.pk)
    answer(fresh(appeal))
    appeals.approve(by=head_of(now), case_id=now.pk)
    for _ in range(2):
        jobs.follow_answer(ref=str(now.case.ref))
    return fresh(appeal)


def says(appeal, purpose, grade, *, door=Door.PHONE, words=""):
    now = fresh(appeal)
    ask = asking_queries.open_ask(subject=now.case.ref, purpose=purpose, round=now.case.round)
    for _ in range(2):
        asking.answer(by=CITIZEN, ask_id=ask.pk, door=door, grade=grade, reasons=["slow"], words=words)


def ringing(monkeypatch):
    """An hour at which people may be rung up."""
    monkeypatch.setattr(asking_queries, "next_ring", lambda at: at)


def office_head():
    return organisation.actor_for(officer=organisation.head_of(unit_code="yz.service"))


def head(code):
    return organisation.actor_for(officer=organisation.head_of(unit_code=code))


@pytest.fixture
def replied():
    appeal = appeal_at(State.REPLIED)
    for _ in range(2):
        jobs.follow_answer(ref=str(appeal.case.ref))
    return fresh(appeal)


@pytest.fixture
def at_three(replied):
    """Two bad answers."""
    says(replied, Purpose.LEVEL_ONE, Grade.DISSATISFIED, door=Door.SMS)
    answered(replied)
    says(replied, Purpose.LEVEL_TWO, Grade.VERY_DISSATISFIED)
    return fresh(replied)


@pytest.fixture
def at_final(at_three):
    """Three."""
    commands.sign(by=officer(LEADER), loop_id=loop_of(at_three).pk, bodies=BODIES)
    for code in BODIES:
        commands.opine(by=head(code), loop_id=loop_of(at_three).pk, words="查过了，承办单位没有到场。")
    commands.conclude(by=office_head(), loop_id=loop_of(at_three).pk, words="三天内到场核实。")
    answered(at_three)
    says(at_three, Purpose.LEVEL_THREE, Grade.DISSATISFIED)
    return fresh(at_three)


def test_an_answer_is_asked_about_once_and_nobody_has_a_loop_yet(replied):
    (ask,) = Ask.objects.all()
    assert ask.purpose == Purpose.LEVEL_ONE and ask.round == 1 and ask.handler_id == replied.case.officer_id
    assert not Loop.objects.exists()
    assert not [one for one in record.history(subject=replied.case.ref) if one.code.startswith(("asking", "callbacks"))]
    says(replied, Purpose.LEVEL_ONE, Grade.FAIRLY)
    assert not Loop.objects.exists() and fresh(replied).case.state == State.REPLIED


def test_bad_by_text_opens_the_file_as_if_said_on_the_portal(replied):
    says(replied, Purpose.LEVEL_ONE, Grade.DISSATISFIED, door=Door.SMS, words="夜里还是吵。")
    now, loop = fresh(replied), loop_of(replied)
    assert (now.case.state, now.case.round) == (State.PUSHED, 2)
    said = appeals_queries.dispute_of(appeal=now, round=1)
    assert "不满意" in said.reason and "办得慢" in said.reason and "夜里还是吵" in said.reason
    assert (loop.level, loop.state, loop.round) == (LoopLevel.TWO, LoopState.UNDERSTAND, 1)
    turn = Turn.objects.get()
    assert (turn.grade, turn.door, turn.reasons) == (Grade.DISSATISFIED, Door.SMS, ["slow"])
    running = clocks.running(subject=loop.ref)
    assert set(running) == {"callback_l2_contact", "callback_l2_rework", "callback_l2_follow"}
    sent = set(Message.objects.values_list("template", flat=True))
    assert {"cb.l2", "cb.l2.unit"} <= sent
    assert "二级回访" in [line["title"] for line in timeline(now, sealed=False)]


def test_bad_on_the_portal_answers_the_question(replied):
    appeals.dispute(by=CITIZEN, case_id=replied.pk, reason="没人来过", round=1)
    appeals.dispute(by=CITIZEN, case_id=replied.pk, reason="没人来过", round=1)
    ask = Ask.objects.get()
    assert (ask.state, ask.grade, ask.door) == ("answered", Grade.DISSATISFIED, Door.PORTAL)
    assert Turn.objects.count() == 1 and fresh(replied).case.round == 2
    asking.answer(by=CITIZEN, ask_id=ask.pk, door=Door.SMS, grade=Grade.VERY_DISSATISFIED)
    assert Turn.objects.count() == 1 and fresh(replied).case.round == 2


def test_who_had_a_hand_in_it_neither_calls_nor_sees(replied, monkeypatch):
    first = handler_of(replied)
    says(replied, Purpose.LEVEL_ONE, Grade.DISSATISFIED)
    now, loop = fresh(replied), loop_of(replied)
    for hand in (first, handler_of(now)):
        with pytest.raises((Missing, Refused)):
            commands.understand(by=hand, loop_id=loop.pk, words="打过电话。")
    with pytest.raises(Invalid):
        commands.understand(by=officer("tan.mei"), loop_id=loop.pk, words=" ")
    ringing(monkeypatch)
    with pytest.raises((Missing, Refused)):
        commands.dial(by=first, loop_id=loop.pk)
    assert commands.dial(by=officer("tan.mei"), loop_id=loop.pk) == PHONE
    assert Look.objects.filter(subject_id=str(now.pk), fields=["phone"]).exists()
    commands.understand(by=officer("tan.mei"), loop_id=loop.pk, words="要求夜里到场。")
    loop = loop_of(replied)
    assert loop.state == LoopState.REWORK and "callback_l2_contact" not in clocks.running(subject=loop.ref)
    commands.follow_up(by=office_head(), loop_id=loop.pk, words="已督促。")
    answered(replied)
    task = Task.objects.get()
    assert task.unit.code == "yz.service" and {first.officer_id, now.case.officer_id} <= {
        task.ask.handler_id,
        *task.not_by,
    }
    assert loop_of(replied).state == LoopState.CALL and not clocks.running(subject=loop.ref)
    says(replied, Purpose.LEVEL_TWO, Grade.SATISFIED)
    assert loop_of(replied).state == LoopState.SETTLED and fresh(replied).case.state == State.REPLIED


def test_three_bodies_speak_before_anybody_concludes(at_three):
    loop = loop_of(at_three)
    assert (loop.level, loop.state) == (LoopLevel.THREE, LoopState.SIGN)
    for code in ("zhai.gang", "ye.qingwen"):
        with pytest.raises((Missing, Refused)):
            commands.sign(by=officer(code), loop_id=loop.pk, bodies=BODIES)
    with pytest.raises(Invalid):
        commands.sign(by=officer(LEADER), loop_id=loop.pk, bodies=["yz.traffic"])
    commands.sign(by=officer(LEADER), loop_id=loop.pk, bodies=BODIES, words="请查。")
    assert "cb.l3.citizen" in Message.objects.values_list("template", flat=True)
    with pytest.raises(Refused, match="还差"):
        commands.conclude(by=office_head(), loop_id=loop.pk, words="查清。")
    for code in BODIES:
        commands.opine(by=head(code), loop_id=loop.pk, words="查过了。")
    with pytest.raises(Refused):
        commands.opine(by=head(BODIES[0]), loop_id=loop.pk, words="再说一遍。")
    commands.conclude(by=office_head(), loop_id=loop.pk, words="三天内到场。")
    assert loop_of(at_three).state == LoopState.REDO
    answered(at_three)
    assert Ask.objects.filter(purpose=Purpose.LEVEL_THREE).count() == 1
    says(at_three, Purpose.LEVEL_THREE, Grade.VERY_SATISFIED)
    assert loop_of(at_three).state == LoopState.SETTLED


def test_an_order_is_decided_and_the_next_answer_called_about(at_final):
    loop = loop_of(at_final)
    assert (loop.level, loop.state) == (LoopLevel.FINAL, LoopState.FINAL)
    with pytest.raises((Missing, Refused)):
        commands.order(by=officer(LEADER), loop_id=loop.pk, words="督办。")
    commands.study(by=officer(DEPUTY), loop_id=loop.pk, words="夜间摊点怎么管。")
    commands.report_study(by=officer(DEPUTY), loop_id=loop.pk, words="要定点定时。")
    commands.order(by=officer(DEPUTY), loop_id=loop.pk, words="一周内清理。")
    (decided,) = [one for one in record.history(subject=at_final.case.ref) if one.code.endswith("order_decided")]
    assert decided.payload["unit"] == at_final.case.unit.code
    answered(at_final)
    says(at_final, Purpose.LEVEL_THREE, Grade.SATISFIED)
    assert loop_of(at_final).state == LoopState.SETTLED


def test_an_end_is_explained_contested_once_and_looked_at_by_somebody_else(at_final):
    loop = loop_of(at_final)
    with pytest.raises(Invalid):
        commands.close(by=officer(DEPUTY), loop_id=loop.pk, ground="nuisance", words="不讲道理")
    commands.close(by=officer(DEPUTY), loop_id=loop.pk, ground=Ground.LAW, words="依法不能要求搬走。")
    assert loop_of(at_final).state == LoopState.EXPLAIN
    now = answered(at_final)
    assert loop_of(at_final).state == LoopState.ENDED and "cb.final" in Message.objects.values_list(
        "template", flat=True
    )
    appeals.dispute(by=CITIZEN, case_id=now.pk, reason="我不服", round=now.case.round)
    loop = loop_of(at_final)
    assert loop.state == LoopState.REVIEW and loop.is_contested
    with pytest.raises(Refused, match="不能复核"):
        commands.uphold(by=officer(DEPUTY), loop_id=loop.pk, words="维持。")
    commands.uphold(by=officer(LEADER), loop_id=loop.pk, words="依据充分。")
    now = answered(at_final)
    assert loop_of(at_final).state == LoopState.ENDED
    verdict = appeals_policies.may_dispute(appeals_policies.mover(CITIZEN), now)
    assert "复核终结" in verdict.reason
    assert not Ask.objects.filter(round=now.case.round).exists()


def test_rework_that_is_late_goes_up_and_silence_is_nobodys_satisfaction(replied):
    says(replied, Purpose.LEVEL_ONE, Grade.DISSATISFIED)
    loop = loop_of(replied)
    late = DeadlineMissed(loop.ref, "callback_l2_contact", 1, "fb.l2.contact", clock.now())
    commands.take_lateness(by=Actor.job("clocks.watch"), event=late)
    assert Message.objects.filter(template="cb.late").exists()
    late = DeadlineMissed(loop.ref, "callback_l2_rework", 1, "fb.l2.rework", clock.now())
    for _ in range(2):
        commands.take_lateness(by=Actor.job("clocks.watch"), event=late)
    assert loop_of(replied).state == LoopState.SIGN and Turn.objects.filter(is_late=True).count() == 1


def test_a_file_that_becomes_secret_leaves_and_is_nobodys_to_read_here(replied):
    says(replied, Purpose.LEVEL_ONE, Grade.DISSATISFIED)
    loop = loop_of(replied)
    head_ = organisation.head_of(unit_code=replied.case.unit.code)
    who = appeals_policies.mover(organisation.actor_for(officer=head_))
    assert queries.in_sight(reach=who.reach).filter(pk=loop.pk).exists()
    told = Message.objects.filter(subject_kind="callbacks.loop", recipient_id=str(head_.pk)).exclude(state="cancelled")
    assert told.filter(channel="sms").exists(), "what waits for the morning, or for the gateway"
    now = answered(replied)
    appeals.dispute(by=CITIZEN, case_id=now.pk, reason="出警的民警收了摊主的红包，还推搡我父亲。")
    assert loop_of(replied).state == LoopState.LEFT
    assert not queries.in_sight(reach=who.reach, states=LoopState).filter(pk=loop.pk).exists()
    assert not policies.may_read(who, loop_of(replied))
    assert not told.exists(), "nor does a text of the loop go out any more, or lie in an inbox"


def test_nobody_reached_ends_as_silence(replied):
    says(replied, Purpose.LEVEL_ONE, Grade.DISSATISFIED)
    answered(replied)
    task = Task.objects.get()
    asking.drop(by=CITIZEN, subject=replied.case.ref)
    assert loop_of(replied).state == LoopState.CALL
    event = asking_event(task)
    commands.take_silence(by=CITIZEN, event=event)
    commands.fall_silent(by=CITIZEN, case_id=replied.pk)
    assert loop_of(replied).state == LoopState.SILENT


def asking_event(task):
    return AskLapsed(task.ask.ref, task.ask.pk, task.ask.purpose, str(task.ask.subject), task.ask.round)
