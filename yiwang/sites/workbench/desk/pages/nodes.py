"""在各环节的件: a line a unit, a figure a node, and the file that waits longest."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.queries import Kind
from yiwang.cases.casework.queries.nodes import AtNode
from yiwang.ground.clocks import queries as clocks
from yiwang.kit import clock
from yiwang.sites.workbench.desk.pages.rows import Asked


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One figure; `head`: its state; `oldest`: how long the oldest of them lies there, in working time."""

    head: str
    count: int
    url: str
    oldest: str


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """A unit with its figures in the order of the way."""

    name: str
    cells: Sequence[Cell]
    overdue: int


@dataclass(frozen=True, kw_only=True)
class KindTable:
    """A kind of file: its heads are its states, in the order of the way."""

    label: str
    heads: Sequence[str]
    lines: Sequence[UnitLine]


@dataclass(frozen=True, kw_only=True)
class NodesPage:
    """A table a kind of file that has any."""

    tables: Sequence[KindTable]

    @classmethod
    def of(cls, found: Sequence[AtNode]) -> "NodesPage":
        """From the counts, already in the order of kinds and units."""
        groups = groupby(found, key=lambda one: one.kind)
        return cls(tables=[_table(casework.kinds(code)[0], list(rows)) for code, rows in groups])


def _table(kind: Kind, rows: Sequence[AtNode]) -> KindTable:
    lines = [_line(kind, list(own)) for _unit, own in groupby(rows, key=lambda one: one.unit)]
    return KindTable(label=kind.label, heads=[kind.states(state).label for state in kind.open], lines=lines)


def _line(kind: Kind, rows: Sequence[AtNode]) -> UnitLine:
    by_state = {row.state: row for row in rows}
    cells = [_cell(kind.states(state).label, by_state.get(state)) for state in kind.open]
    return UnitLine(name=rows[0].unit_name or _("还没有单位"), cells=cells, overdue=sum(row.overdue for row in rows))


def _cell(head: str, row: AtNode | None) -> Cell:
    if row is None:
        return Cell(head=head, count=0, url="", oldest="")
    asked = Asked(scope="all", kind=row.kind, state=row.state, unit=row.unit)
    oldest = clocks.in_working_days(clocks.working_time(begin=row.since, end=clock.now()))
    return Cell(head=head, count=row.count, url=asked.url(reverse("workbench:list")), oldest=oldest)
