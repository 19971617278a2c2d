"""Errors as people meet them: a page of the door, an htmx fragment, or problem+json; never a bare status."""

import logging
import sys
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from yiwang.kit.errors import HouseError, Invalid, Missing, Refused
from yiwang.kit.settings import settings as house
from yiwang.sites.ui.pages import ErrorPage, FieldError
from yiwang.sites.ui.sayings import say

log = logging.getLogger("yiwang.sites.ui")

SECRET = frozenset({"password", "password1", "password2", "oldpassword"})
"""A form with one of these is never shown again, not even to whoever typed it."""
FLASH = "#yw-flash"
"""Where a fragment lands: the region at the top of every page."""

_LAST_RESORT = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>暂时打不开 — 一网</title>
<h1>暂时打不开</h1><p>是我们这边出了问题，已经交上去的内容不会丢。请过几分钟再试。有危险请直接拨打110。</p>"""


def _titles() -> dict[int, str]:
    return {
        400: _("这个请求我们看不懂"),
        403: _("现在不能这样做"),
        404: _("没有找到"),
        409: _("这一件已经有了变化"),
        413: _("内容太大，没有传上来"),
        422: _("有内容需要改"),
        500: _("我们这边出了问题"),
        503: _("暂时办不了，过一会儿再试"),
    }


def _kept(status: int) -> str:
    if status in (403, 404):
        return ""
    if status >= 500:
        return _("已经提交的内容都在，没有丢。")
    return _("您写的内容没有提交，也没有丢：点浏览器的“返回”就能看到。")


def _todo(status: int) -> str:
    return {
        400: _("请回到上一页，刷新以后再试。"),
        403: "",
        404: _("请核对编号或网址，或者从首页重新找。"),
        409: _("请刷新，看看最新情况再决定。"),
        413: _("请压缩文件，或者分几次传。"),
        422: _("请回到上一页，按提示改好再提交。"),
        500: _("请过几分钟再试一次。"),
        503: _("请过几分钟再试一次。"),
    }.get(status, "")


def page_for(status: int, message: str = "", fields: dict[str, str] | None = None) -> ErrorPage:
    """The words of an error: what happened, that nothing is lost, what to do."""
    title = _titles().get(status, _titles()[500])
    return ErrorPage(
        status=status,
        title=title,
        message=say(message) if message != title else "",
        kept=_kept(status),
        todo=_todo(status),
        fields=tuple(FieldError(message=say(text)) for text in (fields or {}).values()),
    )


def _wants_json(request: HttpRequest) -> bool:
    accept = request.headers.get("Accept", "")
    return "json" in accept and "text/html" not in accept


def _problem(request: HttpRequest, page: ErrorPage, fields: dict[str, str]) -> HttpResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": str(page.title),
        "status": page.status,
        "detail": str(page.message or page.title),
        "instance": request.path,
        "request_id": getattr(request, "request_id", ""),
    }
    if fields:
        body["errors"] = fields
    return JsonResponse(body, status=page.status, content_type="application/problem+json")


def answer(request: HttpRequest, status: int, message: str = "", fields: dict[str, str] | None = None) -> HttpResponse:
    """The response to an error, in the form that was asked for; falls back to plain HTML if even the page fails."""
    page = page_for(status, message, fields)
    if status == HTTPStatus.SERVICE_UNAVAILABLE and (typed := _typed(request)):
        page = replace(page, typed=typed, kept=_held(request), todo=_("请过几秒钟点“再试一次”。"))
    if _wants_json(request):
        return _problem(request, page, fields or {})
    htmx = getattr(request, "htmx", None)
    is_fragment = bool(htmx) and not getattr(htmx, "boosted", False)
    template = "ui/error_fragment.html" if is_fragment else "ui/error.html"
    response = HttpResponse(_rendered(request, template, page), status=status)
    if is_fragment:
        response["HX-Retarget"], response["HX-Reswap"] = FLASH, "innerHTML show:window:top"
    response["Cache-Control"] = "no-store"
    return response


def _rendered(request: HttpRequest, template: str, page: ErrorPage) -> str:
    """In the door's own layout; the desk's asks who is there, so where the database is away the plain one stands in."""
    for layout in (["ui/desk.html"] if house().door == "workbench" else []) + ["ui/portal.html"]:
        try:
            return render_to_string(template, {"error": page, "layout": layout}, request)
        except Exception:
            log.exception("the error page itself failed")
    return _LAST_RESORT


def _typed(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """What was typed into the form that was sent, without the token, which the page makes afresh."""
    if request.method != "POST" or SECRET & request.POST.keys():
        return ()
    return tuple(
        (name, str(value)) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    )


def _held(request: HttpRequest) -> str:
    held = _("您刚才写的都在这一页里，没有丢。")
    return held + _("选过的文件要再选一次。") if request.FILES else held


def answer_for(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The response to an exception we know, or None: then it is a defect and goes the way of defects (logged, 500)."""
    match error:
        case Invalid():
            return answer(request, error.status, error.message, error.fields)
        case HouseError():
            return answer(request, error.status, error.message)
        case OperationalError() | InterfaceError():
            log.error("the database is away or too slow", exc_info=error)
            return answer(request, HTTPStatus.SERVICE_UNAVAILABLE)
        case Http404():
            return answer(request, HTTPStatus.NOT_FOUND, Missing().message)
        case RequestDataTooBig():
            return answer(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        case PermissionDenied():
            return answer(request, Refused.status, str(error))
        case SuspiciousOperation():
            return answer(request, HTTPStatus.BAD_REQUEST)
    return None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    return answer(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return answer(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    return answer(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500. A middleware may have asked the database in vain: that is no defect either."""
    if isinstance(error := sys.exc_info()[1], (OperationalError, InterfaceError)):
        return answer_for(request, error) or answer(request, HTTPStatus.SERVICE_UNAVAILABLE)
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: nearly always a page that was left open too long, or cookies switched off."""
    log.warning("csrf check failed: %s", reason)
    return answer(
        request,
        HTTPStatus.FORBIDDEN,
        _("这一页开得太久，或者浏览器不让存Cookie，我们认不出是不是您本人在操作。请返回上一页，刷新后再提交一次。"),
    )
