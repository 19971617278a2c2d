"""After a restore nothing goes out by itself, and what went out after the backup does not go out again."""

from datetime import timedelta

import pytest
import time_machine

from tests.gateways.serving import Served
from tests.rooms.messaging.test_outbox import PHONE, state
from tests.rooms.messaging.test_sending import JOB, send
from yiwang.ground.access.models import ApiClient
from yiwang.ground.messaging import commands
from yiwang.ground.messaging.models import Delivery, Hook, Message
from yiwang.ground.messaging.states import DeliveryState, State
from yiwang.kit import clock


@pytest.mark.django_db
def test_what_is_held_waits_until_it_is_let_go(templates, served: Served, morning: time_machine.Traveller) -> None:
    send()
    assert commands.hold(by=JOB) == 1
    assert commands.hold(by=JOB) == 0
    morning.shift(timedelta(days=30))
    assert commands.drain(by=JOB) == 0
    assert commands.release(by=JOB) == 1
    assert commands.release(by=JOB) == 0
    assert commands.drain(by=JOB) == 1 and state() == State.SENT


@pytest.mark.django_db
def test_what_went_out_after_the_backup_does_not_go_out_again(
    templates, served: Served, morning: time_machine.Traveller
) -> None:
    send()
    kept = Message.objects.get()
    assert commands.drain(by=JOB) == 1
    kept.save()  # the row as the backup has it: not sent yet
    commands.hold(by=JOB)
    commands.release(by=JOB)
    commands.drain(by=JOB)
    assert state() == State.DELIVERED and len(served.phone(PHONE)) == 1


@pytest.mark.django_db
def test_calls_to_other_systems_are_held_too(templates, served: Served, morning: time_machine.Traveller) -> None:
    client = ApiClient.objects.create(
        code="c1", name="某系统", channel="12345", scopes=["appeals:read"], rate=60, digest="0"
    )
    hook = Hook.objects.create(code="h1", client=client, url="https://127.0.0.1/h", secret="s", events=["*"])
    due = {"hook": hook, "event": "e", "subject_kind": "casework.case", "subject_id": "1", "body": "{}"}
    Delivery.objects.create(name="msg_1", state=DeliveryState.WAITING, next_try_at=clock.now(), **due)
    assert commands.hold(by=JOB) == 1
    assert Delivery.objects.get().next_try_at.year == 2200
    assert commands.release(by=JOB) == 1
    assert Delivery.objects.get().next_try_at <= clock.now()
