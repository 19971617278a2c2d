"""今日咨询巡查, and 公开问答 from the task to the public page and off it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.kit.errors import Missing
from yiwang.offer.knowledge import commands, policies, queries
from yiwang.offer.knowledge.models import Answer
from yiwang.offer.knowledge.states import EDITORS, MOVES, PATROLLERS, PUBLISHERS, Move
from yiwang.sites.workbench.answers import pages, patrolling
from yiwang.sites.workbench.answers.forms import AnswerForm, ReasonForm, RedactForm, TasksForm
from yiwang.sites.workbench.desk.views.shared import for_staff, once
from yiwang.sites.workbench.middleware import StaffRequest

STAFF = frozenset({*EDITORS, *PUBLISHERS})
REASONED = {
    Move.KEEP: (commands.keep, policies.may_keep), Move.WITHDRAW: (commands.withdraw, policies.may_withdraw),
    Move.SEND_BACK: (commands.send_back, policies.may_send_back),
}  # fmt: skip
"""Moves that ask for a reason, and nothing else."""


@for_staff(roles=PATROLLERS)
def patrol(request: StaffRequest) -> HttpResponse:
    """The list of the morning; looking through it is on record."""
    line, stage = request.GET.get("line", "")[:30], request.GET.get("stage", "")[:20]
    if request.method == "POST":
        whole = appeals.consultations(by=request.actor, reach=request.reach)
        commands.patrol(by=request.actor, waiting=whole.waiting, late=whole.late)
        messages.success(request, _("今天的巡查记下了。"))
        return redirect("answers:patrol")
    number = request.GET.get("page", "1")
    page = patrolling.page(by=request.actor, reach=request.reach, stage=stage, line=line, number=number)
    return render(request, "workbench/answers/patrol.html", {"page": page})


@for_staff(roles=STAFF)
def tasks(request: StaffRequest) -> HttpResponse:
    """Answers that wait for somebody, are public, must be read again, or are over."""
    form = TasksForm(request.GET)
    page = pages.tasks(by=request.actor, reach=request.reach, said=form.said)
    return render(request, "workbench/answers/tasks.html", {"page": page})


@for_staff(roles=STAFF)
def one(request: StaffRequest, answer_id: int) -> HttpResponse:
    """The redacted text beside the original; saved here."""
    found, original = _loaded(request, answer_id)
    form = RedactForm(request.POST or None, initial=pages.initial(found, original))
    done = once(
        request, form,
        lambda: commands.redact(
            by=request.actor, answer_id=found.pk, title=form.cleaned_data["title"], question=form.cleaned_data["question"],
            answer=form.cleaned_data["answer"], version=form.cleaned_data["version"],
        ),
        said=_("改稿存好了，等另一位同事复核。"), to=reverse("answers:one", args=[answer_id]),
    )  # fmt: skip
    page = pages.one(by=request.actor, reach=request.reach, found=found, original=original)
    status = 422 if form.is_bound and form.errors else 200
    shown = {"page": page, "form": form}
    return done or render(request, "workbench/answers/one.html", shown, status=status)


def _loaded(request: StaffRequest, answer_id: int) -> tuple[Answer, pages.Original]:
    """The answer and its original; both must be for this reader."""
    found = queries.get_answer(for_=request.actor, answer_id=answer_id, reach=request.reach)
    appeal = appeals.get_appeal(for_=request.actor, number=found.number, reach=request.reach)
    return found, pages.Original.of(appeal)


@for_staff(roles=STAFF)
def publish(request: StaffRequest, answer_id: int) -> HttpResponse:
    """公开, after one more look at exactly what everybody will read."""
    found, original = _loaded(request, answer_id)
    form = AnswerForm(request.POST or None, initial={"version": found.version})
    done = once(
        request, form,
        lambda: commands.publish(by=request.actor, answer_id=found.pk, version=form.cleaned_data["version"]),
        said=_("已经公开，查得到了。"), to=reverse("answers:one", args=[answer_id]),
    )  # fmt: skip
    if done:
        return done
    policies.may_publish(request.actor, request.reach, found).require()
    page = pages.one(by=request.actor, reach=request.reach, found=found, original=original)
    return render(request, "workbench/answers/publish.html", {"page": page, "form": form})


@for_staff(roles=STAFF)
def renew(request: StaffRequest, answer_id: int) -> HttpResponse:
    """仍然有效: one press on the page of the answer."""
    if request.method == "POST":
        commands.renew(by=request.actor, answer_id=answer_id)
        messages.success(request, _("记下了，一年以后再看。"))
    return redirect("answers:one", answer_id)


@for_staff(roles=STAFF)
def give_reason(request: StaffRequest, answer_id: int, act: str) -> HttpResponse:
    """不公开, 撤下, 退回再改: each with its reason."""
    move = next((move for move in REASONED if move.value == act), None)
    if move is None:
        raise Missing
    (command, may), row = REASONED[move], MOVES[move]
    found, original = _loaded(request, answer_id)
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    done = once(
        request, form, lambda: command(by=request.actor, answer_id=found.pk, reason=form.cleaned_data["reason"]),
        said=_("%(what)s，记下了。") % {"what": row.label}, to=reverse("answers:tasks"),
    )  # fmt: skip
    if done:
        return done
    may(request.actor, request.reach, found).require()
    page = pages.one(by=request.actor, reach=request.reach, found=found, original=original)
    shown = {"page": page, "form": form, "label": row.label, "move": move.value}
    return render(request, "workbench/answers/reason.html", shown, status=422 if form.errors else 200)
