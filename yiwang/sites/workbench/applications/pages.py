"""Lists of applications as their templates take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.policies import Mover
from yiwang.cases.applications.states import OPEN, State
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Pager, Row, Tag
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.desk.pages.outcome import tag
from yiwang.sites.workbench.desk.pages.rows import chip

PAGE = 50
_LABELS = {
    "open": "在办", "mine": "我办的", "lent": "异地和协办", "pledges": "待核查承诺", "sample": "待抽样复核", "over": "已结束",
}  # fmt: skip
_OVER = (State.FINISHED, State.NOT_ACCEPTED, State.WITHDRAWN, State.LAPSED)
_SHOWN = {"open": OPEN, "mine": OPEN, "over": _OVER}
CLOCKS = (
    ("accept", "受理"), ("correction_wait", "补正"), ("decide_there", "决定地"), ("handle", "承诺"), ("decide", "法定"),
    ("deliver", "送达"), ("promise_check", "核查承诺"),
)  # fmt: skip
"""The clocks of an application, as its page names them."""


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Applications in sight."""

    title: str
    rows: Sequence[Row]
    chips: Sequence[Chip]
    pager: Pager | None
    show: str
    may_file: bool
    notices: int


def home(who: Mover, *, said: Mapping[str, Any]) -> ListPage:
    """One of the lists, what is due first on top."""
    by = who.actor
    show, page, item = str(said["show"]), int(said["page"]), str(said["item"])
    special = {"sample": queries.to_sample, "pledges": queries.pledges_due, "lent": queries.lent_to_us}
    if show in special:
        found = special[show](by=by)
    else:
        found = queries.listed(by=by, item=item, states=_SHOWN[show], mine=show == "mine")
    begin = (page - 1) * PAGE
    some = list(found[begin : begin + PAGE + 1])
    near = clocks.clocks_of(subjects=[one.case.ref for one in some[:PAGE]]) if some else {}
    return ListPage(
        title=_("办件"), show=show, may_file=bool(policies.may_submit(who)),
        notices=queries.notices_for(by=by).count(), rows=[_row(one, near.get(one.case.ref, {})) for one in some[:PAGE]],
        chips=[
            Chip(label=label, url=f"{reverse('applications:list')}?show={name}", current=name == show)
            for name, label in _LABELS.items()
        ],
        pager=numbered_if_any(reverse("applications:list"), page=page, has_more=len(some) > PAGE, said=dict(said)),
    )  # fmt: skip


def _row(one: Application, known: Mapping[str, ClockView]) -> Row:
    unit = one.case.unit.short_name if one.case.unit else ""
    parts = (one.case.number, unit, words.near(one.submitted_at))
    marks = [Tag(text=_("秒办"), tone="go")] if one.is_instant else []
    return Row(
        url=reverse("applications:one", args=[one.case.number]), title=one.case.title,
        meta=" · ".join(str(part) for part in parts if part), tag=tag(one), clock=_running(known), marks=marks,
        who=one.case.officer.name if one.case.officer else "",
    )  # fmt: skip


def _running(known: Mapping[str, ClockView]) -> ClockChip | None:
    """The clock that runs now, as the file goes on."""
    live = [known[kind] for kind, _label in CLOCKS if kind in known and not known[kind].stopped_at]
    return chip(live[0], clock.now()) if live else None


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    """A grant that a unit must know of."""

    id: int
    title: str
    url: str
    meta: str
    is_read: bool


@dataclass(frozen=True, kw_only=True)
class NoticesPage:
    """审批抄告 to this officer's units, the newest first."""

    lines: Sequence[NoticeLine]


def notices(by: Actor) -> NoticesPage:
    """The last hundred."""
    return NoticesPage(
        lines=[
            NoticeLine(
                id=row.pk, title=row.application.case.title, is_read=row.read_at is not None,
                url=reverse("applications:one", args=[row.application.case.number]),
                meta=f"{row.application.case.number} · {row.unit.short_name} · {words.near(row.told_at)}",
            )
            for row in queries.notices_for(by=by, unread=False)[:100]
        ]
    )  # fmt: skip
