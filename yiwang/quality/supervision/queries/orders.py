"""Orders for a reader, one of them, its papers, and who signs for a unit."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from yiwang.cases.appeals.queries.papers import letterhead
from yiwang.cases.casework import queries as casework
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock, papers
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref
from yiwang.quality.supervision.models import Order, OrderReport
from yiwang.quality.supervision.states import ANSWERERS, DRAFTERS, KNOWN_TO_UNIT, LIVE, OrderState

MARK = "公督"
"""机关代字 of a bureau that set none (`order_mark`)."""
ORDER_ACK, ORDER_REPORT = "supervision_ack", "supervision_report"
"""Clocks of an order: to sign for it, and to report on it."""
_RELATED = ("unit", "from_unit", "case__unit", "drafted_by", "signer", "acknowledged_by", "ended_by")
_SIGNERS = (Role.DEPUTY_APPROVER, Role.LEADER, Role.INSPECTOR)


def order_mark() -> str:
    """What the number of an order begins with."""
    return str(rules.current(kind="settings").get("order_mark") or MARK)


def next_order_serial(*, year: int) -> int:
    """The number that follows the last one given out in a year. Who asks holds the series (`commands.orders`)."""
    last: int | None = Order.objects.filter(year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def orders(*, reach: Reach) -> QuerySet[Order]:
    """Orders in this reader's sight: of units over which it supervises; to its own unit, once they are served. Of a file that
    is closed to the reader by now, none.
    """
    above, own = Q(pk__in=[]), Q(pk__in=[])
    for grant in reach.grants:
        above |= Q(unit__in=sorted(grant.scope_ids)) if grant.roles.intersection(DRAFTERS) else Q(pk__in=[])
        own |= Q(unit__in=sorted(grant.unit_ids)) if grant.roles.intersection(ANSWERERS) else Q(pk__in=[])
    within = Q() if reach.is_machine else above | own & Q(served_at__isnull=False, state__in=_SHOWN_TO_UNIT)
    found = Order.objects.filter(within).select_related(*_RELATED)
    return found.filter(~Q(casework.is_closed(reach=reach, file="case")) | Q(case=None))


_SHOWN_TO_UNIT = [*map(str, KNOWN_TO_UNIT), OrderState.DROPPED.value]
"""Taken back after its service, the unit reads that too."""


def order(*, reach: Reach, id: int) -> Order:
    """One order in sight. Missing: there is none."""
    if found := orders(reach=reach).filter(pk=id).first():
        return found
    raise Missing("没有这份督办单，或不在您的范围内")


def lock_order(*, id: int) -> Order:
    """An order to be changed. Missing: there is none."""
    found = (
        Order.objects.select_for_update(of=("self",)).select_related("unit", "from_unit", "case").filter(pk=id).first()
    )
    if found is None:
        raise Missing("没有这份督办单")
    return found


def order_of(*, about: Ref) -> Order | None:
    """The order that comes from this thing and was not dropped."""
    found = Order.objects.filter(about_kind=about.kind, about_id=int(about.id)).exclude(state=OrderState.DROPPED)
    return found.select_related("unit", "from_unit").first()


def order_counts(*, reach: Reach) -> dict[str, int]:
    """How many in sight by state; one query."""
    rows = orders(reach=reach).order_by().values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


def orders_waiting(*, reach: Reach) -> int:
    """How many in sight are not over."""
    return orders(reach=reach).filter(state__in=[s.value for s in LIVE]).count()


def reports_of(order: Order) -> list[OrderReport]:
    """What the unit reported, the oldest first."""
    return list(OrderReport.objects.filter(order=order).select_related("by", "decided_by").order_by("at", "id"))


def order_waiting(order: Order) -> OrderReport | None:
    """The report that nobody has decided on."""
    return OrderReport.objects.filter(order=order, is_enough=None).select_related("by").first()


def reporter(order: Order) -> int:
    """Key of who reported last; 0 where nobody has."""
    last = OrderReport.objects.filter(order=order).order_by("-at", "-id").values_list("by_id", flat=True).first()
    return last or 0


def signers_for(*, unit: Unit) -> list[Officer]:
    """Who could sign for this unit: the deputies in charge first, then leaders, then the inspectorate."""
    found = [one for role in _SIGNERS for one in organisation.holders(role=role, unit_code=unit.code)]
    return list({one.pk: one for one in found}.values())


def order_limit(kind: str, *, began: datetime | None = None) -> clocks.Limit | None:
    """How long an order may wait to be signed for (`ORDER_ACK`) or reported (`ORDER_REPORT`); `began`: by the table of then."""
    return clocks.limit_for(clock=kind, subject_kind="supervision", began=began)


def order_paper(order: Order) -> papers.Paper:
    """督办单 as a letter of the bureau (GB/T 9704—2012); the same order gives the same bytes. Missing: it is not signed."""
    if not order.serial or not order.signed_at:
        raise Missing("还没有签发，没有督办单可印")
    words = [*_paragraphs("督办事项", order.matter), *_paragraphs("督办要求", order.demand)]
    ack, report = (order_limit(kind, began=order.signed_at) for kind in (ORDER_ACK, ORDER_REPORT))
    ask = (
        f"请自送达起{ack.length}内签收、{report.length}内书面报告办理情况。"
        if ack and report
        else "请签收并书面报告办理情况。"
    )
    return papers.Paper(
        head=letterhead(), number=order.number, title=f"关于{order.title}的督办通知", to=order.unit.name,
        words=[*words, ask], facts=_facts(order), signed=letterhead(), dated=_day(order),
        note=f"签发：{order.signer.name}；承办：{order.from_unit.short_name}" if order.signer else "",
    )  # fmt: skip


def _paragraphs(title: str, text: str) -> Sequence[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [f"{title}：{lines[0]}", *lines[1:]] if lines else []


def _facts(order: Order) -> list[tuple[str, Any]]:
    return [("涉及诉求", order.case.number)] if order.case else []


def _day(order: Order) -> date:
    return clock.local(order.signed_at or order.at).date()


def desk_number(order: Order) -> str:
    """The number of the file it is about, for texts; 见系统 where it is about none."""
    return order.case.number if order.case else "见系统"


def orders_of_case(*, reach: Reach, case_id: int) -> list[Order]:
    """Orders about a file, in this reader's sight."""
    return list(orders(reach=reach).filter(case=case_id))
