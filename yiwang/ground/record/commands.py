"""Writing the record: facts, looks, erasures, deletions, checkpoints."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F

from yiwang.ground.record import queries
from yiwang.ground.record.events import (
    BackupFailed,
    BackupMade,
    BatchDeleted,
    HouseRestored,
    PersonalDataSeen,
    TextErased,
)
from yiwang.ground.record.models import Checkpoint, Deletion, Erasure, Event, Head, Look
from yiwang.ground.record.queries import chain
from yiwang.kit import bus, clock, rows, work
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.fresh import fresh
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

CHECKPOINT_HEADS = 5000
"""Heads in one checkpoint at most, so that a great import neither fills the memory nor one row."""
PURPOSE_SIGNS = 200
"""A purpose is a sentence."""
_CHECKPOINT_LOCK = 0x5957_0001
"""Key of the advisory lock: one checkpoint at a time."""


@dataclass(frozen=True)
class _Pending:
    by: Actor
    subject: Ref
    code: str
    payload: dict[str, Any]
    at: datetime

    @property
    def key(self) -> tuple[str, str]:
        return self.subject.kind, str(self.subject.id)


def write(*, by: Actor, event: bus.Event) -> None:
    """Put a fact on record and run its reactions. The row is written with all others when the outermost command ends.

    TypeError, ValueError: the event has no code or carries what JSON cannot hold (a defect, never the user's).
    """
    if not event.code:
        raise TypeError(f"{type(event).__name__} has no code")
    payload = chain.settle(event.payload())
    work.buffer("record", _Pending(by, event.subject, event.code, payload, clock.now()))
    work.mark_recorded()
    bus.announce(by=by, event=event)


@work.flusher("record", order=80)
def _flush(pending: list[_Pending]) -> None:
    """Late in the order, so that the heads are locked for a short time. A subject that this command made has no head to lock."""
    subjects = {row.key: row.subject for row in pending}
    known = work.note("record heads", set)
    born = {key for key, subject in subjects.items() if rows.is_new(subject) and key not in known}
    heads = {key: fresh(Head, subject_kind=key[0], subject_id=key[1]) for key in born}
    known |= born
    with work.aside():  # heads ask nothing of the rows that wait
        heads |= _locked_heads(subjects.keys() - born)
        events = [_chained(row, heads[row.key]) for row in pending]
        _move([heads[key] for key in subjects.keys() - born])
    for fact in (*events, *(heads[key] for key in sorted(born))):
        rows.add(fact)


def _move(heads: Iterable[Head]) -> None:
    """Write how far the chains of known subjects reach now."""
    Head.objects.bulk_create(
        sorted(heads, key=lambda head: head.pk),
        update_conflicts=True,
        unique_fields=["subject_kind", "subject_id"],
        update_fields=["seq", "hash", "changed_at"],
    )


def _locked_heads(keys: AbstractSet[tuple[str, str]]) -> dict[tuple[str, str], Head]:
    """The heads of the subjects, made where new, locked in one order for everybody so that no two writers deadlock."""
    if not keys:
        return {}
    ordered, at = sorted(keys), clock.now()
    Head.objects.bulk_create(
        [Head(subject_kind=kind, subject_id=key, changed_at=at) for kind, key in ordered], ignore_conflicts=True
    )
    found = queries.heads_of(keys=ordered).order_by("id").select_for_update()
    return {(head.subject_kind, head.subject_id): head for head in found}


def _chained(row: _Pending, head: Head) -> Event:
    head.seq, head.changed_at = head.seq + 1, row.at
    event = fresh(
        Event, **_subject(row.subject), **_hand(row.by), seq=head.seq, code=row.code, payload=row.payload, at=row.at
    )
    event.prev_hash = head.hash
    event.hash = head.hash = chain.event_hash(event)
    return event


def _subject(subject: Ref) -> dict[str, str]:
    return {"subject_kind": subject.kind, "subject_id": str(subject.id)}


def _hand(by: Actor) -> dict[str, str]:
    return {
        "actor_kind": str(by.kind), "actor_id": by.id, "actor_label": by.label, "on_behalf_of": by.on_behalf_of,
        "door": by.door, "request_id": by.request_id,
    }  # fmt: skip


@command
def look(*, by: Actor, subject: Ref, fields: tuple[str, ...], purpose: str) -> Look:
    """Log that somebody opened personal fields of the subject; call it before the fields are shown.

    `fields`: column names. Each look is logged, also a repeated one. Invalid: no purpose, or no fields.
    """
    purpose = purpose.strip()
    if not purpose:
        raise Invalid("请先写明查看个人信息的用途", purpose="请写明用途，例如“回访诉求人”")
    if len(purpose) > PURPOSE_SIGNS:
        raise Invalid("用途写得太长", purpose=f"用途请写在{PURPOSE_SIGNS}字以内，不要写入个人信息")
    if not fields:
        raise Invalid("请选择要查看的信息", fields="请至少选择一项")
    row = Look(**_subject(subject), **_hand(by), fields=sorted(fields), purpose=purpose, at=clock.now())
    row.digest = chain.look_digest(row)
    row.save(force_insert=True)
    write(by=by, event=PersonalDataSeen(subject, tuple(row.fields), row.digest))
    return row


@command
def erase_text(*, by: Actor, subject: Ref, digest: str, order: str, ground: str) -> Erasure:
    """Put on record that a personal text (and its salt) is erased; called by the owning room as it clears its column.

    `digest`: as an event of the subject carries it. `order`: the number of the order or request; `ground`: its legal
    ground, in words without personal text. Missing: no event of the subject carries the digest. Done twice: unchanged.
    """
    if not order.strip() or not ground.strip():
        raise Invalid("删除个人信息要有依据", order="请填写决定书或申请的编号", ground="请写明法律依据")
    if known := queries.erasure(subject=subject, digest=digest):
        return unchanged(known)
    if not queries.is_mentioned(subject=subject, digest=digest):
        raise Missing("这一件的记录里没有这段文字的摘要，请核对要删除的内容")
    row = Erasure(**_subject(subject), digest=digest, order=order.strip(), ground=ground.strip(), at=clock.now())
    row.save(force_insert=True)
    write(by=by, event=TextErased(subject, digest, row.order))
    return row


@command
def note_deletion(
    *, by: Actor, keeper: str, cause: str, basis: str, ground: str, keys: Iterable[int], counts: Mapping[str, int]
) -> Deletion:
    """Enter a batch into the deletion ledger; called in the transaction that deletes it, by whoever carries deletions out.

    `cause`: of `models.Cause`. `basis`: `appeals.file@3` (row and version of the terms) or the number of the order. `keys`: of
    the rows; only their digest is kept. `counts`: rows by model. Invalid: no basis, no ground.
    """
    if not basis.strip() or not ground.strip():
        raise Invalid("删除个人信息要有依据", order="请填写决定书或申请的编号", ground="请写明法律依据")
    row = Deletion(
        pk=rows.key(Deletion), keeper=keeper, cause=cause, basis=basis.strip(), ground=ground.strip(), **_hand(by)
    )
    row.counts, row.at = {name: count for name, count in sorted(counts.items()) if count}, clock.now()
    row.keys_digest = chain.fingerprint(sorted(keys))
    row.digest = chain.deletion_digest(row)
    row.save(force_insert=True)
    write(by=by, event=BatchDeleted(row.ref, keeper, row.basis, row.total, row.digest))
    return row


@command
def checkpoint(*, by: Actor) -> Checkpoint | None:
    """Seal the heads that changed since they were last sealed, at most `CHECKPOINT_HEADS`; None where there are none.

    Heads that a writer holds just now wait for the next one. The signed row is itself the record of the act: an event
    here would change a head each minute and no night would ever be quiet.
    """
    if not _alone():
        return unchanged(None)
    heads = list(queries.unsealed().select_for_update(skip_locked=True)[:CHECKPOINT_HEADS])
    if not heads:
        return unchanged(None)
    sealed = _sealed(heads)
    sealed.save(force_insert=True)
    Head.objects.filter(pk__in=[head.pk for head in heads]).update(sealed_seq=F("seq"))
    work.mark_recorded()
    return sealed


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_CHECKPOINT_LOCK])
        return bool(cursor.fetchone()[0])


def _sealed(heads: Iterable[Head]) -> Checkpoint:
    last = queries.last_checkpoint()
    listed = sorted([head.subject_kind, head.subject_id, head.seq, head.hash] for head in heads)
    row = Checkpoint(seq=last.seq + 1 if last else 1, previous=last.digest if last else "", at=clock.now())
    row.heads, row.root, row.public_key = listed, chain.root_of(listed), chain.public_key()
    row.digest = chain.checkpoint_digest(row)
    row.signature = chain.sign(row.digest)
    return row


@command
def note_backup(
    *, by: Actor, stamp: str, size: int = 0, seconds: int = 0, digest: str = "", failed_at: str = ""
) -> Ref:
    """Put a backup on record. `stamp`: its time as `20261122T0230`; `failed_at`: the step where it came to nothing."""
    subject = Ref(queries.BACKUP, stamp)
    event = BackupFailed(subject, failed_at) if failed_at else BackupMade(subject, size, seconds, digest)
    write(by=by, event=event)
    return subject


@command
def note_restore(*, by: Actor, stamp: str, digest: str) -> Ref:
    """Put on record that the house was put back as it was at a backup, so that nobody wonders at the gap behind it."""
    subject = Ref(queries.BACKUP, stamp)
    write(by=by, event=HouseRestored(subject, digest))
    return subject
