"""What the pages of other platforms show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.channels import queries
from yiwang.cases.channels.models import Mapping as MappingRow
from yiwang.cases.channels.models import Notice, Order, Partner, Report
from yiwang.cases.channels.queries import Standing
from yiwang.cases.channels.states import (
    NOTICE_REASONS,
    PARTS,
    REFUSALS,
    TROUBLES,
    NoticeKind,
    NoticeState,
    Part,
    PartnerKind,
    ReportKind,
)
from yiwang.kit import clock
from yiwang.kit.errors import Invalid
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Fact, Tag
from yiwang.sites.workbench.desk.pages.exchange_box import notice_tag, report_said, report_tag


@dataclass(frozen=True, kw_only=True)
class PartnerLine:
    """A platform of the list."""

    name: str
    code: str
    kind: str
    channel: str
    tag: Tag
    backlog: str
    is_behind: bool
    last_ok_at: datetime | None
    url: str

    @classmethod
    def of(cls, one: Standing) -> "PartnerLine":
        """Its line."""
        row = one.partner
        waits = [
            (one.parked, _("搁置%(n)d条")), (one.held, _("%(n)d份来文要人看")), (one.waiting, _("%(n)d条等着回传")),
            (one.notices_waiting, _("%(n)d份来文等着")),
        ]  # fmt: skip
        return cls(
            name=row.name, code=row.code, kind=PartnerKind(row.kind).label, tag=state_tag(row),
            channel=_channel(row.channel), backlog="，".join(said % {"n": n} for n, said in waits if n),
            is_behind=bool(one.parked or one.held), last_ok_at=row.last_ok_at, url=reverse("partners:one", args=[row.code]),
        )  # fmt: skip


def state_tag(row: Partner) -> Tag:
    """In use, in trouble, or off."""
    if not row.is_on:
        return Tag(text=_("停用"))
    if row.trouble:
        return Tag(text=_(TROUBLES.get(row.trouble, row.trouble)), tone="bad")
    return Tag(text=_("在用"), tone="ok")


def _channel(code: str) -> str:
    found = appeals.channels().get(code)
    return found.label if found else code


def number_of(order: Order) -> str:
    """Of which file; of a sealed one that it is one, no more: the offices mend the line, they know no sealed matter."""
    case = order.case
    return str(_("密封件")) if case.confidentiality == Confidentiality.SEALED else case.number


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """A report that has not arrived. Neither its words nor the platform's number are shown here."""

    number: str
    kind: str
    tag: Tag
    said: str
    attempts: int
    owed_at: datetime

    @classmethod
    def of(cls, row: Report) -> "ReportLine":
        """Its line."""
        return cls(
            number=number_of(row.order), kind=ReportKind(row.kind).label, tag=report_tag(row), said=report_said(row),
            attempts=row.attempts, owed_at=row.owed_at,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    """A notice that waits, or wants a person."""

    id: int
    number: str
    kind: str
    tag: Tag
    why: str
    came_at: datetime
    is_held: bool
    is_unreadable: bool

    @classmethod
    def of(cls, row: Notice) -> "NoticeLine":
        """Its line."""
        return cls(
            id=row.pk, number=number_of(row.order) if row.order else "", kind=NoticeKind(row.kind).label,
            tag=notice_tag(row), why=_(NOTICE_REASONS.get(row.reason, "")), came_at=row.came_at,
            is_held=row.state == NoticeState.HELD, is_unreadable=row.kind == NoticeKind.UNREADABLE,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PartnerPage:
    """One platform."""

    name: str
    code: str
    tag: Tag
    is_on: bool
    has_url: bool
    is_pulled: bool
    has_parked: bool
    facts: Sequence[Fact]
    reports: Sequence[ReportLine]
    notices: Sequence[NoticeLine]
    versions: Sequence[MappingRow]

    @classmethod
    def of(cls, row: Partner) -> "PartnerPage":
        """With what waits and the versions of its mapping."""
        one = queries.standing(partner=row)
        kind = PartnerKind(row.kind)
        return cls(
            name=row.name, code=row.code, tag=state_tag(row), is_on=row.is_on, has_url=bool(row.base_url),
            is_pulled=kind.is_pulled, has_parked=bool(one.parked), facts=_facts(row, one),
            reports=[ReportLine.of(one) for one in queries.reports_to_look_at(partner=row)],
            notices=[NoticeLine.of(one) for one in queries.notices_to_look_at(partner=row)],
            versions=queries.mappings_of(partner=row),
        )  # fmt: skip


def _facts(row: Partner, one: Standing) -> list[Fact]:
    facts = [
        Fact(term=_("种类"), value=PartnerKind(row.kind).label),
        Fact(term=_("渠道"), value=f"{_channel(row.channel)}（{row.channel}）"),
        Fact(term=_("对方的地址"), value=row.base_url or _("没有写，回传都等着")),
        Fact(term=_("对方请求我们"), value=f"/exchange/{row.code}/orders"),
        Fact(term=_("转来工单"), value=_("%(n)d张") % {"n": one.orders}),
        Fact(term=_("最近一次顺利"), value=_at(row.last_ok_at)),
        Fact(term=_("最近听到对方"), value=_at(row.heard_at)),
    ]
    if row.trouble:
        facts.append(Fact(term=_("最近一次不顺利"), value=f"{_(TROUBLES[row.trouble])}，{_at(row.trouble_at)}"))
    if row.refused:
        said = _("%(n)d次，最近一次：%(why)s，%(at)s") % {
            "n": row.refused, "why": REFUSALS.get(row.refused_why, ""), "at": _at(row.refused_at),
        }  # fmt: skip
        facts.append(Fact(term=_("拒绝过的请求"), value=said))
    return facts


def _at(moment: datetime | None) -> str:
    return words.near(moment) if moment else _("没有")


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What a mapping makes of a sample: our fields with what was read, or what is wrong, field by field."""

    rows: Sequence[tuple[str, str]]
    faults: Sequence[str]

    @classmethod
    def of(cls, part: Part, mapping: Mapping[str, Any], sample: str) -> "Tried":
        """Read the sample as it would be read at the door."""
        try:
            read = queries.read_mapped(part, mapping, queries.parse_mapping(sample))
        except Invalid as error:
            return cls(rows=(), faults=list(error.fields.values()) or [error.message])
        named = {field.name: field.label for field in PARTS[part]}
        return cls(rows=[(named[name], _shown(value)) for name, value in read.items()], faults=())


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M:%S}"
    return {True: _("是"), False: _("否")}[value] if isinstance(value, bool) else str(value)
