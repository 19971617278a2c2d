"""What the security and the audit office see of keeping: numbers and grounds, never a word of what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.keeping import queries
from yiwang.ground.keeping.models import Hold, Order
from yiwang.ground.keeping.queries import Standing
from yiwang.ground.keeping.states import OrderKind, OrderState
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission
from yiwang.ground.record import queries as record
from yiwang.ground.record.models import Cause, Deletion
from yiwang.sites.ui.pages import Fact, Tag
from yiwang.sites.ui.words import moment

_TONES = {OrderState.ASKED: "warn", OrderState.APPROVED: "go", OrderState.DONE: "ok", OrderState.REFUSED: ""}


@dataclass(frozen=True, kw_only=True)
class TermLine:
    """One kind of thing in the dry run."""

    label: str
    term: str
    counted_from: str
    basis: str
    due: int
    held: int
    how: str
    url: str

    @classmethod
    def of(cls, one: Standing, *, may_ask: bool) -> "TermLine":
        """From the numbers. `url`: where an order over it is written, where one is needed and may be."""
        keeper, waiting = one.keeper, one.keeper.is_asked and queries.is_waiting(keeper=one.keeper.name)
        can = keeper.is_asked and may_ask and one.due and not waiting
        how = _("批准后夜里删除") if keeper.is_asked else _("到期当夜自动删除")
        return cls(
            label=one.term.label, term=one.term.said, counted_from=one.term.counted_from, basis=one.term.basis, due=one.due,
            held=one.held, how=_("已登记，等批准或正在执行") if waiting else how,
            url=reverse("offices:order_expired", args=[keeper.name]) if can else "",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """A line of the register of orders."""

    number: str
    what: str
    tag: Tag
    asked: str
    decided: str
    url: str

    @classmethod
    def of(cls, row: Order) -> "OrderLine":
        """Its line."""
        state = OrderState(row.state)
        return cls(
            number=row.number, what=f"{OrderKind(row.kind).label}：{row.name}",
            tag=Tag(text=state.label, tone=_TONES[state]),  # type: ignore[arg-type]
            asked=f"{row.asked_label} · {moment(row.asked_at)}",
            decided=f"{row.decided_label} · {moment(row.decided_at)}" if row.decided_at else "",
            url=reverse("offices:erasure_order", args=[row.pk]),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class HoldLine:
    """A line of the register of holds."""

    name: str
    ground: str
    by: str
    lifted: str
    url: str

    @classmethod
    def of(cls, row: Hold, *, may_lift: bool) -> "HoldLine":
        """Its line."""
        lifted = f"{row.lift_ground}（{row.lifted_by}，{moment(row.lifted_at)}）" if row.lifted_at else ""
        url = reverse("offices:lift_hold", args=[row.pk]) if may_lift and not row.lifted_at else ""
        return cls(name=row.name, ground=row.ground, by=f"{row.by} · {moment(row.at)}", lifted=lifted, url=url)


@dataclass(frozen=True, kw_only=True)
class KeepingPage:
    """The dry run, the orders, the holds."""

    terms: Sequence[TermLine]
    due: int
    orders: Sequence[OrderLine]
    holds: Sequence[HoldLine]
    may_ask: bool

    @classmethod
    def of(cls, reach: Reach) -> "KeepingPage":
        """As it stands now."""
        may = reach.may(Permission.ASK_ERASURE)
        terms = [TermLine.of(one, may_ask=may) for one in queries.standings()]
        return cls(
            terms=terms, due=sum(one.due for one in terms), orders=[OrderLine.of(row) for row in queries.orders()],
            holds=[HoldLine.of(row, may_lift=may) for row in queries.holds()], may_ask=may,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OrderPage:
    """One order: what it would reach, or what it reached. `refusal`: why this hand may not decide."""

    line: OrderLine
    id: int
    facts: Sequence[Fact]
    counts: Mapping[str, int]
    is_open: bool
    is_done: bool
    objections: Sequence[str]
    refusal: str

    @classmethod
    def of(cls, row: Order, refusal: str) -> "OrderPage":
        """With what it would reach today, while it waits."""
        is_open, reached = row.state == OrderState.ASKED, dict(row.counts)
        objections: list[str] = []
        if is_open and row.kind != OrderKind.TERM:
            reached, objections = queries.counted(row.target), queries.objections(record.widen(row.target))
        elif row.kind == OrderKind.TERM and row.before and row.state != OrderState.DONE:
            due = queries.due_rows(record.keeper(name=row.keeper), row.before).count()
            reached = {row.name: due} if is_open else reached | {_("还没有删的"): due}
        return cls(
            line=OrderLine.of(row), id=row.pk, facts=_facts(row), counts=reached, is_open=is_open,
            is_done=row.state == OrderState.DONE, objections=objections, refusal=refusal,
        )  # fmt: skip


def _facts(row: Order) -> list[Fact]:
    told: list[tuple[str, str | datetime | None]] = [
        (_("要删什么"), f"{OrderKind(row.kind).label}：{row.name}"), (_("依据"), row.ground),
        (_("到哪一天期满的"), row.before), (_("谁登记"), f"{row.asked_label}，{moment(row.asked_at)}"),
        (_("谁决定"), f"{row.decided_label}，{moment(row.decided_at)}" if row.decided_at else ""),
        (_("不批准的理由"), row.reason), (_("执行完"), row.done_at),
    ]  # fmt: skip
    said = [(term, moment(value) if isinstance(value, datetime) else value) for term, value in told if value]
    return [Fact(term=term, value=str(value)) for term, value in said]


@dataclass(frozen=True, kw_only=True)
class DeletionLine:
    """A line of the deletion ledger."""

    id: int
    at: datetime
    what: str
    rows: str
    why: str
    ground: str
    by: str
    digest: str

    @classmethod
    def of(cls, row: Deletion) -> "DeletionLine":
        """Its line; a kind that is no longer kept by anybody shows its name."""
        labels = {one.name: one.label for one in record.keepers()}
        tables = "、".join(f"{name.partition('.')[2]} {count}" for name, count in row.counts.items())
        return cls(
            id=row.pk, at=row.at, what=labels.get(row.keeper, row.keeper),
            rows=_("%(n)s行（%(tables)s）") % {"n": row.total, "tables": tables},
            why=f"{Cause(row.cause).label}：{row.basis}", ground=row.ground, by=row.actor_label, digest=row.keys_digest[:12],
        )  # fmt: skip
