"""Alarms as the duty desk reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Alarm
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.sites.ui.pages import ClockChip

PAGES = {
    "danger": "正有危险", "self_harm": "可能轻生", "domestic": "家庭暴力", "discreet": "不便说话", "missing": "有人走失",
    "money": "正被骗钱",
}  # fmt: skip
"""What the tripwire page was about."""


@dataclass(frozen=True, kw_only=True)
class AlarmLine:
    """`case_url`: empty where the file itself does not exist for this reader; the alarm does."""

    number: str
    what: str
    place: str
    unit: str
    phone: str
    raised_at: datetime
    clock: ClockChip
    is_escalated: bool
    url: str
    case_url: str


def alarm_lines(by: Actor, alarms: Sequence[Alarm]) -> list[AlarmLine]:
    """The ones that ring, with the time left of their two minutes."""
    seen = queries.numbers_among(by=by, case_ids=[alarm.appeal_id for alarm in alarms]) if alarms else {}
    return [_line(alarm, alarm.appeal_id in seen) for alarm in alarms]


def _line(alarm: Alarm, is_seen: bool) -> AlarmLine:
    appeal, now = alarm.appeal, clock.now()
    number, unit = appeal.case.number, appeal.case.unit
    late = now >= alarm.due_at
    return AlarmLine(
        number=number, what=_(PAGES.get(alarm.page, "正有危险")), place=appeal.place if is_seen else "",
        unit=unit.short_name if unit and is_seen else "", phone=unit.duty_phone if unit and is_seen else "",
        raised_at=alarm.raised_at, clock=ClockChip.running(alarm.due_at, tone="bad" if late else "warn"),
        is_escalated=alarm.escalated_at is not None, url=reverse("workbench:acknowledge", args=[number]),
        case_url=reverse("workbench:case", args=[number]) if is_seen else "",
    )  # fmt: skip
