"""What the clocks say by themselves: a deadline near, missed, or moved by a newly published calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from yiwang.ground.clocks import queries
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineMoved, DeadlineNear
from yiwang.ground.clocks.models import Clock
from yiwang.ground.record import commands as record
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock, jobs
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

BATCH = 500
"""Clocks in one transaction."""
CALENDAR = "calendar"
SETTLED = timedelta(seconds=15)
"""By then every process has let go of the calendar it had cached, so a recount sees the new one and misses no clock."""


@dataclass(frozen=True)
class Told:
    """How many clocks a sweep told of. `is_full`: there may be more."""

    near: int
    missed: int
    is_full: bool = False


@command
def sweep(*, by: Actor, now: datetime | None = None, batch: int = BATCH) -> Told:
    """Tell of each clock that turned amber or red, once a round each; a clock already red is not told of as near.

    At most `batch` of each kind; clocks another process holds just now wait for the next sweep. Two reads and at most two
    updates besides the record, however many clocks. Nothing to tell: unchanged.
    """
    moment = now or clock.now()
    missed = list(queries.missed(now=moment).select_for_update(skip_locked=True)[:batch])
    near = list(queries.near(now=moment).select_for_update(skip_locked=True)[:batch])
    if missed:
        Clock.objects.filter(pk__in=[row.pk for row in missed]).update(missed_sent_at=moment)
    if near:
        Clock.objects.filter(pk__in=[row.pk for row in near]).update(near_sent_at=moment)
    for row in missed:
        record.write(by=by, event=DeadlineMissed(row.subject, row.kind, row.round, row.limit, _due(row)))
    for row in near:
        record.write(by=by, event=DeadlineNear(row.subject, row.kind, row.round, row.limit, _due(row)))
    told = Told(len(near), len(missed), batch in (len(near), len(missed)))
    return told if missed or near else unchanged(told)


def _due(row: Clock) -> datetime:
    if row.due_at is None:
        raise ValueError(f"{row}: a running clock without a due moment")
    return row.due_at


@command
def recompute(*, by: Actor, after: int = 0, batch: int = BATCH) -> int:
    """Count the next clocks again by the calendar now in force and write those that changed; `DeadlineMoved` for each.

    `after`: the key of the last clock done. Returns the last key of this batch, 0 when none was left.
    """
    rows = list(Clock.objects.filter(pk__gt=after).order_by("id").select_for_update()[:batch])
    ledgers, days = queries.lines_of(rows), queries.calendar()
    moved = [row for row in rows if _recount(by, row, queries.project(ledgers[(row.subject, row.key)], days))]
    if moved:
        Clock.objects.bulk_update(moved, list(queries.STORED))
    last = rows[-1].pk if rows else 0
    return last if moved else unchanged(last)


def _recount(by: Actor, row: Clock, now: queries.Projection) -> bool:
    """Put the answer into the row and on record; False where it was right."""
    if not now.differs_from(row):
        return False
    was = row.due_at
    now.write_to(row)
    moments = now.due_at, now.amber_at, now.red_at
    record.write(by=by, event=DeadlineMoved(row.subject, row.kind, row.round, *moments, was, now.is_provisional))
    return True


def recompute_all(*, by: Actor, ruleset: str = "") -> None:
    """Count every clock again, a transaction a batch.

    `ruleset`: the approved ruleset that asks for it, as `rules.ruleset:12`. One that is no calendar asks for nothing; a calendar
    not in force yet, or so fresh that a process may still use the one before, is followed by the same job later.
    """
    if ruleset and _postponed(Ref.parse(ruleset)):
        return
    rules.forget()
    last = recompute(by=by)
    while last:
        last = recompute(by=by, after=last)


def _postponed(ref: Ref) -> bool:
    """True where nothing is to be counted now."""
    found = rules.ruleset(ruleset_id=int(ref.id))
    if found.kind != CALENDAR or found.effective_from is None:
        return True
    ripe = found.effective_from + SETTLED
    if ripe > clock.now():
        jobs.enqueue("clocks.recompute", at=ripe, ref=str(ref))
        return True
    return False
