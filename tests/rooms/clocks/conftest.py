from collections import defaultdict

import pytest

from tests.rooms.clocks.things import BY
from tests.unit.clocks.tables import rows
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules import queries as rules_queries
from yiwang.kit import bus


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """The room by itself: how the house answers its facts is tested where that is wired."""
    monkeypatch.setattr(bus, "_now", defaultdict(list))
    monkeypatch.setattr(bus, "_later", defaultdict(list))


@pytest.fixture(autouse=True)
def tables(alone, db):
    """The shipped calendar and limits, in force."""
    rules_queries.forget()
    rules.install(by=BY, kind="calendar", payload=rows("calendar_2025_2027.csv"))
    rules.install(by=BY, kind="time_limits", payload=rows("time_limits.csv"))
    yield
    rules_queries.forget()
