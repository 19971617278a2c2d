"""After a restore nothing goes out by itself, and what went out after the backup does not go out again."""

from datetime import timedelta

import pytest
import time_machine

from tests.gateways.serving import Served
from tests.rooms.messaging.test_outbox import PHONE, state
from tests.rooms.messaging.test_sending import JOB, send
from yiwang.ground.messaging import commands
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import State


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
