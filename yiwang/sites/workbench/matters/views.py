"""同诉求: the list, a new one, one of them, and each step on it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.matters import commands, policies, queries
from yiwang.cases.matters.models import Matter
from yiwang.ground.access import commands as access
from yiwang.kit.errors import Invalid
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.desk.forms.base import OnceForm, new_nonce
from yiwang.sites.workbench.desk.views.shared import for_staff, found, mover, once, say
from yiwang.sites.workbench.matters import pages
from yiwang.sites.workbench.matters.forms import (
    AddForm,
    JoinForm,
    ListForm,
    NewForm,
    NoteForm,
    ReasonForm,
    TitleForm,
    numbers_in,
)
from yiwang.sites.workbench.middleware import StaffRequest

FOLDER = "workbench/matters"


def show(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of matters; 422 where its form was refused."""
    form = context.get("form")
    is_refused = isinstance(form, OnceForm) and form.is_bound and bool(form.errors)
    return render(request, f"{FOLDER}/{name}.html", context, status=422 if is_refused else status)


@for_staff()
def home(request: StaffRequest) -> HttpResponse:
    """Matters in sight, and what they spared."""
    return show(request, "list", page=pages.home(mover(request), said=ListForm(request.GET).said))


@for_staff()
def new(request: StaffRequest) -> HttpResponse:
    """From files that were picked in a list, on a file's page, among likenesses or in a topic; asks what leads and what it is."""
    policies.may_gather(mover(request)).require()
    said = request.POST if request.method == "POST" else request.GET
    numbers = numbers_in(" ".join([*said.getlist("pick"), said.get("picked", "")]))
    keys = appeals.keys_among(by=request.actor, numbers=numbers, may_be_sealed=False)
    page = pages.new(mover(request), keys, at_once=commands.AT_ONCE)
    asked = {"picked": " ".join(numbers), "source": said.get("from", ""), "title": page.title}
    is_sent = "nonce" in request.POST
    mains = [(number, number) for number in page.numbers] if is_sent else list(page.mains)
    form = NewForm(request.POST if is_sent else None, mains=mains, initial=_known(asked))
    done = _made(request, form, keys)
    if done is None:
        form.offer(list(page.mains))
    return done or show(request, "new", form=form, page=page)


def _known(asked: dict[str, str]) -> dict[str, str]:
    """What can be read of it."""
    sources = {value for value, _label in NewForm(mains=[]).fields["source"].choices}  # type: ignore[attr-defined]
    return {name: value for name, value in asked.items() if name != "source" or value in sources}


def _made(request: StaffRequest, form: NewForm, keys: list[int]) -> HttpResponse | None:
    """Made once, and its page; None where the form must be shown (again)."""
    if not form.is_bound or not form.is_valid():
        return None

    def make() -> str:
        made = _opened(request, form.cleaned_data, keys)
        say(request, _("立好了，每位诉求人都收到了通知。"))
        return reverse("matters:one", args=[made.pk])

    try:
        return HttpResponseRedirect(access.once(by=request.actor, key=form.cleaned_data["nonce"], act=make))
    except Invalid as error:
        add_invalid(form, error)
    return None


def _opened(request: StaffRequest, given: dict[str, str], keys: list[int]) -> Matter:
    page = pages.new(mover(request), keys, at_once=commands.AT_ONCE)
    able = {one.number for one in page.able}
    known = {appeal.case.number: appeal.pk for appeal in appeals.of_keys(keys)}
    return commands.open_matter(
        by=request.actor, main_id=known[given["main"]], title=given["title"], source=given["source"],
        case_ids=[key for number, key in known.items() if number in able],
    )  # fmt: skip


def _matter(request: StaffRequest, matter_id: int) -> Matter:
    return queries.get_matter(for_=request.actor, id=matter_id, reach=request.reach)


@for_staff()
def one(request: StaffRequest, matter_id: int) -> HttpResponse:
    """One matter; while something is done file by file it shows itself anew."""
    at = int(ListForm(request.GET).said["page"])
    page = pages.one(mover(request), _matter(request, matter_id), nonce=new_nonce(), page=at)
    return show(request, "one", page=page, adding=AddForm(), keys=pages.keys(page))


@for_staff(method="POST")
def add(request: StaffRequest, matter_id: int) -> HttpResponse:
    """More files: numbers that were typed or pasted, or rows that were picked among what is like them."""
    matter = _matter(request, matter_id)
    said = request.POST.copy()
    said["picked"] = " ".join([said.get("picked", ""), *said.getlist("pick")])
    form = AddForm(said)
    numbers = numbers_in(str(said["picked"]))
    keys = appeals.keys_among(by=request.actor, numbers=numbers, may_be_sealed=False)
    done = once(
        request, form, lambda: _added(request, matter, numbers, keys), said=_("归入了，诉求人收到了通知。"),
        to=reverse("matters:one", args=[matter_id]),
    )  # fmt: skip
    return done or show(
        request, "one", page=pages.one(mover(request), matter, nonce=new_nonce()), adding=form, form=form
    )


