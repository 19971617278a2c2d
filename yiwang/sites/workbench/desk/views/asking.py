"""问诉求人、收回提问、补充材料、催办."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies
from yiwang.ground.files import queries as files
from yiwang.sites.workbench.desk.forms import MoveForm
from yiwang.sites.workbench.desk.forms.asking import AskForm, SupplementForm, TakeBackQuestionForm
from yiwang.sites.workbench.desk.pages.asking import AskPage
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.views.moves import whole
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, mover, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def ask(request: StaffRequest, number: str) -> HttpResponse:
    """问诉求人: what a good question is, and what the citizen will read."""
    appeal = found(request, number)
    form = AskForm.on(appeal.case, request.POST or None)
    done = move(
        request, appeal, form,
        lambda: commands.ask(by=request.actor, case_id=appeal.pk, text=form.cleaned_data["text"]),
        to=reverse("workbench:case", args=[number]), said=_("问题发出去了，等回答期间不计时。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_ask(mover(request), appeal).require()
    return show(request, "ask", form=form, page=AskPage.of(appeal))


@for_staff(method="POST")
def take_back_question(request: StaffRequest, number: str) -> HttpResponse:
    """收回提问."""
    appeal, form = found(request, number), TakeBackQuestionForm(request.POST)
    whole(form)
    to = reverse("workbench:case", args=[number])
    done = move(
        request, appeal, form,
        lambda: commands.take_back_question(
            by=request.actor, case_id=appeal.pk, question_id=form.cleaned_data["question"]
        ),
        to=to, said=_("提问收回了，从现在起接着计时。"),
    )  # fmt: skip
    return done or redirect(to)


@for_staff()
def supplement(request: StaffRequest, number: str) -> HttpResponse:
    """补充材料, for somebody who calls."""
    appeal = found(request, number)
    form = SupplementForm.on(appeal.case, request.POST or None, files=request.FILES or None)

    def add() -> None:
        upload = form.cleaned_data["file"]
        clean = [files.clean(name=upload.name, data=upload.read())] if upload else []
        commands.supplement(
            by=request.actor, case_id=appeal.pk, key=f"desk:{form.cleaned_data['nonce']}",
            text=form.cleaned_data["text"], attachments=clean,
        )  # fmt: skip

    done = move(request, appeal, form, add, to=reverse("workbench:case", args=[number]), said=_("补充的内容记下了。"))
    if done:
        return done
    policies.may_supplement(mover(request), appeal).require()
    return show(request, "supplement", form=form, head=Head.of(appeal, None))


@for_staff(method="POST")
def urge(request: StaffRequest, number: str) -> HttpResponse:
    """催办, for somebody who calls."""
    appeal, form = found(request, number), MoveForm(request.POST)
    whole(form)
    to = reverse("workbench:case", args=[number])
    done = move(
        request, appeal, form, lambda: commands.urge(by=request.actor, case_id=appeal.pk), to=to,
        said=_("替诉求人催了，督办单位会收到。"),
    )  # fmt: skip
    return done or redirect(to)
