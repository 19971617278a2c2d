"""What this room keeps of people's words, said to whoever takes it away."""

from django.db.models import QuerySet

from yiwang.cases.prints.commands.leaving import forget
from yiwang.cases.prints.models import Print, Reading
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target


def _prints_of(target: Target) -> "QuerySet[Print]":
    return Print.objects.filter(pk__in=target.ids("casework.case"))


def _clear_prints(clearing: Clearing) -> dict[str, int]:
    return {"prints.Print": forget(by=clearing.by, case_ids=list(clearing.keys))}


def _readings_of(target: Target) -> "QuerySet[Reading]":
    return Reading.objects.filter(pk__in=target.ids("casework.case"))


def _clear_readings(clearing: Clearing) -> dict[str, int]:
    return {"prints.Reading": Reading.objects.filter(pk__in=clearing.keys).delete()[0]}


PRINTS = record.keep(
    Keeper(name="prints.print", label="查重用的文印", models=("prints.Print",), clear=_clear_prints, of=_prints_of)
)
READINGS = record.keep(
    Keeper(
        name="prints.reading", label="查重、热点用的细读", models=("prints.Reading",), clear=_clear_readings,
        of=_readings_of,
    )
)  # fmt: skip
