"""Writing very many appeals, replies and disputes at once, by COPY. Who calls it names the facts, as with the commands."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from yiwang.cases.appeals.models import Appeal, Dispute, Reply, Route
from yiwang.kit.copying import Json, copy_in, reserve

TABLES = (Appeal, Reply, Dispute)
_NOTHING = Json("{}")


class AppealRow(NamedTuple):
    """An appeal as it stands; columns of `Appeal`. Sealed words go to `sealed_content` and nowhere else."""

    case_id: int
    type: str
    category: str
    area_code: str
    place: str
    content: str
    sealed_content: str = ""
    occurred_at: datetime | None = None
    route: str = Route.OPERATOR.value
    suggestion: Mapping[str, Any] | Json = _NOTHING
    tripwire: Mapping[str, Any] | Json = _NOTHING
    pushed_by_id: int | None = None
    outcome: str = ""
    dispute_until: datetime | None = None
    read_at: datetime | None = None


class ReplyRow(NamedTuple):
    """One text of one round; columns of `Reply`."""

    id: int
    appeal_id: int
    round: int
    state: str
    outcome: str
    text: str
    ground: str
    drafted_by_id: int | None
    drafted_at: datetime
    submitted_at: datetime | None = None
    decided_by_id: int | None = None
    decided_at: datetime | None = None
    reason: str = ""
    passed_note: str = ""


class DisputeRow(NamedTuple):
    """Why a round was not settled; columns of `Dispute`."""

    id: int
    appeal_id: int
    round: int
    reason: str
    at: datetime


def write(*, rows: Iterable[AppealRow]) -> int:
    """Write appeals whose covers are written (`casework.bulk`); how many."""
    return copy_in(Appeal, AppealRow._fields, rows)


def write_replies(*, rows: Iterable[ReplyRow]) -> int:
    """Write replies under keys from `reply_keys`; how many."""
    return copy_in(Reply, ReplyRow._fields, rows)


def write_disputes(*, rows: Iterable[DisputeRow]) -> int:
    """Write disputes under keys from `dispute_keys`; how many."""
    return copy_in(Dispute, DisputeRow._fields, rows)


def reply_keys(count: int) -> list[int]:
    """Fresh keys for so many replies."""
    return reserve(Reply, count)


def dispute_keys(count: int) -> list[int]:
    """Fresh keys for so many disputes."""
    return reserve(Dispute, count)
