"""Whatever is done with an appeal, whenever, and however the holidays are moved: every clock is what its ledger says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.city import CITIZEN, handler_of, head_of, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.ground.clocks import commands as clocks_commands
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.rules import commands as rules_commands
from yiwang.ground.rules import queries as rules
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Refused

BY = Actor.system("tests")
START = datetime.now(UTC).replace(hour=1, minute=0, second=0, microsecond=0) + timedelta(days=1)
"""Nine o'clock tomorrow: the rules that the city was founded with are in force."""
MOVES = ("sign", "contact", "submit", "send_back", "approve", "dispute", "withdraw", "sweep", *["publish"] * 4)

pytestmark = pytest.mark.usefixtures("city")


def move(name: str, appeal: Appeal, days: frozenset[int]) -> None:
    """One move by the hand it belongs to; what the state does not allow changes nothing."""
    by, head, case_id = handler_of(appeal), head_of(appeal), appeal.pk
    acts: dict[str, Any] = {
        "sign": lambda: appeals.sign(by=by, case_id=case_id),
        "contact": lambda: appeals.record_contact(by=by, case_id=case_id, kind="call", reached=True, note="打过电话"),
        "submit": lambda: appeals.submit_reply(by=by, case_id=case_id, text="已处理。", outcome="resolved"),
        "send_back": lambda: appeals.send_back(by=head, case_id=case_id, reason="请写清楚"),
        "approve": lambda: appeals.approve(by=head, case_id=case_id),
        "dispute": lambda: appeals.dispute(by=CITIZEN, case_id=case_id, reason="昨晚又来了"),
        "withdraw": lambda: appeals.withdraw(by=CITIZEN, case_id=case_id),
        "publish": lambda: publish(days),
        "sweep": lambda: clocks_commands.sweep(by=Actor.job("clocks.sweep")),
    }
    try:
        acts[name]()
    except (Refused, Conflict):
        return


def publish(days: frozenset[int]) -> None:
    """A calendar for the next half year: these days are turned round, working days off and days off worked."""
    dates = [START.date() + timedelta(days=number) for number in range(180)]
    rows = [{"date": day.isoformat(), "is_working": str(int(is_worked(day, number in days))), "provisional": "no"}
            for number, day in enumerate(dates)]  # fmt: skip
    rules_commands.install(by=BY, kind="calendar", payload=rows)
    rules.forget()
    clocks_commands.recompute_all(by=BY)


def is_worked(day: date, is_turned: bool) -> bool:
    return (day.weekday() < 5) is not is_turned


def assert_agreed(appeal: Appeal) -> None:
    assert clocks.verify() == []
    case = queries.get_by_id(case_id=appeal.pk).case
    kept = clocks.stored(subject=case.ref, kind="handle")
    assert kept is not None
    assert (kept.round, case.due_at, case.amber_at) == (case.round, kept.due_at, kept.amber_at)


steps = st.lists(
    st.tuples(
        st.sampled_from(MOVES),
        st.one_of(st.integers(0, 8 * 60), st.integers(0, 12 * 24 * 60)),
        st.frozensets(st.integers(0, 25), min_size=3, max_size=15),
    ),
    min_size=3,
    max_size=10,
)  # fmt: skip
HAPPY = [
    ("sign", 30, frozenset()),
    ("contact", 90, frozenset()),
    ("submit", 60, frozenset()),
    ("approve", 60, frozenset()),
]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(lead=st.integers(0, 4), story=steps, type=st.sampled_from(["complaint", "consult", "help", "report"]))
def test_every_clock_equals_its_recomputation(lead, story, type):
    """`lead`: how far the ordinary way has gone before anything may happen, so that late states are met often."""
    moment = START
    with transaction.atomic(), time_machine.travel(moment, tick=False) as clock:
        rules.forget()
        appeal = registered(told={"type": type})
        for name, minutes, days in [*HAPPY[:lead], *story]:
            moment += timedelta(minutes=minutes)
            clock.move_to(moment)
            rules.forget()
            move(name, queries.get_by_id(case_id=appeal.pk), days)
        assert_agreed(appeal)
        transaction.set_rollback(True)  # the next story begins at an empty desk
