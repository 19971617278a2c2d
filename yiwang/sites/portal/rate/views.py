"""One page, answered once. Nobody signs in: the address is the key, and nothing on the page says whose or about what it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yiwang.cases.counter import commands, queries
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.sites.portal.rate.forms import RateForm
from yiwang.sites.portal.web import add_error, citizen, personal

_PAGE, _END = "portal/rate/rate.html", "portal/rate/end.html"


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """The questions; thanks; that it was answered before; or that it is over."""
    invited = queries.invited(token=token)
    if invited is None:
        raise Missing("没有这个评价页面。请从短信里的链接打开")
    if invited.is_answered or invited.is_over:
        return render(request, _END, {"is_before": invited.is_answered}, status=200 if invited.is_answered else 410)
    form = RateForm(request.POST if request.method == "POST" else None, invited=invited)
    if request.method != "POST" or not form.is_valid():
        return _asked(request, form, invited, status=200 if request.method != "POST" else 422)
    try:
        is_first = commands.answer_invitation(by=citizen(request), token=token, **form.said)
    except (Invalid, Refused) as error:
        add_error(form, error)
        return _asked(request, form, invited, status=error.status)
    return render(request, _END, {"is_before": not is_first, "is_thanks": is_first, "is_bad": _is_bad(form, invited)})


def _asked(request: HttpRequest, form: RateForm, invited: queries.Invited, *, status: int) -> HttpResponse:
    return render(request, _PAGE, {"form": form, "title": invited.body.get("title", "")}, status=status)


def _is_bad(form: RateForm, invited: queries.Invited) -> bool:
    return form.said["grade"] in invited.body.get("bad", ())
