"""Where clocks stand: for a case, for a list of cases, for the sweep; and whether what is stored is what the ledgers say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from yiwang.ground.clocks.models import Clock, Entry
from yiwang.ground.clocks.queries.days import DAY, NO_TIME, Calendar, day_of
from yiwang.ground.clocks.queries.history import Key, open_book
from yiwang.ground.clocks.queries.moments import Almanac, in_doubt
from yiwang.ground.clocks.queries.projection import STORED, Projection, project
from yiwang.ground.clocks.queries.rulebook import calendar
from yiwang.ground.clocks.states import Heat, State
from yiwang.kit.clock import local
from yiwang.kit.refs import Ref

VERIFY_BATCH = 1000


@dataclass(frozen=True)
class ClockView:
    """A round of a clock, to show and to sort by. Times in UTC; `due_at` is None while it is paused."""

    subject: Ref
    kind: str
    round: int
    state: State
    limit: str
    started_at: datetime
    due_at: datetime | None
    amber_at: datetime | None
    red_at: datetime | None
    stopped_at: datetime | None
    is_provisional: bool

    @classmethod
    def of(cls, clock: Clock) -> "ClockView":
        """Copy a row."""
        stored = {name: getattr(clock, name) for name in STORED}
        stored["state"] = State(clock.state)
        return cls(clock.subject, clock.kind, clock.round, **stored)

    def heat(self, now: datetime) -> Heat:
        """Its colour now; a stopped clock keeps the colour it was stopped in."""
        return heat(amber_at=self.amber_at, red_at=self.red_at, now=self.stopped_at or now)

    @property
    def was_kept(self) -> bool:
        """Stopped by the due moment."""
        return bool(self.stopped_at and self.due_at and self.stopped_at <= self.due_at)

    def left(self, now: datetime) -> str:
        """What the clock says: 剩2小时, 剩3个工作日, 今天到期, 超期1天, 暂停."""
        return left(view=self, now=now, calendar=calendar())


def heat(*, amber_at: datetime | None, red_at: datetime | None, now: datetime) -> Heat:
    """Green, amber from `amber_at`, red from `red_at`; without them (paused, no clock) green."""
    if red_at and now >= red_at:
        return Heat.RED
    return Heat.AMBER if amber_at and now >= amber_at else Heat.GREEN


def left(*, view: ClockView, now: datetime, calendar: Calendar) -> str:
    """Time left in words. Overdue is counted in Chinese days, the first overdue day is 1; on the same day in hours."""
    if view.state is State.STOPPED or view.due_at is None or view.red_at is None:
        return "已停" if view.state is State.STOPPED else "暂停"
    today, due_day, rest = local(now).date(), day_of(view.due_at), view.due_at - now
    if now >= view.red_at:
        return f"超期{(today - due_day).days}天" if today > due_day else f"超期{_rough(-rest)}"
    if rest <= NO_TIME:
        return "今天到期"
    days = calendar.working_days_between(today, due_day)
    return f"剩{_rough(rest)}" if not days or rest < DAY / 2 else f"剩{days}个工作日"


def _rough(length: timedelta) -> str:
    """2小时, or 57分钟 below an hour."""
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60}小时" if minutes >= 60 else f"{minutes}分钟" if minutes else "不到1分钟"


def stored(*, subject: Ref, kind: str, round: int | None = None) -> Clock | None:
    """The stored row of a clock, its latest round unless one is named."""
    rows = Clock.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id), kind=kind)
    return (rows.filter(round=round) if round else rows).order_by("-round").first()


def promise(*, subject: Ref, kind: str = "handle") -> Projection | None:
    """Where the clock stands, what this command has only buffered included; None where it was never started."""
    book = open_book(subject).read()
    key = book.latest(kind)
    return book.standing(key) if key else None


def clocks_of(*, subjects: Iterable[Ref], kinds: Sequence[str] = ()) -> dict[Ref, dict[str, ClockView]]:
    """Each subject's clocks by kind, the latest round of each: one query for a whole list."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        by_kind[subject.kind].append(str(subject.id))
    wanted = Q(pk__in=[])
    for kind, ids in by_kind.items():
        wanted |= Q(subject_kind=kind, subject_id__in=ids)
    rows = Clock.objects.filter(wanted).order_by("round", "id")
    found: dict[Ref, dict[str, ClockView]] = defaultdict(dict)
    for row in rows.filter(kind__in=kinds) if kinds else rows:
        found[row.subject][row.kind] = ClockView.of(row)
    return dict(found)


