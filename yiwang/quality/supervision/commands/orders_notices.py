"""Who is told of an order: who signs, who answers for the unit, who drafted it; nobody for whom its file does not exist."""

from yiwang.cases.appeals.commands.telling import zh_moment
from yiwang.cases.casework import queries as casework
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineNear
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor
from yiwang.quality.supervision import queries
from yiwang.quality.supervision.commands.orders_answered import KIND
from yiwang.quality.supervision.events import (
    OrderAccepted,
    OrderDeclined,
    OrderDrafted,
    OrderEscalated,
    OrderLifted,
    OrderReported,
    OrderRevoked,
    OrderSentBack,
    OrderServed,
    OrderSigned,
)
from yiwang.quality.supervision.models import Order
from yiwang.quality.supervision.queries import ORDER_ACK, ORDER_REPORT
from yiwang.quality.supervision.states import OrderState


def _tell(by: Actor, order: Order, template: str, to: Officer | None, kind: str, **params: str) -> None:
    """By rank, so whoever stands in while they are away hears it."""
    if to is None:
        return
    person = organisation.stand_in(officer_id=to.pk) or to
    if order.case and casework.must_not_hear(case=order.case, officer=person):
        return
    said = {"no": order.number, "unit": order.unit.short_name} | params
    wanted = {name: said[name] for name in _PARAMS[template]}
    messaging.send(
        by=by, template=template, to=phones.to_officer(officer=person, kind=kind), subject=order.ref, params=wanted
    )  # fmt: skip


_PARAMS = {
    "sv.order.sign": ("unit",), "sv.order.serve": ("no", "unit"), "sv.order.declined": ("unit",),
    "sv.order": ("no", "number", "hours", "due"), "sv.order.near": ("no", "due"), "sv.order.late": ("no", "unit"),
    "sv.order.unreported": ("no", "unit"), "sv.order.reported": ("no", "unit"), "sv.order.back": ("no", "due"),
    "sv.order.accepted": ("no", "unit"), "sv.order.revoked": ("no",), "sv.lift": ("no",),
}  # fmt: skip


def _order(event: object) -> Order:
    return queries.lock_order(id=int(event.subject.id))  # type: ignore[attr-defined]


def _head(order: Order) -> Officer | None:
    return organisation.head_of(unit_code=order.unit.code)


def _keeper(order: Order) -> Officer | None:
    """Who looks after it: whoever drafted it, else a supervisor over the unit."""
    if order.drafted_by_id:
        return order.drafted_by
    return next(iter(organisation.holders(role=Role.SUPERVISOR, unit_code=order.unit.code)), None)


def ask_signature(*, by: Actor, event: OrderDrafted) -> None:
    """Whose signature is asked for, else the first who could sign; not whoever drafted it."""
    order = _order(event)
    to = order.signer or next(iter(queries.signers_for(unit=order.unit)), None)
    if to and to.pk != by.officer_id:
        _tell(by, order, "sv.order.sign", to, "leader")


def tell_order_signed(*, by: Actor, event: OrderSigned) -> None:
    """Who looks after it serves it."""
    order = _order(event)
    if order.drafted_by_id != by.officer_id:
        _tell(by, order, "sv.order.serve", _keeper(order), "supervisor")


def tell_order_declined(*, by: Actor, event: OrderDeclined) -> None:
    """Whoever drafted it."""
    order = _order(event)
    _tell(by, order, "sv.order.declined", order.drafted_by, "supervisor")


def tell_order_served(*, by: Actor, event: OrderServed) -> None:
    """Who answers for the unit, at once."""
    order, limit = _order(event), queries.order_limit(ORDER_ACK)
    hours, due = str(limit.value if limit else 4), zh_moment(order.report_by)
    _tell(by, order, "sv.order", _head(order), "unit_head", number=queries.desk_number(order), hours=hours, due=due)


def tell_order_reported(*, by: Actor, event: OrderReported) -> None:
    """Who looks after it looks through the report."""
    order = _order(event)
    _tell(by, order, "sv.order.reported", _keeper(order), "supervisor")


def tell_order_sent_back(*, by: Actor, event: OrderSentBack) -> None:
    """Who answers for the unit."""
    order = _order(event)
    _tell(by, order, "sv.order.back", _head(order), "unit_head", due=zh_moment(order.report_by))


def tell_order_accepted(*, by: Actor, event: OrderAccepted) -> None:
    """Who signed it lifts it; after an escalation, a leader."""
    order = _order(event)
    leaders = organisation.holders(role=Role.LEADER, unit_code=order.unit.code) if order.escalated_at else []
    _tell(by, order, "sv.order.accepted", next(iter(leaders), order.signer), "leader")


def tell_order_lifted(*, by: Actor, event: OrderLifted) -> None:
    """Who answers for the unit."""
    order = _order(event)
    _tell(by, order, "sv.lift", _head(order), "unit_head")


def tell_order_revoked(*, by: Actor, event: OrderRevoked) -> None:
    """Who answers for the unit, where it had it."""
    order = _order(event)
    if order.served_at:
        _tell(by, order, "sv.order.revoked", _head(order), "unit_head")


def tell_order_near(*, by: Actor, event: DeadlineNear) -> None:
    """Who answers for the unit: the report is due soon."""
    if event.subject.kind == KIND and event.kind == ORDER_REPORT:
        order = _order(event)
        _tell(by, order, "sv.order.near", _head(order), "unit_head", due=zh_moment(event.due_at))


def tell_order_late(*, by: Actor, event: DeadlineMissed) -> None:
    """Whoever signed it: nobody signed for it in time (sv.ack: 报督办签发人)."""
    if event.subject.kind == KIND and event.kind == ORDER_ACK:
        order = _order(event)
        if order.state == OrderState.SERVED:
            _tell(by, order, "sv.order.late", order.signer, "leader")


def tell_order_escalated(*, by: Actor, event: OrderEscalated) -> None:
    """The leader above, and whoever signed it, each once."""
    order = _order(event)
    found = [organisation.officer_by_code(code=event.above)] if event.above else []
    for person in {one.pk: one for one in (*found, order.signer) if one}.values():
        _tell(by, order, "sv.order.unreported", person, "leader")
