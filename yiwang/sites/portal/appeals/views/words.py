"""Page 1: what it is about. The tripwire and the guess at the type answer here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases.counter import commands
from yiwang.cases.counter.commands import Step
from yiwang.sites.portal import cookies
from yiwang.sites.portal.appeals import pages
from yiwang.sites.portal.appeals.forms import WordsForm
from yiwang.sites.portal.appeals.views.shared import draft_of
from yiwang.sites.portal.faces.dress import dress_worn
from yiwang.sites.portal.web import add_problems, citizen, personal
from yiwang.sites.ui.context import is_elder

_PAGE = "portal/appeals/words.html"


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Saves on each 继续, then judges: danger first, then what is missing."""
    draft = draft_of(request)
    kept = draft if draft and not draft.is_sent else None
    if request.method != "POST":
        initial, found = pages.words_initial(kept, request.GET.get("type", ""), request.GET.get("item", "")), None
        if initial.get("content") and not initial["type"] and (found := pages.guess(initial["content"])):
            initial["type"] = found.type
        page = pages.words(kept, guess=found, came=request.GET.get("came", ""))
        return render(request, _PAGE, {"form": WordsForm(initial=initial), "page": page})
    form = WordsForm(request.POST)
    if not form.is_valid():
        return render(request, _PAGE, {"form": form, "page": pages.words(kept)}, status=422)
    token = kept.token if kept else commands.open_draft(by=citizen(request))
    told = form.cleaned_data | {"type": form.cleaned_data["type"] or _guessed(request, form)}
    step = commands.write_words(by=citizen(request), token=token, county=dress_worn(request).county, **told)
    return cookies.keep_draft(_answer(request, form, step), token)


def _guessed(request: HttpRequest, form: WordsForm) -> str:
    """In the elders' mode the type is not asked where we can guess it; the last page shows it, with 修改."""
    guess = pages.guess(form.cleaned_data["content"]) if is_elder(request) else None
    return guess.type if guess else ""


def _answer(request: HttpRequest, form: WordsForm, step: Step) -> HttpResponse:
    if step.trip and not step.trip.is_soft:
        return redirect("portal:appeal_danger")
    if "save" in request.POST:
        return redirect("portal:appeal_saved")
    if step.is_done:
        return redirect("portal:appeal_place")
    guess = pages.guess(form.cleaned_data["content"]) if set(step.problems) == {"type"} else None
    if guess:
        form = WordsForm(initial=form.cleaned_data | {"type": guess.type})
        return render(request, _PAGE, {"form": form, "page": pages.words(None, guess=guess)})
    add_problems(form, step.problems)
    return render(request, _PAGE, {"form": form, "page": pages.words(None)}, status=422)


@personal
@require_POST
def kind(request: HttpRequest) -> HttpResponse:
    """The guess while somebody writes, as a fragment; nothing is kept, and a choice of their own is never touched."""
    if not getattr(request, "htmx", False):
        return redirect("portal:appeal")
    form = WordsForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=204)
    text, chosen = form.cleaned_data["content"], form.cleaned_data["type"]
    guess = None if chosen else pages.guess(text)
    first = pages.first(text, chosen or (guess.type if guess else ""))
    if guess is None and not first:
        return HttpResponse(status=204)
    shown = WordsForm(initial={"type": chosen or (guess.type if guess else "")})
    page = pages.words(None, guess=guess, first=first)
    return render(request, "portal/appeals/kind.html", {"form": shown, "page": page})


@personal
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """先存着: how to come back."""
    return render(request, "portal/appeals/saved.html", {"draft": draft_of(request)})


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def restart(request: HttpRequest) -> HttpResponse:
    """清空重写: what was written is erased, here and on the server. A bare visit erases nothing."""
    if request.method != "POST":
        return redirect("portal:appeal")
    commands.drop_draft(by=citizen(request), token=cookies.draft_token(request))
    response = redirect(f"{reverse('portal:appeal')}?came=cleared")
    response.delete_cookie(cookies.DRAFT, samesite="Lax")
    return response
