"""Requests as pages: what waits by its day, and one with what is kept, what was proposed, and what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.rights import policies, queries
from yiwang.cases.rights.commands import Held
from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.policies import Hand
from yiwang.cases.rights.states import ARTICLES, OPEN, Decision, Field, Format, RefusalGround, RequestKind, RequestState
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.privacy import mask_phone
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui.pages import ClockChip, Fact, Link, Row, Tag, Tone

LISTED = 200
_TONES: dict[RequestState, Tone] = {
    RequestState.RECEIVED: "go", RequestState.CHECKED: "warn", RequestState.CARRYING: "hold", RequestState.DONE: "ok",
}  # fmt: skip


def _tag(request: DataRequest) -> Tag:
    state = RequestState(request.state)
    if state is RequestState.DONE and request.decision:
        return Tag(text=Decision(request.decision).label, tone="ok" if request.decision == Decision.GRANTED else "")
    return Tag(text=state.label, tone=_TONES[state])


def _chip(request: DataRequest) -> ClockChip | None:
    if request.due_at is None or request.decided_at:
        return None
    late = request.due_at < clock.now()
    return ClockChip.running(request.due_at, tone="bad" if late else "")


def row(request: DataRequest) -> Row:
    """A line of the list: number, what is asked, how many files; not a word of it."""
    meta = _("%(when)s收到 · %(n)d件诉求") % {
        "when": f"{clock.local(request.received_at):%m月%d日}",
        "n": len(request.cases),
    }
    return Row(
        url=reverse("rights:one", args=[request.number]), title=f"{RequestKind(request.kind).label} {request.number}",
        meta=meta, clock=_chip(request), tag=_tag(request),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """What waits, and what is over. `is_open`: which of the two is shown."""

    rows: Sequence[Row]
    count: int
    is_open: bool
    other: Link

    @classmethod
    def of(cls, reach: Reach, *, is_open: bool) -> "ListPage":
        """The list of a reach; what is due first on top."""
        found = list(queries.listed(reach=reach, is_open=is_open)[:LISTED])
        url = reverse("rights:list")
        other = Link(label=_("已办结的"), url=f"{url}?done=1") if is_open else Link(label=_("待办的"), url=url)
        return cls(rows=[row(one) for one in found], count=len(found), is_open=is_open, other=other)


@dataclass(frozen=True, kw_only=True)
class HeldLine:
    """One kind of what is kept."""

    label: str
    count: int
    files: str
    first: datetime
    last: datetime
    is_spread: bool


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    """One request for one hand."""

    number: str
    kind: str
    tag: Tag
    clock: ClockChip | None
    facts: Sequence[Fact]
    files: Sequence[Link]
    look: Sequence[Fact]
    is_look: bool
    is_erasure: bool
    sent_back: str
    proposal: Sequence[Fact]
    answer: str
    is_open: bool
    waits_second: bool
    may_check: Verdict
    may_decide: Verdict
    held: Sequence[HeldLine] | None

    @classmethod
    def of(cls, who: Hand, request: DataRequest, held: Sequence[Held] | None = None) -> "RequestPage":
        """As it stands. `held`: what the rooms keep, where this hand has just asked for it."""
        return cls(
            number=request.number, kind=RequestKind(request.kind).label, tag=_tag(request), clock=_chip(request),
            facts=_facts(request), files=_files(who, request), look=_look(request), is_look=request.is_about_a_look,
            is_erasure=request.kind == RequestKind.ERASE, sent_back=request.sent_back, proposal=_proposal(request),
            answer=request.answer, is_open=request.state in OPEN, waits_second=request.state == RequestState.CHECKED,
            may_check=policies.may_check(who, request),
            may_decide=policies.may_decide(who, request), held=[_held(one) for one in held] if held is not None else None,
        )  # fmt: skip


def _at(moment: datetime | None) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M}" if moment else ""


def _held(one: Held) -> HeldLine:
    return HeldLine(
        label=one.label,
        count=one.count,
        files=_("、").join(one.files),
        first=one.first,
        last=one.last,
        is_spread=clock.local(one.first).date() != clock.local(one.last).date(),
    )


def _facts(request: DataRequest) -> list[Fact]:
    told = [
        (_("收到"), _at(request.received_at)), (_("手机号"), mask_phone(request.phone)),
        (_("身份"), _("短信验证码确认")), (_("受理"), request.unit.short_name),
        (_("要哪一种"), Format(request.format).label if request.format else ""),
        (_("哪一项"), Field(request.field).label if request.field else ""), (_("现在写的"), request.before_text),
        (_("应该改成"), request.after_text), (_("申请人写的"), request.words),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]


def _files(who: Hand, request: DataRequest) -> list[Link]:
    """Files of the request that exist for this hand; the rest has no number here."""
    numbers = appeals.numbers_among(by=who.by, case_ids=list(request.cases))
    return [Link(label=numbers[key], url=reverse("workbench:case", args=[numbers[key]])) for key in sorted(numbers)]


def _look(request: DataRequest) -> list[Fact]:
    found = queries.look_in_question(request) if request.is_about_a_look else None
    if found is None:
        return []
    seen, name = found
    told = [
        (_("时间"), _at(seen.at)), (_("查阅人"), f"{seen.unit}{seen.post} {name}"),
        (_("看了什么"), _("、").join(seen.fields)), (_("用途"), seen.purpose), (_("哪一件"), seen.about),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]


def _proposal(request: DataRequest) -> list[Fact]:
    ground = f"{RefusalGround(request.ground).label}（{ARTICLES[request.ground]}）" if request.ground else ""
    first, second = request.checked_by, request.decided_by
    told = [
        (_("意见"), Decision(request.decision).label if request.decision else ""), (_("依据"), ground),
        (_("核对"), first.name if first and request.decision else ""), (_("决定"), second.name if second else ""),
        (_("删除令"), request.order), (_("副本取走"), _at(request.fetched_at)),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]
