"""Who is asked and who is left in peace."""

import pytest

from tests.rooms.asking.people import JOB, PHONE, a_plan, agent, unit, whom
from yiwang.ground.people import commands as people
from yiwang.ground.people.states import CautionGround, CautionKind
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries
from yiwang.quality.asking.models import Ask, Task
from yiwang.quality.asking.queries import About, Plan
from yiwang.quality.asking.states import AskState, Door, Grade, Purpose, Spare, TaskState, Way

pytestmark = pytest.mark.django_db


def planned(plan: Plan) -> Ask:
    asking.plan_many(by=JOB, plans=[plan])
    return Ask.objects.get(subject_kind=plan.subject.kind, subject_id=plan.subject.id)


@pytest.mark.parametrize(
    ("about", "spare"),
    [
        (About(tags=frozenset({"violence"})), Spare.NEVER_ASKED),
        (About(category="drugs.report"), Spare.NEVER_ASKED),
        (About(track="crime"), Spare.NEVER_ASKED),
        (About(grade="misconduct"), Spare.NEVER_ASKED),
        (About(is_secret=True), Spare.SECRET),
        (About(category="neighbour.noise", track="appeal"), ""),
    ],
)
def test_the_table_says_whom_nobody_asks(city, about: About, spare: str) -> None:
    ask = planned(a_plan(about=about))
    assert ask.spare == spare
    if spare:
        assert not ask.to and not ask.person_index and ask.state == AskState.SPARED


def test_an_unsafe_number_and_somebody_unfit_are_asked_by_nobody(city) -> None:
    officer = agent()
    for phone, kind, ground in (
        (PHONE, CautionKind.UNSAFE, CautionGround.WATCHED),
        ("15400012346", CautionKind.UNFIT, CautionGround.MINOR),
    ):
        who = people.remember(by=officer, name="王女士", phone=phone)
        people.note_caution(by=officer, applicant=who, kind=kind, ground=ground, reason="本人电话里说的")
        assert planned(a_plan(phone)).spare == str(kind)
    with_mobile = planned(a_plan("0309-5550003"))
    assert with_mobile.way == Way.PHONE  # a land line is rung up


def test_nobody_is_asked_more_than_the_month_allows(city) -> None:
    plans = [a_plan() for _ in range(5)]
    assert asking.plan_many(by=JOB, plans=plans) == 3
    assert asking.plan_many(by=JOB, plans=plans) == 0  # twice changes nothing
    assert Ask.objects.filter(spare=Spare.LIMIT).count() == 2
    assert planned(a_plan(purpose=Purpose.RERATE)).state == AskState.PLANNED  # what they began themselves goes on


def test_planned_twice_is_asked_once_and_a_call_has_its_task(city) -> None:
    subject = Ref("callbacks.loop", 7)
    told = {"purpose": Purpose.LEVEL_TWO, "subject": subject, "whom": whom(), "about": About()}
    task = asking.call(by=JOB, unit=unit("yz.service"), judged=unit(), not_by=[3], **told)
    assert task and asking.call(by=JOB, unit=unit("yz.service"), judged=unit(), **told).pk == task.pk
    again = asking.plan(by=JOB, unit=unit(), **told)
    assert again.pk == task.ask_id and Task.objects.get().script == "level_two"
    secret = told | {"subject": Ref("callbacks.loop", 8), "about": About(is_secret=True)}
    assert asking.call(by=JOB, unit=unit("yz.service"), judged=unit(), **secret) is None


def test_the_first_answer_counts_and_ends_the_call(city) -> None:
    task = asking.call(
        by=JOB, purpose=Purpose.LEVEL_TWO, subject=Ref("callbacks.loop", 9), unit=unit("yz.service"), judged=unit(),
        whom=whom(), about=About(),
    )  # fmt: skip
    citizen = Actor.citizen()
    asking.answer(
        by=citizen, ask_id=task.ask_id, door=Door.SMS, grade=Grade.DISSATISFIED, reasons=["slow"], words="还在吵"
    )
    asking.answer(by=citizen, ask_id=task.ask_id, door=Door.LINK, grade=Grade.SATISFIED)
    (said,) = queries.answers_of(subjects=[Ref("callbacks.loop", 9)])
    assert (said.grade, said.reasons, said.door, said.has_words) == (Grade.DISSATISFIED, ("slow",), Door.SMS, True)
    assert Task.objects.get().state == TaskState.DONE
    assert asking.drop(by=JOB, subject=Ref("callbacks.loop", 9)) == 0


def test_what_is_dropped_is_asked_by_nobody(city) -> None:
    plan = a_plan(purpose=Purpose.LEVEL_ONE)
    asking.plan_many(by=JOB, plans=[plan])
    assert asking.drop(by=JOB, subject=plan.subject) == 1 and asking.drop(by=JOB, subject=plan.subject) == 0
    assert queries.open_ask(subject=plan.subject, purpose=Purpose.LEVEL_ONE) is None
