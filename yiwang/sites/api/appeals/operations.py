"""The operations on appeals: each reads its input, runs one query or command, answers."""

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from ninja import Body, Path, Query, Router
from pydantic import BaseModel, ConfigDict, Field

from yiwang.cases.appeals import commands, policies, queries
from yiwang.cases.appeals.commands import Letter, Party
from yiwang.cases.appeals.queries import Sought
from yiwang.cases.appeals.states import Move, State
from yiwang.cases.casework import queries as casework
from yiwang.ground.access.commands import Answer
from yiwang.ground.access.states import Scope
from yiwang.kit.errors import Conflict
from yiwang.sites.api import cursors
from yiwang.sites.api.appeals import answers, schemas
from yiwang.sites.api.once import JSON, KeyHeader, answered
from yiwang.sites.api.problems import Problem
from yiwang.sites.api.tokens import ApiRequest, Bearer

T = TypeVar("T")
router = Router(tags=["诉求 appeals"])

_PROBLEM = schemas.ProblemOut
REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 413, 422, 429, 500, 503), _PROBLEM)
ON_ONE = REFUSALS | {404: _PROBLEM}
ON_BODY = REFUSALS | {409: _PROBLEM, 415: _PROBLEM}

Number = Annotated[str, Path(description="诉求编号，例如YZ2611-18427-3", max_length=40)]


@router.post(
    "appeals", auth=Bearer(Scope.WRITE), response={200: schemas.Filed, 201: schemas.Filed} | ON_BODY,
    operation_id="file_appeal", summary="登记一件诉求 · File an appeal",
)  # fmt: skip
def file_appeal(
    request: ApiRequest, letter: Annotated[schemas.AppealIn, Body()], idempotency_key: KeyHeader = None
) -> HttpResponse:
    """登记、读懂、派单在一次请求里完成。201是新登记的；200是同一external_id已经登记过，什么也没有改变，查询码不再给出。

    文字里有正在发生的危险时，值班台会响铃。Registered, understood and pushed within the request; danger rings the duty desk.
    """
    tries = count()
    act = partial(answered, request, idempotency_key, lambda: _filed(request, letter, as_new=next(tries) == 0))
    return _again(act, twice=letter.external_id)


def _filed(request: ApiRequest, letter: schemas.AppealIn, *, as_new: bool) -> Answer:
    received = commands.receive(by=request.actor, letter=_letter(letter), as_new=as_new)
    status = 201 if received.code else 200
    return Answer(status=status, body=answers.filed(received).model_dump_json().encode())


def _again(act: Callable[[], T], *, twice: object) -> T:
    """An external id that was here before, or comes twice at one moment: found on the second try, which looks for it.

    The database tells when the outermost command ends, so the whole of it is tried again.
    """
    try:
        return act()
    except (IntegrityError, Conflict):
        if not twice:
            raise
        return act()


def _letter(given: schemas.AppealIn) -> Letter:
    who = given.applicant
    party = None
    if who:
        party = Party(
            name=who.name or "", phone=who.phone or "", id_number=who.id_number or "", is_anonymous=who.anonymous
        )
    return Letter(
        channel=given.channel, title=given.title, content=given.content, external_id=given.external_id or "",
        type=given.type or "", address=given.address or "", area_code=given.area_code or "",
        occurred_at=given.occurred_at, ordered_at=given.ordered_at, party=party,
    )  # fmt: skip


class Filters(BaseModel):
    """What a list is asked for."""

    model_config = ConfigDict(extra="forbid")

    state: State | None = Field(None, description="状态")
    unit: schemas.Code | None = Field(None, description="承办单位代码，含它下面的单位")
    due_before: schemas.Moment | None = Field(None, description="承诺时间早于")
    q: str | None = Field(
        None, min_length=2, max_length=60, pattern=schemas.NO_NUL, description="标题、内容或地点里的词，至少两个字"
    )
    limit: int = Field(50, ge=1, le=200, description="一页几件")
    cursor: str | None = Field(None, max_length=300, description="上一页的next")


