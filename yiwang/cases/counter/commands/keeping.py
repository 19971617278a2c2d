"""What the border keeps of people, said to whoever takes it away: under whose phone the portal lists a file, and what a phone
sees of its own data. What may be shown of the file is written anew because of the fact that its texts are gone (`wiring.py`).
"""

from django.db.models import F, QuerySet

from yiwang.cases.casework import queries as casework
from yiwang.cases.counter import queries
from yiwang.cases.counter.models import Handout, PersonalView, Projection, PublicResult
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import clock


def _of(target: Target) -> QuerySet[Projection]:
    numbers = [*casework.numbered(case_ids=target.ids("casework.case"))]
    return Projection.objects.filter(number__in=numbers).exclude(phone_index="")


def _clear(clearing: Clearing) -> dict[str, int]:
    return {"counter.Projection": Projection.objects.filter(pk__in=clearing.keys).update(phone_index="")}


PROJECTIONS = record.keep(
    Keeper(name="counter.projection", label="公开视图", models=("counter.Projection",), clear=_clear, of=_of)
)


def _views(target: Target) -> QuerySet[PersonalView]:
    return PersonalView.objects.filter(phone_index__in=sorted(target.digests - {""})).exclude(body=b"")


def _empty_views(clearing: Clearing) -> dict[str, int]:
    """What a phone sees of its own data, and copies that lie ready for it: emptied on both sides of the border."""
    rows, waits = PersonalView.objects.filter(pk__in=clearing.keys), queries.has_relay()
    phones = list(rows.values_list("phone_index", flat=True))
    Handout.objects.filter(phone_index__in=phones).update(data=b"", is_waiting=waits)
    count = rows.update(body="", version=F("version") + 1, updated_at=clock.now(), is_waiting=waits)
    return {"counter.PersonalView": count}


VIEWS = record.keep(
    Keeper(
        name="counter.personalview", label="我的数据", models=("counter.PersonalView", "counter.Handout"), clear=_empty_views,
        of=_views, digests=lambda address: (queries.phone_index(address),),
    )
)  # fmt: skip


def _results(target: Target) -> QuerySet[PublicResult]:
    numbers = [*casework.numbered(case_ids=target.ids("casework.case"))]
    return PublicResult.objects.filter(number__in=numbers).exclude(body="")


def _empty_results(clearing: Clearing) -> dict[str, int]:
    """Papers and what is said of them, emptied on both sides of the border; a code then opens nothing."""
    count = PublicResult.objects.filter(pk__in=clearing.keys).update(
        body="", data=b"", version=F("version") + 1, updated_at=clock.now(), is_waiting=queries.has_relay()
    )
    return {"counter.PublicResult": count}


RESULTS = record.keep(
    Keeper(
        name="counter.publicresult",
        label="可查验的结果",
        models=("counter.PublicResult",),
        clear=_empty_results,
        of=_results,
    )
)
record.spare(
    "未提交的7天、已提交的24小时后由counter.forget_drafts删除", "counter.Draft", "counter.Parcel", "counter.PhoneCheck"
)
record.spare("收件时正文即清空，30天后整行删除", "counter.Envelope")
record.spare("半小时后由counter.forget_own清空，一天后整行删除", "counter.OwnQuery")
record.spare("24小时后删除", "counter.Attempt")
record.spare("到期30天后由counter.forget_drafts删除；答完或者不再问即清空", "counter.Invitation")
record.spare("对方收到、放好即删", "counter.Batch", "counter.Held")
