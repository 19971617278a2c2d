"""工作任务: the list, the tree, a task, a notice."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.kit import clock, sheets
from yiwang.quality.campaigns import commands, policies, queries
from yiwang.quality.campaigns.commands import Wish
from yiwang.quality.campaigns.models import Programme, Task
from yiwang.sites.workbench.campaigns.forms import (
    MoveDayForm,
    NoteForm,
    NoticeForm,
    ProgrammeForm,
    TaskForm,
    VerdictForm,
)
from yiwang.sites.workbench.campaigns.pages import programming as pages
from yiwang.sites.workbench.campaigns.pages.shared import led_units, units_below
from yiwang.sites.workbench.campaigns.views.shared import ask, pdf, show, step
from yiwang.sites.workbench.desk.forms.base import new_nonce
from yiwang.sites.workbench.desk.views.shared import for_staff, once
from yiwang.sites.workbench.middleware import StaffRequest

DONE = 100


def at(programme_id: int) -> str:
    """The page of one."""
    return reverse("programme:one", args=[programme_id])


def _of(request: StaffRequest, programme_id: int) -> Programme:
    return queries.get_programme(reach=request.reach, id=programme_id)


@for_staff()
def home(request: StaffRequest) -> HttpResponse:
    """Programmes in sight."""
    return show(request, "programmes", page=pages.home(request.reach))


@for_staff()
def new(request: StaffRequest) -> HttpResponse:
    """立一项工作任务."""
    policies.may_plan(request.reach).require()
    today = clock.today()
    first = {"starts_on": today, "ends_on": today.replace(month=12, day=31)}
    form = ProgrammeForm(request.POST or None, units=led_units(request.reach), initial=first)
    names = ("title", "text", "unit", "starts_on", "ends_on")
    act = lambda: commands.open_programme(  # noqa: E731
        by=request.actor, **{name: form.cleaned_data[name] for name in names}
    )
    return ask(
        request, form, act, to=reverse("programme:home"), said=_("立好了。"), title=_("立一项工作任务"),
        lead=_("先立名称和起止，再加标题和任务。"), button=_("立"),
    )  # fmt: skip


@for_staff()
def one(request: StaffRequest, programme_id: int) -> HttpResponse:
    """The tree."""
    page = pages.one(request.reach, _of(request, programme_id), nonce=new_nonce())
    return show(request, "programme", page=page)


@for_staff()
def add(request: StaffRequest, programme_id: int) -> HttpResponse:
    """加任务 or a heading."""
    programme = _of(request, programme_id)
    policies.may_add_task(request.reach, programme).require()
    form = TaskForm(
        request.POST or None, units=units_below(request.reach, programme.unit.code), headings=pages.headings(programme),
        initial={"parent": request.GET.get("under", "")},
    )  # fmt: skip
    act = lambda: commands.add_task(by=request.actor, programme_id=programme_id, wish=_wish(form))  # noqa: E731
    return ask(
        request, form, act, to=at(programme_id), said=_("加好了。"), title=_("加任务"), lead=programme.title,
        button=_("加上"),
    )  # fmt: skip


def _wish(form: TaskForm) -> Wish:
    given = form.cleaned_data
    return Wish(**{name: given[name] for name in ("title", "parent", "unit", "due_on", "standard")})


@for_staff()
def task(request: StaffRequest, task_id: int) -> HttpResponse:
    """One task: how far it is, or that it is done."""
    found = queries.get_task(reach=request.reach, id=task_id)
    form = NoteForm(request.POST or None, initial={"percent": found.percent})
    to = reverse("programme:task", args=[task_id])
    done = once(request, form, lambda: _noted(request, found, form), to=to, said=_("记下了。"))
    return done or show(request, "task", page=pages.task(request.reach, found), form=form)


def _noted(request: StaffRequest, found: Task, form: NoteForm) -> Task:
    text, percent = form.cleaned_data["text"], form.cleaned_data["percent"]
    if percent == DONE:
        return commands.report_task(by=request.actor, task_id=found.pk, result=text)
    return commands.note_task(by=request.actor, task_id=found.pk, text=text, percent=percent)


@for_staff()
def move(request: StaffRequest, task_id: int) -> HttpResponse:
    """改日期."""
    found = queries.get_task(reach=request.reach, id=task_id)
    policies.may_move_task(request.reach, found).require()
    form = MoveDayForm(request.POST or None, initial={"due_on": found.due_on})
    act = lambda: commands.move_task(by=request.actor, task_id=task_id, **form.moved)  # noqa: E731
    return ask(
        request, form, act, to=reverse("programme:task", args=[task_id]), said=_("日期改了。"), title=_("改日期"),
        lead=found.title, note=found.standard, button=_("改"),
    )  # fmt: skip


@for_staff()
def accept(request: StaffRequest, task_id: int) -> HttpResponse:
    """验收通过."""
    return _judged(request, task_id, commands.accept_task, _("验收通过"), _("验收了。"))


@for_staff()
def give_back(request: StaffRequest, task_id: int) -> HttpResponse:
    """验收不通过."""
    return _judged(request, task_id, commands.return_task, _("退回"), _("退回了。"))


@for_staff()
def drop(request: StaffRequest, task_id: int) -> HttpResponse:
    """取消."""
    return _judged(request, task_id, commands.drop_task, _("取消任务"), _("取消了。"))


def _judged(request: StaffRequest, task_id: int, act: pages.Judge, title: str, said: str) -> HttpResponse:
    found, form = queries.get_task(reach=request.reach, id=task_id), VerdictForm(request.POST or None)
    run = lambda: act(by=request.actor, task_id=task_id, verdict=form.cleaned_data["verdict"])  # noqa: E731
    return ask(
        request, form, run, to=reverse("programme:task", args=[task_id]), said=said, title=title, lead=found.title,
        note=found.standard, button=title,
    )  # fmt: skip


@for_staff(method="POST")
def close(request: StaffRequest, programme_id: int) -> HttpResponse:
    """结束."""
    act = lambda: commands.close_programme(by=request.actor, programme_id=programme_id)  # noqa: E731
    return step(request, act, to=at(programme_id), said=_("结束了。"))


@for_staff()
def notice(request: StaffRequest, programme_id: int) -> HttpResponse:
    """拟通报."""
    programme = _of(request, programme_id)
    form = NoticeForm(request.POST or None, initial={"until": clock.today()})
    act = lambda: commands.draft_notice(  # noqa: E731
        by=request.actor, programme_id=programme_id, until=form.cleaned_data["until"], words=form.cleaned_data["words"]
    )
    return ask(
        request, form, act, to=at(programme_id), said=_("拟好了，由另一位签发。"), title=_("拟红黑字通报"),
        lead=programme.title, button=_("拟好"),
    )  # fmt: skip


@for_staff(method="POST")
def issue(request: StaffRequest, notice_id: int) -> HttpResponse:
    """签发."""
    programme_id = queries.get_notice(reach=request.reach, id=notice_id).programme_id
    act = lambda: commands.issue_notice(by=request.actor, notice_id=notice_id)  # noqa: E731
    return step(request, act, to=at(programme_id), said=_("通报了，各单位负责人都收到了。"))


@for_staff()
def paper(request: StaffRequest, notice_id: int) -> HttpResponse:
    """通报 as PDF."""
    return pdf(
        queries.notice_paper(notice=queries.get_notice(reach=request.reach, id=notice_id)), f"notice-{notice_id}"
    )


@for_staff()
def sheet(request: StaffRequest, programme_id: int) -> HttpResponse:
    """The tree as XLSX."""
    headers = {"Content-Disposition": f'attachment; filename="programme-{programme_id}.xlsx"'}
    return HttpResponse(pages.sheet(_of(request, programme_id)), content_type=sheets.XLSX, headers=headers)
