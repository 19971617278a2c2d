"""A worker process killed in the middle, and several at once: nothing lost, nothing doubled."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tests.gateways.serving import Served
from tests.rooms.messaging.test_sending import JOB, REGISTERED
from yiwang.ground.messaging import commands, policies
from yiwang.ground.messaging.commands import Recipient
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import State
from yiwang.kit import clock
from yiwang.kit.refs import Ref

WORKER = """
import django
django.setup()
from yiwang.ground.messaging import commands
from yiwang.kit.actor import Actor
commands.drain(by=Actor.job("messaging.drain"))
"""


def fill(count: int) -> None:
    for serial in range(count):
        to = Recipient(kind="citizen", id=serial, phone=f"1543000{serial:04d}")
        commands.send(
            by=JOB,
            template="ap.registered",
            to=to,
            subject=Ref("casework.case", serial),
            params=REGISTERED,
            urgent=True,
        )


def worker(served: Served) -> subprocess.Popen[bytes]:
    parts = connection.settings_dict
    url = f"host={parts['HOST']} user={parts['USER']} dbname={parts['NAME']}"
    url += f" port={parts['PORT']}" if parts["PORT"] else ""
    url += f" password={parts['PASSWORD']}" if parts["PASSWORD"] else ""
    env = {**os.environ, "DATABASE_URL": url, "YIWANG_SMS_ENDPOINT": served.url}
    return subprocess.Popen([sys.executable, "-c", WORKER], env=env)


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_killed_while_the_gateway_thinks(installed, served: Served, monkeypatch) -> None:
    fill(6)
    served.misbehave(hang_seconds=0.5, hang="before", receipt_seconds=0)
    process = worker(served)
    until = time.monotonic() + 60
    while served.store.counts()["accepted"] < 3 and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    assert Message.objects.filter(state=State.SENDING).count() >= 2
    served.behave()
    monkeypatch.setattr(policies, "LEASE", timedelta(0))
    monkeypatch.setattr(policies.sending, "PATIENCE", (timedelta(0),) * 6)
    for _ in range(3):
        commands.settle(by=JOB)
        commands.drain(by=JOB)
    Message.objects.filter(state=State.SENT).update(next_look_at=clock.now())
    commands.receipts(by=JOB)
    assert served.store.counts() == {"accepted": 6, "distinct": 6, "duplicates": 0}
    assert set(Message.objects.values_list("state", flat=True)) == {State.DELIVERED}


@pytest.mark.django_db(transaction=True)
def test_several_workers_share_a_batch(templates, served: Served) -> None:
    fill(30)

    def work(_: int) -> int:
        try:
            return commands.drain(by=JOB, limit=10)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        assert sum(hands.map(work, range(4))) == 30
    assert served.store.counts() == {"accepted": 30, "distinct": 30, "duplicates": 0}
