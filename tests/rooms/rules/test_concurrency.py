"""Two who draft and approve one kind at the same time get two versions and one line."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection

from yiwang.ground.rules import commands as rules
from yiwang.ground.rules import queries
from yiwang.ground.rules.models import Ruleset
from yiwang.ground.rules.states import State
from yiwang.kit.actor import Actor


def _work(hand: int) -> None:
    try:
        for turn in range(5):
            row = rules.draft(
                by=Actor.officer(hand, "甲"), kind="police_lines", payload=[{"code": f"{hand}", "zh": f"{turn}"}]
            )
            rules.approve(by=Actor.officer(hand + 10, "乙"), ruleset_id=row.pk)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_versions_are_numbered_without_gap_and_follow_each_other() -> None:
    queries.forget()
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(_work, range(4)))
    rows = list(Ruleset.objects.order_by("version"))
    assert [row.version for row in rows] == list(range(1, 21))
    assert [row.state for row in rows].count(State.APPROVED) == 1
    spans = ((row.effective_from, row.effective_until) for row in rows if row.effective_until)
    line = sorted((since, until) for since, until in spans if since != until)
    assert all(before[1] <= after[0] for before, after in pairwise(line))
    queries.forget()
