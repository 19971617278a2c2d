"""督办单 until the unit has it: drafted, amended, signed with its number, served; or not signed, or taken back."""

from yiwang.cases.casework.models import Case
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.record import commands as record
from yiwang.kit import clock, sql
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.events import (
    OrderAmended,
    OrderDeclined,
    OrderDrafted,
    OrderRevoked,
    OrderServed,
    OrderSigned,
)
from yiwang.quality.supervision.models import Order
from yiwang.quality.supervision.models.orders import DEMAND_SIGNS, MATTER_SIGNS, REASON_SIGNS, TITLE_SIGNS
from yiwang.quality.supervision.queries import ORDER_ACK, ORDER_REPORT
from yiwang.quality.supervision.states import MOVES, OrderMove, OrderSource, OrderState

_SERIES = 0x4455
"""The first half of the advisory locks under which orders of one year are numbered, one after another."""
DRAFTER_ROLES = "supervisor", "inspector", "deputy_approver", "leader"


def moved(order: Order, move: OrderMove) -> None:
    """Where the move leads. Conflict: it is in another state by now."""
    order.state = MOVES.target(OrderState(order.state), move)


def asked(text: str, *, field: str, message: str, limit: int) -> str:
    """A text that must stand, stripped. Invalid: empty, or above `limit` signs."""
    clean = text.strip()
    if not clean:
        raise Invalid(message, **{field: message})
    if len(clean) > limit:
        raise Invalid(f"最多{limit}字", **{field: f"最多{limit}字，请删去{len(clean) - limit}字"})
    return clean


def words_digest(order: Order, *texts: str) -> str:
    """What the record keeps of an order's words."""
    return keyed_digest("\x00".join((str(order.pk), *texts)), purpose="record-text")


def held(*, by: Actor, order_id: int) -> tuple[Order, Reach]:
    """The order, locked, in sight of this hand. Missing: it is not."""
    reach = organisation.reach(by=by)
    queries.order(reach=reach, id=order_id)
    return queries.lock_order(id=order_id), reach


@command
def draft_order(
    *, by: Actor, unit: Unit, title: str, matter: str, demand: str, case: Case | None = None,
    source: OrderSource = OrderSource.HAND, about: Ref | None = None, signer_id: int | None = None,
) -> Order:  # fmt: skip
    """Propose an order to a unit. `about`: the thing it comes from, one order a thing; `signer_id`: whose signature is asked for.

    The same thing again, by the house: unchanged. Conflict: there is an order on it. Invalid: a text is missing or too long,
    the unit is closed, or `signer_id` cannot sign for it. Refused: see `policies.may_draft_order`.
    """
    policies.may_draft_order(organisation.reach(by=by), unit_code=unit.code, case=case).require()
    if about and (known := queries.order_of(about=about)):
        if by.is_machine:
            return unchanged(known)
        raise Conflict(f"这件事已经有督办单{known.number}" if known.number else "这件事已经拟了督办单，等签发")
    if not unit.is_open:
        raise Invalid("这个单位已经撤并", unit="请选一个现在的单位")
    signers = {one.pk for one in queries.signers_for(unit=unit)}
    if signer_id and signer_id not in signers:
        raise Invalid("签发人不对", signer="请选管着这个单位的领导或督察")
    order = Order(
        source=source if about else OrderSource.HAND, about_kind=about.kind if about else "", case=case, unit=unit,
        about_id=int(about.id) if about else None, from_unit=_issuer(by, unit), drafted_by_id=by.officer_id, at=clock.now(),
        signer_id=signer_id,
    )  # fmt: skip
    _write(order, title, matter, demand)
    order.save()
    digest = words_digest(order, order.title, order.matter, order.demand)
    record.write(by=by, event=OrderDrafted(order.ref, order.source, str(about or ""), unit.code, digest))
    return order


def _issuer(by: Actor, unit: Unit) -> Unit:
    """The unit of the post by which it is drafted; the supervising unit where a rule did it."""
    for grant in organisation.reach(by=by).grants:
        if grant.roles.intersection(DRAFTER_ROLES) and grant.covers(unit=unit.code):
            return organisation.unit(code=grant.unit)
    return organisation.supervising_unit(unit_code=unit.code)


