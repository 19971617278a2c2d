"""Verification codes: first, once, in time, and not too often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from yiwang.ground.messaging import commands
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import Reason, State
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.refs import Ref

BY, DRAFT = Actor.citizen(), Ref("counter.draft", "d1")
PHONE = "15430001001"


def ask(phone: str = PHONE) -> Message:
    return commands.send_code(by=BY, phone=phone, code="402196", subject=DRAFT)


@pytest.mark.django_db
def test_a_code_reaches_the_phone_whole_and_is_kept_nowhere(templates, served) -> None:
    row = ask()
    assert "402196" not in row.body
    assert [entry.code for entry in record.history(subject=DRAFT)] == ["messaging.code.asked"]
    assert commands.drain(by=Actor.job("j")) == 1
    got = served.phone(PHONE)
    assert got[0]["content"] == ("【云州公安】验证码402196，5分钟内有效，用于确认您的手机号，请勿告诉任何人。")
    commands.receipts(by=Actor.job("j"))
    Message.objects.update(next_look_at=row.created_at)
    commands.receipts(by=Actor.job("j"))
    row.refresh_from_db()
    assert (row.state, row.params) == (State.DELIVERED, "")
    assert "402196" not in str([entry.payload for entry in record.history(subject=DRAFT)])


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["", "12345678901", "0309-5550003", "1543000100"])
def test_a_code_needs_a_mobile_number(templates, wrong: str) -> None:
    with pytest.raises(Invalid) as no:
        ask(wrong)
    assert "手机" in no.value.fields["phone"]


@pytest.mark.django_db
def test_one_a_minute_five_an_hour_ten_a_day(templates, morning) -> None:
    ask()
    with pytest.raises(Refused, match="60秒后再试"):
        ask()
    ask("15430001002")
    for _ in range(4):
        morning.shift(timedelta(seconds=61))
        ask()
    morning.shift(timedelta(minutes=2))
    with pytest.raises(Refused, match="分钟后再试"):
        ask()
    for _ in range(5):
        morning.shift(timedelta(minutes=61))
        ask()
    morning.shift(timedelta(minutes=61))
    with pytest.raises(Refused, match="小时后再试"):
        ask()
    morning.shift(timedelta(hours=19))
    ask()


@pytest.mark.django_db
def test_a_code_is_not_sent_after_five_minutes(templates, served, morning) -> None:
    ask()
    morning.shift(timedelta(minutes=5))
    assert commands.drain(by=Actor.job("j")) == 0
    assert commands.settle(by=Actor.job("j")) == 1
    assert commands.settle(by=Actor.job("j")) == 0
    row = Message.objects.get()
    assert (row.state, row.error_code, row.params) == (State.FAILED, Reason.EXPIRED, "")
    assert served.phone(PHONE) == []


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [{"fail_rate": 1}, {"lie": "drop"}])
def test_a_code_is_never_sent_a_second_time(templates, served, morning, fault: dict[str, object]) -> None:
    served.misbehave(**fault)
    ask()
    commands.drain(by=Actor.job("j"))
    served.behave()
    for _ in range(20):
        morning.shift(timedelta(minutes=2))
        commands.drain(by=Actor.job("j"))
        commands.settle(by=Actor.job("j"))
        commands.receipts(by=Actor.job("j"))
    assert served.store.counts()["accepted"] == 0
    assert Message.objects.get().state == State.FAILED


@pytest.mark.django_db(transaction=True)
def test_two_askings_at_once_get_one_code(templates) -> None:
    def attempt(_: int) -> str:
        try:
            ask()
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "sent"

    with ThreadPoolExecutor(4) as hands:
        answers = sorted(hands.map(attempt, range(4)))
    assert answers == ["refused"] * 3 + ["sent"]
