"""呈上级审定, 批示, its report and its end, and the two lists of orders."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import InstructionAct
from yiwang.cases.appeals.states import MOVES, InstructionState, Move
from yiwang.kit.errors import Invalid, Missing
from yiwang.sites.workbench.desk.forms.base import MoveForm
from yiwang.sites.workbench.desk.forms.orders import PHRASES, InstructForm, PassUpForm, ReportForm
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.pages.orders import orders_page
from yiwang.sites.workbench.desk.pages.reply import ReviewPage
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, mover, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def pass_up(request: StaffRequest, number: str) -> HttpResponse:
    """呈上级审定, with a word to whoever decides there."""
    appeal = found(request, number)
    waiting = queries.open_reply(appeal=appeal)
    form = PassUpForm.on(appeal.case, request.POST or None)
    done = move(
        request, appeal, form,
        lambda: commands.pass_up(
            by=request.actor, case_id=appeal.pk, note=form.cleaned_data["note"], reply_id=waiting.pk if waiting else None
        ),
        to=reverse("workbench:case", args=[number]), said=_("呈上去了，已通知能审定的人。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_pass_up(mover(request), appeal, waiting).require()
    return show(request, "pass_up", form=form, page=ReviewPage.of(appeal, waiting))


@for_staff()
def instruct(request: StaffRequest, number: str) -> HttpResponse:
    """批示: a phrase is one tap, words of one's own two."""
    appeal = found(request, number)
    form = InstructForm.on(appeal.case, request.POST or None)
    assert isinstance(form, InstructForm)
    done = move(
        request, appeal, form,
        lambda: commands.instruct(
            by=request.actor, case_id=appeal.pk, text=form.words, due=form.cleaned_data["due"]
        ),
        to=reverse("workbench:case", args=[number]), said=_("批示发出了，承办人和单位负责人已收到通知。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_instruct(mover(request), appeal).require()
    return show(request, "instruct", form=form, head=Head.of(appeal, None), phrases=PHRASES, appeal=appeal)


@for_staff()
def report(request: StaffRequest, number: str) -> HttpResponse:
    """报告落实批示: the order above, the report below."""
    appeal = found(request, number)
    one = _order(request, appeal)
    form = ReportForm.on(appeal.case, request.POST or None, initial={"instruction": one.id if one else 0})
    done = move(
        request, appeal, form,
        lambda: commands.report_instruction(
            by=request.actor, case_id=appeal.pk, report=form.cleaned_data["report"],
            instruction_id=form.cleaned_data["instruction"],
        ),
        to=reverse("workbench:case", args=[number]), said=_("报告交上去了，批示的领导已收到通知。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_report_instruction(mover(request), appeal).require()
    return show(request, "report_instruction", form=form, head=Head.of(appeal, None), order=one)


def _order(request: StaffRequest, appeal: Appeal) -> InstructionAct | None:
    """The order that is asked for, else the oldest that waits; none where nothing does."""
    waiting = [one for one in queries.acts_of(appeal).instructions if one.state is InstructionState.OPEN]
    wanted = request.POST.get("instruction") or request.GET.get("order", "")
    return next((one for one in waiting if str(one.id) == wanted), None) or min(
        waiting, key=lambda one: (one.at, one.id), default=None
    )


@for_staff()
def close(request: StaffRequest, number: str) -> HttpResponse:
    """阅结批示: asked once more where nothing was reported yet."""
    appeal = found(request, number)
    form = MoveForm.on(appeal.case, request.POST or None)
    key = request.POST.get("instruction", "")
    if key and not key.isdecimal():
        raise Invalid(_("这一页不完整，请刷新后再试"))
    done = move(
        request, appeal, form,
        lambda: commands.close_instruction(
            by=request.actor, case_id=appeal.pk, instruction_id=int(key) if key else None
        ),
        to=reverse("workbench:case", args=[number]), said=_("批示阅结了。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_close_instruction(mover(request), appeal).require()
    order = next(iter(policies.closable(mover(request), appeal)))
    return show(request, "close_instruction", form=form, head=Head.of(appeal, None), order=order)


@for_staff()
def orders(request: StaffRequest) -> HttpResponse:
    """我的批示 and 待落实批示."""
    gives = bool(request.reach.roles.intersection(MOVES[Move.INSTRUCT].who))
    reports = bool(request.reach.roles.intersection(MOVES[Move.REPORT_INSTRUCTION].who))
    if not gives and not reports:
        raise Missing
    wanted = request.GET.get("of") or ("mine" if gives and not reports else "units")
    page = orders_page(mover(request), is_mine=wanted == "mine", page=request.GET.get("page", "1"))
    return show(request, "orders", page=page)
