"""What is drawn from, and the draw itself: from seed and numbers anybody with a SHA-256 finds the same files."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.db.models import Q

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import KEPT_SECRET, Track
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.quality.inspections.states import Pool


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be drawn, of files of one `kind`: see `models.Inspection`."""

    pool: Pool
    kind: str = "appeal"
    since: date
    until: date
    units: Sequence[str]
    categories: Sequence[str] = ()
    size: int = 20
    is_each: bool = False


def population(*, by: Actor, reach: Reach, wish: Wish) -> list[Case]:
    """Files of this kind in this hand's sight that were answered (closed after an answer) in the period, by number; never one
    kept secret, nor on the way of a law.
    """
    begin, end = _midnight(wish.since), _midnight(wish.until + timedelta(days=1))
    when = "replied_at" if wish.pool is Pool.ANSWERED else "closed_at"
    found = casework.visible(by=by, reach=reach).filter(
        organisation.lying_in(wish.units),
        kind=wish.kind,
        replied_at__isnull=False,
        track=Track.APPEAL,
        **{f"{when}__gte": begin, f"{when}__lt": end},
    )
    found = found.exclude(confidentiality__in=KEPT_SECRET)
    if wish.categories:
        found = found.filter(_among(wish.kind, wish.categories))
    return list(found.order_by("number", "id"))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.CHINA)


def _among(kind: str, categories: Sequence[str]) -> Q:
    """Of appeals by category with all below it, of applications by item."""
    if kind != "appeal":
        return Q(application__item_code__in=list(categories))
    asked = Q(pk__in=[])
    for code in categories:
        asked |= Q(appeal__category=code) | Q(appeal__category__startswith=f"{code}.")
    return asked


def line_of(case: Case) -> str:
    """`yz.jc.gq YZ2611-18427-3`: as it stands in what was drawn from."""
    return f"{case.unit.code if case.unit else '-'} {case.number}"


def digest_of(lines: Sequence[str]) -> str:
    """SHA-256 of the lines, each ended by a line feed, in hexadecimal."""
    return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def rank_of(*, seed: str, number: str) -> str:
    """SHA-256 of seed, a line feed and the number, in hexadecimal: the smallest are drawn."""
    return sha256(f"{seed}\n{number}".encode()).hexdigest()


def drawn(*, seed: str, lines: Sequence[str], size: int, is_each: bool) -> list[str]:
    """The numbers drawn, smallest rank first; `is_each`: so many of every unit, units in the order of their codes."""
    groups: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        unit, _, number = line.partition(" ")
        groups[unit if is_each else ""].append(number)
    return [
        number
        for unit in sorted(groups)
        for number in sorted(groups[unit], key=lambda one: rank_of(seed=seed, number=one))[:size]
    ]
