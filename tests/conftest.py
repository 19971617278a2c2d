"""Fixtures that every test may ask for."""

from time import monotonic

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

from tests import city as demo_city
from tests import golden
from yiwang.cases.counter import queries as counter
from yiwang.cases.counter.queries import published
from yiwang.config import lessons
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import serving
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.queries import in_force
from yiwang.kit import memory

_AGES = ((memory, "FRESH_SECONDS"), (in_force, "FRESH_SECONDS"), (published, "FRESH_SECONDS"), (serving, "STALE_AFTER"))


def _forget():
    rules.forget()
    counter.forget()
    memory.forget()


def _emptied(self):
    """Django empties every table and makes its kinds and permissions anew; here only what a test has filled is emptied."""
    every = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    names = [connection.ops.quote_name(name) for name in sorted(every - {"django_content_type", "auth_permission"})]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in names))
        if filled := [name for (name,) in cursor.fetchall()]:
            cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")


TransactionTestCase._fixture_teardown = _emptied


class _Known:
    """What a process knows of the city as it was founded: read once, and known again at the start of each test in it."""

    kept = None

    @classmethod
    def learn(cls):
        """One appeal makes the process read what appeals need; the appeal itself is undone."""
        with transaction.atomic():
            demo_city.registered()
            transaction.set_rollback(True)
        cls.kept = dict(in_force._lines), dict(in_force._payloads), [(one, dict(one._kept)) for one in memory._all]

    @classmethod
    def recall(cls):
        """As if it had been read just now: the last test was rolled back, and what this one changes ends it by its facts."""
        if cls.kept is None:
            cls.learn()
        now, (lines, payloads, answers) = monotonic(), cls.kept
        in_force._lines.update({kind: (now, line) for kind, (_, line) in lines.items()})
        in_force._payloads.update(payloads)
        for one, known in answers:
            one._kept = {asked: (now, answer) for asked, (_, answer) in known.items()}


@pytest.fixture(autouse=True)
def fresh_rules(monkeypatch):
    """No test sees what this process remembers of another one's rules, units and posts; and within a test nothing it
    remembers grows old, or a slow machine would ask more statements than a fast one."""
    _forget()
    for module, age in _AGES:
        monkeypatch.setattr(module, age, 3600.0)
    yield
    _forget()


@pytest.fixture(scope="session")
def _city_stands(django_db_setup, django_db_blocker):
    """The demo city, committed once: tests that ask for it run after all that want empty tables (see below)."""
    with django_db_blocker.unblock():
        if not golden.is_there(connection):
            demo_city.found()
            return
        connection.close()
        connection.settings_dict["NAME"] = golden.CITY
        language.teach(lessons.of_the_demo)  # as laying the ground does, which this process did not


@pytest.fixture
def city(_city_stands, db):
    """云州 with its rules, units, officers and text model; each test's own changes are rolled back.

    A test that changes tables behind the commands' back says `memory.forget()` itself.
    """
    _Known.recall()
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
