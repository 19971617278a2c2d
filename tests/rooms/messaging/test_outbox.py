"""To the gateway and back: whatever fails, hangs, lies or dies, no phone gets a message twice."""

from datetime import datetime, timedelta

import httpx
import pytest
import time_machine

from tests.gateways.serving import Served
from tests.rooms.messaging.test_sending import CASE, CITIZEN, JOB, send
from yiwang.ground.messaging import commands, policies, queries
from yiwang.ground.messaging.commands import Recipient, results
from yiwang.ground.messaging.gateways.aliyun import AliyunSms
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.queries import views
from yiwang.ground.messaging.states import Reason, State
from yiwang.ground.record import queries as record
from yiwang.kit.clock import CHINA
from yiwang.kit.work import command

PHONE = "15430001001"


def turns(morning: time_machine.Traveller, minutes: int) -> None:
    """The worker's rounds, minute by minute, as the schedule runs them."""
    for _ in range(minutes):
        morning.shift(timedelta(minutes=1))
        commands.drain(by=JOB)
        commands.settle(by=JOB)
        commands.receipts(by=JOB)


def state() -> str:
    return Message.objects.get().state


def facts() -> list[str]:
    return [entry.code.rpartition(".")[2] for entry in record.history(subject=CASE)]


@pytest.mark.django_db
def test_sent_delivered_and_on_record(templates, served: Served, morning) -> None:
    served.behave(receipt_seconds=20)
    send()
    assert commands.drain(by=JOB) == 1
    assert commands.drain(by=JOB) == 0
    assert state() == State.SENT
    morning.shift(timedelta(seconds=6))
    assert commands.receipts(by=JOB) == 1
    assert state() == State.SENT
    morning.shift(timedelta(seconds=30))
    commands.receipts(by=JOB)
    assert commands.receipts(by=JOB) == 0
    row = Message.objects.get()
    assert (row.state, row.params) == (State.DELIVERED, "") and row.receipt_at
    assert row.gateway_ref
    assert facts() == ["sent", "delivered"]
    assert [len(served.phone(PHONE)), served.store.counts()["duplicates"]] == [1, 0]


@pytest.mark.django_db
def test_without_a_gateway_messages_wait(templates, no_gateway, morning) -> None:
    send()
    assert commands.drain(by=JOB) == commands.receipts(by=JOB) == commands.settle(by=JOB) == 0
    morning.shift(timedelta(minutes=3))
    health = queries.health()
    assert (health.has_gateway, health.waiting, health.oldest_seconds) == (False, 1, 180)


@pytest.mark.django_db
def test_what_waited_for_the_morning_goes_at_nine(templates, served: Served, morning) -> None:
    morning.move_to(datetime(2026, 11, 24, 23, 0, tzinfo=CHINA))
    send()
    assert queries.health().held == 1
    assert commands.drain(by=JOB) == 0
    morning.move_to(datetime(2026, 11, 25, 8, 59, tzinfo=CHINA))
    assert commands.drain(by=JOB) == 0
    morning.move_to(datetime(2026, 11, 25, 9, 0, tzinfo=CHINA))
    assert commands.drain(by=JOB) == 1


@pytest.mark.django_db
def test_a_retry_heeds_the_night_as_well(templates, served: Served, morning) -> None:
    morning.move_to(datetime(2026, 11, 24, 20, 59, 30, tzinfo=CHINA))
    served.misbehave(fail_rate=1, times=1)
    send()
    commands.drain(by=JOB)
    assert Message.objects.get().not_before == datetime(2026, 11, 25, 9, 0, tzinfo=CHINA)


@pytest.mark.django_db
def test_the_most_pressing_first(templates, served: Served) -> None:
    send(to=Recipient(kind="citizen", phone="15430001009"))
    send(urgent=True)
    commands.send_code(by=JOB, phone="15430001002", code="123456", subject=CASE)
    commands.drain(by=JOB)
    assert [kept.phone for kept in reversed(served.store.latest())] == ["15430001002", PHONE, "15430001009"]


