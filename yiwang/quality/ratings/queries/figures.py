"""Honest figures: what people said, beside what was filled in, left unsaid, not asked for, and left out.

Satisfied: 非常满意 and 满意 of real ratings (indicator rate.satisfied); 基本满意 stands by itself and is no 差评. Figures are by
calendar month, so that no two of them differ by a day, and other units' only of months that are over.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db.models import Count

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.quality.asking import queries as asking
from yiwang.quality.asking.states import BAD, AskState, Grade, Purpose
from yiwang.quality.ratings.models import Rating
from yiwang.quality.ratings.queries import hiding
from yiwang.quality.ratings.queries.reading import READERS
from yiwang.quality.ratings.states import FEW, ContestState, LeftOut, RatingKind

MONTHS = 12
"""So many months back can be asked for."""
PURPOSES = (Purpose.SERVICE, Purpose.LEVEL_ONE)
"""Questions whose answer is a rating."""
_SAID = {Grade.VERY_SATISFIED: "satisfied", Grade.SATISFIED: "satisfied", Grade.FAIRLY: "fairly"}


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What is counted of a unit with all below it.

    `real` = `satisfied` + `fairly` + `bad`. `default`: filled in, in no rate. `asked`: questions that ended with an answer or in
    silence; `answered` of them. `spared`: left in peace by a rule. `contested`: taken out, because another unit found them
    mistaken or malicious; `disputed`: contested, and counted all the same so far; `left_out`: taken out as enforcement,
    mediation, lawful track or secret. `mended`: bad ones rated again, `content` of them satisfied or fairly.
    """

    satisfied: int = 0
    fairly: int = 0
    bad: int = 0
    default: int = 0
    answered: int = 0
    silent: int = 0
    spared: int = 0
    contested: int = 0
    left_out: int = 0
    disputed: int = 0
    mended: int = 0
    content: int = 0

    @property
    def real(self) -> int:
        """Ratings that somebody gave and that count."""
        return self.satisfied + self.fairly + self.bad

    @property
    def asked(self) -> int:
        """Questions that ended."""
        return self.answered + self.silent

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """What other units may be compared by."""
        return self.real, self.satisfied, self.fairly, self.bad

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})


@dataclass(frozen=True, kw_only=True)
class Line:
    """A unit in the table. `counts` None: not told. `is_own`: within the reader's reach, told in full; `is_direct`: the unit
    itself without those below it.
    """

    unit: Unit
    depth: int
    is_own: bool
    is_direct: bool = False
    counts: Counts | None = None
    small: frozenset[str] = frozenset()
    """Of what is not told: which counts are under five."""


def months() -> list[datetime]:
    """The first moments of this month and of the eleven before it, in China."""
    found = [clock.local(clock.now()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)]
    while len(found) < MONTHS:
        last = found[-1]
        year, month = (last.year, last.month - 1) if last.month > 1 else (last.year - 1, 12)
        found.append(last.replace(year=year, month=month))
    return found


def month_after(begin: datetime) -> datetime:
    """The first moment of the next month."""
    year, month = (begin.year, begin.month + 1) if begin.month < 12 else (begin.year + 1, 1)
    return begin.replace(year=year, month=month)


def figures(*, reach: Reach, begin: datetime) -> list[Line]:
    """The table of a month for this reader: own units in full; of others, where the month is over, what may be told of them.

    Three statements however many units.
    """
    direct = counted(begin=begin, end=month_after(begin))
    standing = {unit.pk for unit in organisation.roster().standing.values()}
    units = [unit for unit in organisation.every_unit() if unit.pk in standing or unit.pk in direct]
    own = sorted(reach.scopes(*READERS)) if not reach.is_machine else [units[0].code]
    is_over = month_after(begin) <= clock.now()
    return _laid_out(units, direct, own, is_over=is_over)


def counted(*, begin: datetime, end: datetime) -> dict[int, Counts]:
    """By key of the unit itself, without those below it."""
    found: dict[int, Counter[str]] = {}
    rows = Rating.objects.filter(at__gte=begin, at__lt=end).order_by()
    grouped = rows.values_list("unit_id", "kind", "grade", "left_out", "again", "contest__state")
    for unit, kind, grade, left_out, again, contest, many in grouped.annotate(many=Count("id")):
        into = found.setdefault(unit, Counter())
        into[_column(kind, grade, left_out)] += many
        into["disputed"] += many if contest and contest != ContestState.UPHELD else 0
        into["mended"] += many if again else 0
        into["content"] += many if again and Grade(again) not in BAD else 0
    names = {AskState.ANSWERED: "answered", AskState.SILENT: "silent", AskState.SPARED: "spared"}
    for (unit, state), many in asking.ended(purposes=PURPOSES, begin=begin, end=end).items():
        found.setdefault(unit, Counter())[names[AskState(state)]] += many
    return {unit: Counts(**into) for unit, into in found.items()}


