"""Drafting, approving, refusing and installing rules."""

from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from django.db import connection, transaction
from django.db.models import F, Max, Q

from yiwang.ground.record import commands as record
from yiwang.ground.record.queries import fingerprint
from yiwang.ground.rules import policies, queries
from yiwang.ground.rules.events import RulesetApproved, RulesetDrafted, RulesetRefused
from yiwang.ground.rules.models import Ruleset
from yiwang.ground.rules.states import Kind, State
from yiwang.kit import bus, clock, jobs
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

SINCE_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
"""From when the first installed version of a kind counts: before it there were no rules to tell it from."""
_LOCKS = 0x5957_02
"""Class of the advisory locks: one change at a time a kind."""


@command
def draft(*, by: Actor, kind: str, payload: Any, note: str = "") -> Ruleset:
    """Propose a new version of a kind; it waits for another officer. `payload`: the whole table, dict or list.

    Refused: not an officer (roles are the caller's policy). Invalid: an unknown kind, a payload that its reader cannot
    use (field `payload`), or one equal to the approved version.
    """
    policies.may_draft(by).require()
    alone(kind)
    _check(kind, payload)
    known = queries.approved(kind=kind)
    if known and known.digest == fingerprint(payload):
        raise Invalid("与已批准的版本完全相同", payload=f"内容与第{known.version}版相同，请改动后再提交")
    return _drafted(by, kind, payload, note)


@command
def approve(*, by: Actor, ruleset_id: int, effective_from: datetime | None = None) -> Ruleset:
    """Put a draft in force now or from a later moment; the version before ends there and is kept.

    A version that was to come into force later than this one is replaced before it ever does. Refused: the author
    himself, not an officer, or no longer a draft. Invalid: a moment in the past. Approved twice by one hand: unchanged.
    """
    new = queries.lock(ruleset_id=ruleset_id)
    if new.approver_id == by.id and new.approver_kind == by.kind and new.effective_from:
        return unchanged(new)
    policies.may_approve(by, new).require()
    alone(new.kind)
    at = clock.now()
    if effective_from and effective_from < at:
        raise Invalid("生效时间已经过去", effective_from="请选择现在之后的时间，或留空表示立即生效")
    return _put_in_force(by, new, effective_from or at)


@command
def refuse(*, by: Actor, ruleset_id: int, reason: str) -> Ruleset:
    """Turn a draft down, or take one's own back. Invalid: no reason. Refused twice by one hand: unchanged."""
    if not reason.strip():
        raise Invalid("请写明不批准的理由", reason="请写明理由，起草人会看到")
    found = queries.lock(ruleset_id=ruleset_id)
    if found.state == State.REFUSED and (found.approver_kind, found.approver_id) == (by.kind, by.id):
        return unchanged(found)
    policies.may_refuse(by, found).require()
    found.state, found.refusal = State.REFUSED, reason.strip()
    _decide(found, by)
    record.write(by=by, event=RulesetRefused(found.ref, found.kind, found.version))
    return found


@command
def install(*, by: Actor, kind: str, payload: Any, note: str = "") -> Ruleset:
    """Bring the product's default in: drafted and approved at once, by a machine.

    The first version of a kind counts since always, later ones from now. Unchanged: the payload is the approved one, or
    the bureau has approved its own version, which an upgrade must not undo. Refused: not a machine. Invalid as `draft`.
    """
    policies.may_install(by).require()
    alone(kind)
    _check(kind, payload)
    known = queries.approved(kind=kind)
    if known and (known.author_kind == ActorKind.OFFICER or known.digest == fingerprint(payload)):
        return unchanged(known)
    return _put_in_force(by, _drafted(by, kind, payload, note), clock.now() if known else SINCE_ALWAYS)


def _check(kind: str, payload: Any) -> None:
    if kind not in set(Kind):
        raise Invalid("没有这一类规则", kind=f"“{kind}”不是规则类别")
    if found := queries.faults(kind=kind, payload=payload):
        raise Invalid("规则内容有误", payload="；".join(found[:10]))


def alone(kind: str) -> None:
    """Wait until nobody else changes this kind: version numbers and the line of versions have one hand at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, crc32(kind.encode()) >> 1])


def _drafted(by: Actor, kind: str, payload: Any, note: str) -> Ruleset:
    last = Ruleset.objects.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0
    row = Ruleset(kind=kind, version=last + 1, payload=payload, digest=fingerprint(payload), note=note.strip())
    row.author_kind, row.author_id, row.author_label = by.kind, by.id, by.label
    row.created_at = clock.now()
    row.save(force_insert=True)
    record.write(by=by, event=RulesetDrafted(row.ref, row.kind, row.version, row.digest))
    return row


def _put_in_force(by: Actor, new: Ruleset, since: datetime) -> Ruleset:
    line = queries.in_line(kind=new.kind)
    line.filter(effective_from__gte=since).update(state=State.REPLACED, effective_until=F("effective_from"))
    open_then = Q(effective_until=None) | Q(effective_until__gt=since)
    line.filter(open_then, effective_from__lt=since).update(state=State.REPLACED, effective_until=since)
    new.state, new.effective_from = State.APPROVED, since
    _decide(new, by)
    event = RulesetApproved(new.ref, new.kind, new.version, new.digest, since)
    record.write(by=by, event=event)
    _again_then(event)
    queries.forget()
    transaction.on_commit(queries.forget)
    return new


def _again_then(event: RulesetApproved) -> None:
    """What follows an approval reads the rules in force: for a version of a later date it is done again on that date."""
    if event.effective_from > clock.now():
        for job in bus.reactions()[RulesetApproved][1]:
            jobs.enqueue(job, at=event.effective_from, ref=str(event.subject))


def _decide(ruleset: Ruleset, by: Actor) -> None:
    ruleset.approver_kind, ruleset.approver_id, ruleset.approver_label = by.kind, by.id, by.label
    ruleset.decided_at = clock.now()
    ruleset.save()
