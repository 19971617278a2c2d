"""会商: the lists, convening, the page with opinions and conclusion, cancelling, and the minutes for print."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import CONVENERS
from yiwang.sites.workbench.desk.forms.together import (
    CancelConsultationForm,
    ConcludeForm,
    ConveneForm,
    OpinionForm,
)
from yiwang.sites.workbench.desk.pages import consulting as pages
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.pages.slices import sliced
from yiwang.sites.workbench.desk.pages.together import units_to_call
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, mover, once, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def consultations(request: StaffRequest) -> HttpResponse:
    """What I am asked for, what I convened, and, for whoever may convene, what the house proposes: one of the three at a time."""
    may_convene = bool(request.reach.roles.intersection(CONVENERS))
    shelves = pages.Shelves.of(mover(request), request.GET.get("show", ""), may_convene=may_convene)
    if shelves.shown == pages.PROPOSED:
        return show(request, "consultations", page=shelves, rows=pages.proposal_rows(shelves.proposed), pager=None)
    found_, pager = sliced(
        shelves.listed, path=request.path, page=request.GET.get("page", "1"), said={"show": shelves.shown}
    )
    return show(request, "consultations", page=shelves, rows=pages.consultation_rows(found_), pager=pager)


@for_staff()
def convene(request: StaffRequest, number: str) -> HttpResponse:
    """发起会商."""
    appeal = found(request, number)
    form = ConveneForm.on(
        appeal.case, request.POST or None, known=pages.lines_to_ask(appeal), names=pages.names_of_units(appeal),
        initial={"ground": request.GET.get("ground", "")},
    )  # fmt: skip

    def call() -> None:
        names = ("ground", "question", "lines", "unit_codes", "meets_at", "place")
        commands.convene(by=request.actor, case_id=appeal.pk, **{name: form.cleaned_data[name] for name in names})

    to = reverse("workbench:case", args=[number])
    done = move(request, appeal, form, call, to=to, said=_("会商发起了，受邀的人已收到通知。"))
    if done:
        return done
    policies.may_convene(mover(request), appeal).require()
    return show(request, "convene", form=form, head=Head.of(appeal, None), units=units_to_call(appeal))


def _page(
    request: StaffRequest, appeal: Appeal, key: int, *, opinion: OpinionForm | None = None, end: ConcludeForm | None = None
) -> HttpResponse:  # fmt: skip
    """The page with its two forms; whichever was refused is shown as it was typed."""
    page = pages.ConsultationPage.of(mover(request), appeal, key)
    said = {"text": page.own.text} if page.own else {}
    return show(
        request, "consultation", page=page, form=opinion or end, opinion=opinion or OpinionForm(initial=said),
        end=end or ConcludeForm.on(appeal.case), units=units_to_call(appeal) if page.can_conclude else (),
    )  # fmt: skip


@for_staff()
def consultation(request: StaffRequest, number: str, key: int) -> HttpResponse:
    """One consultation: who, what they say, and what I may do."""
    return _page(request, found(request, number, guests=True), key)


@for_staff()
def my_opinion(request: StaffRequest, number: str) -> HttpResponse:
    """The consultation that goes on, from the button of the file."""
    appeal = found(request, number, guests=True)
    held = queries.acts_of(appeal).consultation
    return _page(request, appeal, held.id if held else 0)


@for_staff(method="POST")
def opine(request: StaffRequest, number: str, key: int) -> HttpResponse:
    """提意见, or say it anew."""
    appeal, form = found(request, number, guests=True), OpinionForm(request.POST)
    done = once(
        request, form, lambda: commands.opine(by=request.actor, case_id=appeal.pk, text=form.cleaned_data["text"]),
        to=reverse("workbench:consultation", args=[number, key]), said=_("意见记下了，召集人已收到通知。"),
    )  # fmt: skip
    return done or _page(request, appeal, key, opinion=form)


@for_staff(method="POST")
def conclude(request: StaffRequest, number: str, key: int) -> HttpResponse:
    """会商结论."""
    appeal = found(request, number)
    units = units_to_call(appeal) + ([appeal.case.unit] if appeal.case.unit else [])
    form = ConcludeForm.on(appeal.case, request.POST, units=units)
    assert isinstance(form, ConcludeForm)

    def end() -> None:
        said = {name: form.cleaned_data[name] for name in ("conclusion", "minutes", "unit_code")}
        commands.conclude(by=request.actor, case_id=appeal.pk, consultation_id=key, **said)

    to = reverse("workbench:consultation", args=[number, key])
    done = move(request, appeal, form, end, to=to, said=_("结论作出了，会商纪要可以打印。"))
    return done or _page(request, appeal, key, end=form)


@for_staff()
def cancel_consultation(request: StaffRequest, number: str, key: int) -> HttpResponse:
    """取消会商: asked, with a reason."""
    appeal = found(request, number)
    form = CancelConsultationForm.on(appeal.case, request.POST or None)
    done = move(
        request, appeal, form,
        lambda: commands.cancel_consultation(
            by=request.actor, case_id=appeal.pk, reason=form.cleaned_data["reason"], consultation_id=key
        ),
        to=reverse("workbench:case", args=[number]), said=_("会商取消了，受邀的人已收到通知。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_cancel_consultation(mover(request), appeal).require()
    page = pages.ConsultationPage.of(mover(request), appeal, key)
    return show(request, "cancel_consultation", form=form, page=page)


@for_staff()
def minutes(request: StaffRequest, number: str, key: int) -> HttpResponse:
    """会商纪要, fit for print."""
    page = pages.ConsultationPage.of(mover(request), found(request, number, guests=True), key)
    return show(request, "minutes", page=page)
