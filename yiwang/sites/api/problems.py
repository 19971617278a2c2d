"""Errors as machines and their makers read them: problem+json (RFC 9457), in Chinese, or in English where it is asked for."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from yiwang.sites.api import english

CONTENT_TYPE = "application/problem+json"

Fields = Iterable[tuple[str, str]]
"""Where and what is wrong: `applicant.phone` and a sentence that says how to mend it."""

TITLES: dict[int, tuple[str, str]] = {
    400: ("这个请求看不懂", "This request cannot be read"),
    401: ("没有带有效的令牌", "No valid token"),
    403: ("不能这样做", "Not allowed"),
    404: ("没有找到", "Not found"),
    405: ("这个地址不支持这种方法", "Method not allowed here"),
    409: ("和现在的情况冲突", "Conflict with the present state"),
    413: ("内容太大", "Too large"),
    415: ("只收JSON", "JSON only"),
    422: ("有内容需要改", "Some of it must be changed"),
    429: ("请求太频繁", "Too many requests"),
    500: ("我们这边出了问题", "Our fault"),
    503: ("暂时办不了", "Not available for the moment"),
}
DETAILS: dict[int, tuple[str, str]] = {
    400: ("请求体不是完整的JSON，请检查编码（UTF-8）、引号和括号。", "The body is not complete JSON in UTF-8."),
    401: (
        "请在Authorization头里写“Bearer 令牌”；令牌可能已停用或过期，请向发放单位核对。",
        "Send `Authorization: Bearer <token>`. The token may have been revoked or have expired.",
    ),
    403: ("令牌没有这一步的权限。", "The token does not carry this right."),
    404: ("没有这个地址，请对照接口说明。", "There is no such address; see the manual."),
    405: ("请对照接口说明换一种方法。", "See the Allow header."),
    413: ("请求体最大256 KB。", "A body may have 256 KB at most."),
    415: ("请用Content-Type: application/json发送。", "Send it as Content-Type: application/json."),
    422: ("请按errors逐项改好再发。", "Mend what `errors` names and send it again."),
    429: ("超过了令牌每分钟的次数，请按Retry-After等待。", "Above the token's rate; wait as Retry-After says."),
    500: ("请稍后重试；一直这样请报上request_id。", "Try again later; if it lasts, tell us the request_id."),
    503: ("请过几秒钟重试，没有丢失任何内容。", "Try again in some seconds; nothing is lost."),
}


class Problem(Exception):
    """An answer that is none of the house's own errors: 401, 415, 429 and their like."""

    def __init__(
        self, status: int, detail: str = "", *, fields: Fields = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, detail)
        self.status, self.detail, self.fields, self.headers = status, detail, tuple(fields), dict(headers or {})


def wants_english(request: HttpRequest) -> bool:
    """Whether English stands first in Accept-Language."""
    return request.headers.get("Accept-Language", "").lstrip().lower().startswith("en")


def answer(
    request: HttpRequest,
    status: int,
    detail: str = "",
    *,
    fields: Fields = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The response to an error. `detail` empty: the usual sentence of this status."""
    tongue = int(wants_english(request))
    usual = TITLES.get(status) or TITLES[500 if status >= 500 else 400]
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": usual[tongue],
        "status": status,
        "detail": (english.said(detail) if tongue else detail) or DETAILS.get(status, usual)[tongue],
        "instance": request.path,
        "request_id": getattr(request, "request_id", ""),
    }
    said = english.fields(fields) if tongue else fields
    if errors := [{"field": field, "message": message} for field, message in said]:
        body["errors"] = errors
    content = json.dumps(body, ensure_ascii=False)
    return HttpResponse(content, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))
