"""Whether the same person said nearly the same not long ago: whose it was stays whose it is (首问负责, S5.24)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from yiwang.cases.appeals.models import Appeal
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.language import queries as language

DAYS = 90
"""Where the table of limits is silent (time_limits.csv ap.repeat)."""
MOST_READ = 20
ALIKE = 0.2
"""Likeness from which two letters of one person are taken for one matter. Strangers' letters of one category stay below it:
the likest of 396 pairs of the sample have 0.19."""


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """An earlier appeal of the same person about nearly the same. `days`: the window that was looked through."""

    number: str
    unit_code: str
    unit: str
    officer: str
    registered_at: datetime
    days: int


def repeat_of(*, appeal: Appeal) -> Repeat | None:
    """The likest one within the window before this appeal, by the phone that was left; one statement. None: no phone, none alike.

    Sealed words are not looked at.
    """
    case = appeal.case
    index = case.applicant.phone_index if case.applicant else ""
    if not index or not appeal.content:
        return None
    limit = clocks.limit_for(clock="repeat_window", type="*", category="*", channel="*", priority="*", began=case.began)
    days = limit.value if limit else DAYS
    before = Appeal.objects.filter(
        case__applicant__phone_index=index, case__registered_at__gte=case.registered_at - timedelta(days=days),
        case__registered_at__lte=case.registered_at, case__unit__isnull=False,
    ).exclude(pk=appeal.pk).exclude(content="")  # fmt: skip
    found = list(
        before.select_related("case__unit", "case__officer").order_by("-case__registered_at", "-pk")[:MOST_READ]
    )
    near = [(language.likeness(appeal.content, one.content), one) for one in found]
    share, best = max(near, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or share < ALIKE or best.case.unit is None:
        return None
    return Repeat(
        number=best.case.number, unit_code=best.case.unit.code, unit=best.case.unit.short_name,
        officer=best.case.officer.name if best.case.officer else "", registered_at=best.case.registered_at, days=days,
    )  # fmt: skip
