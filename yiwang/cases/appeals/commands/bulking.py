"""批量操作、导出、常用筛选: one act over many appeals, each through its ordinary command and with its own permission."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import F

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.handling import reassign, sign
from yiwang.cases.appeals.commands.triage import push
from yiwang.cases.appeals.events import (
    AppealsExported,
    BulkBegun,
    BulkEnded,
    BulkStepTaken,
    SheetDropped,
    SheetFetched,
    WordsIndexed,
)
from yiwang.cases.appeals.models import BulkRun, BulkStep
from yiwang.cases.appeals.states import BulkAct, BulkState
from yiwang.cases.casework import commands as casework
from yiwang.ground.record import commands as record
from yiwang.kit import clock, sheets
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import HouseError, Invalid, Missing
from yiwang.kit.jobs import enqueue
from yiwang.kit.work import command, unchanged

SHEET_KEPT = timedelta(hours=24)


@command
def begin_bulk(
    *, by: Actor, act: str, keys: Sequence[int], given: Mapping[str, Any] | None = None, purpose: str = ""
) -> BulkRun:  # fmt: skip
    """Have an act carried out over many appeals, in the background, as this officer and with this officer's rights.

    `given`: what the act asks for (`unit_code`, `officer_code`); of an export the filter. Invalid: nothing picked, too many,
    something the act needs is missing. Refused: the posts export nothing.
    """
    wanted = BulkAct(act)
    policies.may_begin_bulk(policies.mover(by), wanted).require()
    _check(wanted, keys, given or {}, purpose)
    run = BulkRun.objects.create(
        officer_id=by.officer_id or 0, act=wanted, keys=list(dict.fromkeys(keys)), given=dict(given or {}),
        purpose=purpose.strip(), begun_at=clock.now(),
    )  # fmt: skip
    record.write(by=by, event=BulkBegun(run.ref, wanted, len(run.keys), _digest(run.given)))
    enqueue("appeals.run_bulk", run_id=run.pk)
    return run


def _check(act: BulkAct, keys: Sequence[int], given: Mapping[str, Any], purpose: str) -> None:
    most = queries.MOST_EXPORTED if act is BulkAct.EXPORT else queries.MOST_STEPS
    if not keys:
        raise Invalid("没有选中任何一件，请先勾选")
    if len(keys) > most:
        raise Invalid(f"一次最多{most:,}件，请把筛选条件再缩小一些")
    needed = {BulkAct.PUSH: "unit_code", BulkAct.REASSIGN: "officer_code"}.get(act)
    if needed and not given.get(needed):
        raise Invalid(**{needed: "请选承办单位" if act is BulkAct.PUSH else "请选承办人"})
    if act is BulkAct.EXPORT and not purpose.strip():
        raise Invalid(purpose="请写明用途，例如“周例会通报”")


@command
def take_step(*, by: Actor, run_id: int, case_id: int) -> BulkStep:
    """Carry a run's act out on one appeal; done before, nothing changes. Whatever the act refuses, it refuses here."""
    run = BulkRun.objects.select_for_update().defer("sheet").get(pk=run_id)
    if step := run.steps.filter(case_id=case_id).first():
        return unchanged(step)
    _ACTS[BulkAct(run.act)](by, case_id, run.given)
    return _keep_step(by=by, run=run, case_id=case_id, is_done=True)


@command
def refuse_step(*, by: Actor, run_id: int, case_id: int, reason: str) -> BulkStep:
    """Keep that a run's act was not carried out on one appeal, and why."""
    run = BulkRun.objects.select_for_update().defer("sheet").get(pk=run_id)
    if step := run.steps.filter(case_id=case_id).first():
        return unchanged(step)
    return _keep_step(by=by, run=run, case_id=case_id, is_done=False, reason=reason)


def _keep_step(*, by: Actor, run: BulkRun, case_id: int, is_done: bool, reason: str = "") -> BulkStep:
    step = BulkStep.objects.create(run=run, case_id=case_id, is_done=is_done, reason=reason[:300], at=clock.now())
    BulkRun.objects.filter(pk=run.pk).update(
        state=BulkState.RUNNING, **{"done" if is_done else "refused": F("done" if is_done else "refused") + 1}
    )
    record.write(by=by, event=BulkStepTaken(run.ref, case_id, is_done))
    return step


_ACTS = {
    BulkAct.PUSH: lambda by, key, given: push(by=by, case_id=key, unit_code=given["unit_code"]),
    BulkAct.REASSIGN: lambda by, key, given: reassign(by=by, case_id=key, officer_code=given["officer_code"]),
    BulkAct.SIGN: lambda by, key, given: sign(by=by, case_id=key),
}


