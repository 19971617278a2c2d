"""Questions go out, are answered by a digit, words or the page they link to, are reminded of once, and lapse in silence."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.rooms.asking.people import JOB, PHONE, a_plan, agent
from tests.rooms.channels.coming import came
from yiwang.cases.channels import commands as channels
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import queries as counter_queries
from yiwang.cases.counter.models import Envelope, Invitation
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import Inlet
from yiwang.ground.record.models import Event
from yiwang.kit.actor import Actor
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking.models import Ask, Task, Touch
from yiwang.quality.asking.queries.texts import token_of
from yiwang.quality.asking.states import AskState, Door, Grade, Purpose, Spare

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Ten in the morning in China."""


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def asked(purpose: Purpose = Purpose.LEVEL_ONE, phone: str = PHONE, **more: object) -> Ask:
    plan = a_plan(phone, purpose=purpose, **more)
    asking.plan_many(by=JOB, plans=[plan])
    asking.send_due(by=JOB)
    return Ask.objects.get(subject_kind=plan.subject.kind, subject_id=plan.subject.id)


def replied(text: str, *, phone: str = PHONE) -> str:
    row = came(text, sender=phone)
    return channels.sort(by=JOB, incoming_id=row.pk).reason if row.state == "waiting" else row.reason


def test_a_question_goes_out_once_with_its_digits_and_no_matter(city, now) -> None:
    ask = asked()
    assert asking.send_due(by=JOB) == 0  # twice changes nothing
    (text,) = Message.objects.filter(subject_kind="asking.ask", subject_id=str(ask.pk))
    assert "5非常不满意" in text.body and "退订回T" in text.body and text.template == "cb.l1"
    assert (ask.state, Touch.objects.count()) == (AskState.ASKED, 1)
    assert ask.lapse_at == MONDAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "grade", "words"),
    [
        ("1", Grade.VERY_SATISFIED, ""),
        ("4，还在吵", Grade.DISSATISFIED, "还在吵"),
        ("非常满意", Grade.VERY_SATISFIED, "非常满意"),
        ("没有解决", Grade.DISSATISFIED, "没有解决"),
        ("基本满意吧", Grade.FAIRLY, "基本满意吧"),
    ],
)
def test_a_digit_or_words_answer_it(city, now, text: str, grade: Grade, words: str) -> None:
    ask = asked()
    assert replied(text) == "rated"
    ask.refresh_from_db()
    assert (ask.state, ask.grade, ask.door, ask.words) == (AskState.ANSWERED, grade, Door.SMS, words)
    assert words == "" or words not in str(Event.objects.filter(subject_kind="asking.ask").values_list("payload"))


def test_what_nobody_understands_is_asked_about_once(city, now) -> None:
    ask = asked()
    assert replied("7") == "asked_back"
    assert Message.objects.filter(template="cb.again").count() == 1
    replied("9")
    ask.refresh_from_db()
    assert Message.objects.filter(template="cb.again").count() == 1 and ask.state == AskState.ASKED
    assert not ask.grade


def test_who_wants_no_more_is_asked_no_more_by_any_way(city, now) -> None:
    asked()
    assert replied("退订") == "muted"
    assert asked().spare == Spare.OPTED_OUT
    planned = a_plan("15400012347")
    asking.plan_many(by=JOB, plans=[planned])
    came("你好", sender="15400012347")
    messaging.mute(by=agent(), inlet=Inlet.SMS, address="15400012347")
    asking.send_due(by=JOB)  # said no between the planning and the sending
    assert Ask.objects.get(subject_id=planned.subject.id).spare == Spare.OPTED_OUT


def test_the_page_is_answered_once_and_then_says_so(city, now) -> None:
    ask = asked(Purpose.SERVICE)
    token, citizen = token_of(ask), Actor.citizen()
    (text,) = Message.objects.filter(template="hp.invite")
    assert f"/r/{token}/" in text.body
    told = {"grade": "very_dissatisfied", "reasons": ["slow"], "words": "等了一上午"}
    assert counter.answer_invitation(by=citizen, token=token, **told) is True
    assert counter.answer_invitation(by=citizen, token=token, grade="satisfied") is False
    for envelope in Envelope.objects.filter(taken_at=None):
        counter.take_in(by=JOB, envelope_id=envelope.pk)
    ask.refresh_from_db()
    assert (ask.grade, ask.reasons, ask.words, ask.door) == (
        Grade.VERY_DISSATISFIED, ["slow"], "等了一上午", Door.LINK,
    )  # fmt: skip
    shown = counter_queries.invited(token=token)
    assert shown and shown.is_answered and not shown.body  # the page keeps nothing


def test_one_reminder_then_silence_and_never_a_grade(city, now) -> None:
    ask = asked()
    now.shift(timedelta(days=3, minutes=1))
    assert asking.remind(by=JOB) == 1 and asking.remind(by=JOB) == 0
    now.shift(timedelta(days=4))
    assert asking.lapse(by=JOB) == 1 and asking.lapse(by=JOB) == 0
    ask.refresh_from_db()
    assert (ask.state, ask.grade) == (AskState.SILENT, "")
    assert replied("1") != "rated"
    assert Invitation.objects.get().body == ""


def test_nobody_is_rung_or_written_to_at_night(city, now) -> None:
    now.move_to(MONDAY + timedelta(hours=12))  # ten in the evening
    ask = asked()
    assert ask.state == AskState.PLANNED and ask.ask_at == MONDAY + timedelta(hours=23)
    land = asked(phone="03095550099")
    now.move_to(MONDAY + timedelta(hours=23))
    asking.send_due(by=JOB)
    assert Task.objects.get().ask_id == land.pk and Task.objects.get().unit.code == "yz.service"
