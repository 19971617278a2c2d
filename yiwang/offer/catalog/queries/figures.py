"""Figures of the catalogue: how deep online, how many vacant, how complete."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Q

from yiwang.kit import clock
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.queries.published import holding
from yiwang.offer.catalog.states import VersionState

DEPTHS = ("I", "II", "III", "IV")
ON_APPLICATION = ("01", "05", "07", "09", "10", "20")
"""Types of items that somebody applies for (依申请); the rest the bureau does of its own motion."""


@dataclass(frozen=True)
class Depths:
    """一网通办率. `by_depth`: items by depth; `on_application`: how many are applied for at all, `online` of them Ⅲ or Ⅳ."""

    by_depth: dict[str, int]
    on_application: int
    online: int
    whole: int
    """Ⅳ: nobody need come."""

    @property
    def share(self) -> float | None:
        """Share online of those applied for, of 100; None where there is none."""
        return round(100 * self.online / self.on_application, 1) if self.on_application else None


def depths(*, line: str = "", on: date | None = None) -> Depths:
    """How many of the items that hold on a day can be done online, and how far."""
    found = holding(on or clock.today()).order_by()
    if line:
        found = found.filter(content__line=line)
    rows = found.values_list("content__guide__depth", "content__item_type")
    by_depth: Counter[str] = Counter(dict.fromkeys(DEPTHS, 0))
    asked = online = whole = 0
    for depth, kind in rows:
        by_depth[depth] += 1
        if kind in ON_APPLICATION:
            asked, online, whole = asked + 1, online + (depth in ("III", "IV")), whole + (depth == "IV")
    return Depths(dict(by_depth), asked, online, whole)


def tallies() -> dict[str, int]:
    """Counts for the head of the list: holding, drafts, waiting for approval, vacant, lacking, mean score."""
    vacant = Q(item__unit__isnull=True) | Q(item__officer__isnull=True) | Q(item__officer__is_active=False)
    holds = holding(clock.today()).aggregate(
        n=Count("id"),
        vacant=Count("id", filter=vacant),
        lacking=Count("id", filter=Q(score__lt=100)),
        mean=Avg("score"),
    )
    states = dict(Version.objects.order_by().values_list("state").annotate(n=Count("id")))
    return {
        "published": holds["n"], "vacant": holds["vacant"], "lacking": holds["lacking"], "score": int(holds["mean"] or 0),
        "draft": states.get(VersionState.DRAFT, 0), "submitted": states.get(VersionState.SUBMITTED, 0),
    }  # fmt: skip
