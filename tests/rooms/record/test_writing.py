"""One flush writes everything; the chain is right whoever reads it back."""

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yiwang.ground.record import commands as record
from yiwang.ground.record import queries
from yiwang.ground.record.models import Event, Head
from yiwang.ground.record.queries import chain
from yiwang.kit import bus
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.errors import NothingRecorded
from yiwang.kit.refs import Ref
from yiwang.kit.work import command

pytestmark = pytest.mark.django_db
WANG = Actor.officer(7, "盐场派出所 王磊", request_id="r-1")


@dataclass(frozen=True)
class Signed(bus.Event):
    code: ClassVar[str] = "tests.file.signed"
    number: Any = 0


@command
def sign(*, by: Actor, subjects: list[Ref], times: int = 1) -> None:
    for number in range(times):
        for subject in subjects:
            record.write(by=by, event=Signed(subject, number))


def test_a_fact_is_written_with_its_hand_and_follows_the_one_before() -> None:
    case = Ref("tests.file", 1)
    sign(by=WANG.acting_for("所长"), subjects=[case], times=2)
    first, second = queries.history(subject=case)
    assert (first.seq, first.code, first.payload) == (1, "tests.file.signed", {"number": 0})
    assert (first.actor_kind, first.actor_id, first.actor_label) == (ActorKind.OFFICER, "7", "盐场派出所 王磊")
    assert (first.on_behalf_of, first.door, first.request_id) == ("所长", "workbench", "r-1")
    assert (second.seq, second.payload, second.subject) == (2, {"number": 1}, case)
    rows = list(Event.objects.order_by("seq"))
    assert rows[0].prev_hash == "" and rows[1].prev_hash == rows[0].hash
    assert [chain.event_hash(row) for row in rows] == [row.hash for row in rows]
    head = Head.objects.get()
    assert (head.seq, head.hash, head.sealed_seq) == (2, rows[1].hash, 0)


@pytest.mark.parametrize("count", [1, 3, 60])
def test_however_many_facts_four_statements(count: int) -> None:
    subjects = [Ref("tests.file", number) for number in range(count)]
    sign(by=WANG, subjects=subjects[:1])
    with CaptureQueriesContext(connection) as seen:
        sign(by=WANG, subjects=subjects, times=3)
    written = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
    assert len(written) == 4, written
    assert Event.objects.count() == 3 * count + 1


def test_facts_of_many_subjects_are_read_by_one_statement() -> None:
    one, two, none = (Ref("tests.file", number) for number in (1, 2, 3))
    sign(by=WANG, subjects=[one, two], times=2)
    with CaptureQueriesContext(connection) as seen:
        found = queries.histories(subjects=[one, two, none])
    assert len(seen) == 1
    assert {subject: [entry.seq for entry in entries] for subject, entries in found.items()} == {
        one: [1, 2], two: [1, 2], none: [],
    }  # fmt: skip
    assert queries.histories(subjects=[]) == {}


def test_outside_a_command_a_fact_is_written_at_once() -> None:
    record.write(by=Actor.system("seed"), event=Signed(Ref("tests.file", "a-b")))
    assert queries.history(subject=Ref("tests.file", "a-b"))[0].actor_kind is ActorKind.SYSTEM


def test_a_command_that_fails_leaves_nothing() -> None:
    @command
    def fails(*, by: Actor) -> None:
        record.write(by=by, event=Signed(Ref("tests.file", 1)))
        raise ValueError

    with pytest.raises(ValueError):
        fails(by=WANG)
    assert not Event.objects.exists() and not Head.objects.exists()


def test_a_command_that_forgets_the_record_is_rolled_back() -> None:
    @command
    def forgets(*, by: Actor) -> None: ...

    with pytest.raises(NothingRecorded):
        forgets(by=WANG)


def test_reactions_are_recorded_in_the_order_they_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True)
    class Followed(bus.Event):
        code: ClassVar[str] = "tests.file.followed"

    def follow(*, by: Actor, event: Signed) -> None:
        record.write(by=by, event=Followed(event.subject))

    monkeypatch.setitem(bus._now, Signed, [follow])
    sign(by=WANG, subjects=[Ref("tests.file", 1)])
    assert [entry.code for entry in queries.history(subject=Ref("tests.file", 1))] == [Signed.code, Followed.code]


def test_what_json_cannot_hold_is_a_defect_found_at_once() -> None:
    for value in (float("nan"), object(), b"bytes", "a\x00b", "\ud800"):
        with pytest.raises((TypeError, ValueError)):
            record.write(by=WANG, event=Signed(Ref("tests.file", 1), value))


@pytest.mark.parametrize("change", ["UPDATE record_event SET code = 'x'", "DELETE FROM record_event"])
def test_the_database_itself_keeps_facts(change: str) -> None:
    sign(by=WANG, subjects=[Ref("tests.file", 1)])
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert Event.objects.count() == 1