@router.get(
    "appeals", auth=Bearer(Scope.READ), response={200: schemas.Page} | REFUSALS, operation_id="list_appeals",
    summary="查诉求 · List appeals",
)  # fmt: skip
def list_appeals(request: ApiRequest, filters: Annotated[Filters, Query()]) -> HttpResponse:
    """新登记的在前，按页给出，不给总数。下一页用next，或者Link头；next不是null就还有，哪怕这一页不满。

    Newest first; keyset pages, no counts. A page may be short, even empty: go on while `next` is not null.
    """
    _known(request, Filters)
    asked = (request.client.id, filters.state, filters.unit, filters.due_before, filters.q)
    what = Sought(
        state=filters.state or "", unit=filters.unit or "", due_before=filters.due_before, words=filters.q or ""
    )
    after = cursors.read(filters.cursor, asked)
    found = queries.sought(by=request.actor, what=what, after=after, size=filters.limit)
    who = policies.mover(request.actor)
    following = cursors.sign(found.more, asked) if found.more else None
    page = schemas.Page(items=[answers.line(appeal, who) for appeal in found.rows], next=following)
    response = _said(page)
    if following:
        kept = {name: value for name, value in request.GET.items() if name != "cursor"}
        address = request.build_absolute_uri(f"{request.path}?{urlencode(kept | {'cursor': following})}")
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response


@router.get(
    "appeals/{number}", auth=Bearer(Scope.READ), response={200: schemas.Detail} | ON_ONE, operation_id="get_appeal",
    summary="看一件诉求 · Read an appeal",
)  # fmt: skip
def get_appeal(request: ApiRequest, number: Number) -> HttpResponse:
    """状态、期限、答复，和现在可以办的环节（moves，不能办的写明原因）。看不到的件和没有的件一样是404。"""
    appeal = queries.get_appeal(for_=request.actor, number=number)
    return _said(answers.detail(appeal, policies.mover(request.actor)))


@router.get(
    "appeals/{number}/events", auth=Bearer(Scope.EVENTS), response={200: schemas.Events} | ON_ONE,
    operation_id="appeal_events", summary="办理经过 · What happened",
)  # fmt: skip
def appeal_events(request: ApiRequest, number: Number) -> HttpResponse:
    """公开的办理记录，只有代码和时间，没有个人信息。Public facts: codes and moments, no personal text."""
    case = casework.get_case(for_=request.actor, number=number)
    return _said(answers.events(case, policies.mover(request.actor)))


@router.get(
    "appeals/{number}/ledger", auth=Bearer(Scope.LEDGER), response={200: schemas.LedgerOut} | ON_ONE,
    operation_id="appeal_ledger", summary="期限账本 · The deadline, line by line",
)  # fmt: skip
def appeal_ledger(request: ApiRequest, number: Number) -> HttpResponse:
    """承诺期限从哪天算起、为什么变、现在是哪天，逐行列出。"""
    return _said(answers.ledger(casework.get_case(for_=request.actor, number=number)))


@router.post(
    "appeals/{number}/moves", auth=Bearer(Scope.MOVE), response={200: schemas.Detail} | ON_ONE | ON_BODY,
    operation_id="move_appeal", summary="替诉求人办一个环节 · Act for the sender",
)  # fmt: skip
def move_appeal(
    request: ApiRequest,
    number: Number,
    wanted: Annotated[schemas.MoveIn, Body()],
    idempotency_key: KeyHeader = None,
) -> HttpResponse:
    """只能办你方提交的件。能办什么见GET里的moves；不能办时403，原因和那里写的一样。已经办过的再办一次不变。"""
    return answered(request, idempotency_key, lambda: _moved(request, number, wanted))


def _moved(request: ApiRequest, number: str, wanted: schemas.MoveIn) -> Answer:
    given = wanted.root.model_dump(exclude={"move"}, exclude_none=True)
    commands.act_for_sender(by=request.actor, number=number, move=Move(wanted.root.move), **given)
    appeal = queries.get_appeal(for_=request.actor, number=number)
    return Answer(status=200, body=answers.detail(appeal, policies.mover(request.actor)).model_dump_json().encode())


def _said(model: BaseModel) -> HttpResponse:
    return HttpResponse(model.model_dump_json(), content_type=JSON)


def _known(request: HttpRequest, model: type[BaseModel]) -> None:
    """A filter with a slip in its name must not list everything."""
    strange = sorted(set(request.GET) - set(model.model_fields))
    if strange:
        raise Problem(422, fields=[(name, "没有这个查询条件，请核对拼写") for name in strange])
