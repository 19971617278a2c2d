"""What this room keeps of people's words, said to whoever takes it away: what was written at each step about a file."""

from django.db.models import QuerySet

from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.quality.callbacks.models import Act, Opinion

_CASE = "casework.case"


def _acts_of(target: Target) -> QuerySet[Act]:
    return Act.objects.filter(loop__case__in=target.ids(_CASE))


def _clear_acts(clearing: Clearing) -> dict[str, int]:
    return {"callbacks.Act": Act.objects.filter(pk__in=clearing.keys).update(words="")}


def _opinions_of(target: Target) -> QuerySet[Opinion]:
    return Opinion.objects.filter(loop__case__in=target.ids(_CASE))


def _clear_opinions(clearing: Clearing) -> dict[str, int]:
    return {"callbacks.Opinion": Opinion.objects.filter(pk__in=clearing.keys).update(words="")}


record.keep(
    Keeper(name="callbacks.act", label="回访各步写的话", models=("callbacks.Act",), clear=_clear_acts, of=_acts_of)
)
record.keep(
    Keeper(
        name="callbacks.opinion",
        label="会同调查的意见",
        models=("callbacks.Opinion",),
        clear=_clear_opinions,
        of=_opinions_of,
    )
)
record.spare("只有级别、程度和原因的代码，随案件保存", "callbacks.Loop", "callbacks.Turn")
