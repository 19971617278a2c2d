"""Writes of rehearsals: begun, carried on batch by batch, cancelled, ended; what was found is dropped in the end."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from yiwang.cases.appeals.queries import rehearsal as appeals
from yiwang.cases.trials import policies, queries
from yiwang.cases.trials.events import TrialBegun, TrialCancelled, TrialEnded, TrialLinesDropped, TrialSheetTaken
from yiwang.cases.trials.models import Trial, TrialLine
from yiwang.cases.trials.queries import Bench, Compared
from yiwang.cases.trials.states import OPEN, REHEARSED, WORDED, TrialState
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.record import commands as record
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.events import RulesetDrafted, RulesetRefused
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.errors import Invalid
from yiwang.kit.jobs import enqueue
from yiwang.kit.work import command, unchanged

BATCH = 200
"""Appeals read in one transaction: about a second, so that stopping waits no longer and little is read twice after a kill."""
MOST = 50_000
"""Appeals one rehearsal reads, the newest; more say nothing that these do not."""
LONGEST = timedelta(days=366)


@command
def begin(*, by: Actor, ruleset_id: int, since: datetime | None = None, until: datetime | None = None) -> Trial:
    """预演: read the appeals of a period by what is in force and by this draft, in the background.

    Default: the last thirty days. One that goes on already: unchanged. Refused: no office that drafts or approves, no draft, or a
    kind that cannot be rehearsed. Invalid: a period that is empty, not over or longer than a year.
    """
    ruleset = rules.lock(ruleset_id=ruleset_id)
    policies.may_begin(by, ruleset).require()
    if known := queries.open_trial(ruleset_id=ruleset_id):
        return unchanged(known)
    now = clock.now()
    until = until or now
    since = since or until - queries.PERIOD
    if not since < until <= now or until - since > LONGEST:
        raise Invalid("这段时间不能预演", since="请选已经过去的一段时间，最长一年")
    base = rules.approved(kind=ruleset.kind)
    row = Trial.objects.create(
        ruleset=ruleset, kind=ruleset.kind, base_version=base.version if base else 0, since=since, until=until,
        begun_by=by.label, begun_at=now,
    )  # fmt: skip
    record.write(by=by, event=TrialBegun(row.ref, ruleset.ref, since, until))
    enqueue("trials.run", trial_id=row.pk)
    return row


def begin_with_draft(*, by: Actor, event: RulesetDrafted) -> None:
    """Reaction: what an officer hands in is rehearsed at once, so that who approves it need not wait."""
    if by.kind is ActorKind.OFFICER and event.kind in REHEARSED:
        ruleset = rules.ruleset(ruleset_id=int(event.subject.id))
        if policies.may_begin(by, ruleset):
            begin(by=by, ruleset_id=ruleset.pk)


@command
def go_on(*, by: Actor, trial_id: int) -> bool:
    """Read the next appeals of a rehearsal; False where it has ended, by this or before.

    Whoever runs it: two at once take turns, and one that was killed is gone on with where it stood.
    """
    trial = queries.lock(id=trial_id)
    if trial.state not in OPEN:
        return unchanged(False)
    payload = queries.payload_of(trial.ruleset_id)
    if trial.kind in WORDED:
        return _count_messages(by, trial, payload)
    if trial.state == TrialState.WAITING:
        trial.total = min(appeals.of_period(since=trial.since, until=trial.until).count(), MOST)
        trial.state = TrialState.RUNNING
    after = (trial.cursor_at, trial.cursor_id) if trial.cursor_at and trial.cursor_id else None
    room = min(BATCH, MOST - trial.done)
    batch = appeals.retold(since=trial.since, until=trial.until, after=after, size=room) if room else []
    if not batch:
        return _end(by, trial)
    found = Bench(kind=trial.kind, payload=payload).compare(batch)
    _keep(trial, found)
    trial.cursor_at, trial.cursor_id = batch[-1].registered_at, batch[-1].case_id
    trial.save()
    return unchanged(True)


def _keep(trial: Trial, found: Sequence[Compared]) -> None:
    trial.sums = queries.added(trial.sums, found)
    trial.done += len(found)
    trial.total = max(trial.total, trial.done)
    for one in found:
        if names := one.differs:
            trial.changed += not one.is_sealed
            if not one.is_sealed:
                before, after = ({name: side.get(name, "") for name in names} for side in (one.before, one.after))
                rows.add(TrialLine(trial=trial, case_id=one.case_id, before=before, after=after))


def _count_messages(by: Actor, trial: Trial, payload: Sequence[dict[str, str]]) -> bool:
    """Of message templates: how many messages of the period would have read differently, template by template."""
    known = {row["code"]: row for row in rules.current(kind=trial.kind)}
    changed = [row["code"] for row in payload if row != known.get(row["code"])]
    sent = messaging.count_by_template(since=trial.since, until=trial.until)
    trial.total = trial.done = sum(sent.values())
    trial.sums = {"messages": {code: sent.get(code, 0) for code in changed}}
    trial.changed = sum(trial.sums["messages"].values())
    return _end(by, trial)


def _end(by: Actor, trial: Trial) -> bool:
    trial.state, trial.ended_at = TrialState.DONE, clock.now()
    trial.save()
    ruleset = trial.ruleset
    record.write(by=by, event=TrialEnded(trial.ref, ruleset.ref, trial.done, trial.changed))
    return False


@command
def cancel(*, by: Actor, trial_id: int) -> Trial:
    """Stop a rehearsal; what it found so far is not shown as its result. Stopped before: unchanged. Refused: it has ended."""
    trial = queries.lock(id=trial_id)
    if trial.state == TrialState.CANCELLED:
        return unchanged(trial)
    policies.may_cancel(by, trial).require()
    return _cancelled(by, trial)


def _cancelled(by: Actor, trial: Trial) -> Trial:
    trial.state, trial.ended_at = TrialState.CANCELLED, clock.now()
    trial.save(update_fields=["state", "ended_at"])
    TrialLine.objects.filter(trial=trial).delete()
    record.write(by=by, event=TrialCancelled(trial.ref, trial.ruleset.ref))
    return trial


def cancel_with_draft(*, by: Actor, event: RulesetRefused) -> None:
    """Reaction: what is not to come into force need not be rehearsed any further."""
    if found := queries.open_trial(ruleset_id=int(event.subject.id)):
        _cancelled(by, queries.lock(id=found.pk))


@command
def take_sheet(*, by: Actor, trial_id: int) -> Trial:
    """Somebody takes what a rehearsal found away as a table: that stands on record."""
    policies.may_rehearse(by).require()
    trial = queries.trial(id=trial_id)
    record.write(by=by, event=TrialSheetTaken(trial.ref, trial.changed))
    return trial


@command
def drop_lines(*, by: Actor) -> int:
    """Erase the single findings of rehearsals that ended ninety days ago; how many of them. Unchanged where none did."""
    dropped = 0
    for trial in queries.old_lines(now=clock.now()):
        gone, _ = TrialLine.objects.filter(trial=trial).delete()
        record.write(by=by, event=TrialLinesDropped(trial.ref, gone))
        dropped += 1
    return dropped or unchanged(0)
