"""督察台, and what is done about the secrecy of one file."""

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries.rereading import line_by_words
from yiwang.cases.secrecy import commands, policies, queries
from yiwang.cases.secrecy.queries import Asked
from yiwang.cases.secrecy.states import Grade
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Permission
from yiwang.kit.errors import Missing
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.sites.workbench.desk.forms.base import MoveForm
from yiwang.sites.workbench.desk.pages.case import Head, Letter
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, once
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.secrecy.forms import (
    AskOpeningForm,
    DecideForm,
    DeclareForm,
    GradeForm,
    RecuseForm,
    RedactForm,
    StrikeForm,
    named_in,
)
from yiwang.sites.workbench.secrecy.pages.one import SecrecyPage
from yiwang.sites.workbench.secrecy.pages.register import RegisterPage


def show(request: StaffRequest, name: str, **context: object) -> HttpResponse:
    """A page of secrecy; 422 where its form was refused."""
    form = context.get("form")
    is_refused = isinstance(form, BaseForm) and form.is_bound and bool(form.errors)
    return render(request, f"workbench/secrecy/{name}.html", context, status=422 if is_refused else 200)


def here(number: str) -> str:
    """The page of a file's secrecy."""
    return reverse("secrecy:one", args=[number])


@for_staff(Permission.READ_SEALED, Permission.TAKE_IN)
def register(request: StaffRequest) -> HttpResponse:
    """督察台, to the desk 涉警投诉: what has a grade and is in sight, by number, own number or person."""
    names = ("grade", "standing", "number", "person", "after")
    asked = Asked(**{name: request.GET.get(name, "")[:60] for name in names})
    page = RegisterPage.of(request.reach, queries.sealed_register(reach=request.reach, asked=asked), asked)
    is_inspector = request.reach.may(Permission.READ_SEALED)
    return show(request, "register", page=page, title=_("督察台") if is_inspector else _("涉警投诉"))


@for_staff()
def one(request: StaffRequest, number: str) -> HttpResponse:
    """Grade, recusals, openings and letters of a file."""
    page = SecrecyPage.of(request.reach, found(request, number), officer_id=request.actor.officer_id)
    return show(request, "one", page=page)


def _carried(
    request: StaffRequest, appeal: Appeal, form: MoveForm, act: Callable[[], object], *, may: Verdict, said: str,
    template: str, to: str = "", **context: object,
) -> HttpResponse:  # fmt: skip
    """One act on a file: the form, or where it leads."""
    to = to or here(appeal.case.number)
    done = move(request, appeal, form, act, to=to, said=said)
    if done:
        return done
    may.require()
    return show(request, template, form=form, head=Head.of(appeal, None), url=here(appeal.case.number), **context)


def _home(request: StaffRequest) -> str:
    """Where somebody goes on for whom the file may not exist any more."""
    keeps = any(map(request.reach.may, (Permission.READ_SEALED, Permission.TAKE_IN)))
    return reverse("secrecy:register") if keeps else reverse("home")


@for_staff()
def raise_grade(request: StaffRequest, number: str) -> HttpResponse:
    """提高密级: afterwards the file may be out of the hand's own sight."""
    appeal, units = found(request, number), organisation.units()
    seal = queries.seal_of(case=appeal.case)
    grades = [grade for grade in Grade if seal is None or grade.rank > Grade(seal.grade).rank]
    is_theirs = line_by_words(appeal) == queries.DISCIPLINE
    form = GradeForm.on(
        appeal.case, request.POST or None, grades=grades, units=units, initial={"to_discipline": is_theirs}
    )

    def act() -> None:
        given = form.cleaned_data
        commands.raise_grade(
            by=request.actor, case_id=appeal.pk, grade=given["grade"], reason=given["reason"], **named_in(given),
            line=queries.DISCIPLINE if given["to_discipline"] else "",
        )  # fmt: skip

    return _carried(
        request, appeal, form, act, may=policies.may_raise(request.reach, appeal.case, seal), to=_home(request),
        said=_("密级提高了，件已转到该看的单位。"), template="grade", title=_("提高密级"), units=units,
    )  # fmt: skip


@for_staff()
def lower_grade(request: StaffRequest, number: str) -> HttpResponse:
    """降低密级, by inspectors."""
    appeal = found(request, number)
    seal = queries.seal_of(case=appeal.case)
    grades = [grade for grade in Grade if seal and grade.rank < Grade(seal.grade).rank]
    form = GradeForm.on(appeal.case, request.POST or None, grades=grades, names=False)

    def act() -> None:
        given = form.cleaned_data
        commands.lower_grade(by=request.actor, case_id=appeal.pk, grade=given["grade"], reason=given["reason"])

    return _carried(
        request, appeal, form, act, may=policies.may_lower(request.reach, appeal.case, seal), to=_home(request),
        said=_("密级降低了。"), template="grade", title=_("降低密级"), units=(),
    )  # fmt: skip


def _at_once(
    request: StaffRequest, number: str, act: Callable[[int], object], *, to: str = "", said: str
) -> HttpResponse:
    """One key, no form: done, and back to the file's page."""
    appeal, form = found(request, number), MoveForm(request.POST)
    done = move(request, appeal, form, lambda: act(appeal.pk), to=to or here(number), said=said)
    return done or HttpResponseRedirect(here(number))


