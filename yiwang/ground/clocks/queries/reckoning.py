"""The arithmetic of a deadline, without a database: start, limit, calendar, hours, pauses and extensions in, a due moment out."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from yiwang.ground.clocks.queries.days import (
    DAY,
    NO_TIME,
    ORDINARY_HOURS,
    ROUND_THE_CLOCK,
    AllTime,
    Calendar,
    DutyTime,
    Hours,
    Measure,
    day_of,
    midnight,
)
from yiwang.ground.clocks.queries.limits import Limit
from yiwang.ground.clocks.states import UNIT_WORDS, Action, Unit
from yiwang.kit.clock import local, today

CLOSE = "close"
MIDNIGHT = "midnight"
"""The setting `day_ends`: a period in days ends at the close of duty, or at 24:00."""


@dataclass(frozen=True)
class Terms:
    """What a clock was started on: its limit, and the duty hours that end its days or hold its working hours."""

    limit: Limit
    hours: Hours

    @classmethod
    def of(
        cls, limit: Limit, office_hours: str = "", *, day_ends: str = CLOSE, ordinary: str = ORDINARY_HOURS
    ) -> "Terms":
        """Settle the hours. A day clock ends at 24:00 by setting, else when the unit closes.

        A unit on duty round the clock has no close: its days end as the bureau's ordinary ones do.
        """
        hours = Hours.parse(office_hours or ordinary)
        if limit.unit.is_day and day_ends == MIDNIGHT:
            hours = Hours.parse(ROUND_THE_CLOCK)
        elif limit.unit.is_day and hours.is_round_the_clock:
            hours = Hours.parse(ordinary)
        return cls(limit, hours)


@dataclass(frozen=True)
class Pause:
    """A stretch in which the clock did not run."""

    begin: datetime
    end: datetime

    @property
    def at(self) -> datetime:
        """When it takes its place among the other lines."""
        return self.begin


@dataclass(frozen=True)
class Extension:
    """More time, granted: working days, or natural days for a clock in natural days."""

    at: datetime
    days: int


@dataclass(frozen=True)
class Shift:
    """What one pause or extension did. `taken`: the working time a pause took; whether it came too late to count."""

    action: Action
    at: datetime
    taken: timedelta
    before: datetime
    after: datetime
    is_late: bool = False


@dataclass(frozen=True)
class Due:
    """A promise. `at`, `amber_at`, `red_at` in UTC; `steps`: how it was counted, a Chinese sentence each."""

    at: datetime
    amber_at: datetime
    red_at: datetime
    provisional: bool
    steps: tuple[str, ...]
    shifts: tuple[Shift, ...] = ()

    @property
    def words(self) -> str:
        """11月26日（周四）17:30; the year where it is not this one."""
        return say_moment(self.at, year=today().year)


def say_moment(moment: datetime, *, year: int | None = None) -> str:
    """11月26日（周四）17:30, as the end of a period: 00:00 is 24:00 of the day before. `year`: named if another."""
    wall, day = local(moment), day_of(moment)
    hour = f"{wall:%H:%M}" if wall.date() == day else "24:00"
    return f"{say_day(moment, year=year)}（周{'一二三四五六日'[day.weekday()]}）{hour}"


def say_day(moment: datetime, *, year: int | None = None) -> str:
    """11月26日; with its year where that is not `year`."""
    day = day_of(moment)
    return f"{day.year}年{day.month}月{day.day}日" if year not in (None, day.year) else f"{day.month}月{day.day}日"


class Reckoning:
    """One clock being counted. Moments inside are Chinese wall-clock time.

    `end` is where the period ends exactly; the due moment is the end of the working day it falls in (day clocks) or that
    very moment (hour clocks). Keeping `end` exact is what gives back a pause to the minute and rounds days once, upwards.
    """

    def __init__(self, terms: Terms, start: datetime, calendar: Calendar) -> None:
        if not terms.limit.unit.is_length:
            raise ValueError(f"{terms.limit.code}: a limit in {terms.limit.unit} has no due moment")
        self.limit, self.hours, self.calendar = terms.limit, terms.hours, calendar
        self.start = local(start)
        self.unit = terms.limit.unit
        duty = DutyTime(calendar, terms.hours)
        self.measure: Measure = duty if self.unit.is_working else AllTime()
        self.counts_from = midnight(self.start.date() + DAY) if self.unit.is_day else self.start
        self.end = self._first_end()
        self._asked_calendar = self.unit.is_working

    def _first_end(self) -> datetime:
        day, value = self.start.date(), self.limit.value
        if self.unit is Unit.WORKING_DAYS:
            return self.hours.close(self.calendar.add_working_days(day, value))
        if self.unit is Unit.DAYS:
            return self.hours.close(day + DAY * value)
        if self.unit is Unit.MONTHS:
            return self.hours.close(months_after(day, value))
        if self.unit is Unit.WORKING_HOURS:
            return self.measure.add(self.start, timedelta(hours=value))
        return self.start + timedelta(**{self.unit.value: value})

    @property
    def due(self) -> datetime:
        """Where `end` shows: never on a day off for a day clock."""
        if not self.unit.is_day:
            return self.end
        return self.hours.close(self.calendar.working_day(self._end_day))

    @property
    def _end_day(self) -> date:
        """The day whose close is the first at or after `end`; it may be a day off."""
        day = day_of(self.end)
        return day + DAY if self.end > self.hours.close(day) else day

    def pause(self, pause: Pause) -> Shift:
        """Give back the time the pause took from the period; a pause after the due moment takes nothing."""
        before, begin, end = self.due, local(pause.begin), local(pause.end)
        if begin >= before:
            return Shift(Action.PAUSE, begin, NO_TIME, before, before, is_late=True)
        taken = self.measure.between(max(begin, self.counts_from), end)
        if taken and (begin >= self.end or not self.calendar.is_working(self._end_day)):
            self.end = before  # only what rounding or a day off had added was left: that much is given back too
        self.end = self.measure.add(self.end, taken)
        return Shift(Action.PAUSE, begin, taken, before, self.due)

    def extend(self, extension: Extension) -> Shift:
        """Add whole days: of the clock's own kind for day clocks, working days to a working day's close for hour clocks."""
        before = self.due
        if self.unit in (Unit.DAYS, Unit.MONTHS):
            self.end += DAY * extension.days
        elif self.unit is Unit.WORKING_DAYS:
            self.end = self.measure.add(self.end, self.hours.a_day * extension.days)
        else:
            self.end = self.hours.close(self.calendar.add_working_days(day_of(before), extension.days))
            self._asked_calendar = True
        return Shift(Action.EXTEND, local(extension.at), NO_TIME, before, self.due)

    @property
    def amber(self) -> datetime:
        """Day clocks: from the opening of the working day before the due day. Hour clocks: the last quarter of the limit."""
        if self.unit.is_day:
            eve = self.calendar.working_day_before(day_of(self.due))
            first = self.calendar.working_day(self.counts_from.date())
            return min(self.hours.opening(max(eve, first)), self.due)
        whole = timedelta(**{self.unit.value.removeprefix("working_"): self.limit.value})
        return max(self.measure.take(self.due, whole / 4), self.start)

    @property
    def red(self) -> datetime:
        """Day clocks: when the first day after the due day begins. Hour clocks: the due moment."""
        return midnight(day_of(self.due) + DAY) if self.unit.is_day else self.due

    @property
    def provisional(self) -> bool:
        """Did a day count whose calendar is not published?"""
        last = day_of(self.due)
        if self._asked_calendar:
            return self.calendar.any_provisional(min(self.counts_from.date(), last), last)
        return self.unit.is_day and self.calendar.any_provisional(self._end_day, last)

    def result(self, shifts: tuple[Shift, ...]) -> Due:
        """The answer, in UTC, with its sentences."""
        at, amber, red = (moment.astimezone(UTC) for moment in (self.due, self.amber, self.red))
        return Due(at, amber, red, self.provisional, self._steps(shifts), shifts)

    def _steps(self, shifts: tuple[Shift, ...]) -> tuple[str, ...]:
        year = self.start.year
        begins = "，下一个工作日起算" if self.unit is Unit.WORKING_DAYS else "，次日起算" if self.unit.is_day else ""
        first = shifts[0].before if shifts else self.due
        lines = [
            f"{self.start.month}月{self.start.day}日{self.start:%H:%M}起{begins}",
            f"{self.limit.words}，到{say_moment(first, year=year)}",
            *(f"{say_shift(shift, self)}，到{say_moment(shift.after, year=year)}" for shift in shifts),
        ]
        return (*lines, "按预计的放假安排算，公布后可能调整") if self.provisional else tuple(lines)


def months_after(day: date, months: int) -> date:
    """The day of the same number so many months later; the month's last where it has none (民法典202条)."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, monthrange(day.year + years, month + 1)[1]))


