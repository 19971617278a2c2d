"""Fixtures that every test may ask for."""

import pytest

from tests import city as demo_city
from yiwang.cases.counter import queries as counter
from yiwang.ground.rules import queries as rules
from yiwang.kit import memory


def _forget():
    rules.forget()
    counter.forget()
    memory.forget()


@pytest.fixture(autouse=True)
def fresh_rules():
    """No test sees what this process remembers of another one's rules, units and posts."""
    _forget()
    yield
    _forget()


@pytest.fixture(scope="session")
def _city_stands(django_db_setup, django_db_blocker):
    """The demo city, committed once: tests that ask for it run after all that want empty tables (see below)."""
    with django_db_blocker.unblock():
        demo_city.found()


@pytest.fixture
def city(_city_stands, db):
    """云州 with its rules, units, officers and text model; each test's own changes are rolled back."""
    return demo_city


def pytest_collection_modifyitems(items):
    """Tests that need the city come after those that want empty tables: it stays once it is founded. Journeys come last of
    all: their browser runs an event loop in this thread, and Django speaks to no database beside one. Before them the soak:
    it leaves what it did."""
    items.sort(
        key=lambda item: (
            "journeys" in item.path.parts,
            "soak" in item.path.parts,
            "city" in getattr(item, "fixturenames", ()),
        )
    )