@pytest.mark.django_db
def test_refused_for_a_while_then_taken(templates, served: Served, morning) -> None:
    served.misbehave(fail_rate=1, fail_code="isv.BUSINESS_LIMIT_CONTROL", times=2)
    send()
    commands.drain(by=JOB)
    assert (state(), Message.objects.get().error_code) == (State.QUEUED, "isv.BUSINESS_LIMIT_CONTROL")
    turns(morning, 6)
    assert (state(), facts()) == (State.DELIVERED, ["sent", "delivered"])
    assert served.store.counts()["accepted"] == 1


@pytest.mark.django_db
def test_refused_again_and_again_fails_in_the_end(templates, served: Served, morning) -> None:
    served.misbehave(fail_rate=1)
    send(to=CITIZEN, urgent=True)
    for _ in range(10):
        commands.drain(by=JOB)
        morning.shift(timedelta(hours=7))
    row = Message.objects.get()
    assert (row.state, row.error_code, row.attempts) == (State.FAILED, Reason.TOO_MANY_TRIES, 7)
    assert facts() == ["failed"]


@pytest.mark.django_db
def test_refused_for_good_fails_at_once(templates, served: Served) -> None:
    served.misbehave(fail_rate=1, fail_code="isv.SMS_TEMPLATE_ILLEGAL")
    send()
    commands.drain(by=JOB)
    shown = queries.of(subject=CASE)[0]
    assert (shown.state_label, shown.why) == ("未送达", "运营商退回：isv.SMS_TEMPLATE_ILLEGAL")
    assert shown.address == "154****1001"


@pytest.mark.django_db
def test_the_carrier_may_fail_it_later(templates, served: Served, morning) -> None:
    served.misbehave(receipt_seconds=0, receipt_fail_code="MK:0001")
    send()
    commands.drain(by=JOB)
    turns(morning, 2)
    assert (state(), facts()) == (State.FAILED, ["sent", "failed"])
    assert served.store.counts()["accepted"] == 1


@pytest.mark.django_db
def test_no_receipt_for_three_days_is_said_so(templates, served: Served, morning) -> None:
    served.behave(receipt_seconds=1e7)
    send(urgent=True)
    commands.drain(by=JOB)
    for _ in range(80):
        morning.shift(timedelta(hours=1))
        commands.receipts(by=JOB)
    assert (state(), Message.objects.get().error_code) == (State.UNKNOWN, Reason.NO_RECEIPT)


@pytest.mark.django_db
def test_a_gateway_that_cannot_be_reached_costs_no_try(templates, morning, monkeypatch) -> None:
    lonely = AliyunSms(endpoint="http://127.0.0.1:9", key_id="k", key_secret="s")
    monkeypatch.setattr(queries, "gateway", lambda: lonely)
    send()
    send()
    assert commands.drain(by=JOB) == 0
    rows = Message.objects.all()
    assert {(row.state, row.attempts) for row in rows} == {(State.QUEUED, 0)}
    assert commands.drain(by=JOB) == 0


# --- the gateway hangs after it accepted


