"""来件: the list, one message, and what an operator does with it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.states import DESK
from yiwang.cases.channels import commands, policies, queries
from yiwang.cases.channels.commands import Matter
from yiwang.cases.channels.states import Carry, Why
from yiwang.ground.files import queries as files
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.models import Incoming
from yiwang.kit.errors import Invalid, Missing
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.desk.views.shared import for_staff, once
from yiwang.sites.workbench.incoming import pages
from yiwang.sites.workbench.incoming.forms import (
    AnswerForm,
    AsideForm,
    BackForm,
    FindForm,
    JoinForm,
    ListForm,
    RegisterForm,
    SenderForm,
)
from yiwang.sites.workbench.middleware import StaffRequest

STAFF = frozenset(DESK)


@for_staff(roles=STAFF)
def messages_list(request: StaffRequest) -> HttpResponse:
    """What waits for a person; all of it."""
    page = pages.listed(by=request.actor, reach=request.reach, said=ListForm(request.GET).said)
    return render(request, "workbench/incoming/list.html", {"page": page})


@for_staff(roles=STAFF)
def find(request: StaffRequest) -> HttpResponse:
    """One sender's messages, for a purpose; each look is on record."""
    form, found = FindForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            said, purpose = form.cleaned_data["said"], form.cleaned_data["purpose"]
            found = commands.find_messages(by=request.actor, said=said, purpose=purpose)
        except Invalid as error:
            add_invalid(form, error)
    rows = None if found is None else pages.rows_of(request.actor, found)
    status = 422 if form.is_bound and form.errors else 200
    shown = {"form": form, "rows": rows, "chips": pages.chips("find")}
    return render(request, "workbench/incoming/find.html", shown, status=status)


@for_staff(roles=STAFF)
def one(request: StaffRequest, incoming_id: int) -> HttpResponse:
    """One message with what passed before."""
    return _page(request, messaging.incoming(incoming_id=incoming_id), SenderForm())


def _page(request: StaffRequest, message: Incoming, opening: OnceForm, sender: str = "") -> HttpResponse:
    page = pages.one(by=request.actor, reach=request.reach, message=message, sender=sender)
    status = 422 if opening.is_bound and opening.errors else 200
    shown = {"page": page, "opening": opening, "back": BackForm()}
    return render(request, "workbench/incoming/one.html", shown, status=status)


@for_staff(roles=STAFF, method="POST")
def open_sender(request: StaffRequest, incoming_id: int) -> HttpResponse:
    """Number or mailbox in full, once, in the answer to this very request; the look is on record before."""
    form, message = SenderForm(request.POST), messaging.incoming(incoming_id=incoming_id)
    if not form.is_valid():
        return _page(request, message, form)
    sender = commands.open_sender(by=request.actor, incoming_id=incoming_id, purpose=form.cleaned_data["purpose"])
    return _page(request, message, SenderForm(), sender)


def _act(
    request: StaffRequest, incoming_id: int, form: OnceForm, act: Callable[[], object], *, name: str, said: str
) -> HttpResponse:
    """A form with one command behind it; then the next message that waits, or the list."""
    done = once(request, form, act, to=reverse("incoming:list"), said=said)
    if done:
        return done
    message = messaging.incoming(incoming_id=incoming_id)
    page = pages.one(by=request.actor, reach=request.reach, message=message)
    if not page.is_seen:
        raise Missing
    status = 422 if form.is_bound and form.errors else 200
    return render(request, f"workbench/incoming/{name}.html", {"page": page, "form": form}, status=status)


@for_staff(roles=STAFF)
def register(request: StaffRequest, incoming_id: int) -> HttpResponse:
    """登记成件."""
    message = messaging.incoming(incoming_id=incoming_id)
    content = f"{message.title}\n{message.text}".strip()
    form = RegisterForm(request.POST or None, initial={"content": content})

    def act() -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "nonce"}
        commands.register_message(by=request.actor, incoming_id=incoming_id, matter=Matter(**given))

    return _act(request, incoming_id, form, act, name="register", said=_("登记成件了，已按类别分派。"))


@for_staff(roles=STAFF)
def join(request: StaffRequest, incoming_id: int) -> HttpResponse:
    """归到某件."""
    message = messaging.incoming(incoming_id=incoming_id)
    initial = {"number": request.GET.get("number", "")[:40]}
    form = JoinForm(request.POST or None, initial=initial, carries=policies.carries_for(message))

    def act() -> None:
        commands.join_message(
            by=request.actor, incoming_id=incoming_id, number=form.cleaned_data["number"],
            carry=Carry(form.cleaned_data["carry"]),
        )  # fmt: skip

    return _act(request, incoming_id, form, act, name="join", said=_("归到那一件了。"))


@for_staff(roles=STAFF)
def answer(request: StaffRequest, incoming_id: int) -> HttpResponse:
    """回复."""
    policies.may_answer_back(request.reach, messaging.incoming(incoming_id=incoming_id)).require()
    form = AnswerForm(request.POST or None)

    def act() -> None:
        commands.answer_message(by=request.actor, incoming_id=incoming_id, text=form.cleaned_data["text"])

    return _act(request, incoming_id, form, act, name="answer", said=_("回复发出去了。"))


@for_staff(roles=STAFF)
def set_aside(request: StaffRequest, incoming_id: int) -> HttpResponse:
    """不用办."""
    form = AsideForm(request.POST or None)

    def act() -> None:
        commands.set_aside_message(
            by=request.actor, incoming_id=incoming_id, reason=Why(form.cleaned_data["reason"])
        )  # fmt: skip

    return _act(request, incoming_id, form, act, name="aside", said=_("记下了，不用办。"))


@for_staff(roles=STAFF, method="POST")
def lay_back(request: StaffRequest, incoming_id: int) -> HttpResponse:
    """撤回处理."""
    to, form = reverse("incoming:one", args=[incoming_id]), BackForm(request.POST)

    def act() -> None:
        commands.lay_back_message(by=request.actor, incoming_id=incoming_id)

    return once(request, form, act, to=to, said=_("撤回了，请重新处理。")) or redirect(to)


@for_staff(roles=STAFF)
def file(request: StaffRequest, incoming_id: int, file_id: int) -> HttpResponse:
    """One file that came with a message."""
    message, stored = messaging.incoming(incoming_id=incoming_id), files.file(file_id=file_id)
    seen = queries.in_sight(by=request.actor, messages=[message]).words
    if stored.subject != message.ref or message.pk not in seen:
        raise Missing
    return HttpResponse(files.read(file=stored), headers=files.serve_headers(file=stored))
