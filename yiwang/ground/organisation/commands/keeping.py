"""What this room keeps of people, said to whoever takes it away: telephones of old turns of duty. Officers serve; they stay."""

from datetime import datetime

from django.db.models import QuerySet

from yiwang.ground.organisation.models import Duty
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper


def _due(before: datetime) -> QuerySet[Duty]:
    return Duty.objects.filter(day__lt=before.date()).exclude(phone="")


def _clear(clearing: Clearing) -> dict[str, int]:
    return {"organisation.Duty": Duty.objects.filter(pk__in=clearing.keys).update(phone="")}


DUTIES = record.keep(
    Keeper(
        name="organisation.duty", code="organisation.duty", label="值班表上的电话", models=("organisation.Duty",), clear=_clear,
        due=_due,
    )
)  # fmt: skip
record.spare("民警本人的信息，随其办过的件保留，供核对是谁办的", "organisation.Officer", "organisation.Delegation")
