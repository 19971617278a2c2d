"""How often readers said that an answer helped them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from yiwang.offer.knowledge.models import Helpful
from yiwang.offer.knowledge.states import Source


@dataclass(frozen=True, kw_only=True)
class Helped:
    """Presses since a day. `total` is both together; people who pressed nothing are not known."""

    useful: int
    useless: int

    @property
    def total(self) -> int:
        """Both."""
        return self.useful + self.useless


def helped(*, source: Source, key: str, since: date) -> Helped:
    """What readers of one answer pressed since that day."""
    found = Helpful.objects.filter(source=source, key=key, day__gte=since)
    sums = found.aggregate(useful=Sum("useful"), useless=Sum("useless"))
    return Helped(useful=sums["useful"] or 0, useless=sums["useless"] or 0)
