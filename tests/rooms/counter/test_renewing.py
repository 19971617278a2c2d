"""What citizens see follows the facts: one note a commit, written anew by whoever drains, and nobody is woken for it."""

import pytest
from django.db import connection

from tests.city import handler_of, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.counter import commands, jobs, queries
from yiwang.cases.counter.models import Projection, Renewal
from yiwang.kit import clock
from yiwang.kit.actor import Actor

BY = Actor.job("counter.renew")
pytestmark = pytest.mark.usefixtures("city")


def woken() -> int:
    """Rows in the queue: each inserting commit wakes every listener, and waits for the one before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


def test_an_intake_leaves_one_note_and_wakes_nobody() -> None:
    before = woken()
    appeal = registered()
    assert [note.case_id for note in Renewal.objects.all()] == [appeal.pk]
    assert woken() == before


def test_the_note_is_drained_and_a_second_time_changes_nothing() -> None:
    appeal = registered()
    jobs.renew()
    shown = Projection.objects.get(number=appeal.case.number)
    assert not Renewal.objects.exists()
    jobs.renew()
    assert Projection.objects.get(pk=shown.pk).version == shown.version
    appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
    jobs.renew()
    assert Projection.objects.get(pk=shown.pk).version == shown.version + 1
    assert "签收" in Projection.objects.get(pk=shown.pk).body


def test_a_file_that_cannot_be_written_waits_and_holds_nobody_up() -> None:
    missing = Renewal.objects.create(case_id=-1, due_at=clock.now())
    appeal = registered()
    jobs.renew()
    assert Projection.objects.filter(number=appeal.case.number).exists()
    assert [note.pk for note in Renewal.objects.all()] == [missing.pk]
    assert queries.renewals_due(limit=10) == []


def test_notes_that_another_holds_are_left_to_it() -> None:
    assert commands.renew(by=BY, case_id=-2) == 0
