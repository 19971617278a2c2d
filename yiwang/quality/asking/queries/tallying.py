"""How questions ended, by unit: for figures, without a person in them."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count

from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.states import AskState, Purpose

ENDED = (AskState.ANSWERED, AskState.SILENT, AskState.SPARED)
"""Ways of ending that a figure tells; what was dropped was never put to anybody."""


def ended(*, purposes: Collection[Purpose], begin: datetime, end: datetime) -> Counter[tuple[int, str]]:
    """Questions of these purposes that ended from `begin` to before `end`: counts by (key of the unit, state).

    What is still open is not in it: nobody of the unit may know of it.
    """
    rows = Ask.objects.filter(purpose__in=list(purposes), state__in=ENDED, ended_at__gte=begin, ended_at__lt=end)
    grouped = rows.order_by().values_list("unit_id", "state").annotate(many=Count("id"))
    return Counter({(unit, state): many for unit, state, many in grouped})
