"""Each job, run twice, changes nothing the second time."""

from datetime import timedelta

import pytest

from tests.gateways.serving import Served
from tests.rooms.messaging.test_sending import CASE, drains_asked, send
from yiwang.ground.messaging import jobs
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import State
from yiwang.ground.record import queries as record

pytestmark = pytest.mark.django_db


def facts() -> list[str]:
    return [entry.code for entry in record.history(subject=CASE)]


def test_drain_receipts_and_settle(templates, served: Served, morning) -> None:
    send()
    for _ in range(2):
        jobs.drain()
        jobs.sweep(0)
    assert facts() == ["messaging.message.sent"]
    morning.shift(timedelta(seconds=10))
    for _ in range(2):
        jobs.receipts(0)
        jobs.settle(0)
    assert facts() == ["messaging.message.sent", "messaging.message.delivered"]
    assert served.store.counts()["accepted"] == 1
    assert Message.objects.get().state == State.DELIVERED


def test_a_full_batch_asks_for_another_round(templates, served: Served, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "BATCH", 2)
    for _ in range(3):
        send()
    before = drains_asked()
    jobs.drain()
    assert drains_asked() == before + 1
    jobs.drain()
    assert drains_asked() == before + 1
    assert served.store.counts()["accepted"] == 3
