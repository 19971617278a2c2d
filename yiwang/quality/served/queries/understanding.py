"""Rows as they were sent, and what they mean: who, where and when, or why a row cannot be taken."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.kit import clock
from yiwang.quality.served.models import Feed, Service
from yiwang.quality.served.queries.reading import key_of, tags_in, tags_said
from yiwang.quality.served.states import Fault

_LONGEST_ID, _LONGEST = 80, 60
_AHEAD = timedelta(hours=1)
"""How far another system's clock may be before ours."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One service as it was sent. `number`: the row's own, for giving it back. `unit`, `handler`: by code, badge number or name,
    empty: the feed's own unit, nobody. `tags`: special cases, by code or word. `ready_date`: when what was made can be fetched.
    `fault`: what whoever read it found already.
    """

    number: int
    external_id: str = ""
    served_at: datetime | None = None
    item: str = ""
    unit: str = ""
    point: str = ""
    phone: str = ""
    tags: tuple[str, ...] = ()
    handler: str = ""
    ready_date: date | None = None
    fault: Fault | None = None


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A row that was given back."""

    row: Row
    fault: Fault


@dataclass(frozen=True, kw_only=True)
class Read:
    """A row understood."""

    row: Row
    key: str
    served_at: datetime
    unit: Unit
    phone: str
    tags: frozenset[str]


@dataclass
class _Faulty(Exception):
    fault: Fault = field(default=Fault.UNREAD)


def understood(*, feed: Feed, sent: Sequence[Row]) -> tuple[list[Read], list[Rejected]]:
    """What these rows mean, and those that cannot be taken. Nothing is written."""
    reads, rejected, now = [], [], clock.now()
    units: dict[str, Unit | None] = {}
    for row in sent:
        try:
            reads.append(_read(feed, row, now, units))
        except _Faulty as found:
            rejected.append(Rejected(row=row, fault=found.fault))
    return reads, rejected


def _read(feed: Feed, row: Row, now: datetime, units: dict[str, Unit | None]) -> Read:
    if row.fault:
        raise _Faulty(row.fault)
    if not row.external_id.strip() or len(row.external_id) > _LONGEST_ID:
        raise _Faulty(Fault.NO_ID)
    if row.served_at is None:
        raise _Faulty(Fault.NO_TIME)
    if row.served_at > now + _AHEAD:
        raise _Faulty(Fault.FUTURE)
    if max(len(row.item), len(row.point)) > _LONGEST:
        raise _Faulty(Fault.TOO_LONG)
    phone = messaging.read_phone(row.phone) if row.phone.strip() else ""
    if phone is None:
        raise _Faulty(Fault.BAD_PHONE)
    tags = tags_said(row.tags)
    if tags is None:
        raise _Faulty(Fault.BAD_TAG)
    if row.unit not in units:
        units[row.unit] = _unit(row.unit.strip()) if row.unit.strip() else feed.unit
    unit = units[row.unit]
    if unit is None:
        raise _Faulty(Fault.NO_UNIT)
    return Read(
        row=row, key=key_of(row.external_id), served_at=min(row.served_at, now), unit=unit, phone=phone,
        tags=tags | tags_in(row.item, row.point),
    )  # fmt: skip


def _unit(said: str) -> Unit | None:
    """The unit that does the work of the one called so, by code or exact name; None where there is none, or more than one."""
    roster = organisation.roster()
    if said in roster.by_code:
        return organisation.heir(code=said)
    named = [unit for unit in roster.standing.values() if said in (unit.name, unit.short_name)]
    return named[0] if len(named) == 1 else None


def known_keys(*, feed: Feed, keys: Collection[str]) -> set[str]:
    """Those of these services that stand here already."""
    return set(Service.objects.filter(feed=feed, key__in=sorted(keys)).order_by().values_list("key", flat=True))
