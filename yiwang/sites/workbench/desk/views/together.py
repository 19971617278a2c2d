"""请单位协办、取消协办、协办反馈, and the list of what a unit owes others."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import PartAct
from yiwang.kit.errors import Missing
from yiwang.sites.ui.pages import KeyHint
from yiwang.sites.workbench.desk.forms.base import MoveForm
from yiwang.sites.workbench.desk.forms.together import CallInForm, ReportPartForm
from yiwang.sites.workbench.desk.pages import rows
from yiwang.sites.workbench.desk.pages import together as pages
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.pages.frame import desk_of
from yiwang.sites.workbench.desk.pages.rows import Asked
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, mover, once, paged, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def parts(request: StaffRequest) -> HttpResponse:
    """协办: what the units of this officer owe others, a tab of the inbox."""
    desk, path = desk_of(request), reverse("workbench:inbox")
    owed, pager = paged(request, queries.parts_owed(reach=request.reach))
    others = rows.scopes(path, Asked(), desk.counts)
    scopes = [*others, pages.parts_chip(pages.owed_by(mover(request)), current=True)]
    keys = [KeyHint(key=key, label=label) for key, label in (("J", _("下一件")), ("K", _("上一件")), ("⏎", _("打开")))]
    return show(request, "parts", groups=rows.groups(pages.part_rows(owed)), scopes=scopes, keys=keys, pager=pager)


@for_staff()
def call_in(request: StaffRequest, number: str) -> HttpResponse:
    """请单位协办: some units at once, each with its task."""
    appeal = found(request, number)
    units = pages.units_to_call(appeal)
    form = CallInForm.on(appeal.case, request.POST or None, units=units)
    assert isinstance(form, CallInForm)
    done = move(
        request, appeal, form,
        lambda: commands.call_in(by=request.actor, case_id=appeal.pk, tasks=form.tasks),
        to=reverse("workbench:case", args=[number]), said=_("请好了，协办单位已收到通知。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_call_in(mover(request), appeal).require()
    lines = [(form[f"unit_{place}"], form[f"task_{place}"]) for place in range(len(form.fields) // 2 - 1)]
    return show(request, "call_in", form=form, head=Head.of(appeal, None), units=units, lines=lines)


def _part(appeal: Appeal, part_id: int) -> PartAct:
    part = next((one for one in queries.acts_of(appeal).parts if one.id == part_id), None)
    if part is None:
        raise Missing
    return part


@for_staff()
def recall_part(request: StaffRequest, number: str, part_id: int) -> HttpResponse:
    """取消协办: asked before it is done."""
    appeal = found(request, number)
    part, form = _part(appeal, part_id), MoveForm.on(appeal.case, request.POST or None)
    done = move(
        request, appeal, form,
        lambda: commands.recall_part(by=request.actor, case_id=appeal.pk, part_id=part_id),
        to=reverse("workbench:case", args=[number]), said=_("取消了，协办单位已收到通知。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_recall_part(mover(request), appeal, part).require()
    return show(request, "recall_part", form=form, page=pages.PartPage.of(appeal, part))


@for_staff()
def my_part(request: StaffRequest, number: str) -> HttpResponse:
    """The part of this officer's own unit, from the button of the file."""
    appeal = found(request, number, guests=True)
    policies.may_report_part(mover(request), appeal).require()
    mine = next(one for one in policies.my_parts(mover(request), appeal) if one.state == "open")
    return HttpResponseRedirect(reverse("workbench:report_part", args=[number, mine.id]))


@for_staff()
def report_part(request: StaffRequest, number: str, part_id: int) -> HttpResponse:
    """协办反馈: the task, the letter, and one text; made for a phone too."""
    appeal = found(request, number, guests=True)
    part, form = _part(appeal, part_id), ReportPartForm(request.POST or None)
    done = once(
        request, form,
        lambda: commands.report_part(
            by=request.actor, case_id=appeal.pk, answer=form.cleaned_data["answer"], part_id=part_id
        ),
        to=reverse("workbench:case", args=[number]), said=_("反馈好了，主办单位已收到通知。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_report_part(mover(request), appeal, part).require()
    return show(request, "report_part", form=form, page=pages.PartPage.of(appeal, part))
