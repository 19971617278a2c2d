"""批示 as pages: the box on a file, the lists of one's own and of what one's units owe, the form with its phrases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal, Instruction
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts, InstructionAct
from yiwang.cases.appeals.states import InstructionState
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.clocks import queries as clocks
from yiwang.kit import clock
from yiwang.sites.ui.pages import Chip, ClockChip, Pager, Tag
from yiwang.sites.workbench.desk.forms.base import stamps
from yiwang.sites.workbench.desk.pages.rows import chip as clock_chip
from yiwang.sites.workbench.desk.pages.rows import state_tag
from yiwang.sites.workbench.desk.pages.slices import sliced

_TONES = {InstructionState.OPEN: "warn", InstructionState.REPORTED: "go", InstructionState.CLOSED: "ok"}
SEALED = "密封件"


def tag(state: InstructionState) -> Tag:
    """Where an order is."""
    return Tag(text=state.label, tone=_TONES[state])  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class OrderShown:
    """An order on the page of its file. `report_url`, `close_url`: empty where this hand has no such button."""

    text: str
    by: str
    at: datetime
    due_at: datetime | None
    tag: Tag
    report: str
    reported_by: str
    reported_at: datetime | None
    report_url: str
    close_url: str
    fields: Sequence[tuple[str, str]] = ()

    @property
    def is_open(self) -> bool:
        """Whether the day still matters."""
        return not self.report


@dataclass(frozen=True, kw_only=True)
class OrderBox:
    """Every order on the page of a file."""

    template: ClassVar[str] = "workbench/desk/boxes/orders.html"
    orders: Sequence[OrderShown]


def order_box(who: Mover, appeal: Appeal, acts: Acts) -> OrderBox | None:
    """Of an appeal that somebody ordered something about."""
    if not acts.instructions:
        return None
    closable = {one.id for one in policies.closable(who, appeal)} if policies.may_close_instruction(who, appeal) else ()
    may_report = bool(policies.may_report_instruction(who, appeal))
    fields = stamps(appeal.case) if closable else ()
    return OrderBox(
        orders=[_shown(appeal, one, one.id in closable, may_report, fields) for one in acts.instructions]
    )  # fmt: skip


def _shown(
    appeal: Appeal, one: InstructionAct, is_closable: bool, may_report: bool, fields: Sequence[tuple[str, str]]
) -> OrderShown:
    number = appeal.case.number
    owed = may_report and one.state is InstructionState.OPEN
    return OrderShown(
        text=one.text, by=one.by, at=one.at, due_at=one.due_at, tag=tag(one.state), report=one.report,
        reported_by=one.reported_by, reported_at=one.reported_at,
        report_url=reverse("workbench:report_instruction", args=[number]) + f"?order={one.id}" if owed else "",
        close_url=reverse("workbench:close_instruction", args=[number]) if is_closable else "",
        fields=[*fields, ("instruction", str(one.id))],
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """An order in a list."""

    id: int
    number: str
    title: str
    url: str
    text: str
    by: str
    whose: str
    at: datetime
    tag: Tag
    clock: ClockChip | None
    state: Tag
    report: str
    reported_by: str


@dataclass(frozen=True, kw_only=True)
class OrdersPage:
    """One of the two lists."""

    chips: Sequence[Chip]
    lines: Sequence[OrderLine]
    is_mine: bool
    pager: Pager


def order_lines(found: Sequence[Instruction]) -> list[OrderLine]:
    """With their clocks: one query for all of them."""
    views = clocks.clocks_of(subjects=[one.ref for one in found], kinds=("instruction",)) if found else {}
    return [_line(one, views.get(one.ref, {}).get("instruction")) for one in found]


def _line(one: Instruction, view: clocks.ClockView | None) -> OrderLine:
    case = one.appeal.case
    is_sealed = case.confidentiality == Confidentiality.SEALED
    return OrderLine(
        id=one.pk, number=case.number, title=_(SEALED) if is_sealed else case.title,
        url=reverse("workbench:case", args=[case.number]),
        text=one.text, by=one.by.name, whose=" ".join(str(part) for part in (case.unit, case.officer) if part), at=one.at,
        tag=tag(InstructionState(one.state)), state=state_tag(case), report=one.report,
        reported_by=one.reported_by.name if one.reported_by else "",
        clock=clock_chip(view, clock.now()) if one.state == InstructionState.OPEN else None,
    )  # fmt: skip


def orders_page(who: Mover, *, is_mine: bool, page: str) -> OrdersPage:
    """我的批示, or 待落实批示, fifty at a time."""
    read = queries.orders_by if is_mine else queries.orders_on
    url = reverse("workbench:orders")
    chips = [
        Chip(label=_("我的批示"), url=f"{url}?of=mine", current=is_mine),
        Chip(label=_("待落实批示"), url=f"{url}?of=units", current=not is_mine),
    ]
    said = {"of": "mine" if is_mine else "units"}
    found, pager = sliced(read(by=who.actor, reach=who.reach), path=url, page=page, said=said)
    return OrdersPage(chips=chips, lines=order_lines(found), is_mine=is_mine, pager=pager)
