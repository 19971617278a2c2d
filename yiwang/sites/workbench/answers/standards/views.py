"""标准口径 at the desk: found, written, approved, read again, handed on, retired."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.kit.errors import Conflict, Missing
from yiwang.offer.knowledge import commands, policies, queries
from yiwang.offer.knowledge.states import STANDARD_MOVES, StandardMove
from yiwang.sites.workbench.answers.standards import pages
from yiwang.sites.workbench.answers.standards.forms import (
    ApproveForm,
    ListForm,
    OwnerForm,
    ReasonForm,
    WriteForm,
)
from yiwang.sites.workbench.desk.views.shared import for_staff, once
from yiwang.sites.workbench.middleware import StaffRequest

FOLDER = "workbench/answers/standards"


@for_staff()
def home(request: StaffRequest) -> HttpResponse:
    """The standards in force, those to be approved or read again, one's own, the retired ones."""
    page = pages.home(by=request.actor, reach=request.reach, said=ListForm(request.GET).said)
    return render(request, f"{FOLDER}/list.html", {"page": page})


@for_staff()
def one(request: StaffRequest, standard_id: int) -> HttpResponse:
    """One standard, with its wordings and what was answered after it, or otherwise."""
    page = pages.one(by=request.actor, reach=request.reach, standard_id=standard_id)
    return render(request, f"{FOLDER}/one.html", {"page": page})


@for_staff()
def write(request: StaffRequest, standard_id: int | None = None) -> HttpResponse:
    """A new standard, or a new wording of one."""
    found = queries.get_standard(standard_id=standard_id) if standard_id else None
    waiting = queries.open_wording(standard=found) if found else None
    form = WriteForm(
        request.POST or None, categories=pages.categories(), lines=pages.lines(), initial=pages.initial(found, waiting)
    )
    done = _written(request, form, standard_id)
    if done:
        return done
    verdict = policies.may_write_standard(request.actor, request.reach, found) if found else None
    (verdict if verdict is not None else policies.may_begin_standard(request.reach)).require()
    shown = {"form": form, "standard": found, "waiting": waiting}
    return render(request, f"{FOLDER}/write.html", shown, status=422 if form.is_bound else 200)


def _written(request: StaffRequest, form: WriteForm, standard_id: int | None) -> HttpResponse | None:
    def act() -> None:
        said = {name: value for name, value in form.cleaned_data.items() if name not in ("nonce", "version")}
        version = form.cleaned_data["version"] or None
        commands.write_standard(by=request.actor, standard_id=standard_id, version=version, **said)

    to = reverse("standards:one", args=[standard_id]) if standard_id else f"{reverse('standards:home')}?show=waiting"
    try:
        return once(request, form, act, to=to, said=_("存好了，等另一位同事批准。"))
    except Conflict as error:
        form.add_error(None, error.message)
        return None


@for_staff()
def approve(request: StaffRequest, standard_id: int) -> HttpResponse:
    """批准, beside what is said now."""
    page = pages.one(by=request.actor, reach=request.reach, standard_id=standard_id)
    initial = {"version": page.standard.version, "review_on": pages.next_review()}
    form = ApproveForm(request.POST or None, initial=initial)
    done = once(
        request, form,
        lambda: commands.approve_standard(
            by=request.actor, standard_id=standard_id, version=form.cleaned_data["version"],
            review_on=form.cleaned_data["review_on"],
        ),
        said=_("批准了，从现在起都照这一条答。"), to=reverse("standards:one", args=[standard_id]),
    )  # fmt: skip
    if done:
        return done
    page.approve.require()
    shown = {"page": page, "form": form}
    return render(request, f"{FOLDER}/approve.html", shown, status=422 if form.errors else 200)


@for_staff()
def confirm(request: StaffRequest, standard_id: int) -> HttpResponse:
    """仍然有效: one press on the page of the standard."""
    if request.method == "POST":
        commands.confirm_standard(by=request.actor, standard_id=standard_id)
        messages.success(request, _("记下了，一年以后再看。"))
    return redirect("standards:one", standard_id)


@for_staff()
def hand_on(request: StaffRequest, standard_id: int) -> HttpResponse:
    """换负责人."""
    found = queries.get_standard(standard_id=standard_id)
    form = OwnerForm(request.POST or None, people=pages.people(found), initial={"version": found.version})
    done = once(
        request, form,
        lambda: commands.hand_on_standard(
            by=request.actor, standard_id=standard_id, owner_id=int(form.cleaned_data["owner"])
        ),
        said=_("换好了，到期会提醒新的负责人。"), to=reverse("standards:one", args=[standard_id]),
    )  # fmt: skip
    if done:
        return done
    policies.may_hand_on_standard(request.actor, request.reach, found).require()
    shown = {"form": form, "standard": found}
    return render(request, f"{FOLDER}/owner.html", shown, status=422 if form.errors else 200)


@for_staff()
def give_reason(request: StaffRequest, standard_id: int, act: str) -> HttpResponse:
    """退回再改, 停用: each with its reason."""
    acts = {StandardMove.SEND_BACK: commands.send_back_standard, StandardMove.RETIRE: commands.retire_standard}
    move = next((move for move in acts if move.value == act), None)
    if move is None:
        raise Missing
    page = pages.one(by=request.actor, reach=request.reach, standard_id=standard_id)
    label = STANDARD_MOVES[move].label
    form = ReasonForm(request.POST or None, initial={"version": page.standard.version})
    done = once(
        request, form,
        lambda: acts[move](by=request.actor, standard_id=standard_id, reason=form.cleaned_data["reason"]),
        said=_("%(what)s，记下了。") % {"what": label}, to=reverse("standards:one", args=[standard_id]),
    )  # fmt: skip
    if done:
        return done
    (page.send_back if move is StandardMove.SEND_BACK else page.retire).require()
    shown = {"page": page, "form": form, "label": label, "move": move.value}
    return render(request, f"{FOLDER}/reason.html", shown, status=422 if form.errors else 200)
