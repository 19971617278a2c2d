"""The API itself: its name, how it reads and writes JSON, what each refusal becomes, and its OpenAPI document."""

import json
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from yiwang import __version__
from yiwang.kit.errors import HouseError
from yiwang.sites.api import refusals
from yiwang.sites.api.appeals.operations import router
from yiwang.sites.api.applications.operations import router as applications_router
from yiwang.sites.api.calls.operations import router as calls_router
from yiwang.sites.api.items.operations import router as items_router
from yiwang.sites.api.problems import CONTENT_TYPE, Problem
from yiwang.sites.api.served.operations import router as served_router

ROOT = "/api/v1/"
TITLE = "一网 Yiwang：外部系统接口"
ABOUT = (
    "给12345热线平台、省厅平台等外部系统登记诉求、查办理进度、替诉求人撤回或者说没有解决。"
    "每个系统一个令牌，只看得到自己渠道的件。事项目录不用令牌。说明与示例见docs/api.md。\n\n"
    "For other bodies' systems: file appeals, follow them, act for their senders. One token a system; items need none."
)


class JsonOnly(Parser):
    """Bodies are JSON and say so."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body. Problem: 415 for anything else, 400 where it cannot be read."""
        if request.content_type != "application/json":
            raise Problem(415)
        try:
            return json.loads(request.body)
        except (ValueError, RecursionError) as error:
            raise Problem(400) from error


class Door(NinjaAPI):
    """As ninja's, but errors are documented as what they are: problem+json with their headers."""

    def get_openapi_schema(self, **where: Any) -> Any:
        """The OpenAPI 3.1 document."""
        schema = super().get_openapi_schema(**where)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, said in operation["responses"].items():
                    _as_problem(int(status), said)
        return schema


def _as_problem(status: int, said: dict[str, Any]) -> None:
    if status < 400:
        return
    said["content"] = {CONTENT_TYPE: next(iter(said["content"].values()))}
    if status in _HEADERS:
        said["headers"] = {_HEADERS[status]: {"schema": {"type": "string"}, "required": True}}


_HEADERS = {401: "WWW-Authenticate", 429: "Retry-After", 503: "Retry-After"}

api = Door(
    title=TITLE, version="1", description=ABOUT, openapi_url=None, docs_url=None, parser=JsonOnly(),
    urls_namespace="api", openapi_extra={"info": {"x-product-version": __version__}},
)  # fmt: skip
api.add_exception_handler(Exception, refusals.of_anything)
api.add_exception_handler(HouseError, refusals.of_house)
api.add_exception_handler(Problem, refusals.of_problem)
api.add_exception_handler(HttpError, refusals.of_ninja)
api.add_exception_handler(ValidationError, refusals.of_ninja)
api.add_router("", router)
api.add_router("", calls_router)
api.add_router("", served_router)
api.add_router("", items_router)
api.add_router("", applications_router)


@lru_cache
def document() -> dict[str, Any]:
    """The OpenAPI document as plain values; it does not change while the process lives."""
    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ROOT), default=str))
    return made