def _impatient(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    client = served.client(seconds=0.4)
    monkeypatch.setattr(queries, "gateway", lambda: client)


@pytest.mark.django_db
@pytest.mark.parametrize("hang", ["before", "after"])
def test_a_gateway_that_hangs_gets_it_once(
    templates, served: Served, morning, monkeypatch: pytest.MonkeyPatch, hang: str
) -> None:
    _impatient(served, monkeypatch)
    served.misbehave(hang_seconds=0.9, hang=hang, times=1)
    send()
    assert commands.drain(by=JOB) == 0
    assert state() == State.SENDING
    assert commands.drain(by=JOB) == commands.settle(by=JOB) == 0
    for _ in range(30):
        if served.store.counts()["accepted"]:
            break
        httpx.get(f"{served.url}/stats.json", trust_env=False)
        __import__("time").sleep(0.1)
    turns(morning, 8)
    assert state() == State.DELIVERED
    assert served.store.counts() == {"accepted": 1, "distinct": 1, "duplicates": 0}


@pytest.mark.django_db
def test_after_two_doubts_the_rest_goes_back(templates, served: Served, monkeypatch) -> None:
    _impatient(served, monkeypatch)
    served.misbehave(fail_rate=1, fail_status=503, fail_code="isp.UNHEARD_OF")
    for _ in range(5):
        send()
    assert commands.drain(by=JOB) == 0
    states = [row.state for row in Message.objects.order_by("id")]
    assert states == [State.SENDING] * 2 + [State.QUEUED] * 3
    assert Message.objects.filter(state=State.QUEUED, attempts=0).count() == 3


@pytest.mark.django_db
def test_a_slow_batch_gives_the_rest_back(templates, served: Served, monkeypatch) -> None:
    monkeypatch.setattr(policies, "BATCH_SECONDS", -1.0)
    send()
    assert commands.drain(by=JOB) == 0
    assert (state(), Message.objects.get().attempts) == (State.QUEUED, 0)


# --- it lies


@pytest.mark.django_db
def test_says_no_and_sends_all_the_same(templates, served: Served, morning) -> None:
    served.misbehave(lie="deny", times=1, receipt_seconds=0)
    send()
    commands.drain(by=JOB)
    turns(morning, 8)
    assert (state(), facts()) == (State.DELIVERED, ["sent", "delivered"])
    assert served.store.counts() == {"accepted": 1, "distinct": 1, "duplicates": 0}


@pytest.mark.django_db
def test_says_yes_and_drops_it(templates, served: Served, morning) -> None:
    served.misbehave(lie="drop", times=1, receipt_seconds=0)
    send()
    commands.drain(by=JOB)
    assert state() == State.SENT
    turns(morning, 45)
    assert state() == State.DELIVERED
    assert served.store.counts() == {"accepted": 1, "distinct": 1, "duplicates": 0}


# --- the worker dies, or meets another


@command
def drains_inside(*, by) -> None:
    commands.drain(by=by)


@pytest.mark.django_db(transaction=True)
def test_it_may_not_be_called_inside_a_transaction(templates, served: Served) -> None:
    with pytest.raises(RuntimeError):
        drains_inside(by=JOB)


@pytest.mark.django_db
@pytest.mark.parametrize("accepted", [True, False])
def test_a_crash_between_mark_and_result(
    templates, served: Served, morning, monkeypatch: pytest.MonkeyPatch, accepted: bool
) -> None:
    class Died(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Died

    send()
    with monkeypatch.context() as dying:
        dying.setattr(results if accepted else AliyunSms, "note_taken" if accepted else "send", die)
        with pytest.raises(Died):
            commands.drain(by=JOB)
    assert (state(), served.store.counts()["accepted"]) == (State.SENDING, int(accepted))
    turns(morning, 10)
    assert state() == State.DELIVERED
    assert served.store.counts() == {"accepted": 1, "distinct": 1, "duplicates": 0}


@pytest.mark.django_db
def test_a_late_answer_wins_over_a_look_up_that_found_nothing(templates, served: Served, morning) -> None:
    send()
    row = commands.outbox.claim(by=JOB, limit=1)[0]
    morning.shift(timedelta(minutes=5))
    assert commands.settle(by=JOB) == 1
    assert state() == State.QUEUED
    results.note_taken(by=JOB, message_id=row.pk, ref="late")
    assert commands.drain(by=JOB) == 0
    assert state() == State.SENT


@pytest.mark.django_db
def test_old_news_changes_nothing(templates, served: Served, morning) -> None:
    send()
    first = commands.outbox.claim(by=JOB, limit=1)[0]
    morning.shift(timedelta(minutes=5))
    commands.settle(by=JOB)
    morning.shift(timedelta(minutes=5))
    commands.outbox.claim(by=JOB, limit=1)
    results.note_refused(by=JOB, message=first, code=Reason.LOST, may_retry=True)
    assert state() == State.SENDING


@pytest.mark.django_db
def test_each_note_is_taken_once(templates, served: Served) -> None:
    row = send()[0]
    commands.drain(by=JOB)
    results.note_taken(by=JOB, message_id=row.pk)
    results.note_taken(by=JOB, message_id=row.pk)
    found = views.gateway().find(commands.outbox._asked(Message.objects.get())[0])
    results.note_found(by=JOB, message_id=row.pk, found=found)
    results.note_found(by=JOB, message_id=row.pk, found=found)
    assert facts() == ["sent", "delivered"]
