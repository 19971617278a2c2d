"""The work programme: its tree with numbers and colours, what falls due, and whom a notice would name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet

from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.errors import Missing
from yiwang.quality.campaigns.models import Notice, Programme, Task
from yiwang.quality.campaigns.queries.reading import below
from yiwang.quality.campaigns.states import UNDONE, Colour, ProgrammeState, TaskState

SOON_DAYS = 7
"""Days before its day from which a task is amber (bureau default, no source)."""
LEAST_RED = 1
"""Tasks a unit must have finished in time, with none late, to stand in red."""


def seen(*, reach: Reach) -> QuerySet[Programme]:
    """Programmes of units a post reaches, or with a task there; the three offices see none."""
    found = Programme.objects.select_related("unit", "opened_by")
    if reach.is_machine:
        return found
    if reach.is_office_only:
        return found.none()
    owned = Task.objects.filter(below(reach, "unit")).values("programme")
    return found.filter(below(reach, "unit") | Q(pk__in=owned))


def get_programme(*, reach: Reach, id: int) -> Programme:
    """One programme. Missing: there is none, or none for this reader."""
    if found := seen(reach=reach).filter(pk=id).first():
        return found
    raise Missing("没有这项工作任务，或不在您的范围内")


def lock_programme(*, reach: Reach, id: int) -> Programme:
    """The programme, held until the command ends. Missing: as `get_programme`."""
    known = get_programme(reach=reach, id=id)
    return Programme.objects.select_for_update(of=("self",)).select_related("unit").get(pk=known.pk)


def get_task(*, reach: Reach, id: int) -> Task:
    """One task. Missing: there is none, or its programme is not for this reader."""
    joined = ("programme__unit", "unit", "officer", "reported_by", "decided_by", "parent")
    found = Task.objects.select_related(*joined).filter(pk=id).first()
    if found is None or not seen(reach=reach).filter(pk=found.programme_id).exists():
        raise Missing("没有这个任务，或不在您的范围内")
    return found


def lock_task(*, reach: Reach, id: int) -> Task:
    """The task, held until the command ends. Missing: as `get_task`."""
    known = get_task(reach=reach, id=id)
    return (
        Task.objects.select_for_update(of=("self",)).select_related("programme__unit", "unit").get(pk=known.pk)
    )  # fmt: skip


def next_place(*, programme: Programme, parent: Task | None) -> int:
    """The place after the last among its siblings, from 1."""
    last: int | None = programme.tasks.filter(parent=parent).aggregate(last=Max("place"))["last"]
    return (last or 0) + 1


def heat(task: Task, *, today: date | None = None) -> str:
    """`late`, `soon` or empty: by its day, for what its owner has not reported as done."""
    day = today or clock.today()
    if task.due_on is None or task.state not in UNDONE:
        return ""
    left = (task.due_on - day).days
    return "late" if left < 0 else "soon" if left <= SOON_DAYS else ""


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A task in the tree. `number`: 1.2.3 by its place; `percent`: of a heading the mean of the tasks below it."""

    task: Task
    number: str
    depth: int
    percent: int
    heat: str


def branches(*, programme: Programme, today: date | None = None) -> list[Branch]:
    """The whole tree in reading order; one statement."""
    rows = programme.tasks.select_related("unit", "officer", "reported_by", "decided_by").order_by("place", "id")
    below_of: dict[int | None, list[Task]] = defaultdict(list)
    for row in rows:
        below_of[row.parent_id].append(row)
    day = today or clock.today()
    return list(_walk(below_of, None, "", 0, day))


def _walk(
    below_of: Mapping[int | None, list[Task]], key: int | None, prefix: str, depth: int, day: date
) -> list[Branch]:
    found: list[Branch] = []
    for place, task in enumerate(below_of.get(key, ()), 1):
        number = f"{prefix}{place}"
        inner = _walk(below_of, task.pk, f"{number}.", depth + 1, day)
        shares = [one.percent for one in inner if not one.task.is_heading and one.task.state != TaskState.DROPPED]
        share = round(sum(shares) / len(shares)) if task.is_heading and shares else task.percent
        found.append(Branch(task=task, number=number, depth=depth, percent=share, heat=heat(task, today=day)))
        found += inner
    return found


def tasks_due(*, until: date, today: date) -> list[Task]:
    """Tasks of open programmes that are not reported, due by `until`, whose owner was told nothing today."""
    found = Task.objects.filter(state__in=UNDONE, programme__state=ProgrammeState.OPEN, due_on__lte=until)
    return list(found.exclude(told_on=today).select_related("programme", "unit", "officer").order_by("due_on", "id"))


# ---- notices
@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a unit kept to a programme by a day: tasks accepted that were reported in time, reported late, open past their day."""

    unit: Unit
    in_time: int
    late: int
    overdue: int

    @property
    def colour(self) -> Colour | None:
        """Black where a task is open past its day; red where all that is done was done in time; else not named."""
        if self.overdue:
            return Colour.BLACK
        return Colour.RED if self.in_time >= LEAST_RED and not self.late else None


def proposal(*, programme: Programme, until: date) -> list[Standing]:
    """What a notice of that day would say of each unit with a task that was due by then, or is done; the worst first."""
    tasks = programme.tasks.filter(unit__isnull=False).exclude(state=TaskState.DROPPED).select_related("unit")
    by_unit: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.unit_id:
            by_unit[task.unit_id].append(task)
    found = [_standing(rows, until) for rows in by_unit.values()]
    said = [one for one in found if one.in_time or one.late or one.overdue]
    return sorted(said, key=lambda one: (-one.overdue, one.late - one.in_time, one.unit.code))


def _standing(tasks: Sequence[Task], until: date) -> Standing:
    unit = tasks[0].unit
    assert unit is not None
    done = [task for task in tasks if task.state == TaskState.ACCEPTED]
    overdue = [task for task in tasks if task.state in UNDONE and task.due_on and task.due_on < until]
    in_time = sum(map(_was_in_time, done))
    return Standing(unit=unit, in_time=in_time, late=len(done) - in_time, overdue=len(overdue))


def _was_in_time(task: Task) -> bool:
    """Whether its owner had reported it by its day; how long the other side took to look is not the owner's."""
    return bool(task.reported_at and task.due_on and clock.local(task.reported_at).date() <= task.due_on)


def notices(*, programme: Programme) -> list[Notice]:
    """Its notices with their units, the newest first."""
    found: Iterable[Notice] = programme.notices.select_related("drafted_by", "issued_by").prefetch_related(
        "lines__unit"
    )
    return list(found)


def next_notice(*, programme: Programme) -> int:
    """The number after the last one of a programme."""
    last: int | None = programme.notices.aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def lock_notice(*, reach: Reach, id: int) -> Notice:
    """The notice, held until the command ends. Missing: there is none, or none for this reader."""
    found = Notice.objects.select_for_update(of=("self",)).select_related("programme__unit").filter(pk=id).first()
    if found is None or not seen(reach=reach).filter(pk=found.programme_id).exists():
        raise Missing("没有这份通报，或不在您的范围内")
    return found


def get_notice(*, reach: Reach, id: int) -> Notice:
    """One notice. Missing: as `lock_notice`."""
    found = Notice.objects.select_related("programme__unit").filter(pk=id).first()
    if found is None or not seen(reach=reach).filter(pk=found.programme_id).exists():
        raise Missing("没有这份通报，或不在您的范围内")
    return found
