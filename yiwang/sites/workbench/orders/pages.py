"""Pages of orders as their templates take them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.verdicts import Verdict
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.models import Order, OrderReport
from yiwang.quality.supervision.queries import ORDER_ACK, ORDER_REPORT
from yiwang.quality.supervision.states import LIVE, MOVES, WITH_UNIT, OrderMove, OrderSource, OrderState
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, MoveButton, Pager, Row, Tag
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.desk.forms.base import new_nonce
from yiwang.sites.workbench.desk.pages.rows import chip

PAGE = 50
_OVER = (OrderState.LIFTED, OrderState.DROPPED)
_SHOWN: Mapping[str, Sequence[OrderState]] = {"live": LIVE, "over": _OVER, "all": tuple(OrderState)}
_LABELS = {"live": "在办", "over": "已结束", "all": "全部"}


def tag(order: Order) -> Tag:
    """Where it is."""
    state = OrderState(order.state)
    return Tag(text=state.label, tone=state.tone)  # type: ignore[arg-type]


# ---- the list
@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Orders in sight."""

    title: str
    rows: Sequence[Row]
    chips: Sequence[Chip]
    pager: Pager | None
    show: str
    may_draft: bool


def home(reach: Reach, *, said: Mapping[str, Any]) -> ListPage:
    """One of the lists: what lives by its next due moment, what is over by its date."""
    show, page = str(said["show"]), int(said["page"])
    begin = (page - 1) * PAGE
    found = queries.orders(reach=reach).filter(state__in=[state.value for state in _SHOWN[show]])
    found = found.order_by("report_by", "-at", "-id") if show == "live" else found
    some = list(found[begin : begin + PAGE + 1])
    counts = queries.order_counts(reach=reach)
    near = clocks.clocks_of(subjects=[one.ref for one in some[:PAGE]]) if some else {}
    live = sum(counts.get(state.value, 0) for state in LIVE)
    return ListPage(
        title=_("%(n)s份督办单在办") % {"n": live} if live else _("没有在办的督办单"), show=show,
        rows=[_row(one, near.get(one.ref, {})) for one in some[:PAGE]], chips=_chips(show, counts),
        pager=numbered_if_any(reverse("orders:home"), page=page, has_more=len(some) > PAGE, said=dict(said)),
        may_draft=bool(policies.may_draft_order(reach)),
    )  # fmt: skip


def _chips(show: str, counts: Mapping[str, int]) -> list[Chip]:
    path = reverse("orders:home")
    return [
        Chip(
            label=_LABELS[name], url=f"{path}?show={name}", current=name == show,
            count=sum(counts.get(state.value, 0) for state in states),
        )
        for name, states in _SHOWN.items()
    ]  # fmt: skip


def _row(order: Order, known: Mapping[str, ClockView]) -> Row:
    parts = (order.number, order.unit.short_name, order.case.number if order.case else "", words.near(order.at))
    marks = [Tag(text=_("已升级"), tone="bad")] if order.escalated_at and order.state in LIVE else []
    return Row(
        url=reverse("orders:one", args=[order.pk]), title=order.title, meta=" · ".join(part for part in parts if part),
        tag=tag(order), clock=_clock(order, known), marks=marks,
    )  # fmt: skip


def _clock(order: Order, known: Mapping[str, ClockView]) -> ClockChip | None:
    """The clock that runs for the unit: to sign for it first, then to report."""
    if order.state not in WITH_UNIT:
        return None
    view = known.get(ORDER_ACK if order.state == OrderState.SERVED else ORDER_REPORT)
    return chip(view, clock.now()) if view and not view.stopped_at else None


