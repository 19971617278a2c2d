"""退办、指定管辖、退回来源."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies, queries
from yiwang.ground.organisation.states import Permission
from yiwang.sites.workbench.desk.forms.whose import DesignateForm, HandBackForm, ReturnForm
from yiwang.sites.workbench.desk.pages import whose as pages
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, mover, paged, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def return_to_desk(request: StaffRequest, number: str) -> HttpResponse:
    """退办. The file leaves the unit's sight, so the way goes on to the inbox."""
    appeal, units = found(request, number), pages.units_open()
    form = ReturnForm.on(appeal.case, request.POST or None, units=units)

    def give_back() -> None:
        given = {name: form.cleaned_data[name] for name in ("ground", "reason", "suggested")}
        commands.return_to_desk(by=request.actor, case_id=appeal.pk, **given)

    done = move(
        request, appeal, form, give_back, to=reverse("workbench:inbox"),
        said=_("%(number)s退办了，不再由本单位办。") % {"number": number},
    )  # fmt: skip
    if done:
        return done
    policies.may_return_to_desk(mover(request), appeal).require()
    return show(request, "return", form=form, page=pages.ReturnPage.of(appeal, units))


@for_staff(Permission.APPROVE)
def undecided(request: StaffRequest) -> HttpResponse:
    """All that was given back twice and waits for a superior's word, the longest waiting first."""
    found_, pager = paged(request, queries.to_designate(by=request.actor, reach=request.reach))
    return show(request, "undecided", rows=pages.designate_rows(found_), pager=pager)


@for_staff()
def designate(request: StaffRequest, number: str) -> HttpResponse:
    """指定管辖."""
    appeal, units = found(request, number), pages.units_open()
    form = DesignateForm.on(appeal.case, request.POST or None, units=units)
    done = move(
        request, appeal, form,
        lambda: commands.designate(
            by=request.actor, case_id=appeal.pk, unit_code=form.cleaned_data["unit"], reason=form.cleaned_data["reason"]
        ),
        to=reverse("workbench:case", args=[number]), said=_("指定好了，承办单位已收到短信。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_designate(mover(request), appeal).require()
    return show(request, "designate", form=form, page=pages.DesignatePage.of(appeal, units))


@for_staff()
def hand_back(request: StaffRequest, number: str) -> HttpResponse:
    """退回来源: asked once more before it is done, for it cannot be taken back."""
    appeal = found(request, number)
    form = HandBackForm.on(appeal.case, request.POST or None)
    page = pages.HandBackPage.of(appeal)
    if request.method == "POST" and form.is_valid() and not form.cleaned_data["sure"]:
        policies.may_hand_back(mover(request), appeal).require()
        return show(request, "hand_back_sure", form=form, page=page, status=200)
    done = move(
        request, appeal, form,
        lambda: commands.hand_back(
            by=request.actor, case_id=appeal.pk, ground=form.cleaned_data["ground"], body=form.cleaned_data["body"],
            phone=form.cleaned_data["phone"],
        ),
        to=reverse("workbench:case", args=[number]), said=_("退回来源了，这一件到此结束。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_hand_back(mover(request), appeal).require()
    return show(request, "hand_back", form=form, page=page)
