"""绿色通道: open between two dates, it gives what matches the row of its own in the table of limits, and the portal says so."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.city import registered
from yiwang.cases.appeals import queries
from yiwang.cases.casework.states import Priority
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import queries as portal
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.rules import commands as rules
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid

pytestmark = pytest.mark.usefixtures("city")
IN_JUNE = datetime(2026, 6, 2, 2, 0, tzinfo=UTC)
BEFORE = datetime(2026, 5, 24, 2, 0, tzinfo=UTC)
CARD = {
    "category": "hukou.id_card",
    "type": "consult",
    "content": "孩子后天高考，身份证今天发现过期了，能不能马上补一张？",
}


@pytest.mark.parametrize(("at", "priority"), [(IN_JUNE, Priority.GREEN), (BEFORE, Priority.NORMAL)])
def test_an_appeal_goes_first_while_it_is_open(at, priority):
    with time_machine.travel(at, tick=False):
        appeal = registered(told=CARD)
    assert appeal.case.priority == priority
    limit = clocks.ledger(subject=appeal.case.ref, kind="handle").lines[0].ground
    assert ("24小时" in limit) == (priority == Priority.GREEN)


def test_another_category_stays_where_it_is():
    with time_machine.travel(IN_JUNE, tick=False):
        assert registered().case.priority == Priority.NORMAL
        assert not queries.is_green(category="hukou.move")


def test_the_portal_says_what_is_open():
    counter.publish(by=Actor.job("test.job"))
    assert portal.open_channels(on=date(2026, 6, 2)) == ["高考考生身份证"]
    assert portal.open_channels(on=date(2026, 5, 24)) == []


@pytest.mark.parametrize("days", [("2026-06-31", "2026-07-01"), ("2026-06-10", "2026-06-01")])
def test_days_that_cannot_be_are_refused(days):
    row = {"code": "x", "name": "试", "category": "hukou.id_card", "from": days[0], "to": days[1], "note": ""}
    with pytest.raises(Invalid):
        rules.install(by=Actor.system("test"), kind="green_channels", payload=[row])
