"""Who stands in for whom, and who could."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from yiwang.ground.organisation.models import Delegation, Officer, Post
from yiwang.ground.organisation.queries.reaching import in_force, standing_in
from yiwang.ground.organisation.queries.tree import ancestors
from yiwang.ground.organisation.states import Office
from yiwang.kit.clock import today
from yiwang.kit.errors import Missing
from yiwang.kit.memory import remembered

LISTED = 200
"""Delegations on one page of the audit office."""


def delegation(*, id: int) -> Delegation:
    """A delegation by key. Missing where there is none."""
    found = _delegations().filter(pk=id).first()
    if found is None:
        raise Missing("没有这项委托")
    return found


def delegations_of(*, officer_id: int) -> list[Delegation]:
    """What this officer has given or holds for another, running and to come; the nearest first."""
    mine = Q(officer_id=officer_id) | Q(deputy_id=officer_id)
    rows = _delegations().filter(mine, ended_at__isnull=True, valid_to__gte=today())
    return list(rows.order_by("valid_from", "id"))


def all_delegations(*, limit: int = LISTED) -> list[Delegation]:
    """Every delegation, newest first, for the audit office."""
    return list(_delegations().order_by("-named_at", "-id")[:limit])


def meeting(*, officer_id: int, first: date, last: date) -> list[Delegation]:
    """Delegations that this officer has given or holds in these days, and that were not taken back."""
    mine = Q(officer_id=officer_id) | Q(deputy_id=officer_id)
    return list(_delegations().filter(mine, ended_at__isnull=True, valid_from__lte=last, valid_to__gte=first))


def deputies_for(*, officer_id: int) -> list[Officer]:
    """Who may be asked to stand in: officers of the cases' side in the officer's own units and in those above and beside."""
    units = Post.objects.filter(in_force(), officer_id=officer_id, office=Office.CASES).values_list(
        "unit__code", flat=True
    )
    near: set[str] = set()
    for code in units:
        near.update(ancestors(code))
    posts = Post.objects.filter(in_force(), office=Office.CASES)
    beside = [code.rpartition(".")[0] for code in units if "." in code]
    posts = posts.filter(Q(unit__code__in=near) | Q(unit__parent__code__in=beside))
    return list(
        Officer.objects.select_related("unit")
        .filter(pk__in=posts.order_by().values("officer_id"))
        .exclude(pk=officer_id)
    )


def stand_in(*, officer_id: int) -> Officer | None:
    """Who stands in for the officer today; None where nobody was named. At most five seconds old."""
    return _stand_ins(today()).get(officer_id)


def with_deputies(*, officers: Iterable[int], units: Iterable[str]) -> frozenset[int]:
    """These officers (keys), and who stands in today for one of them or for somebody with a post in one of these units: with
    such a post in hand nobody sees what they must not see. At most five seconds old.
    """
    held, codes = frozenset(officers), frozenset(units)
    standing = _stand_ins(today()) if held or codes else {}
    posts = _units_stood_for(today()) if standing and codes else {}
    away = {one for one in standing if one in held or codes & posts.get(one, frozenset())}
    return held | {standing[one].pk for one in away}


@remembered(until="organisation.")
def _units_stood_for(day: date) -> dict[int, frozenset[str]]:
    """In which units' posts each officer is stood in for."""
    found: dict[int, frozenset[str]] = {}
    posts = Post.objects.filter(in_force(), office=Office.CASES, officer_id__in=_stand_ins(day).keys()).order_by("id")
    for officer, unit in posts.values_list("officer_id", "unit__code"):
        found[officer] = found.get(officer, frozenset()) | {unit}
    return found


@remembered(until="organisation.")
def _stand_ins(day: date) -> dict[int, Officer]:
    rows = _delegations().filter(standing_in(), deputy__is_active=True)
    return {row.officer_id: row.deputy for row in rows}


def _delegations() -> QuerySet[Delegation]:
    return Delegation.objects.select_related("officer__unit", "deputy__unit", "ended_by")
