"""What the border keeps of people, said to whoever takes it away: what the portal may show of a file."""

from django.db.models import QuerySet

from yiwang.cases.casework import queries as casework
from yiwang.cases.counter.models import Projection
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import work


def _of(target: Target) -> QuerySet[Projection]:
    return Projection.objects.filter(number__in=[*casework.numbered(case_ids=target.ids("casework.case"))])


def _clear(clearing: Clearing) -> dict[str, int]:
    """Shown by nobody's phone from now on, and written anew without the words as soon as this is committed."""
    rows = Projection.objects.filter(pk__in=clearing.keys)
    for case_id in casework.numbered(numbers=list(rows.values_list("number", flat=True))).values():
        work.buffer("renewals", case_id)
    return {"counter.Projection": rows.update(phone_index="")}


PROJECTIONS = record.keep(
    Keeper(name="counter.projection", label="公开视图", models=("counter.Projection",), clear=_clear, of=_of)
)
record.spare("未提交的7天、已提交的24小时后由counter.forget_drafts删除", "counter.Draft", "counter.Parcel", "counter.PhoneCheck")
record.spare("收件时正文即清空，30天后整行删除", "counter.Envelope")
record.spare("24小时后删除", "counter.Attempt")
record.spare("对方收到、放好即删", "counter.Batch", "counter.Held")
