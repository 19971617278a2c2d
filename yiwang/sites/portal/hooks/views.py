"""One view a door: prove, read, put into envelopes, answer as that machine wants it; all within a statement or two."""

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotFound, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.cases.counter import commands as counter
from yiwang.kit import clock
from yiwang.kit.settings import settings
from yiwang.sites.portal.hooks import proofs, social, texts
from yiwang.sites.portal.hooks import wechat as wx
from yiwang.sites.portal.web import citizen

log = structlog.get_logger()


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def wechat(request: HttpRequest) -> HttpResponse:
    """The official account's callback. GET proves that we hold the token; POST brings a message. 404 where no token is set."""
    if not settings().wechat_token:
        return HttpResponseNotFound()
    query, now = request.GET.dict(), clock.now().timestamp()
    try:
        if request.method == "GET":
            proof = query.get("signature", "")
            proofs.check_wechat(token=settings().wechat_token, parts=query, proof=proof, now=now)
            return _said(query.get("echostr", ""))
        told = wx.read(wx.opened(request.body, query=query, now=now))
    except proofs.Forged as why:
        return _refused("wechat", why)
    except wx.Unreadable as why:
        log.warning("hook unreadable", door="wechat", why=str(why))
        return _said("success")  # it would only be brought again, and no better
    if told:
        counter.post_incoming(by=citizen(request), brought=told)
    return _said("success")


@csrf_exempt
@never_cache
@require_POST
def sms(request: HttpRequest) -> HttpResponse:
    """Texts that people sent, a batch a call. The provider signs nothing, so a secret stands in the address (`?key=`)."""
    if not settings().sms_hook_key:
        return HttpResponseNotFound()
    try:
        proofs.check_key(request.GET.get("key", ""), secret=settings().sms_hook_key)
        found, broken = texts.read(request.body)
    except proofs.Forged as why:
        return _refused("sms", why)
    except ValueError:
        return JsonResponse({"code": 1, "msg": "请给一个JSON数组"}, status=400)
    for told in found:
        counter.post_incoming(by=citizen(request), brought=told)
    if broken:
        log.warning("hook unreadable", door="sms", entries=broken)
    return JsonResponse({"code": 0, "msg": "接收成功"})


@csrf_exempt
@never_cache
@require_POST
def messages(request: HttpRequest) -> HttpResponse:
    """Posts and private messages that a collector brings, signed as Standard Webhooks are."""
    if not settings().social_hook_secret:
        return HttpResponseNotFound()
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        proofs.check_webhook(
            secret=settings().social_hook_secret, headers=headers, body=request.body, now=clock.now().timestamp()
        )
        found = social.read(request.body)
    except proofs.Forged as why:
        return _refused("social", why)
    except social.Wrong as why:
        return JsonResponse({"error": str(why)}, status=422)
    for told in found:
        counter.post_incoming(by=citizen(request), brought=told)
    return JsonResponse({"taken": len(found)}, status=202)


def _said(text: str) -> HttpResponse:
    """Plain words: what the platform sent must come back as it is, and may not become a page."""
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _refused(door: str, why: Exception) -> HttpResponse:
    """The log knows why; the caller learns nothing."""
    log.warning("hook refused", door=door, why=str(why))
    return HttpResponseForbidden()
