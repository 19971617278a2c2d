"""Reading the record: a subject's history, the pages of the audit office, who looked at what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.db.models import Exists, F, Min, Q, QuerySet

from yiwang.ground.record.events import BackupFailed, BackupMade
from yiwang.ground.record.models import Checkpoint, Deletion, Erasure, Event, Head, Look
from yiwang.ground.record.queries import chain
from yiwang.ground.record.states import TextState
from yiwang.kit import clock
from yiwang.kit.actor import ActorKind
from yiwang.kit.refs import Ref

Row = TypeVar("Row")

BACKUP = "record.backup"
"""Kind of the subject of a backup."""
PAGE = 50
"""Rows on a page of the audit office."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One fact, as read. `id` orders facts across subjects and turns pages."""

    id: int
    subject: Ref
    seq: int
    code: str
    payload: dict[str, Any]
    at: datetime
    actor_kind: ActorKind
    actor_id: str
    actor_label: str
    on_behalf_of: str
    door: str
    request_id: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the audit office asks for; empty asks for all. `code` may be a beginning, such as `access.`."""

    subject: Ref | None = None
    code: str = ""
    actor_kind: str = ""
    actor_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """Up to, but not including."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Newest first. `next_before` goes into the next call as `before`; None: the end."""

    rows: tuple[Row, ...]
    next_before: int | None


def history(*, subject: Ref) -> list[Entry]:
    """All facts about a subject, oldest first. What the running command has written shows only after its end."""
    return [_entry(row) for row in Event.objects.filter(_about(subject)).order_by("seq", "id")]


def histories(*, subjects: Iterable[Ref]) -> dict[Ref, list[Entry]]:
    """The facts of several subjects by one statement; a subject without any has an empty list."""
    found: dict[Ref, list[Entry]] = {subject: [] for subject in subjects}
    if not found:
        return found
    by_name = {str(subject): entries for subject, entries in found.items()}
    rows = Event.objects.filter(reduce(or_, map(_about, found))).order_by("subject_kind", "subject_id", "seq", "id")
    for row in rows:
        by_name[f"{row.subject_kind}:{row.subject_id}"].append(_entry(row))
    return found


def events(
    *, where: Filter | None = None, before: int | None = None, limit: int = PAGE, but: Exists | None = None
) -> Page[Entry]:
    """Facts across subjects for the audit office, newest first; `before`: `next_before` of the page above.

    `but`: rows for which this stands are left out; the caller's rule about subjects, of which this room knows nothing.
    """
    where = where or Filter()
    rows = Event.objects.filter(_hand_and_time(where))
    rows = rows.exclude(but) if but is not None else rows
    if where.code:
        rows = rows.filter(code__startswith=where.code)
    page = _page(rows, before, limit)
    return Page(tuple(map(_entry, page.rows)), page.next_before)


def facts_between(
    *, codes: Sequence[str], since: datetime, until: datetime, after: int = 0, limit: int = PAGE
) -> list[Entry]:
    """Facts of these codes (a code may be a beginning that ends in a full stop) of a time, up to but not including `until`.

    The oldest first; `after`: the last one's id of the page before.
    """
    exact, starts = [one for one in codes if one[-1] != "."], [one for one in codes if one[-1] == "."]
    wanted = reduce(or_, (Q(code__startswith=one) for one in starts), Q(code__in=exact))
    found = Event.objects.filter(wanted, at__gte=since, at__lt=until, id__gt=after)
    return [_entry(row) for row in found.order_by("id")[:limit]]


def looks(
    *, where: Filter | None = None, before: int | None = None, limit: int = PAGE, but: Exists | None = None
) -> Page[Look]:
    """Looks at personal data, newest first; `where.code` does not apply. `but`: see `events`."""
    rows = Look.objects.filter(_hand_and_time(where or Filter()))
    return _page(rows.exclude(but) if but is not None else rows, before, limit)


def deletions(*, before: int | None = None, basis: str = "", limit: int = PAGE) -> Page[Deletion]:
    """The deletion ledger, newest first; `basis`: of one order only."""
    found = Deletion.objects.filter(basis=basis) if basis else Deletion.objects.all()
    return _page(found, before, limit)


def _hand_and_time(where: Filter) -> Q:
    asked = Q() if where.subject is None else _about(where.subject)
    for column in ("actor_kind", "actor_id"):
        if value := getattr(where, column):
            asked &= Q(**{column: value})
    if where.since:
        asked &= Q(at__gte=where.since)
    return asked & Q(at__lt=where.until) if where.until else asked


def _page(rows: QuerySet[Any], before: int | None, limit: int) -> Page[Any]:
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id")[: limit + 1])
    return Page(tuple(found[:limit]), found[limit - 1].id if len(found) > limit else None)


def _about(subject: Ref) -> Q:
    return Q(subject_kind=subject.kind, subject_id=str(subject.id))


def _entry(row: Event) -> Entry:
    same = (
        "id",
        "subject",
        "seq",
        "code",
        "payload",
        "at",
        "actor_id",
        "actor_label",
        "on_behalf_of",
        "door",
        "request_id",
    )
    return Entry(**{name: getattr(row, name) for name in (*same, "hash")}, actor_kind=ActorKind(row.actor_kind))


def text_state(*, subject: Ref, digest: str, text: str, salt: str) -> tuple[TextState, str]:
    """How a personal text stands to the digest an event keeps of it, and the order that erased it (else empty).

    An empty text is erased by an order, or lost.
    """
    gone = erasure(subject=subject, digest=digest)
    if gone:
        return TextState.ERASED, gone.order
    if not text:
        return TextState.LOST, ""
    same = bool(salt) and chain.digest(text=text, salt=salt) == digest
    return (TextState.INTACT if same else TextState.CHANGED), ""


def erasure(*, subject: Ref, digest: str) -> Erasure | None:
    """The erasure of this text, if there was one."""
    return Erasure.objects.filter(_about(subject), digest=digest).first()


def is_mentioned(*, subject: Ref, digest: str) -> bool:
    """Does a fact about the subject carry this digest, under any name?"""
    payloads = Event.objects.filter(_about(subject)).values_list("payload", flat=True)
    return any(digest in payload.values() for payload in payloads.iterator(chunk_size=500))


def heads_of(*, keys: Sequence[tuple[str, str]]) -> QuerySet[Head]:
    """The heads of the subjects (kind, id)."""
    return Head.objects.filter(reduce(or_, (Q(subject_kind=kind, subject_id=key) for kind, key in keys)))


def unsealed() -> QuerySet[Head]:
    """The heads that no checkpoint has sealed as they are."""
    return Head.objects.exclude(seq=F("sealed_seq")).order_by("id")


def unsealed_seconds() -> int:
    """Since when the longest unsealed fact waits for a checkpoint (each minute makes one); 0 where all are sealed."""
    first = unsealed().order_by().aggregate(first=Min("changed_at"))["first"]
    return max(0, int((clock.now() - first).total_seconds())) if first else 0


def last_checkpoint() -> Checkpoint | None:
    """The newest checkpoint; its `str` (number:digest) is what an outside anchor keeps."""
    return Checkpoint.objects.order_by("-seq").defer("heads").first()


def last_backup() -> Entry | None:
    """What came of the newest try to make a backup; None where none was ever tried. Their subjects are times, so they sort."""
    tried = Event.objects.filter(subject_kind=BACKUP, code__in=(BackupMade.code, BackupFailed.code))
    row = tried.order_by("-subject_id", "-seq").first()
    return _entry(row) if row else None