def _write(order: Order, title: str, matter: str, demand: str) -> None:
    order.title = asked(title, field="title", message="请写督办的是什么事", limit=TITLE_SIGNS)
    order.matter = asked(matter, field="matter", message="请写清楚哪里没有办好", limit=MATTER_SIGNS)
    order.demand = asked(demand, field="demand", message="请写要求单位做什么", limit=DEMAND_SIGNS)


@command
def amend_order(*, by: Actor, order_id: int, title: str, matter: str, demand: str) -> Order:
    """Change a draft. The same words: unchanged."""
    order, reach = held(by=by, order_id=order_id)
    policies.may_amend_order(reach, order).require()
    before = order.title, order.matter, order.demand
    _write(order, title, matter, demand)
    now = order.title, order.matter, order.demand
    if now == before:
        return unchanged(order)
    order.save(update_fields=["title", "matter", "demand"])
    record.write(by=by, event=OrderAmended(order.ref, order.unit.code, words_digest(order, *now)))
    return order


@command
def sign_order(*, by: Actor, order_id: int) -> Order:
    """签发: it gets the next number of the year. Signed already by this hand: unchanged."""
    order, reach = held(by=by, order_id=order_id)
    if order.state == OrderState.SIGNED and order.signer_id == by.officer_id:
        return unchanged(order)
    policies.may_sign_order(reach, order).require()
    moved(order, OrderMove.SIGN)
    now = clock.now()
    year = clock.local(now).year
    sql.hold_series(_SERIES, year)
    order.mark, order.year, order.serial = queries.order_mark(), year, queries.next_order_serial(year=year)
    order.signer_id, order.signed_at = by.officer_id, now
    order.save()
    record.write(by=by, event=OrderSigned(order.ref, order.number, order.unit.code))
    return order


@command
def decline_order(*, by: Actor, order_id: int, why: str) -> Order:
    """不签发, with the reason; whoever drafted it is told. Declined already: unchanged."""
    order, reach = held(by=by, order_id=order_id)
    if order.state == OrderState.DROPPED and not order.serial:
        return unchanged(order)
    policies.may_decline_order(reach, order).require()
    _drop(by, order, OrderMove.DECLINE, why)
    record.write(by=by, event=OrderDeclined(order.ref, order.unit.code, words_digest(order, order.why)))
    return order


@command
def serve_order(*, by: Actor, order_id: int) -> Order:
    """送达: the unit has it, and both its clocks run (sv.ack, sv.report). Served already: unchanged."""
    order, reach = held(by=by, order_id=order_id)
    if order.state == OrderState.SERVED:
        return unchanged(order)
    policies.may_serve_order(reach, order).require()
    moved(order, OrderMove.SERVE)
    order.served_at = clock.now()
    for kind, field in ((ORDER_ACK, "ack_by"), (ORDER_REPORT, "report_by")):
        if limit := queries.order_limit(kind):
            due = clocks.start(by=by, subject=order.ref, kind=kind, limit=limit, at=order.served_at, round=1)
            setattr(order, field, due.at)
    order.save()
    record.write(by=by, event=OrderServed(order.ref, order.unit.code, order.ack_by, order.report_by))
    return order


@command
def revoke_order(*, by: Actor, order_id: int, why: str) -> Order:
    """撤销, with the reason; its number is not given again. Revoked already: unchanged."""
    order, reach = held(by=by, order_id=order_id)
    if order.state == OrderState.DROPPED and order.serial:
        return unchanged(order)
    policies.may_revoke_order(reach, order).require()
    _drop(by, order, OrderMove.REVOKE, why)
    record.write(by=by, event=OrderRevoked(order.ref, order.unit.code, words_digest(order, order.why)))
    return order


def _drop(by: Actor, order: Order, move: OrderMove, why: str) -> None:
    moved(order, move)
    order.why = asked(why, field="why", message="请写明理由", limit=REASON_SIGNS)
    order.ended_by_id, order.ended_at = by.officer_id, clock.now()
    order.save()
    for kind in (ORDER_ACK, ORDER_REPORT):
        clocks.stop(by=by, subject=order.ref, kind=kind, ground=Ground.CANCELLED)