def _added(request: StaffRequest, matter: Matter, numbers: list[str], keys: list[int]) -> None:
    if len(keys) < len(numbers) or not keys:
        known = {appeal.case.number for appeal in appeals.of_keys(keys)}
        lost = "、".join(number for number in numbers if number not in known)
        raise Invalid(
            picked=_("没有这些编号的件，或不在您的范围内：%(lost)s") % {"lost": lost}
            if lost
            else _("编号不对，请再对一遍")
        )
    commands.add_many(by=request.actor, matter_id=matter.pk, case_ids=keys)


@for_staff()
def join(request: StaffRequest, number: str) -> HttpResponse:
    """One file into a matter that stands, or the beginning of a new one."""
    appeal = found(request, number)
    known = queries.of_case(case_id=appeal.pk)
    listed = [(str(one.pk), f"{one.number} {one.title}") for one in queries.live(by=request.actor, reach=request.reach)]
    form = JoinForm(request.POST or None, matters=listed, initial={"matter": request.GET.get("matter", "")})
    done = once(
        request, form,
        lambda: commands.add(by=request.actor, matter_id=int(form.cleaned_data["matter"]), case_id=appeal.pk),
        said=_("归入了，诉求人收到了通知。"), to=reverse("workbench:case", args=[number]),
    )  # fmt: skip
    return done or show(request, "join", form=form, appeal=appeal, known=known, has_any=bool(listed))


def _step(
    request: StaffRequest,
    matter_id: int,
    name: str,
    form: OnceForm,
    act: Callable[[], object],
    said: str,
    **more: Any,
) -> HttpResponse:
    """A page that asks for one thing, and what follows from it."""
    matter = _matter(request, matter_id)
    done = once(request, form, act, said=said, to=reverse("matters:one", args=[matter_id]))
    return done or show(request, name, form=form, matter=matter, **more)


@for_staff()
def note(request: StaffRequest, matter_id: int, number: str) -> HttpResponse:
    """附一段, or left out of the answer."""
    appeal = found(request, number)
    member = queries.membership(case_id=appeal.pk)
    known = {"more": member.more, "is_left_out": member.is_left_out} if member else {}
    form = NoteForm(request.POST or None, initial=known)
    return _step(
        request, matter_id, "note", form,
        lambda: commands.note(
            by=request.actor, matter_id=matter_id, case_id=appeal.pk, more=form.cleaned_data["more"],
            is_left_out=form.cleaned_data["is_left_out"],
        ),
        _("记下了。"), appeal=appeal,
    )  # fmt: skip


@for_staff()
def remove(request: StaffRequest, matter_id: int, number: str) -> HttpResponse:
    """移出, with a reason."""
    appeal = found(request, number)
    form = ReasonForm(request.POST or None)
    return _step(
        request, matter_id, "remove", form,
        lambda: commands.remove(
            by=request.actor, matter_id=matter_id, case_id=appeal.pk, reason=form.cleaned_data["reason"]
        ),
        _("移出了，这一件回到原来的地方单独办。"), appeal=appeal,
    )  # fmt: skip


@for_staff()
def lead(request: StaffRequest, matter_id: int, number: str) -> HttpResponse:
    """换主件."""
    appeal = found(request, number)
    form = OnceForm(request.POST or None)
    return _step(
        request, matter_id, "lead", form,
        lambda: commands.pass_lead(by=request.actor, matter_id=matter_id, case_id=appeal.pk),
        _("换了主件，答复写在这一件上。"), appeal=appeal,
    )  # fmt: skip


@for_staff()
def share(request: StaffRequest, matter_id: int) -> HttpResponse:
    """用主件的答复答复其余各件: shows the words once more before they go out."""
    page = pages.one(mover(request), _matter(request, matter_id), nonce="")
    form = OnceForm(request.POST or None)
    done = once(
        request, form, lambda: commands.share(by=request.actor, matter_id=matter_id),
        said=_("正在逐件答复，可以离开这一页。"), to=reverse("matters:one", args=[matter_id]),
    )  # fmt: skip
    if done:
        return done
    page.share.require()
    return show(request, "share", form=form, page=page)


@for_staff()
def rename(request: StaffRequest, matter_id: int) -> HttpResponse:
    """改名."""
    form = TitleForm(request.POST or None, initial={"title": _matter(request, matter_id).title})
    return _step(
        request, matter_id, "rename", form,
        lambda: commands.rename(by=request.actor, matter_id=matter_id, title=form.cleaned_data["title"]), _("改好了。"),
    )  # fmt: skip


@for_staff(method="POST")
def close(request: StaffRequest, matter_id: int) -> HttpResponse:
    """结束."""
    return _ended(request, matter_id, commands.close, _("结束了，不再归入新的件；已经在里面的照常办。"))


@for_staff(method="POST")
def reopen(request: StaffRequest, matter_id: int) -> HttpResponse:
    """重新打开."""
    return _ended(request, matter_id, commands.reopen, _("重新打开了，可以再归入。"))


def _ended(request: StaffRequest, matter_id: int, act: Callable[..., object], said: str) -> HttpResponse:
    _matter(request, matter_id)
    form, to = OnceForm(request.POST), reverse("matters:one", args=[matter_id])
    done = once(request, form, lambda: act(by=request.actor, matter_id=matter_id), said=said, to=to)
    return done or HttpResponseRedirect(to)
