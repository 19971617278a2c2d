"""Writing very many covers and contacts at once, by COPY. Who calls it names the facts (`record.bulk`), as with the commands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from yiwang.cases.casework.models import Case, Contact, SearchText
from yiwang.cases.casework.queries import marks, tokens
from yiwang.cases.casework.states import Confidentiality, Priority
from yiwang.kit.copying import copy_in, reserve

TABLES = (Case, Contact, SearchText)


class CaseRow(NamedTuple):
    """A cover as it stands; columns of `Case`."""

    id: int
    number: str
    code_hash: str
    title: str
    state: str
    channel: str
    registered_at: datetime
    kind: str = "appeal"
    round: int = 1
    intake_key: str | None = None
    external_id: str = ""
    confidentiality: str = Confidentiality.NORMAL.value
    hides_identity: bool = False
    excluded_units: Sequence[str] = ()
    priority: str = Priority.NORMAL.value
    line: str = ""
    applicant_id: int | None = None
    unit_id: int | None = None
    supervising_unit_id: int | None = None
    officer_id: int | None = None
    ordered_at: datetime | None = None
    pushed_at: datetime | None = None
    signed_at: datetime | None = None
    replied_at: datetime | None = None
    closed_at: datetime | None = None
    due_at: datetime | None = None
    amber_at: datetime | None = None
    version: int = 1


class ContactRow(NamedTuple):
    """A contact as it was noted; columns of `Contact`."""

    id: int
    case_id: int
    round: int
    kind: str
    reached: bool
    note: str
    is_public: bool
    at: datetime
    officer_id: int | None


def write(*, rows: Iterable[CaseRow]) -> int:
    """Write covers under keys from `case_keys`; how many."""
    return copy_in(Case, CaseRow._fields, rows)


def write_contacts(*, rows: Iterable[ContactRow]) -> int:
    """Write contacts under keys from `contact_keys`; how many."""
    return copy_in(Contact, ContactRow._fields, rows)


def write_words(*, rows: Iterable[tuple[CaseRow, Sequence[str]]]) -> int:
    """Make covers that are written findable by number, title and the texts given (content, place); sealed ones by nothing."""
    return copy_in(SearchText, ("case_id", "registered_at", "tokens"), (_words(row, texts) for row, texts in rows))


def _words(row: CaseRow, texts: Sequence[str]) -> tuple[int, datetime, list[int]]:
    is_sealed = row.confidentiality == Confidentiality.SEALED
    found = [] if is_sealed else tokens(row.number, row.external_id, row.title, *texts)
    own = marks(unit=row.unit_id, above=row.supervising_unit_id, at=row.registered_at) if found else []
    return row.id, row.registered_at, sorted({*found, *own})


def case_keys(count: int) -> list[int]:
    """Fresh keys for so many covers."""
    return reserve(Case, count)


def contact_keys(count: int) -> list[int]:
    """Fresh keys for so many contacts."""
    return reserve(Contact, count)


def serials(count: int) -> list[int]:
    """Fresh serials for so many public numbers (`kit.numbers.make_number`), from the sequence that everybody's come from."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('casework_number_seq') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def known(*, keys: Sequence[str]) -> set[str]:
    """Which of these intake keys stand here already."""
    found = Case.objects.filter(intake_key__in=keys).order_by().values_list("intake_key", flat=True)
    return {key for key in found if key}


def any_known(*, prefix: str) -> bool:
    """Whether a file stands here whose intake key begins so."""
    return Case.objects.filter(intake_key__startswith=prefix).exists()


def count_others(*, prefixes: Sequence[str]) -> int:
    """How many files came in otherwise than under one of these beginnings of an intake key."""
    ours = Q(pk__in=[])
    for prefix in prefixes:
        ours |= Q(intake_key__startswith=prefix)
    return Case.objects.exclude(ours & Q(intake_key__isnull=False)).count()
