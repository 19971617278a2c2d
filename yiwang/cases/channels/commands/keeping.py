"""What this room keeps of people, said to whoever takes it away: orders as they came, reports, notices, texts to be posted."""

from django.db.models import Q, QuerySet

from yiwang.cases.channels.commands.orders import forget_order
from yiwang.cases.channels.models import Order, Posting, Report
from yiwang.cases.channels.states import PostState, ReportState
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target

_CASE = "casework.case"


def _orders_of(target: Target) -> QuerySet[Order]:
    return Order.objects.filter(case__in=target.ids(_CASE), case__erased_order="")


def _clear_orders(clearing: Clearing) -> dict[str, int]:
    """Their name for the order stays, for they may still speak of it; what they sent and what we owe in words goes."""
    told = Report.objects.filter(order__in=clearing.keys).exclude(body="")
    told.exclude(state=ReportState.TAKEN).update(state=ReportState.PARKED, trouble="erased")
    notices = sum(forget_order(by=clearing.by, order=order) for order in Order.objects.filter(pk__in=clearing.keys))
    return {"channels.Order": len(clearing.keys), "channels.Report": told.update(body=""), "channels.Notice": notices}


def _postings_of(target: Target) -> QuerySet[Posting]:
    return Posting.objects.filter(~Q(text=""), case__in=target.ids(_CASE))


def _clear_postings(clearing: Clearing) -> dict[str, int]:
    rows = Posting.objects.filter(pk__in=clearing.keys)
    rows.filter(state=PostState.WAITING).update(state=PostState.DROPPED, reason="文字已依法删除")
    return {"channels.Posting": rows.update(text="")}


record.keep(
    Keeper(
        name="channels.order", label="转来工单", models=("channels.Order", "channels.Report", "channels.Notice"),
        clear=_clear_orders, of=_orders_of,
    )
)  # fmt: skip
POSTINGS = record.keep(
    Keeper(
        name="channels.posting", label="待发布", models=("channels.Posting",), clear=_clear_postings, of=_postings_of
    )
)
record.spare("对接平台的密钥，不是个人信息；停用后保留三年供审计", "channels.Partner")
