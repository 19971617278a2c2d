"""What a citizen does while the file is handled: answer a question, add something, press."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.queries import PublicFile
from yiwang.kit.errors import Invalid, Refused
from yiwang.sites.portal.appeals import parcels
from yiwang.sites.portal.track import notes_pages as pages
from yiwang.sites.portal.track.forms import NoteForm
from yiwang.sites.portal.track.pages import on_its_way
from yiwang.sites.portal.track.views import ask, opened
from yiwang.sites.portal.web import add_error, citizen, personal
from yiwang.sites.ui.pages import UploadItem
from yiwang.sites.ui.sayings import say


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """回答提问."""
    return _note(request, number, "answer")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """补充材料."""
    return _note(request, number, "supplement")


def _note(request: HttpRequest, number: str, kind: pages.Kind) -> HttpResponse:
    """Text and files. What was typed is kept first and judged afterwards; files can be added and taken off on the way."""
    found = opened(request, number)
    if found is None:
        return ask(number)
    if request.method != "POST":
        new = NoteForm(initial=pages.initial(found, secrets.token_urlsafe(32)), is_answer=kind == "answer")
        return _form(request, found, kind, new)
    form = NoteForm(request.POST, is_answer=kind == "answer")
    if not form.is_valid():
        return _form(request, found, kind, form)
    said = form.cleaned_data
    commands.keep_note(by=citizen(request), number=found.number, token=said["token"], text=said["text"])
    refused, advised = parcels.take(request, said["token"])
    if "go" not in request.POST or refused or advised:
        return _form(request, found, kind, form, refused=refused, status=422 if refused else 200)
    try:
        _send(request, found, kind, said)
        return redirect(on_its_way(found, kind))
    except (Invalid, Refused) as error:
        add_error(form, error)
    return _form(request, found, kind, form)


def _send(request: HttpRequest, found: PublicFile, kind: pages.Kind, said: dict[str, object]) -> None:
    given = {"number": found.number, "token": str(said["token"]), "text": str(said["text"])}
    if kind == "answer":
        commands.answer(by=citizen(request), question=int(str(said["question"] or 0)), **given)
    else:
        commands.supplement(by=citizen(request), **given)


def _form(
    request: HttpRequest, found: PublicFile, kind: pages.Kind, form: NoteForm, *, refused: list[UploadItem] | None = None,
    status: int = 0,
) -> HttpResponse:  # fmt: skip
    token = str(form["token"].value() or "")
    note = queries.note(token=token, number=found.number)
    page = pages.note(found, kind, note, refused=refused or ())
    return render(
        request, "portal/track/note.html", {"form": form, "page": page}, status=status or (422 if form.errors else 200)
    )


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def urge(request: HttpRequest, number: str) -> HttpResponse:
    """催一催: who gets it and when it is possible again, then one button."""
    found = opened(request, number)
    if found is None:
        return ask(number)
    problem = ""
    if request.method == "POST":
        try:
            commands.urge(by=citizen(request), number=found.number)
            return redirect(on_its_way(found, "urge"))
        except Refused as error:
            problem = say(error.message)
    page = pages.urge(found, problem=problem)
    return render(request, "portal/track/urge.html", {"page": page}, status=409 if problem else 200)
