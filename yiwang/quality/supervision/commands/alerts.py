"""预警单: sent with a warning, signed for with measures, reported on, looked at by the supervising unit."""

from yiwang.cases.topics import commands as topics
from yiwang.cases.topics import queries as topics_queries
from yiwang.cases.topics.events import CategoryRose, RiseAcknowledged, TopicRose
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineMoved
from yiwang.ground.clocks.states import Ground
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.commands.shared import digest, required
from yiwang.quality.supervision.events import (
    AlertAcknowledged,
    AlertClosed,
    AlertEscalated,
    AlertReported,
    AlertSent,
    AlertSentBack,
)
from yiwang.quality.supervision.models import Alert
from yiwang.quality.supervision.models.alerts import MEASURES_SIGNS, RESULT_SIGNS, WHY_SIGNS
from yiwang.quality.supervision.states import ALERT_MOVES, AlertMove, AlertState

KIND = "supervision.alert"


def _move(row: Alert, move: AlertMove) -> None:
    row.state = ALERT_MOVES.target(AlertState(row.state), move)


def _start(by: Actor, row: Alert, kind: str) -> None:
    """The next clock of an alert, where the table of limits has one (sv.warn, sv.warn.follow)."""
    limit = clocks_queries.limit_for(clock=kind, subject_kind="supervision")
    row.owed_by = clocks.start(by=by, subject=row.ref, kind=kind, limit=limit).at if limit else None


@command
def send_alert(*, by: Actor, event: TopicRose | CategoryRose) -> Alert | None:
    """Reaction: a warning was given: its unit must sign for it and say what it does. Who is told, topics tells (tp.rose)."""
    rise = topics_queries.lock_rise(id=int(event.subject.id))
    if queries.alert_of_rise(rise_id=rise.pk):
        return unchanged(None)
    row = Alert(
        pk=rows.key(Alert), rise=rise.pk, kind=rise.kind, topic=rise.topic_id, category=rise.category,
        area_code=rise.area_code, seen=rise.seen, expected=rise.expected, unit=rise.unit,
        supervising_unit=rise.supervising_unit, at=clock.now(),
    )  # fmt: skip
    rows.add(row)
    _start(by, row, queries.ACK)
    record.write(by=by, event=AlertSent(row.ref, rise.pk, row.unit.code))
    return row


@command
def acknowledge_alert(*, by: Actor, alert_id: int, measures: str) -> Alert:
    """Sign for it and say what is done. It is the answer to the warning too: one word, written once.

    Signed for already with these words: unchanged. Refused: not a head of this unit. Invalid: no measures.
    """
    row = queries.lock_alert(id=alert_id)
    words = required(measures, field="measures", message="请写采取什么措施、谁来做、到什么时候", limit=MEASURES_SIGNS)
    if row.measures == words:
        return unchanged(row)
    policies.may_acknowledge_alert(organisation.reach(by=by), row).require()
    topics.acknowledge(by=by, rise_id=row.rise, note=words)
    row.refresh_from_db()
    return row


@command
def follow_acknowledged(*, by: Actor, event: RiseAcknowledged) -> None:
    """Reaction: somebody answered the warning, here or at the warnings' own page: the measures are followed up from now."""
    rise = topics_queries.lock_rise(id=int(event.subject.id))
    key = queries.alert_of_rise(rise_id=rise.pk)
    row = queries.lock_alert(id=key) if key else None
    if row is None or row.state != AlertState.SENT:
        return unchanged(None)
    clocks.stop(by=by, subject=row.ref, kind=queries.ACK, ground=Ground.DONE)
    row.measures, row.acknowledged_at = rise.note, clock.now()
    _start(by, row, queries.FOLLOW)
    _move(row, AlertMove.ACKNOWLEDGE)
    row.save(update_fields=["state", "measures", "acknowledged_at", "owed_by"])
    record.write(by=by, event=AlertAcknowledged(row.ref, row.unit.code))
    return None


