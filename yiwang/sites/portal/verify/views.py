"""查验证明: by the code on it, or by the file itself. Wrong tries are counted, by code and by address."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.queries.results import UPLOAD_BYTES
from yiwang.kit import numbers
from yiwang.sites.portal.track.pages import locked
from yiwang.sites.portal.verify import pages
from yiwang.sites.portal.verify.forms import VerifyForm
from yiwang.sites.portal.web import citizen, personal


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form; a code that was scanned is filled in. Without the second thing nothing is said of it."""
    if request.method != "POST":
        return _page(request, VerifyForm(initial={"code": request.GET.get("code", "")[:40]}))
    form = VerifyForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    code, source = numbers.read_code(form.cleaned_data["code"]), request.META.get("REMOTE_ADDR", "")
    if until := queries.locked_until(number=code, source=source):
        form.add_error(None, locked(until))
        return _page(request, form, status=429)
    sight = queries.checked_result(code=code, second=form.cleaned_data["second"])
    if sight is None:
        commands.note_attempt(by=citizen(request), number=code, source=source)
        form.add_error(
            "code", _("没有查到：核验码和姓名、编号对不上，请照证明再对一遍。还是查不到的，可能不是本局出具的")
        )
        return _page(request, form, status=422)
    return render(request, "portal/verify/checked.html", {"page": pages.of_result(sight)})


def _page(request: HttpRequest, form: VerifyForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "problem": problem, "most": UPLOAD_BYTES // (1024 * 1024)}
    return render(request, "portal/verify/verify.html", context, status=status)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """The PDF itself: nothing of it is kept. What is not ours counts as a wrong try."""
    if request.method != "POST":
        return redirect("portal:verify")
    sent = request.FILES.get("file")
    if sent is None or not sent.size:
        return _page(request, VerifyForm(), problem=_("还没有选文件，请选证明的PDF文件"), status=422)
    if sent.size > UPLOAD_BYTES:
        return _page(request, VerifyForm(), problem=_("文件太大，不会是本局出具的证明，请选原来的PDF文件"), status=422)
    data, source = sent.read(), request.META.get("REMOTE_ADDR", "")
    digest = sha256(data).hexdigest()
    if until := queries.locked_until(number=digest, source=source):
        return _page(request, VerifyForm(), problem=locked(until), status=429)
    found = queries.checked_upload(data=data)
    if found.result is None:
        commands.note_attempt(by=citizen(request), number=digest, source=source)
    return render(request, "portal/verify/checked.html", {"page": pages.of_upload(found)})


@require_safe
def seal(request: HttpRequest) -> HttpResponse:
    """The certificate of the bureau's seal, for whoever checks papers with a tool of their own."""
    headers = {"Content-Disposition": "attachment; filename=seal.pem", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(queries.seal_certificate(), content_type="application/x-pem-file", headers=headers)
