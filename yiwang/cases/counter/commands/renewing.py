"""Projections follow the facts: a note with each fact that shows, drained twice a second by the worker."""

from datetime import timedelta

from yiwang.cases.casework import queries as casework
from yiwang.cases.counter.commands.inner import project
from yiwang.cases.counter.models import Renewal
from yiwang.cases.matters import events as matters_events
from yiwang.cases.matters import queries as matters
from yiwang.kit import bus, clock, rows, work
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

PATIENCE = timedelta(minutes=1)
"""How long a file waits whose projection could not be written."""


def owe(*, by: Actor, event: bus.Event) -> None:
    """Reaction: what the citizen sees of the file must follow. One note a command, in its own transaction."""
    if event.subject.kind == "casework.case":
        work.buffer("renewals", int(event.subject.id))


def owe_merged(*, by: Actor, event: bus.Event) -> None:
    """Reaction: what the citizens see whose files are worked on with this one must follow as well."""
    if event.subject.kind == "casework.case":
        for case_id in casework.merged_into(case_id=int(event.subject.id)):
            work.buffer("renewals", case_id)


def owe_member(*, by: Actor, event: matters_events.MemberAdded | matters_events.MemberLeft) -> None:
    """Reaction: a file is worked on with others of the same problem, or no more; its citizen reads so."""
    work.buffer("renewals", int(event.case.id))


def owe_known(*, by: Actor, event: bus.Event) -> None:
    """Reaction: how far a matter is must follow on the page of everybody who wrote of it."""
    for case_id in matters.told(matter_id=int(event.subject.id)):
        work.buffer("renewals", case_id)


@work.flusher("renewals", order=95)
def _flush(case_ids: list[int]) -> None:
    for case_id in dict.fromkeys(case_ids):
        rows.add(Renewal(case_id=case_id, due_at=clock.now()))


@command
def renew(*, by: Actor, case_id: int) -> int:
    """Write a file's projection anew and take its notes away; returns how many there were. Derived, so it leaves no event.

    A fact committed meanwhile has a note of its own, and notes that another worker holds are its.
    """
    notes = Renewal.objects.filter(case_id=case_id, due_at__lte=clock.now()).order_by("id")
    held = list(notes.select_for_update(skip_locked=True).values_list("pk", flat=True))
    if held:
        project(by=by, case_id=case_id)
        Renewal.objects.filter(pk__in=held).delete()
    return unchanged(len(held))


@command
def put_off(*, by: Actor, case_id: int) -> int:
    """Let a file wait whose projection could not be written, so that it is not tried twice a second."""
    return unchanged(Renewal.objects.filter(case_id=case_id).update(due_at=clock.now() + PATIENCE))