@command
def report_alert(*, by: Actor, alert_id: int, result: str) -> Alert:
    """Say what the measures brought; how many came in the last week the house counts by itself. The same again: unchanged."""
    row = queries.lock_alert(id=alert_id)
    words = required(result, field="result", message="请写措施落实得怎样、有什么效果", limit=RESULT_SIGNS)
    if (row.state, row.result) == (AlertState.REPORTED, words):
        return unchanged(row)
    policies.may_report_alert(organisation.reach(by=by), row).require()
    row.result, row.after, row.why = words, queries.last_week(alert=row), ""
    row.reported_by_id, row.reported_at = by.officer_id, clock.now()
    clocks.stop(by=by, subject=row.ref, kind=queries.FOLLOW, ground=Ground.DONE)
    _move(row, AlertMove.REPORT)
    row.save(update_fields=["state", "result", "after", "why", "reported_by", "reported_at"])
    record.write(by=by, event=AlertReported(row.ref, row.unit.code, row.after, digest(words, salt=row.pk)))
    return row


@command
def close_alert(*, by: Actor, alert_id: int) -> Alert:
    """The supervising unit is content. Closed already: unchanged."""
    row = queries.lock_alert(id=alert_id)
    if row.state == AlertState.CLOSED:
        return unchanged(row)
    policies.may_close_alert(organisation.reach(by=by), row).require()
    row.decided_by_id, row.decided_at, row.owed_by = by.officer_id, clock.now(), None
    _move(row, AlertMove.CLOSE)
    row.save(update_fields=["state", "decided_by", "decided_at", "owed_by"])
    record.write(by=by, event=AlertClosed(row.ref, row.unit.code))
    return row


@command
def send_back_alert(*, by: Actor, alert_id: int, why: str) -> Alert:
    """Not enough yet: the time for the result begins again. Sent back already for this: unchanged."""
    row = queries.lock_alert(id=alert_id)
    words = required(why, field="why", message="请写还要做什么", limit=WHY_SIGNS)
    if (row.state, row.why) == (AlertState.ACKNOWLEDGED, words):
        return unchanged(row)
    policies.may_send_back_alert(organisation.reach(by=by), row).require()
    row.why, row.decided_by_id, row.decided_at = words, by.officer_id, clock.now()
    _start(by, row, queries.FOLLOW)
    _move(row, AlertMove.SEND_BACK)
    row.save(update_fields=["state", "why", "decided_by", "decided_at", "owed_by"])
    record.write(by=by, event=AlertSentBack(row.ref, row.unit.code))
    return row


@command
def escalate_alert(*, by: Actor, event: DeadlineMissed) -> None:
    """Reaction: nobody signed for it, or no result came, in time: the head of the supervising unit is told (报上级)."""
    if event.subject.kind != KIND:
        return unchanged(None)
    row = queries.lock_alert(id=int(event.subject.id))
    if row.state not in (AlertState.SENT, AlertState.ACKNOWLEDGED):
        return unchanged(None)
    row.escalated_at = clock.now()
    row.save(update_fields=["escalated_at"])
    record.write(by=by, event=AlertEscalated(row.ref, row.unit.code, row.supervising_unit.code, event.kind))
    return None


def tell_alert_late(*, by: Actor, event: AlertEscalated) -> None:
    """Both heads, or who stands in for them, each once."""
    row = queries.lock_alert(id=int(event.subject.id))
    heads = [organisation.head_of(unit_code=unit.code) for unit in (row.supervising_unit, row.unit)]
    for head in {head.pk: head for head in heads if head}.values():
        to = organisation.stand_in(officer_id=head.pk) or head
        recipient = phones.to_officer(officer=to, kind="unit_head")
        params = {"unit": row.unit.short_name, "what": queries.about(alert=row)}
        messaging.send(by=by, template="sv.warn.late", to=recipient, subject=row.ref, params=params)


@command
def follow_alert(*, by: Actor, event: DeadlineMoved) -> None:
    """Reaction: a new calendar moved a clock of an alert; its row keeps what the ledger says."""
    if event.subject.kind == KIND and event.due_at:
        Alert.objects.filter(pk=int(event.subject.id)).update(owed_by=event.due_at)
    return unchanged(None)
