"""Filing for somebody: choose, fill in on one page, print the receipt; and taking in what is brought later. All is kept first."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.applications import commands as applications
from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.commands import Given
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import MaterialState, State
from yiwang.cases.casework import commands as casework
from yiwang.cases.counter import commands
from yiwang.cases.counter import queries as counter
from yiwang.cases.counter.queries import FilingView
from yiwang.ground.files import queries as files
from yiwang.ground.organisation.states import Permission
from yiwang.kit.errors import HouseError, Invalid
from yiwang.sites.ui import schemaforms
from yiwang.sites.workbench.applications import window_pages as pages
from yiwang.sites.workbench.applications.window_forms import FindForm, ReceiveForm, WhoForm, chosen_of
from yiwang.sites.workbench.desk.views.shared import for_staff, once
from yiwang.sites.workbench.middleware import StaffRequest

FOLDER = "workbench/applications"
_TAKERS = (Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE)


@for_staff(*_TAKERS)
def new(request: StaffRequest) -> HttpResponse:
    """Choose what it is about; a click begins."""
    policies.may_submit(policies.mover(request.actor)).require()
    if again := request.POST.get("restore", ""):
        commands.restore_at_window(by=request.actor, key=int(again) if again.isdecimal() else 0)
        return redirect("applications:new")
    if off := request.POST.get("drop", ""):
        commands.drop_at_window(by=request.actor, key=int(off) if off.isdecimal() else 0)
        return redirect("applications:new")
    if request.method == "POST":
        key = commands.open_at_window(by=request.actor, item=request.POST.get("item", ""))
        return redirect("applications:fill", key)
    form = FindForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    begun = counter.begun_at_window(officer=request.officer.pk)
    return render(
        request, f"{FOLDER}/new.html", {"form": form, "items": pages.found(words), "words": words, "begun": begun}
    )


def _view(request: StaffRequest, key: int) -> FilingView:
    return counter.window_filing(key=key, officer=request.officer.pk)


@for_staff(*_TAKERS)
def fill(request: StaffRequest, key: int) -> HttpResponse:
    """The whole on one page. Whatever was sent is kept, then looked at."""
    view = _view(request, key)
    if view.is_sent:
        return redirect("applications:receipt", key)
    if request.method != "POST":
        return _filled(request, view, key, who=WhoForm.of(view))
    act = request.POST.get("act", "save")
    if act == "drop":
        commands.drop_at_window(by=request.actor, key=key)
        return redirect("applications:new")
    problems, who, sheet = _keep(request, view, key)
    view = _view(request, key)
    if act == "register":
        return _from_register(request, key, who)
    if act != "file":
        return _filled(request, view, key, who=WhoForm.of(view), problems=problems)
    who.add_problems()
    problems |= pages.wanting(view)
    if not (problems or sheet.errors or who.wrong):
        try:
            commands.file_at_window(by=request.actor, key=key)
            return redirect("applications:receipt", key)
        except HouseError as error:
            problems["id_q"] = error.message
    return _filled(request, view, key, who=who, sheet=sheet, problems=who.wrong | problems)


def _filled(request: StaffRequest, view: FilingView, key: int, *, who: Any, **told: Any) -> HttpResponse:
    page = pages.fill(view, key, who=who, **told)
    return render(request, f"{FOLDER}/fill.html", {"page": page}, status=422 if page.errors else 200)


class _Who(WhoForm):
    """The form with what the counter said of it."""

    problems: dict[str, str]

    def add_problems(self) -> None:
        """Say each at its field."""
        for name, words in self.problems.items():
            self.add_error(name, words)

    @property
    def wrong(self) -> dict[str, str]:
        """By id of the field, for the summary."""
        return {f"id_{name}": words for name, words in self.problems.items()}


def _keep(request: StaffRequest, view: FilingView, key: int) -> tuple[dict[str, str], _Who, Any]:
    """Everything that was sent, in the order it was asked. Returns what of the materials was not taken."""
    by, sent, token = request.actor, request.POST, view.token
    commands.write_choices(by=by, token=token, chosen=chosen_of(sent, view.guide))
    who = _Who(sent)
    who.problems = commands.write_who_at_window(by=by, key=key, **who.told).problems
    now = _view(request, key)
    prefilled = set(now.prefilled)
    sheet = schemaforms.read(view.schema, sent, prefilled=prefilled)
    commands.write_form(by=by, token=token, values=sheet.values)
    if "pledged" in sent or "pledge_shown" in sent:
        commands.sign_pledge(by=by, token=token, agrees="pledged" in sent)
    return _keep_materials(request, view, key), who, sheet


def _keep_materials(request: StaffRequest, view: FilingView, key: int) -> dict[str, str]:
    by, sent, problems = request.actor, request.POST, {}
    off, _sep, parcel = sent.get("act", "").removeprefix("remove:").partition(":")
    for material in view.guide["materials"]:
        code = material["code"]
        if f"said_{code}" not in sent:
            continue
        for file in request.FILES.getlist(f"file_{code}"):
            try:
                commands.add_material(by=by, token=view.token, code=code, name=file.name or "", data=file.read())
            except HouseError as error:
                problems[f"file_{code}"] = error.message
        commands.see_original(by=by, key=key, code=code, is_seen=f"seen_{code}" in sent)
        step = commands.say_material(
            by=by,
            token=view.token,
            code=code,
            promised_by=sent.get(f"later_{code}", ""),
            declared=f"declared_{code}" in sent,
        )
        if wrong := next(iter(step.problems.values()), ""):
            problems[f"file_{code}"] = wrong
        if off == code and parcel.isdecimal():
            commands.remove_material(by=by, token=view.token, code=code, parcel_id=int(parcel))
    return problems


def _from_register(request: StaffRequest, key: int, who: _Who) -> HttpResponse:
    """由登记库带出: for a purpose that is written; what it says stands in the form."""
    try:
        said = commands.fill_from_register(by=request.actor, key=key, purpose=request.POST.get("purpose", ""))
    except HouseError as error:
        view = _view(request, key)
        words = next(iter(error.fields.values()), error.message) if isinstance(error, Invalid) else error.message
        return _filled(request, view, key, who=WhoForm.of(view), problems={"id_purpose": words})
    view = _view(request, key)
    told = _("人口库里查到%(n)s项，已经带出；不对可以改。") % {"n": len(said)}
    return _filled(request, view, key, who=WhoForm.of(view), said=told)


@for_staff(*_TAKERS)
def receipt(request: StaffRequest, key: int) -> HttpResponse:
    """回执: number, query code and what was handed in, to be printed. It lies here for a day."""
    view = _view(request, key)
    if view.receipt is None:
        return redirect("applications:fill", key)
    return render(request, f"{FOLDER}/receipt.html", {"page": pages.receipt(view)})


@for_staff(*_TAKERS)
def receive(request: StaffRequest, number: str) -> HttpResponse:
    """收材料: what a correction asks for, what was promised, what was lacking; copies or originals seen."""
    one = queries.get_application(for_=request.actor, number=number)
    to = reverse("applications:one", args=[number])
    form = ReceiveForm(request.POST or None, initial={"version": one.case.version})
    problems: dict[str, str] = {}
    given = _brought(request, one, problems) if request.method == "POST" else []
    if request.method == "POST" and form.is_valid() and not given and not form.cleaned_data["words"]:
        problems.setdefault("", _("还没有收到材料：请上传，或者勾选已核验原件"))
    if not problems and (
        done := once(request, form, lambda: _taken(request, one, form, given), to=to, said=_("材料收下了。"))
    ):
        return done
    lines = pages.to_receive(one, problems)
    if not lines and not problems:
        return HttpResponseRedirect(to)
    context = {"form": form, "lines": lines, "number": number, "title": one.case.title, "problem": problems.get("", "")}
    context["is_correcting"] = one.case.state == State.CORRECTING
    return render(request, f"{FOLDER}/receive.html", context, status=422 if problems or form.errors else 200)


def _brought(request: StaffRequest, one: Application, problems: dict[str, str]) -> list[Given]:
    found = []
    for line in pages.to_receive(one, {}):
        cleans = []
        for file in request.FILES.getlist(f"file_{line.code}"):
            try:
                cleans.append(files.clean(name=file.name or "", data=file.read()))
            except HouseError as error:
                problems[line.code] = error.message
        is_seen = f"seen_{line.code}" in request.POST
        if cleans or is_seen:
            found.append(Given(code=line.code, files=cleans, seen=is_seen))
    return found


def _taken(request: StaffRequest, one: Application, form: ReceiveForm, given: list[Given]) -> None:
    """By the move that this material waits for. Conflict: the file has moved on meanwhile."""
    by, case_id = request.actor, one.pk
    casework.expect(by=by, case_id=case_id, version=form.cleaned_data["version"])
    if one.case.state == State.CORRECTING:
        applications.correct(by=by, case_id=case_id, words=form.cleaned_data["words"], given=given)
        return
    promised = set(one.materials.filter(state=MaterialState.PROMISED).values_list("code", flat=True))
    for row in given:
        act = applications.supply if row.code in promised else applications.take_material
        act(by=by, case_id=case_id, given=row)
