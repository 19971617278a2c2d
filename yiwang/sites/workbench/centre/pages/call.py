"""One call: whose it is, what the desk knows of the number, what it may become, and what it came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.centre import policies
from yiwang.cases.centre.models import Call
from yiwang.cases.centre.queries import Caller
from yiwang.cases.centre.states import CallState, WrapUp
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Choice, Fact, MoveButton, Tag
from yiwang.sites.workbench.centre.pages.history import HistoryPage
from yiwang.sites.workbench.centre.pages.home import shown
from yiwang.sites.workbench.centre.pages.ring import RingPage, tag

WAYS = (
    ("登记诉求", "workbench:register", "R", "write"),
    ("分流到别处", "centre_desk:divert", "F", "next"),
    ("约回拨", "centre:promise", "B", "clock"),
)
"""What a call may become, with its letter; shown where the address exists. Each takes `?call=<id>`."""


@dataclass(frozen=True, kw_only=True)
class CallPage:
    """`number`: in full for who is at this call, else masked. `wrap_up`: whether this hand may say what it came to."""

    call: Call
    number: str
    own_number: str
    tag: Tag | None
    facts: Sequence[Fact]
    ways: Sequence[MoveButton]
    options: Sequence[Choice]
    wrap_up: Verdict
    hear: Verdict
    ring: RingPage | None
    history: HistoryPage | None
    subject_url: str
    to_110: str
    is_over: bool

    @classmethod
    def of(cls, by: Actor, reach: Reach, call: Call, caller: Caller | None, *, chosen: str = "") -> "CallPage":
        """The page of a call for this hand."""
        return cls(
            call=call, number=_own(by, call) or shown(call), own_number=_own(by, call), tag=tag(call),
            facts=_facts(call), ways=_ways(call), options=_options(chosen or call.wrap_up),
            wrap_up=policies.may_wrap_up(by, reach, call),
            hear=policies.may_hear(by, reach, call), ring=RingPage.of(None, call, opens=False),
            history=HistoryPage.of(caller) if caller else None, subject_url=_subject_url(by, call),
            to_110="" if call.subject_kind else reverse("centre_desk:to_110"),
            is_over=call.ended_at is not None,
        )  # fmt: skip


def _own(by: Actor, call: Call) -> str:
    """The whole number, for who is at this call and has not wrapped it up; else empty."""
    is_mine = call.officer_id is not None and call.officer_id == by.officer_id and call.state != CallState.DONE
    return call.number if is_mine else ""


def _facts(call: Call) -> list[Fact]:
    took = call.ended_at - call.answered_at if call.ended_at and call.answered_at and not call.is_end_unknown else None
    pairs = (
        (_("打进来"), words.near(call.came_at)),
        (_("谁接的"), call.officer.name if call.officer and call.answered_at else ""),
        (_("分机"), call.extension),
        (_("服务台"), call.unit.short_name if call.unit else ""),
        (_("通话"), span(took) if took is not None else ""),
    )
    return [Fact(term=term, value=value) for term, value in pairs if value]


def span(took: timedelta) -> str:
    """3分20秒."""
    seconds = int(took.total_seconds())
    return (
        _("%(m)d分%(s)d秒") % {"m": seconds // 60, "s": seconds % 60}
        if seconds >= 60
        else _("%(s)d秒") % {"s": seconds}
    )


def _ways(call: Call) -> list[MoveButton]:
    found = []
    for label, name, key, icon in WAYS:
        try:
            url = f"{reverse(name)}?call={call.pk}"
        except NoReverseMatch:
            continue
        found.append(MoveButton(label=label, url=url, method="get", key=key, icon=icon, is_primary=key == "R"))
    return found


def _options(chosen: str) -> list[Choice]:
    return [
        Choice(value=one.value, label=one.label, key=str(place), is_chosen=one.value == chosen)
        for place, one in enumerate(WrapUp, 1)
    ]


_PAGES = {"centre.call_back": "centre:call_back", "centre.diversion": "centre_desk:diversion"}


def _subject_url(by: Actor, call: Call) -> str:
    """Where what it became is read; empty where that is not for this reader."""
    subject = call.subject
    if subject is None:
        return ""
    if page := _PAGES.get(subject.kind):
        return reverse(page, args=[subject.id])
    if subject.kind == "casework.case":
        number = appeals.numbers_among(by=by, case_ids=[int(subject.id)]).get(int(subject.id), "")
        return reverse("workbench:case", args=[number]) if number else ""
    return ""
