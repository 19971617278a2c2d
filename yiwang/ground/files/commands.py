"""Keep a cleaned file, take one away, sweep what belongs to nobody."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from yiwang.ground.files import queries
from yiwang.ground.files.events import FileKept, FileRemoved, FilesSwept
from yiwang.ground.files.gateways import disk
from yiwang.ground.files.models import StoredFile
from yiwang.ground.files.queries import Clean
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Conflict
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

ORPHAN_AGE = timedelta(days=1)
"""Younger bytes without a row may belong to a transaction that is still open."""


@command
def keep(*, by: Actor, subject: Ref, clean: Clean, label: str = "") -> StoredFile:
    """Store a cleaned file with its subject: the encrypted bytes lie on the disk before the row commits.

    The same content again on the same subject changes nothing and returns the first row. `label`: what the picture shows,
    in a few words of the house (门牌照片), never a person's. Unavailable: the disk refuses.
    """
    if found := queries.same_content(subject=subject, sha256=clean.sha256):
        return unchanged(found)
    place = disk.new_place(clean.sha256)
    disk.put(place, clean.data)
    if clean.thumbnail:
        disk.put(place + disk.THUMBNAIL, clean.thumbnail)
    StoredFile.objects.bulk_create([_row(by, subject, clean, label, place)], ignore_conflicts=True)
    file = queries.same_content(subject=subject, sha256=clean.sha256)
    if file is None:
        raise Conflict("这个文件刚被删除，请再传一次")
    if file.stored_as != place:
        disk.erase(place)
        return unchanged(file)
    record.write(by=by, event=FileKept(subject, file.pk, file.mime, file.size, _digest(file)))
    return file


@command
def remove(*, by: Actor, file_id: int, reason: str) -> StoredFile:
    """Take a file away: name and bytes are erased (on commit), a tombstone stays. `reason`: a code such as `withdrawn`.

    Removing it again changes nothing. Missing: no such file. Whether `by` may is the caller's policy.
    """
    file = queries.lock(file_id=file_id)
    if file.removed_at:
        return unchanged(file)
    place, file.name, file.label, file.stored_as = file.stored_as, "", "", ""
    file.removed_at = clock.now()
    file.save(update_fields=["name", "label", "stored_as", "removed_at"])
    transaction.on_commit(lambda: disk.erase(place))
    record.write(by=by, event=FileRemoved(file.subject, file.pk, reason, _digest(file)))
    return file


@command
def sweep(*, by: Actor) -> int:
    """Erase bytes that no row claims and that are older than a day; returns how many places were emptied."""
    old = disk.older_than(ORPHAN_AGE, now=clock.now())
    claimed = set(StoredFile.objects.filter(stored_as__in=old).values_list("stored_as", flat=True))
    orphans = old - claimed
    for place in orphans:
        disk.erase(place)
    if not orphans:
        return unchanged(0)
    record.write(by=by, event=FilesSwept(Ref("files.vault", 1), len(orphans)))
    return len(orphans)


def _row(by: Actor, subject: Ref, clean: Clean, label: str, place: str) -> StoredFile:
    return StoredFile(
        subject_kind=subject.kind,
        subject_id=str(subject.id),
        name=clean.name,
        label=label,
        mime=clean.mime,
        size=len(clean.data),
        sha256=clean.sha256,
        width=clean.width,
        height=clean.height,
        has_thumbnail=bool(clean.thumbnail),
        stored_as=place,
        kept_at=clock.now(),
        kept_by=by.label,
    )


def _digest(file: StoredFile) -> str:
    """What the record keeps of the content: keyed, so nobody can test a guess against it."""
    return keyed_digest(file.sha256, purpose="files.content")


# --- what this room keeps, said to whoever takes it away


def _of(target: Target) -> QuerySet[StoredFile]:
    """Files that hang on one of these things."""
    found = Q(pk__in=[])
    for kind in {subject.kind for subject in target.subjects}:
        found |= Q(subject_kind=kind, subject_id__in=list(map(str, target.ids(kind))))
    return StoredFile.objects.filter(found, removed_at=None)


def _clear(clearing: Clearing) -> dict[str, int]:
    for key in clearing.keys:
        remove(by=clearing.by, file_id=key, reason="erased")
    return {"files.StoredFile": len(clearing.keys)}


KEEPER = record_queries.keep(
    Keeper(name="files.file", label="附件", models=("files.StoredFile",), clear=_clear, of=_of)
)