def _column(kind: str, grade: str, left_out: str) -> str:
    if kind == RatingKind.DEFAULT:
        return "default"
    if left_out:
        return "contested" if left_out == LeftOut.CONTESTED else "left_out"
    return _SAID.get(Grade(grade), "bad")


def _laid_out(units: Sequence[Unit], direct: Mapping[int, Counts], own: Sequence[str], *, is_over: bool) -> list[Line]:
    whole: dict[str, Counts] = {}
    for unit in units:
        mine = direct.get(unit.pk, Counts())
        for code in organisation.ancestors(unit.code):
            whole[code] = whole.get(code, Counts()) + mine
    lines = [line for group in _groups(units, own) for line in _lines(group, units, whole, direct, own)]
    first = _first(units, whole, own)
    if not is_over:
        return [line for line in (*first, *lines) if line.is_own]
    everywhere = _groups(units, [unit.code for unit in units])
    shut = hiding.closed([_as_hidden(group, whole, direct, own) for group in everywhere])
    return [_told(line, shut) for line in (*first, *lines)]


def _first(units: Sequence[Unit], whole: Mapping[str, Counts], own: Sequence[str]) -> list[Line]:
    root = units[0]
    return [Line(unit=root, depth=0, is_own=root.code in own, counts=whole.get(root.code, Counts()))]


_Group = tuple[Unit, Sequence[Unit]]


def _groups(units: Sequence[Unit], own: Sequence[str]) -> list[_Group]:
    """Parents on the way down to the reader's own units, and those themselves, each with the units right below it."""
    wanted = {code for scope in own for code in organisation.ancestors(scope)}
    below: dict[str, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.code.rpartition(".")[0], []).append(unit)
    return [(unit, below[unit.code]) for unit in units if unit.code in wanted and unit.code in below]


def _is_own(code: str, own: Sequence[str]) -> bool:
    return any(organisation.is_within(code, scope) for scope in own)


def _lines(
    group: _Group, units: Sequence[Unit], whole: Mapping[str, Counts], direct: Mapping[int, Counts], own: Sequence[str]
) -> list[Line]:
    parent, children = group
    depth = parent.code.count(".") + 1
    found = [
        Line(unit=unit, depth=depth, is_own=_is_own(unit.code, own), counts=whole.get(unit.code, Counts()))
        for unit in children
    ]
    if itself := direct.get(parent.pk):
        found.insert(0, Line(unit=parent, depth=depth, is_own=_is_own(parent.code, own), is_direct=True, counts=itself))
    return found


def _as_hidden(
    group: _Group, whole: Mapping[str, Counts], direct: Mapping[int, Counts], own: Sequence[str]
) -> hiding.Group:
    parent, children = group
    rows = [hiding.Row(unit.code, whole.get(unit.code, Counts()).cells, _is_own(unit.code, own)) for unit in children]
    if itself := direct.get(parent.pk):
        rows.append(hiding.Row(f"{parent.code}{_ITSELF}", itself.cells, _is_own(parent.code, own)))
    head = hiding.Row(parent.code, whole.get(parent.code, Counts()).cells, _is_own(parent.code, own))
    return hiding.Group(head, rows)


_ITSELF = ".*"


def _told(line: Line, shut: frozenset[str]) -> Line:
    """As this reader may see it: of another unit only the columns by which it may be compared."""
    if line.is_own or line.counts is None:
        return line
    known = line.counts
    if f"{line.unit.code}{_ITSELF if line.is_direct else ''}" in shut:
        few = zip(("real", "satisfied", "fairly", "bad"), known.cells, strict=True)
        small = frozenset(name for name, cell in few if cell < FEW)
        return Line(unit=line.unit, depth=line.depth, is_own=False, is_direct=line.is_direct, small=small)
    told = Counts(satisfied=known.satisfied, fairly=known.fairly, bad=known.bad)
    return Line(unit=line.unit, depth=line.depth, is_own=False, is_direct=line.is_direct, counts=told)
