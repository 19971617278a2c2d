"""POST /api/v1/calls/events: one thing an exchange tells of a call."""

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Body, Router

from yiwang.cases.centre import commands
from yiwang.cases.centre.commands import Told
from yiwang.cases.centre.states import CallFact, CallState
from yiwang.ground.access.states import Scope
from yiwang.sites.api.appeals.schemas import ProblemOut
from yiwang.sites.api.calls import schemas
from yiwang.sites.api.once import JSON
from yiwang.sites.api.problems import Problem
from yiwang.sites.api.tokens import ApiRequest, Bearer

router = Router(tags=["来电 calls"])
REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 409, 413, 415, 422, 429, 500, 503), ProblemOut)


@router.post(
    "calls/events", auth=Bearer(Scope.CALLS), response={200: schemas.CallOut} | REFUSALS, operation_id="tell_call",
    summary="报一通电话的一件事 · Tell of a call",
)  # fmt: skip
def tell_call(request: ApiRequest, event: Annotated[schemas.CallEventIn, Body()]) -> HttpResponse:
    """响铃、接听、挂断、没接到、录音好了，各报一次。重报、晚报、乱序报都可以：结果按各自的时间算，和到达的先后无关。

    回答里是这通电话现在的状态。接电话的人签入分机以后，来电两秒内弹到他的页面上。Repeated and reordered events end the same.
    """
    fact = CallFact(event.event)
    if fact is CallFact.RECORDING and not event.recording_url:
        raise Problem(422, fields=[("recording_url", "event是recording时要填录音的链接")])
    told = Told(
        call_id=event.call_id, fact=fact, at=event.at, number=event.caller or "",
        extension=event.extension or "", officer=event.agent or "", unit=event.desk or "",
        recording=event.recording_url or "",
    )  # fmt: skip
    call = commands.note_call(by=request.actor, told=told)
    answer = schemas.CallOut(call_id=call.call_id, state=CallState(call.state), extension=call.extension or None)
    return HttpResponse(answer.model_dump_json(), content_type=JSON)
