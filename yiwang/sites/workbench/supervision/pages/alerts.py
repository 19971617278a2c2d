"""预警单: those in scope, and one with its measures and what they brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.models import Alert
from yiwang.quality.supervision.models.orders import TITLE_SIGNS
from yiwang.quality.supervision.states import AlertState, OrderSource
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, Tag


@dataclass(frozen=True, kw_only=True)
class Line:
    """One in the list."""

    url: str
    what: str
    unit: str
    seen: int
    after: str
    owed: ClockChip | None
    tag: Tag
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Those in scope."""

    title: str
    shows: Sequence[Chip]
    lines: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One alert. `step`: what the unit or the supervising unit does next (`acknowledge`, `report`, `decide`, or nothing);
    `reason`: why this hand may not.
    """

    id: int
    line: Line
    facts: Sequence[Fact]
    measures: str
    result: str
    why: str
    step: str
    reason: str
    rise_url: str
    order_url: str


_STEPS = {AlertState.SENT: "acknowledge", AlertState.ACKNOWLEDGED: "report", AlertState.REPORTED: "decide"}


def page(reach: Reach, show: str) -> ListPage:
    """All in scope, or of one state."""
    states = frozenset(state.value for state in AlertState)
    show = show if show in states else ""
    waiting = queries.open_alerts(reach=reach)
    path = reverse("supervision:alerts")
    chips = [("", _("全部")), *((state.value, state.label) for state in AlertState)]
    return ListPage(
        title=_("%(n)s张预警单在办") % {"n": waiting} if waiting else _("没有在办的预警单"),
        shows=[Chip(label=label, url=f"{path}?show={one}" if one else path, current=one == show) for one, label in chips],
        lines=[line(row) for row in queries.alerts(reach=reach, state=show)],
    )  # fmt: skip


def line(row: Alert) -> Line:
    """One as a row."""
    state = AlertState(row.state)
    return Line(
        url=reverse("supervision:alert", args=[row.pk]), what=queries.about(alert=row), unit=row.unit.short_name,
        seen=row.seen, after="" if row.after is None else str(row.after), owed=_owed(row),
        tag=Tag(text=state.label, tone=state.tone), at=row.at,  # type: ignore[arg-type]
    )  # fmt: skip


def _owed(row: Alert) -> ClockChip | None:
    if row.owed_by is None or row.state not in (AlertState.SENT, AlertState.ACKNOWLEDGED):
        return None
    return ClockChip.running(row.owed_by, tone="bad" if row.owed_by < clock.now() else "")


def one(reach: Reach, row: Alert) -> OnePage:
    """One alert as this reader sees it."""
    step = _STEPS.get(AlertState(row.state), "")
    verdicts = {
        "acknowledge": policies.may_acknowledge_alert, "report": policies.may_report_alert, "decide": policies.may_close_alert,
    }  # fmt: skip
    return OnePage(
        id=row.pk, line=line(row), facts=_facts(row), measures=row.measures, result=row.result, why=row.why, step=step,
        reason=verdicts[step](reach, row).reason if step else "", rise_url=reverse("topics:rises"), order_url=_order(reach, row),
    )  # fmt: skip


def _order(reach: Reach, row: Alert) -> str:
    """The order that came of it, or, while it is not over, a new one; empty where this hand has neither."""
    if known := queries.order_of(about=row.ref):
        return reverse("orders:one", args=[known.pk]) if queries.orders(reach=reach).filter(pk=known.pk) else ""
    is_over = row.state not in _STEPS
    if is_over or not policies.may_draft_order(reach, unit_code=row.unit.code):
        return ""
    asked = {
        "source": OrderSource.ALERT, "about": row.pk, "unit": row.unit.code, "title": queries.about(alert=row)[:TITLE_SIGNS],
    }  # fmt: skip
    return f"{reverse('orders:new')}?{urlencode(asked)}"


def _facts(row: Alert) -> list[Fact]:
    told = [
        (_("单位"), row.unit.short_name), (_("督办单位"), row.supervising_unit.short_name),
        (_("预警那周"), _("%(seen)s件，往常约%(expected)s件") % {"seen": row.seen, "expected": f"{row.expected:.0f}"}),
        (_("报结果前一周"), "" if row.after is None else _("%(n)s件") % {"n": row.after}),
        (_("签收"), _moment(row.acknowledged_at)),
        (_("报结果"), _who(row.reported_by.name if row.reported_by else "", row.reported_at)),
        (_("验收"), _who(row.decided_by.name if row.decided_by else "", row.decided_at)),
        (_("没有按时"), _moment(row.escalated_at)),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]


def _who(name: str, at: datetime | None) -> str:
    return f"{name} {_moment(at)}" if name else ""


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    there = clock.local(at)
    return f"{there.month}月{there.day}日{there:%H:%M}"
