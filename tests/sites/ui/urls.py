"""Addresses of the ui's own tests: the gallery, and a page for every way to fail."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from yiwang.kit import errors
from yiwang.sites.ui.gallery import gallery

FAULTS: dict[str, Exception] = {
    "refused": errors.Refused("只有受理单位可以交办。请联系青桥派出所"),
    "missing": errors.Missing(),
    "conflict": errors.Conflict("这一件已经到了别的环节"),
    "invalid": errors.Invalid(phone="手机号少了1位：应是11位数字，请补上"),
    "unavailable": errors.Unavailable("短信现在发不出去"),
    "http404": Http404("secret path"),
    "denied": PermissionDenied(),
    "suspicious": SuspiciousOperation("internal words"),
    "database": OperationalError("internal words"),
    "defect": RuntimeError("internal words"),
}


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise FAULTS[how]


urlpatterns = [path("design/", gallery), path("fail/<str:how>/", fail)]
handler400 = "yiwang.sites.ui.errors.bad_request"
handler403 = "yiwang.sites.ui.errors.forbidden"
handler404 = "yiwang.sites.ui.errors.not_found"
handler500 = "yiwang.sites.ui.errors.server_error"
