"""Cards: of a file, of a month by unit, counted without those that were taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.quality.supervision.models import Card
from yiwang.quality.supervision.states import CardKind, CardState

SHOWN = 50
_NONE = "没有这张牌，或不在您的范围内"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Cards of a unit in a period; `lifted` are in neither of the other two."""

    unit: str
    name: str
    yellow: int
    red: int
    lifted: int


def _in_sight(by: Actor, reach: Reach, since: datetime, until: datetime) -> "QuerySet[Card]":
    return Card.objects.filter(organisation.lying_in(reach.scopes()), at__gte=since, at__lt=until)


def tallies(*, by: Actor, reach: Reach, since: datetime, until: datetime) -> list[Tally]:
    """By unit, most red ones first; one statement."""
    counted = ~Q(state=CardState.LIFTED)
    rows = _in_sight(by, reach, since, until).order_by().values("unit__code", "unit__short_name").annotate(
        yellow=Count("pk", filter=counted & Q(kind=CardKind.YELLOW)), red=Count("pk", filter=counted & Q(kind=CardKind.RED)),
        lifted=Count("pk", filter=~counted),
    )  # fmt: skip
    found = [
        Tally(
            unit=row["unit__code"], name=row["unit__short_name"], yellow=row["yellow"], red=row["red"],
            lifted=row["lifted"],
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.red, -one.yellow, one.unit))


def cards(*, by: Actor, reach: Reach, since: datetime, until: datetime, unit: str = "", kind: str = "") -> list[Card]:
    """The newest cards of a period whose file is in sight, of a unit where it is named."""
    seen = casework.visible(by=by, reach=reach).select_related(None).order_by().values("pk")
    found = _in_sight(by, reach, since, until).filter(case__in=seen)
    found = found.filter(unit__code=unit) if unit else found
    found = found.filter(kind=kind) if kind else found
    return list(found.select_related("case", "unit", "lifted_by").order_by("-at", "-pk")[:SHOWN])


def card(*, by: Actor, reach: Reach, id: int) -> Card:
    """One whose file is in this reader's sight. Missing: there is none."""
    found = Card.objects.select_related("case", "unit", "lifted_by").filter(pk=id).first()
    if found is None or not casework.visible(by=by, reach=reach).filter(pk=found.case_id).exists():
        raise Missing(_NONE)
    return found


def lock_card(*, id: int) -> Card:
    """One, locked until the command ends."""
    found = Card.objects.select_for_update(of=("self",)).select_related("case", "unit").filter(pk=id).first()
    if found is None:
        raise Missing(_NONE)
    return found


def cards_of(*, case_id: int) -> Sequence[Card]:
    """All of a file, the newest first."""
    return list(Card.objects.filter(case_id=case_id).select_related("unit"))


def given(*, pairs: "set[tuple[int, datetime]]", kind: CardKind) -> set[tuple[int, datetime]]:
    """Those of these promises of files for which a card of this kind was given already."""
    rows = Card.objects.filter(case__in={key for key, _ in pairs}, due_at__in={at for _, at in pairs}, kind=kind)
    return set(rows.order_by().values_list("case_id", "due_at"))
