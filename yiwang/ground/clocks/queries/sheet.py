"""The ledger as people read it: a line for each thing that moved the deadline, and a strip of days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.ground.clocks.models import Entry
from yiwang.ground.clocks.queries.days import Calendar
from yiwang.ground.clocks.queries.history import open_book
from yiwang.ground.clocks.queries.projection import Projection, Story, project, tell
from yiwang.ground.clocks.queries.reckoning import Reckoning, Terms, say_day, say_moment, say_shift
from yiwang.ground.clocks.queries.rulebook import calendar
from yiwang.ground.clocks.queries.strip import Day, draw
from yiwang.ground.clocks.states import GROUND_WORDS, KIND_WORDS, Action, State, Unit
from yiwang.kit import clock as house_clock
from yiwang.kit.clock import local
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref

CITIZEN = "citizen"
OFFICER = "officer"


@dataclass(frozen=True)
class Line:
    """One line. `due`: the latest day (or moment) after it, `—` while paused or once stopped."""

    at: datetime
    when: str
    what: str
    ground: str
    due: str
    action: Action
    due_at: datetime | None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "at": self.at.isoformat(), "when": self.when, "what": self.what, "ground": self.ground, "due": self.due,
            "action": self.action.value, "due_at": self.due_at.isoformat() if self.due_at else None,
        }  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    """Lines and strip of one clock, and where it stands. `note`: set where the calendar is not published yet."""

    lines: tuple[Line, ...]
    strip: tuple[Day, ...]
    state: State
    due_at: datetime | None
    due_words: str
    rule: str
    """How days are counted, for the line above the strip."""
    note: str

    def as_json(self) -> dict[str, Any]:
        """Plain dicts and lists, as the public counter publishes them."""
        return {
            "lines": [line.as_json() for line in self.lines], "strip": [day.as_json() for day in self.strip],
            "state": self.state.value, "due_at": self.due_at.isoformat() if self.due_at else None,
            "due_words": self.due_words, "rule": self.rule, "note": self.note,
        }  # fmt: skip


def ledger(
    *,
    subject: Ref,
    kind: str = "handle",
    round: int | None = None,
    reader: str = CITIZEN,
    now: datetime | None = None,
) -> Ledger:
    """The clock's ledger, its latest round unless one is named, with what this command has only buffered.

    `reader`: `citizen` is addressed as 您, `officer` reads 诉求人. Missing: the clock was never started.
    """
    book = open_book(subject).read()
    key = (kind, round) if round else book.latest(kind)
    if key is None or not book.lines.get(key):
        raise Missing("这一件还没有期限账本")
    return lay_out(book.lines[key], calendar(), now=now or house_clock.now(), reader=reader)


def lay_out(entries: Sequence[Entry], days: Calendar, *, now: datetime, reader: str = CITIZEN) -> Ledger:
    """The ledger of these lines, without a database."""
    state = project(entries, days)
    story = tell(entries)
    year = local(story.start).year
    return Ledger(
        lines=tuple(_lines(entries, days, reader)),
        strip=draw(story, days, now, kind=entries[0].kind),
        state=state.state,
        due_at=state.due_at,
        due_words=say_moment(state.due_at, year=year) if state.due_at else "",
        rule=_RULES.get(story.terms.limit.unit, "按时钟连续计算。"),
        note="按预计的放假安排算，公布后可能调整" if state.is_provisional else "",
    )


_RULES = {
    Unit.WORKING_DAYS: "只算工作日。第1天从下一个工作日算起。",
    Unit.DAYS: "按自然日算，从第二天算起；最后一天是休息日的，顺延到下一个工作日。",
    Unit.MONTHS: "按月算，到相应月份的同一天；没有那一天的到月底，最后一天是休息日的，顺延到下一个工作日。",
    Unit.WORKING_HOURS: "只算工作日的值班时间。",
}


def _lines(entries: Sequence[Entry], days: Calendar, reader: str) -> Iterator[Line]:
    for count in range(1, len(entries) + 1):
        entry, after, story = entries[count - 1], project(entries[:count], days), tell(entries[:count])
        what, ground = _words(entry, after, story, days)
        if reader == OFFICER:
            what, ground = what.replace("您", "诉求人"), ground.replace("您", "诉求人")
        wall = local(entry.at)
        yield Line(
            at=entry.at, when=f"{wall.month}月{wall.day}日 {wall:%H:%M}", what=what, ground=ground,
            due=_due(after, story), action=Action(entry.action), due_at=after.due_at,
        )  # fmt: skip


def _due(after: Projection, story: Story) -> str:
    if after.due_at is None or after.state is State.STOPPED:
        return "—"
    if story.terms.limit.unit.is_day:
        return say_day(after.due_at, year=local(story.start).year)
    return f"{say_day(after.due_at)} {say_moment(after.due_at)[-5:]}"


def _words(entry: Entry, after: Projection, story: Story, days: Calendar) -> tuple[str, str]:
    known, basis = GROUND_WORDS.get(entry.ground, ("", entry.ground))
    match Action(entry.action):
        case Action.START | Action.RESTART:
            return _start_words(entry, story.terms), basis or story.terms.limit.words
        case Action.CHANGE:
            return f"改按{story.terms.limit.words}，从原来的起点重新算", basis
        case Action.PAUSE:
            longest = f"，最多{entry.days}天" if entry.days else ""
            return known or "暂停", f"{basis}{longest}"
        case Action.RESUME:
            return known or "恢复", _last_shift(after, story, days)
        case Action.EXTEND:
            return (
                f"经批准延长{entry.days}{'天' if story.terms.limit.unit in (Unit.DAYS, Unit.MONTHS) else '个工作日'}，只延一次",
                basis,
            )
        case Action.STOP:
            return known or "停止计时", basis


def _last_shift(after: Projection, story: Story, days: Calendar) -> str:
    shift = next(shift for shift in reversed(after.due.shifts) if shift.action is Action.PAUSE)
    return say_shift(shift, Reckoning(story.terms, story.start, days))


def _start_words(entry: Entry, terms: Terms) -> str:
    unit = terms.limit.unit
    begins = "，下一个工作日起算" if unit is Unit.WORKING_DAYS else "，次日起算" if unit.is_day else "，即时起算"
    if entry.action == Action.RESTART:
        return f"您说没有解决，重新办理{begins}"
    if entry.kind == "handle":
        who = "12345派单" if terms.limit.starts_at == "order_received" and terms.limit.channel == "12345" else ""
        return f"{who or _BEGINNINGS.get(terms.limit.starts_at, '您提交诉求')}{begins}"
    return f"{KIND_WORDS.get(entry.kind, '这一环节')}开始计时{begins}"


_BEGINNINGS = {"order_received": "收到转办", "accepted": "受理", "submitted": "您提交申请"}
