"""Reads of the cover: a file by its number, for a reader; the next number."""

from django.db import connection

from yiwang.cases.casework.models import Case, CaseQuerySet, Contact
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock, numbers
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.settings import settings

RELATED = ("unit", "supervising_unit", "officer", "applicant")


def visible(*, by: Actor) -> CaseQuerySet:
    """Every file that exists for this reader, with its unit, officer and party joined."""
    return Case.objects.visible_to(organisation.reach(by=by)).select_related(*RELATED)


def get_case(*, for_: Actor, number: str) -> Case:
    """One file by its public number. Missing: it is not there, or not for this reader."""
    found = visible(by=for_).filter(number=numbers.read_number(number) or "").first()
    if not found:
        raise Missing("没有这个编号的件，或不在您的范围内")
    return found


def lock(*, by: Actor, case_id: int) -> Case:
    """The file, locked until the command ends.

    Missing: not there, or not for this officer. Citizens come with number and code, which the counter has checked.
    """
    files = Case.objects.select_for_update(of=("self",)).select_related(*RELATED)
    if by.officer_id is not None:
        files = files.filter(pk__in=Case.objects.visible_to(organisation.reach(by=by)).filter(pk=case_id).values("pk"))
    found = files.filter(pk=case_id).first()
    if not found:
        raise Missing("没有这个编号的件，或不在您的范围内")
    return found


def by_intake_key(*, key: str) -> Case | None:
    """The file that this submission already became, if any."""
    return Case.objects.filter(intake_key=key).first()


def contacts_of(*, case: Case) -> list[Contact]:
    """All contact attempts, newest first."""
    return list(case.contacts.select_related("officer").order_by("-at", "-id"))


def next_number() -> str:
    """A fresh public number: safe under concurrency, since a database sequence gives the serial."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('casework_number_seq')")
        serial = cursor.fetchone()[0]
    return numbers.make_number(prefix=settings().number_prefix, on=clock.today(), serial=serial)
