"""The operations on applications: each reads its input, runs one query or command, answers."""

from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Body, File, Form, Path, Query, Router, UploadedFile
from pydantic import BaseModel, ConfigDict, Field

from yiwang.cases.applications import commands, policies, queries
from yiwang.cases.applications.commands import Filing, Given, Party
from yiwang.cases.casework import commands as casework
from yiwang.ground.access.commands import Answer
from yiwang.ground.access.states import Scope
from yiwang.ground.files import queries as stored
from yiwang.ground.files.queries import MAX_FILES, Clean
from yiwang.sites.api import cursors
from yiwang.sites.api.appeals.operations import ON_BODY, ON_ONE, REFUSALS, Number
from yiwang.sites.api.appeals.schemas import NO_NUL, Code
from yiwang.sites.api.applications import answers, schemas
from yiwang.sites.api.once import JSON, KeyHeader, answered
from yiwang.sites.api.problems import Problem
from yiwang.sites.api.tokens import ApiRequest, Bearer

_PROBLEM: Any = ON_ONE[404]
_BYTES = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
router = Router(tags=["办件 applications"])


@router.post(
    "applications", auth=Bearer(Scope.WRITE),
    response={200: schemas.FiledApplication, 201: schemas.FiledApplication} | ON_ONE | ON_BODY,
    operation_id="file_application", summary="提交一件申请 · File an application",
)  # fmt: skip
def file_application(
    request: ApiRequest, wanted: Annotated[schemas.ApplicationIn, Body()], idempotency_key: KeyHeader = None
) -> HttpResponse:
    """按事项的申请表提交。201是新提交的；200是同一external_id已经提交过，什么也没有改变。没有这个事项是404。"""
    return answered(request, idempotency_key, lambda: _filed(request, wanted))


def _filed(request: ApiRequest, wanted: schemas.ApplicationIn) -> Answer:
    case, code = commands.receive(by=request.actor, filing=_filing(wanted), external_id=wanted.external_id or "")
    said = answers.filed(queries.by_case(case_id=case.pk), code=code)
    return Answer(status=201 if code else 200, body=said.model_dump_json().encode())


def _filing(wanted: schemas.ApplicationIn) -> Filing:
    who = wanted.applicant
    party = Party(
        name=who.name,
        phone=who.phone,
        id_number=who.id_number or "",
        identity_level="platform",
        is_enterprise=who.enterprise,
    )
    return Filing(
        key="", item=wanted.item, party=party, chosen=wanted.chosen, form=wanted.form, channel=wanted.channel,
        given=[Given(code=one, declared=True) for one in wanted.declared],
    )  # fmt: skip


class ApplicationFilters(BaseModel):
    """What a list is asked for."""

    model_config = ConfigDict(extra="forbid")

    item: Code | None = Field(None, description="事项代码")
    state: schemas.InState | None = Field(None, description="状态")
    limit: int = Field(50, ge=1, le=200, description="一页几件")
    cursor: str | None = Field(None, max_length=300, pattern=NO_NUL, description="上一页的next")


@router.get(
    "applications", auth=Bearer(Scope.READ), response={200: schemas.ApplicationPage} | REFUSALS, operation_id="list_applications",
    summary="查办件 · List applications",
)  # fmt: skip
def list_applications(request: ApiRequest, filters: Annotated[ApplicationFilters, Query()]) -> HttpResponse:
    """自己渠道的办件，新提交的在前。next不是null就还有。"""
    if strange := sorted(set(request.GET) - set(ApplicationFilters.model_fields)):
        raise Problem(422, fields=[(name, "没有这个查询条件，请核对拼写") for name in strange])
    asked = ("applications", request.client.id, filters.item, filters.state)
    after = cursors.read_text(filters.cursor, asked)
    states = (filters.state,) if filters.state else ()
    found = queries.newest(
        by=request.actor, item=filters.item or "", states=states, after=int(after or 0), size=filters.limit + 1
    )
    rows, more = found[: filters.limit], len(found) > filters.limit
    following = cursors.sign_text(str(rows[-1].pk), asked) if more else None
    response = _said(schemas.ApplicationPage(items=[answers.line(one) for one in rows], next=following))
    if following:
        kept = {name: value for name, value in request.GET.items() if name != "cursor"}
        address = request.build_absolute_uri(f"{request.path}?{urlencode(kept | {'cursor': following})}")
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response


@router.get(
    "applications/{number}", auth=Bearer(Scope.READ), response={200: schemas.ApplicationDetail} | ON_ONE,
    operation_id="get_application", summary="看一件办件 · Read an application",
)  # fmt: skip
def get_application(request: ApiRequest, number: Number) -> HttpResponse:
    """办到哪一步、结果、不予办理的情形和接下来怎么办；文字和材料只给提交它的系统。看不到的和没有的一样是404。"""
    return _said(_detail(request, number))


@router.get(
    "applications/{number}/events", auth=Bearer(Scope.EVENTS), response={200: schemas.ApplicationEvents} | ON_ONE,
    operation_id="application_events", summary="办件的办理经过 · What happened",
)  # fmt: skip
def application_events(request: ApiRequest, number: Number) -> HttpResponse:
    """公开的办理记录，只有代码和时间，没有个人信息。"""
    return _said(answers.events(queries.get_application(for_=request.actor, number=number).case))


