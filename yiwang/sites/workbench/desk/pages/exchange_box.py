"""转来工单 on a file's page: the platform's number and term beside ours, and all that passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.cases.channels import policies, queries
from yiwang.cases.channels.models import Notice, Order, Report
from yiwang.cases.channels.states import (
    NOTICE_REASONS,
    RATING_LABELS,
    TROUBLES,
    ExtensionState,
    NoticeKind,
    NoticeState,
    OrderState,
    ReportKind,
    ReportState,
)
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Fact, Tag, Tone

_TONES: dict[str, Tone] = {
    "waiting": "warn", "sending": "warn", "taken": "ok", "parked": "bad", "held": "bad", "applied": "ok", "ignored": "",
}  # fmt: skip


def report_tag(row: Report) -> Tag:
    """Where a report is."""
    return Tag(text=ReportState(row.state).label, tone=_TONES[row.state])


def report_said(row: Report) -> str:
    """What came of its last try."""
    said = _(TROUBLES.get(row.trouble, row.trouble)) if row.trouble else ""
    return f"{said}（{row.status}）" if said and row.status else said


def notice_tag(row: Notice) -> Tag:
    """What became of a notice."""
    return Tag(text=NoticeState(row.state).label, tone=_TONES[row.state])


@dataclass(frozen=True, kw_only=True)
class Passed:
    """One thing that passed. `is_ours`: we told it; else they said it."""

    at: datetime
    is_ours: bool
    what: str
    tag: Tag
    why: str


@dataclass(frozen=True, kw_only=True)
class OrderBox:
    """The order of a file."""

    template: ClassVar[str] = "workbench/desk/boxes/exchange.html"
    name: str
    tag: Tag
    facts: Sequence[Fact]
    comes_first: bool
    passed: Sequence[Passed]
    resend_url: str


def exchange_box(who: Mover, appeal: Appeal, acts: Acts) -> OrderBox | None:
    """Of a file that another platform passed on. Two statements; one where it came otherwise, none where no platform exists."""
    if not queries.has_partners():
        return None
    order = queries.order_of(case_id=appeal.pk)
    if order is None:
        return None
    reports = queries.reports_of(order=order)
    lines = [_told(row) for row in reports] + [_said(row) for row in queries.notices_of(order=order)]
    may_resend = policies.may_replay(who.reach) and any(row.state == ReportState.PARKED for row in reports)
    is_open = order.state == OrderState.OPEN and order.due_at is not None
    return OrderBox(
        name=order.partner.name, tag=_tag(order), facts=_facts(order),
        comes_first=is_open and (appeal.case.due_at is None or order.due_at < appeal.case.due_at),  # type: ignore[operator]
        passed=sorted(lines, key=lambda one: one.at, reverse=True),
        resend_url=reverse("partners:resend", args=[appeal.case.number]) if may_resend else "",
    )  # fmt: skip


def _tag(order: Order) -> Tag:
    state = OrderState(order.state)
    tone = {OrderState.OPEN: "go", OrderState.ANSWERED: "ok", OrderState.RETURNING: "warn"}.get(state, "")
    return Tag(text=state.label, tone=tone)  # type: ignore[arg-type]


def _facts(order: Order) -> list[Fact]:
    facts = [Fact(term=_("对方编号"), value=order.external_id)]
    if order.ordered_at:
        facts.append(Fact(term=_("对方派单"), value=_at(order.ordered_at)))
    if order.due_at:
        facts.append(Fact(term=_("对方期限"), value=_at(order.due_at)))
    if order.extension != ExtensionState.NONE:
        facts.append(Fact(term=_("申请延期"), value=ExtensionState(order.extension).label))
    if order.rating:
        facts.append(Fact(term=_("对方评价"), value=RATING_LABELS[order.rating]))
    return facts


def _told(row: Report) -> Passed:
    return Passed(
        at=row.taken_at or row.owed_at, is_ours=True, what=ReportKind(row.kind).label, tag=report_tag(row), why=report_said(row)
    )  # fmt: skip


def _said(row: Notice) -> Passed:
    why = _(NOTICE_REASONS.get(row.reason, "")) if row.reason else ""
    return Passed(at=row.came_at, is_ours=False, what=NoticeKind(row.kind).label, tag=notice_tag(row), why=why)


def _at(moment: datetime) -> str:
    return words.moment(moment)
