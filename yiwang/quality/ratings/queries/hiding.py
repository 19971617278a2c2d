"""Small counts of other units: hidden, and hidden so that nobody can work them out from what is shown beside them.

A table is a tree of groups: a parent's total and its children. A reader knows the children that are their own exactly. A row of
another unit with a count of 1 to 4 is closed; then so many more rows of other units, the smallest first, that from the parent's
total, the open rows and the marks of the closed ones no closed count is known better than its mark tells; where that cannot be,
the parent's own row is closed and the group above has to hold. (Complementary suppression; the method is that of statistics
offices, the thresholds are a bureau default.)

Two readers may put their tables together. So what is closed must hold even where somebody tells one of the closed rows besides:
then three are closed where two would do for one reader. And every group of the bureau is looked at, whoever reads: a total that
the table of one reader needs closed is then told by no other's. Which rows are closed follows one order of size, so what two
tables close in common is what one of them closes less at most the other's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yiwang.quality.ratings.states import FEW

LOOSE = 3
"""A closed count must stay possible at so many values beside its own: 1 to 4 are four."""
_ENDLESS = 10**9


@dataclass(frozen=True)
class Row:
    """A unit's counts, column by column. `is_own`: the reader may know them."""

    code: str
    cells: tuple[int, ...]
    is_own: bool = False

    @property
    def is_small(self) -> bool:
        """Whether one of them is too small to be told elsewhere."""
        return any(0 < cell < FEW for cell in self.cells)


@dataclass(frozen=True)
class Group:
    """A parent and its children, which sum up to it."""

    parent: Row
    children: Sequence[Row] = field(default_factory=tuple)


def closed(groups: Sequence[Group]) -> frozenset[str]:
    """Codes of the rows that are not told. `groups`: from the root down, each one's parent a child of one before it."""
    shut: set[str] = set()
    for group in reversed(groups):
        forced = {row.code for row in group.children if row.code in shut}
        found = {row.code for row in group.children if not row.is_own and (row.is_small or row.code in forced)}
        if not _settled(group, found) and not group.parent.is_own:
            found.add(group.parent.code)
        shut |= found
    root = groups[0].parent if groups else None
    if root is not None and not root.is_own and root.is_small:
        shut.add(root.code)
    return frozenset(shut)


def _settled(group: Group, found: set[str]) -> bool:
    """Close more rows of the group until none can be worked out; False: its parent's total must not be told either."""
    by_code: Mapping[str, Row] = {row.code: row for row in group.children}
    spare = sorted(
        (row for row in group.children if not row.is_own and row.code not in found),
        key=lambda row: (row.cells, row.code),
    )
    while found and not _holds([by_code[code].cells for code in sorted(found)]):
        if not spare:
            return False
        found.add(spare.pop(0).code)
    return True


def _holds(rows: Sequence[tuple[int, ...]]) -> bool:
    """Whether closed rows are safe, and still are where somebody tells any one of them besides."""
    return safe(rows) and all(safe([*rows[:place], *rows[place + 1 :]]) for place in range(len(rows)))


def safe(rows: Sequence[tuple[int, ...]]) -> bool:
    """Whether closed rows whose sum is known, column by column, tell no more than that each count is under five or not."""
    return all(_is_loose(column) for column in zip(*rows, strict=True))


def _is_loose(column: Sequence[int]) -> bool:
    whole = sum(column)
    if whole == 0:
        return True
    if whole < FEW:
        return False
    low = [0 if cell < FEW else FEW for cell in column]
    high = [FEW - 1 if cell < FEW else _ENDLESS for cell in column]
    for place in range(len(column)):
        others_low, others_high = sum(low) - low[place], sum(high) - high[place]
        least, most = max(low[place], whole - others_high), min(high[place], whole - others_low)
        if most - least < LOOSE:
            return False
    return True
