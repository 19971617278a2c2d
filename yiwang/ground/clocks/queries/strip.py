"""The strip of days: a cell for each day from the start to the due day, and what that day was for the clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yiwang.ground.clocks.queries.days import DAY, Calendar, day_of
from yiwang.ground.clocks.queries.projection import Story
from yiwang.ground.clocks.queries.reckoning import Extension, Pause, Shift, months_after
from yiwang.ground.clocks.states import WEEKDAYS, Action, Ground, Unit
from yiwang.kit.clock import local

_OVERDUE_CELLS = 10
"""So many overdue days are drawn at most; the words say the rest."""


@dataclass(frozen=True)
class Day:
    """A cell. `kind`: submitted, count, hold, off, due, over (overdue) or done (stopped). `number`: the running counted day.

    `words`: short lines. Today stands beside the kind (`is_today`), so that a published strip can be marked anew.
    """

    date: date
    kind: str
    words: tuple[str, ...]
    number: int | None = None
    is_today: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain values, with weekday and day of the month as the strip prints them."""
        return {
            "date": self.date.isoformat(), "weekday": WEEKDAYS[self.date.weekday()], "day": self.date.day,
            "kind": self.kind, "words": list(self.words), "number": self.number, "is_today": self.is_today,
        }  # fmt: skip


def mark_today(strip: Sequence[dict[str, Any]], *, today: date) -> list[dict[str, Any]]:
    """A published strip, read on another day."""
    return [{**cell, "is_today": cell["date"] == today.isoformat()} for cell in strip]


def draw(story: Story, days: Calendar, now: datetime, *, kind: str) -> tuple[Day, ...]:
    """The cells of a clock of this kind as they stand now."""
    return tuple(_Strip(story, days, now, kind).cells())


class _Strip:
    """A pause still open is drawn as if it ended now: then nothing is due yet, and the strip ends today."""

    def __init__(self, story: Story, days: Calendar, now: datetime, kind: str) -> None:
        self.story, self.days, self.unit, self.is_promise = story, days, story.terms.limit.unit, kind == "handle"
        self.first, self.today = local(story.start).date(), local(now).date()
        shifts = [*story.shifts]
        if story.paused_at:
            shifts.append(Pause(story.paused_at, max(now, story.paused_at)))
        due = Story(story.terms, story.start, shifts).due(days)
        self.due_day = day_of(due.at)
        self.pauses = sorted((shift for shift in shifts if isinstance(shift, Pause)), key=lambda shift: shift.begin)
        given = [shift for shift in due.shifts if shift.action is Action.PAUSE]
        self.is_held = bool(story.paused_at) and not given[-1].is_late
        self.held = self._held(given) | ({self.today} if self.is_held else set())
        self.natural_days = self._own_days() + sum(s.days for s in story.shifts if isinstance(s, Extension))

    def _own_days(self) -> int:
        """The length of a limit in natural days; of one in months, as many as those months have."""
        limit, start = self.story.terms.limit, local(self.story.start).date()
        return (months_after(start, limit.value) - start).days if limit.unit is Unit.MONTHS else limit.value

    def _held(self, given: list[Shift]) -> set[date]:
        """The days given back: as many as each pause moved the due day, those it touched first."""
        held: set[date] = set()
        for pause, shift in zip(self.pauses, given, strict=True):
            touched = _span(local(pause.begin).date(), local(pause.end).date())
            free = [day for day in touched if day not in held and day > self.first and self._counts(day)]
            held.update(free[: self._moved(shift)])
        return held

    def _moved(self, shift: Shift) -> int:
        first, last = day_of(shift.before), day_of(shift.after)
        if self.unit is Unit.WORKING_DAYS:
            return self.days.working_days_between(first, last)
        return (last - first).days if self.unit in (Unit.DAYS, Unit.MONTHS) else 0

    def _counts(self, day: date) -> bool:
        return self.days.is_working(day) or not self.unit.is_working

    def _last(self) -> date:
        ended = local(self.story.stopped_at).date() if self.story.stopped_at else None
        if ended or self.is_held:
            return max(min(ended or self.today, self.due_day + DAY * _OVERDUE_CELLS), self.first)
        return max(self.due_day, min(self.today, self.due_day + DAY * _OVERDUE_CELLS))

    def cells(self) -> Iterator[Day]:
        """The strip, numbered."""
        number = 0
        for day in _span(self.first, self._last()):
            kind, words = self._cell(day)
            counted: int | None = None
            if self.unit.is_day and kind in ("count", "due", "done") and self._is_numbered(day, number):
                number = counted = number + 1
            if kind == "count" and not words:
                kind, words = self._counted(day, counted)
            yield Day(day, kind, words, counted, day == self.today)

    def _is_numbered(self, day: date, so_far: int) -> bool:
        """Natural days are numbered up to the last one; the days off after it only carry it over."""
        return day > self.first and self._counts(day) and not (not self.unit.is_working and so_far >= self.natural_days)

    def _counted(self, day: date, number: int | None) -> tuple[str, tuple[str, ...]]:
        if number:
            return "count", (f"第{number}天",)
        if self.unit.is_hour:
            return "count", ("计时",)
        return "off", ("顺延" if self.days.is_working(day) else "休息",)

    def _cell(self, day: date) -> tuple[str, tuple[str, ...]]:
        """Kind and words of a day; a counted day's words come with its number."""
        if self.story.stopped_at and day == local(self.story.stopped_at).date():
            return "done", ("已答复" if self.story.stop_ground == Ground.REPLIED else "停表",)
        if day == self.due_day and not self.is_held:
            return "due", ("最晚", "答复") if self.is_promise else ("到期",)
        if day > self.due_day and not self.is_held:
            return "over", ("超期", f"第{(day - self.due_day).days}天")
        if day == self.first:
            return "submitted", ("提交" if self.is_promise else "开始",)
        if day in self.held and self._counts(day):
            return "hold", ("暂停",)
        return ("count", ()) if self._counts(day) else ("off", ("休息",))


def _span(first: date, last: date) -> Iterator[date]:
    return (first + DAY * n for n in range((last - first).days + 1))
