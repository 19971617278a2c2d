"""What the rulesets say about time now: the calendar, the bureau's office hours, how its days end; and a promise made by them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from yiwang.ground.clocks.queries.days import ORDINARY_HOURS, Calendar, Hours
from yiwang.ground.clocks.queries.limits import Limit, check_limits
from yiwang.ground.clocks.queries.reckoning import CLOSE, MIDNIGHT, Due, Terms, count
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock
from yiwang.kit.errors import Invalid, Missing

DAY_ENDS = (CLOSE, MIDNIGHT)
_NO_DAYS = Calendar({})
_published = rules.parsed("calendar")(Calendar.from_payload)


def calendar() -> Calendar:
    """The published calendar, parsed again only when the ruleset changes; every day is provisional where none is installed."""
    try:
        return _published()
    except Missing:
        return _NO_DAYS


def _current(kind: str) -> Any:
    try:
        return rules.current(kind=kind)
    except Missing:
        return None


def terms(limit: Limit, hours: str = "") -> Terms:
    """The limit with the duty hours that hold now. `hours`: the unit's office hours as text; empty: the bureau's.

    Ruleset `settings`: `office_hours` (the bureau's own), `day_ends` (`close`, the default, or `midnight`).
    """
    kept: Mapping[str, Any] = _current("settings") or {}
    ordinary = kept.get("office_hours") or ORDINARY_HOURS
    return Terms.of(limit, hours, day_ends=kept.get("day_ends") or CLOSE, ordinary=ordinary)


def quote(*, limit: Limit, at: datetime | None = None, hours: str = "") -> Due:
    """The promise as it would be given, from the rulesets alone: what the public counter prints before the inner side knows.

    `start` with the same limit, moment and hours gives the same answer.
    """
    return count(terms(limit, hours), at or clock.now(), calendar())


@rules.shape("time_limits")
def _limits_faults(payload: Any) -> Iterator[str]:
    """A table of limits must be readable, and may not loosen what a law has set in the table in force."""
    try:
        check_limits(_current("time_limits") or (), payload)
    except Invalid as error:
        yield from (f"{code}：{fault}" for code, fault in error.fields.items())


@rules.shape("calendar")
def _calendar_faults(payload: Any) -> Iterator[str]:
    """A calendar is a list of days, each once."""
    try:
        if len(Calendar.from_payload(payload).days) < len(payload):
            yield "同一天出现了两次，请删去重复的一行"
    except (KeyError, TypeError, ValueError, AttributeError):
        yield "每一行要有日期（如2026-10-01）和是否工作日（1或0）"


@rules.shape("settings")
def _settings_faults(payload: Any) -> Iterator[str]:
    """Of the settings this room reads two."""
    kept = payload if isinstance(payload, Mapping) else {}
    if kept.get("day_ends", CLOSE) not in DAY_ENDS:
        yield "day_ends只能是close（下班时）或midnight（24时）"
    try:
        Hours.parse(str(kept.get("office_hours") or ORDINARY_HOURS))
    except Invalid as error:
        yield f"office_hours：{error.fields['office_hours']}"
