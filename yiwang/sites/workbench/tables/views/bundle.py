"""All configuration as one file: out, and in again after a look at what it changes."""

import base64
import binascii
import zlib

from django import forms
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect

from yiwang.ground.organisation.states import Permission
from yiwang.kit.clock import today
from yiwang.kit.errors import Conflict, Invalid
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.views.shared import for_office
from yiwang.sites.workbench.tables import bundle as whole
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.uploads import SECONDS
from yiwang.sites.workbench.tables.views.shared import blame, show

_SALT = "tables.bundle"


class BundleForm(forms.Form):
    """A configuration file."""

    file = forms.FileField(
        label="配置文件",
        help_text="另一个单位（或本单位以前）导出的ZIP，最大16 MB。",
        error_messages={"required": "请选一个文件"},
    )


@for_office(Permission.DRAFT_RULES)
def bundle(request: StaffRequest) -> HttpResponse:
    """Choose a file; the answer shows, part by part, what it would change."""
    form = BundleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data["file"].read()
            parts = whole.examine(whole.unpack(data), Names())
            token = signing.dumps(base64.b64encode(zlib.compress(data)).decode(), salt=_SALT)
            same = [part.label for part in parts if part.is_same]
            has_news = any(not (part.is_same or part.faults) for part in parts)
            return show(request, "bundle_look", parts=parts, same=same, has_news=has_news, token=token)
        except Invalid as error:
            blame(form, error)
    return show(request, "bundle", form=form)


@for_office(Permission.DRAFT_RULES, method="GET")
def export(request: StaffRequest) -> HttpResponse:
    """The file."""
    headers = {"Content-Disposition": f'attachment; filename="yiwang-config-{today():%Y%m%d}.zip"'}
    return HttpResponse(whole.pack(), content_type="application/zip", headers=headers)


@for_office(Permission.DRAFT_RULES)
def take(request: StaffRequest) -> HttpResponse:
    """Take it in: rules as drafts for the security office."""
    if request.method != "POST":
        return redirect("tables:bundle")
    try:
        packed = signing.loads(request.POST.get("token", ""), salt=_SALT, max_age=SECONDS)
        data = zlib.decompress(base64.b64decode(packed))
    except (signing.BadSignature, binascii.Error, zlib.error) as error:
        raise Conflict("预览过期了，请重新选一次文件") from error
    return show(request, "bundle_taken", taken=whole.take(by=request.actor, found=whole.unpack(data)))
