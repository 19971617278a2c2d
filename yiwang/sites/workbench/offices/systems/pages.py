"""What the pages of other bodies' systems show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.ground.access.models import ApiClient
from yiwang.ground.access.states import Scope
from yiwang.ground.messaging.models import Delivery, Hook
from yiwang.ground.messaging.states import ANY_EVENT, DeliveryState
from yiwang.kit import clock
from yiwang.sites.ui.pages import Fact, Tag, Tone
from yiwang.sites.workbench.offices.systems.words import ERRORS, EVENT_WORDS

_TONES: dict[str, Tone] = {"waiting": "warn", "sending": "warn", "delivered": "ok", "parked": "bad"}
PAGE = 30
"""Deliveries on a page."""


@dataclass(frozen=True, kw_only=True)
class SystemLine:
    """A system of the list."""

    name: str
    code: str
    channel: str
    tag: Tag
    rate: int
    used_at: datetime | None
    url: str
    is_live: bool

    @classmethod
    def of(cls, row: ApiClient, channels: dict[str, str]) -> "SystemLine":
        """Its line."""
        is_live = not row.revoked_at and (row.expires_at is None or row.expires_at > clock.now())
        words = _("在用") if is_live else _("已停用") if row.revoked_at else _("已到期")
        return cls(
            name=row.name, code=row.code, channel=channels.get(row.channel, row.channel),
            tag=Tag(text=words, tone="ok" if is_live else ""), rate=row.rate, used_at=row.used_at,
            url=reverse("offices:system", args=[row.code]), is_live=is_live,
        )  # fmt: skip


def system_lines(rows: Iterable[ApiClient]) -> list[SystemLine]:
    """Every system, those in use first."""
    names = channel_names()
    return sorted((SystemLine.of(row, names) for row in rows), key=lambda line: not line.is_live)


def channel_names() -> dict[str, str]:
    """Channels by code."""
    return {channel.code: channel.label for channel in appeals.channels().values()}


@dataclass(frozen=True, kw_only=True)
class HookLine:
    """A webhook of a system."""

    code: str
    url: str
    events: str
    tag: Tag
    waiting: int
    parked: int
    address: str
    is_live: bool

    @classmethod
    def of(cls, row: Hook) -> "HookLine":
        """Its line. The row carries how many wait and are parked."""
        return cls(
            code=row.code, url=row.url, events=_events(row.events), tag=_hook_tag(row),
            waiting=getattr(row, "waiting", 0), parked=getattr(row, "parked", 0),
            address=reverse("offices:hook", args=[row.code]), is_live=row.stopped_at is None,
        )  # fmt: skip


def _hook_tag(row: Hook) -> Tag:
    if row.stopped_at:
        return Tag(text=str(ERRORS.get(row.stopped_why, row.stopped_why)))
    if row.failures:
        return Tag(text=_("连续%(n)d次没成") % {"n": row.failures}, tone="bad")
    return Tag(text=_("在用"), tone="ok")


def _events(codes: Iterable[str]) -> str:
    return "、".join(str(_("全部") if code == ANY_EVENT else EVENT_WORDS.get(code, code)) for code in codes)


@dataclass(frozen=True, kw_only=True)
class SystemPage:
    """One system."""

    name: str
    code: str
    tag: Tag
    facts: list[Fact]
    hooks: list[HookLine]
    is_live: bool
    may_be_told: bool

    @classmethod
    def of(cls, row: ApiClient, hooks: Iterable[Hook]) -> "SystemPage":
        """With its webhooks."""
        line = SystemLine.of(row, channel_names())
        until = clock.local(row.expires_at).strftime("%Y-%m-%d") if row.expires_at else _("没有定")
        used = clock.local(row.used_at).strftime("%Y-%m-%d %H:%M") if row.used_at else _("还没有用过")
        facts = [
            Fact(term=_("渠道"), value=f"{line.channel}（{row.channel}）"),
            Fact(term=_("令牌"), value=row.token_head),
            Fact(term=_("权限"), value="、".join(str(Scope(scope).label) for scope in row.scopes)),
            Fact(term=_("每分钟最多"), value=_("%(n)d次") % {"n": row.rate}),
            Fact(term=_("到期"), value=until),
            Fact(term=_("最近使用"), value=used),
            Fact(term=_("谁建的"), value=f"{row.created_by}，{clock.local(row.created_at):%Y-%m-%d}"),
        ]
        return cls(
            name=row.name, code=row.code, tag=line.tag, facts=facts, hooks=[HookLine.of(hook) for hook in hooks],
            is_live=line.is_live, may_be_told=Scope.EVENTS.value in row.scopes,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DeliveryLine:
    """One delivery. `said`: what came of the last try."""

    name: str
    event: str
    tag: Tag
    said: str
    attempts: int
    created_at: datetime
    may_replay: bool

    @classmethod
    def of(cls, row: Delivery) -> "DeliveryLine":
        """Its line."""
        said = str(ERRORS.get(row.error, row.error)) if row.error else ""
        return cls(
            name=row.name, event=str(EVENT_WORDS.get(row.event, row.event)),
            tag=Tag(text=DeliveryState(row.state).label, tone=_TONES[row.state]),
            said=f"{said}（{row.status}）" if said and row.status else said, attempts=row.attempts,
            created_at=row.created_at, may_replay=row.state in (DeliveryState.DELIVERED, DeliveryState.PARKED),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class HookPage:
    """One webhook with a page of its deliveries, newest first."""

    hook: HookLine
    client: str
    client_url: str
    facts: list[Fact]
    rows: list[DeliveryLine]
    older: str

    @classmethod
    def of(cls, row: Hook, found: list[Delivery]) -> "HookPage":
        """`found`: one more than a page shows, where there are more."""
        line = HookLine.of(row)
        shown = found[:PAGE]
        facts = [
            Fact(term=_("接收地址"), value=row.url),
            Fact(term=_("推送哪些事"), value=line.events),
            Fact(term=_("等待推送"), value=str(line.waiting)),
            Fact(term=_("已搁置"), value=str(line.parked)),
        ]
        return cls(
            hook=line, client=row.client.name, client_url=reverse("offices:system", args=[row.client.code]), facts=facts,
            rows=[DeliveryLine.of(one) for one in shown],
            older=f"?before={shown[-1].pk}" if len(found) > PAGE else "",
        )  # fmt: skip
