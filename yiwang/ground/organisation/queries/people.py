"""Lists of the offices: who serves, found by words and by where they stand; grants that end soon; who holds an office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yiwang.ground.access import queries as access
from yiwang.ground.organisation.models import Officer, Post, Unit
from yiwang.ground.organisation.queries.reaching import in_force
from yiwang.ground.organisation.queries.tree import lying_in
from yiwang.ground.organisation.states import OFFICE_ROLES, PostState
from yiwang.kit.clock import today

PAGE = 50
EXPIRING_DAYS = 30
"""How long before its last day a grant stands on the list of those that end soon."""
FILTERS = ("active", "postless", "unseen", "locked", "held", "suspended", "left")
"""What a list of officers may be narrowed to; `unseen`: never signed in, `held`: a renewed sign-in waits."""


@dataclass(frozen=True, kw_only=True)
class People:
    """What a list of officers should show. `unit`: it and all below; `standing`: one of `FILTERS`, empty: all in service."""

    words: str = ""
    unit: str = ""
    standing: str = ""


@dataclass(frozen=True, kw_only=True)
class OfficersPage:
    """Some officers by code, and whether more follow."""

    rows: Sequence[Officer]
    has_more: bool


def people(*, asked: People, page: int = 1) -> OfficersPage:
    """A page of `PAGE` officers with units and accounts; `has_post` on each says whether a grant is in force."""
    found = Officer.objects.select_related("unit", "account").annotate(has_post=Exists(_posts_of_row()))
    found = found.filter(_standing(asked.standing))
    if words := asked.words.strip():
        found = found.filter(
            Q(name__icontains=words) | Q(code__icontains=words.lower()) | Q(badge_no__icontains=words)
            | Q(unit__short_name__icontains=words)
        )  # fmt: skip
    if asked.unit:
        found = found.filter(lying_in([asked.unit]))
    first = (max(page, 1) - 1) * PAGE
    rows = list(found[first : first + PAGE + 1])
    return OfficersPage(rows=rows[:PAGE], has_more=len(rows) > PAGE)


def staff_of(*, unit_id: int) -> list[Officer]:
    """Officers in service whose home the unit is."""
    return list(Officer.objects.select_related("account").filter(unit_id=unit_id, left_on=None))


def posts_in(*, unit: Unit) -> list[Post]:
    """Grants, in force or asked for, that stand in the unit or reach over it by name."""
    where = Q(unit=unit) | Q(scope=unit)
    alive = Q(valid_to=None) | Q(valid_to__gte=today())
    return list(_posts().filter(where, alive, state__in=[PostState.ACTIVE, PostState.PROPOSED]))


def open_posts_of(*, officer_id: int) -> list[Post]:
    """Grants of an officer that are in force or begin later, in service or not."""
    alive = Q(valid_to=None) | Q(valid_to__gte=today())
    return list(_posts().filter(alive, officer_id=officer_id, state=PostState.ACTIVE))


def expiring_posts(*, days: int = EXPIRING_DAYS) -> list[Post]:
    """Grants in force whose last day comes within so many days, the nearest first."""
    last = today() + timedelta(days=days)
    return list(_posts().filter(in_force(), valid_to__lte=last).order_by("valid_to", "officer__code", "id"))


def clashes(*, officer_id: int, office: str, valid_from: date, valid_to: date | None) -> list[Post]:
    """Grants of another side that the officer holds in the same days."""
    same_days = Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)
    if valid_to is not None:
        same_days &= Q(valid_from__lte=valid_to)
    return list(_posts().filter(same_days, officer_id=officer_id, state=PostState.ACTIVE).exclude(office=office))


def sole_offices(*, officer_id: int) -> list[str]:
    """Roles of the three offices that this officer alone holds today: without them nobody could act."""
    held = Post.objects.filter(in_force(), roles__overlap=list(OFFICE_ROLES))
    holders: dict[str, set[int]] = {}
    for officer, roles in held.order_by().values_list("officer_id", "roles"):
        for role in roles:
            holders.setdefault(role, set()).add(officer)
    return sorted(role for role, who in holders.items() if who == {officer_id})


def every_officer_named(*, codes: Iterable[str]) -> dict[str, str]:
    """Code → name, of those among these codes that exist."""
    return dict(Officer.objects.filter(code__in=list(codes)).values_list("code", "name"))


def headcounts() -> dict[str, int]:
    """Unit code → officers in service whose home it is; units without any are left out."""
    rows = Officer.objects.filter(is_active=True).order_by().values("unit__code").annotate(people=Count("pk"))
    return {row["unit__code"]: row["people"] for row in rows}


def badge_numbers(*, among: Iterable[str]) -> frozenset[str]:
    """Those of these badge numbers that somebody has."""
    return frozenset(Officer.objects.filter(badge_no__in=list(among)).values_list("badge_no", flat=True))


def _standing(asked: str) -> Q:
    match asked:
        case "postless":
            return Q(is_active=True, has_post=False)
        case "unseen":
            return Q(is_active=True, account__last_login=None)
        case "locked":
            return Q(account__username__in=access.locked_names())
        case "held":
            return Q(account__held_at__isnull=False)
        case "suspended":
            return Q(is_active=False, left_on=None)
        case "left":
            return Q(left_on__isnull=False)
        case "active":
            return Q(is_active=True)
    return Q(left_on=None)


def _posts() -> QuerySet[Post]:
    return Post.objects.select_related("officer", "officer__unit", "unit", "scope", "proposed_by", "decided_by")


def _posts_of_row() -> QuerySet[Post]:
    return Post.objects.filter(in_force(), officer_id=OuterRef("pk")).order_by()