def count(terms: Terms, start: datetime, calendar: Calendar, shifts: Iterable[Pause | Extension] = ()) -> Due:
    """The due moment of a clock on these terms; pauses and extensions in the order in which they began."""
    clock = Reckoning(terms, start, calendar)
    done = tuple(clock.pause(shift) if isinstance(shift, Pause) else clock.extend(shift) for shift in shifts)
    return clock.result(done)


def due(
    *,
    limit: Limit,
    start: datetime,
    calendar: Calendar,
    office_hours: str = "",
    day_ends: str = CLOSE,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Extension] = (),
) -> Due:
    """By when, given everything: no database, no settings. ValueError: the limit's unit is a mark or has no length.

    `start`: the moment the promise runs from. `office_hours`: of the unit, as text. `day_ends`: `close` or `midnight`.
    """
    terms = Terms.of(limit, office_hours, day_ends=day_ends)
    return count(terms, start, calendar, sorted([*pauses, *extensions], key=lambda shift: shift.at))


def say_shift(shift: Shift, clock: Reckoning) -> str:
    """What a pause or an extension did: 暂停1个工作日，顺延1天."""
    if shift.action is Action.EXTEND:
        own = "日" if clock.unit in (Unit.DAYS, Unit.MONTHS) else UNIT_WORDS[Unit.WORKING_DAYS]
        return f"延长{_days_between(shift, clock)}{own}"
    if shift.is_late:
        return "期限已过，暂停不再顺延"
    if not shift.taken:
        return "暂停没有占用工作时间，期限不变" if clock.unit.is_working else "期限不变"
    if clock.unit.is_day:
        given = _days_between(shift, clock)
        name = "个工作日" if clock.unit is Unit.WORKING_DAYS else "天"
        return f"暂停{given}{name}，顺延{given}天" if given else "暂停的时间已含在前面顺延的天数里，期限不变"
    return f"暂停{say_length(shift.taken)}，顺延{say_length(shift.taken)}"


def _days_between(shift: Shift, clock: Reckoning) -> int:
    before, after = day_of(shift.before), day_of(shift.after)
    if clock.unit in (Unit.DAYS, Unit.MONTHS):
        return (after - before).days
    return clock.calendar.working_days_between(before, after)


def say_length(length: timedelta) -> str:
    """3小时20分钟; less than a minute is 不到1分钟."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return (f"{hours}小时" if hours else "") + (f"{minutes}分钟" if minutes else "") or "不到1分钟"
