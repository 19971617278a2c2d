"""The @command guard on a real database: one transaction, never without an event, buffers flushed once and in order."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from yiwang.kit import jobs, work
from yiwang.kit.actor import Actor
from yiwang.kit.errors import NothingRecorded, Refused
from yiwang.kit.work import buffer, command, mark_recorded, unchanged

BY = Actor.system("tests")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def table(transactional_db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kit_sample (word text)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE kit_sample")


def insert(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO kit_sample VALUES (%s)", [word])


def words() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM kit_sample ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


@command
def write(*, by: Actor, word: str, recorded: bool = True) -> str:
    insert(word)
    if recorded:
        mark_recorded()
    return word


def test_a_recorded_write_stays() -> None:
    assert write(by=BY, word="a") == "a"
    assert words() == ["a"]


def test_nothing_recorded_rolls_back() -> None:
    with pytest.raises(NothingRecorded, match="write"):
        write(by=BY, word="a", recorded=False)
    assert words() == []


def test_unchanged_needs_no_record_and_gives_its_value() -> None:
    @command
    def again(*, by: Actor) -> str:
        return unchanged("already")

    assert again(by=BY) == "already"


def test_an_error_rolls_everything_back() -> None:
    @command
    def fail(*, by: Actor) -> None:
        write(by=by, word="inner")
        raise Refused("不行")

    with pytest.raises(Refused):
        fail(by=BY)
    assert words() == []


def test_an_inner_command_joins_the_outer_one() -> None:
    """One transaction; the record of any of them stands for all; an inner `unchanged` does not end the outer one."""

    @command
    def nothing(*, by: Actor) -> str:
        return unchanged("same")

    @command
    def outer(*, by: Actor) -> list[str]:
        insert("outer")
        return [write(by=by, word="inner"), nothing(by=by)]

    assert outer(by=BY) == ["inner", "same"]
    assert words() == ["inner", "outer"]


def test_buffers_flush_once_in_order_and_again_for_what_flushing_added(monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[tuple[str, list[Any]]] = []

    def late(rows: list[Any]) -> None:
        flushed.append(("late", rows))
        if rows == ["x"]:
            buffer("early", "from late")

    monkeypatch.setitem(work._flushers, "late", (90, late))
    monkeypatch.setitem(work._flushers, "early", (10, lambda rows: flushed.append(("early", rows))))

    @command
    def act(*, by: Actor) -> None:
        buffer("late", "x")
        buffer("early", 1)
        buffer("early", 2)
        mark_recorded()

    act(by=BY)
    assert flushed == [("early", [1, 2]), ("late", ["x"]), ("early", ["from late"])]


def test_a_failed_command_leaves_no_buffer_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[list[Any]] = []
    monkeypatch.setitem(work._flushers, "sample", (1, flushed.append))

    @command
    def fail(*, by: Actor) -> None:
        buffer("sample", 1)
        raise Refused("不行")

    with pytest.raises(Refused):
        fail(by=BY)
    write(by=BY, word="a")
    assert flushed == []


def test_equal_jobs_are_enqueued_once_and_only_on_success() -> None:
    def waiting() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'clocks.sweep'")
            return int(cursor.fetchone()[0])

    before = waiting()

    @command
    def ask(*, by: Actor, fail: bool) -> None:
        jobs.enqueue("clocks.recompute", ref="a:1")
        jobs.enqueue("clocks.recompute", ref="a:1")
        jobs.enqueue("clocks.recompute", ref="a:2")
        mark_recorded()
        if fail:
            raise Refused("不行")

    with pytest.raises(Refused):
        ask(by=BY, fail=True)
    assert enqueued() == []
    ask(by=BY, fail=False)
    assert enqueued() == [{"ref": "a:1"}, {"ref": "a:2"}]
    assert waiting() == before


def enqueued() -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'ref' FROM procrastinate_jobs WHERE task_name = 'clocks.recompute' ORDER BY id")
        return [{"ref": row[0]} for row in cursor.fetchall()]


@pytest.mark.parametrize(
    "shape", ["def f(by): ...", "def f(*, case, by): ...", "def f(by, *, case): ...", "def f(): ..."]
)
def test_the_signature_is_checked_where_it_is_written(shape: str) -> None:
    space: dict[str, Any] = {}
    exec(shape, space)
    with pytest.raises(TypeError, match="by"):
        command(space["f"])


def test_positional_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="by name"):
        write(BY, "a")
