"""Pages 3 and 4: how to reach the citizen, then a last look before it is sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yiwang.cases.counter import commands
from yiwang.cases.counter.queries import DraftView
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.sites.portal.appeals import pages
from yiwang.sites.portal.appeals.forms import CheckForm, ContactForm
from yiwang.sites.portal.appeals.views.shared import behind, draft_of
from yiwang.sites.portal.cookies import draft_token
from yiwang.sites.portal.web import add_error, add_problems, citizen, personal


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """A phone that answers its code, or anonymous where the type allows it."""
    draft = draft_of(request)
    if (first := behind(draft, page="contact")) or draft is None:
        return first or redirect("portal:appeal")
    if request.method != "POST":
        form = ContactForm(draft=draft, is_closed=pages.is_closed(), initial=pages.contact_initial(draft))
        return _contact(request, form, draft, status=200)
    form = ContactForm(request.POST, draft=draft, is_closed=pages.is_closed())
    if not form.is_valid():
        return _contact(request, form, draft)
    told = form.told | {"code": ""} if "ask" in request.POST else form.told  # an old code is no try at a new one
    step = commands.write_contact(by=citizen(request), token=draft.token, **told)
    if "save" in request.POST:
        return redirect("portal:appeal_saved")
    if "ask" in request.POST:
        return _ask(request, form, draft)
    add_problems(form, step.problems)
    return _contact(request, form, draft) if form.errors else redirect("portal:appeal_check")


def _ask(request: HttpRequest, form: ContactForm, draft: DraftView) -> HttpResponse:
    try:
        commands.ask_code(by=citizen(request), token=draft.token)
    except (Invalid, Refused) as error:
        add_error(form, error, field="phone")
        return _contact(request, form, draft)
    return redirect(f"{request.path}?sent=1#id_code")


def _contact(request: HttpRequest, form: ContactForm, draft: DraftView, *, status: int = 422) -> HttpResponse:
    page = pages.contact(draft, was_sent="sent" in request.GET or "sent" in request.POST)
    return render(request, "portal/appeals/contact.html", {"form": form, "page": page}, status=status)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """All answers with 修改, what happens next, one box. Sent twice gives the same receipt."""
    form = CheckForm(request.POST if request.method == "POST" else None)
    wrong: Invalid | None = None
    if request.method == "POST" and form.is_valid():
        try:  # first, for nothing needs to be shown of what is sent
            commands.send(by=citizen(request), token=draft_token(request), **form.cleaned_data)
            return redirect("portal:appeal_receipt")
        except Missing:
            pass  # said below
        except Invalid as error:
            wrong = error
    draft = draft_of(request)
    if (first := behind(draft, page="check")) or draft is None:
        return first or redirect("portal:appeal")
    if wrong:
        add_error(form, wrong)
    status = 422 if form.errors else 200
    return render(request, "portal/appeals/check.html", {"form": form, "page": pages.check(draft)}, status=status)
