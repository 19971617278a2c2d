"""督办单 once the unit has it: signed for, reported, accepted or sent back, lifted; and what the clocks do to it."""

from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineMoved
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict
from yiwang.kit.work import command, unchanged
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.commands.orders import asked, held, moved, words_digest
from yiwang.quality.supervision.events import (
    OrderAccepted,
    OrderAcknowledged,
    OrderEscalated,
    OrderLifted,
    OrderReported,
    OrderSentBack,
)
from yiwang.quality.supervision.models import Order, OrderReport
from yiwang.quality.supervision.models.orders import REASON_SIGNS, REPORT_SIGNS
from yiwang.quality.supervision.queries import ORDER_ACK, ORDER_REPORT
from yiwang.quality.supervision.states import OrderMove, OrderState

KIND = "supervision.order"
_COPIES = {ORDER_ACK: "ack_by", ORDER_REPORT: "report_by"}


@command
def acknowledge_order(*, by: Actor, order_id: int) -> Order:
    """签收. Signed for already: unchanged."""
    order, reach = held(by=by, order_id=order_id)
    if order.state == OrderState.ACKNOWLEDGED:
        return unchanged(order)
    policies.may_acknowledge_order(reach, order).require()
    moved(order, OrderMove.ACKNOWLEDGE)
    order.acknowledged_by_id, order.acknowledged_at = by.officer_id, clock.now()
    order.save(update_fields=["state", "acknowledged_by", "acknowledged_at"])
    clocks.stop(by=by, subject=order.ref, kind=ORDER_ACK, ground=Ground.DONE)
    record.write(by=by, event=OrderAcknowledged(order.ref, order.unit.code))
    return order


@command
def report_order(*, by: Actor, order_id: int, text: str) -> OrderReport:
    """报告办理情况; the clock stops. The same words while nobody has decided: unchanged."""
    order, reach = held(by=by, order_id=order_id)
    waiting = queries.order_waiting(order)
    if waiting and waiting.text == text.strip():
        return unchanged(waiting)
    policies.may_report_order(reach, order).require()
    words = asked(text, field="text", message="请写做了什么、结果怎样", limit=REPORT_SIGNS)
    moved(order, OrderMove.REPORT)
    order.save(update_fields=["state"])
    row = OrderReport.objects.create(order=order, text=words, by_id=by.officer_id or 0, at=clock.now())
    clocks.stop(by=by, subject=order.ref, kind=ORDER_REPORT, ground=Ground.DONE)
    record.write(by=by, event=OrderReported(order.ref, order.unit.code, words_digest(order, words)))
    return row


@command
def accept_order(*, by: Actor, order_id: int) -> Order:
    """审核通过: it waits to be lifted. Accepted already: unchanged."""
    order, reach = held(by=by, order_id=order_id)
    if order.state == OrderState.ACCEPTED:
        return unchanged(order)
    policies.may_accept_order(reach, order, reported_by=queries.reporter(order)).require()
    moved(order, OrderMove.ACCEPT)
    order.save(update_fields=["state"])
    _decide(by, order, is_enough=True)
    record.write(by=by, event=OrderAccepted(order.ref, order.unit.code))
    return order


@command
def send_back_order(*, by: Actor, order_id: int, why: str) -> Order:
    """退回重报, with the reason: its clock begins a new round. Whoever may lift it sends it back too."""
    order, reach = held(by=by, order_id=order_id)
    policies.may_send_back_order(reach, order, reported_by=queries.reporter(order)).require()
    words = asked(why, field="why", message="请写明还差什么", limit=REASON_SIGNS)
    moved(order, OrderMove.SEND_BACK)
    if limit := queries.order_limit(ORDER_REPORT):
        order.report_by = clocks.start(by=by, subject=order.ref, kind=ORDER_REPORT, limit=limit).at
    order.save(update_fields=["state", "report_by"])
    _decide(by, order, is_enough=False, why=words)
    record.write(
        by=by, event=OrderSentBack(order.ref, order.unit.code, words_digest(order, words), order.report_by)
    )  # fmt: skip
    return order


def _decide(by: Actor, order: Order, *, is_enough: bool, why: str = "") -> None:
    """Of the last report; one that was accepted already may still be sent back by whoever is to lift the order."""
    last = OrderReport.objects.filter(order=order).order_by("-at", "-id").first()
    if last is None:
        raise Conflict("还没有报告")
    last.is_enough, last.why, last.decided_by_id, last.decided_at = is_enough, why, by.officer_id, clock.now()
    last.save()


@command
def lift_order(*, by: Actor, order_id: int) -> Order:
    """解除督办. Lifted already: unchanged."""
    order, reach = held(by=by, order_id=order_id)
    if order.state == OrderState.LIFTED:
        return unchanged(order)
    policies.may_lift_order(reach, order, reported_by=queries.reporter(order)).require()
    moved(order, OrderMove.LIFT)
    order.ended_by_id, order.ended_at = by.officer_id, clock.now()
    order.save(update_fields=["state", "ended_by", "ended_at"])
    record.write(by=by, event=OrderLifted(order.ref, order.unit.code))
    return order


@command
def follow_order(*, by: Actor, event: DeadlineMoved) -> None:
    """Reaction: a new calendar moved a moment of an order; its row keeps what the ledger says."""
    field = _COPIES.get(event.kind)
    if event.subject.kind == KIND and field and event.due_at:
        Order.objects.filter(pk=int(event.subject.id)).update(**{field: event.due_at})
    return unchanged(None)


@command
def escalate_order(*, by: Actor, event: DeadlineMissed) -> Order | None:
    """Reaction: no report in time (sv.report: 升级签发层级). A leader alone lifts it now; escalated already: unchanged."""
    if event.subject.kind != KIND or event.kind != ORDER_REPORT:
        return unchanged(None)
    order = queries.lock_order(id=int(event.subject.id))
    if order.escalated_at or order.state not in (OrderState.SERVED, OrderState.ACKNOWLEDGED):
        return unchanged(order)
    order.escalated_at = clock.now()
    order.save(update_fields=["escalated_at"])
    above = next(iter(organisation.holders(role="leader", unit_code=order.unit.code)), None)
    record.write(by=by, event=OrderEscalated(order.ref, order.unit.code, above.code if above else ""))
    return order
