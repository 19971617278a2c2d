"""Who has the file of an order is told what its platform has decided, and that its term comes first."""

from datetime import datetime

from yiwang.cases.casework import queries as casework
from yiwang.cases.channels import policies, queries
from yiwang.cases.channels.events import DueWarned
from yiwang.cases.channels.models import Order
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.states import Role
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged


def tell_desk(*, by: Actor, order: Order, template: str) -> None:
    """The officer who has the file, else the unit's head, else the leads of the desk; nobody whom the file is kept from."""
    for person, kind in _whose(order):
        if casework.must_not_hear(case=order.case, officer=person):
            continue
        to = phones.to_officer(officer=person, kind=kind)
        params = {"number": order.case.number, "sender": order.partner.name, "due": _said(order.due_at)}
        messaging.send(by=by, template=template, to=to, subject=order.case.ref, params=params)


@command
def warn_of_due(*, by: Actor, order_id: int) -> Order:
    """Once an order and term: the platform's term is near and comes before ours."""
    order = queries.lock_order(order_id=order_id)
    if order.warned_at or order.due_at is None or order.due_at > clock.now() + policies.WARN_AHEAD:
        return unchanged(order)
    order.warned_at = clock.now()
    order.save(update_fields=["warned_at"])
    tell_desk(by=by, order=order, template="pt.due_near")
    record.write(by=by, event=DueWarned(order.ref, str(order.case.ref)))
    return order


def _whose(order: Order) -> list[tuple[Officer, str]]:
    case = order.case
    if case.officer_id and case.officer:
        return [(case.officer, "officer")]
    if case.unit_id and case.unit:
        head = organisation.head_of(unit_code=case.unit.code)
        return [(head, "unit_head")] if head else []
    leads = organisation.holders(role=Role.TRIAGE_LEAD) or organisation.holders(role=Role.OPERATOR)
    return [(person, "operator") for person in leads]


def _said(at: datetime | None) -> str:
    """`11月26日17:30`."""
    if at is None:
        return "未定"
    there = clock.local(at)
    return f"{there.month}月{there.day}日{there:%H:%M}"