@command
def end_bulk(*, by: Actor, run_id: int) -> BulkRun:
    """The run is through; ended before, nothing changes."""
    run = BulkRun.objects.select_for_update().defer("sheet").get(pk=run_id)
    if run.state == BulkState.DONE:
        return unchanged(run)
    run.state, run.ended_at = BulkState.DONE, clock.now()
    run.save(update_fields=["state", "ended_at"])
    record.write(by=by, event=BulkEnded(run.ref, run.done, run.refused))
    return run


@command
def note_rows(*, by: Actor, run_id: int, done: int) -> None:
    """How far an export is, for whoever waits for it; no fact."""
    BulkRun.objects.filter(pk=run_id).exclude(state=BulkState.DONE).update(done=done, state=BulkState.RUNNING)
    return unchanged(None)


@command
def keep_sheet(*, by: Actor, run_id: int, sheet: bytes, rows: int) -> BulkRun:
    """An export is written: kept encrypted for a day. The fact says how many rows, what for, and a digest of the filter.

    Kept before, nothing changes.
    """
    run = BulkRun.objects.select_for_update().get(pk=run_id)
    if run.state == BulkState.DONE:
        return unchanged(run)
    run.sheet, run.sheet_until = sheet, clock.now() + SHEET_KEPT
    run.done, run.refused, run.state, run.ended_at = rows, len(run.keys) - rows, BulkState.DONE, clock.now()
    run.save()
    record.write(by=by, event=AppealsExported(run.ref, rows, _digest(run.given), run.purpose))
    return run


def carry_out_bulk(*, by: Actor, run_id: int) -> None:
    """A run from where it stands to its end, a transaction a step: cut off, it goes on at the next step when run again."""
    run = queries.bulk_run(id=run_id)
    if run.state == BulkState.DONE:
        return
    if run.act == BulkAct.EXPORT:
        rows = list(_written(by, run))
        keep_sheet(
            by=by, run_id=run_id, sheet=sheets.write(title="诉求", columns=queries.COLUMNS, rows=rows), rows=len(rows)
        )
        return
    for key in queries.steps_left(run=run):
        try:
            take_step(by=by, run_id=run_id, case_id=key)
        except HouseError as error:
            refuse_step(by=by, run_id=run_id, case_id=key, reason=_reason(error))
    end_bulk(by=by, run_id=run_id)


def _written(by: Actor, run: BulkRun) -> Iterator[list[str]]:
    """The rows of an export, read some at a time; whoever waits sees how far it is."""
    for begin in range(0, len(run.keys), queries.AT_A_TIME):
        yield from queries.exported(by=by, keys=run.keys[begin : begin + queries.AT_A_TIME])
        note_rows(by=by, run_id=run.pk, done=min(begin + queries.AT_A_TIME, len(run.keys)))


def _reason(error: HouseError) -> str:
    """Why not, as the button or the field would have said it."""
    fields = error.fields.values() if isinstance(error, Invalid) else ()
    return "；".join(fields) or error.message


def _digest(given: Mapping[str, Any]) -> str:
    return keyed_digest(repr(sorted(given.items())), purpose="bulk-given")


@command
def fetch_sheet(*, by: Actor, run_id: int) -> bytes:
    """The sheet of one's own export; each time it is fetched stands on record. Missing: somebody else's, or its day is over."""
    run = BulkRun.objects.filter(pk=run_id, officer_id=by.officer_id or 0, sheet_until__gte=clock.now()).first()
    if run is None or not run.sheet:
        raise Missing("表格不在了：导出的表格只留二十四小时，请重新导出")
    record.write(by=by, event=SheetFetched(run.ref))
    return bytes(run.sheet)


@command
def index_words(*, by: Actor, limit: int = 500) -> int:
    """Make appeals findable that were kept before words had an index, oldest first; how many. Unchanged where all are."""
    unread = queries.unindexed(limit=limit)
    if not unread:
        return unchanged(0)
    casework.index_texts(by=by, found=[(appeal.case, queries.texts_of(appeal)) for appeal in unread])
    record.write(by=by, event=WordsIndexed(unread[-1].case.ref, len(unread)))
    return len(unread)


@command
def drop_sheets(*, by: Actor) -> int:
    """Erase sheets whose day is over; how many."""
    due = BulkRun.objects.filter(sheet_until__lt=clock.now())
    refs = [run.ref for run in due.defer("sheet", "keys")]
    if not refs:
        return unchanged(0)
    due.update(sheet=b"", sheet_until=None)
    for ref in refs:
        record.write(by=by, event=SheetDropped(ref))
    return len(refs)
