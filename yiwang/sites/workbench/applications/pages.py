"""Lists of applications as their templates take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.policies import Mover
from yiwang.cases.applications.queries import lists
from yiwang.cases.applications.states import OPEN, OVER
from yiwang.cases.casework.queries import Position
from yiwang.kit.actor import Actor
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, Pager, Row
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.desk.pages.files import application_rows
from yiwang.sites.workbench.desk.pages.rows import turning

PAGE = 50
_LABELS = {
    "open": "在办", "mine": "我办的", "deliver": "待送达", "lent": "异地和协办", "pledges": "待核查承诺",
    "sample": "待抽样复核", "over": "已结束",
}  # fmt: skip
_WAITING = {
    "deliver": queries.to_deliver, "lent": queries.lent_to_us, "pledges": queries.pledges_due, "sample": queries.to_sample,
}  # fmt: skip
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
    """One of the lists: what is in hand by its day, what is over newest first, what waits for a second hand oldest first."""
    by, show = who.actor, str(said["show"])
    found, pager = (_waiting if show in _WAITING else _listed)(who, said)
    rows = application_rows(found, unit=True, running=[kind for kind, _label in CLOCKS])
    return ListPage(
        title=_("办件"), show=show, may_file=bool(policies.may_submit(who)), notices=queries.notices_for(by=by).count(),
        rows=[row for row, _view in rows], pager=pager,
        chips=[Chip(label=label, url=_url(show=name), current=name == show) for name, label in _LABELS.items()],
    )  # fmt: skip


def _url(**said: Any) -> str:
    return f"{reverse('applications:list')}?{urlencode({name: value for name, value in said.items() if value})}"


def _listed(who: Mover, said: Mapping[str, Any]) -> tuple[Sequence[Application], Pager | None]:
    show, after = str(said["show"]), str(said["after"])
    states = OVER if show == "over" else OPEN
    page = lists.listing(
        by=who.actor, states=states, mine=show == "mine", after=Position.read(after), reach=who.reach
    )  # fmt: skip
    pager = turning(page, lambda place: _url(show=show, after=place), is_first=not after)
    return page.rows, pager if after or pager.next_url else None


def _waiting(who: Mover, said: Mapping[str, Any]) -> tuple[Sequence[Application], Pager | None]:
    show, page = str(said["show"]), int(said["page"])
    some = list(_WAITING[show](by=who.actor)[(page - 1) * PAGE : page * PAGE + 1])
    return some[:PAGE], numbered_if_any(
        reverse("applications:list"), page=page, has_more=len(some) > PAGE, said={"show": show}
    )


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
