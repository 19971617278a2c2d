"""What this room keeps, said to whoever takes it away: the words of requests go three years after they were answered."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from yiwang.cases.rights import queries
from yiwang.cases.rights.models import PERSONAL, DataRequest
from yiwang.cases.rights.states import OPEN
from yiwang.ground.people import queries as people
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command

KIND = "rights.request"


@command
def empty(*, by: Actor, request_id: int, order: str, ground: str) -> DataRequest:
    """Erase the words of one request, its phone and its salt; number, kind and decision stay."""
    found = DataRequest.objects.select_for_update().get(pk=request_id)
    for digest in filter(None, (found.digest, found.answer_digest)):
        record.erase_text(by=by, subject=found.ref, digest=digest, order=order, ground=ground)
    for name in (*PERSONAL, "phone_index", "salt", "sent_back", "code_hash"):
        setattr(found, name, "")
    found.applicants, found.cases, found.erased_at = [], [], clock.now()
    found.save()
    return found


def _due(before: datetime) -> QuerySet[DataRequest]:
    return queries.erasable(before=before)


def _under(target: Target) -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(phone_index__in=sorted(target.digests - {""}), erased_at=None)


def _leads_to(target: Target) -> Iterable[Ref]:
    return [Ref(KIND, key) for key in _under(target).values_list("pk", flat=True)]


def _of(target: Target) -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(pk__in=target.ids(KIND), erased_at=None)


def _against(target: Target) -> list[str]:
    rows = _of(target).filter(state__in=sorted(OPEN)).values_list("number", flat=True)
    return [f"申请{number}还没有办完" for number in rows]


def _clear(clearing: Clearing) -> dict[str, int]:
    for key in clearing.keys:
        empty(by=clearing.by, request_id=key, order=clearing.order, ground=clearing.ground)
    return {"rights.DataRequest": len(clearing.keys)}


KEEPER = record_queries.keep(
    Keeper(
        name=KIND, label="个人信息申请", models=("rights.DataRequest",), clear=_clear, code=KIND, due=_due, of=_of,
        leads_to=_leads_to, about=KIND, against=_against, least_days=3 * 365,
        digests=lambda address: (people.phone_index(people.read_phone(address)),),
    )
)  # fmt: skip
