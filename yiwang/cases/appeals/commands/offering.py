"""导入一份文件，在页面上: sent, looked over by a job, agreed to by whoever sent it, then taken in by another job."""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.events import (
    ImportBegan,
    ImportDropped,
    ImportFailed,
    ImportForeseen,
    ImportOffered,
    ImportsCleared,
)
from yiwang.cases.appeals.models import ImportBatch
from yiwang.cases.appeals.states import ImportMode, ImportState
from yiwang.ground.record import commands as record
from yiwang.kit import clock, jobs
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

MOST_BYTES = 50 * 1024 * 1024
"""A file sent through a page; a greater one is for the command line."""
KEPT = timedelta(days=30)
"""So long a file that nobody agreed to, and rows that were given back, are kept at most."""
_WAITING = frozenset({ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED})


@command
def offer_import(
    *, by: Actor, file_name: str, data: bytes, mode: ImportMode, channel: str, given: Mapping[str, str]
) -> ImportBatch:
    """Keep a file, encrypted, until it was looked over and agreed to. The same file, channel and mode again: the same batch.

    `given`: field → column, as it was said. Refused: not for this hand. Invalid: empty, or too great.
    """
    policies.may_import(policies.mover(by)).require()
    queries.channel(channel)
    if not data or len(data) > MOST_BYTES:
        limit = MOST_BYTES // 1024 // 1024
        raise Invalid(
            "没有传上去", file=f"文件是空的，或超过{limit} MB。大文件请在服务器上用yiwang import messages导入"
        )
    digest = sha256(data).hexdigest()
    if known := queries.batch_of(file_digest=digest, channel=channel, mode=mode):
        return unchanged(known)
    batch = ImportBatch.objects.create(
        file_digest=digest, file_name=file_name[:200], channel=channel, mode=mode, state=ImportState.UPLOADED,
        options=dict(given), upload=data, begun_by=by.label, officer_id=by.officer_id, begun_at=clock.now(),
    )  # fmt: skip
    jobs.enqueue("exchange.foresee", batch_id=batch.pk)
    record.write(by=by, event=ImportOffered(batch.ref, mode, channel, digest))
    return batch


@command
def note_foreseen(*, by: Actor, batch_id: int, rows: int, report: Mapping[str, Any]) -> ImportBatch:
    """Keep what an import would do, for whoever decides. `report`: counts and codes, no words of a letter."""
    batch = queries.lock_batch(id=batch_id)
    if batch.state != ImportState.UPLOADED:
        return unchanged(batch)
    batch.state, batch.rows, batch.report = ImportState.CHECKED, rows, dict(report)
    batch.save(update_fields=["state", "rows", "report"])
    record.write(by=by, event=ImportForeseen(batch.ref, rows))
    return batch


@command
def start_import(*, by: Actor, batch_id: int) -> ImportBatch:
    """Agree to what was foreseen: a job takes the file in. Begun already: unchanged. Conflict: not looked over yet."""
    policies.may_import(policies.mover(by)).require()
    batch = queries.lock_batch(id=batch_id)
    if batch.state in (ImportState.RUNNING, ImportState.DONE):
        return unchanged(batch)
    if batch.state == ImportState.UPLOADED:
        raise Conflict("还在预检，请等一等")
    batch.state = ImportState.RUNNING
    batch.save(update_fields=["state"])
    jobs.enqueue("exchange.take_in", batch_id=batch.pk)
    record.write(by=by, event=ImportBegan(batch.ref, batch.mode, batch.channel, batch.file_digest))
    return batch


@command
def drop_import(*, by: Actor, batch_id: int) -> None:
    """Take back a file that was sent and not begun: file and batch are gone. Conflict: some of it was taken in."""
    policies.may_import(policies.mover(by)).require()
    batch = queries.lock_batch(id=batch_id)
    if batch.state not in _WAITING or batch.taken:
        raise Conflict("已经开始导入，不能撤了")
    record.write(by=by, event=ImportDropped(batch.ref, batch.file_digest))
    batch.delete()


@command
def fail_import(*, by: Actor, batch_id: int, why: str) -> ImportBatch:
    """Say that the file cannot be read, in a sentence that says how to mend it. Ended already: unchanged."""
    batch = queries.lock_batch(id=batch_id)
    if batch.state in (ImportState.FAILED, ImportState.DONE):
        return unchanged(batch)
    batch.state, batch.report = ImportState.FAILED, {**batch.report, "fault": why}
    batch.save(update_fields=["state", "report"])
    record.write(by=by, event=ImportFailed(batch.ref))
    return batch


@command
def clear_imports(*, by: Actor) -> int:
    """Erase what was sent and given back more than thirty days ago; the batches with their figures stay. How many it was."""
    old = ImportBatch.objects.filter(begun_at__lt=clock.now() - KEPT).exclude(upload=b"", rejects=b"")
    found = old.update(upload=b"", rejects=b"")
    if not found:
        return unchanged(0)
    record.write(by=by, event=ImportsCleared(Ref("appeals.importbatch", 0), found))
    return found
