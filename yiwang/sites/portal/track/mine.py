"""All files of one phone: by a query code of one of them and a code sent to the phone, for half an hour."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases.counter import commands, queries
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.sites.portal import cookies
from yiwang.sites.portal.track import mine_pages as pages
from yiwang.sites.portal.track.forms import MineForm, SmsCodeForm
from yiwang.sites.portal.track.pages import locked
from yiwang.sites.portal.web import add_error, add_problems, citizen, personal
from yiwang.sites.ui.sayings import say


def _known(request: HttpRequest) -> str:
    """The newest file this browser has opened by its code; empty without one."""
    return next(reversed(cookies.shown_files(request)), "")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Phone and query code. Wrong pairs are counted as on the tracking page; it is never said what a phone has."""
    knows = _known(request)
    if request.method != "POST":
        return _begin(request, MineForm(knows=knows), knows)
    form = MineForm(request.POST, knows=knows)
    if not form.is_valid():
        return _begin(request, form, knows)
    phone, source = form.cleaned_data["phone"], request.META.get("REMOTE_ADDR", "")
    counted = knows or "phone " + "".join(filter(str.isdecimal, phone))
    if until := queries.locked_until(number=counted, source=source):
        form.add_error(None, locked(until))
        return _begin(request, form, knows, status=429)
    try:
        token = commands.open_mine(
            by=citizen(request), phone=phone, code=form.cleaned_data.get("code", ""), number=knows
        )
        commands.ask_code(by=citizen(request), token=token)
    except Invalid as error:
        commands.note_attempt(by=citizen(request), number=counted, source=source)
        add_error(form, error)
        return _begin(request, form, knows)
    except Refused as error:
        form.add_error("phone", say(error.message))
        return _begin(request, form, knows)
    return cookies.keep_mine(redirect("portal:mine_code"), token)


def _begin(request: HttpRequest, form: MineForm, knows: str, *, status: int = 0) -> HttpResponse:
    shown = {"form": form, "knows": knows, "page": pages.session()}
    return render(request, "portal/track/mine.html", shown, status=status or (422 if form.errors else 200))


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The six digits of the SMS; sent once more where asked."""
    token = cookies.mine_token(request)
    form = SmsCodeForm(request.POST if request.method == "POST" else None)
    try:
        phone = pages.waiting(token)
        if request.method == "POST" and form.is_valid():
            if "ask" in request.POST:
                commands.ask_code(by=citizen(request), token=token)
                return redirect(f"{reverse('portal:mine_code')}?sent=1")
            step = commands.confirm_code(by=citizen(request), token=token, code=form.cleaned_data["code"])
            add_problems(form, step.problems)
            if not form.errors:
                return redirect("portal:mine_files")
    except Missing:
        return redirect("portal:mine")
    except Refused as error:
        form.add_error("code", say(error.message))
    shown = {"form": form, "phone": phone, "page": pages.session()}
    return render(request, "portal/track/mine_code.html", shown, status=422 if form.errors else 200)


@personal
@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """The list, as long as the session lasts; then the door again."""
    phone = queries.phone_of(token=cookies.mine_token(request))
    if not phone:
        return cookies.drop_mine(redirect("portal:mine"))
    page = pages.files(phone, queries.files_of(phone=phone), shown=cookies.shown_files(request))
    return render(request, "portal/track/mine_files.html", {"page": page})


@personal
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Look no more."""
    commands.close_mine(by=citizen(request), token=cookies.mine_token(request))
    return cookies.drop_mine(redirect("portal:track"))
