"""Which days are worked and in which hours: the calendar with 调休, duty hours, and the measures a clock runs on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Protocol

from yiwang.kit.clock import CHINA
from yiwang.kit.errors import Invalid

DAY = timedelta(days=1)
NO_TIME = timedelta(0)
_TICK = timedelta(microseconds=1)
"""The smallest step of a stored moment: 24:00 belongs to the day it ends."""
ORDINARY_HOURS = "09:00-12:00,13:30-17:30"
"""Office hours of a bureau where the settings say nothing (bureau default)."""
ROUND_THE_CLOCK = "00:00-24:00"
_SPAN = re.compile(r"^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$")
_WEEKEND = 5


def midnight(day: date) -> datetime:
    """The first moment of a Chinese day."""
    return datetime.combine(day, time.min, CHINA)


def day_of(end: datetime) -> date:
    """The Chinese day a period ending at this moment belongs to: 00:00 is 24:00 of the day before."""
    return (end.astimezone(CHINA) - _TICK).date()


@dataclass(frozen=True)
class Hours:
    """Duty hours within a day, as minutes since midnight."""

    spans: tuple[tuple[int, int], ...]

    @classmethod
    @lru_cache(maxsize=64)
    def parse(cls, text: str) -> "Hours":
        """Read `09:00-12:00,13:30-17:30` or `00:00-24:00`. Invalid: anything else; spans must follow one another."""
        matches = [_SPAN.match(part.strip()) for part in text.split(",")]
        spans = tuple((int(m[1]) * 60 + int(m[2]), int(m[3]) * 60 + int(m[4])) for m in matches if m)
        edges = [edge for span in spans for edge in span]
        if not all(matches) or edges != sorted(set(edges)) or edges[-1] > 24 * 60:
            raise Invalid(
                "值班时间写得不对",
                office_hours="请写成09:00-12:00,13:30-17:30这样的时段，前后不重叠；全天写00:00-24:00",
            )
        return cls(spans)

    @property
    def text(self) -> str:
        """As `parse` reads it."""
        return ",".join(f"{b // 60:02}:{b % 60:02}-{e // 60:02}:{e % 60:02}" for b, e in self.spans)

    @property
    def is_round_the_clock(self) -> bool:
        """All day and night."""
        return self.spans == ((0, 24 * 60),)

    @property
    def a_day(self) -> timedelta:
        """How much duty a working day holds."""
        return timedelta(minutes=sum(end - begin for begin, end in self.spans))

    def opening(self, day: date) -> datetime:
        """When duty begins on this day."""
        return midnight(day) + timedelta(minutes=self.spans[0][0])

    def close(self, day: date) -> datetime:
        """When duty ends on this day; 24:00 is the next day's first moment."""
        return midnight(day) + timedelta(minutes=self.spans[-1][1])

    def windows(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of duty on this day, if it is worked."""
        zero = midnight(day)
        return ((zero + timedelta(minutes=begin), zero + timedelta(minutes=end)) for begin, end in self.spans)


@dataclass(frozen=True)
class Calendar:
    """Working days of the published years; a day outside the table follows its weekday and is provisional."""

    days: Mapping[date, tuple[bool, bool]] = field(repr=False)
    """Day → (is worked, is provisional)."""

    @classmethod
    def from_payload(cls, rows: Iterable[Mapping[str, Any]]) -> "Calendar":
        """Read rows of the ruleset `calendar`: `date` (ISO), `is_working` (1/0 or bool), `provisional` (yes/no or bool)."""
        return cls(
            {
                date.fromisoformat(str(row["date"])): (_yes(row["is_working"]), _yes(row.get("provisional")))
                for row in rows
            }
        )

    def is_working(self, day: date) -> bool:
        """Is it a working day?"""
        found = self.days.get(day)
        return found[0] if found else day.weekday() < _WEEKEND

    def is_provisional(self, day: date) -> bool:
        """Not yet published: 按预计的放假安排算，公布后可能调整."""
        found = self.days.get(day)
        return found[1] if found else True

    def any_provisional(self, first: date, last: date) -> bool:
        """Is any day from `first` to `last`, both counted, provisional?"""
        return any(self.is_provisional(first + DAY * n) for n in range((last - first).days + 1))

    def working_day(self, day: date) -> date:
        """The day itself, or the next that is worked."""
        while not self.is_working(day):
            day += DAY
        return day

    def working_day_before(self, day: date) -> date:
        """The last working day before this one."""
        day -= DAY
        while not self.is_working(day):
            day -= DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The count-th working day after this day; none: this day or the next that is worked."""
        for _ in range(count):
            day = self.working_day(day + DAY)
        return self.working_day(day)

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and with `last`."""
        return sum(self.is_working(first + DAY * n) for n in range(1, (last - first).days + 1))


def _yes(cell: Any) -> bool:
    return str(cell).strip().lower() in {"1", "yes", "true"}


class Measure(Protocol):
    """The time a clock counts: all of it, or duty hours on working days. Moments are Chinese wall-clock time."""

    def between(self, begin: datetime, end: datetime) -> timedelta:
        """How much of it lies between two moments (nothing where `end` is not after `begin`)."""

    def add(self, moment: datetime, length: timedelta) -> datetime:
        """The first moment by which so much of it has passed."""

    def take(self, moment: datetime, length: timedelta) -> datetime:
        """The last moment from which so much of it is left until `moment`."""


@dataclass(frozen=True)
class AllTime:
    """Calendar time: every minute counts."""

    def between(self, begin: datetime, end: datetime) -> timedelta:
        """See `Measure`."""
        return max(end - begin, NO_TIME)

    def add(self, moment: datetime, length: timedelta) -> datetime:
        """See `Measure`."""
        return moment + length

    def take(self, moment: datetime, length: timedelta) -> datetime:
        """See `Measure`."""
        return moment - length


@dataclass(frozen=True)
class DutyTime:
    """Duty hours on working days."""

    calendar: Calendar
    hours: Hours

    def between(self, begin: datetime, end: datetime) -> timedelta:
        """See `Measure`."""
        total, day = NO_TIME, begin.date()
        while day <= end.date():
            for lower, upper in self._windows(day):
                total += max(min(upper, end) - max(lower, begin), NO_TIME)
            day += DAY
        return total

    def add(self, moment: datetime, length: timedelta) -> datetime:
        """See `Measure`."""
        day = moment.date()
        while length > NO_TIME:
            for lower, upper in self._windows(day):
                lower = max(lower, moment)
                if length <= upper - lower:
                    return lower + length
                length -= max(upper - lower, NO_TIME)
            day += DAY
        return moment

    def take(self, moment: datetime, length: timedelta) -> datetime:
        """See `Measure`."""
        day = moment.date()
        while length > NO_TIME:
            for lower, upper in reversed(list(self._windows(day))):
                upper = min(upper, moment)
                if length <= upper - lower:
                    return upper - length
                length -= max(upper - lower, NO_TIME)
            day -= DAY
        return moment

    def _windows(self, day: date) -> Iterable[tuple[datetime, datetime]]:
        return self.hours.windows(day) if self.calendar.is_working(day) else ()
