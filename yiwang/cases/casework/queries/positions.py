"""Pages by key: where the last row of a page stood, and what comes after it. A page costs the same wherever it stands."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT = re.compile(r"(-|[0-9]{1,17})_([0-9]{1,18})")
NEWEST_FIRST = ("-registered_at", "-pk")


@dataclass(frozen=True)
class Position:
    """A row's place in a list: the moment it is ordered by (None: at the end, where there is no such moment) and its key."""

    at: datetime | None
    key: int

    @property
    def text(self) -> str:
        """As an address carries it: microseconds since 1970 and the key; `-` for no moment."""
        return f"{'-' if self.at is None else (self.at - _EPOCH) // timedelta(microseconds=1)}_{self.key}"

    @classmethod
    def read(cls, text: str) -> "Position | None":
        """What an address carries, read back; None where it is no position."""
        if not (match := _TEXT.fullmatch(text)):
            return None
        at = None if match[1] == "-" else _EPOCH + timedelta(microseconds=int(match[1]))
        return cls(at, int(match[2]))


def older(than: Position | None, *, at: str = "registered_at", key: str = "pk") -> Q:
    """What stands after this position, newest first; everything without one."""
    if than is None or than.at is None:
        return Q()
    return Q(**{f"{at}__lte": than.at}) & (Q(**{f"{at}__lt": than.at}) | Q(**{f"{key}__lt": than.key}))


def later(than: Position | None, *, at: str = "due_at", key: str = "pk") -> Q:
    """What stands after this position, earliest first; rows without a moment come last, and not in here after a moment.

    Written so that an index is entered at the position: an OR with the rows without a moment would read it from its beginning.
    """
    if than is None:
        return Q()
    if than.at is None:
        return Q(**{f"{at}__isnull": True, f"{key}__gt": than.key})
    return Q(**{f"{at}__gte": than.at}) & (Q(**{f"{at}__gt": than.at}) | Q(**{f"{key}__gt": than.key}))


def of(row: Any, *, at: str) -> Position:
    """Where a cover stands in a list by this column."""
    return Position(getattr(row, at), row.pk)
