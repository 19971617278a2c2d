"""GET /api/v1/items: the published catalogue, without a token, page by page and one by one."""

import hashlib
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, ConfigDict, Field

from yiwang.kit import clock
from yiwang.offer.catalog import queries
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.queries import PAGE_MOST
from yiwang.sites.api import cursors
from yiwang.sites.api.appeals.schemas import NO_NUL, Code, ProblemOut
from yiwang.sites.api.items import schemas
from yiwang.sites.api.once import JSON
from yiwang.sites.api.problems import Problem

router = Router(tags=["事项 items"])
REFUSALS: dict[int, Any] = dict.fromkeys((400, 413, 422, 500, 503), ProblemOut)
ON_ONE = REFUSALS | {404: ProblemOut}
CACHED = "public, max-age=60"
USUAL = 100
_OF_THE_GUIDE = (
    "conditions", "not_for", "plain_words", "place", "hours", "consult_phone", "complaint_phone", "online_url", "visit_reason",
    "takes_post", "faqs",
)  # fmt: skip
_PLAIN = (
    "basis", "public_flow", "situations", "materials", "form", "fees", "pledge", "result", "tiers", "bundle", "cross",
    "decided_elsewhere",
)  # fmt: skip


class ItemFilters(BaseModel):
    """What a list is asked for."""

    model_config = ConfigDict(extra="forbid")

    line: Code | None = Field(None, description="警种代码，例如household")
    limit: int = Field(USUAL, ge=1, le=PAGE_MOST, description="一页几项")
    cursor: str | None = Field(None, max_length=300, pattern=NO_NUL, description="上一页的next")


@router.get(
    "items", auth=None, response={200: schemas.ItemPage, 304: None} | REFUSALS, operation_id="list_items",
    summary="事项目录 · The catalogue of items",
)  # fmt: skip
def list_items(request: HttpRequest, filters: Annotated[ItemFilters, Query()]) -> HttpResponse:
    """现在公布的全部事项，按代码排，不用令牌。next不是null就还有。带If-None-Match再来，没有变化就是304。

    Everything published today, by code, open to everybody; ETag and 304.
    """
    if strange := sorted(set(request.GET) - set(ItemFilters.model_fields)):
        raise Problem(422, fields=[(name, "没有这个查询条件，请核对拼写") for name in strange])
    asked = ("items", filters.line)
    after = cursors.read_text(filters.cursor, asked)
    tag = _tag(queries.published_state(), clock.today(), asked, after, filters.limit)
    if _has(request, tag):
        return _unchanged(tag)
    found = queries.published(after=after, limit=filters.limit + 1, line=filters.line or "")
    shown, more = found[: filters.limit], len(found) > filters.limit
    following = cursors.sign_text(shown[-1].item.code, asked) if more else None
    response = _said(schemas.ItemPage(items=[_line(one) for one in shown], next=following), tag)
    if following:
        kept = {name: value for name, value in request.GET.items() if name != "cursor"}
        address = request.build_absolute_uri(f"{request.path}?{urlencode(kept | {'cursor': following})}")
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response


@router.get(
    "items/{code}", auth=None, response={200: schemas.ItemOut, 304: None} | ON_ONE, operation_id="get_item",
    summary="一个事项 · One item",
)  # fmt: skip
def get_item(
    request: HttpRequest, code: Annotated[str, Path(description="事项代码，例如id_card.report_loss", max_length=60)]
) -> HttpResponse:
    """八统一要素、办事指南、表单和流程。没有公布的和没有的一样是404。"""
    found = queries.in_force(code=code.replace("\x00", ""))
    below = [one.item.code for one in queries.sub_items(code=found.item.code)]
    tag = _tag(found.pk, found.digest, found.item.unit_id, below)
    return _unchanged(tag) if _has(request, tag) else _said(_whole(found, below), tag)


def _line(one: Version) -> schemas.ItemLine:
    return schemas.ItemLine.model_validate(_basics(one))


def _basics(one: Version) -> dict[str, Any]:
    document, item = one.document, one.item
    guide = document.guide
    return {
        "code": item.code, "version": one.number, "valid_from": one.valid_from, "name": document.name,
        "main_item": document.main_item, "sub_item": document.sub_item, "parent": item.parent.code if item.parent else None,
        "codes": document.codes, "item_type": document.item_type, "line": document.line,
        "legal": document.legal, "promised": document.promised, "unit": item.unit.name if item.unit else "",
        "online": document.can_be_applied_for, "instant": document.instant is not None, "updated_at": one.published_at,
        **guide.model_dump(include={"objects", "depth", "visits", "theme", "life_events"}),
    }  # fmt: skip


def _whole(one: Version, below: list[str]) -> schemas.ItemOut:
    document = one.document
    steps = [step.model_dump(include={"code", "name", "kind", "group", "limit"}) for step in document.flow]
    grounds = [ground.model_dump(include={"code", "text", "law"}) for ground in document.grounds]
    faqs = [faq.model_dump() for faq in document.guide.faqs]
    guide = {name: getattr(document.guide, name) for name in _OF_THE_GUIDE} | {"faqs": faqs}
    plain = {name: getattr(document, name) for name in _PLAIN}
    more = {"flow": steps, "grounds": grounds, "sub_items": below}
    return schemas.ItemOut.model_validate(_basics(one) | guide | plain | more)


def _tag(*parts: Any) -> str:
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


def _has(request: HttpRequest, tag: str) -> bool:
    given = request.headers.get("If-None-Match", "")
    return given == "*" or tag in (one.strip().removeprefix("W/") for one in given.split(","))


def _unchanged(tag: str) -> HttpResponse:
    return HttpResponse(status=304, headers={"ETag": tag, "Cache-Control": CACHED})


def _said(model: BaseModel, tag: str) -> HttpResponse:
    body = model.model_dump_json(by_alias=True)
    return HttpResponse(body, content_type=JSON, headers={"ETag": tag, "Cache-Control": CACHED})
