"""拆分、关联、并入: each asks first what it will do; 并入 can be taken back for a day."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.casework import queries as casework
from yiwang.ground.files import queries as files
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.verdicts import Verdict
from yiwang.sites.workbench.desk.forms import MoveForm, NumberForm, SplitForm
from yiwang.sites.workbench.desk.forms.several import MOST, pieces_of
from yiwang.sites.workbench.desk.pages.case import Head, Letter
from yiwang.sites.workbench.desk.pages.rows import category_name
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, mover, show
from yiwang.sites.workbench.middleware import StaffRequest


def _split_form(request: StaffRequest, appeal: Appeal, *, more: bool) -> SplitForm:
    known = queries.categories()
    leaves = [(code, category_name(code, known)) for code, one in known.items() if one.parent and not one.is_retired]
    form = partial(SplitForm, categories=leaves, units=organisation.units())
    if request.method != "POST":
        return form(initial={"version": appeal.case.version, "text1": appeal.words})
    if not more:
        return form(request.POST)
    count = min(MOST, pieces_of(request.POST.get("pieces", "")) + 1)
    typed = {name: str(request.POST.get(name, "")) for name in request.POST if name != "pieces"}
    return form(count=count, initial={**typed, "version": appeal.case.version})


@for_staff()
def split(request: StaffRequest, number: str) -> HttpResponse:
    """The letter beside its parts; one more part keeps what was typed."""
    appeal = found(request, number)
    more = request.POST.get("act") == "more"
    form = _split_form(request, appeal, more=more)
    done = None if more else move(
        request, appeal, form,
        lambda: commands.split(
            by=request.actor, case_id=appeal.pk, first=form.cleaned_data["text1"], parts=form.parts()
        ),
        to=reverse("workbench:case", args=[number]), said=_("拆好了，新的件各有编号，诉求人已收到通知。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_split(mover(request), appeal).require()
    letter = Letter.of(appeal, files.of(subject=appeal.case.ref))
    return show(request, "split", form=form, head=Head.of(appeal, None), letter=letter, may_more=form.count < MOST)


def _with_other(
    request: StaffRequest, number: str, name: str, may: Callable[[Mover, Appeal], Verdict],
    act: Callable[..., object], said: str,
) -> HttpResponse:  # fmt: skip
    """A move that asks for another file's number."""
    appeal = found(request, number)
    form = NumberForm.on(appeal.case, request.POST or None)
    done = move(
        request, appeal, form,
        lambda: act(by=request.actor, case_id=appeal.pk, number=form.cleaned_data["number"]),
        to=reverse("workbench:case", args=[number]), said=said,
    )  # fmt: skip
    if done:
        return done
    may(mover(request), appeal).require()
    return show(request, name, form=form, head=Head.of(appeal, None))


@for_staff()
def link_up(request: StaffRequest, number: str) -> HttpResponse:
    """关联."""
    return _with_other(
        request, number, "link_up", policies.may_link_up, commands.link_up, _("关联好了，两件各办各的。")
    )


@for_staff()
def merge(request: StaffRequest, number: str) -> HttpResponse:
    """并入."""
    return _with_other(
        request, number, "merge", policies.may_merge, commands.merge, _("并入了，一天以内可以撤销。"),
    )  # fmt: skip


@for_staff()
def unmerge(request: StaffRequest, number: str) -> HttpResponse:
    """撤销并入."""
    appeal = found(request, number)
    form = MoveForm.on(appeal.case, request.POST or None)
    done = move(
        request, appeal, form, lambda: commands.unmerge(by=request.actor, case_id=appeal.pk),
        to=reverse("workbench:case", args=[number]), said=_("撤销了，这一件恢复单独办理，期限还是从登记时算。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_unmerge(mover(request), appeal).require()
    return show(request, "unmerge", form=form, head=Head.of(appeal, None), main=casework.main_of(case_id=appeal.pk))
