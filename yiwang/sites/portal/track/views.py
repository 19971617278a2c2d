"""Tracking without an account: number and code open a file for two hours in this browser."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.queries import PublicFile
from yiwang.kit import numbers
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.sites.portal import cookies
from yiwang.sites.portal.track import application, pages
from yiwang.sites.portal.track.forms import DisputeForm, TrackForm
from yiwang.sites.portal.web import add_error, citizen, personal


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """The form. A wrong pair is counted; after too many the page says when to try again."""
    if request.method != "POST":
        return _form(request, TrackForm(initial={"number": request.GET.get("number", "")}), status=200)
    form = TrackForm(request.POST)
    if not form.is_valid():
        return _form(request, form)
    typed, source = form.cleaned_data["number"], request.META.get("REMOTE_ADDR", "")
    number = numbers.read_number(typed) or typed.strip().upper()
    if until := queries.locked_until(number=number, source=source):
        form.add_error(None, pages.locked(until))
        return _form(request, form, status=429)
    found = queries.public_file(number=number, code=form.cleaned_data["code"])
    if found is None:
        commands.note_attempt(by=citizen(request), number=number, source=source)
        form.add_error(*pages.wrong(typed))
        return _form(request, form)
    return cookies.keep_file(request, redirect("portal:file", found.number), found.number)


def _form(request: HttpRequest, form: TrackForm, *, status: int = 422) -> HttpResponse:
    return render(request, "portal/track/track.html", {"form": form}, status=status)


@personal
@require_safe
def from_message(request: HttpRequest, number: str) -> HttpResponse:
    """The short link of a message: the number is filled in, the code is asked for."""
    return ask(number)


def ask(number: str) -> HttpResponse:
    """To the form; the same whether there is such a file or not."""
    return redirect(f"{reverse('portal:track')}?{urlencode({'number': number})}")


def opened(request: HttpRequest, number: str) -> PublicFile | None:
    """The file, where this browser has shown its code, or that of the letter it was split from, or just sent it in; None for
    anybody else, and for no such file.
    """
    spelled = numbers.read_number(number) or ""
    shown = cookies.shown_files(request)
    if spelled in shown or spelled == _just_sent(request) or _is_split_from(spelled, shown):
        return queries.public_file(number=spelled)
    return None


def _is_split_from(number: str, shown: list[str]) -> bool:
    """Whether it was made of a letter whose code was shown: who sent the letter holds no other code where no message goes."""
    letters = [queries.public_file(number=one) for one in shown] if number else []
    return any(number in one.body.get("split", ()) for one in letters if one)


def _just_sent(request: HttpRequest) -> str | None:
    try:
        receipt = queries.draft(token=cookies.draft_token(request)).receipt
    except Missing:
        return None
    return receipt.number if receipt else None


@personal
@require_safe
def file(request: HttpRequest, number: str) -> HttpResponse:
    """State, promise, ledger, answer, story. Showing the answer tells the bureau that it was read."""
    found = opened(request, number)
    if found is None:
        return ask(number)
    if application.is_application(found):
        return cookies.keep_file(request, application.show(request, found), found.number)
    if found.body.get("reply") and not found.body.get("read_at"):
        commands.read_reply(by=citizen(request), number=found.number)
    page = pages.file(found, after=request.GET.get("after", ""), wish=request.GET.get("wish", ""))
    response = render(request, "portal/track/file.html", {"page": page})
    return cookies.keep_file(request, response, found.number)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, number: str) -> HttpResponse:
    """没有解决: why, and what follows."""
    found = opened(request, number)
    if found is None:
        return ask(number)
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.dispute(by=citizen(request), number=found.number, **form.cleaned_data)
            return redirect(pages.on_its_way(found, "dispute"))
        except (Invalid, Refused) as error:
            add_error(form, error)
    shown = {"form": form, "page": pages.dispute(found)}
    return render(request, "portal/track/dispute.html", shown, status=422 if form.errors else 200)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """撤回, after one question."""
    found = opened(request, number)
    if found is None:
        return ask(number)
    if request.method == "POST":
        commands.withdraw(by=citizen(request), number=found.number)
        return redirect(pages.on_its_way(found, "withdraw"))
    shown = application.page_of(found) if application.is_application(found) else pages.file(found)
    return render(request, "portal/track/withdraw.html", {"page": shown})


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """补正: what the bureau asked for before it accepts an application."""
    found = opened(request, number)
    return application.give(request, found, "correct") if found else ask(number)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def supply(request: HttpRequest, number: str) -> HttpResponse:
    """容缺补交: what was promised for later."""
    found = opened(request, number)
    return application.give(request, found, "supply") if found else ask(number)
