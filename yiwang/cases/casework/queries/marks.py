"""What stands among a file's words beside them, so that the index gives only what a reader may see, or one month: its unit, the
unit its copy lies with, the month it came.

Marks are numbers as words are, below every pair of Chinese characters. A word may share its number with a mark: then the index
gives a file too many, and who sees it is asked of the cover all the same. A file that moves gets its new marks (`settle`).
"""

from datetime import UTC, datetime

from yiwang.cases.casework.models import Sight
from yiwang.ground.organisation.queries import Reach

UNIT, SUPERVISED, MONTH = (-(1 << 31) + kind * (1 << 24) for kind in (1, 2, 3))
"""Where the numbers of each kind begin."""
MOST_MARKS = 64
"""More than that are not worth naming: what a reader of so many units sees is much of everything."""


def marks(*, unit: int | None, above: int | None, at: datetime) -> list[int]:
    """Of a file of this unit (its key), its copy with the one `above`, registered `at`. Nobody's file is unit 0's."""
    return [UNIT + (unit or 0), *([SUPERVISED + above] if above else []), month(at)]


def month(at: datetime) -> int:
    """The mark of a moment's month, of universal time; the month before has the next smaller one. Aware moments only."""
    year, number = at.utctimetuple()[:2]
    return MONTH + year * 12 + number - 1


def begin_of(mark: int) -> datetime:
    """The moment at which the month of this mark begins."""
    year, number = divmod(mark - MONTH, 12)
    return datetime(year, number + 1, 1, tzinfo=UTC)


def marks_of(reach: Reach) -> list[int] | None:
    """Every file in sight that words can be found in bears one of these; None where too many would be needed."""
    if not reach.grants:
        return None
    sight = Sight.of(reach)
    if sight.is_everywhere or sight.by_line or sight.urgent or sight.urgent_unassigned:
        return None
    found = [UNIT + unit for unit in sorted(sight.units)] + [SUPERVISED + unit for unit in sorted(sight.supervised)]
    found += [UNIT] if sight.unassigned else []
    return found if len(found) <= MOST_MARKS else None
