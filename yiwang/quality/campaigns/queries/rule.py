"""Which files a campaign's rule fits. Sealed, informants' and statutory files, and those about a unit, fit none."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from yiwang.cases.appeals.states import State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import CaseQuerySet
from yiwang.cases.casework.states import KEPT_SECRET, Track
from yiwang.quality.campaigns.models import Campaign, CampaignFile

FOUND_AT_MOST = 500
"""Files that one look takes in; the next one goes on."""
_NEVER = (State.WITHDRAWN, State.MERGED, State.HANDED_BACK, State.ARCHIVED)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Any of the categories (a group stands for all below it), in any of the areas, with any of the words; empty: any."""

    categories: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def as_q(self) -> Q:
        """The condition on a file's cover."""
        parts = [self._kind(), self._anywhere("appeal__area_code", self.areas), self._words()]
        return reduce(lambda one, other: one & other, parts)

    def where(self) -> Q:
        """The same areas, whatever is told there."""
        return self._anywhere("appeal__area_code", self.areas)

    def _kind(self) -> Q:
        conditions = [Q(appeal__category=code) | Q(appeal__category__startswith=f"{code}.") for code in self.categories]
        return reduce(or_, conditions) if conditions else Q()

    def _words(self) -> Q:
        conditions = [Q(title__icontains=word) | Q(appeal__content__icontains=word) for word in self.words]
        return reduce(or_, conditions) if conditions else Q()

    def _anywhere(self, field: str, values: tuple[str, ...]) -> Q:
        return Q(**{f"{field}__in": values}) if values else Q()


def rule_of(campaign: Campaign) -> Rule:
    """What a campaign looks for."""
    return Rule(
        categories=tuple(campaign.categories), areas=tuple(campaign.areas), words=tuple(campaign.words)
    )  # fmt: skip


def may_stand(cases: CaseQuerySet) -> CaseQuerySet:
    """Those of these files that may stand in a list of files at all, and be counted."""
    return cases.filter(track=Track.APPEAL, excluded_units=[], appeal__isnull=False).exclude(
        confidentiality__in=KEPT_SECRET
    )


def new_files(*, campaign: Campaign, since: datetime, until: datetime) -> list[int]:
    """Keys of files registered from `since` until, not including, `until` that the rule fits and nobody judged, oldest first."""
    if not campaign.has_rule:
        return []
    known = CampaignFile.objects.filter(campaign=campaign).values("case")
    cases = may_stand(casework.every().filter(registered_at__gte=since, registered_at__lt=until))
    fit = cases.filter(rule_of(campaign).as_q()).exclude(state__in=_NEVER).exclude(pk__in=known)
    return list(fit.order_by("registered_at", "pk").values_list("pk", flat=True)[:FOUND_AT_MOST])
