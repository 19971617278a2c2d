"""POST /api/v1/served: people served, up to five hundred at a time."""

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Body, Router

from yiwang.ground.access.commands import Answer
from yiwang.ground.access.states import Scope
from yiwang.quality.served import commands
from yiwang.quality.served.commands import Row, Taken
from yiwang.sites.api.appeals.schemas import ProblemOut
from yiwang.sites.api.once import KeyHeader, answered
from yiwang.sites.api.served import schemas
from yiwang.sites.api.tokens import ApiRequest, Bearer

router = Router(tags=["服务对象 served"])
REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 409, 413, 415, 422, 429, 500, 503), ProblemOut)


@router.post(
    "served", auth=Bearer(Scope.SERVED), response={200: schemas.ServedOut} | REFUSALS, operation_id="tell_served",
    summary="报服务过的人 · Tell of people served",
)  # fmt: skip
def tell_served(
    request: ApiRequest, sent: Annotated[schemas.ServedIn, Body()], idempotency_key: KeyHeader = None
) -> HttpResponse:
    """户政、出入境、车驾管、110接处警、窗口、案件系统报服务过的人，由本系统按抽样规则请他们评一评。

    不要报姓名和证件号，也没有地方放。重报、分几次报都可以，同一流水号只算一次。The same rows again change nothing.
    """
    return answered(request, idempotency_key, lambda: _taken(request, sent))


def _taken(request: ApiRequest, sent: schemas.ServedIn) -> Answer:
    rows = [_row(place, one) for place, one in enumerate(sent.rows)]
    told = commands.take_sent(by=request.actor, feed_code=sent.feed or "", sent=rows)
    return Answer(status=200, body=_said(told).model_dump_json().encode())


def _row(place: int, one: schemas.ServiceIn) -> Row:
    return Row(
        number=place, external_id=one.id, served_at=one.served_at, item=one.item, unit=one.unit, point=one.point,
        phone=one.phone, tags=tuple(one.tags), handler=one.handler, ready_date=one.ready_on,
    )  # fmt: skip


def _said(told: Taken) -> schemas.ServedOut:
    rejected = [
        schemas.RejectedOut(
            index=one.row.number, id=one.row.external_id, reason=one.fault, message=str(one.fault.label)
        )
        for one in told.rejected
    ]
    return schemas.ServedOut(taken=told.taken, known=told.known, changed=told.changed, rejected=rejected)