@for_staff(method="POST")
def doubt(request: StaffRequest, number: str) -> HttpResponse:
    """误判，请督察取消."""
    return _at_once(
        request, number, lambda key: commands.doubt_grade(by=request.actor, case_id=key),
        said=_("已请督察核定。取消以前，这一件仍按一般投诉办。"),
    )  # fmt: skip


@for_staff(method="POST")
def keep(request: StaffRequest, number: str) -> HttpResponse:
    """维持一般投诉."""
    return _at_once(
        request, number, lambda key: commands.keep_grade(by=request.actor, case_id=key), to=_home(request),
        said=_("仍按一般投诉办。"),
    )  # fmt: skip


@for_staff()
def strike(request: StaffRequest, number: str) -> HttpResponse:
    """取消密级, by inspectors."""
    appeal = found(request, number)
    form = StrikeForm.on(appeal.case, request.POST or None)
    return _carried(
        request, appeal, form,
        lambda: commands.strike_grade(by=request.actor, case_id=appeal.pk, reason=form.cleaned_data["reason"]),
        may=policies.may_strike(request.reach, appeal.case, queries.seal_of(case=appeal.case)), to=_home(request),
        said=_("密级取消了，件回到待分派。"), template="strike",
    )  # fmt: skip


@for_staff()
def declare(request: StaffRequest, number: str) -> HttpResponse:
    """申报回避."""
    appeal = found(request, number)
    form = DeclareForm.on(appeal.case, request.POST or None)
    return _carried(
        request, appeal, form,
        lambda: commands.declare(by=request.actor, case_id=appeal.pk, reason=form.cleaned_data["reason"]),
        may=ALLOWED, to=_home(request), said=_("申报了，这一件从现在起不再给您看，由别人接着办。"), template="declare",
    )  # fmt: skip


@for_staff()
def recuse(request: StaffRequest, number: str) -> HttpResponse:
    """让人回避."""
    appeal = found(request, number)
    form = RecuseForm.on(appeal.case, request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        commands.recuse(
            by=request.actor, case_id=appeal.pk, officer_code=given["officer"], ground=given["ground"],
            reason=given["reason"],
        )  # fmt: skip

    may = policies.may_recuse(request.reach, appeal.case)
    return _carried(request, appeal, form, act, may=may, said=_("从现在起这位民警看不到这一件。"), template="recuse")


@for_staff(method="POST")
def lift(request: StaffRequest, number: str, key: int) -> HttpResponse:
    """解除回避."""
    appeal, form = found(request, number), MoveForm(request.POST)
    known = queries.recusal(id=key)
    if known is None or known.case_id != appeal.pk:
        raise Missing
    act = move(
        request, appeal, form, lambda: commands.lift_recusal(by=request.actor, recusal_id=key), to=here(number),
        said=_("回避解除了。"),
    )  # fmt: skip
    return act or HttpResponseRedirect(here(number))


@for_staff()
def ask_opening(request: StaffRequest, number: str) -> HttpResponse:
    """申请开启身份."""
    appeal = found(request, number)
    form = AskOpeningForm.on(appeal.case, request.POST or None)
    return _carried(
        request, appeal, form,
        lambda: commands.ask_opening(by=request.actor, case_id=appeal.pk, purpose=form.cleaned_data["purpose"]),
        may=policies.may_ask_opening(request.reach, appeal.case, request.actor.officer_id),
        said=_("申请交上去了，同意以后会告诉您。"), template="ask_opening",
    )  # fmt: skip


@for_staff()
def opening(request: StaffRequest, key: int) -> HttpResponse:
    """The second person decides; of the file they learn its own number and what for."""
    wish = next((one for one in queries.waiting_openings(reach=request.reach) if one.pk == key), None)
    if wish is None or not policies.may_decide_opening(request.reach, wish):
        raise Missing(_("没有这个申请，或者已经有结果了"))
    form = DecideForm(request.POST or None)

    def act() -> None:
        decide = commands.grant_opening if form.cleaned_data["decision"] == "grant" else commands.refuse_opening
        decide(by=request.actor, opening_id=key, opinion=form.cleaned_data["opinion"])

    done = once(request, form, act, to=_home(request), said=_("决定记下了，已告诉申请的人。"))
    seal = queries.seal_of(case=wish.case)
    return done or show(request, "opening", form=form, wish=wish, own=seal.number if seal else "", url=_home(request))


@for_staff()
def redact(request: StaffRequest, number: str) -> HttpResponse:
    """核对脱敏: the original beside what others will read."""
    appeal = found(request, number)
    form = RedactForm.on(appeal.case, request.POST or None, initial={"text": appeal.content})
    return _carried(
        request, appeal, form,
        lambda: appeals.redact(by=request.actor, case_id=appeal.pk, text=form.cleaned_data["text"]),
        may=policies.may_redact(request.reach, appeal.case), said=_("脱敏确认了，可以分派了。"), template="redact",
        original=appeal.sealed_content or appeal.content, letter=Letter.of(appeal, ()),
    )  # fmt: skip
