"""延期和暂停: what the new day would be before it is asked for or granted, what waits for a decision, what stands still."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal, Request
from yiwang.cases.appeals.queries import RequestAct
from yiwang.cases.appeals.states import PauseGround, RequestKind
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files import queries as files
from yiwang.kit import clock
from yiwang.kit.refs import Ref
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Fact, Row
from yiwang.sites.workbench.desk.pages.boxes import said
from yiwang.sites.workbench.desk.pages.case import Head, Letter
from yiwang.sites.workbench.desk.pages.rows import chip


def _view(appeal: Appeal) -> clocks.ClockView | None:
    subject = appeal.case.ref
    return clocks.clocks_of(subjects=[subject], kinds=("handle",)).get(subject, {}).get("handle")


@dataclass(frozen=True, kw_only=True)
class ExtensionPage:
    """申请延期: each number of days with the day that it leads to. `note`: what the table says of this channel alone."""

    head: Head
    due_at: datetime | None
    days: Sequence[tuple[int, str]]
    note: str

    @classmethod
    def of(cls, appeal: Appeal) -> "ExtensionPage":
        """From the ledger, as it would be."""
        rule = queries.extension_rule(appeal=appeal)
        counts = range(1, rule.value + 1) if rule else ()
        found = clocks.if_extended(subject=appeal.case.ref, days=counts)
        listed = [
            (count, _("%(n)d个工作日，最晚%(day)s") % {"n": count, "day": words.moment(after.due.at)})
            for count, after in found.items()
        ]
        note = rule.note if rule and rule.channel == appeal.case.channel else ""
        return cls(head=Head.of(appeal, _view(appeal)), due_at=appeal.case.due_at, days=listed, note=note)


@dataclass(frozen=True, kw_only=True)
class PausePage:
    """申请暂停计时."""

    head: Head
    due_at: datetime | None

    @classmethod
    def of(cls, appeal: Appeal) -> "PausePage":
        """From the cover."""
        return cls(head=Head.of(appeal, _view(appeal)), due_at=appeal.case.due_at)


@dataclass(frozen=True, kw_only=True)
class DecisionPage:
    """批不批: the letter, what is asked for and why, and where it leads."""

    head: Head
    letter: Letter
    title: str
    facts: Sequence[Fact]
    reason: str
    is_extension: bool
    request_id: int

    @classmethod
    def of(cls, appeal: Appeal, request: RequestAct) -> "DecisionPage":
        """From the request that waits."""
        return cls(
            head=Head.of(appeal, _view(appeal)), letter=Letter.of(appeal, files.of(subject=appeal.case.ref)),
            title=said(request.kind, request.days, request.ground), facts=_facts(appeal, request), reason=request.reason,
            is_extension=request.kind is RequestKind.EXTENSION, request_id=request.id,
        )  # fmt: skip


def _facts(appeal: Appeal, request: RequestAct) -> list[Fact]:
    due = appeal.case.due_at
    found = [
        (_("申请人"), f"{request.asked_by} · {words.near(request.asked_at)}"),
        (_("现在最晚"), words.moment(due) if due else _("暂停计时")),
    ]
    if request.kind is RequestKind.EXTENSION:
        after = clocks.if_extended(subject=appeal.case.ref, days=(request.days,)).get(request.days)
        found.append((_("批准以后最晚"), words.moment(after.due.at) if after else "—"))
    else:
        found += [(_("法定事由"), request.ground_label), (_("凭据"), request.proof)]
        found.append((_("批准以后"), _("停止计时，事由结束再接着算")))
    return [Fact(term=term, value=value) for term, value in found]


@dataclass(frozen=True, kw_only=True)
class ResumePage:
    """恢复计时: since when it waits, for what, and by when it is due if it counts on now."""

    head: Head
    facts: Sequence[Fact]

    @classmethod
    def of(cls, appeal: Appeal) -> "ResumePage":
        """From the pause that goes on."""
        paused = next((one for one in queries.acts_of(appeal).requests if one.is_paused), None)
        after = clocks.if_resumed(subject=appeal.case.ref)
        found = [(_("事由"), paused.ground_label), (_("凭据"), paused.proof)] if paused else []
        if paused and paused.decided_at:
            found.append((_("从什么时候起"), words.near(paused.decided_at)))
        found.append((_("现在恢复，最晚"), words.moment(after.due.at) if after else "—"))
        return cls(head=Head.of(appeal, _view(appeal)), facts=[Fact(term=term, value=value) for term, value in found])


Views = Mapping[Ref, Mapping[str, clocks.ClockView]]


def waiting_rows(found: Sequence[Request]) -> list[Row]:
    """Requests as lines of a list; each leads to its decision. One query for all the clocks."""
    views = clocks.clocks_of(subjects=[one.appeal.case.ref for one in found], kinds=("handle",)) if found else {}
    return [
        _row(
            one, "workbench:grant", said(one.kind, one.days, one.ground), _unit(one), one.reason,
            who=_("%(name)s申请") % {"name": one.asked_by.name}, views=views,
        )
        for one in found
    ]  # fmt: skip


def paused_rows(found: Sequence[Request]) -> list[Row]:
    """Pauses as lines of a list: since when, on what ground, by what proof."""
    since = _("%(moment)s起")
    return [
        _row(
            one, "workbench:case", since % {"moment": words.day(one.decided_at or one.asked_at)},
            PauseGround(one.ground).label, one.proof, who=_unit(one),
        )
        for one in found
    ]  # fmt: skip


def _unit(one: Request) -> str:
    return one.appeal.case.unit.short_name if one.appeal.case.unit else ""


def _row(one: Request, to: str, *parts: str, who: str, views: Views | None = None) -> Row:
    case = one.appeal.case
    return Row(
        url=reverse(to, args=[case.number]), title=case.title, meta=" · ".join(part for part in parts if part), who=who,
        clock=chip((views or {}).get(case.ref, {}).get("handle"), clock.now()), html_id=f"request-{one.pk}",
    )  # fmt: skip
