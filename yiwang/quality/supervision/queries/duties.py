"""民生清单: open files by how they stand to their time, by unit and by person, from the cover alone; who was nudged when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import TO_DO, CaseQuerySet
from yiwang.cases.casework.queries import Position
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.quality.supervision.models import Nudge
from yiwang.quality.supervision.states import Stage

PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Load:
    """How much somebody has, by stage. `oldest`: the earliest due moment among it, None where none has one."""

    counts: dict[Stage, int] = field(default_factory=dict)
    oldest: datetime | None = None

    @property
    def total(self) -> int:
        """All open files."""
        return sum(self.counts.values())

    def __add__(self, other: "Load") -> "Load":
        """Both together."""
        counts = {stage: self.counts.get(stage, 0) + other.counts.get(stage, 0) for stage in Stage}
        return Load(counts=counts, oldest=min((at for at in (self.oldest, other.oldest) if at), default=None))


@dataclass(frozen=True, kw_only=True)
class Share:
    """A unit with all below it, or an officer, and the load. `code`: of either; empty: given to nobody yet."""

    code: str
    name: str
    load: Load
    is_leaf: bool = False


@dataclass(frozen=True, kw_only=True)
class Duties:
    """The list of a unit: its whole load, and whose it is: units below it, and its own people.

    `above`: the units between the reader's own and this one, the highest first, by code and name.
    """

    unit: str
    name: str
    load: Load
    units: Sequence[Share]
    people: Sequence[Share]
    above: Sequence[tuple[str, str]] = ()


def at(stage: Stage, now: datetime) -> Q:
    """The condition of a stage; each open file is in one."""
    late, soon = Q(due_at__lt=now), Q(due_at__gte=now, amber_at__lte=now)
    calm = (Q(due_at__isnull=True) | Q(due_at__gte=now)) & (Q(amber_at__isnull=True) | Q(amber_at__gt=now))
    return {
        Stage.OVERDUE: late, Stage.DUE_SOON: soon, Stage.NOT_STARTED: calm & Q(signed_at__isnull=True),
        Stage.IN_PROGRESS: calm & Q(signed_at__isnull=False),
    }[stage]  # fmt: skip


def _open_files(by: Actor, reach: Reach) -> CaseQuerySet:
    seen = casework.visible(by=by, reach=reach).filter(TO_DO, state__in=casework.states_in_unit(), unit__isnull=False)
    return seen.select_related(None).order_by()


_COUNTED = [stage.value for stage in Stage]


def _figures(now: datetime) -> dict[str, Count | Min]:
    counts: dict[str, Count | Min] = {stage.value: Count("pk", filter=at(stage, now)) for stage in Stage}
    return counts | {"oldest": Min("due_at")}


def _load(row: Mapping[str, Any]) -> Load:
    return Load(counts={Stage(name): row[name] for name in _COUNTED}, oldest=row["oldest"])


def duties(*, by: Actor, reach: Reach, unit: str = "") -> Duties:
    """What lies with a unit and all below it, in this reader's sight; two statements. `unit`: else the highest in sight.

    A unit out of sight shows nothing, as if it had no files.
    """
    now, known = clock.now(), organisation.roster().by_code
    files = _open_files(by, reach)
    by_unit = {row["unit__code"]: _load(row) for row in files.values("unit__code").annotate(**_figures(now)).order_by()}
    top = _top(reach, by_unit)
    chosen = unit if unit in known and (not top or organisation.is_within(unit, top)) else top
    inside = {code: load for code, load in by_unit.items() if organisation.is_within(code, chosen)} if chosen else {}
    people = files.filter(unit__code=chosen).values("officer__code", "officer__name").annotate(**_figures(now))
    return Duties(
        unit=chosen, name=known[chosen].short_name if chosen in known else "", load=sum(inside.values(), Load()),
        units=_below(chosen, inside), people=_worst_first([_person(row) for row in people.order_by()]),
        above=[(code, known[code].short_name) for code in _between(top, chosen) if code in known],
    )  # fmt: skip


def _person(row: Mapping[str, Any]) -> Share:
    return Share(code=row["officer__code"] or "", name=row["officer__name"] or "", load=_load(row), is_leaf=True)


def _top(reach: Reach, by_unit: dict[str, Load]) -> str:
    """The lowest unit under which everything in sight lies."""
    codes = [code.split(".") for code in (reach.scopes() or by_unit)]
    shared: list[str] = []
    for parts in zip(*codes, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return ".".join(shared)


def _between(top: str, chosen: str) -> list[str]:
    return [code for code in reversed(organisation.ancestors(chosen)) if organisation.is_within(code, top)][:-1]


def _below(chosen: str, inside: dict[str, Load]) -> list[Share]:
    """Each unit right below the chosen one that has anything, with all below it."""
    depth, known = len(chosen.split(".")), organisation.roster().by_code
    found: dict[str, list[str]] = {}
    for code in inside:
        if code != chosen:
            found.setdefault(".".join(code.split(".")[: depth + 1]), []).append(code)
    return _worst_first(
        [
            Share(
                code=code, name=known[code].short_name if code in known else code,
                load=sum((inside[one] for one in codes), Load()), is_leaf=codes == [code],
            )
            for code, codes in found.items()
        ]
    )  # fmt: skip


def _worst_first(shares: list[Share]) -> list[Share]:
    def order(one: Share) -> tuple[int, int, int, str]:
        counts = one.load.counts
        return -counts.get(Stage.OVERDUE, 0), -counts.get(Stage.DUE_SOON, 0), -one.load.total, one.code

    return sorted(shares, key=order)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A page of files of every kind by key, what burns on top; `more`: where the next one begins; `nudged`: of them, those
    nudged this working day.
    """

    keys: Sequence[int]
    more: Position | None
    nudged: frozenset[int]


def files(
    *, by: Actor, reach: Reach, stage: Stage, unit: str = "", officer: str = "", after: Position | None = None
) -> Listed:
    """A page of the files at a stage, of a unit with all below it or of one officer of it; two statements."""
    found = _open_files(by, reach).filter(at(stage, clock.now()))
    found = found.filter(casework.under(unit=unit)) if unit else found
    found = found.filter(unit__code=unit, officer__code=officer) if officer else found
    ordered = found.filter(casework.later(after)).order_by("due_at", "pk")
    rows = list(ordered.values_list("pk", "due_at")[: PAGE + 1])
    keys = [key for key, _due_at in rows[:PAGE]]
    more = Position(rows[PAGE - 1][1], rows[PAGE - 1][0]) if len(rows) > PAGE else None
    return Listed(keys=keys, more=more, nudged=nudged(case_ids=keys))


def duty_day(at_: datetime | None = None) -> date:
    """The working day that a nudge counts for: today, or the last one before where today is none."""
    day, calendar = clock.local(at_ or clock.now()).date(), clocks.calendar()
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return day


def nudged(*, case_ids: Sequence[int]) -> frozenset[int]:
    """Those of these files that were nudged this working day already."""
    rows = Nudge.objects.filter(case__in=case_ids, day=duty_day()) if case_ids else Nudge.objects.none()
    return frozenset(rows.order_by().values_list("case_id", flat=True))


def nudge_of(*, case_id: int, day: date) -> Nudge | None:
    """The nudge of a file on this working day."""
    return Nudge.objects.filter(case_id=case_id, day=day).first()


def nudges_of(*, case_id: int) -> list[Nudge]:
    """Every nudge of a file, the newest first."""
    return list(Nudge.objects.filter(case_id=case_id).select_related("by", "unit"))
