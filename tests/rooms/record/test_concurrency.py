"""Many hands on the same subjects at once: no deadlock, no fact lost, chains whole."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.rooms.record.test_writing import WANG, sign
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries
from yiwang.ground.record.models import Checkpoint, Event
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref

SUBJECTS = [Ref("tests.file", number) for number in range(6)]


def _work(hand: int) -> None:
    try:
        for turn in range(8):
            order = SUBJECTS[hand % 6 :] + SUBJECTS[: hand % 6]
            sign(by=WANG, subjects=order if turn % 2 else order[::-1])
            record.checkpoint(by=Actor.job("record.checkpoint"))
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_hands_that_meet_neither_deadlock_nor_lose_a_fact() -> None:
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(_work, range(4)))
    assert Event.objects.count() == 4 * 8 * len(SUBJECTS)
    while record.checkpoint(by=Actor.job("record.checkpoint")):
        pass
    report = queries.verify()
    assert report.ok, report.problems
    assert (report.subjects, report.unsealed) == (6, 0)
    assert list(Checkpoint.objects.values_list("seq", flat=True)) == list(range(1, Checkpoint.objects.count() + 1))
