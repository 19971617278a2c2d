"""What stands beside the operations: the OpenAPI document, its manual for people, and whether the door is alive."""

import json
from functools import lru_cache

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yiwang.sites.api.door import document
from yiwang.sites.api.once import JSON
from yiwang.sites.api.pages import manual as manual_page

_AN_HOUR = "public, max-age=3600"
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"


@require_http_methods(["GET"])
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document, open to everybody: it says how to knock, not what is inside."""
    return HttpResponse(_document(), content_type=JSON, headers={"Cache-Control": _AN_HOUR})


@require_http_methods(["GET"])
def manual(request: HttpRequest) -> HttpResponse:
    """The same for people."""
    response = render(request, "api/manual.html", {"page": manual_page()})
    response["Content-Security-Policy"], response["Cache-Control"] = _POLICY, _AN_HOUR
    return response


@require_http_methods(["GET"])
def alive(request: HttpRequest) -> HttpResponse:
    """For the supervisor of processes: this door answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@lru_cache
def _document() -> bytes:
    return json.dumps(document(), ensure_ascii=False).encode()
