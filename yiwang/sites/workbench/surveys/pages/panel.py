"""Pages of the panel: who sits on it, on what it was consulted, what became of each answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation.queries import Reach
from yiwang.kit.privacy import mask_name, mask_phone
from yiwang.kit.verdicts import ALLOWED
from yiwang.quality.surveys import queries
from yiwang.quality.surveys.models import PanelMember, Sounding, Voice
from yiwang.quality.surveys.states import (
    AcceptedBy,
    Fate,
    MemberGroup,
    MemberState,
    SoundingState,
    VoiceDoor,
    VoiceState,
)
from yiwang.sites.ui.pages import Chip, Fact, Tag, Tone
from yiwang.sites.workbench.surveys.pages.shared import Act, day, joined

_TONES: dict[str, Tone] = {"invited": "warn", "serving": "ok", "declined": "", "ended": ""}
_VOICES: dict[str, Tone] = {"asked": "warn", "answered": "ok", "silent": ""}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A member in the list."""

    url: str
    name: str
    group: str
    phone: str
    unit: str
    term: str
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A consultation in the list."""

    url: str
    topic: str
    door: str
    until: str
    asked: int
    heard: int
    settled: int
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Members in a state, and what they were consulted on."""

    lines: Sequence[Line]
    chips: Sequence[Chip]
    matters: Sequence[Matter]
    serving: int


def home(reach: Reach, *, show: str) -> ListPage:
    """Who serves, else who is in the state that was asked for."""
    known = frozenset(state.value for state in MemberState)
    wanted = show if show in known else MemberState.SERVING.value
    every = queries.members(reach=reach)
    counts = {state: every.filter(state=state).count() for state in MemberState}
    chips = [
        Chip(
            label=state.label, url=f"{reverse('panel:home')}?show={state.value}", count=counts[state],
            current=state == wanted,
        )
        for state in MemberState
    ]  # fmt: skip
    return ListPage(
        lines=[line(row) for row in every.filter(state=wanted)[:200]], chips=chips, serving=counts[MemberState.SERVING],
        matters=[_matter(row) for row in queries.soundings(reach=reach)[:50]],
    )  # fmt: skip


def line(row: PanelMember) -> Line:
    """Name and number covered."""
    return Line(
        url=reverse("panel:one", args=[row.pk]), name=mask_name(row.name) or _("已清除"), group=MemberGroup(row.group).label,
        phone=mask_phone(row.phone), unit=row.unit.short_name,
        term=_("%(a)s到%(b)s") % {"a": day(row.term_from), "b": day(row.term_to)},
        tag=Tag(text=MemberState(row.state).label, tone=_TONES[row.state]),
    )  # fmt: skip


def _matter(row: Sounding) -> Matter:
    state = SoundingState(row.state)
    return Matter(
        url=reverse("panel:sounding", args=[row.pk]), topic=row.topic, door=VoiceDoor(row.door).label, until=day(row.until),
        asked=row.asked, heard=row.heard, settled=row.settled,  # type: ignore[attr-defined]
        tag=Tag(text=state.label, tone="go" if state is SoundingState.OPEN else "ok"),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One member. `name`, `phone`: empty while nobody said what for."""

    id: int
    line: Line
    facts: Sequence[Fact]
    acts: Sequence[Act]
    name: str = ""
    phone: str = ""


def one(row: PanelMember, *, seen: bool = False) -> OnePage:
    """What may be done: a written answer, a refusal, an early end, the letter."""
    shown = line(row)
    accepted = joined([AcceptedBy(row.accepted_by).label if row.accepted_by else "", day(row.accepted_on)])
    told = [
        (_("身份"), shown.group), (_("单位"), shown.unit), (_("任期"), shown.term), (_("邀请"), day(row.invited_at)),
        (_("接受"), accepted), (_("结束"), day(row.ended_on)), (_("备注"), row.note),
        (_("电话"), row.phone if seen else shown.phone),
    ]  # fmt: skip
    return OnePage(
        id=row.pk, line=shown, facts=[Fact(term=term, value=value) for term, value in told if value], acts=_acts(row),
        name=row.name if seen else "", phone=row.phone if seen else "",
    )  # fmt: skip


def _acts(row: PanelMember) -> list[Act]:
    offered = {
        MemberState.INVITED: (("accept", _("收到书面答复")), ("decline", _("没有接受"))),
        MemberState.SERVING: (("end", _("提前结束任期")),),
    }.get(MemberState(row.state), ())  # fmt: skip
    return [
        Act(label=label, url=reverse("panel:step", args=[row.pk, code]), verdict=ALLOWED) for code, label in offered
    ]


@dataclass(frozen=True, kw_only=True)
class VoiceLine:
    """One member's answer and what may be done with it."""

    who: str
    tag: Tag
    meta: str
    said: str
    fate: str
    told: str
    case_url: str
    acts: Sequence[Act]


@dataclass(frozen=True, kw_only=True)
class SoundingPage:
    """One consultation."""

    id: int
    topic: str
    asks: str
    tag: Tag
    meta: str
    lines: Sequence[VoiceLine]
    is_open: bool
    waiting: int


def sounding(row: Sounding) -> SoundingPage:
    """Answers first, then who has not said anything yet."""
    voices = queries.voices(sounding=row)
    state = SoundingState(row.state)
    order = {VoiceState.ANSWERED: 0, VoiceState.ASKED: 1, VoiceState.SILENT: 2}
    return SoundingPage(
        id=row.pk, topic=row.topic, asks=row.asks, is_open=state is SoundingState.OPEN,
        tag=Tag(text=state.label, tone="go" if state is SoundingState.OPEN else "ok"),
        meta=joined([VoiceDoor(row.door).label, _("%(day)s截止") % {"day": day(row.until)}, row.unit.short_name]),
        lines=[_voice(one, row) for one in sorted(voices, key=lambda one: (order[VoiceState(one.state)], one.pk))],
        waiting=sum(one.state == VoiceState.ANSWERED and not one.fate for one in voices),
    )  # fmt: skip


def _voice(row: Voice, sounding: Sounding) -> VoiceLine:
    state = VoiceState(row.state)
    offered: list[tuple[str, str]] = []
    if sounding.state == SoundingState.OPEN and state is not VoiceState.ANSWERED:
        offered = [("note", _("记下他说的"))]
    elif state is VoiceState.ANSWERED and not row.fate:
        offered = [("settle", _("写去向")), ("register", _("登记为诉求"))]
    acts = [
        Act(label=label, url=reverse("panel:voice", args=[row.pk, code]), verdict=ALLOWED) for code, label in offered
    ]
    if state is VoiceState.ANSWERED:
        url = f"{reverse('improvements:collect')}?source=panel&from=surveys.voice:{row.pk}"
        acts.append(Act(label=_("收为意见"), url=url, verdict=ALLOWED))
    return VoiceLine(
        who=joined([mask_name(row.member.name), MemberGroup(row.member.group).label]),
        tag=Tag(text=state.label, tone=_VOICES[row.state]), said=row.said, told=row.told,
        meta=joined([VoiceDoor(row.door).label if row.door else "", day(row.answered_at)]),
        fate=Fate(row.fate).label if row.fate else "", acts=acts,
        case_url=reverse("workbench:case", args=[row.case.number]) if row.case else "",
    )  # fmt: skip
