"""超期说明: those that wait, and one with what this reader may do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.models import Explanation
from yiwang.quality.supervision.states import OWING, ExplanationState, LateReason
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, Link, Tag
from yiwang.sites.workbench.desk.pages.files import url_of

SHOWS = ("", "owed", "submitted", "accepted")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One in the list."""

    url: str
    number: str
    title: str
    unit: str
    officer: str
    missed: datetime
    owed: ClockChip | None
    tag: Tag
    due: datetime | None


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Those in sight."""

    title: str
    shows: Sequence[Chip]
    lines: Sequence[Line]
    show: str


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One explanation. `reason_to_write`, `reason_to_decide`: why this hand may not; empty where it may."""

    id: int
    line: Line
    case: Link
    facts: Sequence[Fact]
    words: str
    told: str
    why: str
    is_open: bool
    is_owing: bool
    is_submitted: bool
    reason_to_write: str
    reason_to_decide: str
    history: Sequence[Line]


def page(by: Actor, reach: Reach, show: str) -> ListPage:
    """The list of one kind; all that wait where none is named."""
    show = show if show in SHOWS else ""
    waiting = queries.waiting(by=by, reach=reach)
    labels = {"": _("全部在办"), "owed": _("待说明"), "submitted": _("待审定"), "accepted": _("已审定")}
    counts = {"": waiting.owed + waiting.submitted, "owed": waiting.owed, "submitted": waiting.submitted}
    path = reverse("supervision:explanations")
    return ListPage(
        title=_("%(owed)s件等单位说明，%(submitted)s件等审定") % {"owed": waiting.owed, "submitted": waiting.submitted}
        if waiting.owed or waiting.submitted else _("没有等着的超期说明"),
        shows=[
            Chip(
                label=labels[one], url=f"{path}?show={one}" if one else path, count=counts.get(one), current=one == show
            )
            for one in SHOWS
        ],
        lines=[line(row) for row in queries.explanations(by=by, reach=reach, state=show)], show=show,
    )  # fmt: skip


def line(row: Explanation) -> Line:
    """One as a row."""
    state = ExplanationState(row.state)
    return Line(
        url=reverse("supervision:explanation", args=[row.pk]), number=row.case.number, title=row.case.title,
        unit=row.unit.short_name, officer=row.case.officer.name if row.case.officer else "", missed=row.missed_at,
        owed=_owed(row), tag=Tag(text=state.label, tone=state.tone), due=row.due_at,  # type: ignore[arg-type]
    )  # fmt: skip


def _owed(row: Explanation) -> ClockChip | None:
    if row.state not in OWING or row.owed_by is None:
        return None
    return ClockChip.running(row.owed_by, tone="bad" if row.owed_by < clock.now() else "warn")


def one(by: Actor, reach: Reach, row: Explanation) -> OnePage:
    """One explanation as this reader sees it."""
    case = row.case
    others = [line(other) for other in queries.explanations_of(case_id=case.pk) if other.pk != row.pk]
    return OnePage(
        id=row.pk, line=line(row),
        case=Link(label=case.title, url=url_of(case)), facts=_facts(row),
        words=row.words, told=row.told, why=row.why if row.state == ExplanationState.SENT_BACK else "",
        is_open=case.replied_at is None and case.closed_at is None, is_owing=row.state in OWING,
        is_submitted=row.state == ExplanationState.SUBMITTED, reason_to_write=policies.may_explain(reach, row).reason,
        reason_to_decide=policies.may_accept_explanation(reach, row).reason, history=others,
    )  # fmt: skip


def _facts(row: Explanation) -> list[Fact]:
    told: Mapping[str, str] = {
        _("件"): row.case.number, _("单位"): row.unit.short_name, _("督办单位"): row.supervising_unit.short_name,
        _("承办民警"): row.case.officer.name if row.case.officer else "", _("应办完"): _moment(row.missed_at),
        _("超期原因"): LateReason(row.reason).label if row.reason else "", _("新期限"): _day(row.due_at),
        _("说明人"): _who(row.written_by.name if row.written_by else "", row.written_at),
        _("审定人"): _who(row.decided_by.name if row.decided_by else "", row.decided_at),
        _("没有按时说明"): _moment(row.escalated_at),
    }  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told.items() if value]


def _who(name: str, at: datetime | None) -> str:
    return f"{name} {_moment(at)}" if name else ""


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    there = clock.local(at)
    return f"{there.month}月{there.day}日{there:%H:%M}"


def _day(at: datetime | None) -> str:
    if at is None:
        return ""
    there = clock.local(at)
    return f"{there.month}月{there.day}日"