# ---- one order
@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """A report and what was said to it."""

    text: str
    by: str
    at: datetime
    tag: Tag
    why: str
    decided: str


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One order as this reader sees it."""

    id: int
    title: str
    number: str
    tag: Tag
    clock: ClockChip | None
    matter: str
    demand: str
    facts: Sequence[Fact]
    moves: Sequence[MoveButton]
    reports: Sequence[ReportLine]
    why: str
    is_signed: bool
    escalated_at: datetime | None


def one(order: Order, reach: Reach, *, case_url: str) -> OnePage:
    """The page; `case_url` empty where the file is not in sight."""
    known = clocks.clocks_of(subjects=[order.ref]).get(order.ref, {}) if order.served_at else {}
    reports = queries.reports_of(order)
    last = reports[-1].by_id if reports else 0
    return OnePage(
        id=order.pk, title=order.title, number=order.number, tag=tag(order), clock=_clock(order, known), matter=order.matter,
        demand=order.demand, facts=_facts(order, case_url), moves=_moves(order, reach, last), why=order.why,
        reports=[_report(row) for row in reversed(reports)], is_signed=bool(order.serial), escalated_at=order.escalated_at,
    )  # fmt: skip


def _facts(order: Order, case_url: str) -> list[Fact]:
    signer = order.signer.name if order.signer else ""
    told = [
        (_("给谁"), order.unit.name), (_("谁出的"), order.from_unit.name), (_("来源"), OrderSource(order.source).label),
        (_("拟稿"), _who(order.drafted_by.name if order.drafted_by else _("系统按规则"), order.at)),
        (_("签发"), _who(signer, order.signed_at) if order.signed_at else signer and _("请%(who)s签发") % {"who": signer}),
        (_("送达"), _when(order.served_at)),
        (_("签收"), _who(order.acknowledged_by.name if order.acknowledged_by else "", order.acknowledged_at)),
        (_("签收期限"), _when(order.ack_by) if order.state == OrderState.SERVED else ""),
        (_("报告期限"), _when(order.report_by)),
        (_("结束"), _who(order.ended_by.name if order.ended_by else "", order.ended_at)),
    ]  # fmt: skip
    facts = [Fact(term=term, value=value) for term, value in told if value]
    if order.case:
        link = {"change_url": case_url, "change_text": _("看这一件")} if case_url else {}
        facts.insert(3, Fact(term=_("诉求"), value=order.case.number, **link))
    return facts


def _when(at: datetime | None) -> str:
    return str(words.near(at)) if at else ""


def _who(name: str, at: datetime | None) -> str:
    return f"{name} {words.near(at)}" if name and at else ""


def _report(row: OrderReport) -> ReportLine:
    said: dict[bool | None, Tag] = {
        None: Tag(text=_("待审核"), tone="warn"), True: Tag(text=_("通过"), tone="ok"), False: Tag(text=_("退回"), tone="bad"),
    }  # fmt: skip
    decided = _who(row.decided_by.name if row.decided_by else "", row.decided_at)
    return ReportLine(text=row.text, by=row.by.name, at=row.at, tag=said[row.is_enough], why=row.why, decided=decided)


def _moves(order: Order, reach: Reach, reported_by: int) -> list[MoveButton]:
    """Those of this state that one of the reader's roles makes; refused ones say why."""
    found = []
    for row in MOVES.open_from(OrderState(order.state)):
        verdict = verdict_of(row.move, reach, order, reported_by)
        if verdict or reach.roles.intersection(row.who):
            found.append(
                MoveButton(
                    label=row.label, url=reverse("orders:move", args=[order.pk, slug(row.move)]), reason=verdict.reason,
                    way_out=verdict.way_out, is_primary=row.primary and bool(verdict), asks=row.asks,
                    method="get" if row.asks else "post", fields=() if row.asks else (("nonce", new_nonce()),),
                    html_id=f"move-{slug(row.move)}",
                )
            )  # fmt: skip
    return found


def slug(move: OrderMove) -> str:
    """`send-back` of `send_back_order`."""
    return move.value.removesuffix("_order").replace("_", "-")


def verdict_of(move: OrderMove, reach: Reach, order: Order, reported_by: int) -> Verdict:
    """What the policy of a move says."""
    ask: Callable[..., Verdict] = getattr(policies, f"may_{move.value}")
    with_reporter = (OrderMove.ACCEPT, OrderMove.SEND_BACK, OrderMove.LIFT)
    return ask(reach, order, reported_by=reported_by) if move in with_reporter else ask(reach, order)


# ---- a new one
def choices(reach: Reach) -> tuple[list[tuple[str, str]], list[tuple[int, str]]]:
    """Units over which this hand may draft, and who may sign for any of them."""
    units = [one for one in organisation.units() if policies.may_draft_order(reach, unit_code=one.code)]
    signers = {one.pk: one for unit in units[:1] for one in queries.signers_for(unit=unit)}
    return [(one.code, one.name) for one in units], [
        (one.pk, f"{one.name}（{one.unit.short_name}）") for one in signers.values()
    ]
