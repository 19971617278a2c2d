"""Applications: the lists, one of them, each move, a form opened for a purpose, a file."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.applications import commands, policies, queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import MOVES, Move
from yiwang.cases.casework import commands as casework
from yiwang.ground.files import queries as files
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.applications import forms, pages
from yiwang.sites.workbench.applications import one as one_page
from yiwang.sites.workbench.desk.forms.base import MoveForm
from yiwang.sites.workbench.desk.pages.supervising_box import supervising_of
from yiwang.sites.workbench.desk.views.shared import for_staff, once, say
from yiwang.sites.workbench.middleware import StaffRequest

FOLDER = "workbench/applications"
_MOVES = {one_page.slug(row.move): row.move for row in MOVES.rows if row.sources}
_FORMS: dict[Move, type[forms.OfFile]] = {
    Move.ACCEPT: forms.AcceptForm, Move.ASK_CORRECTION: forms.CorrectionForm, Move.REFUSE_ACCEPTANCE: forms.WordsForm,
    Move.FINISH_STEP: forms.StepForm, Move.START_SPECIAL: forms.SpecialForm, Move.EXTEND: forms.ExtendForm,
    Move.DECIDE: forms.DecideForm, Move.TAKE_BACK_DECISION: forms.ReasonForm, Move.REVIEW_SAMPLE: forms.SampleForm,
    Move.HAND_OVER: forms.HandOverForm, Move.HAND_BACK: forms.BackForm, Move.CHECK_PLEDGE: forms.PledgeForm,
    Move.DELIVER: forms.DeliverForm, Move.REVOKE_RESULT: forms.RevokeForm, Move.REASSIGN: forms.ReassignForm,
}  # fmt: skip


@for_staff()
def home(request: StaffRequest) -> HttpResponse:
    """Applications in sight."""
    who = policies.Mover(request.actor, request.reach)
    return render(request, f"{FOLDER}/list.html", {"page": pages.home(who, said=forms.ListForm(request.GET).said)})


def _found(request: StaffRequest, number: str) -> Application:
    return queries.get_application(for_=request.actor, number=number)


@for_staff()
def one(request: StaffRequest, number: str) -> HttpResponse:
    """One application with its moves."""
    application = _found(request, number)
    return _shown(request, application, forms.PurposeForm.on(application.case))


def _shown(
    request: StaffRequest, application: Application, form: MoveForm, opened: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Its page; 422 where what it asks for was refused."""
    page = one_page.one(request.actor, application, opened=opened)
    box = supervising_of(request.reach, application.case)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, f"{FOLDER}/one.html", {"page": page, "form": form, "box": box}, status=status)


@for_staff()
def open_form(request: StaffRequest, number: str) -> HttpResponse:
    """The form in full, for a purpose; kept nowhere but in this answer."""
    application = _found(request, number)
    form: MoveForm = forms.PurposeForm(request.POST or None)
    opened = None
    if request.method == "POST" and form.is_valid():
        opened = commands.open_form(by=request.actor, number=number, purpose=form.cleaned_data["purpose"])
        form = forms.PurposeForm.on(application.case)
    return _shown(request, application, form, opened)


@for_staff()
def move(request: StaffRequest, number: str, move: str) -> HttpResponse:
    """One move: at once where it asks for nothing, else a page with what it asks for."""
    application, what = _found(request, number), _MOVES.get(move)
    if what is None:
        raise Missing
    to, kind = reverse("applications:one", args=[number]), _FORMS.get(what)
    known = {"version": application.case.version}
    form = (
        kind(request.POST or None, of=application, initial=known)
        if kind
        else MoveForm(request.POST or None, initial=known)
    )
    done = once(
        request, form, lambda: _carried_out(request, application, what, form), to=to,
        said=_("%(what)s，记下了。") % {"what": MOVES[what].label},
    )  # fmt: skip
    if done or (kind is None and what is not Move.WITHDRAW):
        return done or HttpResponseRedirect(to)
    policies.POLICIES[what](policies.mover(request.actor), application).require()
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "number": number, "title": application.case.title, "label": MOVES[what].label, "back": to}
    return render(request, f"{FOLDER}/move.html", context, status=status)


def _carried_out(request: StaffRequest, application: Application, what: Move, form: MoveForm) -> None:
    """On the file as it was read. Conflict: it has moved on meanwhile."""
    casework.expect(by=request.actor, case_id=application.pk, version=form.cleaned_data["version"])
    getattr(commands, what.value)(by=request.actor, case_id=application.pk, **_given(form))


def _given(form: Any) -> dict[str, Any]:
    if hasattr(form, "given"):
        return dict(form.given())
    return {name: form.cleaned_data[name] for name in form.visible_asked()}


@for_staff()
def file(request: StaffRequest, number: str, file_id: int) -> HttpResponse:
    """One file of a material."""
    stored = files.file(file_id=file_id)
    if stored.subject != _found(request, number).case.ref:
        raise Missing
    return HttpResponse(files.read(file=stored), headers=files.serve_headers(file=stored))


@for_staff()
def notices(request: StaffRequest) -> HttpResponse:
    """审批抄告: grants that this officer's units must know of."""
    return render(request, f"{FOLDER}/notices.html", {"page": pages.notices(request.actor)})


@for_staff(method="POST")
def read_notice(request: StaffRequest, notice_id: int) -> HttpResponse:
    """知悉."""
    commands.read_notice(by=request.actor, notice_id=notice_id)
    say(request, _("记下了：已经知悉。"))
    return HttpResponseRedirect(reverse("applications:notices"))
