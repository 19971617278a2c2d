"""A command that looks and then writes once sends no BEGIN and no COMMIT, and is whole all the same."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from tests.rooms.kit.test_rows import BY, a_case, a_person, open_file
from yiwang.cases.casework import queries
from yiwang.cases.casework.models import Case
from yiwang.kit import rows, sql, work
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, mark_recorded

pytestmark = pytest.mark.django_db(transaction=True)
_LATE = "tests: written after the rows"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What psycopg sends of its own: BEGIN, COMMIT, ROLLBACK."""
    rows.forget_keys()
    open_file(by=BY, number="YZ2611-00000-0")  # keys are at hand from now on
    seen: list[bytes] = []
    sent = psycopg.Connection._exec_command

    def spied(self: Any, words: bytes, *more: Any, **named: Any) -> Any:
        seen.append(words)
        return sent(self, words, *more, **named)

    monkeypatch.setattr(psycopg.Connection, "_exec_command", spied)
    return seen


@pytest.fixture
def late() -> Iterator[list[Any]]:
    """A flusher that comes after the rows, and fails."""
    seen: list[Any] = []

    @work.flusher(_LATE, order=200)
    def fail(found: list[Any]) -> None:
        seen.extend(found)
        raise ValueError("too late")

    yield seen
    del work._flushers[_LATE]


@command
def take_in(*, by: Actor, number: str, looks: bool = False, late: bool = False) -> Case:
    assert queries.by_intake_key(key=f"key:{number}") is None
    if looks:
        assert not Case.objects.filter(number=number).exists()
    case = rows.add(a_case(rows.add(a_person()), number, intake_key=f"key:{number}"))
    if late:
        work.buffer(_LATE, case)
    mark_recorded()
    return case


def has(number: str) -> bool:
    return Case.objects.filter(number=number).exists()


def test_looking_up_and_writing_are_each_their_own_transaction(told: list[bytes]) -> None:
    done: list[str] = []
    work_on = take_in.__wrapped__  # type: ignore[attr-defined]

    @command
    def with_hook(*, by: Actor) -> Case:
        transaction.on_commit(lambda: done.append("committed"))
        return work_on(by=by, number="YZ2611-00001-1")

    with_hook(by=BY)
    assert told == []
    assert has("YZ2611-00001-1") and done == ["committed"] and connection.get_autocommit()


def test_whoever_looks_without_saying_so_gets_a_transaction(told: list[bytes]) -> None:
    take_in(by=BY, number="YZ2611-00001-1", looks=True)
    assert [words.split()[0] for words in told] == [b"BEGIN", b"COMMIT"]


def test_rows_do_not_stand_alone_where_something_is_written_after_them(late: list[Any]) -> None:
    with pytest.raises(ValueError, match="too late"):
        take_in(by=BY, number="YZ2611-00001-1", late=True)
    assert len(late) == 1
    assert not has("YZ2611-00001-1")


def test_a_refused_statement_leaves_nothing_and_the_connection_goes_on(told: list[bytes]) -> None:
    with pytest.raises(IntegrityError):
        open_file(by=BY, number="YZ2611-00000-0")
    assert connection.get_autocommit()
    take_in(by=BY, number="YZ2611-00002-2")
    assert has("YZ2611-00002-2")


def test_inside_another_transaction_it_goes_with_it() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        take_in(by=BY, number="YZ2611-00001-1")
        assert has("YZ2611-00001-1")
        raise RuntimeError
    assert not has("YZ2611-00001-1")


def test_a_command_in_a_command_does_not_end_it(told: list[bytes]) -> None:
    @command
    def both(*, by: Actor) -> None:
        take_in(by=by, number="YZ2611-00001-1")
        take_in(by=by, number="YZ2611-00002-2")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        both(by=BY)
    assert not has("YZ2611-00001-1") and not has("YZ2611-00002-2")


def test_a_lost_connection_is_called_by_its_name() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None, "context": None}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    with pytest.raises(OperationalError), transaction.atomic():
        sql.run("SELECT 1", may_stand_alone=True)
    connection.close()
