"""Figures of a month or a year, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiwang.cases.counter.queries.figures import figures as published
from yiwang.sites.ui.pages import Chip

MONTHS_SHOWN = 13


@dataclass(frozen=True, kw_only=True)
class Group:
    """A way to reach us. `share`: whole percent of all."""

    label: str
    taken_in: int
    share: int


@dataclass(frozen=True, kw_only=True)
class Told:
    """A figure in words: 受理 1,204 件. `value`: empty where it is too small to be told."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, kw_only=True)
class FiguresPage:
    """`title`: the period in words; `is_running`: it is not over; `apart`: what runs on tracks of its own."""

    title: str
    as_of: date | None
    is_running: bool
    months: Sequence[Chip]
    years: Sequence[Chip]
    taken_in: str
    rate: int | None
    told: Sequence[Told]
    groups: Sequence[Group]
    apart: Sequence[Told]

    @property
    def is_empty(self) -> bool:
        """Nothing has been published yet."""
        return self.as_of is None


_NOTHING = FiguresPage(
    title="", as_of=None, is_running=False, months=(), years=(), taken_in="", rate=None, told=(), groups=(), apart=()
)


def figures(*, period: str) -> FiguresPage:
    """What was asked for, else the newest month; what is not published asks for nothing."""
    found = published()
    if not found or not found["months"]:
        return _NOTHING
    every = {one["period"]: one for one in (*found["months"], *found["years"])}
    wanted = period if period in every else found["months"][0]["period"]
    one, as_of = every[wanted], date.fromisoformat(found["as_of"])
    return FiguresPage(
        title=_title(wanted), as_of=as_of, is_running=as_of.isoformat().startswith(wanted),
        months=_chips(found["months"][:MONTHS_SHOWN], wanted), years=_chips(found["years"], wanted),
        taken_in=_number(one["sums"]["taken_in"]), rate=one["rate"], told=_told(one["sums"]), groups=_groups(one["groups"]),
        apart=[
            Told(label=label, value=_number(one["apart"][code]), note="")
            for code, label in _tracks().items()
            if code in one["apart"]
        ],
    )  # fmt: skip


def _title(period: str) -> str:
    if len(period) == 4:
        return _("%(year)s年") % {"year": period}
    year, month = period.split("-")
    if (get_language() or "").startswith("en"):
        return f"{date(int(year), int(month), 1):%B %Y}"
    return _("%(year)s年%(month)s月") % {"year": year, "month": int(month)}


def _chips(periods: Sequence[Mapping[str, Any]], wanted: str) -> list[Chip]:
    path = reverse("portal:figures")
    return [
        Chip(label=_title(one["period"]), url=f"{path}?period={one['period']}", current=one["period"] == wanted)
        for one in periods
    ]


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _told(sums: Mapping[str, int | None]) -> list[Told]:
    words = {
        "answered": (_("答复"), _("审定以后发给诉求人的；不认可以后再答复的，算两次")),
        "direct": (_("当场答复"), _("打来电话、来到窗口时就答清楚了的，已经算在答复里")),
        "diverted": (_("转给别的单位"), _("不归公安办的，转给110、信访或别的单位")),
        "withdrawn": (_("自己撤回"), _("诉求人说不用再办的")),
    }
    return [Told(label=label, value=_number(sums[name]), note=note) for name, (label, note) in words.items()]


def _groups(rows: Sequence[Mapping[str, Any]]) -> list[Group]:
    if all(row["code"] == "others" for row in rows):
        return []
    whole = sum(row["taken_in"] for row in rows)
    names = _names()
    return [
        Group(
            label=names.get(row["code"]) or row["zh"], taken_in=row["taken_in"],
            share=round(row["taken_in"] * 100 / whole),
        )
        for row in rows
    ]  # fmt: skip


def _names() -> dict[str, str]:
    """Groups of channels as people call them; one that a bureau added keeps its own name."""
    return {
        "phone": _("打来电话"), "web": _("网站和小程序"), "social": _("微信、微博等"), "sms": _("发短信"),
        "gov_hotline": _("12345等政府热线转来"), "letters": _("来信来访"), "leaders": _("局长信箱和上级交办"),
        "npc": _("人大建议和政协提案"), "media": _("媒体反映"), "field": _("民警上门和窗口登记"),
        "feedback": _("回访和监督员反映"),
        "others": _("其他渠道"),
    }  # fmt: skip


def _tracks() -> dict[str, str]:
    return {
        "petition": _("网上信访（走信访的期限，另外统计）"),
        "supervision": _("监督热线转来的（依法保密，另外统计）"),
    }
