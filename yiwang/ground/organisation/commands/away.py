"""外出委托: an officer who is away names a deputy, and either of the two ends it."""

from datetime import date, timedelta

from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.events import DeputyNamed, DeputyReleased
from yiwang.ground.organisation.models import Delegation
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now, today
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

LONGEST = timedelta(days=90)
"""Who is away longer needs a successor, not a deputy (bureau default, no source)."""


@command
def name_deputy(*, by: Actor, deputy_id: int, valid_from: date, valid_to: date, reason: str) -> Delegation:
    """While I am away from the first to the last day, somebody else also holds my grants; those of the three offices never.

    Named so already: unchanged. Invalid: dates the wrong way round, past, or longer than 90 days; no reason. Refused: without
    approving grants of one's own, to somebody of the three offices, or where it would become a chain.
    """
    deputy = queries.officer(id=deputy_id)
    _check(valid_from, valid_to, reason)
    known = queries.meeting(officer_id=by.officer_id or 0, first=valid_from, last=valid_to)
    wanted = (by.officer_id, deputy.pk, valid_from, valid_to)
    if same := next((d for d in known if (d.officer_id, d.deputy_id, d.valid_from, d.valid_to) == wanted), None):
        return unchanged(same)
    policies.may_name_deputy(by, deputy, valid_from, valid_to).require()
    officer = queries.officer(id=by.officer_id or 0)
    row = Delegation.objects.create(
        officer=officer, deputy=deputy, valid_from=valid_from, valid_to=valid_to, reason=reason.strip()
    )
    days = valid_from.isoformat(), valid_to.isoformat()
    record.write(by=by, event=DeputyNamed(officer.ref, row.pk, deputy.code, *days))
    return row


@command
def release_deputy(*, by: Actor, delegation_id: int) -> Delegation:
    """Take a delegation back, or lay it down: it ends at once. Ended before: unchanged. Refused: neither of the two."""
    queries.delegation(id=delegation_id)
    row = Delegation.objects.select_for_update(of=("self",)).select_related("officer", "deputy").get(pk=delegation_id)
    policies.may_release_deputy(by, row).require()
    if row.ended_at is not None:
        return unchanged(row)
    row.ended_at, row.ended_by_id = now(), by.officer_id
    row.save(update_fields=["ended_at", "ended_by"])
    record.write(by=by, event=DeputyReleased(row.officer.ref, row.pk, row.deputy.code))
    return row


def _check(first: date, last: date, reason: str) -> None:
    wrong = {
        "valid_from": "请从今天或以后的日子算起" if first < today() else "",
        "valid_to": "结束日期要在开始日期当天或以后" if last < first else "",
        "reason": "" if reason.strip() else "请写外出的事由，例如“出差”“休假”",
    }
    if last - first >= LONGEST:
        wrong["valid_to"] = f"一次最长{LONGEST.days}天，更久请安排接任的人"
    if found := {field: message for field, message in wrong.items() if message}:
        raise Invalid(**found)
