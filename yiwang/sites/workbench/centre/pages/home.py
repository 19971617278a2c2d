"""服务中心: who is on the line, what is left to do, and the doors to everything the desk does besides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.centre import queries
from yiwang.cases.centre.models import Call, CallBack, Seat
from yiwang.cases.centre.states import CallState
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.privacy import mask_name, mask_phone
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import ClockChip, Kpi, Row, Tag
from yiwang.sites.workbench.centre.pages.history import owed_row
from yiwang.sites.workbench.desk.pages.frame import capped

COUNTED = 100


@dataclass(frozen=True)
class Door:
    """A place of the desk besides the phone; shown where its address exists. `count`: what waits there, up to `COUNTED`."""

    label: str | Promise
    name: str
    icon: str
    count: Callable[[Actor, Reach], int] | None = None

    def url(self) -> str:
        """Its address; empty while no slice has it."""
        try:
            return reverse(self.name)
        except NoReverseMatch:
            return ""


def _letters(by: Actor, reach: Reach) -> int:
    return messaging.on_desk()[:COUNTED].count()


def _to_deliver(by: Actor, reach: Reach) -> int:
    return queries.owed(by=by, reach=reach).waiting


DOORS = (
    Door(gettext_lazy("登记诉求"), "workbench:register", "write"),
    Door(gettext_lazy("来件"), "incoming:list", "inbox", _letters),
    Door(gettext_lazy("待送达"), "centre_desk:hand_overs", "leave", _to_deliver),
    Door(gettext_lazy("分流"), "centre_desk:diversions", "next"),
    Door(gettext_lazy("全部来电"), "centre:calls", "phone"),
    Door(gettext_lazy("待回拨"), "centre:call_backs", "clock"),
    Door(gettext_lazy("话务统计"), "centre:shifts", "chart"),
)
"""In the order of the page."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """A door as the page shows it."""

    label: str | Promise
    url: str
    icon: str
    count: int | str | None


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """`is_cut`: more calls were missed than stand here."""

    seat: Seat | None
    live: Sequence[Row]
    to_wrap_up: Sequence[Row]
    missed: Sequence[Row]
    is_cut: bool
    owed: Sequence[Row]
    kpis: Sequence[Kpi]
    doors: Sequence[Way]

    @classmethod
    def of(cls, by: Actor, reach: Reach) -> "HomePage":
        """What stands on the home of this hand."""
        me, midnight = by.officer_id or 0, _midnight()
        left, owed = queries.left(by=by, reach=reach), queries.call_backs(by=by, reach=reach, officer_id=me)
        desk, each = queries.shifts(by=by, reach=reach, since=midnight, until=clock.now())
        mine = next((one for one in each if one.officer_id == me), queries.Shift())
        shifts = reverse("centre:shifts")
        return cls(
            seat=queries.seat_of(officer_id=me), live=[live_row(one) for one in queries.live(by=by, reach=reach)],
            to_wrap_up=[call_line(one) for one in queries.to_wrap_up(officer_id=me)],
            missed=[call_line(one) for one in left], is_cut=len(left) >= queries.PAGE,
            owed=[owed_row(one, who=whom(one)) for one in owed],
            doors=[way for door in DOORS if (way := _way(door, by, reach))],
            kpis=[
                Kpi(label=_("今天我接了"), value=str(mine.taken), unit=_("个"), url=shifts),
                Kpi(label=_("服务台接了"), value=str(desk.taken), unit=_("个"), url=shifts),
                Kpi(label=_("今天未接"), value=str(desk.missed), unit=_("个"), url=shifts),
                Kpi(
                    label=_("待回拨"), value=str(len(owed)), unit=_("个"), url=reverse("centre:call_backs"),
                    tone="bad" if any(one.due_at <= clock.now() for one in owed) else "",
                ),
            ],
        )  # fmt: skip


def _midnight() -> datetime:
    return clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)


def _way(door: Door, by: Actor, reach: Reach) -> Way | None:
    if not (url := door.url()):
        return None
    count = door.count(by, reach) if door.count else 0
    return Way(label=door.label, url=url, icon=door.icon, count=capped(count) if count else None)


def live_row(call: Call) -> Row:
    """Who is on the line: since when, at which set."""
    state = CallState(call.state)
    since = call.answered_at or call.came_at
    parts = (
        _("分机%(set)s") % {"set": call.extension} if call.extension else "",
        call.officer.name if call.officer else "",
    )
    return Row(
        url=reverse("centre:call", args=[call.pk]), title=shown(call), meta=" · ".join(filter(None, parts)),
        tag=Tag(text=state.label, tone=state.tone), clock=ClockChip(text=words.length(clock.now() - since), at=since),  # type: ignore[arg-type]
    )  # fmt: skip


def call_line(call: Call) -> Row:
    """A call that is over: whose, when, where it stands."""
    state = CallState(call.state)
    parts = (words.near(call.came_at), call.officer.name if call.officer else "", call.note)
    return Row(
        url=reverse("centre:call", args=[call.pk]), title=shown(call), meta=" · ".join(filter(None, parts)),
        tag=Tag(text=call.get_wrap_up_display() if call.wrap_up else state.label, tone=state.tone),  # type: ignore[arg-type]
    )  # fmt: skip


def shown(call: Call) -> str:
    """138****6027; words where the number is withheld or forgotten."""
    if call.number:
        return mask_phone(call.number)
    return _("号码已抹去") if call.forgotten_at else _("没有来电号码")


def whom(promise: CallBack) -> str:
    """王** 138****6027."""
    return " ".join(filter(None, (mask_name(promise.name), mask_phone(promise.number))))
