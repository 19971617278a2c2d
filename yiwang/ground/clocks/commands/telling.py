"""What the clocks say by themselves: a deadline near, missed, or moved by a newly published calendar."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from yiwang.ground.clocks import queries
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineMoved, DeadlineNear
from yiwang.ground.clocks.models import Clock
from yiwang.ground.record import commands as record
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock, jobs
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

BATCH = 500
"""Clocks told of in one transaction."""
RECOUNTED = 100
"""Clocks counted again in one transaction: few, since a command that moves one of them meanwhile makes us repeat it."""
TRIES = 4
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
def recompute(*, by: Actor, after: int = 0, batch: int = RECOUNTED) -> int:
    """Count the next clocks again by the calendar now in force and write those that changed; `DeadlineMoved` for each.

    `after`: the key of the last clock done. Returns the last key of this batch, 0 when none was left. Conflict: a command moved
    one of the clocks meanwhile; nothing was written, do it again.
    """
    rows = list(Clock.objects.filter(pk__gt=after).order_by("id")[:batch])
    ledgers, days = queries.lines_of(rows), queries.calendar()
    counted = [(row, queries.project(ledgers[(row.subject, row.key)], days)) for row in rows]
    moved = [(row, now) for row, now in counted if now.differs_from(row)]
    for row, now in moved:
        _move(by, row, now)
    last = rows[-1].pk if rows else 0
    return last if moved else unchanged(last)


def _move(by: Actor, row: Clock, now: queries.Projection) -> None:
    """On record first, the row after: a reaction holds its case before we hold the clock, as every command does."""
    moments = now.due_at, now.amber_at, now.red_at
    event = DeadlineMoved(row.subject, row.kind, row.round, *moments, row.due_at, now.is_provisional)
    record.write(by=by, event=event)
    as_read = {name: getattr(row, name) for name in queries.STORED}
    if not Clock.objects.filter(pk=row.pk, **as_read).update(**{name: getattr(now, name) for name in queries.STORED}):
        raise Conflict("计时刚被别人改动，稍后会重新计算")


def recompute_all(*, by: Actor, ruleset: str = "") -> None:
    """Count every clock again, a transaction a batch.

    `ruleset`: the approved ruleset that asks for it, as `rules.ruleset:12`. One that is no calendar asks for nothing; a calendar
    not in force yet, or so fresh that a process may still use the one before, is followed by the same job later.
    """
    if ruleset and _postponed(Ref.parse(ruleset)):
        return
    rules.forget()
    last = _patiently(by, 0)
    while last:
        last = _patiently(by, last)


def _patiently(by: Actor, after: int) -> int:
    for _ in range(TRIES):
        with suppress(Conflict):
            return recompute(by=by, after=after)
    return recompute(by=by, after=after)


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
