"""A form sent twice: one act, one answer; also when both arrive at once."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from yiwang.ground.access import commands
from yiwang.ground.access.models import FirstAnswer
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid

SHE = Actor.officer(7, "某人")
pytestmark = pytest.mark.django_db


def test_the_second_time_gets_the_first_answer():
    done = []
    answers = [commands.once(by=SHE, key="n", act=lambda: done.append(1) or f"/{len(done)}/") for _ in range(3)]
    assert answers == ["/1/", "/1/", "/1/"] and done == [1]


def test_the_same_number_of_somebody_else_is_another_form():
    commands.once(by=SHE, key="n", act=lambda: "/hers/")
    assert commands.once(by=Actor.officer(8, "别人"), key="n", act=lambda: "/his/") == "/his/"


def test_what_failed_may_be_sent_again():
    def fail():
        raise Invalid("不行")

    with pytest.raises(Invalid):
        commands.once(by=SHE, key="n", act=fail)
    assert commands.once(by=SHE, key="n", act=lambda: "/now/") == "/now/"


def test_old_answers_are_forgotten():
    commands.once(by=SHE, key="old", act=lambda: "/old/")
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        commands.once(by=SHE, key="new", act=lambda: "/new/")
    assert [row.key for row in FirstAnswer.objects.all()] == ["new"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_one_thing():
    done, answers, gate = [], [], threading.Barrier(2)

    def send():
        gate.wait()
        answers.append(commands.once(by=SHE, key="n", act=lambda: done.append(1) or "/once/"))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [1] and answers == ["/once/", "/once/"]
