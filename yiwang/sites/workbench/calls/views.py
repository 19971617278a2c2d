"""回访台: the list, one call, taken, dialled, noted."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.kit.errors import Conflict, Refused
from yiwang.quality.asking import commands, queries
from yiwang.quality.asking.models import Task
from yiwang.quality.asking.states import Purpose
from yiwang.sites.workbench.calls import pages
from yiwang.sites.workbench.calls.forms import AttemptForm, ListForm
from yiwang.sites.workbench.desk.views.shared import for_staff, once, say
from yiwang.sites.workbench.middleware import StaffRequest

FOLDER = "workbench/calls"


def _found(request: StaffRequest, task_id: int) -> Task:
    return queries.get_task(for_=request.actor, task_id=task_id, reach=request.reach)


def _form(request: StaffRequest, task: Task) -> AttemptForm:
    questions = queries.to_of(task.ask).questions
    return AttemptForm(request.POST or None, purpose=Purpose(task.ask.purpose), questions=questions)


@for_staff(roles=queries.CALLERS)
def home(request: StaffRequest) -> HttpResponse:
    """Calls that wait for this desk."""
    show, page = ListForm(request.GET).said
    shown = pages.home(request.actor, request.reach, show=show, page=page)
    return render(request, f"{FOLDER}/list.html", {"page": shown})


@for_staff(roles=queries.CALLERS)
def one(request: StaffRequest, task_id: int) -> HttpResponse:
    """One call: its words, and what it came to."""
    task = _found(request, task_id)
    form = _form(request, task)
    try:
        done = once(
            request, form, lambda: commands.note_attempt(by=request.actor, task_id=task_id, **form.given),
            to=reverse("calls:home"), said=_("记下了。"),
        )  # fmt: skip
    except (Conflict, Refused) as error:
        done = None
        form.add_error(None, error.message)
    shown = {"page": pages.one(request.reach, task), "form": form}
    return done or render(request, f"{FOLDER}/one.html", shown, status=422 if form.is_bound and form.errors else 200)


@for_staff(roles=queries.CALLERS, method="POST")
def take(request: StaffRequest, task_id: int) -> HttpResponse:
    """认领."""
    commands.take_call(by=request.actor, task_id=_found(request, task_id).pk)
    return redirect("calls:one", task_id)


@for_staff(roles=queries.CALLERS, method="POST")
def give_back(request: StaffRequest, task_id: int) -> HttpResponse:
    """退回清单."""
    commands.give_back_call(by=request.actor, task_id=_found(request, task_id).pk)
    say(request, _("退回清单了，别的同事可以打。"))
    return redirect("calls:home")


@for_staff(roles=queries.CALLERS, method="POST")
def dial(request: StaffRequest, task_id: int) -> HttpResponse:
    """The link by which the telephone rings up, shown masked; the look is on record."""
    task = _found(request, task_id)
    tel = commands.dial(by=request.actor, task_id=task.pk)
    form = AttemptForm(purpose=Purpose(task.ask.purpose), questions=queries.to_of(task.ask).questions)
    return render(request, f"{FOLDER}/one.html", {"page": pages.one(request.reach, task, tel=tel), "form": form})
