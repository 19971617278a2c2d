"""What orders keep of people's words, said to whoever takes it away: an order about a file says what was wrong with it."""

from django.db.models import QuerySet

from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.quality.supervision.models import Order, OrderReport

_CASE = "casework.case"
_GONE = "（已依令删除）"


def _orders_of(target: Target) -> QuerySet[Order]:
    return Order.objects.filter(case__in=target.ids(_CASE)).exclude(matter="")


def _clear_orders(clearing: Clearing) -> dict[str, int]:
    rows = Order.objects.filter(pk__in=clearing.keys)
    return {"supervision.Order": rows.update(title=_GONE, matter="", demand="", why="")}


def _reports_of(target: Target) -> QuerySet[OrderReport]:
    return OrderReport.objects.filter(order__case__in=target.ids(_CASE)).exclude(text="")


def _clear_reports(clearing: Clearing) -> dict[str, int]:
    return {"supervision.OrderReport": OrderReport.objects.filter(pk__in=clearing.keys).update(text="", why="")}


record.keep(
    Keeper(
        name="supervision.order",
        label="督办单的文字",
        models=("supervision.Order",),
        clear=_clear_orders,
        of=_orders_of,
    )
)
record.keep(
    Keeper(
        name="supervision.order_report", label="督办单的报告", models=("supervision.OrderReport",), clear=_clear_reports,
        of=_reports_of,
    )
)  # fmt: skip
