"""The box of a file for who looks over its unit: the orders about it, and the ways to a new one and to its trace."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from django.urls import reverse

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.queries import Reach
from yiwang.quality.inspections import policies as inspections
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.models import Order
from yiwang.quality.supervision.states import DRAFTERS, OrderState
from yiwang.sites.ui.pages import Tag


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """An order about the file."""

    title: str
    url: str
    number: str
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class SupervisingBox:
    """督办和倒查. `order_url`, `trace_url`: empty where this hand has no such button."""

    template: ClassVar[str] = "workbench/desk/boxes/supervising.html"
    orders: Sequence[OrderLine]
    order_url: str
    trace_url: str


def supervising_box(who: Mover, appeal: Appeal, acts: Acts) -> SupervisingBox | None:
    """The box of an appeal."""
    return supervising_of(who.reach, appeal.case)


def supervising_of(reach: Reach, case: Case) -> SupervisingBox | None:
    """For who may draft an order to its unit or trace the file, of whatever kind it is; of others nothing is asked."""
    unit = case.unit.code if case.unit else ""
    may_draft = bool(unit) and bool(policies.may_draft_order(reach, unit_code=unit, case=case))
    may_trace = bool(inspections.may_trace(reach, case))
    if not may_draft and not may_trace:
        return None
    is_above = bool(reach.roles.intersection(DRAFTERS))
    asked = urlencode({"number": case.number, "unit": unit})
    return SupervisingBox(
        orders=[_line(one) for one in queries.orders_of_case(reach=reach, case_id=case.pk)] if is_above else [],
        order_url=f"{reverse('orders:new')}?{asked}" if may_draft else "",
        trace_url=f"{reverse('inspections:traces')}?{urlencode({'number': case.number})}" if may_trace else "",
    )


def _line(order: Order) -> OrderLine:
    state = OrderState(order.state)
    return OrderLine(
        title=order.title, url=reverse("orders:one", args=[order.pk]), number=order.number,
        tag=Tag(text=state.label, tone=state.tone),  # type: ignore[arg-type]
    )  # fmt: skip