def running(*, subject: Ref) -> dict[str, ClockView]:
    """The subject's clocks that run or are paused, by kind."""
    views = clocks_of(subjects=[subject]).get(subject, {})
    return {kind: view for kind, view in views.items() if view.state is not State.STOPPED}


def near(*, now: datetime) -> QuerySet[Clock]:
    """Running clocks that are amber and of which nothing was said yet, the most urgent first."""
    return Clock.objects.filter(
        state=State.RUNNING, near_sent_at=None, missed_sent_at=None, amber_at__lte=now, red_at__gt=now
    ).order_by("amber_at", "id")


def missed(*, now: datetime) -> QuerySet[Clock]:
    """Running clocks that are red and of which that was not said yet, the oldest first."""
    return Clock.objects.filter(state=State.RUNNING, missed_sent_at=None, red_at__lte=now).order_by("red_at", "id")


def amber_due(*, now: datetime, kind: str = "") -> list[ClockView]:
    """Every running clock that is amber now, told or not."""
    rows = Clock.objects.filter(state=State.RUNNING, amber_at__lte=now, red_at__gt=now).order_by("due_at", "id")
    return [ClockView.of(row) for row in (rows.filter(kind=kind) if kind else rows)]


def red_due(*, now: datetime, kind: str = "") -> list[ClockView]:
    """Every running clock that is red now, told or not."""
    rows = Clock.objects.filter(state=State.RUNNING, red_at__lte=now).order_by("due_at", "id")
    return [ClockView.of(row) for row in (rows.filter(kind=kind) if kind else rows)]


def lines_of(clocks: Iterable[Clock]) -> dict[tuple[Ref, Key], list[Entry]]:
    """The ledgers of these clocks, in one query."""
    wanted = {(clock.subject_kind, clock.subject_id) for clock in clocks}
    found: dict[tuple[Ref, Key], list[Entry]] = defaultdict(list)
    for kind in {kind for kind, _ in wanted}:
        ids = [key for name, key in wanted if name == kind]
        for entry in Entry.objects.filter(subject_kind=kind, subject_id__in=ids):
            found[(entry.subject, entry.key)].append(entry)
    return found


@dataclass(frozen=True)
class Disagreement:
    """A clock whose row is not what its ledger says. `fault`: `differs` (in `columns`), `no_ledger` or `no_clock`."""

    subject: Ref
    kind: str
    round: int
    fault: str
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = {
            "differs": f"与账本不符：{'、'.join(self.columns)}",
            "no_ledger": "没有账本",
            "no_clock": "有账本没有时钟",
        }
        return f"{self.subject} {self.kind} 第{self.round}轮 {said[self.fault]}"


def verify() -> list[Disagreement]:
    """Count every clock again from its ledger and report what differs. Reads in batches; changes nothing.

    Clocks that only started and stopped are counted in the quick way. What that does not confirm is counted line by line with the
    clock held, so that a command at work meanwhile is no false alarm.
    """
    days, faults, last = calendar(), list[Disagreement](), 0
    almanac = Almanac(days)
    while batch := list(Clock.objects.filter(pk__gt=last).order_by("id")[:VERIFY_BATCH]):
        last = batch[-1].pk
        if suspects := in_doubt(batch, almanac):
            with transaction.atomic():
                held = list(Clock.objects.filter(pk__in=suspects).order_by("id").select_for_update())
                faults += [fault for _, fault in _faults(held, days) if fault]
    return [*faults, *_without_clock()]


def _faults(batch: list[Clock], days: Calendar) -> Iterator[tuple[Clock, Disagreement | None]]:
    ledgers = lines_of(batch)
    return ((clock, _fault(clock, ledgers[(clock.subject, clock.key)], days)) for clock in batch)


def _fault(clock: Clock, entries: list[Entry], days: Calendar) -> Disagreement | None:
    if not entries:
        return Disagreement(clock.subject, clock.kind, clock.round, "no_ledger")
    columns = project(entries, days).differs_from(clock)
    return Disagreement(clock.subject, clock.kind, clock.round, "differs", columns) if columns else None


def _without_clock() -> Iterator[Disagreement]:
    rows = Entry.objects.raw(
        "SELECT DISTINCT ON (e.subject_kind, e.subject_id, e.kind, e.round) e.* FROM clocks_entry e"
        " WHERE NOT EXISTS (SELECT FROM clocks_clock c WHERE (c.subject_kind, c.subject_id, c.kind, c.round)"
        " = (e.subject_kind, e.subject_id, e.kind, e.round)) ORDER BY e.subject_kind, e.subject_id, e.kind, e.round"
    )
    return (Disagreement(row.subject, row.kind, row.round, "no_clock") for row in rows)
