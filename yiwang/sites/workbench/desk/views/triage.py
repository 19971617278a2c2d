"""分派: one letter, one decision, the next letter."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import TAKE_BACK_SECONDS
from yiwang.cases.appeals.states import DESK, TYPES, State
from yiwang.kit.errors import Conflict, Missing
from yiwang.sites.ui.pages import KeyHint, Toast
from yiwang.sites.workbench.desk.forms import TriageForm, stamps
from yiwang.sites.workbench.desk.pages import triage as pages
from yiwang.sites.workbench.desk.pages.stale import StalePage
from yiwang.sites.workbench.desk.views.shared import carry_out, for_staff, found, mover, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff(roles=DESK)
def triage(request: StaffRequest) -> HttpResponse:
    """The queue with its first letter open; after a push the way back for a minute."""
    waiting = _waiting(request)
    toast = _undo(request, request.GET.get("done", ""))
    return _page(request, waiting, waiting[0] if waiting else None, toast=toast)


@for_staff(roles=DESK)
def one(request: StaffRequest, number: str) -> HttpResponse:
    """One letter; posting the decision pushes it."""
    appeal = found(request, number)
    if request.method == "POST":
        return _push(request, appeal)
    if appeal.case.state != State.REGISTERED:
        return redirect("workbench:case", number)
    return _page(request, _waiting(request), appeal)


def _waiting(request: StaffRequest) -> list[Appeal]:
    return queries.triage_queue(by=request.actor, reach=request.reach, size=pages.QUEUE)


def _page(
    request: StaffRequest, waiting: list[Appeal], at: Appeal | None, *, form: TriageForm | None = None,
    toast: Toast | None = None,
) -> HttpResponse:  # fmt: skip
    said = request.POST if request.method == "POST" else request.GET
    kind = said.get("type", "") if said.get("type", "") in TYPES else ""
    category = said.get("other_category", "") or said.get("category", "")
    chosen = category if queries.category(category) else ""
    page = pages.page(mover(request), waiting, at, category=chosen, type=kind)
    verdict = policies.may_push(mover(request), at) if at else None
    if at and form is None:
        form = TriageForm(initial={"version": at.case.version, "type": page.decision.type if page.decision else ""})
    return show(request, "triage", page=page, form=form, toast=toast, verdict=verdict, keys=_keys())


def _push(request: StaffRequest, appeal: Appeal) -> HttpResponse:
    decision = pages.decision(appeal)
    form = TriageForm(
        request.POST, categories=decision.all_categories, units=decision.all_units, people_of=decision.unit
    )
    to = f"{reverse('workbench:triage')}?done={appeal.case.number}"
    try:
        done = carry_out(
            request, appeal, form,
            lambda: commands.push(by=request.actor, case_id=appeal.pk, **form.decision), to=to, said="",
        )  # fmt: skip
    except Conflict as error:
        return show(request, "stale", page=StalePage.of(found(request, appeal.case.number), error, form), status=409)
    return done or _page(request, _waiting(request), appeal, form=form)


def _undo(request: StaffRequest, number: str) -> Toast | None:
    """What was just pushed, and the way back while it is open."""
    try:
        appeal = found(request, number) if number else None
    except Missing:
        return None
    if appeal is None or appeal.case.unit is None:
        return None
    text = _("已派给%(unit)s") % {"unit": appeal.case.unit.short_name}
    if not policies.may_take_back(mover(request), appeal):
        return Toast(text=text)
    return Toast(
        text=text, undo_url=reverse("workbench:take_back", args=[number]), seconds=TAKE_BACK_SECONDS,
        fields=stamps(appeal.case),
    )  # fmt: skip


def _keys() -> list[KeyHint]:
    said = [
        ("⏎", _("确认并派出")), ("1—4", _("改单位")), ("5—7", _("改类别")), ("8—0", _("照现成的答")), ("F", _("按法定途径办")),
        ("J", _("下一件")), ("K", _("上一件")),
        ("Z", _("撤销")),
    ]  # fmt: skip
    return [KeyHint(key=key, label=label) for key, label in said]
