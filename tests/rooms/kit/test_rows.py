"""Rows written once: one statement for a whole command, seen by whoever reads before its end, nothing left where it fails."""

import os
from datetime import UTC, datetime
from threading import Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yiwang.cases.casework.models import Case
from yiwang.ground.messaging.models import Message
from yiwang.ground.people.models import Applicant
from yiwang.ground.record.models import Head
from yiwang.kit import rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Refused
from yiwang.kit.work import command, mark_recorded

BY = Actor.system("tests")
AT = datetime(2026, 11, 22, 8, 30, 15, 123456, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh_keys() -> None:
    """Tests that empty the tables may begin their sequences anew."""
    rows.forget_keys()


def a_person(**more: Any) -> Applicant:
    return Applicant(pk=rows.key(Applicant), name="王女士", phone="15400012345", **more)


def a_case(person: Applicant | None, number: str = "YZ2611-00001-1", **more: Any) -> Case:
    return Case(
        pk=rows.key(Case), number=number, kind="appeal", title="噪声", state="registered", channel="web",
        applicant=person, registered_at=AT, excluded_units=["yz.jc", "yz.sp"], **more,
    )  # fmt: skip


def a_message(**more: Any) -> Message:
    about = {"subject_kind": "tests.thing", "subject_id": "1", "template": "t", "recipient_kind": "citizen"}
    return Message(**about, channel="sms", state="cancelled", not_before=AT, body='说"好"\\\n走', **more)


@command
def open_file(*, by: Actor, number: str = "YZ2611-00001-1", fail: bool = False) -> Case:
    case = rows.add(a_case(rows.add(a_person()), number, intake_key=f"key:{number}"))
    rows.add(a_message())
    rows.add(a_message())
    case.version = 3
    mark_recorded()
    if fail:
        raise Refused("不行")
    return case


def inserts(seen: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in seen if "INSERT" in query["sql"]]


def test_one_statement_writes_every_table_and_each_value_as_its_field_means_it() -> None:
    open_file(by=BY, number="YZ2611-00009-9")  # takes keys and prepares
    with CaptureQueriesContext(connection) as seen:
        made = open_file(by=BY)
    assert len(inserts(seen)) == 1
    assert not rows.is_waiting(made)
    case = Case.objects.select_related("applicant").get(pk=made.pk)
    assert (case.registered_at, case.excluded_units, case.version, case.due_at) == (AT, ["yz.jc", "yz.sp"], 3, None)
    assert case.applicant is not None and case.applicant.phone == "15400012345"
    assert {message.body for message in Message.objects.all()} == {'说"好"\\\n走'}
    assert Message.objects.count() == 4 and len(set(Message.objects.values_list("pk", flat=True))) == 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_applicant WHERE id = %s", [made.applicant_id])
        assert b"15400012345" not in bytes(cursor.fetchone()[0])


def test_a_command_that_fails_writes_nothing() -> None:
    with pytest.raises(Refused):
        open_file(by=BY, fail=True)
    assert not Case.objects.exists() and not Applicant.objects.exists()
    open_file(by=BY)
    assert Case.objects.count() == 1


def test_outside_of_a_command_a_row_is_written_at_once() -> None:
    person = rows.add(a_person())
    assert Applicant.objects.get().pk == person.pk and not rows.is_waiting(person)


def test_whoever_reads_before_the_end_sees_what_waits() -> None:
    @command
    def act(*, by: Actor) -> tuple[int, bool, bool]:
        person = rows.add(a_person())
        assert rows.waiting(Applicant, person.pk) is person
        before = rows.is_waiting(person)
        count = Applicant.objects.count()
        mark_recorded()
        return count, before, rows.is_waiting(person)

    assert act(by=BY) == (1, True, False)


def test_what_is_rolled_back_to_a_savepoint_is_not_written_and_what_came_before_is() -> None:
    @command
    def act(*, by: Actor) -> None:
        rows.add(a_person(salt="before"))
        with pytest.raises(Refused), transaction.atomic():
            rows.add(a_person(salt="inside"))
            raise Refused("不行")
        rows.add(a_person(salt="after"))
        mark_recorded()

    act(by=BY)
    assert set(Applicant.objects.values_list("salt", flat=True)) == {"before", "after"}


def test_a_broken_statement_inside_a_savepoint_leaves_the_command_alive() -> None:
    @command
    def act(*, by: Actor) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Head.objects.create(subject_kind="a", subject_id="1", seq=-1, changed_at=AT)
        rows.add(a_person())
        mark_recorded()

    act(by=BY)
    assert Applicant.objects.count() == 1


def test_a_subject_is_new_only_in_the_command_that_made_it() -> None:
    @command
    def act(*, by: Actor) -> Case:
        case = rows.add(a_case(None))
        assert rows.is_new(case.ref)
        mark_recorded()
        return case

    assert not rows.is_new(act(by=BY).ref)


def test_a_duplicate_is_told_in_the_words_of_its_room_and_other_faults_stay_faults() -> None:
    open_file(by=BY)
    with pytest.raises(IntegrityError):
        open_file(by=BY)  # the number, which has no words of its own
    rows.on_duplicate("case_number_once", "这个编号已经有了")
    with pytest.raises(Conflict, match="这个编号已经有了"):
        open_file(by=BY)
    rows._explained.pop()
    assert Case.objects.count() == 1


def test_the_same_submission_twice_at_once_is_a_conflict_and_no_defect() -> None:
    open_file(by=BY)
    rows.forget_keys()
    with pytest.raises(Conflict, match="再发一次"), transaction.atomic():
        rows.add(a_case(None, "YZ2611-00002-1", intake_key="key:YZ2611-00001-1"))


def test_no_key_is_given_out_twice() -> None:
    """Not by threads, not after a rollback, and not by a child that was forked with a block in hand."""
    with pytest.raises(Refused):
        open_file(by=BY, fail=True)
    taken: list[int] = []

    def take() -> None:
        taken.extend(rows.key(Applicant) for _ in range(rows.BLOCK * 2))
        connection.close()

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(taken)) == len(taken) == rows.BLOCK * 8
    rows.key(Applicant)
    child = os.fork()
    if not child:
        os._exit(bool(rows._taken))
    assert os.waitpid(child, 0)[1] == 0
    assert rows._taken


def test_the_statement_is_prepared_and_not_planned_anew_each_time() -> None:
    def plans() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(generic_plans + custom_plans) FROM pg_prepared_statements"
                           " WHERE statement LIKE '%people_applicant%casework_case%'")  # fmt: skip
            return int(cursor.fetchone()[0])

    open_file(by=BY)
    before = plans()
    for number in range(2, 5):
        open_file(by=BY, number=f"YZ2611-0000{number}-1")
    assert plans() == before + 3


def test_many_are_changed_in_one_statement_each_to_its_own() -> None:
    some = [rows.add(a_person()) for _ in range(3)]
    for number, person in enumerate(some):
        person.name, person.phone = f"第{number}位", ""
    with CaptureQueriesContext(connection) as seen:
        rows.change(some, "name")
        rows.change([], "name")
    assert len(seen) == 1
    kept = Applicant.objects.in_bulk([one.pk for one in some])
    assert [(kept[one.pk].name, kept[one.pk].phone) for one in some] == [(f"第{n}位", "15400012345") for n in range(3)]