@router.get(
    "applications/{number}/ledger", auth=Bearer(Scope.LEDGER), response={200: schemas.ApplicationLedger} | ON_ONE,
    operation_id="application_ledger", summary="办件的期限账本 · The limits, line by line",
)  # fmt: skip
def application_ledger(request: ApiRequest, number: Number) -> HttpResponse:
    """法定时限和承诺时限各从哪天算起、为什么变、现在是哪天，逐行列出。"""
    return _said(answers.ledger(queries.get_application(for_=request.actor, number=number).case))


@router.post(
    "applications/{number}/moves", auth=Bearer(Scope.MOVE), response={200: schemas.ApplicationDetail} | ON_ONE | ON_BODY,
    operation_id="move_application", summary="替申请人撤回 · Take it back for the applicant",
)  # fmt: skip
def move_application(
    request: ApiRequest,
    number: Number,
    wanted: Annotated[schemas.ApplicationMove, Body()],
    idempotency_key: KeyHeader = None,
) -> HttpResponse:
    """只能办你方提交的件。不能办时403，原因和GET里moves写的一样。已经撤回的再撤回一次不变。"""
    return answered(request, idempotency_key, lambda: _moved(request, number, wanted))


def _moved(request: ApiRequest, number: str, wanted: schemas.ApplicationMove) -> Answer:
    one = queries.get_application(for_=request.actor, number=number)
    if wanted.version is not None:
        casework.expect(by=request.actor, case_id=one.pk, version=wanted.version)
    commands.withdraw(by=request.actor, case_id=one.pk)
    return Answer(status=200, body=_detail(request, number).model_dump_json().encode())


@router.post(
    "applications/{number}/materials", auth=Bearer(Scope.MOVE),
    response={200: schemas.ApplicationDetail} | ON_ONE | {409: _PROBLEM},
    operation_id="hand_in_materials", summary="交材料 · Hand in materials",
)  # fmt: skip
def hand_in_materials(
    request: ApiRequest, number: Number,
    material: Annotated[list[Code], Form(description="材料的代码，和files一一对应；一种材料几个文件就写几次")],
    files: Annotated[list[UploadedFile], File(description="照片（JPEG、PNG）或者PDF，每个最大20 MB，一次最多9个")],
    words: Annotated[str, Form(max_length=2000, pattern=NO_NUL, description="补正时要说明的")] = "",
) -> HttpResponse:  # fmt: skip
    """multipart/form-data。件在等补正的，这一次就是补正，要求的材料一次交齐；约定后补的算后补；别的是还没有交的。
    只能交你方提交的件；已经有的再交一次不变。文件先清洗再加密保存。
    """
    if len(material) != len(files) or len(files) > MAX_FILES:
        raise Problem(422, fields=[("material", f"要和files一一对应，一次最多{MAX_FILES}个")])
    found = queries.get_application(for_=request.actor, number=number)
    policies.is_of_system(request.actor, found).require()
    came: dict[str, list[Clean]] = {}
    for code, file in zip(material, files, strict=True):
        came.setdefault(code, []).append(stored.clean(name=file.name or "", data=file.read()))
    given = [Given(code=code, files=cleans) for code, cleans in came.items()]
    commands.hand_in(by=request.actor, case_id=found.pk, given=given, words=words)
    return _said(_detail(request, number))


@router.get(
    "applications/{number}/files", auth=Bearer(Scope.READ), response={200: schemas.ApplicationFiles} | ON_ONE,
    operation_id="application_files", summary="办件的文件 · The files of an application",
)  # fmt: skip
def application_files(request: ApiRequest, number: Number) -> HttpResponse:
    """申请人交的材料、给申请人的文书、盖了章的结果。只给提交它的系统。"""
    found = queries.get_application(for_=request.actor, number=number)
    policies.is_of_system(request.actor, found).require()
    return _said(answers.files(found))


@router.get(
    "applications/{number}/files/{file_id}", auth=Bearer(Scope.READ), response=ON_ONE,
    operation_id="fetch_application_file", summary="取一份文件 · Fetch a file",
    openapi_extra={"responses": {200: {"description": "OK", "content": _BYTES}}},
)  # fmt: skip
def fetch_application_file(
    request: ApiRequest, number: Number, file_id: Annotated[int, Path(ge=1, le=2**53, description="文件的id")]
) -> HttpResponse:
    """文件本身。每取一次都有记录，申请人看得到。"""
    found = queries.get_application(for_=request.actor, number=number)
    file = commands.fetch_file(by=request.actor, case_id=found.pk, file_id=file_id)
    return HttpResponse(stored.read(file=file), headers=stored.serve_headers(file=file))


def _detail(request: HttpRequest, number: str) -> schemas.ApplicationDetail:
    one = queries.get_application(for_=request.actor, number=number)  # type: ignore[attr-defined]
    return answers.detail(one, policies.mover(request.actor))  # type: ignore[attr-defined]


def _said(model: BaseModel) -> HttpResponse:
    return HttpResponse(model.model_dump_json(), content_type=JSON)
